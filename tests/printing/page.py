"""A printed form before it is written in any format: paragraphs and tables of merged cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple


class Value(NamedTuple):
    """A value of a form: its pointer as in ``Form.places``, and what it means (text, ``Decimal``, target, year).

    ``form`` is the number of the form on its page, from 0: a list holds many.
    """

    pointer: str
    meaning: object
    form: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell where it begins; ``holds`` are the values that a reader must find here, ``is_label`` says what its values are."""

    text: str = ""
    across: int = 1
    down: int = 1
    holds: tuple[Value, ...] = ()
    is_label: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line outside of tables, such as a title."""

    text: str
    holds: tuple[Value, ...] = ()


class Placed(NamedTuple):
    """A cell of a table with the 1-based row and column in which it begins."""

    row: int
    column: int
    cell: Cell


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of the cells that begin in them, from left to right; blank cells are cells too, so that no place is empty."""

    rows: Sequence[Sequence[Cell]]

    def placed(self) -> list[Placed]:
        """Give every cell with its place; raises `ValueError` where cells overlap or leave a gap."""
        taken: set[tuple[int, int]] = set()
        found: list[Placed] = []
        for number, row in enumerate(self.rows, 1):
            column = 1
            for cell in row:
                while (number, column) in taken:
                    column += 1
                area = {(number + y, column + x) for y in range(cell.down) for x in range(cell.across)}
                if area & taken:
                    raise ValueError(f"row {number}, column {column}: cells overlap")
                taken |= area
                found.append(Placed(number, column, cell))
        if len(taken) != self.width * len(self.rows):
            raise ValueError(f"the {len(self.rows)} rows are not all {self.width} columns wide")
        return found

    @property
    def width(self) -> int:
        """The number of columns."""
        return sum(cell.across for cell in self.rows[0])

    def compact(self) -> "Table":
        """Give the table without the columns in which no cell begins: on paper nothing shows that they are there."""
        placed = self.placed()
        used = sorted({column for _, column, _ in placed})
        rows: list[list[Cell]] = [[] for _ in self.rows]
        for row, column, cell in placed:
            across = sum(column <= other < column + cell.across for other in used)
            rows[row - 1].append(replace(cell, across=across))
        return Table(rows)


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Page:
    """One printed form, or a list of several; ``layout`` names the layout they are printed in."""

    layout: str
    blocks: tuple[Block, ...]
    forms: int = 1


class Spot(NamedTuple):
    """Where a writer put a value: the cell as `auditor` names it and its line or row; None where that is not told."""

    ref: int | str | None
    line: int | None


class Spots:
    """Where the values of a document stand, by number of the form in the document (from 0) and pointer."""

    def __init__(self) -> None:
        """Begin before the first page."""
        self.found: dict[tuple[int, str], Spot] = {}
        self._first = 0

    def note(self, holds: Sequence[Value], ref: int | str | None, line: int | None) -> None:
        """Note the values of a cell or paragraph of this page."""
        self.found.update(((self._first + value.form, value.pointer), Spot(ref, line)) for value in holds)

    def note_table(self, table: Table, number: int | None) -> None:
        """Note the values of a table, the document's ``number``-th (from 1), by table, row and column."""
        for row, column, cell in table.placed():
            self.note(cell.holds, number and f"T{number}R{row}C{column}", number and row)

    def turn(self, page: Page) -> None:
        """Go on to the page after this one."""
        self._first += page.forms


class Written(NamedTuple):
    """A file: its bytes, and the spot of every value by form and pointer."""

    content: bytes
    spots: dict[tuple[int, str], Spot]


class Printed(NamedTuple):
    """What a reader must find of one form: its layout, its values, and the whole text of the cell that holds each."""

    layout: str
    values: dict[str, object]
    texts: dict[str, str]


def printed(pages: Sequence[Page]) -> list[Printed]:
    """Give what stands on these pages, form by form; raises `ValueError` where a value is printed twice."""
    found: list[Printed] = []
    for page in pages:
        first = len(found)
        found += [Printed(page.layout, {}, {}) for _ in range(page.forms)]
        for text, holds in _held(page):
            for value in holds:
                form = found[first + value.form]
                if value.pointer in form.values:
                    raise ValueError(f"{value.pointer} is printed twice")
                form.values[value.pointer] = value.meaning
                form.texts[value.pointer] = text
    return found


def _held(page: Page) -> Iterator[tuple[str, tuple[Value, ...]]]:
    for block in page.blocks:
        if isinstance(block, Paragraph):
            yield block.text, block.holds
        else:
            yield from ((cell.text, cell.holds) for row in block.rows for cell in row)
