"""How the verbs that look into texts are computed: quantities and years found, likeness, length, words in common."""

from fractions import Fraction
from typing import Any, Final

from rapidfuzz.distance import Indel

from auditor.checking.filtering import Compile, filtered_each, keeper
from auditor.checking.rows import NumberView, quantity_view
from auditor.checking.runtime import Getter, Runtime
from auditor.forms.content import pairs_of
from auditor.forms.patterns import compiled
from auditor.forms.quantities import quantities_in
from auditor.rulebook.expressions import Call, Each, Literal

_SIMILARITY_PLACES: Final = 10_000


def numbers_in(call: Call, compiler: Compile) -> Getter:
    """Find the quantities of one or several texts."""
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


def years_in(call: Call, compiler: Compile) -> Getter:
    """Find the numbers that a pattern captures."""
    text, pattern = compiler.getter(call.operands[0]), call.operands[1]
    expression = compiled(str(pattern.value) if isinstance(pattern, Literal) else "")

    def compute(runtime: Runtime) -> list[Any]:
        return [NumberView(int(match.group(1))) for match in expression.finditer(text(runtime) or "")]

    return compute


def similarity(call: Call, compiler: Compile) -> Getter:
    """Give the likeness of two texts, 0 to 1 (longest common subsequence), to four places."""
    left, right = (compiler.getter(operand) for operand in call.operands)

    def compute(runtime: Runtime) -> Any:
        first, second = left(runtime), right(runtime)
        if first is None or second is None:
            return None
        ratio = Indel.normalized_similarity(first, second)
        return Fraction(round(ratio * _SIMILARITY_PLACES), _SIMILARITY_PLACES)

    return compute


def length(call: Call, compiler: Compile) -> Getter:
    """Count the characters of a text without white space."""
    text = compiler.getter(call.operands[0])

    def compute(runtime: Runtime) -> Any:
        value = text(runtime)
        return None if value is None else len("".join(value.split()))

    return compute


def strip(call: Call, compiler: Compile) -> Getter:
    """Give a text without the longest of the endings it has."""
    text, endings = (compiler.getter(operand) for operand in call.operands)

    def compute(runtime: Runtime) -> Any:
        value = text(runtime)
        if value is None:
            return None
        value = value.strip()
        longest = max((end for end in endings(runtime) if value.endswith(end)), key=len, default="")
        return value.removesuffix(longest)

    return compute


def words_in_both(call: Call, compiler: Compile) -> Getter:
    """Count the listed words that stand in two texts at once."""
    left, right, listed = (compiler.getter(operand) for operand in call.operands)

    def compute(runtime: Runtime) -> Any:
        first, second = left(runtime), right(runtime)
        if first is None or second is None:
            return None
        return sum(1 for word in listed(runtime) if word in first and word in second)

    return compute


def copied(call: Call, compiler: Compile) -> Getter:
    """Give how much of a text, in percent, stands in another one word for word, in blocks of at least ``block`` characters.

    Time grows linearly with both texts.
    """
    of, source, block = (compiler.getter(operand) for operand in call.operands)

    def compute(runtime: Runtime) -> Any:
        text, other, longest = of(runtime), source(runtime), block(runtime)
        if text is None or other is None or longest is None or longest < 1:
            return None
        size = int(longest)
        text, other = "".join(text.split()), "".join(other.split())
        if not text:
            return 0
        blocks = {other[at : at + size] for at in range(len(other) - size + 1)}
        covered = end = 0
        for at in range(len(text) - size + 1):
            if text[at : at + size] in blocks:
                covered += at + size - max(at, end)
                end = at + size
        return Fraction(covered * 100, len(text))

    return compute


def shared_words(call: Call, compiler: Compile) -> Getter:
    """Count the content words that a text shares with others; see `auditor.forms.content`."""
    of, others = call.operands
    text = compiler.getter(of)
    rest = compiler.getter(Call("list", "words", (others,), call.where, "", call.shown))

    def compute(runtime: Runtime) -> Any:
        value, others_words = text(runtime), rest(runtime)
        if value is None or others_words is None:
            return None
        return len(runtime.form.vocabulary.content.of(value) & others_words)

    return compute


def words(call: Call, compiler: Compile) -> Getter:
    """Gather the words that ``shared_words`` compares with: once a form, where they do not depend on the subject."""
    others = call.operands[0]
    if isinstance(others, Each):
        every = filtered_each(others, compiler, keeper(call.where, compiler))
    else:
        one = compiler.getter(others)
        return lambda runtime: None if (text := one(runtime)) is None else runtime.form.vocabulary.content.of(text)

    def gather(runtime: Runtime) -> Any:
        content = runtime.form.vocabulary.content
        return frozenset().union(*(content.of(text) for text in every(runtime) if text))

    return gather


def words_found(call: Call, compiler: Compile) -> Getter:
    """Give how many of a text's pairs of characters, in percent, stand in another text or in any row of a column."""
    of, source, column = call.operands
    text = compiler.getter(of)
    known = compiler.getter(Call("list", "pairs", (source, column), None, "", call.shown))

    def compute(runtime: Runtime) -> Any:
        value = text(runtime)
        if value is None:
            return None
        pairs = pairs_of(value)
        return Fraction(len(pairs & known(runtime)) * 100, len(pairs)) if pairs else None

    return compute


def pairs(call: Call, compiler: Compile) -> Getter:
    """Gather the pairs of characters that ``words_found`` looks in: once a form."""
    source, column = (compiler.getter(operand) for operand in call.operands)

    def gather(runtime: Runtime) -> Any:
        rows = column(runtime)
        texts = [source(runtime), *(rows if isinstance(rows, list) else [rows])]
        return frozenset().union(*(pairs_of(text) for text in texts if text))

    return gather
