"""Reads the vocabulary files of a pack: their sections and shapes are closed, every mistake is told at its place.

What is wrong is left out or read as empty, so that the rest of the pack can be read and its mistakes told as well.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

from auditor.forms.vocabulary import Vocabulary
from auditor.marked import Mapping, Reporter, Sequence, Text, Value
from auditor.rulebook import names
from auditor.rulebook.leaves import LeafReader, items
from auditor.rulebook.schema_names import DRAFT, NUMBER, SCALAR, Schema, closed
from auditor.rulebook.scope import SHOWN, Scope
from auditor.rulebook.spellings import nearest
from auditor.wording import say


@dataclass(frozen=True, slots=True)
class _Named:
    """A mapping from names of the author's own (or out of ``allowed``) to things of one shape."""

    inner: "_Shape"
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Many:
    """A list of things of one shape."""

    inner: "_Shape"


_Shape: TypeAlias = "str | _Named | _Many | dict[str, _Shape]"
_TEXT: Final = "text"
_PATTERN: Final = "pattern"
_FACTOR: Final = "number"
_WORDS: Final = _Many(_TEXT)
_SECTIONS: Final[dict[str, _Shape]] = {
    "level1": _Named({"variants": _WORDS}),
    "level2": _Named({"level1": _TEXT, "variants": _WORDS}),
    "standard": _Named({"level2": _TEXT, "expect": _TEXT, "half": _TEXT, "full": _TEXT, "variants": _WORDS}),
    "families": _Named({"base": _TEXT, "units": _WORDS, "factors": _Named(_FACTOR)}),
    "other_units": _WORDS,
    "unit_spellings": _Named(_TEXT),
    "unit_look_alikes": _WORDS,
    "operators": _Named({"before": _WORDS, "in_cell": _WORDS, "after": _WORDS}, names.WORDS["operator"]),
    "approximate": {"before": _WORDS, "digits": _WORDS, "after": _WORDS},
    "name_units": _Many({"endings": _WORDS, "unless": _WORDS, "units": _WORDS, "not": _WORDS}),
    "words": _Named(_WORDS),
    "replace_words": _Named(_WORDS),
    "synonyms": _Named(_WORDS),
    "patterns": _Named(_PATTERN),
    "corrections": _Named(_Many({"wrong": _PATTERN, "right": _TEXT})),
}


def read_vocabulary(files: Iterable[Mapping], reporter: Reporter) -> Vocabulary:
    """Make the vocabulary of a pack's files, later ones adding to earlier ones; mistakes are noted.

    Word lists of one name are joined; ``replace_words`` states a list of an earlier file anew.
    """
    nothing = Vocabulary.from_mappings([])
    reader = _WordReader(Scope(nothing, reporter))
    sources = list(files)
    sections: list[dict[str, object]] = []
    for source in sources:
        found = reader.shaped(source, _SECTIONS)
        reader.check_replaced(source, sections)
        sections.append(found if isinstance(found, dict) else {})
    reader.check_synonyms(sources)
    reader.drop_lost_levels(sections)
    try:
        return Vocabulary.from_mappings(sections)
    except (ValueError, ArithmeticError, LookupError, re.error) as error:
        # Every mistake known is told above; this is for the others, which no place is known of.
        reporter.in_file(sources[0].file, 1, 1, "pack.vocabulary", reason=error)
        return nothing


def vocabulary_schema(lang: str = "zh") -> Schema:
    """Give the JSON Schema of vocabulary files, from the table of their sections."""
    sections = {name: _shape_schema(shape) for name, shape in _SECTIONS.items()}
    return {"$schema": DRAFT, "title": say(lang, "schema.vocabulary_title"), **closed(sections)}


def _shape_schema(shape: _Shape) -> Schema:
    """Give the schema of one shape."""
    if isinstance(shape, _Many):
        return {"type": "array", "items": _shape_schema(shape.inner)}
    if isinstance(shape, _Named):
        names_allowed: Schema = {"propertyNames": {"enum": list(shape.allowed)}} if shape.allowed else {}
        inner = _shape_schema(shape.inner)
        return {"type": "object", **names_allowed, "additionalProperties": inner}
    if isinstance(shape, dict):
        return closed({name: _shape_schema(inner) for name, inner in shape.items()})
    return {"anyOf": [NUMBER, {"const": ""}]} if shape == _FACTOR else SCALAR


