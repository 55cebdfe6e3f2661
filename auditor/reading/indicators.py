"""The indicator table: level labels, a name, a target for each period and a weight, wherever the extraction left them."""

from collections.abc import Sequence
from decimal import Decimal

from auditor.forms.model import Indicator, Target
from auditor.forms.sections import StandardIndicator
from auditor.forms.targets import parse_target
from auditor.reading.columns import Columns
from auditor.reading.draft import Draft, quoted
from auditor.reading.grid import Cell, Row
from auditor.reading.labels import Label
from auditor.reading.levels import FillDown, LevelColumns, Reading

_PROCESS_LEVELS = ("决策", "过程")


class IndicatorsReader:
    """Reads the header and the rows of the indicator table."""

    def __init__(self, draft: Draft) -> None:
        """Fill the indicators of this draft."""
        self.draft = draft
        self.found = False
        self._words = draft.lexicon.levels
        self._fill = FillDown(draft.vocabulary)
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

    def header(self, row: Row, labels: Sequence[Label | None]) -> None:
        """Take the header row; after a page break it may come again."""
        self.found = True
        places = {
            label.name: cell.column
            for cell, label in zip(row.cells, labels, strict=True)
            if label is not None and label.kind == "column"
        }
        values = {column: places[column] for column in self._values if column in places}
        self._columns = Columns(places.get("level3"), values, row.width)
        self._level_columns = LevelColumns(places.get("level2"), places.get("level3"))
        own_label = self.draft.layout.names["indicators"]
        stray = [c for c, label in zip(row.cells, labels, strict=True) if label is None and c.text != own_label]
        self.draft.leave_cells(stray, row, "/indicators")

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
        if level1 is not None:
            self._fill.take_level1(self._words.level1(level1), self.draft.place(row, level1))
        if level2 is not None:
            self._fill.take_level2(self._words.level2(level2), self.draft.place(row, level2))
        if rest:
            self._add(row, level1, level2, rest)

    def _add(self, row: Row, level1: Cell | None, level2: Cell | None, rest: Sequence[Cell]) -> None:
        at = f"/indicators/{len(self.draft.form.indicators)}"
        name, values = self._placed(row, rest, at)
        standard = self._standard(name)
        read = self._fill.reading(standard)
        indicator = Indicator(
            level1=read.level1,
            level2=read.level2,
            level3=self.draft.put_text(f"{at}/level3", row, name) if name else None,
            half_year=self._target(f"{at}/half_year", row, values.get("half_year")),
            full_year=self._target(f"{at}/full_year", row, values.get("full_year")),
            standard=standard is not None,
            printed_level2=level2.text if level2 else None,
            repaired=standard is not None and self._differs(level1, level2, standard),
            read_level1=read.read_level1,
            read_level2=read.read_level2,
            weight=self._weight(f"{at}/weight", row, values.get("weight")),
        )
        self.draft.form.indicators.append(indicator)
        self._place_levels(at, read, level2)
        self._note_levels(at, row, indicator)

    def _standard(self, name: Cell | None) -> StandardIndicator | None:
        """Give the catalogue's indicator of a name; a mere variant of it counts only among decision and process."""
        if name is None or not self.draft.layout.catalogue:
            return None
        standard = self.draft.vocabulary.standard(name.text)
        if standard is None or standard.name == name.text:
            return standard
        return standard if self._fill.reading(None).level1 in _PROCESS_LEVELS else None

    def _differs(self, level1: Cell | None, level2: Cell | None, standard: StandardIndicator) -> bool:
        return (level2 is not None and self._words.level2(level2) != standard.level2) or (
            level1 is not None and self._words.level1(level1) != standard.level1
        )

    def _target(self, pointer: str, row: Row, cell: Cell | None) -> Target | None:
        if cell is None:
            return None
        return parse_target(self.draft.put_text(pointer, row, cell), self.draft.vocabulary)

    def _weight(self, pointer: str, row: Row, cell: Cell | None) -> Decimal | None:
        """Give the points of an indicator; with damage, None when the cell holds no number."""
        if cell is None:
            return None
        self.draft.put(pointer, row, cell)
        amount = self.draft.lexicon.amounts[cell.text.removesuffix("分").rstrip()]
        if amount is None:
            self.draft.damage("not_a_number", pointer, row, text=quoted(cell.text))
        return amount.value if amount else None

    def _place_levels(self, at: str, read: Reading, printed2: Cell | None) -> None:
        """Levels stand where their label does; those from the catalogue, where the name is that called for them."""
        places = self.draft.form.places
        place1 = read.place1 or places.get(f"{at}/level3")
        place2 = read.place2 or places.get(f"{at}/level3")
        if read.level1 is not None and place1 is not None:
            places[f"{at}/level1"] = place1
        if read.level2 is not None and place2 is not None:
            places[f"{at}/level2"] = place2
            if printed2 is not None and self._fill.place2 is not None:
                places[f"{at}/printed_level2"] = self._fill.place2

    def _note_levels(self, at: str, row: Row, indicator: Indicator) -> None:
        """Report a level that is not what filling down the printed labels gives."""
        read = (indicator.read_level1, indicator.read_level2)
        if indicator.level3 is None:
            self.draft.damage("name_lost", f"{at}/level3", row, text=row.text)
        if (indicator.level1, indicator.level2) == read:
            return
        code = "level_from_catalogue" if indicator.standard else "level_from_level2"
        self.draft.damage(
            code,
            f"{at}/level2" if indicator.standard else f"{at}/level1",
            row,
            name=indicator.level3 or "",
            printed="/".join(level or "—" for level in read),
            taken="/".join(level or "—" for level in (indicator.level1, indicator.level2)),
        )

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
