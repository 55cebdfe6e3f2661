"""Text fields: pairs of label and value, the value being the next cell that is not itself a label, or the one below."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from auditor.forms.dates import split_period
from auditor.forms.model import NARRATIVE_FIELDS
from auditor.reading.boxes import choice_of
from auditor.reading.draft import Draft, quoted, unbroken
from auditor.reading.grid import Cell, Row
from auditor.reading.labels import Label, Labels, fold
from auditor.reading.layoutparts import PERIOD

_UNIT: Final = "unit"
"""Stands for the money unit where the name of a text field is expected."""
_ENDS: Final = ("start", "end")
_BETWEEN: Final = frozenset("到至-—–~～－")
"""What stands in a cell of its own between the two ends of a period."""
_BLANK: Final = re.compile(r"\s+")
_LINE: Final = 200
"""A longer line is prose."""
_PARAGRAPH: Final = 8
"""A shorter text in a row of its own is no further paragraph."""
LABELS: Final = frozenset({"field", "other"})
"""Kinds of labels that this reader reads."""


class Asked(NamedTuple):
    """A label that was printed: the field, or ``other`` with the label itself, and the column it stands in."""

    kind: str
    name: str
    column: int


class FieldsReader:
    """Reads rows of label/value pairs; ``found`` are the fields whose label was printed, ``others`` the other labels."""

    def __init__(self, draft: Draft) -> None:
        """Fill the texts of this draft."""
        self.draft = draft
        self.found: set[str] = set()
        self.others: set[str] = set()
        self._waiting: list[Asked] = []
        self._ticking: tuple[Asked, list[tuple[Row, Cell]]] | None = None
        self._last: tuple[str, Row, Cell] | None = None
        layout = draft.layout
        # A column's header may, outside its table, be a label with a text of its own.
        self._free = {fold(label): label for label in layout.others}

    def is_known(self, label: Label) -> bool:
        """Tell whether a label was printed before: in the indicator table it is then a name."""
        return label.name in (self.found if label.kind == "field" else self.others)

    def read(self, row: Row, labels: Sequence[Label | None]) -> None:
        """Take one row; labels without a value wait for the row below."""
        waiting, self._waiting = self._waiting, []
        asked = [self.asked(cell, label) for cell, label in zip(row.cells, labels, strict=True)]
        if not any(asked) and not any(labels):
            if self._ticks_on(row) or self._fill_below(row, waiting) or self._goes_on(row):
                return
        else:
            self.close()
        self._read_pairs(row, labels, asked)

    def close(self) -> None:
        """Settle the boxes read last: no more of them follow."""
        if self._ticking is not None:
            (asked, cells), self._ticking = self._ticking, None
            self._tick(asked, cells)

    def asked(self, cell: Cell, label: Label | None) -> Asked | None:
        """Give the text that a cell is the label of."""
        if label is None:
            return None
        if label.kind in LABELS:
            return Asked(label.kind, label.name, cell.column)
        if label.kind in ("column", "amount") and (free := self._free.get(fold(cell.text))):
            return Asked("other", free, cell.column)
        return None

    def _read_pairs(self, row: Row, labels: Sequence[Label | None], asked: Sequence[Asked | None]) -> None:
        stray: list[Cell] = []
        current: Asked | None = None
        values: list[Cell] = []
        for cell, label, ask in zip(row.cells, labels, asked, strict=True):
            inline = label.inline if label is not None else None
            if ask is not None and not (inline and current is not None and not values):
                stray += self._settle(row, current, values)
                current, values = self._begin(ask), []
                if inline:
                    stray += self._settle(row, current, [cell._replace(text=inline)])
                    current = None
            elif label is not None and label.kind == "unit" and (current is None or values):
                stray += self._settle(row, current, values)
                seen = self.draft.see_unit(label, row, cell)
                current, values = None if seen else Asked(_UNIT, _UNIT, cell.column), []
            elif current is not None:
                values.append(cell)
            else:
                stray.append(cell)
        stray += self._settle(row, current, values)
        if stray and len(stray) == len(row.cells):
            self.draft.leave_row(row)
        elif stray:
            self.draft.leave_cells(stray, row)

    def _begin(self, asked: Asked) -> Asked:
        self.mark(asked.kind, asked.name)
        return asked

    def mark(self, kind: str, name: str) -> None:
        """Note that a label was printed."""
        if kind == "other":
            self.others.add(name)
        elif name == PERIOD:
            self.found.update((PERIOD, *_ENDS))
        else:
            self.found.add(name)

    def take(self, row: Row, asked: Asked, values: list[Cell]) -> list[Cell]:
        """Read a label with the cells behind it that stands among those of another section; gives back further cells."""
        self._begin(asked)
        return self._settle(row, asked, values) if values else []

    def _settle(self, row: Row, asked: Asked | None, values: list[Cell]) -> list[Cell]:
        """Give a label the cells behind it; gives back those that are not its."""
        if asked is None:
            return values
        if not values:
            if asked.kind != _UNIT:
                self._waiting.append(asked)
            return []
        if asked.kind == _UNIT:
            return values[1:] if self.draft.see_unit_word(values[0].text, row, values[0]) else values
        if asked.name in self.draft.layout.boxes and any(choice_of(cell.text) for cell in values):
            self.close()
            boxes = (
                [cell for cell in values if choice_of(cell.text)]
                if any(_is_option(cell) for cell in values)
                else values
            )
            self._ticking = (asked, [(row, cell) for cell in boxes])
            return [cell for cell in values if cell not in boxes]
        if asked.name == PERIOD and asked.kind == "field":
            return self._fill_period(row, values)
        if not self._fill(asked, row, values[0]):
            return values
        self._last = (asked.name, row, values[0]) if asked.kind == "field" and asked.name in NARRATIVE_FIELDS else None
        return values[1:]

    def _goes_on(self, row: Row) -> bool:
        """Take a row that holds nothing but a further paragraph, right below that of a narrative whose label is merged."""
        if self._last is None or len(row.cells) > 1 or row.width == 1:
            return False
        name, above, cell = self._last
        text = row.cells[0].text
        is_below = (row.table, row.line, row.width) == (above.table, (above.line or 0) + 1, above.width)
        if not is_below or row.cells[0].column != cell.column or len(text) < _PARAGRAPH:
            return False
        self.draft.form.texts[name] = f"{self.draft.form.texts[name]}\n{text}"
        self.draft.damage("text_goes_on", f"/{name}", row, label=self.draft.layout.names[name], text=quoted(text))
        self._last = (name, row, row.cells[0])
        return True

    def _fill(self, asked: Asked, row: Row, cell: Cell, value: str | None = None) -> bool:
        """Give the field its value, the cell's text or what was read from it; False when it has one already."""
        put = self.draft.put_other if asked.kind == "other" else self.draft.put_field
        return put(asked.name, row, cell, value)

    def _fill_period(self, row: Row, values: list[Cell]) -> list[Cell]:
        """Give start and end what one cell, or two with 到 between them, say; gives back further cells."""
        ends = [cell for cell in values if cell.text not in _BETWEEN]
        if len(ends) == 1:
            text = unbroken(ends[0].text)
            read = zip(_ENDS, ends * 2, split_period(text) or (text, text), strict=True)
        else:
            read = zip(_ENDS, ends, (unbroken(cell.text) for cell in ends), strict=False)
        filled = [self.draft.put_field(end, row, cell, value) for end, cell, value in read]
        return ends[2:] if any(filled) else values

    def _fill_below(self, row: Row, waiting: list[Asked]) -> bool:
        """Give the labels of the row above the cells of this one: those in their columns, or as many in their order."""
        pairs = _in_columns(row.cells, waiting) or _in_order(row.cells, waiting)
        if not pairs or any(self._has_value(asked) for asked, _ in pairs):
            return False
        for asked, cell in pairs:
            left = self._settle(row, asked, [cell])
            self.draft.leave_cells(left, row)
            if asked.name not in self.draft.layout.below and asked.kind == "field":
                at = f"/{asked.name}" if asked.name != PERIOD else "/start"
                self.draft.damage("value_below", at, row, label=self.draft.layout.names[asked.name])
        return True

    def _has_value(self, asked: Asked) -> bool:
        form = self.draft.form
        return asked.name in form.others if asked.kind == "other" else form.texts.get(asked.name) is not None

    def _ticks_on(self, row: Row) -> bool:
        """Take a row of further boxes of the label above."""
        if self._ticking is None or not any(choice_of(cell.text) for cell in row.cells):
            return False
        self._ticking[1].extend((row, cell) for cell in row.cells)
        return True

    def _tick(self, asked: Asked, cells: list[tuple[Row, Cell]]) -> None:
        """Give a field what is ticked; none, several or unclear ticks are told, with all that is printed."""
        row, cell = next(
            ((row, cell) for row, cell in cells if (made := choice_of(cell.text)) and made.ticked), cells[0]
        )
        printed = " ".join(cell.text for _, cell in cells)
        choice = choice_of(printed)
        options = choice.ticked if choice is not None else ()
        at = f"/{asked.name}" if asked.kind == "field" else f"/others/{asked.name}"
        if options and not self._fill(asked, row, cell, "、".join(options)):
            self.draft.leave_cells([cell], row)
        elif len(options) != 1:
            is_clear = choice is None or choice.clear
            code = "boxes_several" if options else "boxes_none" if is_clear else "boxes_unclear"
            label = self.draft.layout.names.get(asked.name, asked.name)
            self.draft.damage(code, at, row, label=label, text=quoted(printed))


