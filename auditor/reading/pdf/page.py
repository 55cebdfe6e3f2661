"""One page of a PDF → its tables and lines (`reading.pages`)."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from auditor.reading.grid import Note
from auditor.reading.order import in_reading_order
from auditor.reading.pages import Page, Part, Table, Written
from auditor.reading.pdf.frame import Frame
from auditor.reading.pdf.glyphs import Glyph
from auditor.reading.pdf.loose import loose_parts
from auditor.reading.pdf.placing import OVER_RULING, Spot, placed
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
    spots, doubtful = placed(tables, shown)
    by_spot: dict[Spot | None, list[Glyph]] = defaultdict(list)
    for spot, glyph in zip(spots, shown, strict=True):
        by_spot[spot].append(glyph)
    found: list[Part] = list(loose_parts(by_spot.pop(None, ())))
    texts: list[dict[int, Written]] = [{} for _ in tables]
    for spot, glyphs in by_spot.items():
        if spot is not None and (text := _written(tables[spot.table], spot, glyphs)) is not None:
            doubt = text.doubt or (OVER_RULING if spot in doubtful else None)
            texts[spot.table][spot.area] = text._replace(doubt=doubt)
    found += [Table(grid, its_texts) for grid, its_texts in zip(tables, texts, strict=True)]
    notes = tuple(Note("unseen_text", text) for text in [" ".join(map(text_of, lines_of(hidden))).strip()] if text)
    return Page(number, height, tuple(in_reading_order(found, lambda part: part.box)), notes)


def _is_frame(grid: Grid, page_size: float) -> bool:
    """Tell whether a box of a single cell is a frame around the page."""
    left, top, right, bottom = grid.box
    return len(grid.areas) == 1 and (right - left) * (bottom - top) > _FRAME * page_size


def _written(grid: Grid, spot: Spot, glyphs: Sequence[Glyph]) -> Written | None:
    left, _, right, _ = grid.box_of(grid.areas[spot.area])
    return written(glyphs, left, right)
