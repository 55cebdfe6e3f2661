"""An indicator table whose cells may be blank: signs, units, weights, directions, explanations, two tables side by side.

A cell is what its column is. Only where that cannot be (see `fitting`) is the row read in its order, with damage. Level
labels hold for the rows below them; what neither names an indicator nor gives it a value is an unused row of the
template.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from auditor.reading.draft import Draft, quoted_cells
from auditor.reading.entries import Entries
from auditor.reading.fitting import WRONG, aligned
from auditor.reading.grid import Cell, Row
from auditor.reading.head import Head, Piece, Slot
from auditor.reading.labels import Label
from auditor.reading.levels import LevelColumns
from auditor.reading.spans import Spans

LISTS: Final = {"long_term": "long_term_indicators", "annual": "indicators"}
_NUMBERING: Final = re.compile(r"(指标)?[\s0-9０-９一二三四五六七八九十]*[:：、.．]?|[….．·。]+")
"""Names that the template prints before any is written: 指标1：, ……."""
_SHIFTS: Final = (1, -1, 2, -2, 3, -3)
_TWO_COLUMNS: Final = 2
"""A row with more labels of columns is a head, though its levels stand in the row below."""

Parts = dict[str, Cell]


class PlacedReader:
    """Reads the head and the rows of such a table."""

    def __init__(self, draft: Draft) -> None:
        """Fill the indicators of this draft."""
        self.draft = draft
        self.found = False
        self._fits = draft.lexicon.fits
        self._entries = {name: Entries(draft, LISTS[name]) for name in LISTS}
        self._spans = Spans()
        self._block = "annual"
        self._head: Head | None = None
        self._head_rows: tuple[Row, ...] = ()

    def is_header(self, labels: Sequence[Label | None]) -> bool:
        """Tell whether a row is the table's head: two levels or three columns, or one level where all else are labels too."""
        columns = [label.name for label in labels if label is not None and label.kind == "column"]
        levels = sum(name.startswith("level") for name in columns)
        others = [label for label in labels if label is None or label.kind not in ("column", "table", "block")]
        return levels > 1 or len(columns) > _TWO_COLUMNS or (levels == 1 and not others)

    def is_headless_row(self, cells: Sequence[Cell]) -> bool:
        """Tell whether a row outside the table can only be one of it: a level 1, its level 2 and a name."""
        levels = self.draft.lexicon.levels
        level1, level2, taken = levels.split(cells, LevelColumns())
        return level1 is not None and level2 is not None and len(cells) > taken

    def block(self, name: str) -> None:
        """Begin the block of the medium term (``long_term``) or of the year (``annual``)."""
        self._block = name
        if self._head is not None and not self.draft.layout.sets:
            self._head = Head(self._head.pieces, (name,))

    def take_head(self, head: Head) -> None:
        """Take a head that was read elsewhere."""
        self._head, self.found = head, True

    def header(self, row: Row, labels: Sequence[Label | None]) -> None:
        """Take the head, or its second row; after a page break it may come again."""
        pieces = []
        for cell, label in zip(row.cells, labels, strict=True):
            if label is not None and label.kind == "block":
                self.block(label.name)
            elif label is None or label.kind != "table":
                known = label is not None and label.kind == "column"
                pieces.append(Piece(cell, label.name if label is not None and known else None))
        if self._head is not None and self._head_rows:
            pieces = list(self._head.below(pieces))
        self._head = Head(pieces, self.draft.layout.sets or (self._block,))
        self.found = True
        self._head_rows = (*self._head_rows, row)

    def _settle_head(self) -> None:
        """Complete a head when the first row below it comes: no second row of labels explains its cells any more."""
        rows, self._head_rows = self._head_rows, ()
        if self._head is None or not rows:
            return
        pieces = self._head.pieces
        if "level2" in self.draft.layout.columns:
            self._head = self._head.divided(self.draft.layout.sets or (self._block,))
        unknown = [piece.cell for piece in pieces if piece.role is None]
        for row in rows:
            self.draft.leave_cells([cell for cell in unknown if cell in row.cells], row, "/indicators")

    def read(self, row: Row) -> None:
        """Take one row."""
        if not self.found:
            self.found = True
            self.draft.damage("header_missing", "/indicators", row)
        self._settle_head()
        cells = row.cells
        if len(cells) == 1 and row.width == 1 and self.draft.lexicon.levels.word(cells[0].text) is None:
            self.draft.leave_row(row, "/indicators")
            return
        tables, strays = self._told(row, cells)
        shared = next((parts["level1"] for parts in tables.values() if "level1" in parts), None)
        for name in self._names():
            self._read_table(row, name, shared, tables.get(name, {}))
        self.draft.leave_cells(strays, row, self._entries["annual"].next)

    def _names(self) -> tuple[str, ...]:
        """Give the tables that a row belongs to, from left to right."""
        slots = self._head.slots if self._head is not None else ()
        return tuple(dict.fromkeys(slot.table for slot in slots)) or ("annual",)

    def _read_table(self, row: Row, table: str, level1: Cell | None, parts: Parts) -> None:
        """Read what a row says in one table; a level 1 that is printed once holds for both of two."""
        entries = self._entries[table]
        level2, name, values = parts.get("level2"), parts.get("level3"), _values(parts)
        if name is None and level2 is not None and self.draft.lexicon.levels.word(level2.text) is None and values:
            level2, name = None, level2  # a name merged over the column of level 2
        entries.take_levels(row, level1, level2)
        for role, cell in (*parts.items(), ("level1", level1)):
            if cell is not None:
                self._spans.take((table, role), row, cell)
        if _is_unused(name, values):
            word = self.draft.lexicon.levels.word
            strange = [cell for cell in (level1, level2) if cell is not None and word(cell.text) is None]
            self._leave_unused(
                row, [*strange, *(cell for cell in (name, *values.values()) if cell is not None)], entries
            )
            return
        self._add(row, table, (level1, level2, name), values)

    def _add(self, row: Row, table: str, labels: tuple[Cell | None, Cell | None, Cell | None], values: Parts) -> None:
        entries, draft = self._entries[table], self.draft
        at, covering = entries.next, self._covering(row, table, values)
        values = {**values, **{role: cell for role, (_, cell) in covering.items()}}
        self._note_gaps(row, at, values)
        if "weight" in covering:  # one weight for several indicators: the first of them has it
            draft.damage("weight_shared", f"{at}/weight", row, text=values.pop("weight").text)
            del covering["weight"]
        level1, level2, name = labels
        entries.add(row, level1, level2, name, values)
        for role, (start, cell) in covering.items():
            draft.form.places[f"{at}/{role}"] = draft.place(start, cell)
        if level2 is None and self._spans.ended((table, "level2"), row):
            draft.damage("level_beyond_span", f"{at}/level2", row)

    def _covering(self, row: Row, table: str, values: Parts) -> dict[str, tuple[Row, Cell]]:
        """Give the merged cells that reach down into this row, in the columns where it has none of its own."""
        roles = (role for role in self.draft.layout.columns if role not in values and not role.startswith("level"))
        covering = {role: self._spans.over((table, role), row) for role in roles}
        return {role: found for role, found in covering.items() if found is not None}

    def _note_gaps(self, row: Row, at: str, values: Mapping[str, Cell]) -> None:
        """Report a blank among the targets and the weight of a row that has one of them."""
        known = {slot.role for slot in self._head.slots} if self._head is not None else set()
        needed = [column for column in self.draft.layout.values if column in known]
        if any(column in values for column in needed):
            for column in needed:
                if column not in values:
                    label = self.draft.layout.names[f"indicators.{column}"]
                    self.draft.damage("value_lost", f"{at}/{column}", row, label=label)

    def _leave_unused(self, row: Row, cells: list[Cell], entries: Entries) -> None:
        """Quote what else stands in a row of the template that was not used."""
        if cells:
            self.draft.damage("unused_row", entries.next, row, text=quoted_cells(cells))

    def _told(self, row: Row, cells: Sequence[Cell]) -> tuple[dict[str, Parts], list[Cell]]:
        """Tell the cells of a row apart: the parts of each table, and the cells that are none."""
        slots = self._slots(row, cells)
        tables: dict[str, Parts] = {}
        strays = []
        for cell, slot in zip(cells, slots, strict=True):
            parts = tables.setdefault(slot.table, {})
            role = slot.role
            if role is None or (role in parts and role != "explanation"):
                strays.append(cell)
            elif role in parts:  # a second column of explanations
                parts[f"{role}/{sum(key.startswith(role) for key in parts)}"] = cell
            else:
                parts[role] = cell
        return tables, strays

    def _slots(self, row: Row, cells: Sequence[Cell]) -> Sequence[Slot]:
        if self._head is None:
            slots = [Slot("annual", column) for column in self.draft.layout.printed_columns]
            return aligned(cells, slots, self._fits) or [Slot("annual", None)] * len(cells)
        printed = self._shifted(cells, 0)
        if all(self._fits.cost(slot, cell) < WRONG for slot, cell in zip(printed, cells, strict=True)):
            return printed
        moved = self._moved(cells) or aligned(cells, self._head.slots, self._fits)
        if moved is None or not _is_shift(printed, moved):
            return printed
        self.draft.damage("row_shifted", self._entries[moved[-1].table].next, row)
        return moved

    def _moved(self, cells: Sequence[Cell]) -> Sequence[Slot] | None:
        """Give the row moved sideways as a whole, where that makes every cell fit."""
        ways = [self._shifted(cells, by) for by in _SHIFTS]
        fitting = [slots for slots in ways if self._cost(slots, cells) < WRONG]
        return min(fitting, key=lambda slots: self._cost(slots, cells), default=None)

    def _shifted(self, cells: Iterable[Cell], by: int) -> list[Slot]:
        """Give what stands in the columns of the cells moved to the right; a level 1 may stand left of all labels."""
        found = []
        for cell in cells:
            slot = self._head.slot(cell.column + by) if self._head is not None else None
            found.append(slot or Slot(self._names()[0], "level1" if self._is_level1(cell) else None))
        return found

    def _is_level1(self, cell: Cell) -> bool:
        return self.draft.lexicon.levels.level1(cell) is not None

    def _cost(self, slots: Sequence[Slot], cells: Sequence[Cell]) -> int:
        """Give the cost of a way to share cells out; two cells in one column are no way."""
        if len(set(slots)) < len(slots) or any(slot.role is None for slot in slots):
            return WRONG
        return sum(self._fits.cost(slot, cell) for slot, cell in zip(slots, cells, strict=True))


def _values(parts: Parts) -> Parts:
    return {role: cell for role, cell in parts.items() if not role.startswith("level")}


def _is_shift(printed: Sequence[Slot], moved: Sequence[Slot]) -> bool:
    """Tell whether more than one cell is moved, or a level label: a single wrong cell is not read as another column's."""
    other = [new.role or "" for old, new in zip(printed, moved, strict=True) if old != new]
    return len(other) > 1 or any(role in ("level1", "level2") for role in other)


def _is_unused(name: Cell | None, values: Parts) -> bool:
    """Tell whether a row neither names an indicator nor gives it a value."""
    is_named = name is not None and not _NUMBERING.fullmatch(name.text)
    return not is_named and not any(role in values for role in ("half_year", "full_year", "previous"))
