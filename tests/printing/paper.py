"""Pages on paper: a PDF with a text layer, ruled tables, and page breaks wherever they happen to fall.

Text is set in STSong-Light, a font that every PDF reader knows, so that none is needed on the machine.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import pairwise
from random import Random
from typing import Final

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from .page import Page, Paragraph, Spots, Table, Written
from .setting import FONT, LEADING, PAD, Piece, Setting, register_font

_MARGIN: Final = 50.0
_THIN: Final = 0.48
"""Width of a ruling in points, as Word draws it."""
_TITLE_SIZE: Final = 14.0
_BASE: Final = 0.88
"""Height of a line above its base, in sizes of its font."""

Edge = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Style:
    """How a document is set. Sizes in points; ``foot`` is where the body of a page ends, from its lower edge.

    ``rulings``: ``boxes`` (a line for each side of each cell), ``lines`` (one long line a ruling) or ``fills`` (Word's
    thin filled rectangles). ``closed``: a cell that a page break cuts has a line there on both pages. ``cuts``: a page
    break may cut a row in two. ``middle``: text stands in the middle of its cell's height, over a page break too.
    ``numbered``: what is printed at the foot of a page. ``gap``: space between two forms; 0: each begins a page.
    """

    size: float
    wide: bool
    foot: float
    rulings: str
    closed: bool
    cuts: bool
    middle: bool
    numbered: str
    gap: float


def choose_style(rng: Random) -> Style:
    """Choose how a document is set."""
    return Style(
        size=rng.choice((6.5, 7.5, 9.0)),
        wide=rng.random() < 0.3,
        foot=rng.uniform(60, 260),
        rulings=rng.choice(("boxes", "lines", "fills")),
        closed=rng.random() < 0.6,
        cuts=rng.random() < 0.6,
        middle=rng.random() < 0.5,
        numbered=rng.choice(("", "{}", "- {} -", "第{}页")),
        gap=rng.choice((0.0, 24.0)),
    )


def write_uncut(pages: Sequence[Page], rng: Random) -> Written:
    """Write the pages so that no row is cut by a page break."""
    return write(pages, rng, replace(choose_style(rng), cuts=False))


def write(pages: Sequence[Page], rng: Random, style: Style | None = None) -> Written:
    """Write the pages one after the other."""
    paper = _Paper(style or choose_style(rng))
    spots = Spots()
    tables = 0
    for number, page in enumerate(pages):
        if number and not paper.style.gap:
            paper.turn()
        for block in page.blocks:
            if isinstance(block, Paragraph):
                paper.line(block.text)
                spots.note(block.holds, None, None)
                continue
            tables += 1
            paper.table(block)
            # A page break between two tables makes them one: then nobody can say which row is which of the whole.
            spots.note_table(block, None if _touching(pages) else tables)
        paper.y -= paper.style.gap
        spots.turn(page)
    return Written(paper.finished(), spots.found)


def _touching(pages: Sequence[Page]) -> bool:
    """Tell whether some table follows another with nothing between them."""
    return any(
        isinstance(block, Table)
        for page in pages
        for before, block in pairwise(page.blocks)
        if isinstance(before, Table)
    )


class _Paper:
    """The document being printed; ``y`` is where the next block begins, from the lower edge as PDF counts."""

    def __init__(self, style: Style) -> None:
        register_font()
        self.style = style
        self._content = BytesIO()
        size = landscape(A4) if style.wide else A4
        self._canvas = Canvas(self._content, pagesize=size, invariant=1)
        self._width, self._top = size[0] - 2 * _MARGIN, size[1] - _MARGIN
        self.y = self._top
        self._number = 1

    def turn(self) -> None:
        """End the page with its number."""
        if self.style.numbered:
            self._centred(self.style.numbered.format(self._number), 30, 9)
        self._canvas.showPage()
        self._number += 1
        self.y = self._top

    def finished(self) -> bytes:
        """End the document and give it."""
        self.turn()
        self._canvas.save()
        return self._content.getvalue()

    def line(self, text: str) -> None:
        """Print a line in the middle of the page."""
        size = min(_TITLE_SIZE, self._width / max(1, len(text)))
        if self.y - 3 * size < self.style.foot:
            self.turn()
        self._centred(text, self.y - size, size)
        self.y -= 2 * size

    def table(self, table: Table) -> None:
        """Print a table, over as many pages as it takes."""
        style = self.style
        setting = Setting(self._width, style.size, self._top, style.foot, style.cuts, style.middle)
        pieces, end = setting.pieces(table, self.y)
        for sheet in range(max(piece.sheet for piece in pieces) + 1):
            if sheet:
                self.turn()
            here = [piece for piece in pieces if piece.sheet == sheet]
            for piece in here:
                self._write(piece)
            self._rule(edge for piece in here for edge in self._sides(piece))
        self.y = end - style.size * LEADING * 1.5

    def _centred(self, text: str, y: float, size: float) -> None:
        self._canvas.setFont(FONT, size)
        self._canvas.drawCentredString(_MARGIN + self._width / 2, y, text)

    def _write(self, piece: Piece) -> None:
        self._canvas.setFont(FONT, self.style.size)
        for top, line in piece.lines:
            self._canvas.drawString(_MARGIN + piece.left + PAD, top - _BASE * self.style.size, line)

    def _sides(self, piece: Piece) -> Iterator[Edge]:
        """Give the sides of a box that are drawn: where a page break cuts it, only in a closed style."""
        left, right = _MARGIN + piece.left, _MARGIN + piece.right
        yield left, piece.bottom, left, piece.top
        yield right, piece.bottom, right, piece.top
        if self.style.closed or not piece.from_above:
            yield left, piece.top, right, piece.top
        if self.style.closed or not piece.on_below:
            yield left, piece.bottom, right, piece.bottom

    def _rule(self, edges: Iterable[Edge]) -> None:
        self._canvas.setLineWidth(_THIN)
        if self.style.rulings == "lines":
            edges = _joined({tuple(round(at, 2) for at in edge) for edge in edges})  # type: ignore[misc]  # four stay four
        for x0, y0, x1, y1 in edges:
            if self.style.rulings == "fills":
                self._canvas.rect(x0, y0, max(_THIN, x1 - x0), max(_THIN, y1 - y0), stroke=0, fill=1)
            else:
                self._canvas.line(x0, y0, x1, y1)


def _joined(edges: Iterable[Edge]) -> Iterator[Edge]:
    """Join the edges that continue each other into long lines, uprights and levels."""
    yield from (_upright(line) for line in _lines((x0, y0, y1) for x0, y0, x1, y1 in edges if x0 == x1))
    yield from (_level(line) for line in _lines((y0, x0, x1) for x0, y0, x1, y1 in edges if y0 == y1))


def _upright(line: tuple[float, float, float]) -> Edge:
    return line[0], line[1], line[0], line[2]


def _level(line: tuple[float, float, float]) -> Edge:
    return line[1], line[0], line[2], line[0]


def _lines(edges: Iterable[tuple[float, float, float]]) -> Iterator[tuple[float, float, float]]:
    """Join edges given as (where the line lies, from, to)."""
    open_line: tuple[float, float, float] | None = None
    for at, start, end in sorted(edges):
        if open_line and open_line[0] == at and start <= open_line[2] + 0.02:
            open_line = (at, open_line[1], max(end, open_line[2]))
            continue
        if open_line:
            yield open_line
        open_line = (at, start, end)
    if open_line:
        yield open_line
