"""A rule made ready to run: its subjects on a form, and the inputs of its predicates for each of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from auditor.checking.atoms import input_getter
from auditor.checking.logic import judge
from auditor.checking.operands import getter
from auditor.checking.runtime import LetTable, Runtime
from auditor.checking.views import FormView
from auditor.rulebook.expressions import Call, Combination, Condition, Each, Operand, Path
from auditor.rulebook.plan import Inputs, Predicate, RulePlan, Truth, predicate
from auditor.rulebook.rule import Rule


@dataclass(frozen=True, slots=True)
class Subject:
    """What one check is about: the element (None: the form itself) and its index in its collection."""

    index: int
    item: Any


class PredicateProgram:
    """A predicate with the functions that compute its inputs."""

    __slots__ = ("_getters", "predicate")

    def __init__(self, plan: Predicate) -> None:
        """Compile the operands of every atom."""
        self.predicate = plan
        self._getters = tuple(input_getter(atom) for atom in plan.atoms)

    def inputs(self, runtime: Runtime) -> Inputs:
        """Compute one value per atom."""
        return tuple([compute(runtime) for compute in self._getters])


class RuleProgram:
    """A rule with everything that is computed beforehand, so that a form only pays for its own values."""

    def __init__(self, plan: RulePlan) -> None:
        """Compile ``plan``."""
        self.plan = plan
        self.rule: Rule = plan.rule
        self.when = None if plan.when is None else PredicateProgram(plan.when)
        self.require = PredicateProgram(plan.require)
        self.lets = LetTable()
        for name, operand in plan.rule.lets:
            self.lets.getters[name] = getter(operand)
            self.lets.sources[name] = operand
            if not _depends_on_subject(operand, self.lets):
                self.lets.shared.add(name)
        where = plan.rule.subjects.where if plan.rule.subjects else None
        self._where = None if where is None else truth_getter("where", where)

    def subjects(self, view: FormView) -> list[Subject]:
        """Give the subjects of this rule on a form, in printed order."""
        declared = self.rule.subjects
        if declared is None:
            return [Subject(0, None)]
        items: list[Any]
        if declared.kind == "words":
            items = list(declared.members)
        elif declared.kind == "fields":
            items = [view.field(name) for name in declared.members]
        else:
            items = getattr(view, declared.kind)
        subjects = [Subject(index, item) for index, item in enumerate(items)]
        if self._where is None:
            return subjects
        return [subject for subject in subjects if self._where_holds(view, subject)]

    def _where_holds(self, view: FormView, subject: Subject) -> bool:
        runtime = Runtime(view, subject.item, self.lets, {})
        runtime.element = subject.item
        return self._where is not None and self._where(runtime) is True


def truth_getter(name: str, condition: Condition) -> Callable[[Runtime], Truth]:
    """Give the function that judges a side condition (a ``where``, a hint, a severity) by the plain evaluator."""
    program = PredicateProgram(predicate(name, condition))
    return lambda runtime: judge(program.predicate, program.inputs(runtime))


def _depends_on_subject(operand: Operand, lets: LetTable) -> bool:
    if isinstance(operand, Path):
        return operand.root == "item" or (operand.root == "let" and operand.name not in lets.shared)
    if isinstance(operand, Each):
        return _depends_on_subject(operand.collection, lets)
    if isinstance(operand, Call):
        inside = operand.where is not None and _condition_depends(operand.where, lets)
        return inside or any(_depends_on_subject(inner, lets) for inner in operand.operands)
    return False


def _condition_depends(condition: Condition, lets: LetTable) -> bool:
    if isinstance(condition, Combination):
        return any(_condition_depends(part, lets) for part in condition.parts)
    return any(_depends_on_subject(operand, lets) for operand in (condition.left, *condition.right))