def _is_option(cell: Cell) -> bool:
    """Tell whether a box and its option stand in one cell; else they may stand in cells beside each other."""
    return choice_of(cell.text) is not None and any(char.isalnum() for char in cell.text)


def parted(row: Row, labels: Labels) -> Row:
    """Part a line that holds several labels with their values: 填报单位：某局  单位：万元."""
    cell = row.cells[0]
    if len(cell.text) > _LINE:
        return row
    behind = (blank.end() for blank in _BLANK.finditer(cell.text))
    starts = [0, *(at for at in behind if (label := labels[cell.text[at:]]) is not None and label.inline)]
    texts = [cell.text[at:end].strip() for at, end in pairwise((*starts, len(cell.text)))]
    return row._replace(cells=tuple(cell._replace(text=text) for text in texts))


def _in_columns(cells: Sequence[Cell], waiting: Sequence[Asked]) -> list[tuple[Asked, Cell]]:
    """Pair cells with the labels above them, each label reaching to the next one; empty where two cells meet at one."""
    pairs: dict[Asked, Cell] = {}
    for cell in cells:
        above = [asked for asked in waiting if asked.column <= cell.column]
        if not above or above[-1] in pairs:
            return []
        pairs[above[-1]] = cell
    return list(pairs.items())


def _in_order(cells: Sequence[Cell], waiting: Sequence[Asked]) -> list[tuple[Asked, Cell]]:
    """Pair cells with the labels above when there are as many."""
    return list(zip(waiting, cells, strict=True)) if len(cells) == len(waiting) else []
