"""Imported tables of projects (budget of a department, last year's execution): CSV and spreadsheets → placed rows.

Columns are found by their heading, which the pack's vocabulary lists (``table_project_name``, ``table_department``,
``table_implementing_unit``, ``table_amount``, ``table_spent``). The unit of money must be printed, in the heading or above
it: guessing it would be wrong by ten thousand times. Rows that add up others (合计) are passed over.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from auditor.errors import UsageError
from auditor.forms.model import Place
from auditor.forms.numbers import parse_amount
from auditor.forms.vocabulary import Vocabulary
from auditor.forms.vocabulary import view as folded
from auditor.reading import text

TEXT_COLUMNS: Final = ("project_name", "department", "implementing_unit")
MONEY_COLUMNS: Final = ("amount", "spent")
_SPREADSHEETS: Final = (".xlsx", ".xls", ".ods", ".xlsm", ".xlsb")
_MOST_ROWS: Final = 1_000_000
_HEADER_WITHIN: Final = 30
"""Rows in which the heading must be found."""
_UNIT: Final = re.compile(r"(百万元|千元|万元|亿元|元)")
_IN_BRACKETS: Final = re.compile(r"\([^()]*\)")
_TOTAL: Final = re.compile(r"^(合计|小计|总计|总合计|合计数)[::]?$")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One project of a table: its texts, its money in 万元, and where the row stands."""

    texts: Mapping[str, str | None]
    money: Mapping[str, Decimal | None]
    place: Place


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of a sheet: its cells, its number (from 1) and the sheet's name, empty in a text file."""

    cells: Sequence[str]
    number: int
    sheet: str


@dataclass(frozen=True, slots=True)
class _Heading:
    """Which column holds what, and the factor to 万元 of each money column."""

    columns: Mapping[str, int]
    factors: Mapping[str, Decimal]


def read_table(path: Path, source: str, vocabulary: Vocabulary, needed: Sequence[str]) -> list[TableRow]:
    """Read the projects of a table; ``needed`` are the columns that must be there.

    Raises `UsageError` when the file cannot be read, when a needed column or the unit of money is not found, and where an
    amount is no number.
    """
    found: list[TableRow] = []
    sheets = 0
    for lines in _sheets(path, source, vocabulary):
        heading, rest = _find_heading(lines, vocabulary, source, needed)
        if heading is not None:
            sheets += 1
            found.extend(_rows(heading, rest, source))
    if not sheets:
        columns = "、".join(_headings(vocabulary, name)[0] for name in needed)
        raise UsageError("table.no_heading", source=source, columns=columns)
    return found


def _sheets(path: Path, source: str, vocabulary: Vocabulary) -> Iterator[list[_Line]]:
    if path.suffix.lower() in _SPREADSHEETS:
        yield from _spreadsheet(path, source)
    else:
        yield list(_text_lines(path, source, vocabulary))


def _text_lines(path: Path, source: str, vocabulary: Vocabulary) -> Iterator[_Line]:
    """Read a CSV or tab-separated file in any of the usual encodings."""
    headings = _headings(vocabulary, "project_name")
    content = text.whole(path, source, lambda sample: any(heading in sample for heading in headings))
    delimiter = "\t" if "\t" in content.partition("\n")[0] else ","
    reader = csv.reader(content.splitlines(keepends=True), delimiter=delimiter)
    try:
        for cells in reader:
            yield _Line([cell.strip() for cell in cells], reader.line_num, "")
    except csv.Error as error:
        raise UsageError("table.broken", source=source, reason=f"{reader.line_num}: {error}") from error


def _spreadsheet(path: Path, source: str) -> Iterator[list[_Line]]:
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


