"""The JSON Schemas of a pack's files, by the names under which they lie beside ``pack.yaml``."""

import json
import re
from typing import Final

from auditor.findings.finding import OUTCOMES
from auditor.findings.ruletests import BATCH_CASE_KEYS, CASE_KEYS, KEYS, NEEDED_CASE_KEYS
from auditor.findings.trials import FORM_KEYS, PATCH_KEYS, TABLE_COLUMNS, TABLE_KEYS
from auditor.rulebook import documents, inheritance, periods
from auditor.rulebook.pack import Pack
from auditor.rulebook.rule import SEVERITIES
from auditor.rulebook.sample import HEADS, MONEY, ROWS
from auditor.rulebook.schema import rule_schema
from auditor.rulebook.schema_names import DRAFT, FLAG, SCALAR, TEXT, Schema, closed, one_or_none, texts
from auditor.rulebook.wordfiles import vocabulary_schema
from auditor.wording import knows, say

RULE_SCHEMA: Final = "rule.schema.json"
_CELL: Final[Schema] = {"type": ["string", "number", "boolean", "null"]}
"""What a form prints; null is a blank cell."""


def schemas(pack: Pack, lang: str = "zh") -> dict[str, str]:
    """Give the schemas of rule, test, pack and vocabulary files as JSON text, by file name."""
    found = {
        RULE_SCHEMA: rule_schema(pack, lang),
        "test.schema.json": _test_schema(lang),
        "pack.schema.json": _pack_schema(lang),
        "vocabulary.schema.json": vocabulary_schema(lang),
    }
    return {name: json.dumps(schema, ensure_ascii=False, indent=1) + "\n" for name, schema in found.items()}


def _described(lang: str, sentences: dict[str, str], known: dict[str, Schema]) -> dict[str, Schema]:
    """Give the keys of a mapping with what may stand under each, and its hover text where its sentence is there."""
    found = {}
    for key, sentence in sentences.items():
        described: Schema = {"description": say(lang, sentence)} if knows(sentence) else {}
        found[key] = {**described, **known.get(key, {})}
    return found


def _test_schema(lang: str) -> Schema:
    """Give the schema of the test beside a rule."""
    rows = {table: {"type": "array", "items": closed(dict.fromkeys(columns, _CELL))} for table, columns in ROWS.items()}
    columns = "|".join(rf"{table}\.[0-9]+\.(?:{'|'.join(names)})" for table, names in ROWS.items())
    money = "|".join(rf"{re.escape(group)}\.(?:{'|'.join(fields)})" for group, fields in MONEY.items())
    cell = rf"^(?:{'|'.join(HEADS)}|{money}|{columns})$"
    row = {"type": "string", "pattern": rf"^(?:{'|'.join(ROWS)})(?:\.[0-9]+)?$"}
    patch = _described(lang, {key: f"schema.case_{key}" for key in PATCH_KEYS}, {
        "set": {"type": "object", "propertyNames": {"pattern": cell}, "additionalProperties": _set_to()},
        "remove": one_or_none(row),
        "add": closed(rows),
        "unlabelled": one_or_none(SCALAR),
        "damaged": one_or_none(SCALAR),
    })  # fmt: skip
    forms = one_or_none(closed(patch))
    table = one_or_none(closed(dict.fromkeys(TABLE_COLUMNS, _CELL)))
    case = _described(lang, {key: f"schema.case_{key}" for key in dict.fromkeys((*CASE_KEYS, *BATCH_CASE_KEYS))}, {
        "name": SCALAR,
        "expect": {"enum": list(OUTCOMES)},
        **dict.fromkeys(("subject", "at", "says"), SCALAR),
        "severity": {"enum": list(SEVERITIES)},
        **patch,
        **dict.fromkeys(FORM_KEYS, forms),
        **dict.fromkeys(TABLE_KEYS, table),
    })  # fmt: skip
    keys = {"rule": SCALAR, "form": SCALAR, "cases": one_or_none(closed(case, *NEEDED_CASE_KEYS))}
    title = say(lang, "schema.test_title")
    return {
        "$schema": DRAFT,
        "title": title,
        **closed(_described(lang, {key: f"schema.test_{key}" for key in KEYS}, keys), *KEYS),
    }


def _set_to() -> Schema:
    """Give what a cell of a form may be set to: what is printed, or a list of texts."""
    return {"anyOf": [_CELL, {"type": "array", "items": SCALAR}]}


def _pack_schema(lang: str) -> Schema:
    """Give the schema of ``pack.yaml``."""
    known = {"title": texts(TEXT), "verified": FLAG, **dict.fromkeys(("number", "issued"), SCALAR)}
    known["in_force"] = {"anyOf": [SCALAR, {**closed(dict.fromkeys(periods.KEYS, SCALAR)), "minProperties": 1}]}
    document = closed(
        _described(lang, {key: f"schema.document_{key}" for key in documents.KEYS}, known), *documents.NEEDED
    )
    keys = _described(lang, {key: f"schema.pack_{key}" for key in inheritance.KEYS}, {
        **dict.fromkeys(("name", "version", "extends", "needs_engine"), SCALAR),
        "title": texts(TEXT),
        "documents": {"type": "object", "additionalProperties": document},
    })  # fmt: skip
    own_register: Schema = {"anyOf": [{"required": ["extends"]}, {"required": ["documents"]}]}
    title = say(lang, "schema.pack_title")
    return {"$schema": DRAFT, "title": title, **closed(keys, *inheritance.NEEDED), **own_register}
