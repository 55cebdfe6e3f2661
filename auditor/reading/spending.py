"""The spending table: a name and its amounts, one for each amount column of the layout."""

from collections.abc import Sequence

from auditor.forms.model import SpendingLine
from auditor.reading.columns import Columns
from auditor.reading.draft import Draft
from auditor.reading.grid import Cell, Row
from auditor.reading.labels import Label, fold


class SpendingReader:
    """Reads the header and the lines of the spending table."""

    def __init__(self, draft: Draft) -> None:
        """Fill the spending lines of this draft."""
        self.draft = draft
        self.found = False
        self._columns: Columns | None = None
        self._name_in_header: tuple[Row, Cell] | None = None

    def read(self, row: Row, labels: Sequence[Label | None]) -> None:
        """Take one row, with the section label if it begins the table."""
        self.found = True
        cells = [cell for cell, label in zip(row.cells, labels, strict=True) if not label or label.kind != "section"]
        headers: dict[str, int] = {}
        for cell, label in zip(row.cells, labels, strict=True):
            if label is not None and label.kind == "amount":
                headers[label.name] = cell.column
                self.draft.see_unit(label, row, cell)
        if headers:
            self._header(row, labels, headers)
        elif cells:
            self._line(row, cells)

    def close(self) -> None:
        """Keep a name that stood in the header row and never met its amounts."""
        if self._name_in_header is not None:
            row, cell = self._name_in_header
            self._name_in_header = None
            self._add(row, cell, row, ())

    def _header(self, row: Row, labels: Sequence[Label | None], headers: dict[str, int]) -> None:
        first = row.cells[0]
        begins = labels[0] is not None and labels[0].kind == "section"
        name_column = first.column + 1 if begins else (self._columns.name if self._columns else None)
        values = {period: headers[period] for period in self.draft.layout.amounts if period in headers}
        self._columns = Columns(name_column, values, row.width)
        rest = [cell for cell, label in zip(row.cells, labels, strict=True) if label is None]
        if rest and not self.draft.lexicon.is_amount(rest[0].text):
            self.close()
            self._name_in_header = (row, rest.pop(0))
        self.draft.leave_cells(rest, row, "/spending")

    def _line(self, row: Row, cells: list[Cell]) -> None:
        more_than_amounts = len(cells) > len(self.draft.layout.amounts)  # a name may look like an amount: “/”
        named = more_than_amounts or not self.draft.lexicon.is_amount(cells[0].text)
        name, values = (cells[0], cells[1:]) if named else (None, cells)
        if name is not None and fold(name.text) in self.draft.layout.totals:
            self.draft.damage("total_row", "/spending", row, text=row.text)
            return
        if name is not None and not values and row.width == 1:
            self.draft.leave_row(row, "/spending")
            return
        if name is None and self._name_in_header is not None:
            name_row, name = self._name_in_header
            self._name_in_header = None
            self.draft.damage("name_in_header_row", self._pointer("name"), name_row, text=name.text)
            self._add(name_row, name, row, values)
            return
        self.close()
        self._add(row, name, row, values)

    def _add(self, name_row: Row, name: Cell | None, row: Row, values: Sequence[Cell]) -> None:
        placed = self._placed(row, name if name_row is row else None, values)
        amounts = {period: self.draft.put_amount(self._pointer(period), row, cell) for period, cell in placed.items()}
        text = self.draft.put_text(self._pointer("name"), name_row, name) if name else None
        self.draft.form.spending.append(SpendingLine(text, amounts.get("half_year"), amounts.get("full_year")))

    def _placed(self, row: Row, name: Cell | None, values: Sequence[Cell]) -> dict[str, Cell]:
        """Tell which value belongs to which period: by order when all are there, else by an unshifted column."""
        periods = self.draft.layout.amounts
        columns = self._columns
        at = f"/spending/{len(self.draft.form.spending)}"
        if len(values) == len(periods):
            placed = dict(zip(periods, values, strict=True))
            if columns is not None and name is not None:
                self._columns = columns.checked(self.draft, at, row, name, placed)
            return placed
        placed = columns.by_position(row, name, values) if columns is not None else {}
        for value in values:
            if value not in placed.values():
                self.draft.damage("value_unplaced", at, row, text=value.text)
        for period in periods:
            if placed and period not in placed:
                self.draft.damage("value_lost", f"{at}/{period}", row, label=self.draft.layout.names[period])
        return placed

    def _pointer(self, part: str) -> str:
        return f"/spending/{len(self.draft.form.spending)}/{part}"
