"""The engine-neutral plan of a rule: predicates in three-valued logic over atoms.

A predicate's *inputs* are one value per atom, computed beforehand in exact numbers (see `auditor.checking`); judging them
needs nothing else, so two evaluators that share only this module can be held against each other.

Inputs by atom kind (None always means: an operand is missing, the atom is unknown):
``order``   ``(left low, left high, right low, right high)`` as exact rationals; a point has low = high. The right side is
            already widened by the tolerance.
``same``    the left text (``constant`` given), or ``(left, right)``
``member``  the text, to be looked for in ``constants``
``flag``    True or False
"""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, TypeAlias

from auditor.rulebook.expressions import Combination, Comparison, Condition, Literal
from auditor.rulebook.rule import Rule

Number: TypeAlias = int | Fraction
Input: TypeAlias = tuple[Number, Number, Number, Number] | tuple[str, str] | str | bool | None
Inputs: TypeAlias = tuple[Input, ...]
Truth: TypeAlias = bool | None
Formula: TypeAlias = "int | tuple[str, tuple[Formula, ...]]"

MAX_MEMBERS: Final = 12
PAIR: Final = 2
"""The length of an input that holds two texts; two intervals are four numbers."""
_NEGATED: Final = {"differs_from": "equals", "none_of": "one_of"}


@dataclass(frozen=True, slots=True)
class Atom:
    """One comparison of a predicate; ``comparison`` is the source of its input.

    An atom is the positive form: ``negated`` says that the comparison as written is its opposite (none_of, filled:
    false), and the formula then wraps the atom in ``not``.
    """

    kind: str
    operator: str
    comparison: Comparison
    constants: tuple[str, ...] = ()
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Predicate:
    """A formula over atoms: an int is an atom's index, a tuple is ``all``, ``any`` or ``not`` of formulas.

    ``name`` says where it was first written; predicates that ask the same are equal whatever their name.
    """

    name: str = field(compare=False)
    atoms: tuple[Atom, ...]
    formula: Formula


@dataclass(frozen=True, slots=True)
class RulePlan:
    """The predicates of one rule: it applies when all of ``when`` hold, and then all of ``require`` must hold."""

    rule: Rule
    when: tuple[Predicate, ...]
    require: tuple[Predicate, ...]


def plan_rule(rule: Rule) -> RulePlan:
    """Turn a rule's conditions into predicates, one for each part of the outermost ``all``."""
    when = () if rule.when is None else _conjuncts(f"{rule.id}:when", rule.when)
    require = () if rule.require is None else _conjuncts(f"{rule.id}:require", rule.require)
    return RulePlan(rule, when, require)


def _conjuncts(name: str, condition: Condition) -> tuple[Predicate, ...]:
    parts = flattened(condition)
    return tuple(predicate(f"{name}:{number}", part) for number, part in enumerate(parts, 1))


def flattened(condition: Condition) -> list[Condition]:
    """Give the parts of nested ``all`` conditions, in the order written."""
    if isinstance(condition, Combination) and condition.operator == "all":
        return [inner for part in condition.parts for inner in flattened(part)]
    return [condition]


def predicate(name: str, condition: Condition) -> Predicate:
    """Turn one condition into a predicate; equal comparisons become one atom."""
    atoms: dict[Atom, int] = {}
    formula = _formula(condition, atoms)
    return Predicate(name, tuple(atoms), formula)


def _formula(condition: Condition, atoms: dict[Atom, int]) -> Formula:
    if isinstance(condition, Combination):
        return (condition.operator, tuple(_formula(part, atoms) for part in condition.parts))
    atom = _atom(condition)
    index = atoms.setdefault(atom, len(atoms))
    return ("not", (index,)) if atom.negated else index


def _atom(comparison: Comparison) -> Atom:
    """Give the positive atom of a comparison."""
    negated = comparison.operator in _NEGATED
    operator = _NEGATED.get(comparison.operator, comparison.operator)
    left, right = comparison.left.type, comparison.right
    if operator == "filled" or (operator == "equals" and left == "flag"):
        wanted = right[0]
        if not isinstance(wanted, Literal):
            return Atom("flag", "agrees", comparison)
        return Atom("flag", operator, comparison, negated=wanted.value is not True)
    if left in ("number", "date") and operator != "one_of":
        return Atom("order", operator, comparison, negated=negated)
    if operator == "equals":
        constant = right[0]
        constants = (str(constant.value),) if isinstance(constant, Literal) else ()
        return Atom("same", operator, comparison, constants, negated)
    if operator == "one_of" and left != "number":
        members = _members(comparison)
        if members is not None and len(members) <= MAX_MEMBERS:
            return Atom("member", operator, comparison, members, negated)
    return Atom("flag", operator, comparison, negated=negated)


def _members(comparison: Comparison) -> tuple[str, ...] | None:
    members: list[str] = []
    for operand in comparison.right:
        if not isinstance(operand, Literal):
            return None
        value = operand.value
        members.extend(value if isinstance(value, tuple) else (str(value),))
    return tuple(dict.fromkeys(members))
