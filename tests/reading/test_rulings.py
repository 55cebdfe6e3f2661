"""Ruling lines → grids of merged cells: any table that can be drawn is read as it was drawn."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.reading.areas import Area
from auditor.reading.rulings import Grid, Ruling, grids

Lines = tuple[list[Ruling], list[Ruling]]
Rectangle = tuple[int, int, int, int]
COLUMN, ROW = 30.0, 14.0


def drawn(rectangles: Iterable[Rectangle], left: float = 50.0, top: float = 60.0) -> Lines:
    """Draw each cell (row, column, rows, columns) with its four edges, as word processors do."""
    level, upright = [], []
    for row, column, down, across in rectangles:
        x0, x1 = left + column * COLUMN, left + (column + across) * COLUMN
        y0, y1 = top + row * ROW, top + (row + down) * ROW
        level += [Ruling(y0, x0, x1), Ruling(y1, x0, x1)]
        upright += [Ruling(x0, y0, y1), Ruling(x1, y0, y1)]
    return level, upright


def plain(rows: int, columns: int) -> list[Rectangle]:
    """Give the cells of a table without merged ones."""
    return [(row, column, 1, 1) for row in range(rows) for column in range(columns)]


def only(found: list[Grid]) -> Grid:
    """Give the only table."""
    (grid,) = found
    return grid


@st.composite
def merged(draw: st.DrawFn) -> list[Rectangle]:
    """Give the cells of a table of which some are merged at random."""
    rows, columns = draw(st.integers(1, 8)), draw(st.integers(1, 8))
    free = {(row, column) for row in range(rows) for column in range(columns)}
    cells = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) not in free:
                continue
            across = draw(st.integers(1, columns - column))
            while any((row, column + step) not in free for step in range(across)):
                across -= 1
            down = draw(st.integers(1, rows - row))
            while any((row + y, column + x) not in free for y in range(down) for x in range(across)):
                down -= 1
            free -= {(row + y, column + x) for y in range(down) for x in range(across)}
            cells.append((row, column, down, across))
    return cells


def without_idle_lines(cells: list[Rectangle]) -> list[Area]:
    """Give the cells with rows and columns numbered by the places where cells begin."""
    rows = sorted({cell[0] for cell in cells})
    columns = sorted({cell[1] for cell in cells})
    return [
        Area(
            rows.index(row),
            columns.index(column),
            sum(row <= at < row + down for at in rows),
            sum(column <= at < column + across for at in columns),
        )
        for row, column, down, across in cells
    ]


@given(merged(), st.randoms(use_true_random=False))
def test_any_table_is_read_as_drawn(cells: list[Rectangle], random: object) -> None:
    """Merged cells of every shape, lines drawn cell by cell, each end up to a point off, in any order."""
    level, upright = drawn(cells)

    def off(lines: list[Ruling]) -> list[Ruling]:
        moved = [Ruling(*(value + random.uniform(-0.9, 0.9) for value in line)) for line in lines]  # type: ignore[attr-defined]
        random.shuffle(moved)  # type: ignore[attr-defined]
        return moved

    grid = only(grids(off(level), off(upright)))
    assert list(grid.areas) == without_idle_lines(cells)
    assert {number for row in grid.owners for number in row} == set(range(len(grid.areas)))


@given(merged())
def test_every_point_has_its_cell(cells: list[Rectangle]) -> None:
    """The middle of a cell is found in it, a point outside in none."""
    grid = only(grids(*drawn(cells)))
    for number, area in enumerate(grid.areas):
        left, top, right, bottom = grid.box_of(area)
        assert grid.find((left + right) / 2, (top + bottom) / 2) == number
    left, top, right, bottom = grid.box
    assert grid.find(left - 3, top + 3) is grid.find(right + 3, top + 3) is grid.find(left + 3, bottom + 3) is None


def dashed(line: Ruling, dash: float, gap: float) -> list[Ruling]:
    """Draw a line as dashes."""
    pieces = []
    at = line.start
    while at < line.end:
        pieces.append(Ruling(line.at, at, min(at + dash, line.end)))
        at += dash + gap
    return pieces


@pytest.mark.parametrize(("dash", "gap"), [(1, 1), (0.5, 2), (3, 3), (5, 3.5)])
def test_dashed_lines(dash: float, gap: float) -> None:
    """Dashes and dots make a line."""
    level, upright = ([piece for line in lines for piece in dashed(line, dash, gap)] for lines in drawn(plain(3, 3)))
    assert len(only(grids(level, upright)).areas) == 9


def test_double_lines() -> None:
    """The two lines of a double border are one."""
    level, upright = (
        [line._replace(at=line.at + off) for line in lines for off in (-0.75, 0.75)] for lines in drawn(plain(3, 3))
    )
    assert len(only(grids(level, upright)).areas) == 9


def test_tables_side_by_side_and_below() -> None:
    """Left before right, whatever the heights; below comes after; lines of one height are still of their table."""
    tables = [drawn(plain(4, 2), 50, 60), drawn(plain(6, 2), 150, 50), drawn(plain(2, 4), 50, 160)]
    level = [line for table in reversed(tables) for line in table[0]]
    upright = [line for table in reversed(tables) for line in table[1]]
    assert [(grid.box[0], grid.box[1], len(grid.areas)) for grid in grids(level, upright)] == [
        (50, 60, 8),
        (150, 50, 12),
        (50, 160, 8),
    ]


def test_table_inside_a_cell() -> None:
    """A table in a cell of another is a table of its own, after that one."""
    outer, inner = drawn([(0, 0, 8, 1), (0, 1, 8, 8)], 20, 20), drawn(plain(2, 2), 80, 40)
    found = grids(outer[0] + inner[0], outer[1] + inner[1])
    assert [len(grid.areas) for grid in found] == [2, 4]


@pytest.mark.parametrize("overhang", [5, 20, 300])
def test_row_open_at_the_end_of_the_page(overhang: float) -> None:
    """Where only the uprights run on, a row is there that goes on overleaf."""
    level, upright = drawn(plain(3, 3))
    foot = max(line.end for line in upright)
    upright += [Ruling(x, foot, foot + overhang) for x in {line.at for line in upright}]
    grid = only(grids(level, upright))
    assert (len(grid.ys) - 1, grid.ys[-1]) == (4, foot + overhang)
    assert grid.areas[-1] == Area(3, 2, 1, 1)


def test_page_within_one_row() -> None:
    """Uprights without any level line are one row; those of another height are another's."""
    upright = [Ruling(x, 50, 780) for x in (50, 120, 550)] + [Ruling(700, 50, 300)]
    grid = only(grids([], upright))
    assert grid.box == (50, 50, 550, 780)
    assert grid.areas == (Area(0, 0, 1, 1), Area(0, 1, 1, 1))


