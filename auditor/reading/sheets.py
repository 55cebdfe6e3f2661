"""Files of tables → the rows of their sheets: CSV and the like in any usual encoding, and spreadsheets."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from auditor.errors import UnreadableDocument, UsageError
from auditor.reading.files import refuse_large
from auditor.reading.formats import delimited
from auditor.reading.formats.kind import kind_of
from auditor.reading.source import Source
from auditor.reading.spreadsheets.blocks import seen
from auditor.reading.spreadsheets.numbers import exact, general
from auditor.reading.spreadsheets.workbook import Sheet, SheetCell, reads, sheets_of

_SPREADSHEETS: Final = (".xlsx", ".xls", ".ods", ".xlsm", ".xlsb")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet: its cells, its number (from 1) and the sheet's name, empty in a text file."""

    cells: Sequence[str]
    number: int
    sheet: str


def read_sheets(path: Path, source: str, looks_right: Callable[[str], bool]) -> Iterator[list[Line]]:
    """Give the rows of each sheet of a table; a text file is one sheet.

    ``looks_right`` tells, of a sample decoded, whether an encoding is the one. Raises `UsageError`.
    """
    document = Source(path, source, looks_right)
    try:
        refuse_large(document)
        kind = kind_of(document)
        if reads(kind):
            yield from (_filled(sheet) for sheet in sheets_of(document, kind))
        elif path.suffix.lower() in _SPREADSHEETS:
            raise UsageError("table.broken", source=source, reason=kind)
        else:
            found = delimited.records(document)
            yield [Line([cell.strip() for cell in cells], number, "") for number, cells in found]
    except UnreadableDocument as error:
        raise UsageError(error.key, **error.details) from error


def _filled(sheet: Sheet) -> list[Line]:
    """Give the rows of a sheet that hold something; a merged cell's text stands in all of its cells in them."""
    placed = list(seen(sheet))
    numbers = sorted({cell.row for cell, _, _ in placed})
    width = max((cell.column for cell, _, _ in placed), default=0)
    rows = {number: [""] * width for number in numbers}
    for cell, across, down in placed:
        for number in numbers[bisect_left(numbers, cell.row) : bisect_left(numbers, cell.row + down)]:
            last = min(cell.column - 1 + across, width)
            rows[number][cell.column - 1 : last] = [_text(cell)] * (last - cell.column + 1)
    return [Line(cells, number, sheet.name) for number, cells in rows.items()]


def _text(cell: SheetCell) -> str:
    """Give a cell's text: as it is shown, but with all digits of a number that the screen only rounds.

    A format that divides by ten thousand or adds a unit is believed; one that hides decimals is not.
    """
    if cell.number is None:
        return cell.text
    try:
        shown = Decimal(cell.text.replace(",", ""))
    except InvalidOperation:
        return cell.text
    rounded = abs(shown - exact(cell.number)) * 2 <= Decimal(1).scaleb(int(shown.as_tuple().exponent))
    return general(cell.number) if rounded else cell.text
