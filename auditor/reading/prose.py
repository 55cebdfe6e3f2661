"""Amounts in running text: 总额300万元 一、财政拨款（其中：上级财政资金：200万元…）, found by the layout's patterns.

The text is searched without white space and in half-width characters. Of the patterns of a field the first that is found
counts; where it is found several times (自有资金 and 其他) the amounts add up.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from auditor.forms.model import pointer
from auditor.forms.numbers import fold
from auditor.reading.draft import Draft
from auditor.reading.grid import Cell, Row

_BLANKS: Final = dict.fromkeys(map(ord, " \t\r\n\v\f＿_"))
"""Blanks, also those drawn to be filled in, say nothing."""


class ProseReader:
    """Reads the cell in which a form tells its funding in a sentence; the whole text is kept among the others."""

    def __init__(self, draft: Draft) -> None:
        """Fill the funding of this draft; ``found`` are the fields whose amount the text tells."""
        self.draft = draft
        self.found: set[str] = set()

    def read(self, row: Row, values: Sequence[Cell]) -> None:
        """Take the cells behind the label."""
        label = self.draft.layout.names["funding.prose"]
        if not values:
            return
        cell = values[0]._replace(text=" ".join(value.text for value in values))
        if not self.draft.put_other(label, row, cell):
            self.draft.leave_cells(values, row, pointer(f"others.{label}"))
            return
        text = fold(cell.text).translate(_BLANKS)
        for field in self.draft.layout.prose:
            self._read_field(field, text, row, cell)

    def _read_field(self, field: str, text: str, row: Row, cell: Cell) -> None:
        found = self._amounts(field, text)
        self.found.add(field)
        at = f"/funding/{field}"
        if not found:
            return
        self.draft.put(at, row, cell)
        total = Decimal(0)
        for printed in found:
            amount = self.draft.lexicon.amounts[printed]
            if amount is None:
                self.draft.damage("not_a_number", at, row, text=printed)
                return
            if amount.unit is not None:
                self.draft.see_unit_word(amount.unit, row, cell)
            total += self.draft.in_unit(at, row, cell._replace(text=printed), amount)
        self.draft.form.funding[field] = total

    def _amounts(self, field: str, text: str) -> list[str]:
        """Give the amounts of a field as printed: all that its first pattern that is found at all finds."""
        for pattern in self.draft.layout.prose[field]:
            if found := [match[1] for match in pattern.finditer(text) if match[1]]:
                return found
        return []
