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
from auditor.reading.labels import Label

_BLANKS: Final = dict.fromkeys(map(ord, " \t\r\n\v\f＿_"))
"""Blanks, also those drawn to be filled in, say nothing."""


class ProseReader:
    """Reads the cell in which a form tells its funding in a sentence; the whole text is kept among the others."""

    def __init__(self, draft: Draft) -> None:
        """Fill the funding of this draft; ``found`` are the fields whose amount the text tells."""
        self.draft = draft
        self.found: set[str] = set()
        self._row: Row | None = None
        self._cells: list[Cell] = []
        self._lines: list[str] = []

    def read(self, row: Row, values: Sequence[Cell]) -> None:
        """Take the cells behind the label; further rows may go on with the sentence."""
        label = self.draft.layout.names["funding.prose"]
        if label in self.draft.form.others:
            self.draft.leave_cells(values, row, pointer(f"others.{label}"))
        elif values:
            self._row, self._cells, self._lines = row, list(values), [_line(values)]

    def goes_on(self, row: Row, labels: Sequence[Label | None]) -> bool:
        """Take a row that goes on with the sentence: below its text, and with no label but those in a sentence (一、财政拨款：)."""
        if self._row is None or row.cells[0].column != self._cells[0].column or row.width != self._row.width:
            return False
        if any(label is not None and not (label.kind == "funding" and label.inline) for label in labels):
            return False
        self._lines.append(_line(row.cells))
        return True

    def close(self) -> None:
        """Read the sentence."""
        row, cells, self._row = self._row, self._cells, None
        if row is None:
            return
        cell = cells[0]._replace(text="\n".join(self._lines))
        self.draft.put_other(self.draft.layout.names["funding.prose"], row, cell)
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


def _line(cells: Sequence[Cell]) -> str:
    return " ".join(cell.text for cell in cells)
