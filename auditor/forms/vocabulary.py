"""What the words of a budget-performance form mean, as the pack's vocabulary files define it.

One `Vocabulary` serves a whole run. Every look-up is by printed text; blanks and full-width forms do not matter.
Source: rules/standard/vocabulary/*.yaml, themselves from the domain vocabulary (seed forms, 财预〔2015〕88号 and others).
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from auditor.forms.content import ContentWords
from auditor.forms.grammar import Grammar, any_of
from auditor.forms.memo import Memo
from auditor.forms.model import Target
from auditor.forms.numbers import fold
from auditor.forms.sections import Correction, NameUnits, Sections, StandardIndicator, gather, standard_indicators
from auditor.forms.units import UnitTable

LOWER: Final = "lower_is_better"
HIGHER: Final = "higher_is_better"
UNKNOWN: Final = "unknown"
_NOTE_AT_END: Final = re.compile(r"\([^()]*\)$")


class Vocabulary:
    """Names, units, operators and word lists of a pack.

    ``words``, ``patterns`` and ``corrections`` are the free named lists, regular expressions (RE2 syntax, unchecked
    here) and lists of mistakes with what is right instead;
    ``standards`` are the preset indicators in template order; ``known_units`` go from the longest to the shortest;
    ``content`` reads content words.
    """

    def __init__(self, sections: Sections) -> None:
        """Index the merged sections."""
        standards = standard_indicators(sections)
        self.standards: tuple[StandardIndicator, ...] = tuple(standard for standard, _ in standards.values())
        self.units = UnitTable(sections.families, sections.other_units, sections.unit_spellings)
        self.known_units = self.units.known
        self.words: Mapping[str, tuple[str, ...]] = _with_mandatory(sections, self.standards)
        self.patterns: Mapping[str, str] = dict(sections.patterns)
        self.content = ContentWords(self.words, sections.synonyms)
        self.corrections: Mapping[str, tuple[Correction, ...]] = dict(sections.corrections)
        self.grammar = Grammar(sections, self.known_units)
        self.targets: dict[str, Target | None] = {}
        self._level1 = _index((name, variants) for name, variants in sections.level1.items())
        self._level2 = _index((name, variants) for name, (_, variants) in sections.level2.items())
        self._level1_for = {name: level1 or None for name, (level1, _) in sections.level2.items()}
        self._standard = {
            view(name): standard for standard, variants in standards.values() for name in (standard.name, *variants)
        }
        self._placeholders = frozenset(view(word) for word in self.words.get("placeholders", ()))
        self._name_units = tuple(sections.name_units)
        self._lower, self._higher, self._inverter, self._never = (
            re.compile(any_of(self.words.get(name, ()))) for name in (LOWER, HIGHER, "inverters", "direction_unknown")
        )
        self._views = Memo(view)
        self._families = Memo(self.units.family)
        self._directions = Memo(self._read_direction)
        self._calls = Memo(self._read_name)

    @classmethod
    def from_mappings(cls, mappings: Iterable[Mapping[str, object]]) -> "Vocabulary":
        """Build from the parsed vocabulary files (all scalars text), later ones adding to earlier ones.

        Raises ValueError when a mapping has an unknown section or the wrong shape.
        """
        return cls(gather(mappings))

    def level1_of(self, text: str) -> str | None:
        """Give the canonical first-level name of a printed label (决策, 过程, 产出指标 …), None when it is no such label."""
        return self._level1.get(self._views[text])

    def level2_of(self, text: str) -> str | None:
        """Give the canonical second-level name of a printed label (项目立项, 数量指标 …), None when it is no such label."""
        return self._level2.get(self._views[text])

    @property
    def level_words(self) -> tuple[str, ...]:
        """Every spelling of the names of level 1 and 2, as names are compared."""
        return (*self._level1, *self._level2)

    def level1_for(self, level2: str) -> str | None:
        """Give the first level that a canonical second-level name belongs to; 成本指标 belongs to 产出指标."""
        return self._level1_for.get(level2)

    def standard(self, text: str) -> StandardIndicator | None:
        """Give the preset indicator that a printed name stands for, if any."""
        return self._standard.get(self._views[text])

    def is_placeholder(self, text: str) -> bool:
        """Tell whether a cell's text stands for "nothing": / — － 无 不适用 * 略 待定 XX, blanks around it aside."""
        return self._views[text] in self._placeholders

    @property
    def family_words(self) -> tuple[str, ...]:
        """Give every family that `family` may answer with for a known unit."""
        return tuple(dict.fromkeys(self.units.family(unit) for unit in self.known_units))

    def family(self, unit: str) -> str:
        """Give the unit's family (percent, money, person …); the unit itself when it belongs to none."""
        return self._families[unit]

    def factor(self, unit: str) -> Decimal | None:
        """Give the unit's factor to its family's base, None when there is no fixed one."""
        return self.units.factor(unit)

    def money_factor(self, unit: str) -> Decimal | None:
        """Give the factor to 万元 of a money unit, None for other units."""
        return self.units.money_factor(unit)

    def direction(self, name: str) -> str:
        """Tell which way an indicator's name points: lower_is_better, higher_is_better or unknown."""
        return self._directions[name]

    def declared_direction(self, text: str) -> str | None:
        """Tell which way a form declares an indicator to point (反向指标), None where the text says nothing of it."""
        said = view(text)
        if said in self.words.get("declared_lower", ()):
            return LOWER
        return HIGHER if said in self.words.get("declared_higher", ()) else None

    def expected_units(self, name: str) -> tuple[str, ...] | None:
        """Give the unit words an indicator's name calls for, None when it calls for none."""
        call = self._calls[name]
        return call.units if call else None

    def unit_allowed(self, name: str, unit: str) -> bool | None:
        """Tell whether a unit fits an indicator's name (a unit of the same family does); None when the name is open."""
        call = self._calls[name]
        if call is None:
            return None
        family = self.family(unit)
        if call.excluded:
            return family not in {self.family(other) for other in call.excluded}
        return family in {self.family(other) for other in call.units}

    def _read_direction(self, name: str) -> str:
        if self._never.search(name):
            return UNKNOWN
        if self._inverter.search(name):
            return HIGHER
        lower, higher = _last_end(self._lower, name), _last_end(self._higher, name)
        if lower == higher:
            return UNKNOWN
        # The head of a Chinese noun phrase stands last: 排放达标率 is a rate of compliance, 单位产值能耗 a consumption.
        return LOWER if lower > higher else HIGHER

    def _read_name(self, name: str) -> NameUnits | None:
        bare = _NOTE_AT_END.sub("", view(name))
        for call in self._name_units:
            if bare.endswith(call.endings) and not bare.endswith(call.unless):
                return call
        return None


def view(text: str) -> str:
    """Give the text as labels are compared: full-width forms folded, all blanks dropped."""
    return "".join(fold(text).split())


def _index(names: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    """Map every spelling to its canonical name; a canonical name always stands for itself."""
    entries = list(names)
    index = {view(variant): name for name, variants in entries for variant in variants}
    return index | {view(name): name for name, _ in entries}


def _last_end(pattern: re.Pattern[str], text: str) -> int:
    """Give where the last match ends, -1 when there is none."""
    return max((match.end() for match in pattern.finditer(text)), default=-1)


def _with_mandatory(sections: Sections, standards: tuple[StandardIndicator, ...]) -> dict[str, tuple[str, ...]]:
    """Add the names of the preset indicators to the word lists, so that rules can ask for each of them."""
    lists = {"mandatory_decision": "决策", "mandatory_process": "过程"}
    mandatory = {
        key: tuple(standard.name for standard in standards if standard.level1 == level1)
        for key, level1 in lists.items()
    }
    return sections.words | mandatory
