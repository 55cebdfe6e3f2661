"""One page of a PDF → its tables and lines (`reading.pages`)."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from auditor.reading.grid import Box, Note
from auditor.reading.order import in_reading_order
from auditor.reading.pages import Page, Part, Table
from auditor.reading.pdf.frame import Frame
from auditor.reading.pdf.glyphs import Glyph
from auditor.reading.pdf.loose import loose_parts
from auditor.reading.pdf.writing import lines_of, text_of, written
from auditor.reading.rulings import Grid, Ruling, grids

_FRAME: Final = 0.5
"""Share of the page that a single ruled box covers that is a frame, no cell."""


def page_of(
    number: int,
    frame: Frame,
    rulings: tuple[list[Ruling], list[Ruling]],
    shown: Sequence[Glyph],
    hidden: Sequence[Glyph],
) -> Page:
    """Put the characters of a page into the tables that its rulings draw, the rest into lines."""
    width, height = frame.size
    tables = [grid for grid in grids(*rulings) if not _is_frame(grid, width * height)]
    by_cell, outside = _sorted_into(tables, shown)
    found: list[Part] = []
    for at, grid in enumerate(tables):
        texts = {}
        for area, glyphs in by_cell[at].items():
            left, _, right, _ = grid.box_of(grid.areas[area])
            if (text := written(glyphs, left, right)) is not None:
                texts[area] = text
        found.append(Table(grid, texts))
    found += loose_parts(outside)
    notes = tuple(Note("unseen_text", text) for text in [" ".join(map(text_of, lines_of(hidden))).strip()] if text)
    return Page(number, height, tuple(in_reading_order(found, lambda part: part.box)), notes)


def _is_frame(grid: Grid, page_size: float) -> bool:
    """Tell whether a box of a single cell is a frame around the page."""
    left, top, right, bottom = grid.box
    return len(grid.areas) == 1 and (right - left) * (bottom - top) > _FRAME * page_size


def _sorted_into(tables: Sequence[Grid], glyphs: Sequence[Glyph]) -> tuple[list[dict[int, list[Glyph]]], list[Glyph]]:
    """Give the characters of each cell of each table, and those outside; of tables inside tables the inner one has them."""
    cells: list[dict[int, list[Glyph]]] = [defaultdict(list) for _ in tables]
    outside: list[Glyph] = []
    inner_first = sorted(range(len(tables)), key=lambda at: _size(tables[at].box))
    for glyph in glyphs:
        x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
        for at in inner_first:
            area = tables[at].find(x, y)
            if area is not None:
                cells[at][area].append(glyph)
                break
        else:
            outside.append(glyph)
    return cells, outside


def _size(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
