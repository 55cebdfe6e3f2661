"""Spells a finding out: what was found, what was expected, by how much they differ, and the message of the rule."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from auditor.checking.balances import BalanceView
from auditor.checking.logic import judge, leaf_truths
from auditor.checking.program import Program, RuleProgram
from auditor.checking.rows import TargetElement, exact
from auditor.checking.runtime import Getter, Runtime
from auditor.findings.masking import mask
from auditor.findings.words import WORDS, show, show_number, show_size
from auditor.forms.model import PERIODS
from auditor.rulebook.expressions import Call, Comparison, Derived, Each, Joined, Literal, Operand, Path, Proof
from auditor.rulebook.names import printed_field
from auditor.rulebook.periods import ALWAYS
from auditor.rulebook.plan import Atom, Formula, Number, Truth
from auditor.rulebook.rule import Template
from auditor.wording import say

_LONGEST: Final = 60
_LACKING: Final = {"measuring": "finding.row_cells"}
"""What a verb lacks that looks into the cells of rows by itself, so that no operand of it is missing."""
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


@dataclass(frozen=True, slots=True)
class Evidence:
    """The comparison that decided: both sides as text, and their difference (found − expected) where both are numbers."""

    found: str
    expected: str
    difference: Number | None


class Explainer:
    """Finds the words for the checks of one program, in one language."""

    def __init__(self, program: Program, lang: str) -> None:
        """Explain in ``lang``."""
        self._program = program
        self._getters: dict[int, Getter] = {}
        self._lang = lang
        rules = [rule_program.rule for rule_program in program.rules]
        self._hints = {
            rule.id: [(program.compiler.truth(condition), texts[lang]) for condition, texts in rule.hints]
            for rule in rules
        }
        self._severities = {
            rule.id: [(severity, program.compiler.truth(condition)) for severity, condition in rule.severity_when]
            for rule in rules
        }

    def severity(self, program: RuleProgram, runtime: Runtime) -> str:
        """Give the severity of a failing check."""
        for severity, holds in self._severities[program.rule.id]:
            if holds(runtime) is True:
                return severity
        return program.rule.severity

    def message(self, program: RuleProgram, runtime: Runtime, proof: Evidence) -> str:
        """Fill the rule's message, and add the hints that hold; say what was set for this run, or had to be supposed."""
        parts = [self._fill(program.rule.message[self._lang], runtime, proof)]
        parts += [
            self._fill(text, runtime, proof) for holds, text in self._hints[program.rule.id] if holds(runtime) is True
        ]
        parts += [
            say(
                self._lang,
                "finding.param",
                name=name,
                value=param.value.shown + param.unit,
                old=param.instead_of + param.unit,
            )
            for name, param in program.rule.params.items()
            if param.instead_of
        ]
        if program.rule.effective != ALWAYS and runtime.form.rule_year is None:
            parts.append(say(self._lang, "finding.undated"))
        return (" " if self._lang == "en" else "").join(parts)

    def fix(self, program: RuleProgram, runtime: Runtime, proof: Evidence) -> str:
        """Fill what the rule advises to do."""
        return self._fill(program.rule.fix[self._lang], runtime, proof)

    def filled(self, template: Template, runtime: Runtime) -> str:
        """Fill a text that rests on no comparison."""
        return self._fill(template, runtime, Evidence("", "", None))

    def evidence(self, program: RuleProgram, runtime: Runtime) -> Evidence:
        """Spell out the comparison that decided against the subject: the first, in the order written."""
        comparison, should_hold = self._decisive(program, runtime)
        found = self._getter(comparison.left)(runtime)
        right = [self._value(operand, runtime) for operand in comparison.right]
        numbers = _is_number(found) and len(right) == 1 and _is_number(right[0])
        shown = {name: self._short(self._value(operand, runtime)) for name, operand in program.rule.show.items()}
        return Evidence(
            shown.get("found", "" if found is None else self._short(self._value(comparison.left, runtime))),
            shown.get("expected") or self._expected(comparison, right, holds=should_hold),
            found - right[0] if numbers else None,
        )

    def missing(self, program: RuleProgram, runtime: Runtime) -> str:
        """Name, in words, the operands whose absence left a check undecided."""
        named: dict[str, None] = {}
        for index in (*program.when, *program.require):
            plan, inputs = self._program.predicates[index], self._program.inputs[index](runtime)
            if judge(plan, inputs) is not None:
                continue
            for atom, truth in zip(plan.atoms, leaf_truths(plan, inputs), strict=True):
                if truth is None:
                    for operand in (atom.comparison.left, *atom.comparison.right):
                        named.update(dict.fromkeys(self._missing(operand, runtime)))
        separator = say(self._lang, "finding.list_separator")
        return separator.join(named) or say(self._lang, "finding.computed")

    def _value(self, operand: Operand, runtime: Runtime) -> Any:
        """Give an operand's value as it is shown: a date as printed, a word of the rule language in words."""
        value = self._getter(operand)(runtime)
        if operand.type == "date" and isinstance(operand, Path):
            return runtime.form.form.texts.get(operand.name.partition(".")[0])
        if operand.type.startswith("word:") and value in WORDS:
            return say(self._lang, f"names.word_{value}")
        return value

    def _getter(self, operand: Operand) -> Getter:
        """Give an operand's function; found by identity, for the rules live as long as their explainer."""
        found = self._getters.get(id(operand))
        if found is None:
            found = self._getters[id(operand)] = self._program.compiler.getter(operand)
        return found

    def _decisive(self, program: RuleProgram, runtime: Runtime) -> tuple[Comparison, bool]:
        for index in program.require:
            plan, inputs = self._program.predicates[index], self._program.inputs[index](runtime)
            if judge(plan, inputs) is False:
                found = _decisive(plan.formula, plan.atoms, leaf_truths(plan, inputs), wanted=False)
                if found is not None:
                    return plan.atoms[found[0]].comparison, not found[1]
        return self._program.predicates[program.require[0]].atoms[0].comparison, True

    def _short(self, value: Any) -> str:
        """Print a value for a table cell: a long text is cut, but never within a number that must not be shown."""
        text = mask(show(value, self._lang))
        return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"

    def _expected(self, comparison: Comparison, right: list[Any], *, holds: bool) -> str:
        """Say what was expected; ``holds`` is False where the comparison stands under a ``not``."""
        lang, within = self._lang, comparison.within
        operator = comparison.operator if holds else _OPPOSITES[comparison.operator]
        if operator in ("filled", "not_filled"):
            return say(lang, "finding.filled" if right[0] is (operator == "filled") else "finding.not_filled")
        if operator in ("matches", "not_matches", "unique", "not_unique"):
            return say(lang, f"finding.{operator}")
        if operator in ("one_of", "none_of", "contains", "not_contains"):
            flat = [item for value in right for item in (value if isinstance(value, list | tuple) else [value])]
            return say(lang, f"finding.{operator}", values=self._short([item for item in flat if item is not None]))
        text = say(lang, f"finding.{operator}", value=self._short(right[0]))
        if within.rounding:
            return say(lang, "finding.rounding", text=text)
        if not within.amount:
            return text
        amount = show_number(exact(within.amount))
        amount = say(lang, "finding.per_line", amount=amount) if within.per_line else amount
        return say(lang, "finding.within", text=text, within=amount)

    def _fill(self, template: Template, runtime: Runtime, proof: Evidence) -> str:
        """Fill one text with the values of the subject."""
        return "".join(part if isinstance(part, str) else self._shown(part, runtime, proof) for part in template.parts)

    def _shown(self, operand: Operand, runtime: Runtime, proof: Evidence) -> str:
        if not isinstance(operand, Proof):
            return show(self._value(operand, runtime), self._lang)
        if operand.name == "difference":
            return "" if proof.difference is None else show_size(proof.difference)
        return proof.found if operand.name == "found" else proof.expected

    def _missing(self, operand: Operand, runtime: Runtime) -> list[str]:
        """List the labels of the missing values that an operand is made of."""
        if isinstance(operand, Literal | Proof):
            return []
        value = self._getter(operand)(runtime)
        if isinstance(operand, Derived) and not operand.attributes:
            return self._missing(operand.source, runtime)
        if isinstance(operand, Call):
            if value is not None:
                return []
            inner = [label for part in operand.operands for label in self._missing(part, runtime)]
            return inner or [say(self._lang, _LACKING.get(operand.verb, "finding.computed"))]
        if isinstance(operand, Each):
            return [self._label(operand, runtime)] if None in value else []
        if value is not None and not (isinstance(operand, Path) and operand.name in runtime.form.lost_tables):
            return []
        if isinstance(operand, Joined):
            own = [mine for mine, _ in operand.same] + ([operand.alike.own] if operand.alike else [])
            return [label for mine in own for label in self._missing(mine, runtime)]
        return [self._blank_cell(operand, runtime) or self._label(operand, runtime)]

    def _label(self, operand: Path | Derived | Each, runtime: Runtime) -> str:
        """Give an operand's label in words: the layout's for the form's fields, else those of its attributes."""
        names = runtime.form.layout.names
        if isinstance(operand, Path) and operand.root == "form":
            field = printed_field(operand.name)
            return names.get(field) or say(self._lang, f"names.{field.replace('.', '_')}")
        head = []
        if isinstance(operand, Each) and isinstance(operand.collection, Path):
            head.append(names.get(operand.collection.name, operand.collection.name))
        labels = [self._attribute(name, operand) for name in operand.attributes]
        return " ".join([*head, *labels]) or operand.shown

    def _attribute(self, name: str, operand: Path | Derived | Each) -> str:
        owner = operand.collection.type if isinstance(operand, Each) else operand.owner
        if owner.endswith("indicators") and name in PERIODS:
            return say(self._lang, f"names.indicator_{name}")
        return say(self._lang, f"names.{name}")

    def _blank_cell(self, operand: Path | Derived, runtime: Runtime) -> str:
        """Give the label of the target cell an operand is a part of, when that cell as a whole is blank."""
        item = runtime.item
        if not isinstance(operand, Path) or operand.root != "item":
            return ""
        if isinstance(item, BalanceView):
            return say(self._lang, "finding.list_separator").join(item.lacking)
        if isinstance(item, TargetElement) and not item.target.filled:
            return say(self._lang, f"names.indicator_{item.period}")
        if operand.owner == "indicators" and operand.attributes[0] in PERIODS:
            period = operand.attributes[0]
            return "" if getattr(item, period).filled else say(self._lang, f"names.indicator_{period}")
        return ""


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


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Fraction) and not isinstance(value, bool)
