"""Setting a table on paper: widths of columns, lines of cells, heights of rows, and where the pages break."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont

from .page import Cell, Placed, Table

FONT: Final = "STSong-Light"
LEADING: Final = 1.3
"""Height of a line, in sizes of its font."""
PAD: Final = 2.5
"""White space in points between a cell's text and its rulings."""
_TOKEN: Final = re.compile(r"[!-~]+|.")
_WIDEST: Final = 130.0
"""A column asks for no more than this many points, however long its texts."""
_NARROWEST: Final = 18.0


class Part(NamedTuple):
    """What of a row stands on one sheet: sheet and row number, edges from the bottom, whether it is cut above or below."""

    sheet: int
    row: int
    top: float
    bottom: float
    cut_above: bool = False
    cut_below: bool = False


class Piece(NamedTuple):
    """What of a cell stands on one sheet: its box, its lines with their heights, and whether it goes on above and below."""

    sheet: int
    left: float
    right: float
    top: float
    bottom: float
    lines: tuple[tuple[float, str], ...]
    from_above: bool
    on_below: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """How a table is set: its width, the size of its letters, and where a sheet's body begins and ends (points)."""

    width: float
    size: float
    top: float
    foot: float
    cuts: bool
    """Whether a page break may cut a row in two."""
    middle: bool
    """Whether text stands in the middle of its cell's height, else at its top."""

    @property
    def leading(self) -> float:
        """The height of a line in points."""
        return self.size * LEADING

    def pieces(self, table: Table, start: float) -> tuple[list[Piece], float]:
        """Set a table that begins at ``start``; give its pieces, sheet 0 being the one it begins on, and its end."""
        register_font()
        placed = table.placed()
        edges = self._edges(placed, table.width)
        lines = [self._lines(item, edges) for item in placed]
        parts = list(self._parts(self._heights(placed, lines, len(table.rows)), start))
        pieces = [
            piece
            for item, wrapped in zip(placed, lines, strict=True)
            for piece in self._cell(item, wrapped, parts, edges)
        ]
        return pieces, parts[-1].bottom

    def _edges(self, placed: Sequence[Placed], count: int) -> list[float]:
        """Give the left edges of the columns and the last right one, by what their texts ask for."""
        least, wanted = [_NARROWEST] * count, [_NARROWEST] * count
        for _, column, cell in sorted(placed, key=lambda item: item.cell.across):
            own = slice(column - 1, column - 1 + cell.across)
            short = self._longest_token(cell) + 2 * PAD + 1 - sum(least[own])
            least[own.stop - 1] += max(0.0, short)
            if cell.across == 1:
                wanted[column - 1] = max(wanted[column - 1], min(_WIDEST, self._measured(cell.text) + 2 * PAD + 1))
        spare = self.width - sum(least)
        if spare < 0:
            raise ValueError("the table is too wide for its paper")
        asked = [max(0.0, want - need) + 1 for want, need in zip(wanted, least, strict=True)]
        edges = [0.0]
        for need, more in zip(least, asked, strict=True):
            edges.append(edges[-1] + need + spare * more / sum(asked))
        return edges

    def _longest_token(self, cell: Cell) -> float:
        return max((self._measured(token) for token in _TOKEN.findall(cell.text)), default=0.0)

    def _measured(self, text: str) -> float:
        return float(pdfmetrics.stringWidth(text, FONT, self.size))

    def _lines(self, placed: Placed, edges: Sequence[float]) -> list[str]:
        room = edges[placed.column - 1 + placed.cell.across] - edges[placed.column - 1] - 2 * PAD
        return [line for part in placed.cell.text.split("\n") if part for line in self._wrapped(part, room)]

    def _wrapped(self, text: str, room: float) -> Iterator[str]:
        """Break a text where its words and Chinese characters allow; a blank at a break is lost as in print."""
        line = ""
        for token in _TOKEN.findall(text):
            if line and self._measured(line + token) > room:
                yield line.rstrip()
                line = ""
            line = line + token if line or token != " " else ""
        if line:
            yield line.rstrip()

    def _heights(self, placed: Sequence[Placed], lines: Sequence[Sequence[str]], rows: int) -> list[float]:
        """Give the height of each row: that of its longest cell, and the last of a merged one holds what is left."""
        heights = [self.leading + 2 * PAD] * rows
        for item, wrapped in sorted(zip(placed, lines, strict=True), key=lambda pair: pair[0].cell.down):
            own = slice(item.row - 1, item.row - 1 + item.cell.down)
            # A page break through a merged cell wastes up to a line of it.
            spare = 0 if item.cell.down == 1 else 2
            short = (len(wrapped) + spare) * self.leading + 2 * PAD - sum(heights[own])
            if wrapped and short > 0:
                heights[own.stop - 1] += short
        return heights

    def _parts(self, heights: Sequence[float], start: float) -> Iterator[Part]:
        """Put the rows on sheets, turning a sheet, or cutting a row, where the next row has no room."""
        sheet, y = 0, start
        for row, full in enumerate(heights, 1):
            height, cut = full, False
            while height > y - self.foot:
                lines = int((y - self.foot - 2 * PAD) / self.leading)
                may_cut = self.cuts or height > self.top - self.foot
                if may_cut and lines >= 1 and height - lines * self.leading >= self.leading + 2 * PAD - 0.01:
                    yield Part(sheet, row, y, y - lines * self.leading - 2 * PAD, cut, cut_below=True)
                    height, cut = height - lines * self.leading, True
                sheet, y = sheet + 1, self.top
            yield Part(sheet, row, y, y - height, cut)
            y -= height

    def _cell(self, placed: Placed, lines: list[str], parts: Sequence[Part], edges: Sequence[float]) -> Iterator[Piece]:
        """Give the pieces of a cell; its lines fill them from the top, or the middle of what they hold together."""
        own = [part for part in parts if placed.row <= part.row < placed.row + placed.cell.down]
        sheets = sorted({part.sheet for part in own})
        boxes = [(own_here[0], own_here[-1]) for sheet in sheets if (own_here := [p for p in own if p.sheet == sheet])]
        rooms = [int((first.top - last.bottom - 2 * PAD + 0.01) / self.leading) for first, last in boxes]
        if sum(rooms) < len(lines):
            raise ValueError(f"no room for {placed.cell.text}")
        free = (sum(rooms) - len(lines)) // 2 if self.middle and len(boxes) > 1 else 0
        left, right = edges[placed.column - 1], edges[placed.column - 1 + placed.cell.across]
        for number, ((first, last), room) in enumerate(zip(boxes, rooms, strict=True)):
            here = lines[: max(0, room - free)]
            lines = lines[len(here) :]
            height = last.bottom - first.top
            down = PAD + free * self.leading
            if self.middle and len(boxes) == 1:
                down = (-height - len(here) * self.leading) / 2
            free = max(0, free - room)
            at = [(first.top - down - above * self.leading, line) for above, line in enumerate(here)]
            yield Piece(
                first.sheet, left, right, first.top, last.bottom, tuple(at), number > 0, number + 1 < len(boxes)
            )


def register_font() -> None:
    """Make the font known; it is part of every PDF reader, and of reportlab by name."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
