"""Joins the subjects of rules over forms with their groups by equal keys: durable-rules and a dict, who must agree.

The engine sees one fact for a subject and one for a group. A subject whose group exists is found by a join on the key, one
whose group does not by the absence of it (asked after every group is known); each subject must get exactly one answer.
Keys are spread over drains of bounded size by a hash of the key, so that memory does not grow with the batch.
Source: durable-rules.md §1 (points 2, 5, 7, 8, 10).
"""

import json
import re
from collections.abc import Sequence
from typing import Any, Final
from zlib import crc32

from auditor.engine.network import engine_text
from auditor.engine.state import STATE, EngineState
from auditor.errors import EngineFault

_DRAIN: Final = 2_000
"""Facts of one drain, about: some 9 KB each in the engine."""
_ALWAYS: Final = {"_": {"f": "_"}}
_RESULT: Final = re.compile(r'\{"(?P<answer>met|alone)":')
_MET: Final = "met"

RULES: Final[dict[str, Any]] = {
    _MET: {
        "all": [
            {"f": {"$and": [{"kind": "subject"}, {"$ex": {"key": 1}}]}},
            {"g": {"$and": [{"kind": "group"}, {"key": {"f": "key"}}, _ALWAYS]}},
        ]
    },
    "alone": {
        "all": [
            {"f": {"$and": [{"kind": "subject!"}, {"$ex": {"key": 1}}]}},
            {"n0$not": {"$and": [{"kind": "group"}, {"key": {"f": "key"}}, _ALWAYS]}},
        ]
    },
}


class Matching:
    """Matches subject keys with group keys by the evaluators that ``engine`` names (both, rete, plain)."""

    def __init__(self, engine: str = "both") -> None:
        """Register the two rules with the engine, unless it is not asked."""
        self._plain = engine != "rete"
        self._state = EngineState("auditor-join", RULES) if engine != "plain" else None

    def __call__(self, subjects: Sequence[str], groups: Sequence[str]) -> list[int | None]:
        """Give, for each subject key, the number of the equal group key, None where there is none.

        Raises `EngineFault` when the engine fails or the two do not agree.
        """
        plain = _by_dict(subjects, groups)
        if self._state is None:
            return plain
        joined = self._by_engine(self._state, subjects, groups)
        if self._plain and joined != plain:
            at = next(at for at, pair in enumerate(zip(joined, plain, strict=True)) if pair[0] != pair[1])
            raise EngineFault(
                "engine.disagree", predicate="join", rete=joined[at], plain=plain[at], inputs=subjects[at]
            )
        return joined

    @staticmethod
    def _by_engine(state: EngineState, subjects: Sequence[str], groups: Sequence[str]) -> list[int | None]:
        parts = 1 + (len(subjects) + len(groups)) // _DRAIN
        asked: list[list[tuple[int, str]]] = [[] for _ in range(parts)]
        known: list[list[tuple[int, str]]] = [[] for _ in range(parts)]
        for number, key in enumerate(groups):
            known[_part(key, parts)].append((number, key))
        for number, subject in enumerate(subjects):
            asked[_part(subject, parts)].append((number, subject))
        found: list[int | None] = [None] * len(subjects)
        for part, wanted in enumerate(asked):
            if wanted:
                for number, group in _drained(state, wanted, known[part]):
                    found[number] = group
        return found


def _by_dict(subjects: Sequence[str], groups: Sequence[str]) -> list[int | None]:
    numbers = {key: number for number, key in enumerate(groups)}
    return [numbers.get(key) for key in subjects]


def _part(key: str, parts: int) -> int:
    return crc32(key.encode("utf-8", "surrogatepass")) % parts


def _drained(
    state: EngineState, wanted: list[tuple[int, str]], known: list[tuple[int, str]]
) -> list[tuple[int, int | None]]:
    """Ask the engine about some subjects and all groups that could be theirs."""
    facts = [_fact("group", "g", number, key) for number, key in known]
    facts += [_fact("subject", "s", number, key) for number, key in wanted]
    facts += [_fact("subject!", "t", number, key) for number, key in wanted]
    answers: dict[int, int | None] = {}
    for result in state.run(facts, every_fact_fires=False):
        head = _RESULT.match(result)
        if head is None:
            raise EngineFault("engine.stray_result", rule=result[:40])
        row = json.loads(result)[head["answer"]]
        number = row["f"]["number"]
        if number in answers:
            raise EngineFault("engine.no_single_truth", predicate="join", count=2)
        answers[number] = row["g"]["number"] if head["answer"] == _MET else None
    if len(answers) != len(wanted):
        raise EngineFault("engine.no_single_truth", predicate="join", count=len(answers))
    return [(number, answers[number]) for number, _ in wanted]


def _fact(kind: str, prefix: str, number: int, key: str) -> str:
    """Write a fact; ids are short and unique within a drain, ``number`` is what is read back."""
    fact = {"sid": STATE, "id": f"{prefix}{number}", "kind": kind, "_": 1, "key": engine_text(key), "number": number}
    return json.dumps(fact)
