"""Turns operands and predicates into functions of a `Runtime`. None means missing; numbers are exact rationals.

Equal operands compile to one function, and a verb is computed at most once per form (or per subject, if it depends on
the subject), however many rules use it.
"""

from collections.abc import Callable
from operator import attrgetter
from typing import Any, Final

from auditor.checking.atoms import input_getter
from auditor.checking.logic import atom_truth, judge
from auditor.checking.rows import exact
from auditor.checking.runtime import Getter, Runtime
from auditor.checking.verbs import VERB_GETTERS
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
    Proof,
)
from auditor.rulebook.plan import Atom, Formula, Inputs, Predicate, Truth, flattened, predicate

Judged = Callable[[Runtime], Truth]
_NEGATED: Final[Formula] = ("not", (0,))


class Compiler:
    """Compiles the operands of one pack, each only once."""

    def __init__(self) -> None:
        """Start with nothing compiled."""
        self._getters: dict[Operand, Getter] = {}
        self._truths: dict[Condition, Judged] = {}

    def getter(self, operand: Operand) -> Getter:
        """Give the function that computes ``operand``."""
        found = self._getters.get(operand)
        if found is None:
            found = self._compile(operand)
            self._getters[operand] = found
        return found

    def interval_getter(self, operand: Operand, *, rounding: bool) -> Getter | None:
        """Give the function that computes an operand as ``(low, high)``; None when it is a point.

        A date is the interval of its days; with ``rounding`` a printed target is the interval of the numbers that round
        to it; every other number, computed or budgeted, is exact.
        """
        if operand.type == "date":
            return self.getter(operand)
        if rounding and isinstance(operand, Path | Derived) and _is_printed_target(operand):
            attributes = (*operand.attributes[:-1], f"{operand.attributes[-1]}_interval")
            return self._attributes(operand, attributes)
        return None

    def inputs(self, plan: Predicate) -> Callable[[Runtime], Inputs]:
        """Give the function that computes a predicate's inputs, one per atom."""
        getters = tuple(input_getter(atom, self) for atom in plan.atoms)
        if len(getters) == 1:
            only = getters[0]
            return lambda runtime: (only(runtime),)
        return lambda runtime: tuple([compute(runtime) for compute in getters])

    def truth(self, condition: Condition) -> Judged:
        """Give the function that judges a side condition (a ``where``, a hint, a severity) by the plain evaluator."""
        found = self._truths.get(condition)
        if found is None:
            found = self._truths[condition] = self._truth(predicate("", condition))
        return found

    def _truth(self, plan: Predicate) -> Judged:
        if plan.formula == 0:
            atom, compute = plan.atoms[0], input_getter(plan.atoms[0], self)
            return lambda runtime: atom_truth(atom, compute(runtime))
        if plan.formula == _NEGATED:
            return _negated(plan.atoms[0], input_getter(plan.atoms[0], self))
        inputs = self.inputs(plan)
        return lambda runtime: judge(plan, inputs(runtime))

    def split(self, where: Condition) -> tuple[Judged | None, Judged | None]:
        """Give the functions that judge the parts of a ``where`` that need only the element, and the other parts."""
        alone, rest = parted(where)
        return (None if alone is None else self.truth(alone)), (None if rest is None else self.truth(rest))

    def _compile(self, operand: Operand) -> Getter:
        if isinstance(operand, Literal):
            value: Any = exact(operand.value) if operand.type == "number" else operand.value  # type: ignore[arg-type]
            return lambda _runtime: value
        if isinstance(operand, Path | Derived):
            return self._attributes(operand, operand.attributes)
        if isinstance(operand, Each):
            return self._column(operand)
        if isinstance(operand, Joined):
            return lambda runtime: runtime.form.partners(operand, runtime)
        if isinstance(operand, Proof):
            raise TypeError(operand.name)
        return self._once(operand)

    def _column(self, operand: Each) -> Getter:
        """List one attribute of a collection's elements; where the collection is missing, one missing value."""
        collection = self.getter(operand.collection)
        follow = attrgetter(_attribute_path(operand.collection.type, operand.attributes))

        def compute(runtime: Runtime) -> Any:
            elements = collection(runtime)
            return [None] if elements is None else [follow(element) for element in elements]

        return compute

    def _once(self, call: Call) -> Getter:
        """Compile a verb so that it is computed at most once per form, or per subject where it depends on it."""
        compute = VERB_GETTERS[call.verb](call, self)
        if uses_element(call):
            return compute
        key = len(self._getters)
        shared = not depends_on_subject(call)

        def remembered(runtime: Runtime) -> Any:
            values = runtime.common if shared else runtime.own
            if key not in values:
                values[key] = compute(runtime)
            return values[key]

        return remembered

    def _attributes(self, operand: Path | Derived, attributes: tuple[str, ...]) -> Getter:
        if isinstance(operand, Path):
            return _path(operand, attributes)
        source = self.getter(operand.source)
        if not attributes:
            return source
        follow = attrgetter(_attribute_path(operand.owner, attributes))

        def compute(runtime: Runtime) -> Any:
            value = source(runtime)
            return None if value is None else follow(value)

        return compute


