"""Spells a finding out: what was found, what was expected, by how much they differ, and the message of the rule."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from auditor.checking.logic import leaf_truths
from auditor.checking.operands import getter
from auditor.checking.program import PredicateProgram, RuleProgram, truth_getter
from auditor.checking.runtime import Runtime
from auditor.findings.words import show, show_number
from auditor.rulebook.expressions import Call, Comparison, Each, Literal, Operand, Path
from auditor.rulebook.plan import Formula, Inputs, Number, Truth
from auditor.rulebook.rule import Template
from auditor.wording import say

_NEGATED: Final = {"differs_from", "none_of"}
_DERIVED: Final = ("found", "expected", "difference")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The comparison that decided: both sides as text, and their difference (found − expected) where both are numbers."""

    found: str
    expected: str
    difference: Number | None


def decisive(program: PredicateProgram, inputs: Inputs) -> Comparison:
    """Give the first comparison, in the order written, that made the predicate false."""
    truths = leaf_truths(program.predicate, inputs)
    index = _decisive(program.predicate.formula, truths, wanted=False)
    return program.predicate.atoms[0 if index is None else index].comparison


def _decisive(formula: Formula, truths: list[Truth], *, wanted: bool) -> int | None:
    if isinstance(formula, int):
        return formula if truths[formula] is wanted else None
    operator, parts = formula
    inner = not wanted if operator == "not" else wanted
    return next((found for part in parts if (found := _decisive(part, truths, wanted=inner)) is not None), None)


def evidence(comparison: Comparison, runtime: Runtime, lang: str) -> Evidence:
    """Spell out one comparison on one subject."""
    found = getter(comparison.left)(runtime)
    right = [getter(operand)(runtime) for operand in comparison.right]
    numbers = _is_number(found) and len(right) == 1 and _is_number(right[0])
    return Evidence(
        "" if found is None else show(found, lang),
        _expected(comparison, right, lang),
        found - right[0] if numbers else None,
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Fraction) and not isinstance(value, bool)


def _expected(comparison: Comparison, right: list[Any], lang: str) -> str:
    operator, within = comparison.operator, comparison.within
    if operator == "filled":
        return say(lang, "finding.filled" if right[0] else "finding.not_filled")
    if operator in ("matches", "unique"):
        return say(lang, f"finding.{operator}")
    if operator in ("one_of", "none_of", "contains"):
        flat = [item for value in right for item in (value if isinstance(value, list | tuple) else [value])]
        return say(lang, f"finding.{operator}", values=show([item for item in flat if item is not None], lang))
    text = say(lang, "finding.equals" if operator in _NEGATED else f"finding.{operator}", value=show(right[0], lang))
    if operator in _NEGATED:
        return say(lang, "finding.not", text=text)
    if within.rounding:
        return say(lang, "finding.rounding", text=text)
    if not within.amount:
        return text
    amount = show_number(Fraction(within.amount))
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
            return "" if proof.difference is None else show_number(abs(proof.difference))
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
