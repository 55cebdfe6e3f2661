"""Everything a rule looks at: walks its conditions, values and texts down to the last operand."""

from collections.abc import Iterable, Iterator

from auditor.rulebook.expressions import Call, Combination, Condition, Derived, Each, Joined, Operand
from auditor.rulebook.rule import Rule, Template


def operands_of(rule: Rule) -> Iterator[Operand]:
    """Give every operand of a rule, inner ones too; the same one may come several times."""
    conditions = [rule.when, rule.require, rule.subjects.where if rule.subjects else None]
    conditions += [condition for condition, _ in rule.hints]
    conditions += [condition for _, condition in rule.severity_when]
    texts = [rule.message, rule.fix, *(text for _, text in rule.hints)]
    if rule.effect is not None:
        texts += [rule.effect.note, rule.effect.batch_note]
    operands: list[Operand | None] = [rule.at, *rule.see, *rule.show.values(), rule.amount]
    operands += [operand for _, operand in rule.lets]
    operands += [operand for condition in conditions for operand in _of_condition(condition)]
    operands += [operand for text in texts for template in text.values() for operand in _of_template(template)]
    yield from _inside(operand for operand in operands if operand is not None)


def joins_of(rule: Rule) -> list[Joined]:
    """Give the joins a rule uses, each once."""
    return list(dict.fromkeys(operand for operand in operands_of(rule) if isinstance(operand, Joined)))


def _of_template(template: Template) -> list[Operand]:
    return [part for part in template.parts if not isinstance(part, str)]


def _of_condition(condition: Condition | None) -> list[Operand]:
    if condition is None:
        return []
    if isinstance(condition, Combination):
        return [operand for part in condition.parts for operand in _of_condition(part)]
    return [condition.left, *condition.right]


def _inside(operands: Iterable[Operand]) -> Iterator[Operand]:
    """Give each operand and what it is made of; what was walked is not walked again."""
    waiting, seen = list(operands), set[Operand]()
    while waiting:
        operand = waiting.pop()
        if operand in seen:
            continue
        seen.add(operand)
        yield operand
        waiting.extend(_parts(operand))


def _parts(operand: Operand) -> list[Operand]:
    if isinstance(operand, Derived):
        return [operand.source]
    if isinstance(operand, Each):
        return [operand.collection]
    if isinstance(operand, Call):
        return [*operand.operands, *_of_condition(operand.where)]
    if isinstance(operand, Joined):
        alike = [operand.alike.own, operand.alike.other] if operand.alike else []
        return [*(side for pair in operand.same for side in pair), *alike, *_of_condition(operand.where)]
    return []
