"""Imported tables of projects (budget of a department, last year's execution): CSV and spreadsheets → placed rows.

Columns are found by their heading, which the pack's vocabulary lists (``table_project_name``, ``table_department``,
``table_implementing_unit``, ``table_amount``, ``table_spent``). The unit of money must be printed, in the heading or above
it: guessing it would be wrong by ten thousand times. Rows that add up others (合计), are part of another (其中：) or repeat
the heading are passed over. A department or unit left blank is the one above, as where cells were merged.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from auditor.errors import UsageError
from auditor.forms.model import Place
from auditor.forms.numbers import parse_amount
from auditor.forms.vocabulary import Vocabulary
from auditor.forms.vocabulary import view as folded
from auditor.reading.sheets import Line, read_sheets

TEXT_COLUMNS: Final = ("project_name", "department", "implementing_unit")
MONEY_COLUMNS: Final = ("amount", "spent")
_HEADER_WITHIN: Final = 30
"""Rows in which the heading must be found."""
_UNIT: Final = re.compile(r"(?<![美欧日港澳])(百万元|千元|万元|亿元|元)")
_UNIT_LINE: Final = re.compile(r"单位[::]?\s*(?:人民币)?(百万元|千元|万元|亿元|元)")
_IN_BRACKETS: Final = re.compile(r"\([^()]*\)")
_TOTAL: Final = re.compile(r"(合计|小计|总计|合计数)(\([^()]*\))?[::]?$|^其中[::]")
_NO_NAME: Final = re.compile(r"栏次|[0-9]+|[A-Z]")
"""Numbers of columns, in the row below a heading."""
_DASH: Final = re.compile(r"[-—–/]+")
"""What is printed where there is nothing: no amount, not zero."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One project of a table: its texts, its money in 万元, and where the row stands."""

    texts: Mapping[str, str | None]
    money: Mapping[str, Decimal | None]
    place: Place


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
    headings = _headings(vocabulary, "project_name")
    for lines in read_sheets(path, source, lambda sample: any(heading in sample for heading in headings)):
        heading, rest = _find_heading(lines, vocabulary, source, needed)
        if heading is not None:
            sheets += 1
            found.extend(_rows(heading, rest, source, vocabulary))
    if not sheets:
        columns = "、".join(_headings(vocabulary, name)[0] for name in needed)
        raise UsageError("table.no_heading", source=source, columns=columns)
    return found


def _headings(vocabulary: Vocabulary, column: str) -> tuple[str, ...]:
    return vocabulary.words.get(f"table_{column}", (column,))


def _find_heading(
    lines: list[Line], vocabulary: Vocabulary, source: str, needed: Sequence[str]
) -> tuple[_Heading | None, list[Line]]:
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
    columns: Mapping[str, int], line: Line, unit_above: str, vocabulary: Vocabulary, source: str
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
    for part in _IN_BRACKETS.findall(bare):
        if unit := _UNIT.search(part):
            return unit[0]
    line = _UNIT_LINE.search(bare)
    return line[1] if line else ""


def _rows(heading: _Heading, lines: Sequence[Line], source: str, vocabulary: Vocabulary) -> Iterator[TableRow]:
    names = {folded(name) for name in _headings(vocabulary, "project_name")}
    above: dict[str, str | None] = {}
    for line in lines:
        texts = {name: _cell(line, heading.columns.get(name)) for name in TEXT_COLUMNS}
        if _is_no_project(texts, names):
            continue
        texts = above = _filled_down(texts, above)
        money = {name: _money(line, heading, name, source, vocabulary) for name in MONEY_COLUMNS}
        at = heading.columns["project_name"]
        place = Place(
            source,
            None,
            line.number,
            f"{line.sheet}!{_letter(at)}{line.number}" if line.sheet else at + 1,
            line.cells[at],
        )
        yield TableRow(texts, money, place)


def _is_no_project(texts: Mapping[str, str | None], headings: Collection[str]) -> bool:
    """Tell whether a row names no project: a blank one, a sum, a part of the row above, or the heading once more."""
    bare = {name: folded(value or "") for name, value in texts.items()}
    name = bare["project_name"]
    no_name = not name or _NO_NAME.fullmatch(name) or _IN_BRACKETS.sub("", name) in headings
    return bool(no_name) or any(_TOTAL.search(value) for value in bare.values())


def _filled_down(texts: dict[str, str | None], above: Mapping[str, str | None]) -> dict[str, str | None]:
    """Give a row the department of the row above where its own is blank, and then the unit too."""
    if texts["department"] is not None:
        return texts
    unit = texts["implementing_unit"] or above.get("implementing_unit")
    return {**texts, "department": above.get("department"), "implementing_unit": unit}


def _cell(line: Line, column: int | None) -> str | None:
    value = line.cells[column].strip() if column is not None and column < len(line.cells) else ""
    return value or None


def _money(line: Line, heading: _Heading, name: str, source: str, vocabulary: Vocabulary) -> Decimal | None:
    """Give an amount in 万元; a unit printed in the cell goes before the heading's."""
    printed = _cell(line, heading.columns.get(name))
    if printed is None or _DASH.fullmatch(folded(printed)):
        return None
    amount = parse_amount(printed)
    factor = heading.factors[name] if amount is None or not amount.unit else vocabulary.money_factor(amount.unit)
    if amount is None or factor is None:
        raise UsageError("table.not_a_number", source=source, line=line.number, found=printed)
    return amount.value * factor


def _letter(column: int) -> str:
    """Give the letter of a spreadsheet's column, counted from 0."""
    letters = ""
    while column >= 0:
        column, rest = divmod(column, 26)
        letters, column = chr(65 + rest) + letters, column - 1
    return letters
