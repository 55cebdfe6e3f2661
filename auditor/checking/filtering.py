"""Which elements of a collection a ``where`` keeps, and the values an operand has over them.

A ``where`` keeps the elements of which it is true; an element of which it is unknown is left out.
"""

from collections.abc import Callable, Iterator
from typing import Any, Protocol

from auditor.checking.runtime import Getter, Runtime
from auditor.rulebook.expressions import Condition, Each, Operand, Path
from auditor.rulebook.plan import Truth

Keep = Callable[[Runtime, Any], Any]
"""Gives the list of elements kept; None for a collection that is missing."""


class Compile(Protocol):
    """What verbs need of the compiler."""

    def getter(self, operand: Operand) -> Getter:
        """Give the function that computes ``operand``."""

    def split(self, where: Condition) -> "tuple[Callable[[Runtime], Truth] | None, Callable[[Runtime], Truth] | None]":
        """Give the functions that judge the parts of a ``where`` that need only the element, and the other parts."""


def keeper(where: Condition | None, compiler: Compile) -> Keep:
    """Give the function that keeps the elements of which ``where`` is true.

    What depends on the element alone is judged once per row, and kept with the row where rows are shared.
    """
    if where is None:
        return lambda _runtime, elements: elements
    alone, rest = compiler.split(where)

    def keep(runtime: Runtime, elements: list[Any] | None) -> list[Any] | None:
        if elements is None:
            return None
        kept = elements if alone is None else _kept_alone(alone, elements, runtime)
        return kept if rest is None else _kept(rest, kept, runtime)

    return keep


def _kept(holds: Callable[[Runtime], Truth], elements: list[Any], runtime: Runtime) -> list[Any]:
    before = runtime.element
    kept = []
    for element in elements:
        runtime.element = element
        if holds(runtime) is True:
            kept.append(element)
    runtime.element = before
    return kept


def _kept_alone(holds: Callable[[Runtime], Truth], elements: list[Any], runtime: Runtime) -> list[Any]:
    """Keep elements by what depends on them alone; rows remember it."""
    try:
        return [element for element in elements if element.memo[holds]]
    except AttributeError:  # what is found in a text has no memory
        return _kept(holds, elements, runtime)
    except KeyError:
        before = runtime.element
        for element in elements:
            if holds not in element.memo:
                runtime.element = element
                element.memo[holds] = holds(runtime) is True
        runtime.element = before
        return [element for element in elements if element.memo[holds]]


def filtered_each(operand: Each, compiler: Compile, where: Condition | None) -> Getter:
    """Give the function that lists one attribute of the elements of which ``where`` is true."""
    if where is None:
        return compiler.getter(operand)
    values = one_by_one(operand, compiler, where)
    return lambda runtime: list(values(runtime))


def one_by_one(operand: Each, compiler: Compile, where: Condition | None) -> Callable[[Runtime], Iterator[Any]]:
    """Give the function that gives the values of `filtered_each` one by one, for whoever may need but the first."""
    collection, keep = compiler.getter(operand.collection), keeper(where, compiler)
    one = compiler.getter(Path(operand.type, "element", "", operand.attributes, operand.shown, operand.collection.type))

    def values(runtime: Runtime) -> Iterator[Any]:
        kept = keep(runtime, collection(runtime))
        if kept is None:
            yield None
            return
        before = runtime.element
        try:
            for element in kept:
                runtime.element = element
                yield one(runtime)
        finally:
            runtime.element = before

    return values
