"""Files of tables → the rows of their sheets: CSV and the like in any usual encoding, and spreadsheets."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from auditor.errors import UsageError
from auditor.reading.formats import text
from auditor.reading.source import Source

_SPREADSHEETS: Final = (".xlsx", ".xls", ".ods", ".xlsm", ".xlsb")
_MOST_ROWS: Final = 1_000_000
_DELIMITERS: Final = (",", "\t", ";")
_SAMPLE: Final = 30
"""Lines by which the separator is told."""


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
    if path.suffix.lower() in _SPREADSHEETS:
        yield from _spreadsheet(path, source)
    else:
        yield list(_text_lines(path, source, looks_right))


def _text_lines(path: Path, source: str, looks_right: Callable[[str], bool]) -> Iterator[Line]:
    """Read a CSV or tab-separated file in any of the usual encodings."""
    content = text.whole(Source(path, source, looks_right))
    top = "".join(content.split("\n", _SAMPLE)[:_SAMPLE])
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=max(_DELIMITERS, key=top.count))
    try:
        before = 0
        for cells in reader:
            yield Line([cell.strip() for cell in cells], before + 1, "")
            before = reader.line_num
    except csv.Error as error:
        raise UsageError("table.broken", source=source, reason=f"{reader.line_num}: {error}") from error


def _spreadsheet(path: Path, source: str) -> Iterator[list[Line]]:
    import python_calamine

    try:
        with python_calamine.load_workbook(str(path)) as book:
            for name in book.sheet_names:
                sheet = book.get_sheet_by_name(name)
                if sheet.total_height > _MOST_ROWS:
                    raise UsageError("table.too_long", source=source, rows=sheet.total_height, most=_MOST_ROWS)
                yield _filled(sheet, name)
    except (python_calamine.CalamineError, python_calamine.PasswordError, OSError) as error:
        raise UsageError("table.broken", source=source, reason=error) from error


def _filled(sheet: object, name: str) -> list[Line]:
    """Give the rows of a sheet; a merged cell's text stands in all of its cells."""
    rows = [[_shown(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]  # type: ignore[attr-defined]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():  # type: ignore[attr-defined]
        for row in rows[top : bottom + 1]:
            row[left : right + 1] = [rows[top][left]] * len(row[left : right + 1])
    return [Line(row, number, name) for number, row in enumerate(rows, 1)]


def _shown(value: object) -> str:
    """Give a cell's value as text: numbers as a spreadsheet shows them, to 15 digits and without a needless point."""
    if isinstance(value, float):
        return format(Decimal(f"{value:.15g}"), "f")
    return str(value).strip()