def _filled(sheet: object, name: str) -> list[_Line]:
    """Give the rows of a sheet; a merged cell's text stands in all of its cells."""
    rows = [[_shown(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]  # type: ignore[attr-defined]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():  # type: ignore[attr-defined]
        for row in rows[top : bottom + 1]:
            row[left : right + 1] = [rows[top][left]] * len(row[left : right + 1])
    return [_Line(row, number, name) for number, row in enumerate(rows, 1)]


def _shown(value: object) -> str:
    """Give a cell's value as text; whole numbers without the point that spreadsheets add."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _headings(vocabulary: Vocabulary, column: str) -> tuple[str, ...]:
    return vocabulary.words.get(f"table_{column}", (column,))


def _find_heading(
    lines: list[_Line], vocabulary: Vocabulary, source: str, needed: Sequence[str]
) -> tuple[_Heading | None, list[_Line]]:
    """Find the heading of a sheet; None where the sheet holds no such table."""
    unit_above = ""
    for at, line in enumerate(lines[:_HEADER_WITHIN]):
        columns = _columns(line.cells, vocabulary)
        if all(name in columns for name in needed):
            return _Heading(columns, _factors(columns, line, unit_above, vocabulary, source)), lines[at + 1 :]
        unit_above = next((unit for cell in line.cells if (unit := _unit_of(cell))), unit_above)
    return None, []


def _columns(cells: Sequence[str], vocabulary: Vocabulary) -> dict[str, int]:
    """Give the columns whose heading is known; the first of several."""
    found: dict[str, int] = {}
    bare = [_IN_BRACKETS.sub("", folded(cell)) for cell in cells]
    for name in (*TEXT_COLUMNS, *MONEY_COLUMNS):
        known = [folded(heading) for heading in _headings(vocabulary, name)]
        places = [bare.index(heading) for heading in known if heading in bare]
        if places and places[0] not in found.values():
            found[name] = places[0]
    return found


def _factors(
    columns: Mapping[str, int], line: _Line, unit_above: str, vocabulary: Vocabulary, source: str
) -> dict[str, Decimal]:
    factors = {}
    for name in MONEY_COLUMNS:
        if name not in columns:
            continue
        unit = _unit_of(line.cells[columns[name]]) or unit_above
        factor = vocabulary.money_factor(unit) if unit else None
        if factor is None:
            raise UsageError("table.no_unit", source=source, line=line.number, column=line.cells[columns[name]])
        factors[name] = factor
    return factors


def _unit_of(cell: str) -> str:
    """Give the unit of money that a heading names in brackets, or a line such as 单位：万元."""
    bare = folded(cell)
    for part in (*_IN_BRACKETS.findall(bare), bare if "单位" in bare else ""):
        if unit := _UNIT.search(part):
            return unit[0]
    return ""


def _rows(heading: _Heading, lines: Sequence[_Line], source: str) -> Iterator[TableRow]:
    for line in lines:
        texts = {name: _cell(line, heading.columns.get(name)) for name in TEXT_COLUMNS}
        if texts["project_name"] is None or any(_TOTAL.match(folded(value or "")) for value in texts.values()):
            continue
        money = {name: _money(line, heading, name, source) for name in MONEY_COLUMNS}
        at = heading.columns["project_name"]
        place = Place(
            source,
            None,
            line.number,
            f"{line.sheet}!{_letter(at)}{line.number}" if line.sheet else at + 1,
            line.cells[at],
        )
        yield TableRow(texts, money, place)


def _cell(line: _Line, column: int | None) -> str | None:
    value = line.cells[column].strip() if column is not None and column < len(line.cells) else ""
    return value or None


def _money(line: _Line, heading: _Heading, name: str, source: str) -> Decimal | None:
    printed = _cell(line, heading.columns.get(name))
    if printed is None:
        return None
    amount = parse_amount(printed)
    if amount is None:
        raise UsageError("table.not_a_number", source=source, line=line.number, found=printed)
    return amount.value * heading.factors[name]


def _letter(column: int) -> str:
    """Give the letter of a spreadsheet's column, counted from 0."""
    letters = ""
    while column >= 0:
        column, rest = divmod(column, 26)
        letters, column = chr(65 + rest) + letters, column - 1
    return letters
