"""A workbook of any spreadsheet format as its sheets: cells with the text they show, merged ranges, what is hidden."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from typing import Final, NamedTuple

from auditor.errors import UnreadableDocument
from auditor.reading.grid import Note
from auditor.reading.radicals import fold_radicals
from auditor.reading.source import Source, beyond
from auditor.reading.spreadsheets.display import display, display_text
from auditor.reading.spreadsheets.numbers import general

_MODULES: Final = {"xlsx": "xlsx", "xls": "xls", "ods": "ods", "xlsb": "xlsb"}

ERROR: Final = "sheet_error"
"""Doubt: the cell shows an error such as #REF!."""
UNCALCULATED: Final = "formula_uncalculated"
"""Doubt: a formula was saved without its result."""
UNKNOWN_FORMAT: Final = "format_unknown"
"""Doubt: the number is as stored, for what its format shows is not known here."""
SHOWN_BLANK: Final = "shown_blank"
"""Doubt: the cell has a value that its format does not show."""


_LONGEST_COLUMN: Final = 3
"""Letters of the last column, XFD."""

TEXT_BOX: Final = "text_box"
"""Doubt: the text floats over the cells and may belong to another place."""

STRUCK: Final = "struck_text"
"""Doubt: some of the text is struck through."""
PICTURE: Final = "picture_in_cell"
"""Doubt: a picture stands in the cell; WPS writes a formula for it."""
_PICTURES: Final = ("=DISPIMG(", "=_xlfn.DISPIMG(")


class SheetCell(NamedTuple):
    """One cell with something in it: 1-based row and column, text as shown, why it is in doubt, its number if it is one."""

    row: int
    column: int
    text: str
    doubt: str | None = None
    number: float | None = None


class Range(NamedTuple):
    """A merged range, 1-based, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """One sheet as it was read; ``cells`` holds only those that show something, row by row."""

    name: str
    is_hidden: bool = False
    cells: list[SheetCell] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    """Rows that hold something and are hidden."""
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    shows_zeros: bool = True
    from_1904: bool = False
    """Whether its dates count from 1904."""
    notes: list[tuple[int, Note]] = field(default_factory=list)
    """What is not read, and the row where it stands."""
    pictures: int = 0

    def add_number(self, row: int, column: int, value: float, code: str) -> None:
        """Take a number with its format code."""
        shown = display(value, code, from_1904=self.from_1904)
        if value == 0 and (not self.shows_zeros or (shown is not None and not shown.strip())):
            return
        if shown is None:
            self.cells.append(SheetCell(row, column, general(value), UNKNOWN_FORMAT, value))
        elif shown.strip():
            self.cells.append(SheetCell(row, column, shown.strip(), None, value))
        else:
            self.cells.append(SheetCell(row, column, general(value), SHOWN_BLANK, value))

    def add_text(self, row: int, column: int, text: str, code: str = "") -> None:
        """Take a text with its format code."""
        text = _plain(text)
        if text.startswith(_PICTURES):
            self.cells.append(SheetCell(row, column, text, PICTURE))
        elif text and (shown := display_text(text, code).strip()):
            self.cells.append(SheetCell(row, column, shown))
        elif text:
            self.cells.append(SheetCell(row, column, text, SHOWN_BLANK))

    def add_doubtful(self, row: int, column: int, text: str, doubt: str) -> None:
        """Take a cell whose text is not what its author meant to show."""
        self.cells.append(SheetCell(row, column, text, doubt))

    def doubt_from(self, first: int, doubt: str) -> None:
        """Put cells from the ``first``-th on in doubt, unless they are already."""
        for at in range(first, len(self.cells)):
            self.cells[at] = self.cells[at]._replace(doubt=self.cells[at].doubt or doubt)

    def add_comment(self, row: int, column: int, text: str) -> None:
        """Take a comment: a remark beside the form, no part of it."""
        if said := " ".join(text.split()):
            self.notes.append((row, Note("sheet_comment", f"{column_letters(column)}{row} {said}")))

    def add_text_box(self, row: int, column: int, text: str) -> None:
        """Take a text that floats over the cells, once all cells are there.

        Where its upper left corner lies in a row without any cell, it is read as if it stood there: so titles are made.
        """
        text = _plain(text)
        if not text:
            return
        at = bisect_left(self.cells, (row,))
        if at < len(self.cells) and self.cells[at].row == row:
            self.notes.append((row, Note("sheet_text_box", text)))
        else:
            self.cells.insert(at, SheetCell(row, column, text, TEXT_BOX))

    def close(self, source: Source) -> "Sheet":
        """Put the cells in order and hold the sheet against the limits; give it."""
        self.cells.sort(key=lambda cell: (cell.row, cell.column))
        rows = self.cells[-1].row if self.cells else 0
        refuse_beyond(source, "rows", rows)
        return self


def refuse_beyond(source: Source, limit: str, found: int) -> None:
    """Raise `UnreadableDocument` where more was found than the limit of that name."""
    if found > getattr(source.limits, limit):
        raise beyond(source, limit, found)


def sheets_of(source: Source, kind: str) -> Iterator[Sheet]:
    """Give the sheets of a workbook of this kind in order, one at a time; raises `UnreadableDocument`."""
    module = import_module(f"{__package__}.{_MODULES[kind]}")
    yield from module.sheets(source)


def reads(kind: str) -> bool:
    """Tell whether a kind of document is a spreadsheet that is read."""
    return kind in _MODULES


@contextmanager
def told_as_damage(source: Source, *errors: type[Exception]) -> Iterator[None]:
    """Turn what a parser raises on damaged files into one sentence."""
    try:
        yield
    except errors as error:
        raise UnreadableDocument("reading.sheet_broken", source=source.name, reason=_reason(error)) from None


def split_reference(reference: str) -> tuple[int, int]:
    """Give row and column (1-based) of a reference such as ``B7``; raises `ValueError`."""
    bare = reference.replace("$", "")
    letters = bare.rstrip("0123456789")
    return int(bare[len(letters) :]), column_number(letters)


def column_number(letters: str) -> int:
    """Give the number of a column, ``A`` being 1; raises `ValueError`."""
    number = _COLUMNS.get(letters)
    if number is None:
        number = 0
        for letter in letters.upper():
            if not "A" <= letter <= "Z":
                raise ValueError(letters)
            number = number * 26 + ord(letter) - 64
        if not letters or len(letters) > _LONGEST_COLUMN:
            raise ValueError(letters)
    return number


@lru_cache(maxsize=16_384)
def column_letters(number: int) -> str:
    """Give the letters of a column counted from 1."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


_COLUMNS: Final[Mapping[str, int]] = {column_letters(number): number for number in range(1, 27 * 26 + 1)}
"""The columns A to ZZ, looked up a hundred times a form."""


def _plain(text: str) -> str:
    """Give a text without outer white space, with line feeds for every line end and ideographs for radicals."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return fold_radicals(text.strip())


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__
