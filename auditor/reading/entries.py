"""Indicators being written down: levels, name, targets and what stands beside them, each with its place.

How cells are told apart is the business of `indicators` and `placed`; what they mean once told apart is the same for all.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from auditor.forms.composition import compose_target
from auditor.forms.model import Indicator, Place, Target
from auditor.forms.sections import StandardIndicator
from auditor.forms.targets import parse_target
from auditor.reading.draft import Draft, quoted, unbroken
from auditor.reading.grid import Cell, Row
from auditor.reading.levels import FillDown, Reading

_PROCESS_LEVELS = ("决策", "过程")
_BESIDE: Final = ("nature", "unit", "declared_direction", "previous", "explanation")
_NOTHING: Final[Mapping[str, Cell]] = {}


class Entries:
    """One list of indicators of a form, with the level labels that hold for its next row."""

    def __init__(self, draft: Draft, name: str = "indicators") -> None:
        """Fill the list ``name`` of this draft's form: ``indicators`` or ``long_term_indicators``."""
        self.draft = draft
        self._name = name
        self._rows: list[Indicator] = getattr(draft.form, name)
        self._words = draft.lexicon.levels
        self._fill = FillDown(draft.lexicon.levels)
        columns = draft.layout.columns
        self._has_beside = any(column in columns for column in _BESIDE)
        self._has_level1 = "level1" in columns

    @property
    def next(self) -> str:
        """The pointer of the indicator that comes next."""
        return f"/{self._name}/{len(self._rows)}"

    def take_levels(self, row: Row, level1: Cell | None, level2: Cell | None) -> None:
        """Note the level labels printed on a row."""
        if level1 is not None:
            self._fill.take_level1(self._words.level1(level1) or unbroken(level1.text), self.draft.place(row, level1))
        if level2 is not None:
            self._fill.take_level2(self._words.level2(level2) or unbroken(level2.text), self.draft.place(row, level2))

    def add(
        self, row: Row, level1: Cell | None, level2: Cell | None, name: Cell | None, values: Mapping[str, Cell]
    ) -> None:
        """Add the indicator of a row whose level labels were taken; ``values`` are its other cells by column."""
        at = self.next
        standard = self._standard(name)
        read = self._fill.reading(standard)
        beside = values if self._has_beside else _NOTHING
        indicator = Indicator(
            level1=read.level1,
            level2=read.level2,
            level3=self.draft.put_text(f"{at}/level3", row, name) if name else None,
            half_year=self._target(f"{at}/half_year", row, values.get("half_year"), beside),
            full_year=self._target(f"{at}/full_year", row, values.get("full_year"), beside),
            standard=standard is not None,
            printed_level2=unbroken(level2.text) if level2 else None,
            repaired=standard is not None and self._differs(level1, level2, standard),
            read_level1=read.level1 if self._is_settled(read.level2) else read.read_level1,
            read_level2=read.read_level2,
            weight=self._weight(f"{at}/weight", row, values.get("weight")),
        )
        if beside:
            self._add_beside(indicator, at, row, values)
        self._rows.append(indicator)
        self._place_levels(at, read, level2)
        self._note_levels(at, row, indicator)
        self._note_strange(at, row, level1, read)

    def _add_beside(self, indicator: Indicator, at: str, row: Row, values: Mapping[str, Cell]) -> None:
        """Add what only some layouts print beside the targets."""
        indicator.nature = self._text(f"{at}/nature", row, values.get("nature"))
        self._text(f"{at}/unit", row, values.get("unit"))
        indicator.declared_direction = self._text(f"{at}/declared_direction", row, values.get("declared_direction"))
        explained = (role for role in values if role.startswith("explanation"))  # there may be a second such column
        texts = [self.draft.put_text(f"{at}/{role}", row, values[role]) for role in explained]
        indicator.explanation = "\n".join(texts) or None
        indicator.previous = self._target(f"{at}/previous", row, values.get("previous"), _NOTHING)

    def _is_settled(self, level2: str | None) -> bool:
        """Tell whether level 1 is no matter of where a label stands: none is printed, or the layout says which it is."""
        return not self._has_level1 or self._words.is_own(level2)

    def _text(self, pointer: str, row: Row, cell: Cell | None) -> str | None:
        return self.draft.put_text(pointer, row, cell) if cell else None

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

    def _target(self, pointer: str, row: Row, cell: Cell | None, values: Mapping[str, Cell]) -> Target | None:
        """Read a target with the sign and unit that stand in columns of their own."""
        if cell is None:
            return None
        text = self.draft.put_text(pointer, row, cell)
        if not values:
            return parse_target(text, self.draft.vocabulary)
        nature, unit = values.get("nature"), values.get("unit")
        if nature is None and unit is None:
            return parse_target(text, self.draft.vocabulary)
        parts = (unbroken(nature.text) if nature else None, text, unbroken(unit.text) if unit else None)
        composed = compose_target(*parts, self.draft.vocabulary)
        for note in composed.notes:
            self.draft.damage(note, pointer, row, nature=parts[0] or "", value=quoted(text), unit=parts[2] or "")
        return composed.target

    def _weight(self, pointer: str, row: Row, cell: Cell | None) -> Decimal | None:
        """Give the points of an indicator; with damage, None when the cell holds no number."""
        if cell is None:
            return None
        self.draft.put(pointer, row, cell)
        amount = self.draft.lexicon.amounts[cell.text.removesuffix("分").rstrip()]
        if amount is None:
            self.draft.damage("not_a_number", pointer, row, text=quoted(cell.text))
        return amount.value if amount else None

    def _note_strange(self, at: str, row: Row, level1: Cell | None, read: Reading) -> None:
        """Report what stands in the column of level 1 and is none, where level 2 alone settles the level."""
        if level1 is None or not self._is_settled(read.level2) or self._words.word(level1.text) is not None:
            return
        if read.level1 != unbroken(level1.text):
            self.draft.leave_cells([level1], row, f"{at}/level1")

    def _place_levels(self, at: str, read: Reading, printed2: Cell | None) -> None:
        """Levels stand where their label does; those from the catalogue, where the name is that called for them."""
        places = self.draft.form.places
        name: Place | None = places.get(f"{at}/level3")
        place1, place2 = read.place1 or name, read.place2 or name
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
        if "level1" not in self.draft.layout.columns and indicator.level2 == read[1]:
            return  # the layout prints no level 1 that could differ
        code = "level_from_catalogue" if indicator.standard else "level_from_level2"
        self.draft.damage(
            code,
            f"{at}/level2" if indicator.standard else f"{at}/level1",
            row,
            name=indicator.level3 or "",
            printed="/".join(level or "—" for level in read),
            taken="/".join(level or "—" for level in (indicator.level1, indicator.level2)),
        )
