"""Turns operands into functions of a `Runtime`. None means missing; numbers are exact rationals."""

from operator import attrgetter
from typing import Any

from auditor.checking.runtime import Getter, Runtime
from auditor.checking.verbs import VERB_GETTERS
from auditor.checking.views import exact
from auditor.rulebook import names
from auditor.rulebook.expressions import Each, Literal, Operand, Path


def getter(operand: Operand) -> Getter:
    """Give the function that computes ``operand``."""
    if isinstance(operand, Literal):
        value: Any = exact(operand.value) if operand.type == "number" else operand.value  # type: ignore[arg-type]
        return lambda _runtime: value
    if isinstance(operand, Path):
        return _path(operand, operand.attributes)
    if isinstance(operand, Each):
        return _each(operand)
    return VERB_GETTERS[operand.verb](operand, getter)


def interval_getter(operand: Operand, *, rounding: bool) -> Getter:
    """Give the function that computes an operand as ``(low, high)``.

    A date is the interval of its days; with ``rounding`` a printed target is the interval of the numbers that round to
    it; every other number, computed or budgeted, is exact and its interval has no width.
    """
    if operand.type == "date":
        return getter(operand)
    if rounding and isinstance(operand, Path) and _is_printed_target(operand):
        return _path(operand, (*operand.attributes[:-1], f"{operand.attributes[-1]}_interval"))
    inner = getter(operand)

    def compute(runtime: Runtime) -> Any:
        value = inner(runtime)
        return None if value is None else (value, value)

    return compute


def _is_printed_target(path: Path) -> bool:
    *before, last = path.attributes or ("",)
    owner = names.attribute_type(path.owner, tuple(before)) if before else path.owner
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


def _path(path: Path, attributes: tuple[str, ...]) -> Getter:
    if path.root == "form":
        return attrgetter(".".join(("form", path.name.replace(".", "_"), *attributes)))
    steps = _attribute_path(path.owner, attributes)
    if path.root != "let":
        return attrgetter(f"{path.root}.{steps}" if steps else path.root)
    name = path.name
    if not steps:
        return lambda runtime: runtime.let(name)
    follow = attrgetter(steps)

    def compute(runtime: Runtime) -> Any:
        value = runtime.let(name)
        return None if value is None else follow(value)

    return compute


def _each(operand: Each) -> Getter:
    collection = getter(operand.collection)
    follow = attrgetter(_attribute_path(operand.collection.type, operand.attributes))
    return lambda runtime: [follow(element) for element in collection(runtime)]
