"""The JSON Schema of rule files, for completion and hover help in editors and for check-jsonschema.

It is generated from the tables that `auditor.rulebook.rulefile` reads by, for the vocabulary, documents and layouts of
one pack; a new key, verb, comparison or name appears in it by itself. It accepts what authors write naturally (``true``
or ``"true"``, ``0.01`` or ``"0.01"``) and is stricter than the reader in one thing: where a closed set of words belongs, it
takes no bare name of the rule's own. What it cannot know is left to ``rules lint``.
Draft 7, which editors understand best.
"""

import json
from collections.abc import Collection
from typing import Final

from auditor.rulebook import batchnames, names
from auditor.rulebook.conditions import kind_of
from auditor.rulebook.joins import ALIKE_KINDS, KEY_KINDS
from auditor.rulebook.joins import NEEDED as JOIN_NEEDED
from auditor.rulebook.overrides import OVERRIDABLE
from auditor.rulebook.pack import Pack
from auditor.rulebook.periods import KEYS as PERIOD
from auditor.rulebook.rule import DIMENSIONS, OVER, SEVERITIES, STANDINGS, STATUSES
from auditor.rulebook.rulefile import EFFECT_NEEDS, KEYS, LISTS, NEEDED, RULE_ID, keys_of
from auditor.rulebook.ruleparts import PROOF
from auditor.rulebook.ruleshown import EFFECTS
from auditor.rulebook.schema_conditions import ConditionSchemas, constant
from auditor.rulebook.schema_names import (
    DRAFT,
    FLAG,
    SCALAR,
    TEXT,
    YEAR,
    NameSchemas,
    Schema,
    closed,
    is_value,
    one_or_more,
    one_or_none,
    ref,
    texts,
)
from auditor.wording import knows, say

