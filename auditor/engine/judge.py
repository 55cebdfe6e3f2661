"""The judge: every predicate decided by durable-rules and by the plain evaluator, who must agree.

A verdict depends on nothing but a predicate and its inputs, so equal inputs are judged once and remembered; the memory
is bounded. With both evaluators a question is answered at once by the plain one and put to the engine when the form is
settled; a disagreement then is an `EngineFault` of that form, and nothing of it is remembered.
"""

from collections.abc import Sequence
from enum import Enum
from typing import Final

from auditor.checking.logic import judge as judge_plainly
from auditor.errors import EngineFault
from auditor.rulebook.plan import Inputs, Predicate, Truth

ENGINES: Final = ("both", "rete", "plain")
_MEMO_LIMIT: Final = 30_000


class Pending(Enum):
    """The answer of a judge that must first settle (engine ``rete``)."""

    PENDING = "pending"


PENDING: Final = Pending.PENDING
Answer = Truth | Pending


class Judge:
    """Answers by one evaluator or by both; ``known`` is what it remembers: by predicate, truths by inputs."""

    def __init__(self, predicates: Sequence[Predicate], engine: str = "both", *, remember: int = _MEMO_LIMIT) -> None:
        """Prepare the engine named (`ENGINES`); ``remember`` is the number of verdicts kept."""
        self._predicates = predicates
        self._rete = None
        if engine != "plain":
            from auditor.engine.rete import Rete

            self._rete = Rete(predicates)
        self._plain = engine != "rete"
        self.known: list[dict[Inputs, Truth]] = [{} for _ in predicates]
        self._count = 0
        self._remember = remember
        self._asked: dict[tuple[int, Inputs], Truth] = {}

    def ask(self, index: int, inputs: Inputs) -> Answer:
        """Give the truth of a predicate for its inputs; `PENDING` when only the engine may say, at `settle`."""
        found = self.known[index].get(inputs, PENDING)
        return found if found is not PENDING else self.ask_new(index, inputs)

    def ask_new(self, index: int, inputs: Inputs) -> Answer:
        """Give the truth of a predicate for inputs that are not among the `known`."""
        query = (index, inputs)
        if not self._plain:
            self._asked[query] = None
            return PENDING
        truth = judge_plainly(self._predicates[index], inputs)
        self._asked[query] = truth
        self.known[index][inputs] = truth
        return truth

    @property
    def is_waiting(self) -> bool:
        """True while answers are `PENDING`."""
        return not self._plain and bool(self._asked)

    def settle(self) -> bool:
        """Put what was asked to the engine; True when that gave answers that were pending. Raises `EngineFault`."""
        asked, self._asked = self._asked, {}
        self._count += len(asked)
        if self._rete is None or not asked:
            self._forget_some()
            return False
        try:
            truths = self._rete.decide(list(asked))
            if self._plain:
                self._compare(asked, truths)
        except EngineFault:
            for index, inputs in asked:
                self.known[index].pop(inputs, None)
            raise
        if not self._plain:
            for (index, inputs), truth in zip(asked, truths, strict=True):
                self.known[index][inputs] = truth
            return True
        self._forget_some()
        return False

    def decide(self, queries: Sequence[tuple[int, Inputs]]) -> list[Truth]:
        """Judge a list of questions at once, in order; raises `EngineFault`."""
        for index, inputs in queries:
            self.ask(index, inputs)
        if not self._plain:
            self.settle()
        found = [self.known[index][inputs] for index, inputs in queries]
        self.settle()
        return found

    def _compare(self, asked: dict[tuple[int, Inputs], Truth], truths: list[Truth]) -> None:
        for ((index, inputs), plain), rete in zip(asked.items(), truths, strict=True):
            if plain is not rete:
                name = self._predicates[index].name
                raise EngineFault("engine.disagree", predicate=name, rete=rete, plain=plain, inputs=inputs)

    def _forget_some(self) -> None:
        """Forget everything when the memory is full: simple, and it happens rarely."""
        if self._count > self._remember:
            self._count = 0
            for known in self.known:
                known.clear()
