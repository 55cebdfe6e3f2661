"""The closed set of names that a rule may use, with their types. Source: contract.md §2, rule-format.md.

Types are words: ``number`` (Decimal, money in 万元), ``text``, ``flag``, ``date`` (an interval of days), ``target`` (a target
cell as a whole), ``list`` (words), ``word:…`` (a text out of a closed set), ``quantity`` (one that a text states, as a
subject) and the names of the collections below.
"""

from typing import Final

from auditor.forms.model import FUNDING_FIELDS, TEXT_FIELDS
from auditor.rulebook import batchnames

FIELD_NAMES: Final = ("year", *TEXT_FIELDS)
WORDS: Final[dict[str, tuple[str, ...]]] = {
    "kind": ("quantity", "quality_word", "progress", "date", "unparsed"),
    "operator": ("≥", "≤", ">", "<", "="),
    "period": ("half_year", "full_year"),
    "balance": ("total", "subtotal", "lines"),
    "direction": ("lower_is_better", "higher_is_better", "unknown"),
    "field": FIELD_NAMES,
    "area": ("identity", "manager", "narratives", "spending_name", "indicator_name"),
    "profile": ("internal", "public"),
    **batchnames.WORDS,
}
_SPOKEN: Final = ("kind", "period", "direction", "limit", "area", "profile", "balance")
SPOKEN: Final = tuple(word for group in _SPOKEN for word in WORDS[group])
"""Words of the rule language that findings and pages say in the reader's language."""

_TARGET: Final = {
    "raw": "text",
    "operator": "word:operator",
    "value": "number",
    "upper": "number",
    "unit": "text",
    "family": "word:family",
    "kind": "word:kind",
    "amount": "number",
    "has_operator": "flag",
    "has_unit": "flag",
}

_INDICATOR: Final = {
    "level1": "text",
    "level2": "text",
    "level3": "text",
    "plain_name": "text",
    "standard": "flag",
    "own": "flag",
    "standard_name": "text",
    "expected": "text",
    "preset": "flag",
    "read_level1": "text",
    "read_level2": "text",
    "displaced": "flag",
    "legal_level1": "text",
    "direction": "word:direction",
    "named_direction": "word:direction",
    "declared_direction": "word:direction",
    "is_count": "flag",
    "is_money": "flag",
    "is_rate": "flag",
    "progress": "number",
    "weight": "number",
    "expected_units": "list",
    "half_year": "target",
    "full_year": "target",
}

_QUANTITY: Final = {
    "value": "number",
    "unit": "text",
    "family": "word:family",
    "amount": "number",
    "operator": "word:operator",
    "before": "text",
    "after": "text",
}

ELEMENTS: Final[dict[str, dict[str, str]]] = {
    "target": _TARGET,
    "spending": {"name": "text", "half_year": "number", "full_year": "number"},
    "indicators": _INDICATOR,
    "targets": {**_TARGET, "period": "word:period", "unit_allowed": "flag", "indicator": "indicators"},
    "amounts": {"value": "number", "readable": "flag", "places": "number", "label": "text", "text": "text"},
    "balances": {
        "sum_of": "word:balance",
        "printed": "number",
        "parts": "number",
        "exhaustive": "flag",
        "label": "text",
        "part_labels": "text",
    },
    "quantities": _QUANTITY,
    "quantity": {**_QUANTITY, "upper": "number", "approximate": "flag", "phrase": "text"},
    "numbers": {"value": "number"},
    "fields": {"name": "word:field", "value": "text", "label": "text", "options": "list"},
    "texts": {
        "value": "text",
        "label": "text",
        "area": "word:area",
        "phone_numbers": "list",
        "account_numbers": "list",
    },
    **batchnames.ELEMENTS,
}

_TABLES: Final = ("spending", "indicators", "targets", "amounts", "balances", "texts")
COLLECTIONS: Final = (*_TABLES, *batchnames.FINDINGS, *batchnames.FORMS.values())
FOUND_IN_TEXT: Final = ("quantities", "numbers")

FORM: Final[dict[str, str]] = {
    "year": "number",
    "unit": "text",
    "unit_printed": "flag",
    "units_distinct": "number",
    "title": "text",
    "profile": "word:profile",
    "narratives": "text",
    "start.year": "number",
    "start.date": "date",
    "end.year": "number",
    "end.date": "date",
    "layout.precision": "number",
    "layout.has_half_year": "flag",
    "layout.level1": "list",
    "layout.weight_total": "number",
    **dict.fromkeys(TEXT_FIELDS, "text"),
    **{f"funding.{name}": "number" for name in FUNDING_FIELDS},
    "spending.total": "number",
    "last_year.budget": "number",
    "last_year.executed": "number",
    **{name: name for name in _TABLES},
}

ROOTS: Final[dict[str, dict[str, str]]] = {
    "": FORM,
    "findings": FORM | batchnames.FINDINGS,
    "forms": batchnames.FORMS,
}
"""The names a rule begins with, by what the rule is ``over``."""

RESERVED: Final = frozenset({"params", "vocab", "found", "expected", "difference"})
"""With the names of `ROOTS`, those that a rule may not give to its own values: they would hide what everybody reads."""


def attribute_type(owner: str, attributes: tuple[str, ...]) -> str | None:
    """Give the type of a dotted attribute of a collection's element, None when there is no such attribute."""
    for attribute in attributes:
        found = ELEMENTS.get(owner, {}).get(attribute)
        if found is None:
            return None
        owner = found
    return owner


def printed_field(name: str) -> str:
    """Give the field that a form's name is printed in: the dates and years of a period stand in ``start`` and ``end``."""
    return name.removesuffix(".date").removesuffix(".year")