_SHARE: Final[Schema] = {
    "anyOf": [
        {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
        {"type": "string", "pattern": r"^\+?0+\.0*[1-9][0-9]*$"},
    ]
}
_TEMPLATE: Final[Schema] = {"type": "string", "pattern": r"^(?=[\s\S]*\S)(?:[^{}]|\{[^{}]+\})*$"}


def rule_schema(pack: Pack, lang: str = "zh") -> Schema:
    """Give the schema of the rule files of a pack; descriptions are in ``lang``."""
    kinds = {over: _RuleSchema(pack, lang, over) for over in ("", *OVER)}
    one_form = kinds[""]
    other: Schema = {"if": {"properties": {"over": {"const": "forms"}}}}
    other |= {"then": kinds["forms"].rule(), "else": kinds["findings"].rule()}
    whole = {"if": {"required": ["over"]}, "then": other, "else": one_form.rule()}
    return {
        "$schema": DRAFT,
        "title": say(lang, "schema.rule_title"),
        "description": say(lang, "schema.rule_about"),
        **closed(one_form.head()),
        "allOf": [one_form.file(whole)],
        "definitions": {name: part for kind in kinds.values() for name, part in kind.definitions().items()},
    }


class _RuleSchema:
    """The rules that are over one kind of thing: one form, the findings of a form, or the forms of a batch."""

    def __init__(self, pack: Pack, lang: str, over: str) -> None:
        self._over, self._lang = over, lang
        self._names = NameSchemas(pack.vocabulary, lang, over)
        self._conditions = ConditionSchemas(self._names, lang)
        self._documents = list(pack.documents)
        provided = sorted({name for layout in pack.layouts for name in layout.provides})
        self._capabilities = [*batchnames.CAPABILITIES, *provided] if over == "forms" else provided
        own = pack.layers[-1:]
        self._inherited = sorted(name for name, source in pack.sources.items() if source.stated.layer not in own)
        self._rules = sorted({*pack.sources, *(name.partition("-")[0] for name in pack.sources)})

    def definitions(self) -> dict[str, Schema]:
        """Give the named parts; those of rules over more than one form have a prefix."""
        found = {
            **dict(self._names.definitions()),
            **dict(self._conditions.definitions()),
            "constant": constant(self._names),
            "pattern": {"anyOf": [ref("pattern_name"), self._pattern()]},
        }
        return {self._prefix + name: self._prefixed(part) for name, part in found.items()}

    def head(self) -> dict[str, Schema]:
        """Give every key with its help text; what may stand under it differs by what the rule is over."""
        return {key: {**self._text(key), **self._head().get(key, {})} for key in KEYS}

    def rule(self) -> Schema:
        """Give a whole rule of this kind; a rule over findings or forms may change findings instead of requiring."""
        body = {key: part for key, part in (self._body() | self._own()).items() if key in self._keys("then")}
        body |= {key: part for key, part in self._body().items() if key in self._keys()}
        judging: Schema = {"propertyNames": {"enum": list(self._keys())}, "required": list(NEEDED)}
        effect = [key for key in NEEDED if key not in EFFECT_NEEDS]
        changing: Schema = {"propertyNames": {"enum": list(self._keys("then"))}, "required": [*effect, "then"]}
        kinds = {"if": {"required": ["then"]}, "then": changing, "else": judging} if self._over else judging
        found: Schema = self._prefixed({"properties": body, **kinds})
        return found

    def file(self, whole: Schema) -> Schema:
        """Give a whole rule or, in a pack that extends another, also a file that overrides an inherited rule."""
        if not self._inherited:
            return whole
        stated = {"anyOf": [{"required": [key]} for key in ("require", "then", "replaces")]}
        override: Schema = {
            "propertyNames": {"enum": ["id", *OVERRIDABLE]},
            "properties": {"params": self._params("value")},
            "minProperties": 2,
        }
        inherited = {"properties": {"id": {"enum": self._inherited}}, "required": ["id"], "not": stated}
        return {"if": inherited, "then": override, "else": whole}

    @property
    def _prefix(self) -> str:
        return f"{self._over}_" if self._over else ""

    def _prefixed(self, part: Schema) -> Schema:
        """Lead references to the parts of this kind of rule."""
        text = json.dumps(part, ensure_ascii=False).replace("#/definitions/", f"#/definitions/{self._prefix}")
        found: Schema = json.loads(text)
        return found

    def _keys(self, *given: str) -> tuple[str, ...]:
        return keys_of(self._over, given)

    def _text(self, key: str) -> Schema:
        known = knows(f"schema.key_{key}")
        return {"description": say(self._lang, f"schema.key_{key}")} if known else {}

    def _head(self) -> dict[str, Schema]:
        """Give the keys that say things about the rule."""
        article = closed({"doc": {"enum": self._documents}, "at": SCALAR, "verified": FLAG}, "doc", "at", "verified")
        return {
            "id": {"type": "string", "pattern": f"^{RULE_ID.pattern.removesuffix(chr(92) + 'Z')}$"},
            "name": SCALAR,
            "title": texts(TEXT),
            "severity": {"enum": list(SEVERITIES)},
            "dimension": {"enum": list(DIMENSIONS)},
            "group": SCALAR,
            "status": {"enum": list(STATUSES)},
            "since": SCALAR,
            "effective": {**closed(dict.fromkeys(PERIOD, YEAR)), "minProperties": 1},
            "replaces": {"enum": self._inherited} if self._inherited else {"not": {}},
            "waivable": FLAG,
            "basis": one_or_none(article),
            "over": {"enum": list(OVER)},
            "after": one_or_none({"enum": self._rules}),
        }

    def _body(self) -> dict[str, Schema]:
        """Give the keys that say what must hold, and what a finding shows."""
        values = {"type": "object", "propertyNames": ref("new_name"), "additionalProperties": ref("value")}
        place = {"anyOf": [ref("value_name"), ref("column_name"), ref("table_name"), ref("own_name")]}
        hint = closed({"when": ref("conditions"), "text": texts(_TEMPLATE)}, "when", "text")
        switch = closed({"severity": {"enum": list(SEVERITIES)}, "when": ref("conditions")}, "severity", "when")
        return {
            "requires": one_or_none(self._names.enum(self._capabilities)),
            "params": self._params("value", "decided_by"),
            "for_each": self._for_each(),
            "let": values,
            "when": ref("conditions"),
            "require": ref("conditions"),
            "at": place,
            "see": one_or_none(place),
            "show": closed({"found": ref("any_value"), "expected": ref("any_value")}),
            "message": texts(_TEMPLATE),
            "fix": texts(_TEMPLATE),
            "hints": one_or_none(hint),
            "severity_when": one_or_none(switch),
            "amount": {"anyOf": [ref("number"), {"enum": [name for name in PROOF if name == "difference"]}]},
        }

    def _own(self) -> dict[str, Schema]:
        """Give the keys that only rules over findings or forms have: joins, and what becomes of findings."""
        keys, alike = (self._names.enum(_attributes_of(kinds)) for kinds in (KEY_KINDS, ALIKE_KINDS))
        same = {"anyOf": [one_or_more(keys), _by_attribute(keys, ref("value"))]}
        above: Schema = {"anyOf": [_SHARE, {"type": "string", "pattern": r"^params\."}]}
        join = closed({
            "of": {"enum": list(batchnames.FORMS)},
            "same": same,
            "alike": {**_by_attribute(alike, above), "maxProperties": 1},
            "where": ref("where"),
            "itself": FLAG,
        }, *JOIN_NEEDED)  # fmt: skip
        parts = {"note": texts(_TEMPLATE), "batch_note": texts(_TEMPLATE), "standing": {"enum": list(STANDINGS)}}
        effects = [closed({key: parts[key] for key in keys}, keys[0]) for keys in EFFECTS.values()]
        return {
            "join": {"type": "object", "propertyNames": ref("new_name"), "additionalProperties": join},
            "then": {"anyOf": effects},
        }

    def _pattern(self) -> Schema:
        """Give a regular expression: no name, and none of what RE2 does not know."""
        others = [{"pattern": r"\(\?(?:[=!]|<[=!])|\\[1-9]|^vocab\."}, {"enum": self._names.named(is_value)}]
        return {"type": "string", "not": {"anyOf": others}}

    def _params(self, *needed: str) -> Schema:
        value = {"anyOf": [SCALAR, {"type": "array", "minItems": 1, "items": SCALAR}]}
        param = closed({"value": value, "unit": SCALAR, "decided_by": texts(TEXT)}, *needed)
        return {"type": "object", "propertyNames": {"pattern": r"^[^\s.{}]+$"}, "additionalProperties": param}

    def _for_each(self) -> Schema:
        listed = [closed({key: one_or_more(self._names.enum(list(fields)))}, key) for key, (_, fields) in LISTS.items()]
        params = {"type": "string", "pattern": r"^params\."}
        return {
            "type": "object",
            "properties": {"where": ref("where")},
            "propertyNames": {"anyOf": [{"const": "where"}, ref("new_name")]},
            "additionalProperties": {"anyOf": [ref("table_name"), ref("word_list"), params, *listed]},
            "if": {"required": ["where"]},
            "then": {"minProperties": 2, "maxProperties": 2},
            "else": {"minProperties": 1, "maxProperties": 1},
        }


def _attributes_of(kinds: Collection[str]) -> list[str]:
    """Give the attributes by which rows of a batch may be joined: those that are of one of these kinds in some table."""
    found: dict[str, None] = {}
    for table in dict.fromkeys(batchnames.FORMS.values()):
        for name, declared in names.ELEMENTS[table].items():
            inner = names.ELEMENTS.get(declared, {}) if declared not in kinds else {}
            paths = [name, *(f"{name}.{last}" for last in inner)]
            found.update(dict.fromkeys(
                path for path in paths
                if kind_of(names.attribute_type(table, tuple(path.split("."))) or "") in kinds
            ))  # fmt: skip
    return list(found)


def _by_attribute(attributes: Schema, value: Schema) -> Schema:
    return {"type": "object", "minProperties": 1, "propertyNames": attributes, "additionalProperties": value}
