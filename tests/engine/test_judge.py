"""The judge's memory: equal questions are judged once, and the memory is bounded."""

import pytest

from auditor.engine.judge import ENGINES, Judge
from auditor.rulebook.plan import Predicate
from tests.checking.formulas import an_atom
from tests.engine.fake import Fake

RULES = [Predicate(f"P-{number}", (an_atom(0, "order", "at_most"),), 0) for number in range(2)]


def asked(module: Fake) -> int:
    """Give the number of facts the extension has been given, end marks aside."""
    return module.calls.count("assert") - module.calls.count("start")


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Count the calls to the extension."""
    module = Fake("")
    monkeypatch.setattr("auditor.engine.native.load", lambda: module)
    return module


@pytest.mark.parametrize("engine", ["both", "rete"])
def test_equal_inputs_are_judged_once(counted: Fake, engine: str) -> None:
    """A question asked again, in the same call or a later one, does not reach the engine."""
    judge = Judge(RULES, engine)
    question = (0, ((1, 1, 2, 2),))
    assert judge.decide([question, question]) == [True, True]
    assert judge.decide([question]) == [True]
    assert asked(counted) == 1
    assert judge.decide([(1, ((1, 1, 2, 2),))]) == [True]
    assert asked(counted) == 2, "another predicate is another question"


@pytest.mark.parametrize("engine", ENGINES)
def test_bounded(engine: str) -> None:
    """The memory never holds more than it may, plus what one form asks."""
    judge = Judge(RULES, engine, remember=50)
    for start in range(0, 1000, 10):
        judge.decide([(0, ((number, number, 500, 500),)) for number in range(start, start + 10)])
        assert sum(len(known) for known in judge.known) <= 60


@pytest.mark.parametrize("remember", [0, 1, 7])
def test_small_memory(remember: int) -> None:
    """However little is remembered, the answers are the same."""
    judge = Judge(RULES, "both", remember=remember)
    queries = [(number % 2, ((number, number, 10, 10),)) for number in range(30)]
    for _ in range(3):
        assert judge.decide(queries) == [number <= 10 for number in range(30)]


@pytest.mark.parametrize("engine", ENGINES)
def test_order_of_answers(engine: str) -> None:
    """Answers stand in the order of the questions, known ones among new ones."""
    judge = Judge(RULES, engine)
    judge.decide([(0, ((5, 5, 1, 1),))])
    assert judge.decide([(0, ((1, 1, 1, 1),)), (0, ((5, 5, 1, 1),)), (0, (None,)), (0, ((0, 0, 1, 1),))]) == [
        True, False, None, True,
    ]  # fmt: skip
