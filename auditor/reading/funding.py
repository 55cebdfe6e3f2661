"""The funding table: a label and its amount, which is the last number before the next label of the row."""

from collections.abc import Sequence

from auditor.reading.draft import Draft
from auditor.reading.grid import Cell, Row
from auditor.reading.labels import Label


class FundingReader:
    """Reads rows of the funding table; ``found`` are the fields whose label was printed."""

    def __init__(self, draft: Draft) -> None:
        """Fill the funding of this draft."""
        self.draft = draft
        self.found: set[str] = set()

    def read(self, row: Row, labels: Sequence[Label | None]) -> None:
        """Take one row with its section and group labels; the values of each funding label follow it."""
        current: str | None = None
        values: list[Cell] = []
        header = known = False
        for cell, label in zip(row.cells, labels, strict=True):
            if label is None or (label.inline and current):
                values.append(cell)
                continue
            known = True
            header = header or label.kind == "amount"
            self.draft.see_unit(label, row, cell)
            if label.kind == "funding":
                self._settle(current, values, row, header=False)
                current, values = label.name, []
                if label.inline:
                    values.append(cell._replace(text=label.inline))
        if current is None and not known:
            self.draft.leave_row(row, "/funding")
        else:
            self._settle(current, values, row, header)

    def _settle(self, field: str | None, values: list[Cell], row: Row, header: bool) -> None:
        """Give a field the last of the cells after its label; what else stands there is reported."""
        if field is None:
            self.draft.leave_cells(values, row, "/funding")
            return
        pointer = f"/funding/{field}"
        if field in self.found:
            self.draft.leave_cells(values, row, pointer)
            return
        self.found.add(field)
        if not values:
            if header:
                self.draft.damage("value_lost", pointer, row, label=self.draft.layout.names[f"funding.{field}"])
            return
        chosen = next((cell for cell in reversed(values) if self.draft.lexicon.is_amount(cell.text)), values[-1])
        self.draft.form.funding[field] = self.draft.put_amount(pointer, row, chosen)
        self.draft.leave_cells([cell for cell in values if cell is not chosen], row, pointer)
        if header:
            label = self.draft.layout.names[f"funding.{field}"]
            self.draft.damage("value_in_header_row", pointer, row, label=label, text=chosen.text)
