"""The indicator table: level labels, a name, a target for each period and a weight, wherever the extraction left them."""

from collections.abc import Sequence

from auditor.forms.targets import parse_target
from auditor.reading.columns import Columns
from auditor.reading.draft import Draft
from auditor.reading.entries import Entries
from auditor.reading.grid import Cell, Row
from auditor.reading.labels import Label
from auditor.reading.levels import LevelColumns


class IndicatorsReader:
    """Reads the header and the rows of the indicator table."""

    def __init__(self, draft: Draft) -> None:
        """Fill the indicators of this draft."""
        self.draft = draft
        self.found = False
        self._words = draft.lexicon.levels
        self._entries = Entries(draft)
        self._columns: Columns | None = None
        self._level_columns = LevelColumns()
        self._values = draft.layout.values

    def is_header(self, labels: Sequence[Label | None]) -> bool:
        """Tell whether a row is the table's header: two level columns or more."""
        columns = [label.name for label in labels if label is not None and label.kind == "column"]
        return sum(name.startswith("level") for name in columns) > 1

    def is_headless_row(self, cells: Sequence[Cell]) -> bool:
        """Tell whether a row outside the table can only be one of it: a level 1, its level 2 and a name."""
        if self._words.level1(cells[0]) is None:
            return False
        level1, level2, taken = self._words.split(cells, self._level_columns)
        return level1 is not None and level2 is not None and len(cells) > taken

    def block(self, name: str) -> None:
        """Begin a block of the table; such a layout has but one."""

    def header(self, row: Row, labels: Sequence[Label | None]) -> None:
        """Take the header row; after a page break it may come again."""
        self.found = True
        places = {
            label.name: cell.column
            for cell, label in zip(row.cells, labels, strict=True)
            if label is not None and label.kind == "column"
        }
        if all(column in places for column in self._values):
            self._values = tuple(sorted(self._values, key=places.__getitem__))
        values = {column: places[column] for column in self._values if column in places}
        self._columns = Columns(places.get("level3"), values, row.width)
        self._level_columns = LevelColumns(places.get("level2"), places.get("level3"))
        self.draft.leave_cells(
            [c for c, label in zip(row.cells, labels, strict=True) if label is None], row, "/indicators"
        )

    def read(self, row: Row) -> None:
        """Take one row."""
        if not self.found:
            self.found = True
            self.draft.damage("header_missing", "/indicators", row)
        level1, level2, taken = self._words.split(row.cells, self._level_columns)
        rest = row.cells[taken:]
        if not taken and len(rest) == 1 and row.width == 1:
            self.draft.leave_row(row, "/indicators")
            return
        self._entries.take_levels(row, level1, level2)
        if rest:
            name, values = self._placed(row, rest, self._entries.next)
            self._entries.add(row, level1, level2, name, values)

    def _placed(self, row: Row, rest: Sequence[Cell], at: str) -> tuple[Cell | None, dict[str, Cell]]:
        """Tell the name and the value of each period: by order in a whole row, else by unshifted columns."""
        if len(rest) == 1 + len(self._values):
            values = dict(zip(self._values, rest[1:], strict=True))
            if self._columns is not None:
                self._columns = self._columns.checked(self.draft, at, row, rest[0], values)
            return rest[0], values
        name = None if self._is_value(rest[0]) else rest[0]
        columns = self._columns
        if columns is not None and rest[0].column in columns.values.values():
            name = None
        cells = rest if name is None else rest[1:]
        values = columns.by_position(row, name, cells) if columns is not None else {}
        if not values and name is None and len(cells) == len(self._values):
            values = dict(zip(self._values, cells, strict=True))
        self._note_gaps(row, at, cells, values)
        return name, values

    def _note_gaps(self, row: Row, at: str, cells: Sequence[Cell], values: dict[str, Cell]) -> None:
        for cell in cells:
            if cell not in values.values():
                self.draft.damage("value_unplaced", at, row, text=cell.text)
        for period in self._values:
            if values and period not in values:
                label = self.draft.layout.names[f"indicators.{period}"]
                self.draft.damage("value_lost", f"{at}/{period}", row, label=label)

    def _is_value(self, cell: Cell) -> bool:
        """Tell whether a text reads as a target rather than as a name."""
        target = parse_target(cell.text, self.draft.vocabulary)
        return target is not None and target.kind != "unparsed" and self.draft.vocabulary.standard(cell.text) is None
