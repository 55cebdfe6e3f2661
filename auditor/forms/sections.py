"""The sections of a pack's vocabulary files, as plain typed values.

`gather` merges the mappings of all files, in order: word lists of one name are joined (``replace_words`` states one
anew), anything else of one name is replaced by the later file. Shapes are checked only as far as the code needs (`ValueError`); `auditor rules lint` finds
the author's mistakes with their line and column.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final


@dataclass(frozen=True, slots=True)
class StandardIndicator:
    """One of the preset decision and process indicators, as the template prints it.

    ``expect`` is the preset word of both columns; ``half`` and ``full`` are the preset text of each column (the word
    again where there is one), None where the filer sets the value.
    """

    name: str
    level1: str | None
    level2: str
    expect: str | None
    half: str | None
    full: str | None


@dataclass(frozen=True, slots=True)
class OperatorWords:
    """The spellings of one comparison sign: before a number, before it in a target cell only, and after it."""

    before: tuple[str, ...]
    in_cell: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ApproximateWords:
    """The marks of an approximate number: before it, directly behind its digits, behind its unit."""

    before: tuple[str, ...] = ()
    digits: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NameUnits:
    """The units that names with one of these endings call for; ``excluded`` are the units that contradict them."""

    endings: tuple[str, ...]
    unless: tuple[str, ...]
    units: tuple[str, ...]
    excluded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """A mistake in writing, as a regular expression (RE2 syntax, unchecked here), and what is right instead."""

    wrong: str
    right: str


@dataclass(slots=True)
class Sections:
    """Everything the vocabulary files say, merged."""

    level1: dict[str, tuple[str, ...]] = field(default_factory=dict)
    level2: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    standard: dict[str, Mapping[str, object]] = field(default_factory=dict)
    families: dict[str, tuple[str, dict[str, Decimal | None]]] = field(default_factory=dict)
    other_units: tuple[str, ...] = ()
    unit_spellings: dict[str, str] = field(default_factory=dict)
    unit_look_alikes: tuple[str, ...] = ()
    operators: dict[str, OperatorWords] = field(default_factory=dict)
    approximate: ApproximateWords = field(default_factory=ApproximateWords)
    name_units: list[NameUnits] = field(default_factory=list)
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    synonyms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    patterns: dict[str, str] = field(default_factory=dict)
    corrections: dict[str, tuple[Correction, ...]] = field(default_factory=dict)


SECTION_NAMES: Final = frozenset(Sections.__dataclass_fields__) | {"replace_words"}


def gather(mappings: Iterable[Mapping[str, object]]) -> Sections:
    """Merge vocabulary mappings (every scalar a text); an unknown section or a wrong shape is a ValueError."""
    sections = Sections()
    for mapping in mappings:
        if unknown := sorted(set(mapping) - SECTION_NAMES):
            raise ValueError(f"unknown vocabulary section {unknown[0]!r}; known: {', '.join(sorted(SECTION_NAMES))}")
        _gather_names(sections, mapping)
        _gather_units(sections, mapping)
        _gather_words(sections, mapping)
    return sections


def _gather_names(sections: Sections, mapping: Mapping[str, object]) -> None:
    for name, entry in _entries(mapping, "level1"):
        sections.level1[name] = _words(entry, "variants")
    for name, entry in _entries(mapping, "level2"):
        sections.level2[name] = (_text(entry, "level1") or "", _words(entry, "variants"))
    for name, entry in _entries(mapping, "standard"):
        sections.standard[name] = entry


def _gather_units(sections: Sections, mapping: Mapping[str, object]) -> None:
    for name, entry in _entries(mapping, "families"):
        factors: dict[str, Decimal | None] = {unit: Decimal(1) for unit in _words(entry, "units")}
        for unit, factor in _mapping(entry.get("factors", {}), f"families.{name}.factors").items():
            factors[unit] = Decimal(str(factor)) if factor else None
        sections.families[name] = (_text(entry, "base") or name, factors)
    sections.other_units = _joined(sections.other_units, _words(mapping, "other_units"))
    sections.unit_look_alikes = _joined(sections.unit_look_alikes, _words(mapping, "unit_look_alikes"))
    spellings = _mapping(mapping.get("unit_spellings", {}), "unit_spellings")
    sections.unit_spellings.update({spelling: str(unit) for spelling, unit in spellings.items()})
    for item in _items(mapping, "name_units"):
        sections.name_units.append(
            NameUnits(_words(item, "endings"), _words(item, "unless"), _words(item, "units"), _words(item, "not"))
        )


def _gather_words(sections: Sections, mapping: Mapping[str, object]) -> None:
    for sign, entry in _entries(mapping, "operators"):
        sections.operators[sign] = OperatorWords(*(_words(entry, key) for key in ("before", "in_cell", "after")))
    if "approximate" in mapping:
        entry = _mapping(mapping["approximate"], "approximate")
        sections.approximate = ApproximateWords(*(_words(entry, key) for key in ("before", "digits", "after")))
    replaced = _mapping(mapping.get("replace_words", {}), "replace_words")
    sections.words.update({name: _words(replaced, name) for name in replaced})
    for key, known in (("words", sections.words), ("synonyms", sections.synonyms)):
        lists = _mapping(mapping.get(key, {}), key)
        for name in lists:
            known[name] = _joined(known.get(name, ()), _words(lists, name))
    patterns = _mapping(mapping.get("patterns", {}), "patterns")
    sections.patterns.update({name: str(pattern) for name, pattern in patterns.items()})
    mistakes = _mapping(mapping.get("corrections", {}), "corrections")
    for name in mistakes:
        read = (Correction(_text(pair, "wrong") or "", _text(pair, "right") or "") for pair in _items(mistakes, name))
        sections.corrections[name] = tuple(dict.fromkeys((*sections.corrections.get(name, ()), *read)))


def _joined(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(first + second))


def _mapping(value: object, where: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise ValueError(f"{where}: expected a mapping, found {type(value).__name__}")  # noqa: TRY004 - one error for every wrong shape
    return value


def _entries(mapping: Mapping[str, object], key: str) -> list[tuple[str, Mapping[str, object]]]:
    """Give the named entries of a section, each a mapping."""
    section = _mapping(mapping.get(key, {}), key)
    return [(name, _mapping(entry, f"{key}.{name}")) for name, entry in section.items()]


def _items(mapping: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    """Give the items of a section that is a list of mappings."""
    value = mapping.get(key, [])
    if not isinstance(value, list):
        raise ValueError(f"{key}: expected a list, found {type(value).__name__}")  # noqa: TRY004 - one error for every wrong shape
    return [_mapping(item, key) for item in value]


def _words(mapping: Mapping[str, object], key: str) -> tuple[str, ...]:
    """Give a list of words without repeats, empty when the key is absent."""
    value = mapping.get(key, [])
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise ValueError(f"{key}: expected a list of words, found {value!r}")
    return tuple(dict.fromkeys(value))


def _text(mapping: Mapping[str, object], key: str) -> str | None:
    value = mapping.get(key)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{key}: expected a text, found {value!r}")
    return value


def standard_indicators(sections: Sections) -> dict[str, tuple[StandardIndicator, tuple[str, ...]]]:
    """Give the preset indicators with their other names, in template order."""
    found = {}
    for name, entry in sections.standard.items():
        level2 = _text(entry, "level2")
        if level2 not in sections.level2:
            raise ValueError(f"standard.{name}: level2 {level2!r} is no second-level name")
        expect = _text(entry, "expect")
        half, full = _text(entry, "half") or expect, _text(entry, "full") or expect
        level1 = sections.level2[level2][0] or None
        found[name] = (StandardIndicator(name, level1, level2, expect, half, full), _words(entry, "variants"))
    return found
