"""Spells a finding out: what was found, what was expected, by how much they differ, and the message of the rule."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from auditor.checking.logic import leaf_truths
from auditor.checking.operands import getter
from auditor.checking.program import PredicateProgram, RuleProgram, truth_getter
from auditor.checking.runtime import Runtime
from auditor.checking.views import TargetElement, exact
from auditor.findings.words import show, show_number, show_size
from auditor.forms.model import PERIODS
from auditor.rulebook.expressions import Call, Comparison, Each, Literal, Operand, Path
from auditor.rulebook.plan import Atom, Formula, Inputs, Number, Truth
from auditor.rulebook.rule import Template
from auditor.wording import say

_LONGEST: Final = 60
_OPPOSITES: Final = {
    "equals": "differs_from",
    "differs_from": "equals",
    "one_of": "none_of",
    "none_of": "one_of",
    "at_most": "more_than",
    "more_than": "at_most",
    "at_least": "less_than",
    "less_than": "at_least",
    "filled": "not_filled",
    "contains": "not_contains",
    "matches": "not_matches",
    "unique": "not_unique",
}
_DERIVED: Final = ("found", "expected", "difference")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The comparison that decided: both sides as text, and their difference (found − expected) where both are numbers."""

    found: str
    expected: str
    difference: Number | None


def decisive(program: PredicateProgram, inputs: Inputs) -> tuple[Comparison, bool]:
    """Give the first comparison, in the order written, that made the predicate false, and the truth it should have."""
    plan = program.predicate
    found = _decisive(plan.formula, plan.atoms, leaf_truths(plan, inputs), wanted=False)
    index, truth = found if found is not None else (0, False)
    return plan.atoms[index].comparison, not truth


def _decisive(
    formula: Formula, atoms: tuple[Atom, ...], truths: list[Truth], *, wanted: bool
) -> tuple[int, bool] | None:
    """Give the atom that decided, and the truth that its comparison (as written) has."""
    if isinstance(formula, int):
        return (formula, wanted) if truths[formula] is wanted else None
    operator, parts = formula
    if operator == "not":
        part = parts[0]
        if isinstance(part, int) and atoms[part].negated:
            return (part, wanted) if truths[part] is not wanted and truths[part] is not None else None
        wanted = not wanted
    return next((found for part in parts if (found := _decisive(part, atoms, truths, wanted=wanted))), None)


def evidence(program: RuleProgram, inputs: Inputs, runtime: Runtime, lang: str) -> Evidence:
    """Spell out the comparison that decided against the subject."""
    comparison, should_hold = decisive(program.require, inputs)
    found = getter(comparison.left)(runtime)
    right = [getter(operand)(runtime) for operand in comparison.right]
    numbers = _is_number(found) and len(right) == 1 and _is_number(right[0])
    shown = {name: _short(getter(operand)(runtime), lang) for name, operand in program.rule.show.items()}
    return Evidence(
        shown.get("found", "" if found is None else _short(found, lang)),
        shown.get("expected") or _expected(comparison, right, lang, holds=should_hold),
        found - right[0] if numbers else None,
    )


def _short(value: Any, lang: str) -> str:
    """Print a value for a table cell: a long text is cut."""
    text = show(value, lang)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Fraction) and not isinstance(value, bool)


def _expected(comparison: Comparison, right: list[Any], lang: str, *, holds: bool) -> str:
    """Say what was expected; ``holds`` is False where the comparison stands under a ``not``."""
    operator, within = comparison.operator, comparison.within
    if not holds:
        operator = _OPPOSITES[operator]
    if operator in ("filled", "not_filled"):
        return say(lang, "finding.filled" if right[0] is (operator == "filled") else "finding.not_filled")
    if operator in ("matches", "not_matches", "unique", "not_unique"):
        return say(lang, f"finding.{operator}")
    if operator in ("one_of", "none_of", "contains", "not_contains"):
        flat = [item for value in right for item in (value if isinstance(value, list | tuple) else [value])]
        return say(lang, f"finding.{operator}", values=_short([item for item in flat if item is not None], lang))
    text = say(lang, f"finding.{operator}", value=_short(right[0], lang))
    if within.rounding:
        return say(lang, "finding.rounding", text=text)
    if not within.amount:
        return text
    amount = show_number(exact(within.amount))
    amount = say(lang, "finding.per_line", amount=amount) if within.per_line else amount
    return say(lang, "finding.within", text=text, within=amount)


