"""The names that rules over findings and over forms may use, beside those of one form. Source: rule-format.md.

A rule ``over: findings`` sees one form and what was found in it; a rule ``over: forms`` sees the whole batch: its forms
with their rows, last year's forms and imported tables. Types are those of `auditor.rulebook.names`; money is in 万元.
"""

from typing import Final

from auditor.forms.model import FUNDING_FIELDS, TEXT_FIELDS

FINDING: Final[dict[str, str]] = {
    "rule_id": "word:rule",
    "group": "word:group",
    "severity": "word:severity",
    "outcome": "word:outcome",
    "dimension": "text",
    "subject": "text",
    "field": "text",
    "amount": "number",
    "near_loss": "flag",
    "loss": "text",
}
"""A finding; ``near_loss``: what was read where it points may not be what the form prints, and ``loss`` says why."""

_FORM: Final = {
    "form_id": "text",
    "layout": "text",
    "office": "text",
    "year": "number",
    **dict.fromkeys(TEXT_FIELDS, "text"),
    "name_core": "text",
    "phase": "text",
    "narratives": "text",
    "funding": "funding",
    "half_year_plan": "number",
    "half_year_execution": "number",
    "own_indicators": "number",
    "indicator_names": "list",
    "indicator_values": "text",
}
"""``office`` is the implementing unit where the budget table lists units, else the department; ``name_core`` the project
name without years and generic endings, ``phase`` the part that numbers a series (一期),
``half_year_plan`` the sum of the half-year spending, ``half_year_execution`` the half-year target of 预算执行率 (%),
``own_indicators`` the number of its indicators that are no preset ones, ``indicator_names`` their different names,
``indicator_values`` these with their targets as one text."""

_INDICATOR: Final = {
    "level1": "text",
    "level2": "text",
    "level3": "text",
    "key": "text",
    "own": "flag",
    "direction": "word:direction",
    "limit": "word:limit",
    "half_year": "target",
    "full_year": "target",
}
"""``key`` is the name as indicators are compared; ``limit`` what the full-year sign sets: a lower or upper limit, or an
exact value."""

_PROJECT: Final = {
    "project_name": "text",
    "name_core": "text",
    "department": "text",
    "implementing_unit": "text",
    "office": "text",
    "amount": "number",
    "spent": "number",
}
"""A project of an imported table: its budget and, in last year's, what was spent."""

ELEMENTS: Final[dict[str, dict[str, str]]] = {
    "findings": FINDING,
    "funding": dict.fromkeys(FUNDING_FIELDS, "number"),
    "forms": _FORM,
    "form_spending": {"name": "text", "half_year": "number", "full_year": "number", "form": "forms"},
    "form_indicators": {**_INDICATOR, "form": "forms"},
    "form_texts": {"field": "text", "label": "text", "text": "text", "length": "number", "form": "forms"},
    "form_findings": {**FINDING, "form": "forms"},
    "previous": _FORM,
    "previous_indicators": {**_INDICATOR, "form": "previous"},
    "executed": _PROJECT,
    "budget": _PROJECT,
    "offices": {"office": "text"},
    "subtotals": {"name": "text", "amount": "number", "filed": "number", "listed": "number"},
    "projects": {"name_core": "text", "project_name": "text", "office": "text"},
    "rules": {
        "rule_id": "word:rule",
        "group": "word:group",
        "title": "text",
        "asked_forms": "number",
        "failed_forms": "number",
    },
}
"""``subtotals`` are the sums that lists of projects print for a unit: ``amount`` as printed, ``filed`` what the ``listed``
projects below it add up to. ``offices`` and ``projects`` are those that forms or the budget table name; ``rules`` were asked of the batch, and
``failed_forms`` of the ``asked_forms`` failed them."""

FINDINGS: Final[dict[str, str]] = {"findings": "findings"}
"""What a rule ``over: findings`` may name beside the names of its form."""

FORMS: Final[dict[str, str]] = {
    "forms": "forms",
    "spending": "form_spending",
    "indicators": "form_indicators",
    "texts": "form_texts",
    "findings": "form_findings",
    "previous": "previous",
    "previous_indicators": "previous_indicators",
    "executed": "executed",
    "budget": "budget",
    "offices": "offices",
    "subtotals": "subtotals",
    "projects": "projects",
    "rules": "rules",
}
"""What a rule ``over: forms`` may name, with its type."""

BESIDE: Final = ("previous", "executed", "budget")
"""What a run may be given beside its batch."""
CAPABILITIES: Final = (*BESIDE, "subtotals")
"""What a run may lack and a rule ``over: forms`` may require: documents or tables given beside
the batch, and lists that print sums of units."""

WORDS: Final[dict[str, tuple[str, ...]]] = {
    "limit": ("lower", "upper", "exact"),
    "severity": ("error", "warning", "info"),
    "outcome": ("pass", "fail", "not_applicable", "cannot_check", "waived"),
}
