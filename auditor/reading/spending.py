"""The spending table: a name and its amounts, this year's and those of other years, and texts such as how it was computed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from auditor.forms.model import PERIODS, SpendingLine, pointer
from auditor.reading.columns import Columns
from auditor.reading.draft import Draft
from auditor.reading.grid import Cell, Row
from auditor.reading.labels import Label, fold
from auditor.reading.yearcolumns import blocks_of

_UNUSED: Final = re.compile(r"[.…·]{2,}|…+")
"""What a template prints in a row that is still to be filled."""


@dataclass(slots=True)
class _Pending:
    """A name that stood in the header row, until its amounts come."""

    row: Row
    cell: Cell


@dataclass(slots=True)
class _Header:
    """The columns beside the names, from left to right, and that of running numbers."""

    columns: list[str] = field(default_factory=list)
    serial: int | None = None


class SpendingReader:
    """Reads the header and the lines of the spending table."""

    def __init__(self, draft: Draft) -> None:
        """Fill the spending lines of this draft."""
        self.draft = draft
        self.found = False
        layout = draft.layout
        self._header = _Header(list(layout.money))
        self._columns: Columns | None = None
        self._pending: _Pending | None = None
        self._assumed = False

    def read(self, row: Row, labels: Sequence[Label | None]) -> None:
        """Take one row, with the section label if it begins the table."""
        self.found = True
        if any(label is not None and label.kind == "amount" for label in labels):
            self._read_header(row, labels)
            return
        cells = [cell for cell, label in zip(row.cells, labels, strict=True) if not label or label.kind != "section"]
        if cells and cells[0].column == self._header.serial:
            cells = cells[1:]
        if cells and not (len(cells) == 1 and _UNUSED.fullmatch(cells[0].text)):
            self._line(row, cells)

    def adopt(self, row: Row, labels: Sequence[Label | None]) -> None:
        """Take the columns of the table above, which hold until a header of its own comes."""
        self._learn(row, labels)

    def close(self) -> None:
        """Keep a name that stood in the header row and never met its amounts."""
        if self._pending is not None:
            pending, self._pending = self._pending, None
            self._add(pending.row, pending.cell, pending.row, ())

    def _read_header(self, row: Row, labels: Sequence[Label | None]) -> None:
        for cell, label in zip(row.cells, labels, strict=True):
            if label is not None and label.kind == "amount":
                self.draft.see_unit(label, row, cell)
        self._learn(row, labels)
        rest = [cell for cell, label in zip(row.cells, labels, strict=True) if label is None]
        if rest and not self.draft.lexicon.is_amount(rest[0].text):
            self.close()
            self._pending = _Pending(row, rest.pop(0))
        self.draft.leave_cells(rest, row, "/spending")

    def _learn(self, row: Row, labels: Sequence[Label | None]) -> None:
        """Learn which column is what."""
        money = blocks_of(row, labels, self.draft)
        named = {
            label.name: cell.column
            for cell, label in zip(row.cells, labels, strict=True)
            if label is not None and label.kind == "amount" and cell.column not in money
        }
        columns = money | {named[text]: text for text in self.draft.layout.spending_texts if text in named}
        in_order = {name: column for column, name in sorted(columns.items())}
        # A header that lost a column must not make the rows look whole: only one that says more than the layout's.
        if any(name not in PERIODS for name in in_order):
            self._header.columns = list(in_order)
        self._header.serial = named.get("serial")
        self._columns = Columns(self._name_column(row, labels, named), in_order, row.width)

    def _name_column(self, row: Row, labels: Sequence[Label | None], named: Mapping[str, int]) -> int | None:
        """Give the column of the names: that of its header, else beside the table's label, else as before."""
        if "name" in named:
            return named["name"]
        begins = labels[0] is not None and labels[0].kind == "section"
        if begins and row.cells[1].column == row.cells[0].column + 1 and labels[1] is not None:
            return row.cells[0].column  # the table's label heads the names
        return row.cells[0].column + 1 if begins else (self._columns.name if self._columns else None)

    def _line(self, row: Row, cells: list[Cell]) -> None:
        more_than_values = len(cells) > len(self._header.columns)  # a name may look like an amount: “/”
        named = more_than_values or not self.draft.lexicon.is_amount(cells[0].text)
        name, values = (cells[0], cells[1:]) if named else (None, cells)
        if name is not None and fold(name.text) in self.draft.layout.totals:
            self._total(row, name, values)
            return
        if name is not None and not values and row.width == 1:
            self.draft.leave_row(row, "/spending")
            return
        if name is None and self._pending is not None:
            pending, self._pending = self._pending, None
            self.draft.damage("name_in_header_row", self._pointer("name"), pending.row, text=pending.cell.text)
            self._add(pending.row, pending.cell, row, values)
            return
        self.close()
        self._add(row, name, row, values)

    def _total(self, row: Row, name: Cell, values: Sequence[Cell]) -> None:
        """Take the row that adds up the others, or report it where the layout does not say what it is."""
        form, totals_as = self.draft.form, self.draft.layout.totals_as
        if totals_as == "damage" or form.spending_totals:
            self.draft.damage("total_row", "/spending", row, text=row.text)
            return
        for column, cell in self._placed(row, name, values, "/spending_totals").items():
            if column in self.draft.layout.spending_texts:
                self.draft.leave_cells([cell], row, "/spending_totals")
                continue
            amount = self.draft.put_amount(f"/spending_totals/{column}", row, cell)
            form.spending_totals[column] = amount
            if totals_as == "funding":
                of = form.funding if column in PERIODS else form.other_funding.setdefault(column, {})
                of["total"] = amount
                at = "/funding/total" if column in PERIODS else f"/other_funding/{column}/total"
                form.places[at] = self.draft.place(row, cell)

    def _add(self, name_row: Row, name: Cell | None, row: Row, values: Sequence[Cell]) -> None:
        at = f"/spending/{len(self.draft.form.spending)}"
        placed = self._placed(row, name if name_row is row else None, values, at)
        line = SpendingLine(None, None, None)
        for column, cell in placed.items():
            self._put(line, column, row, cell)
        line.name = self.draft.put_text(self._pointer("name"), name_row, name) if name else None
        self.draft.form.spending.append(line)

    def _put(self, line: SpendingLine, column: str, row: Row, cell: Cell) -> None:
        """Give a line what stands in one of its columns."""
        if column in PERIODS:
            setattr(line, column, self.draft.put_amount(self._pointer(column), row, cell))
        elif column == "basis":
            line.basis = self.draft.put_text(self._pointer(column), row, cell)
        elif column in self.draft.layout.other_columns:
            line.previous[column] = self.draft.put_amount(self._pointer(f"previous.{column}"), row, cell)
        else:
            line.others[column] = self.draft.put_text(self._pointer(f"others.{column}"), row, cell)

    def _placed(self, row: Row, name: Cell | None, values: Sequence[Cell], at: str) -> dict[str, Cell]:
        """Tell which value belongs to which column: by order when all are there, else by an unshifted column."""
        wanted = self._header.columns
        columns = self._columns
        if columns is None and values and self.draft.layout.other_columns and not self._assumed:
            self._assumed = True
            names = "、".join(self.draft.layout.names[column] for column in wanted)
            self.draft.damage("columns_assumed", "/spending", row, columns=names)
        if len(values) == len(wanted):
            placed = dict(zip(wanted, values, strict=True))
            if columns is not None and name is not None:
                self._columns = columns.checked(self.draft, at, row, name, placed)
            return placed
        placed = columns.by_position(row, name, values) if columns is not None else {}
        for value in values:
            if value not in placed.values():
                self.draft.damage("value_unplaced", at, row, text=value.text)
        for period in self.draft.layout.amounts:
            if placed and period not in placed:
                self.draft.damage("value_lost", f"{at}/{period}", row, label=self.draft.layout.names[period])
        return placed

    def _pointer(self, part: str) -> str:
        return pointer(f"spending[{len(self.draft.form.spending)}].{part}")
