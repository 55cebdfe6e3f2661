"""How each verb of ``let`` is computed. A missing operand makes the result missing, never zero. Source: rule-format.md."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final

from auditor.checking import quoting, text_verbs
from auditor.checking.filtering import Compile, filtered_each, keeper, one_by_one
from auditor.checking.runtime import Getter, Runtime
from auditor.rulebook.expressions import Call, Each, Path

_LISTED: Final = 10


def _values(call: Call, compiler: Compile) -> Getter:
    """Give the function that lists the numbers an aggregate runs over; a ``where`` filters the collection first."""
    sources = [
        filtered_each(operand, compiler, call.where) if isinstance(operand, Each) else _single(compiler.getter(operand))
        for operand in call.operands
    ]
    return lambda runtime: [value for source in sources for value in source(runtime)]


def _single(inner: Getter) -> Getter:
    return lambda runtime: [inner(runtime)]


def _aggregate(combine: Callable[[list[Any]], Any]) -> Callable[[Call, Compile], Getter]:
    def build(call: Call, compiler: Compile) -> Getter:
        values = _values(call, compiler)

        def compute(runtime: Runtime) -> Any:
            found = values(runtime)
            return None if not found or None in found else combine(found)

        return compute

    return build


def _mean(values: list[Any]) -> Any:
    return Fraction(sum(values)) / len(values)


def _count(call: Call, compiler: Compile) -> Getter:
    """Count elements; how many there are in a table that was lost as a whole is missing, not zero."""
    operand = call.operands[0]
    source = operand.collection if isinstance(operand, Each) else operand
    collection, keep = compiler.getter(source), keeper(call.where, compiler)
    name = source.name if isinstance(source, Path) else ""

    def compute(runtime: Runtime) -> Any:
        kept = None if name in runtime.form.lost_tables else keep(runtime, collection(runtime))
        return None if kept is None else len(kept)

    return compute


def _ratio(call: Call, compiler: Compile) -> Getter:
    of, to = (compiler.getter(operand) for operand in call.operands)
    factor = 100 if call.option == "percent" else 1

    def compute(runtime: Runtime) -> Any:
        part, whole = of(runtime), to(runtime)
        return None if part is None or not whole else Fraction(part * factor) / whole

    return compute


def _share(call: Call, compiler: Compile) -> Getter:
    of, of_all = (compiler.getter(operand) for operand in call.operands)

    def compute(runtime: Runtime) -> Any:
        part, values = of(runtime), of_all(runtime)
        values = values if isinstance(values, list) else [values]
        if part is None or None in values or not sum(values):
            return None
        return Fraction(part * 100) / sum(values)

    return compute


def _arithmetic(combine: Callable[[Any, Any], Any]) -> Callable[[Call, Compile], Getter]:
    def build(call: Call, compiler: Compile) -> Getter:
        left, right = (compiler.getter(operand) for operand in call.operands)

        def compute(runtime: Runtime) -> Any:
            first, second = left(runtime), right(runtime)
            return None if first is None or second is None else combine(first, second)

        return compute

    return build


def _list(call: Call, compiler: Compile) -> Getter:
    """List the different values of a column in the order printed, blanks left out, at most `_LISTED` and a last …."""
    column = call.operands[0]
    if not isinstance(column, Each):
        raise TypeError(column.shown)
    values = one_by_one(column, compiler, call.where)

    def compute(runtime: Runtime) -> list[str]:
        found: dict[str, None] = {}
        for value in values(runtime):
            if value and value not in found:
                if len(found) == _LISTED:
                    return [*found, "…"]
                found[value] = None
        return list(found)

    return compute


def _lookup(call: Call, compiler: Compile) -> Getter:
    collection = compiler.getter(call.operands[0])
    keep = keeper(call.where, compiler)
    owner = call.operands[0].type
    attributes = tuple(call.option.split(".")) if call.option else ()
    take = compiler.getter(Path(call.type, "element", "", attributes, call.shown, owner))

    def compute(runtime: Runtime) -> Any:
        found = keep(runtime, collection(runtime))
        if not found:
            return None
        before, runtime.element = runtime.element, found[0]
        value = take(runtime)
        runtime.element = before
        return value

    return compute


def lookup_index(call: Call, runtime: Runtime, compiler: Compile) -> int | None:
    """Give the index, in its collection, of the row that a ``lookup`` takes; None when there is none."""
    rows = compiler.getter(call.operands[0])(runtime)
    found = keeper(call.where, compiler)(runtime, rows)
    return next((index for index, row in enumerate(rows) if found and row is found[0]), None)


VERB_GETTERS: Final[dict[str, Callable[[Call, Compile], Getter]]] = {
    "sum": _aggregate(sum),
    "min": _aggregate(min),
    "max": _aggregate(max),
    "mean": _aggregate(_mean),
    "count": _count,
    "ratio": _ratio,
    "share": _share,
    "scaled": _arithmetic(lambda of, by: of * by),
    "minus": _arithmetic(lambda first, second: first - second),
    "list": _list,
    "lookup": _lookup,
    "numbers_in": text_verbs.numbers_in,
    "years_in": text_verbs.years_in,
    "similarity": text_verbs.similarity,
    "length": text_verbs.length,
    "strip": text_verbs.strip,
    "matches_in": quoting.matches_in,
    "corrections_in": quoting.corrections_in,
    "words_in_both": text_verbs.words_in_both,
    "copied": text_verbs.copied,
    "shared_words": text_verbs.shared_words,
    "measuring": text_verbs.measuring,
    "contradicting": text_verbs.contradicting,
    "matching": text_verbs.matching,
    "words": text_verbs.words,
    "words_found": text_verbs.words_found,
    "pairs": text_verbs.pairs,
}
