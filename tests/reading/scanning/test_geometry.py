"""Straight pages, rulings, and lines of text in cells: on drawn pages, without the recogniser."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

np = pytest.importorskip("numpy")
cv2 = pytest.importorskip("cv2", reason="the extra ocr is not installed: pip install 'auditor[ocr]'")

from auditor.reading.pages import Page, Table  # noqa: E402
from auditor.reading.rulings import Ruling, grids  # noqa: E402
from auditor.reading.scanning.alignment import laid_under, last_table  # noqa: E402
from auditor.reading.scanning.ink import ink  # noqa: E402
from auditor.reading.scanning.lines import crop, lines_of  # noqa: E402
from auditor.reading.scanning.recognition import Rect  # noqa: E402
from auditor.reading.scanning.rules import find_rulings, without  # noqa: E402
from auditor.reading.scanning.straight import straighten  # noqa: E402

XS, YS = (200, 500, 900, 1400), (300, 340, 380, 460, 500, 900, 1300)


def drawn_table() -> Any:
    """Draw a table of three columns and six rows on a page of 1654 × 2339 pixels."""
    page = np.full((2339, 1654), 255, np.uint8)
    for y in YS:
        cv2.line(page, (XS[0], y), (XS[-1], y), 0, 2)
    for x in XS:
        cv2.line(page, (x, YS[0]), (x, YS[-1]), 0, 2)
    return page


@settings(deadline=None, max_examples=6)
@given(st.floats(-9, 9), st.integers(0, 3))
def test_a_crooked_page_is_straightened(degrees: float, corner: int) -> None:
    """However a page was laid, and a little aslant as photographs are, its rulings end level and upright."""
    page = drawn_table()
    height, width = page.shape
    turn = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 0.8), [0, 0, 1]])
    before = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    after = before.copy()
    after[corner] += (25 if corner in (0, 3) else -25, 30 if corner < 2 else -30)
    slant = cv2.getPerspectiveTransform(before, after)
    crooked = cv2.warpPerspective(page, slant @ turn, (width, height), borderValue=255)
    straight = straighten(crooked)
    level, upright = find_rulings(straight.image, [])
    assert len({round(ruling.at) // 8 for ruling in level}) == len(YS)
    assert len({round(ruling.at) // 8 for ruling in upright}) == len(XS)
    (grid,) = grids(*([Ruling(*(value * 0.36 for value in each)) for each in lines] for lines in (level, upright)))
    assert (len(grid.xs), len(grid.ys), len(grid.areas)) == (4, 7, 18)


def test_a_page_without_rulings_is_left_alone() -> None:
    """Nothing is turned by noise."""
    noise = np.random.default_rng(0).integers(200, 255, (800, 600)).astype(np.uint8)
    assert (straighten(noise).image == noise).all()


def test_rulings_are_whole_where_text_touches_them() -> None:
    """A level ruling that is broken where signs stand on it is looked up; the stroke of a character is none."""
    page = drawn_table()
    page[338:343, 600:640] = 255  # text took this piece
    cv2.line(page, (950, 420), (1050, 420), 0, 3)  # 一 in large type
    level, upright = find_rulings(page, [Rect(940, 395, 1060, 445)])
    near = [ruling for ruling in level if 330 < ruling.at < 440]
    assert len(near) == 2
    assert tuple(near[0]) == pytest.approx((340, 200, 1400), abs=4)
    assert tuple(near[1]) == pytest.approx((380, 200, 1400), abs=4)
    assert [round(ruling.at) for ruling in upright] == [pytest.approx(x, abs=2) for x in XS]


def test_strokes_over_one_another_are_no_upright() -> None:
    """Strokes of three lines of text that happen to stand in line do not part their cells."""
    page = drawn_table()
    words = [Rect(920, 305, 1380, 336), Rect(920, 345, 1380, 376), Rect(920, 395, 1380, 440)]
    for word in words:
        cv2.line(page, (1100, word.top), (1100, word.bottom), 0, 3)
        cv2.line(page, (1090, word.top + 12), (1110, word.top + 12), 0, 3)
    assert [round(ruling.at) for ruling in find_rulings(page, words).upright] == [pytest.approx(x, abs=2) for x in XS]


def test_painting_over_leaves_text() -> None:
    """Without its rulings a page has no ink but its text."""
    page = drawn_table()
    cv2.putText(page, "220", (600, 435), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 0, 3)
    blank = without(page, find_rulings(page, [Rect(595, 400, 680, 440)]))
    ys, xs = np.nonzero(ink(blank))
    assert 595 < xs.min() < xs.max() < 685
    assert 395 < ys.min() < ys.max() < 445


CELLS = [Rect(200, 300, 500, 340), Rect(500, 300, 900, 340)]


@pytest.mark.parametrize(
    ("words", "marks", "lines"),
    [
        ([(230, 305, 300, 335)], [], [(0, 230, 300)]),
        ([(230, 305, 700, 335)], [], [(0, 230, 499), (1, 501, 700)]),  # one found line over two cells
        ([(260, 305, 360, 335)], [(232, 318, 256, 321)], [(0, 232, 360)]),  # 一 before 级指标
        ([], [(700, 318, 712, 321)], [(1, 698, 715)]),  # a lone dash that was not found
        ([], [(700, 318, 702, 320)], []),  # a speck
        ([(1000, 305, 1100, 335)], [], [(None, 1000, 1100)]),  # outside the table
    ],
)
def test_lines_in_cells(
    words: list[tuple[int, int, int, int]],
    marks: list[tuple[int, int, int, int]],
    lines: list[tuple[int | None, int, int]],
) -> None:
    """Lines end where their cell does, begin where their ink does, and no ink is passed over but specks."""
    dark = np.zeros((700, 1400), np.uint8)
    for left, top, right, bottom in marks:
        dark[top:bottom, left:right] = 255
    found = lines_of([Rect(*word) for word in words], CELLS, dark)
    assert [line.cell for line in found] == [cell for cell, _, _ in lines]
    edges = [edge for line in found for edge in (line.rect.left, line.rect.right)]
    assert edges == pytest.approx([edge for _, left, right in lines for edge in (left, right)], abs=2)


def test_a_line_written_downwards_is_laid_out() -> None:
    """Characters one below another are put side by side before they are read."""
    page = np.full((400, 300), 255, np.uint8)
    for top in (100, 140, 180):
        page[top : top + 28, 130:158] = 0
    cell = Rect(100, 60, 190, 300)
    (line,) = lines_of([Rect(125, 95, 163, 213)], [cell], ink(page))
    assert line.downwards
    picture = crop(page, line)
    assert picture.shape[1] > 2.5 * picture.shape[0]


def table(xs: tuple[float, ...], top: float) -> Table:
    """Give a table of one row with these edges."""
    (grid,) = grids([Ruling(y, xs[0], xs[-1]) for y in (top, top + 20)], [Ruling(x, top, top + 20) for x in xs])
    return Table(grid, {})


@pytest.mark.parametrize(
    ("xs", "moved"),
    [
        ((70, 150, 300, 500), (60, 140, 290, 490)),  # ten points to the right
        ((70, 152, 500), (60, 140, 490)),  # an edge two points off, one column less
        ((70, 220, 500), (60, 210, 490)),  # a column of its own
        ((70, 150, 300), (70, 150, 300)),  # another width: another table
        ((160, 240, 390, 590), (160, 240, 390, 590)),  # too far aside
    ],
)
def test_scanned_pages_are_laid_under_each_other(xs: tuple[float, ...], moved: tuple[float, ...]) -> None:
    """A table that goes on overleaf has its columns where they were, though the page lay otherwise on the scanner."""
    before = Page(1, 842, (table((60, 140, 290, 490), 700),))
    page = laid_under(Page(2, 842, (table(xs, 80),)), last_table(before))
    (part,) = page.parts
    assert isinstance(part, Table)
    assert part.grid.xs == pytest.approx(moved)
