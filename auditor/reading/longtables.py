"""A table over as many pages as it has: parts are added page by page, then it gives its rows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Final

from auditor.reading.breaks import SAME_EDGE, Piece, heal, parted, pieces_of
from auditor.reading.grid import Cell, Row
from auditor.reading.labels import fold
from auditor.reading.pages import Table
from auditor.reading.source import Source, beyond

_COLUMN_GAP: Final = 3.0
"""Edges that are nearer belong to one column's edge, on whatever page."""
_HEADING_ROWS: Final = 3
"""Most rows that are repeated at the head of each page."""
_HEADING_CELLS: Final = 3
"""Fewest cells of a row that is a heading of columns."""
_Signature = list[tuple[float, str]]
"""The left edges and the folded texts of a row's cells."""
UNSOUND: Final = "ruling_missing"
"""The doubt of a cell whose extent is not ruled."""


class LongTable:
    """The cells of a table; it may go on on the next page until its rows are asked for."""

    def __init__(self, source: Source) -> None:
        """Begin without any part."""
        self._source = source
        self._pieces: list[Piece] = []
        self._count = 0
        self._headings: dict[int, Sequence[Row]] = {}
        self._left = self._right = 0.0
        self._edges: list[float] = []
        self._bottom: list[Piece] = []
        self._first_rows: list[_Signature] = []

    def goes_on_in(self, table: Table) -> bool:
        """Tell whether a table has the left and right edge of the last part of this one, and half of the inner edges."""
        left, _, right, _ = table.box
        if abs(left - self._left) > SAME_EDGE or abs(right - self._right) > SAME_EDGE:
            return False
        inner = [edge for edge in self._edges if left + SAME_EDGE < edge < right - SAME_EDGE]
        its_inner = table.grid.xs[1:-1]
        shared = sum(_is_near(edge, inner) for edge in its_inner)
        return 2 * shared >= min(len(inner), len(its_inner))

    def add(self, table: Table, page: int, headings: Sequence[Row] = ()) -> None:
        """Add the part that stands on the next page, below these headings of the page.

        Raises `UnreadableDocument` beyond the limit of rows.
        """
        self._headings[self._count] = headings
        pieces, height = pieces_of(table, page), len(table.grid.ys) - 1
        at_bottom = [piece for piece in pieces if piece.row + piece.down == height]
        if self._pieces:
            self._go_on(pieces, at_bottom, self.heading_rows(table), height)
        else:
            self._pieces, self._bottom, self._count = pieces, at_bottom, height
            self._first_rows = _first_rows(table)
        self._left, self._right = table.box[0], table.box[2]
        self._edges += [x for x in table.grid.xs if not _is_near(x, self._edges)]
        if self._count > self._source.limits.rows:
            raise beyond(self._source, "rows", self._count)

    def _go_on(self, pieces: list[Piece], at_bottom: list[Piece], heading: int, height: int) -> None:
        pieces = [piece for piece in pieces if piece.row >= heading]
        top = [piece for piece in pieces if piece.row == heading]
        merged = [(piece.left, piece.right) for piece in (*self._pieces, *pieces) if piece.written and piece.down > 1]

        def merges(piece: Piece) -> bool:
            return any(_is_near(piece.left, [left]) and _is_near(piece.right, [right]) for left, right in merged)

        is_cut, joined = heal(self._bottom, top, self._source.is_label, merges)
        upper_of = {id(lower): upper for upper, lower in joined}
        self._pieces += [piece for piece in pieces if id(piece) not in upper_of]
        self._bottom = [upper_of.get(id(piece), piece) for piece in at_bottom]
        shift = self._count - heading - is_cut
        for piece in pieces:
            piece.row += shift
        self._count = height + shift

    def heading_rows(self, table: Table) -> int:
        """Give how many rows at the head of a part only repeat the heading of the whole table."""
        side_by_side = zip(self._first_rows, _first_rows(table), strict=False)
        alike = sum(1 for _ in takewhile(lambda rows: _is_same(*rows), side_by_side))
        reach = max((area.row + area.down for area in table.grid.areas if area.row < alike), default=0)
        if not 0 < alike <= _HEADING_ROWS or reach > alike:
            return 0
        return alike if all(len(row) >= _HEADING_CELLS for row in self._first_rows[:alike]) else 0

    def rows(self, name: str) -> Iterator[Row]:
        """Give the rows that are not blank, headings of pages among them; ``name`` names the table in their cells."""
        pieces = [part for piece in self._pieces for part in parted(piece)]
        edges = _clustered(edge for piece in pieces for edge in (piece.left, piece.right))
        by_row: dict[int, list[Piece]] = defaultdict(list)
        for piece in pieces:
            if piece.written is not None:
                by_row[piece.row].append(piece)
        for row in sorted(by_row.keys() | self._headings.keys()):
            yield from self._headings.get(row, ())
            if row not in by_row:
                continue
            here = sorted(by_row[row], key=lambda piece: piece.left)
            page = min(piece.page for piece in here)
            cells = tuple(_cell(piece, edges, name, page) for piece in here)
            yield Row(cells, max(1, *edges.values()), row + 1, page, name)


def _is_near(edge: float, edges: Iterable[float]) -> bool:
    return any(abs(edge - other) <= SAME_EDGE for other in edges)


def first_text(table: Table) -> str:
    """Give the first text of a table, as labels are compared."""
    rows = _first_rows(table)
    return rows[0][0][1] if rows else ""


def _cell(piece: Piece, edges: dict[float, int], name: str, page: int) -> Cell:
    """Give the cell of a piece, in a row that begins on this page."""
    column = edges[piece.left] + 1
    doubt = (piece.written.doubt if piece.written else None) or (None if piece.sound else UNSOUND)
    return Cell(
        piece.text,
        column,
        f"{name}R{piece.row + 1}C{column}",
        max(1, edges[piece.right] - edges[piece.left]),
        piece.down,
        piece.box,
        doubt,
        None if piece.page == page else piece.page,
    )


def _clustered(edges: Iterable[float]) -> dict[float, int]:
    """Give the number of each edge from left to right, those of one column alike."""
    numbers: dict[float, int] = {}
    last, number = None, -1
    for edge in sorted(set(edges)):
        if last is None or edge - last > _COLUMN_GAP:
            number += 1
        numbers[edge] = number
        last = edge
    return numbers


def _first_rows(table: Table) -> list[_Signature]:
    """Give what the first rows of a table say and where, one row more than a heading may have."""
    rows: list[_Signature] = [[] for _ in range(min(_HEADING_ROWS + 1, len(table.grid.ys) - 1))]
    for number, written in sorted(table.cells.items()):
        area = table.grid.areas[number]
        if area.row < len(rows):
            rows[area.row].append((table.grid.xs[area.column], fold(written.text)))
    return [row for row in rows if row]


def _is_same(row: _Signature, other: _Signature) -> bool:
    """Tell whether two rows say the same in the same columns."""
    return len(row) == len(other) and all(
        text == its and abs(left - its_left) <= SAME_EDGE
        for (left, text), (its_left, its) in zip(row, other, strict=True)
    )
