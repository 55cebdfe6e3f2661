"""A list of many projects in one table: its rows → the rows of one project after another.

A project begins where another name is printed in its column: cells merged downwards leave the rows below blank, others
repeat the name on every row. A unit holds for the projects below it; a row that has a unit and an amount but no project is
the subtotal of that unit and of what stands below it. Only one project is held in memory.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from auditor.reading.grid import Cell, Row
from auditor.reading.labels import Label
from auditor.reading.layout import Layout

_TOTAL: Final = re.compile(r"(合计|小计|总计)\s*[:：]?$")
_WHOLE: Final = re.compile(r"\s*(合计|总计)\s*[:：]?\s*")
_CODE: Final = re.compile(r"[0-9]{2,}")
_NO_UNIT: Final = re.compile("[:：。；]|续表|说明|备注")
_NUMBER: Final = re.compile(r"[0-9]{1,2}|[A-Z]|栏次")
_NUMBERED: Final = 4
"""Cells at least of a row that numbers the columns."""
_LEVELS_OF_A_HEAD: Final = 2


class Column(NamedTuple):
    """One column of the list and what its head says; None for a head that no label explains."""

    cell: Cell
    label: Label | None


class ListHead:
    """The columns of the list; a second row of labels may divide some of them."""

    def __init__(self, row: Row, layout: Layout) -> None:
        """Take the head row."""
        self.row = row
        self.columns = [Column(cell, layout.labels[cell.text]) for cell in row.cells]
        self._starts = [column.cell.column for column in self.columns]

    @property
    def levels(self) -> int:
        """How many level columns it has."""
        return sum(_is_level(column.label) for column in self.columns)

    def has(self, name: str) -> bool:
        """Tell whether a text field has a column."""
        return any(column.label is not None and column.label[:2] == ("field", name) for column in self.columns)

    def below(self, row: Row, layout: Layout) -> "ListHead":
        """Give the head with a second row of labels, which stand in place of the labels they divide."""
        second = ListHead(row, layout)
        new = second._starts
        ends = [*self._starts[1:], 1 << 30]
        kept = [
            column.cell
            for column, end in zip(self.columns, ends, strict=True)
            if not any(column.cell.column <= start < end for start in new)
        ]
        cells = sorted((*kept, *row.cells), key=lambda cell: cell.column)
        return ListHead(self.row._replace(cells=tuple(cells)), layout)

    def label(self, cell: Cell) -> Label | None:
        """Give what the column of a cell is."""
        at = bisect_right(self._starts, cell.column)
        return self.columns[at - 1].label if at else None


class Page(NamedTuple):
    """What stands above the head of one page or sheet of the list."""

    title: Row | None
    year: Row | None
    above: tuple[Row, ...]


NO_PAGE: Final = Page(None, None, ())
"""Nothing stands above the head."""


class Subtotal(NamedTuple):
    """A row with a unit and an amount: the budget of all projects of that unit; ``beside`` is what else it holds."""

    row: Row
    name: Cell
    amount: Cell | None
    beside: tuple[Cell, ...]


@dataclass(slots=True)
class Listed:
    """What a project of a list has from the rows around its own.

    ``is_first``: it is the first below its head. ``subtotals`` are those that count it, the widest first; ``passed`` are
    sums of which it is not known what they count, ``below`` sums that stand behind what they count, ``headings`` rows
    that were taken for the name of a unit because they hold nothing else, ``fresh`` all such rows since the project above,
    ``beyond`` rows below the end of the project's merged cell, ``loose`` rows that say nothing of any project.
    """

    page: Page
    head: ListHead
    is_first: bool
    unit: tuple[Row, Cell] | None
    subtotals: tuple[Subtotal, ...]
    passed: tuple[Subtotal, ...]
    headings: tuple[Row, ...]
    fresh: tuple[Row, ...]
    below: list[Row] = field(default_factory=list)
    beyond: list[Row] = field(default_factory=list)
    loose: list[Row] = field(default_factory=list)


class Parts(NamedTuple):
    """The cells of a row by what they are: texts and amounts of a project, cells of an indicator, and what is unknown."""

    fields: dict[str, Cell]
    amounts: dict[str, Cell]
    indicator: tuple[Cell, ...]
    unknown: tuple[Cell, ...]


def split_row(row: Row, head: ListHead) -> Parts:
    """Tell the cells of a row apart; of two in one column the second is unknown."""
    parts = Parts({}, {}, (), ())
    indicator, unknown = [], []
    for cell in row.cells:
        label = head.label(cell)
        into = {"field": parts.fields, "funding": parts.amounts}.get(label.kind) if label is not None else None
        if label is not None and into is not None and label.name not in into:
            into[label.name] = cell
        elif label is not None and label.kind == "column":
            indicator.append(cell)
        elif label is None or label.kind != "serial":
            unknown.append(cell)
    return parts._replace(indicator=tuple(indicator), unknown=tuple(unknown))


def is_list_head(row: Row, layout: Layout) -> bool:
    """Tell whether a row is the head of a list: a column of projects beside columns of indicators."""
    if not layout.is_list or len(row.cells) <= _LEVELS_OF_A_HEAD:
        return False
    labels = [layout.labels[cell.text] for cell in row.cells]
    if not any(label is not None and label[:2] == ("field", "project_name") and not label.inline for label in labels):
        return False
    levels = sum(map(_is_level, labels))
    return levels >= _LEVELS_OF_A_HEAD or any(label is not None and label.kind == "table" for label in labels)


def _is_level(label: Label | None) -> bool:
    return label is not None and label.kind == "column" and label.name.startswith("level")


class Project(NamedTuple):
    """One project of the list: its rows, and what it has from the rows around them."""

    rows: list[Row]
    listed: Listed


class ListCutter:
    """Cuts the rows of one list into projects, over all its pages and sheets; ``strays`` are rows that are no project's."""

    def __init__(self, layout: Layout, page: Page) -> None:
        """Begin above the head of the list."""
        self._layout = layout
        self.page = page
        self.strays: list[Row] = []
        self._head: ListHead | None = None
        self._is_first = True
        self._open: Project | None = None
        self._own = Parts({}, {}, (), ())
        self._unit: tuple[Row, Cell] | None = None
        self._subtotals: tuple[Subtotal, ...] = ()
        self._group: list[Subtotal] = []
        self._headings: list[Row] = []

    @property
    def length(self) -> int:
        """How many rows the open project has, with the sums and units that wait for the next one."""
        return (len(self._open.rows) if self._open is not None else 0) + len(self._group) + len(self._headings)

    def take(self, row: Row) -> Project | None:
        """Take a row; give the project that it ends."""
        if self._take_head(row):
            return None
        if self._head is None or _is_numbering(row):
            self.strays.append(row)
            return None
        parts = split_row(row, self._head)
        if _is_outside(row):
            self._leave(row)
        elif self._is_sum(parts):
            self._take_sum(row, parts)
        elif self._is_heading(parts):
            self._unit = (row, next(iter(parts.fields.values())))
            self._headings.append(row)
        elif not ("project_name" in parts.fields or parts.amounts or parts.indicator):
            self._leave(row)
        elif not self._continues(row, parts):
            return self._begin(self._head, row, parts)
        return None

    def _leave(self, row: Row) -> None:
        """Leave a row that is neither a project's nor a unit's: with the project above, else before all."""
        (self._open.listed.loose if self._open is not None else self.strays).append(row)

    def end(self) -> Project | None:
        """Give the last project, with the rows of sums and units below which no project came."""
        ended, self._open = self._open, None
        if ended is not None:
            ended.listed.below.extend(subtotal.row for subtotal in self._group)
            ended.listed.loose.extend(self._headings)
        return ended

    def _take_head(self, row: Row) -> bool:
        """Take the head of the list, which may come again on every page, or its second row."""
        if is_list_head(row, self._layout):
            self._head, self._is_first = ListHead(row, self._layout), True
            for heading in self._headings:  # what stood below the table of the page before is no unit
                self._leave(heading)
            self._headings = []
            return True
        if self._head is None or self._head.levels >= _LEVELS_OF_A_HEAD:
            return False
        below = self._head.below(row, self._layout)
        if below.levels < _LEVELS_OF_A_HEAD:
            return False
        self._head = below
        return True

    def _is_sum(self, parts: Parts) -> bool:
        """Tell whether a row is a sum: a unit and an amount without a project, or so called."""
        name, unit = _names(parts)
        if any(cell.text not in self._layout.zero_words for cell in parts.indicator):
            return False
        if any(cell is not None and _TOTAL.search(cell.text) for cell in (name, unit)):
            return True
        return name is None and unit is not None and bool(parts.amounts)

    def _is_heading(self, parts: Parts) -> bool:
        """Tell whether a row only names a unit; where the list has no column of units, a name alone is one."""
        if parts.indicator or parts.amounts or parts.unknown or len(parts.fields) != 1:
            return False
        name, unit = _names(parts)
        has_units = self._head is not None and self._head.has("implementing_unit")
        shown = unit or (None if has_units else name)
        return shown is not None and not _NO_UNIT.search(shown.text)

    def _take_sum(self, row: Row, parts: Parts) -> None:
        name, unit = _names(parts)
        shown = unit or name
        if self._open is not None and not self._group and (shown is None or self._is_above(shown)):
            self._open.listed.below.append(row)
        elif shown is not None:
            amount = next(iter(parts.amounts.values()), None)
            beside = (cell for cell in row.cells if cell not in (shown, amount) and not _TOTAL.search(cell.text))
            said = tuple(cell for cell in beside if cell.text not in self._layout.zero_words)
            self._group.append(Subtotal(row, shown, amount, said))
            if unit is not None and not _TOTAL.search(unit.text):
                self._unit = (row, unit)

    def _is_above(self, shown: Cell) -> bool:
        """Tell whether what a sum adds up stands above it: it names no unit, or the one of the project above."""
        name = _TOTAL.sub("", shown.text).strip()
        return not name or (self._unit is not None and name == self._unit[1].text)

    def _continues(self, row: Row, parts: Parts) -> bool:
        """Put a row to the open project if it belongs there."""
        if self._open is None or self._headings or self._group or not self._is_same(parts):
            return False
        if "project_name" not in parts.fields and self._ends_above(row):
            self._open.listed.beyond.append(row)
        self._open.rows.append(row)
        return True

    def _is_same(self, parts: Parts) -> bool:
        """Tell whether what a row prints of its project is what the open one has."""
        name, unit = _names(parts)
        if unit is not None and self._unit is not None and unit.text != self._unit[1].text:
            return False
        if name is None:
            return True
        own = {**self._own.fields, **self._own.amounts}
        printed = {**parts.fields, **parts.amounts}
        return all(
            key in own and own[key].text == cell.text for key, cell in printed.items() if key != "implementing_unit"
        )

    def _ends_above(self, row: Row) -> bool:
        """Tell whether the merged cell of the project's name ends above a row."""
        name, first = self._own.fields.get("project_name"), self._open.rows[0] if self._open is not None else row
        if name is None or name.down <= 1 or first.table != row.table or first.line is None or row.line is None:
            return False
        return row.line >= first.line + name.down

    def _begin(self, head: ListHead, row: Row, parts: Parts) -> Project | None:
        ended, unit = self._open, parts.fields.get("implementing_unit")
        if unit is not None:
            self._unit = (row, unit)
        passed = self._settle()
        headings = tuple(self._headings)
        fresh = (*(subtotal.row for subtotal in self._group), *headings)
        listed = Listed(self.page, head, self._is_first, self._unit, self._subtotals, passed, headings, fresh)
        self._open, self._own = Project([row], listed), parts
        self._headings, self._group, self._is_first = [], [], False
        return ended

    def _settle(self) -> tuple[Subtotal, ...]:
        """Settle which subtotals count the next project; gives those of which it is not known.

        The code before a unit's name tells which unit is part of which. Without codes only the nearest is sure.
        """
        passed: list[Subtotal] = []
        for new in self._group:
            above = tuple(old for old in self._subtotals if _counts(old, new))
            passed += [old for old in self._subtotals if old in self._group and old not in above]
            self._subtotals = (*above, new)
        return tuple(passed)


def _names(parts: Parts) -> tuple[Cell | None, Cell | None]:
    return parts.fields.get("project_name"), parts.fields.get("implementing_unit")


def _is_numbering(row: Row) -> bool:
    """Tell whether a row numbers the columns, as some templates print below their head."""
    return len(row.cells) >= _NUMBERED and all(_NUMBER.fullmatch(cell.text) for cell in row.cells)


def _is_outside(row: Row) -> bool:
    """Tell whether a row stands outside the table; a line of a text may only have lost its blank cells at the end."""
    return row.width == 1 and not isinstance(row.cells[0].ref, int)


def code_of(name: str) -> str | None:
    """Give the code before a unit's name (905001-某镇), the empty code of a grand total, or None."""
    if _WHOLE.fullmatch(name):
        return ""
    found = _CODE.match(name)
    return found[0] if found else None


def _counts(outer: Subtotal, inner: Subtotal) -> bool:
    """Tell whether a subtotal counts the unit of another: its code begins the other's."""
    whole, part = code_of(outer.name.text), code_of(inner.name.text)
    if whole == "":
        return part != ""
    return whole is not None and part is not None and part.startswith(whole) and whole != part
