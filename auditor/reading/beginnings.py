"""Where a form begins, whatever layout it is printed in: at the label of its first field, and the lines right above it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Final

from auditor.forms.memo import Memo
from auditor.reading.choice import Ahead, bare
from auditor.reading.grid import Row
from auditor.reading.labels import Label
from auditor.reading.layout import Layout

_ABOVE: Final = 3
"""Most rows of labels above the first field, such as 预算单位 and 金额单位."""
_HEAD: Final = frozenset({"field", "other", "unit"})
"""Kinds of labels that stand above the first field."""


class Beginnings:
    """Tells which rows begin a form of any of these layouts, none of them that of a list."""

    def __init__(self, layouts: Sequence[Layout]) -> None:
        """Look for the first fields of these layouts."""
        self._layouts = layouts
        self._is_first = Memo(self._names_first)
        self._is_head = Memo(self._stands_above)

    def is_first(self, row: Row) -> bool:
        """Tell whether a row begins with the label of a form's first field."""
        return self._is_first[row.cells[0].text]

    def leads_to_first(self, row: Row, ahead: Ahead) -> bool:
        """Tell whether a row begins a form: with its first field, or with labels that stand right above it."""
        if self.is_first(row):
            return True
        if not self._is_head[row.cells[0].text]:
            return False
        above = takewhile(lambda each: self.is_first(each) or self._is_head[each.cells[0].text], ahead.peek(_ABOVE))
        return any(self.is_first(each) for each in above)

    def up_to_next(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Give the rows of one form: those before a second row that begins with the first field."""
        begun = False

        def belongs(row: Row) -> bool:
            nonlocal begun
            again, begun = begun and self.is_first(row), begun or self.is_first(row)
            return not again

        return takewhile(belongs, rows)

    def _names_first(self, text: str) -> bool:
        labels = ((label, layout.first_field) for layout in self._layouts if (label := layout.labels[text]))
        return any(bare(label) == Label("field", first) for label, first in labels)

    def _stands_above(self, text: str) -> bool:
        return any((label := layout.labels[text]) is not None and label.kind in _HEAD for layout in self._layouts)
