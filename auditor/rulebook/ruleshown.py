"""Reads what a rule does about a failure: the texts and values that a finding shows, or what becomes of other findings."""

from typing import Final

from auditor.marked import Mapping, Text, Value
from auditor.rulebook.expressions import Condition, Operand
from auditor.rulebook.leaves import items
from auditor.rulebook.rule import SEVERITIES, STANDINGS, Effect, Template
from auditor.rulebook.ruleparts import PartReader

EFFECTS: Final = {"findings": ("note", "standing"), "rules": ("batch_note",)}
"""What may be done about each kind of subject; the first is needed."""


def read_effect(value: Value, reader: PartReader) -> Effect | None:
    """Read what becomes of the findings a rule is about: of the finding itself, or of all failures of a rule."""
    allowed = EFFECTS.get(reader.scope.variable_type)
    if allowed is None:
        reader.reporter.at(value, "pack.effect_subject", allowed=", ".join(EFFECTS))
        return None
    if not isinstance(value, Mapping) or not reader.closed(value, allowed, allowed[:1]):
        reader.expect_mapping(value, allowed)
        return None
    return Effect(
        reader.templates(value, "note"),
        reader.templates(value, "batch_note"),
        reader.choice(value.get("standing"), STANDINGS),
    )


def read_shown(source: Mapping, reader: PartReader) -> dict[str, object]:
    """Read what a finding of the rule shows."""
    amount, is_difference = _amount(source.get("amount"), reader)
    see = [reader.operand(item, column=True) for item in items(source.get("see"))]
    return {
        "see": tuple(operand for operand in see if operand is not None),
        "show": _show(source.get("show"), reader),
        "message": reader.templates(source, "message"),
        "fix": reader.templates(source, "fix"),
        "amount": amount,
        "amount_is_difference": is_difference,
        "hints": _hints(source.get("hints"), reader),
        "severity_when": _severity_when(source.get("severity_when"), reader),
    }


def _amount(value: Value | None, reader: PartReader) -> tuple[Operand | None, bool]:
    """Give the money at stake, or that it is the difference found."""
    if value is None:
        return None, False
    if isinstance(value, Text) and value == "difference":
        return None, True
    return reader.operand(value, "number"), False


def _show(value: Value | None, reader: PartReader) -> dict[str, Operand]:
    """Read which values stand in a finding's found and expected cells, where the comparison itself says too little."""
    found: dict[str, Operand] = {}
    if isinstance(value, Mapping):
        reader.closed(value, ("found", "expected"))
    for name, item in reader.pairs(value):
        if (operand := reader.operand(item)) is not None:
            found[name] = operand
    return found


def _hints(value: Value | None, reader: PartReader) -> tuple[tuple[Condition, dict[str, Template]], ...]:
    """Read the sentences that are added when their condition holds."""
    found = []
    for item in items(value):
        if not isinstance(item, Mapping) or not reader.closed(item, ("when", "text"), ("when", "text")):
            reader.expect_mapping(item, ("when", "text"))
            continue
        condition, text = reader.condition(item["when"]), reader.templates(item, "text")
        if condition is not None:
            found.append((condition, text))
    return tuple(found)


def _severity_when(value: Value | None, reader: PartReader) -> tuple[tuple[str, Condition], ...]:
    """Read the conditions under which a failure weighs otherwise."""
    found = []
    for item in items(value):
        if not isinstance(item, Mapping) or not reader.closed(item, ("severity", "when"), ("severity", "when")):
            reader.expect_mapping(item, ("severity", "when"))
            continue
        severity, condition = reader.choice(item["severity"], SEVERITIES), reader.condition(item["when"])
        if condition is not None:
            found.append((severity, condition))
    return tuple(found)
