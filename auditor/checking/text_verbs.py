"""How the verbs that look into texts are computed: quantities and years found, likeness, length, words in common."""

from fractions import Fraction
from typing import Any, Final

from rapidfuzz.distance import Indel

from auditor.checking.filtering import Compile, filtered_each, keeper
from auditor.checking.rows import NumberView, quantity_view
from auditor.checking.runtime import Getter, Runtime
from auditor.checking.stated import Matching
from auditor.forms.content import pairs_of
from auditor.forms.patterns import compiled
from auditor.forms.quantities import quantities_in
from auditor.rulebook.expressions import Call, Each, Literal, Operand, Path

_SIMILARITY_PLACES: Final = 10_000
_USUAL_LENGTH: Final = 4_000
"""Characters of two texts within which looking each piece up is faster than gathering all pieces."""


def numbers_in(call: Call, compiler: Compile) -> Getter:
    """Find the quantities of one or several texts."""
    if call.where is not None:
        every = compiler.getter(Call(call.type, call.verb, call.operands, None, "", call.shown))
        keep = keeper(call.where, compiler)
        return lambda runtime: keep(runtime, every(runtime))
    finders = [_quantities_of(operand, compiler) for operand in call.operands]

    def compute(runtime: Runtime) -> list[Any]:
        vocabulary = runtime.form.vocabulary
        return [quantity_view(quantity, vocabulary) for find in finders for quantity in find(runtime)]

    return compute


def _quantities_of(operand: Operand, compiler: Compile) -> Getter:
    """Give the function that finds the quantities of one text; those of the form's own texts are found only once."""
    if isinstance(operand, Path) and operand.root == "form":
        name = operand.name
        return lambda runtime: runtime.form.quantities(name)
    text = compiler.getter(operand)
    return lambda runtime: quantities_in(text(runtime) or "", runtime.form.vocabulary)


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
        if not text or _shares_nothing(text, other, size):
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
        every = filtered_each(others, compiler, call.where)
    else:
        one = compiler.getter(others)
        return lambda runtime: None if (text := one(runtime)) is None else runtime.form.vocabulary.content.of(text)

    def gather(runtime: Runtime) -> Any:
        content = runtime.form.vocabulary.content
        return frozenset().union(*(content.of(text) for text in every(runtime) if text))

    return gather


def _shares_nothing(text: str, other: str, size: int) -> bool:
    """Tell quickly, of texts of usual length, that they share no block: its half would stand at a multiple of the half."""
    half = (size + 1) // 2
    if len(text) + len(other) > _USUAL_LENGTH:
        return False
    return not any(text[at : at + half] in other for at in range(0, len(text) - half + 1, half))


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


def measuring(call: Call, compiler: Compile) -> Getter:
    """Count the indicators that measure a quantity stated in a text; see `auditor.checking.stated`."""
    quantity, matched, words = _matched(call, compiler)

    def compute(runtime: Runtime) -> Any:
        least = words(runtime)
        return None if least is None else matched(runtime).measuring(quantity(runtime), least)

    return compute


def contradicting(call: Call, compiler: Compile) -> Getter:
    """Give the indicator that measures the same thing as a stated quantity by another number."""
    quantity, matched, words = _matched(call, compiler)
    share = compiler.getter(call.operands[3])

    def compute(runtime: Runtime) -> Any:
        least, part = words(runtime), share(runtime)
        if least is None or part is None:
            return None
        return matched(runtime).contradicting(quantity(runtime), least, part)

    return compute


def _matched(call: Call, compiler: Compile) -> tuple[Getter, Getter, Getter]:
    """Give the functions of a stated quantity, of the form's `Matching` and of the least number of words in common."""
    quantity, rows, words, *_ = call.operands
    matched = compiler.getter(Call("matching", "matching", (rows,), call.where, "", call.shown))
    return compiler.getter(quantity), matched, compiler.getter(words)


def matching(call: Call, compiler: Compile) -> Getter:
    """Match indicators with the quantities stated in a form: once a form."""
    rows, keep = compiler.getter(call.operands[0]), keeper(call.where, compiler)
    return lambda runtime: Matching(keep(runtime, rows(runtime)), runtime.form)
