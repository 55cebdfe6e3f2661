"""Says a rule's operands and conditions in plain words: ``支出明细各行的全年（程）预算数合计 等于 资金总额``.

A verb, a flag or a subject that has no sentence of its own yet is named as the author wrote it, never left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from auditor.findings.labels import LabelWords
from auditor.rulebook import names
from auditor.rulebook.expressions import (
    Call,
    Combination,
    Comparison,
    Condition,
    Derived,
    Each,
    Joined,
    Literal,
    Operand,
    Path,
    Tolerance,
)
from auditor.rulebook.rule import Rule
from auditor.wording import knows, say

_WORDS: Final = frozenset(names.SPOKEN)
_LONG: Final = {"zh": 40, "en": 100}
"""A let whose own words are longer is called by its name; what it means stands beside the condition."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One sentence, and the parts it is made of (none for a single comparison)."""

    text: str
    parts: "tuple[Clause, ...]" = ()


class RuleWords(LabelWords):
    """The words for the conditions of one rule, in one language; ``labels`` are a layout's names of its fields."""

    def __init__(self, rule: Rule, labels: Mapping[str, str], lang: str) -> None:
        """Speak of ``rule`` in ``lang``; printed labels are Chinese and serve that language only."""
        super().__init__(labels, lang)
        self._rule = rule
        self._joins: dict[str, Joined] = {}
        self._params = {id(param.value): (name, param.unit) for name, param in rule.params.items()}

    def condition(self, condition: Condition) -> Clause:
        """Give a condition as a tree of sentences."""
        if isinstance(condition, Comparison):
            return Clause(self._comparison(condition))
        if condition.operator == "not" and isinstance(condition.parts[0], Comparison):
            return Clause(self._denied(condition.parts[0]))
        parts = tuple(self.condition(part) for part in condition.parts)
        return Clause(self._say(f"spelled.{condition.operator}"), parts)

    def conditions(self, condition: Condition | None) -> list[Clause]:
        """Give the conditions that must hold together, one clause each."""
        if condition is None:
            return []
        if isinstance(condition, Combination) and condition.operator == "all":
            return [self.condition(part) for part in condition.parts]
        return [self.condition(condition)]

    def inline(self, clause: Clause) -> str:
        """Give a clause in one line."""
        if not clause.parts:
            return clause.text
        parts = say(self._lang, "finding.citation_separator").join(self.inline(part) for part in clause.parts)
        return self._say("spelled.inline", text=clause.text, parts=parts)

    def subjects(self) -> str:
        """Say what the rule is asked of: the form, every row of a table, every listed word or field."""
        asked = self._rule.subjects
        if asked is None:
            return self._say("spelled.each_form")
        members = list(asked.members)
        if asked.kind == "fields":
            text = self._say("spelled.each_field", values=self._join([self.field(name) for name in members]))
        elif asked.kind == "quantity":
            text = self._say("spelled.each_quantity", values=self._join([self.field(name) for name in members]))
        elif asked.kind == "words":
            text = self._say("spelled.each_word", values=self._listed(members))
        else:
            text = self._say("spelled.each_row", name=self.field(asked.kind))
        return text if asked.where is None else self._say("spelled.where", text=text, where=self._flat(asked.where))

    def operand(self, operand: Operand) -> str:
        """Give an operand in words."""
        if isinstance(operand, Literal):
            return self._literal(operand)
        if isinstance(operand, Path):
            return self._path(operand)
        if isinstance(operand, Derived):
            return self._derived(operand)
        if isinstance(operand, Each):
            return self._each(operand)
        if isinstance(operand, Joined):
            self._joins[operand.shown] = operand
            return self._say("spelled.quoted", text=operand.shown)
        return self._call(operand) if isinstance(operand, Call) else operand.shown

    def joins(self) -> dict[str, str]:
        """Say what the joins mean that were named so far, by their names."""
        return {name: self._joined(joined) for name, joined in self._joins.items()}

    def _joined(self, joined: Joined) -> str:
        same = self._join([self.operand(other) for _, other in joined.same])
        text = self._say("spelled.joined", table=self.field(joined.type), same=same)
        if joined.alike is not None:
            attribute, above = self.operand(joined.alike.other), joined.alike.above
            text = self._say("spelled.joined_alike", text=text, attribute=attribute, above=above)
        return text if joined.where is None else self._say("spelled.where", text=text, where=self._flat(joined.where))

    def _flat(self, condition: Condition) -> str:
        """Give a filter in one line."""
        return self._say("spelled.and").join(self.inline(clause) for clause in self.conditions(condition))

    def _literal(self, literal: Literal) -> str:
        if id(literal) in self._params:
            name, unit = self._params[id(literal)]
            return self._say("spelled.param", value=f"{literal.shown}{unit}", name=name)
        value = literal.value
        if isinstance(value, tuple):
            return self._say("spelled.words", name=literal.shown.removeprefix("vocab."), values=self._listed(value))
        if isinstance(value, bool):
            return say(self._lang, "finding.yes" if value else "finding.no")
        if isinstance(value, Decimal):
            return literal.shown
        if value in _WORDS:
            return self._named(f"word_{value}")
        if value in names.FIELD_NAMES:
            return self.field(str(value))
        for section in ("vocab.patterns.", "vocab.corrections."):
            if literal.shown.startswith(section):
                return self._say("spelled.pattern", name=literal.shown.removeprefix(section))
        return self._say("spelled.quoted", text=value)

    def _path(self, path: Path) -> str:
        if path.name.endswith(".year"):
            return self._of(self._named("year"), self.field(path.name))
        if path.root == "form":
            return self._chain(self.field(path.name), path.attributes, path.owner)
        if path.root == "element":
            return self._chain("", path.attributes, path.owner)
        asked = self._rule.subjects
        kind = "words" if asked is None else asked.kind
        key = f"spelled.this_{kind}"
        whole = self._say(key if knows(key) else "spelled.this_row")
        return self._chain(whole, path.attributes, path.owner)

    def _derived(self, derived: Derived) -> str:
        """Name a let: by what it means where that is short, else by the name its author gave it."""
        whole = self.operand(derived.source)
        if len(whole) > _LONG[self._lang]:
            whole = self._say("spelled.quoted", text=derived.shown.partition(".")[0])
        return self._chain(whole, derived.attributes, derived.owner)

    def _each(self, each: Each) -> str:
        collection = each.collection
        whole = self.operand(collection) if isinstance(collection, Derived) else self.field(collection.name)
        return self._chain(self._say("spelled.rows", name=whole), each.attributes, collection.type)

    def _call(self, call: Call) -> str:
        """Say what a verb computes, with its filter behind the first thing it runs over."""
        words = [self.operand(operand) for operand in call.operands]
        if call.where is not None:
            filtered = next((at for at, part in enumerate(call.operands) if _has_rows(part)), 0)
            words[filtered] = self._say("spelled.where", text=words[filtered], where=self._flat(call.where))
        if call.verb == "lookup":
            return self._of(self._attribute(call.option, call.operands[0].type), words[0]) if call.option else words[0]
        percent = call.verb == "ratio" and call.option == "percent"
        key = "spelled.verb_ratio_percent" if percent else f"spelled.verb_{call.verb}"
        if not knows(key):
            return self._say("spelled.verb_other", verb=call.verb, values=self._join(words))
        return self._say(key, values=self._join(words), first=words[0], middle=words[len(words) > 1], second=words[-1])

    def _comparison(self, comparison: Comparison) -> str:
        left, operator = self.operand(comparison.left), comparison.operator
        right = [self.operand(operand) for operand in comparison.right]
        wanted = comparison.right[0]
        if comparison.left.type == "flag" and isinstance(wanted, Literal) and operator == "equals":
            return self._flag(comparison.left, left, holds=wanted.value is True)
        if operator == "filled":
            holds = not isinstance(wanted, Literal) or wanted.value is True
            return self._say("spelled.filled" if holds else "spelled.blank", left=left)
        text = self._say(f"spelled.comparison_{operator}", left=left, right=self._join(right))
        return self._tolerance(text, comparison.within)

    def _denied(self, comparison: Comparison) -> str:
        """Say that a comparison must not hold."""
        key = f"spelled.not_{comparison.operator}"
        if not knows(key):
            return self._say("spelled.no", text=self._comparison(comparison))
        right = self._join([self.operand(operand) for operand in comparison.right])
        return self._say(key, left=self.operand(comparison.left), right=right)

    def _flag(self, operand: Operand, left: str, *, holds: bool) -> str:
        """Say a flag as a sentence of its own: 该指标 是必备指标."""
        name = operand.shown.rpartition(".")[2]
        if isinstance(operand, Path | Derived) and operand.attributes and knows(f"spelled.flag_{name}"):
            whole = operand.attributes[:-1]
            parent = (
                self._path(Path("", operand.root, operand.name, whole, "", operand.owner))
                if isinstance(operand, Path)
                else self._chain(self.operand(operand.source), whole, operand.owner)
            )
            text = self._say(f"spelled.flag_{name}", left=parent).strip()
        else:
            text = self._say("spelled.is_so", left=left)
        return text if holds else self._say("spelled.no", text=text)

    def _tolerance(self, text: str, within: Tolerance) -> str:
        if within.rounding:
            return say(self._lang, "finding.rounding", text=text)
        if not within.amount:
            return text
        amount: object = within.amount
        if within.per_line:
            amount = say(self._lang, "finding.per_line", amount=amount)
        return say(self._lang, "finding.within", text=text, within=amount)


def _has_rows(operand: Operand) -> bool:
    """Tell whether a filter can run over an operand: a table, a column of it, or what was found in a text."""
    return isinstance(operand, Each) or operand.type in (*names.COLLECTIONS, *names.FOUND_IN_TEXT)
