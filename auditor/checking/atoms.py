"""Computes the inputs of a predicate's atoms for one subject (see `auditor.rulebook.plan` for their shapes)."""

from collections.abc import Callable
from typing import Any

import re2

from auditor.checking.operands import getter, interval_getter
from auditor.checking.runtime import Getter, Runtime
from auditor.checking.views import exact
from auditor.rulebook.expressions import Comparison, Operand, Path
from auditor.rulebook.plan import Atom

_LARGEST = 10**30


def input_getter(atom: Atom) -> Getter:
    """Give the function that computes the input of ``atom``."""
    comparison = atom.comparison
    if atom.kind == "order":
        return _order(comparison)
    if atom.kind == "same" and not atom.constants:
        return _pair(comparison)
    if atom.kind in ("same", "member"):
        return getter(comparison.left)
    return _FLAGS[atom.operator](comparison)


def _order(comparison: Comparison) -> Getter:
    within = comparison.within
    left = interval_getter(comparison.left, rounding=within.rounding)
    right = interval_getter(comparison.right[0], rounding=within.rounding)
    amount = exact(within.amount)

    def compute(runtime: Runtime) -> Any:
        first, second = left(runtime), right(runtime)
        if first is None or second is None:
            return None
        slack = amount * len(runtime.form.spending) if within.per_line else amount
        found = (first[0], first[1], second[0] - slack, second[1] + slack)
        return found if all(-_LARGEST < number < _LARGEST for number in found) else None

    return compute


def _pair(comparison: Comparison) -> Getter:
    left, right = getter(comparison.left), getter(comparison.right[0])

    def compute(runtime: Runtime) -> Any:
        first, second = left(runtime), right(runtime)
        return None if first is None or second is None else (first, second)

    return compute


def _filled(comparison: Comparison) -> Getter:
    operand = comparison.left
    inner = getter(operand)
    pointer = _pointer(operand)
    of_a_field = isinstance(operand, Path) and operand.owner == "fields"

    def compute(runtime: Runtime) -> Any:
        value = inner(runtime)
        if operand.type == "target":
            return value is not None and value.filled
        if isinstance(value, str) and not runtime.form.vocabulary.is_placeholder(value) and value.strip():
            return True
        if value is not None and not isinstance(value, str):
            return True
        missing = runtime.form.missing_labels
        at = f"/{runtime.item.name}" if of_a_field else pointer
        return None if at in missing else False

    return compute


def _pointer(operand: Operand) -> str:
    if isinstance(operand, Path) and operand.root == "form":
        return "/" + operand.name.replace(".", "/")
    return ""


def _contains(comparison: Comparison) -> Getter:
    text = getter(comparison.left)
    words = _listed(comparison.right)

    def compute(runtime: Runtime) -> Any:
        value = text(runtime)
        return None if value is None else any(word in value for word in words(runtime) if word)

    return compute


def _matches(comparison: Comparison) -> Getter:
    text, pattern = getter(comparison.left), getter(comparison.right[0])
    compiled: dict[str, Callable[[str], object]] = {}

    def compute(runtime: Runtime) -> Any:
        value, source = text(runtime), pattern(runtime)
        if value is None or source is None:
            return None
        if source not in compiled:
            compiled[source] = re2.compile(source).search
        return compiled[source](value) is not None

    return compute


def _unique(comparison: Comparison) -> Getter:
    left, every = getter(comparison.left), getter(comparison.right[0])

    def compute(runtime: Runtime) -> Any:
        value = left(runtime)
        return None if value is None else every(runtime).count(value) <= 1

    return compute


def _one_of(comparison: Comparison) -> Getter:
    left, members = getter(comparison.left), _listed(comparison.right)

    def compute(runtime: Runtime) -> Any:
        value = left(runtime)
        if value is None:
            return None
        found = members(runtime)
        if value in found:
            return True
        return None if None in found else False

    return compute


def _listed(operands: tuple[Operand, ...]) -> Callable[[Runtime], list[Any]]:
    """Give the function that lists the members on the right side; a missing list counts as one missing member."""
    getters = [getter(operand) for operand in operands]

    def compute(runtime: Runtime) -> list[Any]:
        members: list[Any] = []
        for inner in getters:
            value = inner(runtime)
            members.extend(value if isinstance(value, list | tuple) else [value])
        return members

    return compute


def _equals(comparison: Comparison) -> Getter:
    return getter(comparison.left)


_FLAGS: dict[str, Callable[[Comparison], Getter]] = {
    "filled": _filled,
    "contains": _contains,
    "matches": _matches,
    "unique": _unique,
    "one_of": _one_of,
    "equals": _equals,
}
