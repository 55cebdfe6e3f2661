"""The JSON Schema of rule files, for completion and hover help in editors and for check-jsonschema.

It is generated from the tables that `auditor.rulebook.rulefile` reads by, for the vocabulary, documents and layouts of
one pack; a new key, verb, comparison or name appears in it by itself. It accepts what authors write naturally (``true``
or ``"true"``, ``0.01`` or ``"0.01"``) and is never stricter than the reader; what it cannot know is left to ``rules lint``.
Draft 7, which editors understand best.
"""

from typing import Final

from auditor.rulebook.overrides import OVERRIDABLE
from auditor.rulebook.pack import Pack
from auditor.rulebook.periods import KEYS as PERIOD
from auditor.rulebook.rule import DIMENSIONS, SEVERITIES, STATUSES
from auditor.rulebook.rulefile import KEYS, LISTS, NEEDED, RULE_ID
from auditor.rulebook.ruleparts import PROOF
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

_TEMPLATE: Final[Schema] = {"type": "string", "pattern": r"^(?=[\s\S]*\S)(?:[^{}]|\{[^{}]+\})*$"}


def rule_schema(pack: Pack, lang: str = "zh") -> Schema:
    """Give the schema of the rule files of a pack; descriptions are in ``lang``."""
    return _RuleSchema(pack, lang).whole()


class _RuleSchema:
    def __init__(self, pack: Pack, lang: str) -> None:
        self._names = NameSchemas(pack.vocabulary, lang)
        self._conditions = ConditionSchemas(self._names, lang)
        self._documents, self._lang = list(pack.documents), lang
        self._capabilities = sorted({name for layout in pack.layouts for name in layout.provides})
        own = pack.layers[-1:]
        self._inherited = sorted(name for name, source in pack.sources.items() if source.stated.layer not in own)

    def whole(self) -> Schema:
        definitions = {
            **dict(self._names.definitions()),
            **dict(self._conditions.definitions()),
            "constant": constant(self._names),
            "pattern": {"anyOf": [ref("pattern_name"), self._pattern()]},
        }
        return {
            "$schema": DRAFT,
            "title": say(self._lang, "schema.rule_title"),
            "description": say(self._lang, "schema.rule_about"),
            **self._file(),
            "definitions": definitions,
        }

    def _file(self) -> Schema:
        """Give a whole rule or, in a pack that extends another, also a file that overrides an inherited rule."""
        properties = {key: self._described(key) for key in KEYS}
        if not self._inherited:
            return closed(properties, *NEEDED)
        properties["replaces"] = {**self._text("replaces"), "enum": self._inherited}
        whole = {"anyOf": [{"required": ["require"]}, {"required": ["replaces"]}]}
        override: Schema = {
            "propertyNames": {"enum": ["id", *OVERRIDABLE]},
            "properties": {"params": self._params("value")},
            "required": ["id"],
            "minProperties": 2,
        }
        strict = {**properties, "params": {}}
        return {
            **closed(strict),
            "if": {"properties": {"id": {"enum": self._inherited}}, "not": whole},
            "then": override,
            "else": {"properties": {"params": self._described("params")}, "required": list(NEEDED)},
        }

    def _text(self, key: str) -> Schema:
        known = knows(f"schema.key_{key}")
        return {"description": say(self._lang, f"schema.key_{key}")} if known else {}

    def _described(self, key: str) -> Schema:
        return {**self._text(key), **self._key(key)}

    def _key(self, key: str) -> Schema:
        """Give what may stand under a key; a key that has no entry here may hold anything."""
        described = self._head() | self._body()
        return described.get(key, {})

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
            "replaces": {"not": {}},
            "waivable": FLAG,
            "basis": one_or_none(article),
            "requires": one_or_none(self._names.enum(self._capabilities)),
            "params": self._params("value", "decided_by"),
        }

    def _body(self) -> dict[str, Schema]:
        """Give the keys that say what must hold, and what a finding shows."""
        values = {"type": "object", "propertyNames": ref("new_name"), "additionalProperties": ref("value")}
        place = {"anyOf": [ref("value_name"), ref("column_name"), ref("table_name"), ref("own_name")]}
        hint = closed({"when": ref("conditions"), "text": texts(_TEMPLATE)}, "when", "text")
        switch = closed({"severity": {"enum": list(SEVERITIES)}, "when": ref("conditions")}, "severity", "when")
        return {
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
        return {
            "type": "object",
            "properties": {"where": ref("where")},
            "propertyNames": {"anyOf": [{"const": "where"}, ref("new_name")]},
            "additionalProperties": {"anyOf": [ref("table_name"), ref("word_list"), ref("own_name"), *listed]},
            "if": {"required": ["where"]},
            "then": {"minProperties": 2, "maxProperties": 2},
            "else": {"minProperties": 1, "maxProperties": 1},
        }
