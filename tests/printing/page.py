"""A printed form before it is written in any format: paragraphs and tables of merged cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Value(NamedTuple):
    """A value of the form: its pointer as in ``Form.places``, and what it means (text, ``Decimal``, target, year)."""

    pointer: str
    meaning: object


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell where it begins; ``holds`` are the values that a reader must find here."""

    text: str = ""
    across: int = 1
    down: int = 1
    holds: tuple[Value, ...] = ()


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


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Page:
    """One printed form; ``layout`` names the layout it is printed in."""

    layout: str
    blocks: tuple[Block, ...]

    def values(self) -> dict[str, object]:
        """Give all values of the form by pointer."""
        found: dict[str, object] = {}
        for value in self._held():
            assert value.pointer not in found, f"{value.pointer} is printed twice"
            found[value.pointer] = value.meaning
        return found

    def texts(self) -> dict[str, str]:
        """Give the whole text of the cell or paragraph that holds each value, by pointer."""
        return {value.pointer: text for text, holds in _held(self.blocks) for value in holds}

    def _held(self) -> Iterator[Value]:
        for _, holds in _held(self.blocks):
            yield from holds


def _held(blocks: Sequence[Block]) -> Iterator[tuple[str, tuple[Value, ...]]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text, block.holds
        else:
            for row in block.rows:
                yield from ((cell.text, cell.holds) for cell in row)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a writer put a value: the cell as `auditor` names it (None: not told), the line, row or None, the sheet."""

    ref: int | str | None
    line: int | None


@dataclass(frozen=True, slots=True)
class Written:
    """A file: its bytes, and the spot of every value, form by form."""

    content: bytes
    spots: tuple[dict[str, Spot], ...]
