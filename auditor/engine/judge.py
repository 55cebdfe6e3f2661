"""The judge: every predicate decided by durable-rules and by the plain evaluator, who must agree.

A verdict depends on nothing but a predicate and its inputs, so equal inputs are judged once and remembered; the memory
is bounded. A disagreement is an `EngineFault` of the form at hand.
"""

from collections.abc import Sequence
from typing import Final, Protocol

from auditor.checking.logic import judge as judge_plainly
from auditor.errors import EngineFault
from auditor.rulebook.plan import Inputs, Predicate, Truth

ENGINES: Final = ("both", "rete", "plain")
_MEMO_LIMIT: Final = 100_000


class Decider(Protocol):
    """Anything that judges ``(predicate index, inputs)`` pairs in order."""

    def decide(self, queries: Sequence[tuple[int, Inputs]]) -> list[Truth]:
        """Give one truth per query; raises `EngineFault`."""


class Plain:
    """The plain evaluator as a decider."""

    def __init__(self, predicates: Sequence[Predicate]) -> None:
        """Judge these predicates."""
        self._predicates = predicates

    def decide(self, queries: Sequence[tuple[int, Inputs]]) -> list[Truth]:
        """Judge each query on its own."""
        return [judge_plainly(self._predicates[index], inputs) for index, inputs in queries]


class Judge:
    """Decides by one engine or by both, remembering what it has decided."""

    def __init__(self, predicates: Sequence[Predicate], engine: str = "both", *, remember: int = _MEMO_LIMIT) -> None:
        """Prepare the engine named (`ENGINES`); ``remember`` is the number of verdicts kept, 0 for none."""
        self._predicates = predicates
        self._deciders: list[Decider] = []
        if engine != "plain":
            from auditor.engine.rete import Rete

            self._deciders.append(Rete(predicates))
        if engine != "rete":
            self._deciders.append(Plain(predicates))
        self._known: dict[tuple[int, Inputs], Truth] = {}
        self._remember = remember

    def decide(self, queries: Sequence[tuple[int, Inputs]]) -> list[Truth]:
        """Give one truth per query, in order; raises `EngineFault` when an engine fails or the two disagree."""
        known = self._known
        new = [query for query in dict.fromkeys(queries) if query not in known]
        fresh = dict(zip(new, self._decide(new), strict=True)) if new else {}
        truths = [fresh[query] if query in fresh else known[query] for query in queries]
        if len(known) + len(fresh) > self._remember:
            known.clear()
        if len(fresh) <= self._remember:
            known.update(fresh)
        return truths

    def _decide(self, queries: list[tuple[int, Inputs]]) -> list[Truth]:
        first, *others = [decider.decide(queries) for decider in self._deciders]
        for other in others:
            for (index, inputs), left, right in zip(queries, first, other, strict=True):
                if left is not right:
                    name = self._predicates[index].name
                    raise EngineFault("engine.disagree", predicate=name, rete=left, plain=right, inputs=inputs)
        return first
