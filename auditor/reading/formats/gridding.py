"""Tables of documents that flow (Word, web pages) → rows of placed cells: where merged cells lie, and what things are called.

The one place that puts cells with spans into columns. A reader hands over paragraphs, tables and notes in reading order.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from auditor.errors import UnreadableDocument
from auditor.reading.grid import Cell, Note, Row
from auditor.reading.source import Source, beyond

MOST_COLUMNS: Final = 1_000
"""Widest table read, and the widest span that HTML knows."""
_ALL_COLUMNS: Final = 50
"""A span of so many columns means "all there are": it makes no table wider."""
_NAMED: Final = 5
"""Most embedded documents named in a message."""
PICTURE: Final = "[图片]"
"""Stands in a cell for what cannot be read as text, so that the cell is not blank."""
_DOUBTS: Final = (
    "deleted_text",
    "tracked_change",
    "hidden_text",
    "struck_text",
    "picture_in_cell",
    "symbol_unknown",
    "formula_text",
    "text_box",
)
"""Codes of what makes a text doubtful; the first that holds is told."""


@dataclass(slots=True)
class TableCell:
    """A cell as a document states it.

    ``column`` is 1-based; 0 is the next one that no cell from above reaches into. ``down`` 0 reaches to the end of the
    cell's group of rows. ``inner`` are the tables inside the cell.
    """

    text: str = ""
    across: int = 1
    down: int = 1
    column: int = 0
    doubt: str | None = None
    inner: list["Table"] = field(default_factory=list)


MergingCell = tuple[TableCell, bool, bool]
"""A cell, and whether it goes on from the one on its left, or from the one above."""


class Merging:
    """Joins cells that go on from others, one row of a table after another; every cell knows its column."""

    def __init__(self) -> None:
        """Begin above the first row."""
        self._above: dict[int, TableCell] = {}

    def row(self, cells: Iterable[MergingCell]) -> list[TableCell]:
        """Give the cells that begin in the next row; those that only go on from others lengthen these."""
        begun: list[TableCell] = []
        reaching: dict[int, TableCell] = {}
        last: TableCell | None = None
        for cell, from_left, from_above in cells:
            owner = last if from_left else self._above.get(cell.column) if from_above else None
            if owner is None:
                begun.append(cell)
                last = reaching[cell.column] = cell
                continue
            if from_left:
                owner.across += cell.across
            else:
                owner.down += 1
                last = reaching[cell.column] = owner
            owner.inner += cell.inner
            if cell.text and cell.text != owner.text:  # Word does not show it, but somebody wrote it
                begun.append(TableCell(cell.text, cell.across, 1, cell.column, "hidden_text"))
        self._above = reaching
        return begun


@dataclass(slots=True)
class Table:
    """Rows of cells with the blank ones, in groups that no merged cell leaves (the head, body and foot of a web page)."""

    groups: list[list[list[TableCell]]] = field(default_factory=list)
    columns: int = 0
    """Columns that the document states; the rows may show more."""


@dataclass(slots=True)
class Paragraph:
    """A text outside any table, its tabs kept."""

    text: str
    doubt: str | None = None


Block = Paragraph | Table | Note


class Numbering:
    """Names the paragraphs and tables of one document, and holds its rows against the limit."""

    def __init__(self, source: Source, prefix: str = "") -> None:
        """Begin at 1; ``prefix`` stands before every name."""
        self._source = source
        self._prefix = prefix
        self._paragraphs = 0
        self._tables = 0
        self._rows = 0

    def rows(self, blocks: Iterable[Block]) -> Iterator[Row | Note]:
        """Give the rows of blocks in order, blank ones left out, and their notes."""
        for block in blocks:
            if isinstance(block, Table):
                yield from self._table(block)
            elif isinstance(block, Paragraph):
                self._paragraphs += 1
                if (row := self._paragraph(block)) is not None:
                    yield row
            else:
                yield block

    def _paragraph(self, paragraph: Paragraph) -> Row | None:
        """Give the row of a paragraph: one cell, or several where tabs part them."""
        name = f"{self._prefix}P{self._paragraphs}"
        parts = paragraph.text.strip().split("\t")
        shown = [(column, text) for column, part in enumerate(parts, 1) if (text := part.strip())]
        if not shown:
            return None
        named = len(shown) > 1
        cells = [Cell(text, at, f"{name}C{at}" if named else name, doubt=paragraph.doubt) for at, text in shown]
        return Row(tuple(cells), len(parts) if named else 1, None, None)

    def _table(self, table: Table) -> Iterator[Row]:
        """Give the rows of a table; those of a table inside a cell come after the row that the cell begins in."""
        self._tables += 1
        name = f"{self._prefix}T{self._tables}"
        self._count(sum(map(len, table.groups)))
        placed = [row for group in table.groups for row in self._placed(group)]
        width = max(table.columns, _width(placed))
        self._hold_to_width(width)
        for number, row in enumerate(placed, 1):
            cells = [
                Cell(
                    cell.text,
                    column,
                    f"{name}R{number}C{column}",
                    min(cell.across, width - column + 1),
                    cell.down,
                    doubt=cell.doubt,
                )
                for column, cell in row
                if cell.text
            ]
            if cells:
                yield Row(tuple(cells), width, number, None, name)
            for _, cell in row:
                for inner in cell.inner:
                    yield from self._table(inner)

    def _count(self, rows: int) -> None:
        self._rows += rows
        if self._rows > self._source.limits.rows:
            raise beyond(self._source, "rows", self._rows)

    def _placed(self, group: list[list[TableCell]]) -> list[list[tuple[int, TableCell]]]:
        """Give the rows of a group with the column of each cell, which moves on past cells that reach down from above."""
        placed: list[list[tuple[int, TableCell]]] = []
        ends: dict[int, int] = {}  # by column, the row at which the cell that reaches down into it has ended
        for number, row in enumerate(group):
            at, cells = 1, []
            for cell in row:
                while not cell.column and ends.get(at, 0) > number:
                    at += 1
                at = cell.column or at
                self._hold_to_width(at)
                cell.down = min(cell.down or len(group), len(group) - number)
                cell.across = min(cell.across, MOST_COLUMNS)
                cells.append((at, cell))
                if cell.down > 1:
                    ends |= dict.fromkeys(range(at, at + cell.across), number + cell.down)
                at += cell.across
            placed.append(cells)
        return placed

    def _hold_to_width(self, columns: int) -> None:
        if columns > MOST_COLUMNS:
            raise UnreadableDocument("reading.too_wide", source=self._source.name, found=columns, limit=MOST_COLUMNS)


def noted(found: Iterable[Row | Note]) -> Iterator[Row]:
    """Hand each note to the row after it, the last ones to the last row; raises `UnreadableDocument` never itself.

    Notes of a document without any row are lost here: the reader tells why there is none.
    """
    held: Row | None = None
    notes: tuple[Note, ...] = ()
    for item in found:
        if isinstance(item, Note):
            notes += (item,)
            continue
        if held is not None:
            yield held
        held = item._replace(notes=notes) if notes else item
        notes = ()
    if held is not None:
        yield held._replace(notes=held.notes + notes) if notes else held


def with_pictures(items: Iterable[Row | Note], source: Source, pictures: Callable[[], int]) -> Iterator[Row | Note]:
    """Give the items, and last a note of the pictures that were counted outside of cells while they were read.

    Raises `UnreadableDocument` where there are pictures, or another document is embedded, and nothing else is part of a
    form: a scan that was pasted, a document that a server put together.
    """
    is_blank = True
    embedded: list[str] = []
    for item in items:
        if isinstance(item, Note) and item.code == "unread_part":
            embedded.append(item.text)
        if isinstance(item, Row) and (item.table is not None or source.is_known(item.text)):
            is_blank = False
        yield item
    if (count := pictures()) and is_blank:
        raise UnreadableDocument("reading.pictures_only", source=source.name, count=count)
    if embedded and is_blank:
        raise UnreadableDocument("reading.embedded_only", source=source.name, files="、".join(embedded[:_NAMED]))
    if count:
        yield Note("unread_pictures", str(count))


def weightiest(doubts: Collection[str]) -> str | None:
    """Give the one of several doubts that is told."""
    return next((code for code in _DOUBTS if code in doubts), None) if doubts else None


def _width(placed: list[list[tuple[int, TableCell]]]) -> int:
    """Give the number of columns that the cells show."""
    return max(
        (column + (cell.across if cell.across < _ALL_COLUMNS else 1) - 1 for row in placed for column, cell in row),
        default=0,
    )