def _negated(atom: Atom, compute: Getter) -> Judged:
    """Judge the opposite of one comparison: ``differs_from`` is asked of every pair of rows that look alike."""

    def judged(runtime: Runtime) -> Truth:
        truth = atom_truth(atom, compute(runtime))
        return None if truth is None else not truth

    return judged


def _path(path: Path, attributes: tuple[str, ...]) -> Getter:
    if path.root == "form":
        return attrgetter(".".join(("form", path.name.replace(".", "_"), *attributes)))
    steps = _attribute_path(path.owner, attributes)
    return attrgetter(f"{path.root}.{steps}" if steps else path.root)


def parted(where: Condition | None) -> tuple[Condition | None, Condition | None]:
    """Give the part of a ``where`` that needs only the element, and the other part; None for a part that is not there."""
    parts = [] if where is None else flattened(where)
    alone = [part for part in parts if _depends_only_on(part, "element")]
    return _joined(alone), _joined([part for part in parts if part not in alone])


def _joined(parts: list[Condition]) -> Condition | None:
    if len(parts) < 2:  # noqa: PLR2004 - one part stands for itself
        return parts[0] if parts else None
    return Combination("all", tuple(parts))


def _is_printed_target(operand: Path | Derived) -> bool:
    *before, last = operand.attributes or ("",)
    owner = names.attribute_type(operand.owner, tuple(before)) if before else operand.owner
    return last in ("value", "amount") and owner in ("target", "targets")


def _attribute_path(owner: str, attributes: tuple[str, ...]) -> str:
    """Give the Python attribute path of a rule path: a target's own attributes stand on its ``target`` view."""
    steps: list[str] = []
    for attribute in attributes:
        known = attribute.removesuffix("_interval")
        if owner == "targets" and known in names.ELEMENTS["target"]:
            steps.append("target")
        steps.append(attribute)
        owner = names.ELEMENTS.get(owner, {}).get(known, "")
    return ".".join(steps)


def depends_on_subject(operand: Operand) -> bool:
    """Tell whether an operand's value depends on the subject, or only on the form."""
    if isinstance(operand, Path):
        return operand.root == "item"
    if isinstance(operand, Joined):
        return True
    if isinstance(operand, Derived):
        return depends_on_subject(operand.source)
    if isinstance(operand, Each):
        return depends_on_subject(operand.collection)
    if isinstance(operand, Call):
        inside = operand.where is not None and _condition_depends(operand.where)
        return inside or any(depends_on_subject(inner) for inner in operand.operands)
    return False


def uses_element(operand: Operand) -> bool:
    """Tell whether a verb inside a ``where`` looks at the element of the moment; its value must not be kept."""
    if isinstance(operand, Path):
        return operand.root == "element"
    if isinstance(operand, Derived):
        return uses_element(operand.source)
    return isinstance(operand, Call) and any(uses_element(inner) for inner in operand.operands)


def depends_only_on_subject(plan: Predicate) -> bool:
    """Tell whether a predicate looks at nothing but the subject's own row."""
    return all(_depends_only_on(atom.comparison, "item") for atom in plan.atoms)


def _depends_only_on(part: Condition | Operand, root: str) -> bool:
    if isinstance(part, Combination):
        return all(_depends_only_on(inner, root) for inner in part.parts)
    if isinstance(part, Comparison):
        operands = (part.left, *part.right)
        return not part.within.per_line and all(_depends_only_on(operand, root) for operand in operands)
    # The profile is the same for all forms of a run, so what depends on it may be kept with a row.
    return isinstance(part, Literal) or (isinstance(part, Path) and (part.root == root or part.name == "profile"))


def _condition_depends(condition: Condition) -> bool:
    if isinstance(condition, Combination):
        return any(_condition_depends(part) for part in condition.parts)
    return any(depends_on_subject(operand) for operand in (condition.left, *condition.right))
