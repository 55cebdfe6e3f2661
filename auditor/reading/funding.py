"""The funding table: a label and its amount, for this year and, where a layout has them, for other years or the whole.

Beside a label stands its amount, the last number before the next label of the row; or one amount in each column, where
the header names columns of other years. The amounts of the whole project stand beside a total of their own
(中期资金总额 | … | 年度资金总额 | …): a label belongs to the block whose total stands nearest above or left of it.
"""

from collections.abc import Sequence

from auditor.forms.model import pointer
from auditor.reading.draft import Draft
from auditor.reading.fields import Asked, FieldsReader
from auditor.reading.grid import Cell, Row
from auditor.reading.labels import Label
from auditor.reading.prose import ProseReader
from auditor.reading.yearcolumns import blocks_of

_ANNUAL = ""
"""The block of this year's money."""


class FundingReader:
    """Reads rows of the funding table; ``found`` are the fields whose label was printed, ``block.field`` beside this year.

    ``header`` is the row that names columns of other years.
    """

    def __init__(self, draft: Draft, fields: FieldsReader) -> None:
        """Fill the funding of this draft; texts that stand among the amounts go to ``fields``."""
        self.draft = draft
        self.found: set[str] = set()
        self._fields = fields
        self._prose = ProseReader(draft)
        self._open: list[tuple[int, str]] = []
        self._columns: dict[int, str] = {}
        self._waiting: dict[int, str | Asked] = {}
        self.header: tuple[Row, Sequence[Label | None]] | None = None

    def read(self, row: Row, labels: Sequence[Label | None]) -> None:
        """Take one row with its section and group labels; the values of each label follow it, or stand in the row below."""
        waiting, self._waiting = self._waiting, {}
        if self._prose.goes_on(row, labels):
            return
        self.close()
        if any(labels) or not self._fill_below(row, waiting):
            self._read_pairs(row, labels)

    def _read_pairs(self, row: Row, labels: Sequence[Label | None]) -> None:
        known = [label for label in labels if label is not None and not label.inline]
        if self.draft.layout.other_columns:
            self._learn_columns(row, labels)
        current: str | Asked | None = None
        values: list[Cell] = []
        is_labelled = bool(known)
        for cell, label in zip(row.cells, labels, strict=True):
            if label is None or (label.inline and current and not values):
                values.append(cell)
                continue
            self.draft.see_unit(label, row, cell)
            asked = None if label.kind == "funding" else self._fields.asked(cell, label)
            if asked is not None or label.kind in ("funding", "prose"):
                self._settle(current, values, row)
                current, values = asked or self._name(label, cell), []
                self._waiting[cell.column] = current
                is_labelled = True
                if label.inline:
                    values.append(cell._replace(text=label.inline))
        if not is_labelled:
            self.draft.leave_row(row, "/funding")
            return
        self._settle(current, values, row)
        if any(label is None or label.inline for label in labels):
            self._waiting = {}  # the values stand beside the labels
        if (
            isinstance(current, str)
            and current in self.found
            and any(label.kind == "amount" for label in known)
            and not self._columns
        ):
            self._note_header(current, row)

    def close(self) -> None:
        """Read the sentence that tells the funding, of which no more follows."""
        self._prose.close()
        self.found |= self._prose.found

    def _fill_below(self, row: Row, waiting: dict[int, str | Asked]) -> bool:
        """Give a row of labels without any value the cells that stand right below them."""
        if not waiting or any(cell.column not in waiting for cell in row.cells):
            return False
        for cell in row.cells:
            name = waiting[cell.column]
            self._settle(name, [cell], row)
            if isinstance(name, str) and name != "prose":
                label = self.draft.layout.names[_pointer(name)[1:].replace("/", ".")]
                self.draft.damage("value_below", _pointer(name), row, label=label)
        return True

    def _name(self, label: Label, cell: Cell) -> str:
        """Give the name of what a label of money asks for: a field, that of a block, or ``prose``."""
        if label.kind == "prose":
            return label.name
        block, _, field = label.name.rpartition(".")
        if field == "total":
            self._open = [(column, name) for column, name in self._open if column < cell.column]
            self._open.append((cell.column, block))
        elif not block:
            block = next((name for column, name in reversed(self._open) if column <= cell.column), _ANNUAL)
            if block and field not in self.draft.layout.other_funding[block]:
                block = _ANNUAL
        return f"{block}.{field}" if block else field

    def _learn_columns(self, row: Row, labels: Sequence[Label | None]) -> None:
        """Take the header of a table that has money of other years beside this year's."""
        headers = blocks_of(row, labels, self.draft)
        if any(name in self.draft.layout.other_columns for name in headers.values()):
            self._columns, self.header = headers, (row, labels)

    def _settle(self, name: str | Asked | None, values: list[Cell], row: Row) -> None:
        """Give a label the cells after it; what else stands there is reported."""
        if isinstance(name, Asked):
            self.draft.leave_cells(self._fields.take(row, name, values), row, "/funding")
        elif name == "prose":
            self._prose.read(row, values)
        elif name is None or (name in self.found and self._is_filled(name)):
            self.draft.leave_cells(values, row, _pointer(name) if name else "/funding")
        elif self._columns and "." not in name:
            self.found.add(name)
            self._put_columns(name, values, row)
        else:
            self.found.add(name)
            self._put_last(name, values, row)

    def _is_filled(self, name: str) -> bool:
        """Tell whether a field has its amount; a label over a section may be printed again where the amount stands."""
        block, _, _ = name.rpartition(".")
        return _pointer(name) in self.draft.form.places or (not block and bool(self._columns))

    def _put_last(self, name: str, values: list[Cell], row: Row) -> None:
        """Take the last number among the cells."""
        if not values:
            return
        if len(values) == 1:
            self._put(name, row, values[0])
            return
        is_amount = self.draft.lexicon.is_amount
        chosen = next((cell for cell in reversed(values) if is_amount(cell.text)), values[-1])
        self._put(name, row, chosen)
        self.draft.leave_cells([cell for cell in values if cell is not chosen], row, _pointer(name))

    def _put_columns(self, field: str, values: list[Cell], row: Row) -> None:
        """Take one number for each column of the header, by the column or, in a shifted whole row, by order."""
        placed = {self._columns[cell.column]: cell for cell in values if cell.column in self._columns}
        if len(placed) < len(values) == len(self._columns):
            placed = dict(zip(self._columns.values(), values, strict=True))
            self.draft.damage("row_shifted", _pointer(field), row)
        for block, cell in placed.items():
            self._put(field if block == "full_year" else f"{block}.{field}", row, cell)
        self.draft.leave_cells([cell for cell in values if cell not in placed.values()], row, _pointer(field))

    def _put(self, name: str, row: Row, cell: Cell) -> None:
        amount = self.draft.put_amount(_pointer(name), row, cell)
        block, _, field = name.rpartition(".")
        funding = self.draft.form.other_funding.setdefault(block, {}) if block else self.draft.form.funding
        funding[field] = amount

    def _note_header(self, name: str, row: Row) -> None:
        """Report an amount that shares its row with the header word, or that the header word stands in place of."""
        if "." in name:
            return
        label = self.draft.layout.names[f"funding.{name}"]
        place = self.draft.form.places.get(f"/funding/{name}")
        if place is None:
            self.draft.damage("value_lost", f"/funding/{name}", row, label=label)
        elif place.line == row.line:
            self.draft.damage("value_in_header_row", f"/funding/{name}", row, label=label, text=place.text)


def _pointer(name: str) -> str:
    return pointer(f"other_funding.{name}" if "." in name else f"funding.{name}")