class _WordReader(LeafReader):
    """Reads values of the shapes above into plain lists and dicts."""

    def shaped(self, value: Value, shape: _Shape) -> object:
        """Give the value in its shape; what has another is noted and read as empty."""
        if isinstance(shape, _Many):
            return self._many(value, shape)
        if isinstance(shape, _Named):
            return self._named(value, shape)
        if isinstance(shape, dict):
            return self._keyed(value, shape)
        return self._leaf(value, shape)

    def _many(self, value: Value, shape: _Many) -> list[object]:
        if not isinstance(value, Sequence):
            self.wrong(value, "[…]")
            return []
        return [self.shaped(item, shape.inner) for item in value]

    def _named(self, value: Value, shape: _Named) -> dict[str, object]:
        if not isinstance(value, Mapping):
            self.wrong(value, "{name: …}")
            return {}
        if shape.allowed and not self.closed(value, shape.allowed):
            return {}
        return {name: self.shaped(item, shape.inner) for name, item in value.items()}

    def _keyed(self, value: Value, shape: dict[str, _Shape]) -> dict[str, object]:
        if not isinstance(value, Mapping):
            self.expect_mapping(value, tuple(shape))
            return {}
        self.closed(value, tuple(shape))
        return {name: self.shaped(item, shape[name]) for name, item in value.items() if name in shape}

    def _leaf(self, value: Value, shape: str) -> Text | str:
        if not isinstance(value, Text):
            self.wrong(value, shape)
            return ""
        if shape == _PATTERN and not self.pattern(value, value):
            return ""
        if shape == _FACTOR and value:
            number = self.scope.literal(value, "number")
            if number is None or not isinstance(number.value, Decimal) or number.value <= 0:
                self.wrong(value, "number > 0")
                return ""
        return value

    def check_replaced(self, source: Mapping, before: list[dict[str, object]]) -> None:
        """Note a word list that a file states anew and no earlier file states."""
        known = [name for section in before for name in _entries(section, "words")]
        replaced = source.get("replace_words")
        if not isinstance(replaced, Mapping):
            return
        for name in replaced:
            if name not in known:
                near, allowed = nearest(name, known), ", ".join(known[:SHOWN])
                self.reporter.at(replaced.key(name), "pack.unknown_key", found=name, nearest=near, allowed=allowed)

    def check_synonyms(self, sources: list[Mapping]) -> None:
        """Note a blank synonym, and a word that would be read as two others."""
        groups = [group for source in sources if isinstance(group := source.get("synonyms"), Mapping)]
        read_as: dict[str, str] = {str(name): str(name) for group in groups for name in group}
        for name, word in [(name, word) for group in groups for name, words in group.items() for word in items(words)]:
            if not isinstance(word, Text):
                continue
            if not word.strip():
                self.wrong(word, "text")
            elif (other := read_as.setdefault(str(word), str(name))) != name:
                self.reporter.at(word, "pack.synonym_twice", found=word, other=other, second=name)

    def drop_lost_levels(self, sections: list[dict[str, object]]) -> None:
        """Leave out the preset indicators whose second level no file describes."""
        levels = [name for section in sections for name in _entries(section, "level2")]
        for section in sections:
            standard = _entries(section, "standard")
            for name, entry in list(standard.items()):
                level2 = entry.get("level2") if isinstance(entry, dict) else None
                if level2 in levels:
                    continue
                if isinstance(level2, Text):
                    self.choice(level2, levels)
                elif level2 is None and isinstance(name, Text):
                    self.reporter.at(name, "pack.missing_key", key="level2")
                del standard[name]


def _entries(section: dict[str, object], key: str) -> dict[str, object]:
    found = section.get(key, {})
    return found if isinstance(found, dict) else {}
