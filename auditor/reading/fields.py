"""Text fields: pairs of label and value, the value being the next cell that is not itself a label."""

from collections.abc import Sequence
from typing import Final

from auditor.reading.draft import Draft
from auditor.reading.grid import Cell, Row
from auditor.reading.labels import Label

_UNIT: Final = "unit"
"""Stands for the money unit where the name of a text field is expected."""


class FieldsReader:
    """Reads rows of label/value pairs; ``found`` are the fields whose label was printed."""

    def __init__(self, draft: Draft) -> None:
        """Fill the texts of this draft."""
        self.draft = draft
        self.found: set[str] = set()
        self._waiting: str | None = None

    def read(self, row: Row, labels: Sequence[Label | None]) -> None:
        """Take one row; a label without a value waits for a lone text on the row below."""
        stray: list[Cell] = []
        current: str | None = None
        below, self._waiting = self._waiting, None
        for cell, label in zip(row.cells, labels, strict=True):
            if label is not None and label.kind == "field" and not (label.inline and current):
                current = self._begin(label, row, cell)
            elif label is not None and label.kind == "unit" and current is None:
                current = None if self.draft.see_unit(label, row, cell) else _UNIT
            elif current is not None and self._fill(current, row, cell):
                current = None
            else:
                stray.append(cell)
        self._waiting = current if current != _UNIT else None
        if below is not None and len(row.cells) == 1 and stray and self._fill(below, row, stray[0]):
            self.draft.damage("value_below", f"/{below}", row, label=self.draft.layout.names[below])
        elif len(stray) == len(row.cells):
            self.draft.leave_row(row)
        else:
            self.draft.leave_cells(stray, row)

    def _begin(self, label: Label, row: Row, cell: Cell) -> str | None:
        """Take a label; with a value in its own cell nothing is awaited from the next."""
        self.found.add(label.name)
        if not label.inline:
            return label.name
        if not self._fill(label.name, row, cell._replace(text=label.inline)):
            self.draft.leave_cells([cell], row)
        return None

    def _fill(self, field: str, row: Row, cell: Cell) -> bool:
        """Give the field its value; False when it has one already or the text cannot be one."""
        if field == _UNIT:
            return self.draft.see_unit_word(cell.text, row, cell)
        if self.draft.form.texts.get(field) is not None:
            return False
        self.draft.form.texts[field] = self.draft.put_text(f"/{field}", row, cell)
        return True
