"""Random predicates and inputs for them, as hypothesis strategies: what the two evaluators must agree on."""

from fractions import Fraction
from typing import Any, Final

from hypothesis import strategies as st

from auditor.rulebook.expressions import Comparison, Literal, Tolerance
from auditor.rulebook.plan import Atom, Formula, Input, Inputs, Number, Predicate, Truth

ORDERS: Final = ("equals", "at_most", "at_least", "less_than", "more_than")
NOTHING: Final = Literal("text", "", "")
TEXTS: Final = (
    "", " ", "甲", "甲 ", " 甲", "\u3000甲", "甲\n", "甲\t乙", "a", "A", "a\x00", "\x00",
    '"', '\\"', "\\", "\\\\", "\\n", "\n",
    "\u2028", "\ufeff", "😀", "😀😀", "\ud800", "é", "e\u0301", "1", "1.0", "01", "true", "null", "{}", "$m",
    "\u0001end", "\u0001g0",
    "x" * 1999, "x" * 2000, "x" * 2001, "x" * 2000 + "y", "中" * 70_000, "中" * 70_000 + "文", "'", "%s", "{0}",
)  # fmt: skip
NUMBERS: Final[tuple[Number, ...]] = (
    0, 1, -1, 2, 7, 100, 2**31, 2**53, 2**53 + 1, 2**62 - 1, 2**62, 2**62 + 1, 2**63,
    -(2**63), -(2**63) - 1, 10**29, 10**29 + 1,
    Fraction(1, 3), Fraction(2, 3), Fraction(-1, 3), Fraction(1, 10), Fraction(1, 2**70), Fraction(10**29, 3),
    Fraction(333333, 1000000),
    Fraction(10**18 + 1, 10**18), Fraction(2, 1), Fraction(100, 1),
)  # fmt: skip


def an_atom(number: int, kind: str, operator: str, constants: tuple[str, ...] = ()) -> Atom:
    """Give an atom of a kind; ``number`` keeps atoms of one predicate apart."""
    left = Literal("text", f"operand {number}", "")
    return Atom(kind, operator, Comparison(operator, left, (NOTHING,), Tolerance()), constants)


def predicate_of(formula: Formula, *kinds: str, name: str = "P:require") -> Predicate:
    """Give a predicate over flags (or the kinds named), for tables."""
    atoms = tuple(an_atom(number, kind, "filled" if kind == "flag" else "equals") for number, kind in enumerate(kinds))
    return Predicate(name, atoms, formula)


texts = st.sampled_from(TEXTS) | st.text(max_size=30)
numbers: st.SearchStrategy[Number] = (
    st.sampled_from(NUMBERS)
    | st.integers(-5, 5)
    | st.integers(-(10**29), 10**29)
    | st.fractions(max_denominator=10**12)
    | st.builds(Fraction, st.integers(-(10**20), 10**20), st.integers(1, 10**25))
)


@st.composite
def atoms(draw: st.DrawFn, number: int) -> Atom:
    """Draw an atom of any kind."""
    kind = draw(st.sampled_from(("order", "order", "same", "pair", "member", "flag")))
    if kind == "order":
        return an_atom(number, "order", draw(st.sampled_from(ORDERS)))
    if kind == "same":
        return an_atom(number, "same", "equals", (draw(texts),))
    if kind == "pair":
        return an_atom(number, "same", "equals")
    if kind == "member":
        return an_atom(number, "member", "one_of", tuple(draw(st.lists(texts, min_size=1, max_size=12, unique=True))))
    return an_atom(number, "flag", "filled")


def formulas(count: int) -> st.SearchStrategy[Formula]:
    """Give formulas over the atoms 0 to ``count`` - 1, nested a few deep."""
    leaves: st.SearchStrategy[Any] = st.integers(0, count - 1)
    return st.recursive(
        leaves,
        lambda inner: (
            st.tuples(st.just("not"), st.tuples(inner))
            | st.tuples(st.sampled_from(("all", "any")), st.lists(inner, min_size=1, max_size=3).map(tuple))
        ),
        max_leaves=5,
    )


@st.composite
def predicates(draw: st.DrawFn, number: int = 0) -> Predicate:
    """Draw a predicate over one to four atoms."""
    count = draw(st.integers(1, 4))
    found = tuple(draw(atoms(index)) for index in range(count))
    return Predicate(f"P-{number}:require", found, draw(formulas(count)))


@st.composite
def inputs_of(draw: st.DrawFn, predicate: Predicate) -> Inputs:
    """Draw one input for each atom, each missing now and then."""
    return tuple(draw(_input(atom)) for atom in predicate.atoms)


def _input(atom: Atom) -> st.SearchStrategy[Input]:
    if atom.kind == "flag":
        return st.none() | st.booleans()
    if atom.kind == "order":
        return st.none() | _bounds()
    if not atom.constants:
        return st.none() | st.tuples(texts, texts) | texts.map(lambda text: (text, text))
    return st.none() | texts | st.sampled_from(atom.constants)


@st.composite
def _bounds(draw: st.DrawFn) -> tuple[Number, Number, Number, Number]:
    """Draw two intervals, often points, often touching."""
    low, high = sorted((draw(numbers), draw(numbers)))
    if draw(st.booleans()):
        high = low
    right_low, right_high = sorted(
        (draw(st.sampled_from((low, high)) | numbers), draw(st.sampled_from((low, high)) | numbers))
    )
    return low, high, right_low, right_high


def kleene(formula: Formula, truths: tuple[Truth, ...]) -> Truth:
    """Judge a formula by Kleene's definition: the least of all, the greatest of any, with unknown in the middle."""
    rank = {False: 0, None: 1, True: 2}
    if isinstance(formula, int):
        return truths[formula]
    operator, parts = formula
    values = [rank[kleene(part, truths)] for part in parts]
    value = 2 - values[0] if operator == "not" else min(values) if operator == "all" else max(values)
    return {0: False, 1: None, 2: True}[value]
