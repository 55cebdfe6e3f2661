"""Which cell of which table each character of a page stands in; a word that runs over a ruling stays whole."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from auditor.reading.pdf.glyphs import Glyph
from auditor.reading.rulings import Grid

_TOUCHING: Final = 0.05
"""Share of the height within which two characters touch."""
_OVERLAP: Final = 0.3
"""Share of the height by which the boxes of two characters that follow each other may overlap."""
_ACROSS: Final = 0.15
"""Share of a character's width on each side of a ruling that shows that it runs over it."""
OVER_RULING: Final = "over_ruling"
"""The doubt of a text that touches the text in the next cell: the ruling may part two texts there."""


class Spot(NamedTuple):
    """A table of the page and one of its areas, by their numbers."""

    table: int
    area: int


def placed(tables: Sequence[Grid], glyphs: Sequence[Glyph]) -> tuple[list[Spot | None], set[Spot]]:
    """Give the spot of each character, None outside tables, and the spots whose text may belong to two cells.

    Of tables inside tables the inner one has the character.
    """
    inner_first = sorted(enumerate(tables), key=lambda numbered: _size(numbered[1]))
    spots = list(_spots(inner_first, glyphs))
    doubtful: set[Spot] = set()
    for start, end in _runs_over(spots, glyphs):
        whole = Counter(spot for spot in spots[start:end] if spot is not None).most_common(1)[0][0]
        grid = tables[whole.table]
        met = {spot for spot in spots[start:end] if spot is not None}
        if len(met) > 1 and not any(_is_across(glyph, grid.xs) for glyph in glyphs[start:end]):
            doubtful |= met
        spots[start:end] = [whole] * (end - start)
    return spots, doubtful


def _spots(inner_first: Sequence[tuple[int, Grid]], glyphs: Iterable[Glyph]) -> Iterator[Spot | None]:
    """Give the spot of each character; most stand in the cell of the one before."""
    spot: Spot | None = None
    left = top = right = bottom = 0.0
    grids = [grid for _, grid in sorted(inner_first)]
    is_flat = not any(
        _is_inside(grid, other) for at, (_, grid) in enumerate(inner_first) for _, other in inner_first[at + 1 :]
    )
    for glyph in glyphs:
        x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
        if not (left < x < right and top < y < bottom):
            spot = _spot(inner_first, x, y)
            if spot is not None and is_flat:
                left, top, right, bottom = grids[spot.table].box_of(grids[spot.table].areas[spot.area])
            else:
                right = left
        yield spot


def _is_inside(grid: Grid, other: Grid) -> bool:
    """Tell whether a table lies within another."""
    left, top, _, _ = grid.box
    return other.find(left, top) is not None


def _spot(inner_first: Iterable[tuple[int, Grid]], x: float, y: float) -> Spot | None:
    for number, grid in inner_first:
        area = grid.find(x, y)
        if area is not None:
            return Spot(number, area)
    return None


def _size(grid: Grid) -> float:
    left, top, right, bottom = grid.box
    return (right - left) * (bottom - top)


def _runs_over(spots: Sequence[Spot | None], glyphs: Sequence[Glyph]) -> Iterator[tuple[int, int]]:
    """Give where words begin and end that stand in more than one cell."""
    end = 0
    for at in range(1, len(glyphs)):
        if at < end or spots[at] == spots[at - 1] or not _touch(glyphs[at - 1], glyphs[at]):
            continue
        start, end = at - 1, at + 1
        while start > 0 and _touch(glyphs[start - 1], glyphs[start]):
            start -= 1
        while end < len(glyphs) and _touch(glyphs[end - 1], glyphs[end]):
            end += 1
        yield start, end


def _touch(before: Glyph, after: Glyph) -> bool:
    """Tell whether a character follows another in one level word."""
    height = after.bottom - after.top
    level = abs(after.bottom - before.bottom) < _TOUCHING * height
    near = -_OVERLAP * height < after.left - before.right < _TOUCHING * height
    return level and near and not before.turn and not after.turn


def _is_across(glyph: Glyph, xs: Sequence[float]) -> bool:
    """Tell whether a ruling runs through a character."""
    margin = _ACROSS * (glyph.right - glyph.left)
    return any(glyph.left + margin < x < glyph.right - margin for x in xs)
