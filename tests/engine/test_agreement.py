"""The engine and the plain evaluator, held against each other on random predicates and hostile values."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.checking.logic import judge
from auditor.engine.judge import Judge
from auditor.engine.network import LimitExceeded
from auditor.engine.rete import Rete
from auditor.rulebook.plan import Inputs, Predicate
from tests.checking.formulas import NUMBERS, TEXTS, an_atom, inputs_of, predicates

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)


@given(st.data())
@settings(max_examples=250, deadline=None, derandomize=True, suppress_health_check=SLOW)
def test_random_predicates(data: st.DataObject) -> None:
    """Any predicates over any inputs, many in one drain: the engine gives exactly the plain evaluator's truths."""
    rules = [data.draw(predicates(number)) for number in range(data.draw(st.integers(1, 4)))]
    queries: list[tuple[int, Inputs]] = []
    for _ in range(data.draw(st.integers(0, 12))):
        index = data.draw(st.integers(0, len(rules) - 1))
        queries.append((index, data.draw(inputs_of(rules[index]))))
    try:
        engine = Rete(rules)
    except LimitExceeded:
        return
    assert engine.decide(queries) == [judge(rules[index], inputs) for index, inputs in queries]


def test_every_pair_of_numbers() -> None:
    """Each hostile number against each other one, by every comparison, all in one drain."""
    rules = [
        Predicate(f"P-{operator}", (an_atom(0, "order", operator),), 0)
        for operator in ("equals", "at_most", "at_least", "less_than", "more_than")
    ]
    queries: list[tuple[int, Inputs]] = [
        (index, ((left, left, right, right),)) for index in range(5) for left in NUMBERS for right in NUMBERS
    ]
    truths = Rete(rules).decide(queries)
    assert truths == [judge(rules[index], inputs) for index, inputs in queries]
    assert True in truths
    assert False in truths


def test_every_pair_of_texts() -> None:
    """Each hostile text against each other one, as two values and as value and constant."""
    rules = [Predicate("P-pair", (an_atom(0, "same", "equals"),), 0)]
    rules += [
        Predicate(f"P-{number}", (an_atom(0, "same", "equals", (text,)),), 0) for number, text in enumerate(TEXTS)
    ]
    queries: list[tuple[int, Inputs]] = [(0, ((left, right),)) for left in TEXTS for right in TEXTS]
    queries += [(index, (text,)) for index in range(1, len(rules)) for text in TEXTS]
    assert Rete(rules).decide(queries) == [judge(rules[index], inputs) for index, inputs in queries]


def test_member_of_hostile_texts() -> None:
    """A list of hostile words holds exactly those words."""
    words = TEXTS[:12]
    rules = [Predicate("P", (an_atom(0, "member", "one_of", words),), ("not", (0,)))]
    queries: list[tuple[int, Inputs]] = [(0, (text,)) for text in TEXTS]
    assert Rete(rules).decide(queries) == [text not in words for text in TEXTS]


def test_twenty_thousand_queries() -> None:
    """One call may ask 20,000 questions; each answer stands at its question's place."""
    rules = [
        Predicate(f"P-{number}", (an_atom(0, "order", "at_most"), an_atom(1, "flag", "filled")), ("all", (0, 1)))
        for number in range(7)
    ]
    flags = (True, False, None)
    queries: list[tuple[int, Inputs]] = [
        (number % 7, ((number, number, 10_000, 10_000), flags[number % 3])) for number in range(20_000)
    ]
    wanted = [judge(rules[index], inputs) for index, inputs in queries]
    assert Rete(rules).decide(queries) == wanted
    assert Judge(rules, "both").decide(queries) == wanted


def test_equal_queries_in_one_call() -> None:
    """The same question asked twice in one call is answered twice."""
    rules = [Predicate("P", (an_atom(0, "flag", "filled"),), 0)]
    assert Rete(rules).decide([(0, (True,)), (0, (True,)), (0, (None,)), (0, (True,))]) == [True, True, None, True]
    assert Judge(rules, "both").decide([(0, (True,)), (0, (True,))]) == [True, True]


def test_no_queries() -> None:
    """No question, no answer."""
    rules = [Predicate("P", (an_atom(0, "flag", "filled"),), 0)]
    assert Rete(rules).decide([]) == []
    assert Rete([]).decide([]) == []
    for engine in ("both", "rete", "plain"):
        assert Judge([], engine).decide([]) == []
        assert Judge(rules, engine).decide([]) == []
