"""Computes the inputs of a predicate's atoms for one subject (see `auditor.rulebook.plan` for their shapes)."""

from collections.abc import Callable
from typing import Any, Final, Protocol

from auditor.checking.rows import exact
from auditor.checking.runtime import Getter, Runtime
from auditor.forms.memo import Memo
from auditor.forms.model import pointer
from auditor.forms.patterns import compiled
from auditor.rulebook import names
from auditor.rulebook.expressions import Comparison, Literal, Operand, Path
from auditor.rulebook.plan import Atom

OTHER_WORD: Final = "…"
"""Stands for every text that is none of the words a comparison names."""


class Compile(Protocol):
    """What atoms need of the compiler."""

    def getter(self, operand: Operand) -> Getter:
        """Give the function that computes ``operand``."""

    def interval_getter(self, operand: Operand, *, rounding: bool) -> Getter | None:
        """Give the function that computes an operand as an interval, None when it is a point."""


def input_getter(atom: Atom, compiler: Compile) -> Getter:
    """Give the function that computes the input of ``atom``."""
    comparison = atom.comparison
    if atom.kind == "order":
        return _order(comparison, compiler)
    if atom.kind == "same" and not atom.constants:
        return _pair(comparison, compiler)
    if atom.kind in ("same", "member"):
        return _known_word(compiler.getter(comparison.left), atom.constants)
    return _FLAGS[atom.operator](comparison, compiler)


def _order(comparison: Comparison, compiler: Compile) -> Getter:
    within, right_side = comparison.within, comparison.right[0]
    left = compiler.interval_getter(comparison.left, rounding=within.rounding)
    right = compiler.interval_getter(right_side, rounding=within.rounding)
    if left is None and right is None and not within.amount:
        return _points(compiler.getter(comparison.left), compiler.getter(right_side))
    return _intervals(
        left or _widthless(compiler.getter(comparison.left)),
        right or _widthless(compiler.getter(right_side)),
        exact(within.amount),
        per_line=within.per_line,
    )


def _points(left: Getter, right: Getter) -> Getter:
    """Compare two exact numbers."""

    def compute(runtime: Runtime) -> Any:
        first, second = left(runtime), right(runtime)
        if first is None or second is None:
            return None
        return (first, first, second, second)

    return compute


def _widthless(inner: Getter) -> Getter:
    def compute(runtime: Runtime) -> Any:
        value = inner(runtime)
        return None if value is None else (value, value)

    return compute


def _intervals(left: Getter, right: Getter, amount: Any, *, per_line: bool) -> Getter:
    """Compare two intervals, the right one widened by the tolerance."""

    def compute(runtime: Runtime) -> Any:
        first, second = left(runtime), right(runtime)
        if first is None or second is None:
            return None
        low, high = second
        slack = amount * len(runtime.form.spending) if per_line else amount
        return (*first, low - slack, high + slack)

    return compute


def _known_word(text: Getter, constants: tuple[str, ...]) -> Getter:
    """Give the text if it is one of the words asked for, else one that is none of them: all others are judged alike."""
    known: dict[str | None, str | None] = {None: None, **{word: word for word in constants}}
    return lambda runtime: known.get(text(runtime), OTHER_WORD)


def _pair(comparison: Comparison, compiler: Compile) -> Getter:
    left, right = compiler.getter(comparison.left), compiler.getter(comparison.right[0])

    def compute(runtime: Runtime) -> Any:
        first, second = left(runtime), right(runtime)
        return None if first is None or second is None else (first, second)

    return compute


def _filled(comparison: Comparison, compiler: Compile) -> Getter:
    """Tell whether a value is printed and no placeholder; unknown where not even its label was found."""
    operand = comparison.left
    inner = compiler.getter(operand)
    if operand.type == "target":
        return lambda runtime: (value := inner(runtime)) is not None and value.filled
    pointer = _pointer(operand)
    of_a_field = isinstance(operand, Path) and operand.owner == "fields"

    def compute(runtime: Runtime) -> Any:
        value = inner(runtime)
        if isinstance(value, str):
            if value.strip() and not runtime.form.vocabulary.is_placeholder(value):
                return True
        elif value is not None:
            return True
        at = f"/{runtime.item.name}" if of_a_field else pointer
        return None if at in runtime.form.missing_labels else False

    return compute


