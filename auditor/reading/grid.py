"""The grid: what every format module yields and every later step reads, rows of placed cells.

A module for a new format (DOCX, XLSX, PDF…) yields `Row` values and nothing else; which labels mean what is known to
`reading.layout` alone.
"""

from typing import NamedTuple


class Cell(NamedTuple):
    """One cell that is not blank: its text without outer white space, its 1-based column, and its name.

    ``ref`` is what a finding prints: the column number in text, ``"B7"`` in a sheet.
    """

    text: str
    column: int
    ref: int | str


class Row(NamedTuple):
    """One row with at least one cell that is not blank, cells from left to right.

    ``width`` counts the row's cells with the blank ones; a row of width 1 stands outside any table. ``line`` and
    ``page`` are 1-based, None where the format knows none.
    """

    cells: tuple[Cell, ...]
    width: int
    line: int | None
    page: int | None

    @property
    def text(self) -> str:
        """The row as a person would quote it: its cells with a bar between them."""
        return " | ".join(cell.text for cell in self.cells)