def message(program: RuleProgram, runtime: Runtime, proof: Evidence, lang: str) -> str:
    """Fill the rule's message, and add the hints that hold."""
    rule = program.rule
    parts = [fill(rule.message[lang], runtime, proof, lang)]
    for condition, texts in rule.hints:
        if truth_getter("hint", condition)(runtime) is True:
            parts.append(fill(texts[lang], runtime, proof, lang))
    return (" " if lang == "en" else "").join(parts)


def fill(template: Template, runtime: Runtime, proof: Evidence, lang: str) -> str:
    """Fill one text with the values of the subject."""
    return "".join(part if isinstance(part, str) else _shown(part, runtime, proof, lang) for part in template.parts)


def _shown(operand: Operand, runtime: Runtime, proof: Evidence, lang: str) -> str:
    if isinstance(operand, Path) and operand.root == "let" and operand.name in _DERIVED:
        if operand.name == "difference":
            return "" if proof.difference is None else show_size(proof.difference)
        return proof.found if operand.name == "found" else proof.expected
    return show(getter(operand)(runtime), lang)


def missing(program: PredicateProgram, inputs: Inputs, runtime: Runtime, lang: str) -> str:
    """Name, in words, the operands whose absence left a predicate unknown."""
    named: dict[str, None] = {}
    for atom, truth in zip(program.predicate.atoms, leaf_truths(program.predicate, inputs), strict=True):
        if truth is not None:
            continue
        for operand in (atom.comparison.left, *atom.comparison.right):
            named.update(dict.fromkeys(_missing(operand, runtime, lang)))
    separator = say(lang, "finding.list_separator")
    return separator.join(named) or say(lang, "finding.computed")


def _missing(operand: Operand, runtime: Runtime, lang: str) -> list[str]:
    """List the labels of the missing values that an operand is made of."""
    if isinstance(operand, Literal):
        return []
    value = getter(operand)(runtime)
    if isinstance(operand, Path) and operand.root == "let" and not operand.attributes:
        source = runtime.table.sources.get(operand.name)
        return [] if value is not None or source is None else _missing(source, runtime, lang)
    if isinstance(operand, Call):
        if value is not None:
            return []
        inner = [label for part in operand.operands for label in _missing(part, runtime, lang)]
        return inner or [say(lang, "finding.computed")]
    if isinstance(operand, Each):
        return [label_of(operand, runtime, lang)] if None in value else []
    if blank := _blank_cell(operand, runtime, lang):
        return [blank] if value is None else []
    return [label_of(operand, runtime, lang)] if value is None else []


def label_of(operand: Path | Each, runtime: Runtime, lang: str) -> str:
    """Give an operand's label in words: the layout's for the form's fields, else those of its attributes."""
    names = runtime.form.layout.names
    if isinstance(operand, Path) and operand.root == "form":
        base = operand.name.partition(".")[0]
        return names.get(operand.name, names.get(base, operand.name))
    head = []
    if isinstance(operand, Each):
        head.append(names.get(operand.collection.name, operand.collection.name))
    labels = [_attribute(name, operand, lang) for name in operand.attributes]
    return " ".join([*head, *labels]) or operand.shown


def _blank_cell(operand: Path, runtime: Runtime, lang: str) -> str:
    """Give the label of the target cell an operand is a part of, when that cell as a whole is blank."""
    item = runtime.item
    if operand.root == "item" and isinstance(item, TargetElement) and not item.target.filled:
        return say(lang, f"finding.indicator_{item.period}")
    if operand.root == "item" and operand.owner == "indicators" and operand.attributes[0] in PERIODS:
        cell = getattr(item, operand.attributes[0])
        return "" if cell.filled else say(lang, f"finding.indicator_{operand.attributes[0]}")
    return ""


def _attribute(name: str, operand: Path | Each, lang: str) -> str:
    owner = operand.collection.type if isinstance(operand, Each) else operand.owner
    if name == "progress":
        return say(lang, "finding.progress_attribute")
    if owner == "indicators" and name in ("half_year", "full_year"):
        return say(lang, f"finding.indicator_{name}")
    try:
        return say(lang, f"finding.{name}")
    except KeyError:
        return name