def _pointer(operand: Operand) -> str:
    """Give the pointer of the form's field that an operand is read from; dates are read from their text."""
    if not isinstance(operand, Path) or operand.root != "form":
        return ""
    return pointer(names.printed_field(operand.name))


def _contains(comparison: Comparison, compiler: Compile) -> Getter:
    text = compiler.getter(comparison.left)
    words = _listed(comparison.right, compiler)

    def compute(runtime: Runtime) -> Any:
        value = text(runtime)
        if value is None:
            return None
        wanted = words(runtime)
        known = [word for word in wanted if word]
        if any(map(value.__contains__, known)):
            return True
        return None if None in wanted else False

    if not all(isinstance(operand, Literal) for operand in comparison.right):
        return compute
    constants = tuple(word for operand in comparison.right for word in _words(operand) if word)
    answers = Memo(lambda value: any(map(value.__contains__, constants)))
    return lambda runtime: None if (value := text(runtime)) is None else answers[value]


def _matches(comparison: Comparison, compiler: Compile) -> Getter:
    """Regular expressions run in RE2 (linear time); answers are kept by text, for names repeat from form to form."""
    text, pattern = compiler.getter(comparison.left), comparison.right[0]
    expression = compiled(str(pattern.value) if isinstance(pattern, Literal) else "")
    answers = Memo(lambda value: expression.search(value) is not None)

    def compute(runtime: Runtime) -> Any:
        value = text(runtime)
        return None if value is None else answers[value]

    return compute


def _unique(comparison: Comparison, compiler: Compile) -> Getter:
    left, every = compiler.getter(comparison.left), compiler.getter(comparison.right[0])

    def compute(runtime: Runtime) -> Any:
        value = left(runtime)
        return None if value is None else every(runtime).count(value) <= 1

    return compute


def _one_of(comparison: Comparison, compiler: Compile) -> Getter:
    left, members = compiler.getter(comparison.left), _listed(comparison.right, compiler)

    def compute(runtime: Runtime) -> Any:
        value = left(runtime)
        if value is None:
            return None
        found = members(runtime)
        if value in found:
            return True
        return None if None in found else False

    return compute


def _listed(operands: tuple[Operand, ...], compiler: Compile) -> Callable[[Runtime], Any]:
    """Give the function that lists the members on the right side; a missing list counts as one missing member."""
    if all(isinstance(operand, Literal) for operand in operands):
        words = tuple(word for operand in operands for word in _words(operand))
        return lambda _runtime: words
    getters = [compiler.getter(operand) for operand in operands]

    def compute(runtime: Runtime) -> list[Any]:
        members: list[Any] = []
        for inner in getters:
            value = inner(runtime)
            members.extend(value if isinstance(value, list | tuple) else [value])
        return members

    return compute


def _words(operand: Operand) -> tuple[Any, ...]:
    value = operand.value if isinstance(operand, Literal) else ()
    if isinstance(value, tuple):
        return value
    return (exact(value),) if operand.type == "number" else (value,)  # type: ignore[arg-type]


def _agrees(comparison: Comparison, compiler: Compile) -> Getter:
    left, right = compiler.getter(comparison.left), compiler.getter(comparison.right[0])

    def compute(runtime: Runtime) -> Any:
        first, second = left(runtime), right(runtime)
        return None if first is None or second is None else first is second

    return compute


def _equals(comparison: Comparison, compiler: Compile) -> Getter:
    return compiler.getter(comparison.left)


_FLAGS: Final[dict[str, Callable[[Comparison, Compile], Getter]]] = {
    "filled": _filled,
    "contains": _contains,
    "matches": _matches,
    "unique": _unique,
    "one_of": _one_of,
    "equals": _equals,
    "agrees": _agrees,
}
