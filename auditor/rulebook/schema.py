"""The JSON Schema of rule files, for completion and hover help in editors and for check-jsonschema.

It is generated from the tables that `auditor.rulebook.rulefile` reads by, for the vocabulary, documents and layouts of
one pack; a new key, verb, comparison or name appears in it by itself. It accepts what authors write naturally (``true``
or ``"true"``, ``0.01`` or ``"0.01"``) and is never stricter than the reader; what it cannot know is left to ``rules lint``.
Draft 7, which editors understand best.
"""

from collections.abc import Collection
from typing import Final

from auditor.forms.vocabulary import Vocabulary
from auditor.rulebook import names
from auditor.rulebook.pack import Pack
from auditor.rulebook.rule import DIMENSIONS, LANGUAGES, SEVERITIES, STATUSES
from auditor.rulebook.rulefile import KEYS, NEEDED, RULE_ID
from auditor.rulebook.ruleparts import PROOF
from auditor.rulebook.schema_conditions import ConditionSchemas, closed, constant, one_or_more, ref
from auditor.rulebook.schema_names import FLAG, SCALAR, NameSchemas, Schema
from auditor.wording import knows, say

DRAFT: Final = "http://json-schema.org/draft-07/schema#"
_TEXT: Final[Schema] = {"type": "string", "pattern": r"\S"}
_TEMPLATE: Final[Schema] = {"type": "string", "pattern": r"^(?=[\s\S]*\S)(?:[^{}]|\{[^{}]+\})*$"}


def rule_schema(pack: Pack, lang: str = "zh") -> Schema:
    """Give the schema of the rule files of a pack; descriptions are in ``lang``."""
    capabilities = sorted({name for layout in pack.layouts for name in layout.provides})
    return _RuleSchema(pack.vocabulary, pack.documents, capabilities, lang).whole()


class _RuleSchema:
    def __init__(self, vocabulary: Vocabulary, documents: Collection[str], capabilities: list[str], lang: str) -> None:
        self._names = NameSchemas(vocabulary, lang)
        self._conditions = ConditionSchemas(self._names, lang)
        self._documents, self._capabilities, self._lang = list(documents), capabilities, lang

    def whole(self) -> Schema:
        definitions = {
            **dict(self._names.definitions()),
            **dict(self._conditions.definitions()),
            "constant": constant(self._names),
            "pattern": {"anyOf": [ref("pattern_name"), {"type": "string", "not": {"pattern": r"\(\?[=!<]|\\[1-9]"}}]},
        }
        return {
            "$schema": DRAFT,
            "title": say(self._lang, "schema.rule_title"),
            "description": say(self._lang, "schema.rule_about"),
            **closed({key: self._described(key) for key in KEYS}, *NEEDED),
            "definitions": definitions,
        }

    def _described(self, key: str) -> Schema:
        known = knows(f"schema.key_{key}")
        described: Schema = {"description": say(self._lang, f"schema.key_{key}")} if known else {}
        return {**described, **self._key(key)}

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
            "title": _texts(_TEXT),
            "severity": {"enum": list(SEVERITIES)},
            "dimension": {"enum": list(DIMENSIONS)},
            "group": SCALAR,
            "status": {"enum": list(STATUSES)},
            "since": SCALAR,
            "waivable": FLAG,
            "basis": one_or_none(article),
            "requires": one_or_none(self._names.enum(self._capabilities)),
            "params": self._params(),
        }

    def _body(self) -> dict[str, Schema]:
        """Give the keys that say what must hold, and what a finding shows."""
        values = {"type": "object", "propertyNames": ref("new_name"), "additionalProperties": ref("value")}
        place = {"anyOf": [ref("value_name"), ref("column_name"), ref("own_name")]}
        hint = closed({"when": ref("conditions"), "text": _texts(_TEMPLATE)}, "when", "text")
        switch = closed({"severity": {"enum": list(SEVERITIES)}, "when": ref("conditions")}, "severity", "when")
        return {
            "for_each": self._for_each(),
            "let": values,
            "when": ref("conditions"),
            "require": ref("conditions"),
            "at": place,
            "see": one_or_none(place),
            "show": closed({"found": ref("any_value"), "expected": ref("any_value")}),
            "message": _texts(_TEMPLATE),
            "fix": _texts(_TEMPLATE),
            "hints": one_or_none(hint),
            "severity_when": one_or_none(switch),
            "amount": {"anyOf": [ref("number"), {"enum": [name for name in PROOF if name == "difference"]}]},
        }

    def _params(self) -> Schema:
        value = {"anyOf": [SCALAR, {"type": "array", "minItems": 1, "items": SCALAR}]}
        param = closed({"value": value, "unit": SCALAR, "decided_by": _texts(_TEXT)}, "value", "decided_by")
        return {"type": "object", "propertyNames": {"pattern": r"^[^\s.{}]+$"}, "additionalProperties": param}

    def _for_each(self) -> Schema:
        fields = closed({"fields": one_or_more(self._names.enum(list(names.FIELD_NAMES)))}, "fields")
        return {
            "type": "object",
            "properties": {"where": ref("where")},
            "propertyNames": {"anyOf": [{"const": "where"}, ref("new_name")]},
            "additionalProperties": {"anyOf": [ref("table_name"), ref("word_list"), ref("own_name"), fields]},
            "if": {"required": ["where"]},
            "then": {"minProperties": 2, "maxProperties": 2},
            "else": {"minProperties": 1, "maxProperties": 1},
        }


def _texts(text: Schema) -> Schema:
    """Give one text for both languages, or one each; the Chinese one is needed."""
    return {"anyOf": [text, closed(dict.fromkeys(LANGUAGES, text), "zh")]}


def one_or_none(item: Schema) -> Schema:
    """Give a schema for one thing or any list of them, an empty one included."""
    return {"anyOf": [item, {"type": "array", "items": item}]}
