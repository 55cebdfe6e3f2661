"""Operands and conditions of the rule language as JSON Schema, from the tables of verbs and comparisons.

What a verb of its own shape takes is found by asking its reader about every name.
"""

from collections.abc import Iterator
from typing import Any, Final, TypeVar

from auditor.marked import Mapping, Reporter, Text
from auditor.rulebook import names
from auditor.rulebook.conditions import TOLERANT, ConditionReader, comparisons_of, kind_of
from auditor.rulebook.expressions import COMBINATORS, COMPARISONS
from auditor.rulebook.schema_names import FLAG, NUMBER, SCALAR, NameSchemas, Schema, closed, one_or_more, ref
from auditor.rulebook.verbs import NEEDED_OPTIONS, UNITS, VERBS, Listed, Named
from auditor.wording import knows, say

_V = TypeVar("_V", Text, Mapping)
_ASKED: Final = 7
"""The column that a name is asked about at: mistakes of other places are not about it."""
_KINDS: Final = ("number", "text", "date", "flag", "list")


class ConditionSchemas:
    """What may stand in ``let``, ``when``, ``require`` and every other place that computes or compares."""

    def __init__(self, known: NameSchemas, lang: str) -> None:
        """Speak of the names known."""
        self._known, self._lang = known, lang

    def definitions(self) -> Iterator[tuple[str, Schema]]:
        """Give the named parts that the rest of the schema refers to."""
        yield "verb", {"anyOf": [ref(f"verb_{verb}") for verb in VERBS]}
        for verb in VERBS:
            yield f"verb_{verb}", self._verb(verb)
            if not isinstance(VERBS[verb][1], Named | Listed):
                yield f"taken_by_{verb}", self._known.enum(self._taken_by(verb))
        yield "value", {"anyOf": [ref("value_name"), ref("own_name"), ref("verb")]}
        yield "any_value", {"anyOf": [ref("value_name"), ref("word_list"), ref("own_name"), ref("verb")]}
        yield "number", {"anyOf": [ref("number_name"), NUMBER, ref("own_name"), ref("verb")]}
        yield "text", {"anyOf": [ref("text_name"), ref("own_name"), ref("verb")]}
        yield "list", {"anyOf": [ref("word_list"), ref("own_name"), ref("verb")]}
        yield "where", self._where()
        yield "comparison", self._comparison()
        for name in COMBINATORS:
            yield name, closed({name: ref("conditions")}, name)
        yield "condition", {"anyOf": [ref("comparison"), *map(ref, COMBINATORS)]}
        yield "conditions", one_or_more(ref("condition"), ref("conditions"))

    def _operand(self, kind: str, *, column: bool) -> Schema:
        if kind in names.ELEMENTS:  # a table as a whole, or a row that only the rule itself can name
            return {"const": kind} if kind in names.COLLECTIONS else ref("own_name")
        one = ref(kind) if kind in ("number", "text", "list") else ref("value")
        return {"anyOf": [one, ref("column_name")]} if column else one

    def _verb(self, verb: str) -> Schema:
        extras, build = VERBS[verb]
        if isinstance(build, Named):
            operands = {name: self._operand(kind, column=name == build.column) for name, kind in build.kinds.items()}
            inner = closed({**operands, **dict.fromkeys(build.optional, ref("where"))}, *build.kinds)
        elif isinstance(build, Listed):
            item = self._operand(build.kind, column=False)
            listed = {"type": "array", "minItems": build.least, "maxItems": build.most, "items": item}
            inner = {"anyOf": [item, listed]} if build.least == 1 else listed
        else:
            inner = one_or_more({"anyOf": [ref(f"taken_by_{verb}"), ref("own_name"), ref("verb"), NUMBER]})
        described = {"description": self._says(verb, build), **inner} if self._says(verb, build) else inner
        options = {name: self._option(name) for name in extras}
        return closed({verb: described, **options}, verb, *NEEDED_OPTIONS.get(verb, ()))

    def _taken_by(self, verb: str) -> list[str]:
        """Give the names that a verb's own reader accepts as its operand."""
        found = []
        for name in self._known.named(lambda _: True):
            reporter = Reporter()
            given = _at(Mapping(), 1)
            given[_at(Text(verb), 1)] = _at(Text(name), _ASKED)
            ConditionReader(self._known.scope(reporter)).operand(given)
            if not any(problem.column == _ASKED for problem in reporter.problems):
                found.append(name)
        return found

    def _says(self, verb: str, build: object) -> str:
        """Say what a verb gives, in the words of ``rules show``."""
        operands = list(build.kinds) if isinstance(build, Named) else ["…"]
        key = f"spelled.verb_{verb}"
        words = {"values": "…", "first": operands[0], "middle": operands[len(operands) // 2], "second": operands[-1]}
        return say(self._lang, key, **words) if knows(key) else ""

    def _option(self, name: str) -> Schema:
        described = {
            "where": ref("where"),
            "as": {"enum": list(UNITS)},
            "take": ref("attribute"),
            "endings": ref("list"),
            "pattern": ref("pattern"),
            "from": self._known.enum([f"vocab.corrections.{name}" for name in self._known.vocabulary.corrections]),
        }
        return described.get(name, {})

    def _where(self) -> Schema:
        tests = {name: self._right(name) for name in COMPARISONS}
        return {
            "type": "object",
            "minProperties": 1,
            "propertyNames": ref("attribute"),
            "additionalProperties": {"anyOf": [SCALAR, {**closed(tests), "minProperties": 1}]},
        }

    def _comparison(self) -> Schema:
        properties: dict[str, Schema] = {"that": ref("value"), "within": self._within()}
        properties.update({name: self._right(name) for name in COMPARISONS})
        return {
            **closed(properties, "that"),
            "oneOf": [{"required": [name]} for name in COMPARISONS],
            "dependencies": {"within": {"anyOf": [{"required": [name]} for name in TOLERANT]}},
            "allOf": [*self._by_kind(), *_by_attribute(), *self._by_word()],
        }

    def _right(self, operator: str) -> Schema:
        """Give what a comparison may compare with; the sentence of ``rules show`` is the hover text."""
        described = {"description": self._compared(operator)}
        if operator == "filled":
            return {**described, "anyOf": [FLAG, ref("own_name"), ref("flag_name")]}
        if operator == "matches":
            return {**described, **ref("pattern")}
        if operator == "unique":
            return {**described, "anyOf": [ref("column_name"), ref("own_name")]}
        if operator in ("one_of", "none_of", "contains"):
            one: Schema = {"anyOf": [ref("word_list"), ref("column_name"), ref("constant"), ref("verb")]}
            return {**described, **one_or_more(one)}
        return {**described, "anyOf": [ref("value_name"), ref("constant"), ref("verb")]}

    def _compared(self, operator: str) -> str:
        if operator == "filled":
            return say(self._lang, "spelled.filled", left="that")
        return say(self._lang, f"spelled.comparison_{operator}", left="that", right="…")

    def _within(self) -> Schema:
        amount = {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": r"^\+?[0-9.]+$"},
                            {"type": "string", "pattern": r"^params\."}]}  # fmt: skip
        return {
            "description": say(self._lang, "schema.within"),
            "anyOf": [{"const": "rounding"}, *amount["anyOf"], closed({"per_line": amount}, "per_line")],
        }

    def _by_kind(self) -> Iterator[Schema]:
        """Give what may follow a field of the form whose type is known."""
        for kind in _KINDS:
            named = self._known.of_kind(kind)
            fitting = (*comparisons_of(kind), "filled")
            allowed = ["that", *fitting, *(["within"] if kind in ("number", "date") else [])]
            then: Schema = {"propertyNames": {"enum": allowed}}
            if kind == "date":
                then["properties"] = {"within": {"const": "rounding"}}
            if kind == "number":
                value: Schema = {"anyOf": [NUMBER, ref("number_name"), ref("own_name"), ref("verb")]}
                listed = one_or_more({"anyOf": [*value["anyOf"], ref("column_name")]})
                many = ("one_of", "none_of")
                then["properties"] = {name: listed if name in many else value for name in fitting if name != "filled"}
            if named:
                yield {"if": {"properties": {"that": {"enum": named}}, "required": ["that"]}, "then": then}

    def _by_word(self) -> Iterator[Schema]:
        """Give the closed set of words that an attribute such as ``kind`` may be compared with."""
        for group, words in {**names.WORDS, "family": self._known.families}.items():
            word: Schema = {"anyOf": [{"enum": list(words)}, {"type": "string", "pattern": r"\."}]}
            listed: Schema = one_or_more(word)
            that = {
                "anyOf": [{"enum": self._known.of_type(f"word:{group}")}, {"type": "string", "pattern": rf"\.{group}$"}]
            }
            condition: Schema = {"properties": {"that": that}, "required": ["that"]}
            tests = {"equals": word, "differs_from": word, "one_of": listed, "none_of": listed}
            yield {"if": condition, "then": {"properties": tests}}


def _by_attribute() -> Iterator[Schema]:
    """Give what may follow an attribute that has one type wherever it occurs, whatever it is an attribute of."""
    kinds: dict[str, set[str]] = {}
    for element in names.ELEMENTS.values():
        for name, declared in element.items():
            kinds.setdefault(name, set()).add(kind_of(declared))
    for kind in sorted({kind for found in kinds.values() for kind in found}):
        attributes = [name for name, found in kinds.items() if found == {kind}]
        condition = {"type": "string", "pattern": rf"\.(?:{'|'.join(attributes)})$"}
        if attributes and kind not in names.ELEMENTS:
            within = ["within"] if kind in ("number", "date") else []
            allowed = {"propertyNames": {"enum": ["that", *comparisons_of(kind), "filled", *within]}}
            yield {"if": {"properties": {"that": condition}, "required": ["that"]}, "then": allowed}


def _at(value: _V, column: int) -> _V:
    """Give a value a place, as if it had been read from a file."""
    value.file, value.line, value.column = "", 1, column
    if isinstance(value, Text):
        value.plain = True
    return value


def constant(known: NameSchemas) -> Schema:
    """Give a constant or a name: any scalar, except a text that begins like a field of the form and is none."""
    heads = sorted({name.partition(".")[0] for name in known.named(lambda _: True) if "." in name} | {"vocab"})
    lost: dict[str, Any] = {"type": "string", "pattern": rf"^(?:{'|'.join(heads)})\.[a-z_.]+$"}
    everything = known.named(lambda _: True)
    return {"anyOf": [{**SCALAR, "not": {"anyOf": [lost, {"const": ""}]}}, {"enum": everything}]}
