"""The grid: what every format module yields and every later step reads, rows of placed cells.

A module in `reading.formats` yields `Row` values and nothing else; which labels mean what is known to `reading.layout`
alone. A merged cell stands once, in the row and column where it begins.
"""

from typing import NamedTuple

Box = tuple[float, float, float, float]
"""Left, top, right, bottom of a cell on its page, in points (1/72 inch) from the page's upper left corner."""


class Cell(NamedTuple):
    """One cell that is not blank: its text without outer white space, its 1-based column, and its name.

    ``ref`` is what a finding prints: the column number in text, ``"Sheet1!B7"`` in a sheet, ``"T1R5C3"`` (table, row,
    column of the document) elsewhere. ``across`` and ``down`` count the columns and rows of a merged cell. ``doubt`` is
    the code of a damage note (``reading.<code>`` in the wording) where the text may not be what the document shows.
    Line breaks inside a cell are line feeds. ``page`` is that of ``box`` where it is another than the row's: a page break
    may lie within a row, or before the text of a merged cell.
    """

    text: str
    column: int
    ref: int | str
    across: int = 1
    down: int = 1
    box: Box | None = None
    doubt: str | None = None
    page: int | None = None


class Note(NamedTuple):
    """What a reader left out: the code of a damage note (``reading.<code>`` in the wording) and the text it quotes."""

    code: str
    text: str


class Row(NamedTuple):
    """One row with at least one cell that is not blank, cells from left to right.

    ``width`` counts the columns of the row's table with the blank ones; a row of width 1 stands outside any table.
    ``line`` is the line of a text, the row of a sheet or of a table; ``page`` is 1-based; None where the format knows none.
    ``table`` names the sheet or table (any text that differs from that of the next one), None outside tables and in text.
    ``notes`` tell what the document holds before this row (or, in its last row, after it) and the reader left out.
    ``scanned``: it was read from a picture, so that any of its texts may be misread.
    """

    cells: tuple[Cell, ...]
    width: int
    line: int | None
    page: int | None
    table: str | None = None
    notes: tuple[Note, ...] = ()
    scanned: bool = False

    @property
    def text(self) -> str:
        """The row as a person would quote it: its cells with a bar between them."""
        return " | ".join(cell.text for cell in self.cells)