def test_table_open_at_the_sides() -> None:
    """A table whose outer uprights are not drawn has its outer columns all the same."""
    level, upright = drawn(plain(3, 4))
    sides = {min(line.at for line in upright), max(line.at for line in upright)}
    grid = only(grids(level, [line for line in upright if line.at not in sides]))
    assert list(grid.areas) == [Area(*cell) for cell in plain(3, 4)]


def test_missing_ruling_is_told() -> None:
    """Cells that are no rectangle for want of a ruling stay apart row by row and say so; all others are sound."""
    level, upright = drawn(plain(3, 3))
    gone = (60 + ROW, 50 + COLUMN, 50 + 2 * COLUMN)  # between the middle cells of rows 1 and 2
    side = (50 + 2 * COLUMN, 60 + ROW, 60 + 2 * ROW)  # and between the middle and the right cell of row 2
    grid = only(grids([line for line in level if line != gone], [line for line in upright if line != side]))
    unsound = [area for area in grid.areas if not area.sound]
    assert unsound == [Area(0, 1, 1, 1, sound=False), Area(1, 1, 1, 2, sound=False)]
    assert len(grid.areas) == 8


def test_lines_that_rule_nothing() -> None:
    """Underlines, dots at corners and lines alone add neither rows nor tables."""
    level, upright = drawn(plain(3, 3))
    level += [Ruling(70, 55, 75), Ruling(300, 50, 300), Ruling(310, 50, 300), Ruling(60, 50, 51)]
    upright += [Ruling(400, 10, 400), Ruling(66, 60, 61)]
    assert len(only(grids(level, upright)).areas) == 9
    assert grids([], []) == []


def test_underline_that_touches_both_sides_of_a_cell_is_told() -> None:
    """It cannot be told from a ruling; the row it splits is a row."""
    level, upright = drawn(plain(1, 2))
    grid = only(grids([*level, Ruling(67, 50, 80)], upright))
    assert list(grid.areas) == [Area(0, 0, 1, 1), Area(0, 1, 2, 1), Area(1, 0, 1, 1)]
