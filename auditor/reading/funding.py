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
        known = [label for label in labels if label is not None and not label.inline]
        for cell, label in zip(row.cells, labels, strict=True):
            if label is None or (label.inline and current):
                values.append(cell)
                continue
            self.draft.see_unit(label, row, cell)
            if label.kind == "funding":
                self._settle(current, values, row)
                current, values = label.name, []
                if label.inline:
                    values.append(cell._replace(text=label.inline))
        if current is None and not known:
            self.draft.leave_row(row, "/funding")
            return
        self._settle(current, values, row)
        if current is not None and any(label.kind == "amount" for label in known):
            self._note_header(current, row)

    def _settle(self, field: str | None, values: list[Cell], row: Row) -> None:
        """Give a field the last of the cells after its label; what else stands there is reported."""
        pointer = f"/funding/{field}" if field else "/funding"
        if field is None or field in self.found:
            self.draft.leave_cells(values, row, pointer)
            return
        self.found.add(field)
        if values:
            is_amount = self.draft.lexicon.is_amount
            chosen = next((cell for cell in reversed(values) if is_amount(cell.text)), values[-1])
            self.draft.form.funding[field] = self.draft.put_amount(pointer, row, chosen)
            self.draft.leave_cells([cell for cell in values if cell is not chosen], row, pointer)

    def _note_header(self, field: str, row: Row) -> None:
        """Report an amount that shares its row with the header word, or that the header word stands in place of."""
        label = self.draft.layout.names[f"funding.{field}"]
        place = self.draft.form.places.get(f"/funding/{field}")
        if place is None:
            self.draft.damage("value_lost", f"/funding/{field}", row, label=label)
        elif place.line == row.line:
            self.draft.damage("value_in_header_row", f"/funding/{field}", row, label=label, text=place.text)
