"""How each verb of ``let`` is computed. A missing operand makes the result missing, never zero. Source: rule-format.md.

A ``where`` keeps the elements of which it is true; an element of which it is unknown is left out.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final, Protocol

import re2
from rapidfuzz.distance import Indel

from auditor.checking.rows import NumberView, quantity_view
from auditor.checking.runtime import Getter, Runtime
from auditor.forms.memo import Memo
from auditor.forms.quantities import quantities_in
from auditor.rulebook.expressions import Call, Condition, Each, Literal, Operand, Path
from auditor.rulebook.plan import Truth

_SIMILARITY_PLACES: Final = 10_000
_Keep = Callable[[Runtime, list[Any]], list[Any]]


class Compile(Protocol):
    """What verbs need of the compiler."""

    def getter(self, operand: Operand) -> Getter:
        """Give the function that computes ``operand``."""

    def split(self, where: Condition) -> "tuple[Callable[[Runtime], Truth] | None, Callable[[Runtime], Truth] | None]":
        """Give the functions that judge the parts of a ``where`` that need only the element, and the other parts."""


def keeper(where: Condition | None, compiler: Compile) -> _Keep:
    """Give the function that keeps the elements of which ``where`` is true.

    What depends on the element alone is judged once per row, and kept with the row where rows are shared.
    """
    if where is None:
        return lambda _runtime, elements: elements
    alone, rest = compiler.split(where)

    def keep(runtime: Runtime, elements: list[Any]) -> list[Any]:
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


def _values(call: Call, compiler: Compile) -> Getter:
    """Give the function that lists the numbers an aggregate runs over; a ``where`` filters the collection first."""
    keep = keeper(call.where, compiler)
    sources = [
        _filtered_each(operand, compiler, keep) if isinstance(operand, Each) else _single(compiler.getter(operand))
        for operand in call.operands
    ]
    return lambda runtime: [value for source in sources for value in source(runtime)]


def _single(inner: Getter) -> Getter:
    return lambda runtime: [inner(runtime)]


def _filtered_each(operand: Each, compiler: Compile, keep: _Keep) -> Getter:
    collection = compiler.getter(operand.collection)
    one = compiler.getter(Path(operand.type, "element", "", operand.attributes, operand.shown, operand.collection.type))

    def compute(runtime: Runtime) -> list[Any]:
        before = runtime.element
        values = []
        for element in keep(runtime, collection(runtime)):
            runtime.element = element
            values.append(one(runtime))
        runtime.element = before
        return values

    return compute


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
    operand = call.operands[0]
    collection = compiler.getter(operand.collection if isinstance(operand, Each) else operand)
    keep = keeper(call.where, compiler)
    return lambda runtime: len(keep(runtime, collection(runtime)))


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


def _numbers_in(call: Call, compiler: Compile) -> Getter:
    if call.where is not None:
        every = compiler.getter(Call(call.type, call.verb, call.operands, None, "", call.shown))
        keep = keeper(call.where, compiler)
        return lambda runtime: keep(runtime, every(runtime))
    texts = [compiler.getter(operand) for operand in call.operands]

    def compute(runtime: Runtime) -> list[Any]:
        vocabulary = runtime.form.vocabulary
        return [
            quantity_view(quantity, vocabulary)
            for text in texts
            for quantity in quantities_in(text(runtime) or "", vocabulary)
        ]

    return compute


def _years_in(call: Call, compiler: Compile) -> Getter:
    text, pattern = compiler.getter(call.operands[0]), call.operands[1]
    compiled = re2.compile(str(pattern.value) if isinstance(pattern, Literal) else "")

    def compute(runtime: Runtime) -> list[Any]:
        return [NumberView(int(match.group(1))) for match in compiled.finditer(text(runtime) or "")]

    return compute


def _similarity(call: Call, compiler: Compile) -> Getter:
    left, right = (compiler.getter(operand) for operand in call.operands)

    def compute(runtime: Runtime) -> Any:
        first, second = left(runtime), right(runtime)
        if first is None or second is None:
            return None
        ratio = Indel.normalized_similarity(first, second)
        return Fraction(round(ratio * _SIMILARITY_PLACES), _SIMILARITY_PLACES)

    return compute


def _length(call: Call, compiler: Compile) -> Getter:
    text = compiler.getter(call.operands[0])

    def compute(runtime: Runtime) -> Any:
        value = text(runtime)
        return None if value is None else len("".join(value.split()))

    return compute


def _strip(call: Call, compiler: Compile) -> Getter:
    text, endings = (compiler.getter(operand) for operand in call.operands)

    def compute(runtime: Runtime) -> Any:
        value = text(runtime)
        if value is None:
            return None
        value = value.strip()
        longest = max((end for end in endings(runtime) if value.endswith(end)), key=len, default="")
        return value.removesuffix(longest)

    return compute


def _shared_words(call: Call, compiler: Compile) -> Getter:
    of, others = call.operands
    bigrams = Memo(_bigrams)
    text = compiler.getter(of)
    rest = compiler.getter(Call("list", "words", (others,), call.where, "", call.shown))

    def compute(runtime: Runtime) -> Any:
        value, others_words = text(runtime), rest(runtime)
        if value is None or others_words is None:
            return None
        stop = frozenset(runtime.form.vocabulary.words.get("stop_words", ()))
        return len((bigrams[value] - stop) & others_words)

    return compute


def _words(call: Call, compiler: Compile) -> Getter:
    """Gather the words that ``shared_words`` compares with: once a form, where they do not depend on the subject."""
    bigrams = Memo(_bigrams)
    others = call.operands[0]
    if isinstance(others, Each):
        every = _filtered_each(others, compiler, keeper(call.where, compiler))
    else:
        one = compiler.getter(others)
        return lambda runtime: None if (text := one(runtime)) is None else bigrams[text]
    return lambda runtime: frozenset().union(*(bigrams[text] for text in every(runtime) if text))


def _bigrams(text: str) -> frozenset[str]:
    """Give the pairs of neighbouring characters that are letters or digits: Chinese content words, roughly."""
    return frozenset(text[at : at + 2] for at in range(len(text) - 1) if text[at].isalnum() and text[at + 1].isalnum())


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
    "lookup": _lookup,
    "numbers_in": _numbers_in,
    "years_in": _years_in,
    "similarity": _similarity,
    "length": _length,
    "strip": _strip,
    "shared_words": _shared_words,
    "words": _words,
}
