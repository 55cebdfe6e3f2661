"""Three-valued logic: the plain evaluator, and the engine's patterns, against Kleene's tables."""

import itertools
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.checking.logic import judge, leaf_truths
from auditor.engine.rete import Rete
from auditor.rulebook.plan import Formula, Input, Predicate, Truth
from tests.checking.formulas import an_atom, formulas, kleene, predicate_of

TRUTHS: tuple[Truth, ...] = (True, False, None)
PAIRS = tuple(itertools.product(TRUTHS, repeat=2))
ALL = (True, False, None, False, False, False, None, False, None)
ANY = (True, True, True, True, False, None, True, None, None)


@pytest.mark.parametrize(
    ("operator", "inputs", "wanted"),
    [
        (operator, pair, truth)
        for operator, table in (("all", ALL), ("any", ANY))
        for pair, truth in zip(PAIRS, table, strict=True)
    ],
)
def test_all_and_any(operator: str, inputs: tuple[Truth, Truth], wanted: Truth) -> None:
    """The tables of ``all`` and ``any``, written out, hold for the plain evaluator and for the engine."""
    predicate = predicate_of((operator, (0, 1)), "flag", "flag")
    assert judge(predicate, inputs) is wanted
    assert Rete([predicate]).decide([(0, inputs)]) == [wanted]


@pytest.mark.parametrize(("given_", "wanted"), [(True, False), (False, True), (None, None)])
def test_not(given_: Truth, wanted: Truth) -> None:
    """Not unknown is unknown."""
    predicate = predicate_of(("not", (0,)), "flag")
    assert judge(predicate, (given_,)) is wanted
    assert Rete([predicate]).decide([(0, (given_,))]) == [wanted]


SHAPES: list[Formula] = [
    0,
    ("not", (0,)),
    ("not", (("not", (0,)),)),
    ("all", (0,)),
    ("any", (0,)),
    ("all", (0, 1, 2)),
    ("any", (0, 1, 2)),
    ("all", (0, ("any", (1, 2)))),
    ("any", (0, ("all", (1, 2)))),
    ("not", (("all", (0, 1, 2)),)),
    ("not", (("any", (0, 1, 2)),)),
    ("any", (("not", (0,)), ("all", (0, 1)))),
    ("all", (("any", (0, 1)), ("any", (("not", (0,)), 2)))),
    ("any", (0, ("not", (0,)))),
    ("all", (0, ("not", (0,)))),
    ("all", (0, 0, ("not", (("any", (1, ("not", (2,)))),)))),
]


@pytest.mark.parametrize("formula", SHAPES, ids=str)
def test_every_table(formula: Formula) -> None:
    """Each of the 27 rows of every formula's table is judged as Kleene defines, by both evaluators."""
    predicate = predicate_of(formula, "flag", "flag", "flag")
    rows = list(itertools.product(TRUTHS, repeat=3))
    wanted = [kleene(formula, row) for row in rows]
    assert [judge(predicate, row) for row in rows] == wanted
    assert Rete([predicate]).decide([(0, row) for row in rows]) == wanted


@given(st.data())
@settings(max_examples=300, deadline=None, derandomize=True)
def test_any_formula(data: st.DataObject) -> None:
    """Whatever the nesting, the plain evaluator gives Kleene's truth."""
    formula = data.draw(formulas(4))
    predicate = predicate_of(formula, "flag", "flag", "flag", "flag")
    row = data.draw(st.tuples(*[st.sampled_from(TRUTHS)] * 4))
    assert judge(predicate, row) is kleene(formula, row)


HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("operator", "bounds", "wanted"),
    [
        ("equals", (1, 1, 1, 1), True),
        ("equals", (1, 2, 2, 3), True),
        ("equals", (2, 3, 1, 2), True),
        ("equals", (1, 2, 3, 4), False),
        ("equals", (1, 4, 2, 3), True),
        ("equals", (1, 1, 2, 0), False),
        ("equals", (Fraction(1, 3), Fraction(1, 3), Fraction(1, 3), Fraction(1, 3)), True),
        ("equals", (Fraction(1, 3), Fraction(1, 3), Fraction(333333, 1000000), Fraction(333333, 1000000)), False),
        ("at_most", (2, 2, 1, 1), False),
        ("at_most", (2, 2, 2, 2), True),
        ("at_most", (1, 9, 0, 1), True),
        ("at_least", (1, 1, 2, 2), False),
        ("at_least", (2, 2, 2, 2), True),
        ("at_least", (0, 2, 2, 9), True),
        ("less_than", (2, 2, 2, 2), False),
        ("less_than", (2, 2, 2, 2 + HALF), True),
        ("more_than", (2, 2, 2, 2), False),
        ("more_than", (2, 2 + HALF, 2, 2), True),
    ],
)
def test_intervals(operator: str, bounds: tuple[int, int, int, int], wanted: bool) -> None:
    """Two intervals agree as long as some pair of their numbers does, to the last digit."""
    predicate = Predicate("P", (an_atom(0, "order", operator),), 0)
    assert judge(predicate, (bounds,)) is wanted
    assert Rete([predicate]).decide([(0, (bounds,))]) == [wanted]


@pytest.mark.parametrize(
    ("constants", "value", "wanted"),
    [
        (("甲",), "甲", True),
        (("甲",), "甲 ", False),
        (("甲",), "", False),
        (("",), "", True),
        (("甲", "乙"), "乙", True),
        (("甲", "乙"), None, None),
        ((), ("甲", "甲"), True),
        ((), ("甲", "乙"), False),
        ((), ("", ""), True),
        ((), None, None),
        (("a\nb",), "a\nb", True),
        (("\u3000甲",), "\u3000甲", True),
        (("中" * 3000,), "中" * 3000, True),
        (("中" * 3000,), "中" * 3000 + "文", False),
        (("\ud800",), "\ud800", True),
    ],
)
def test_texts(constants: tuple[str, ...], value: Input, wanted: Truth) -> None:
    """Texts are the same only when every character is, blanks, line ends and very long ones included."""
    kind = "member" if len(constants) > 1 else "same"
    predicate = Predicate("P", (an_atom(0, kind, "equals", constants),), 0)
    assert judge(predicate, (value,)) is wanted
    assert Rete([predicate]).decide([(0, (value,))]) == [wanted]


def test_leaf_truths() -> None:
    """Each atom's own truth is given in the predicate's order, to tell which one decided."""
    predicate = predicate_of(("all", (2, 0, 1)), "flag", "order", "same")
    assert leaf_truths(predicate, (None, (1, 1, 2, 2), ("a", "a"))) == [None, False, True]


def test_inputs_of_another_length() -> None:
    """Inputs that do not belong to the predicate are a programming error, not a truth."""
    with pytest.raises(ValueError, match="zip"):
        judge(predicate_of(("not", (0,)), "flag"), (True, False))
