"""Judges predicates with durable-rules: one fact a question, and exactly one truth for each; else an `EngineFault`."""

import json
import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import lcm
from typing import Final

from auditor.engine.network import MAX_KINDS, MAX_PATTERNS, engine_text, kind, patterns, ruleset
from auditor.engine.state import STATE, EngineState
from auditor.errors import EngineFault
from auditor.rulebook.plan import PAIR, Atom, Inputs, Number, Predicate, Truth

_LARGEST: Final = 2**62
_RESULT: Final = re.compile(
    r'\{"(?P<predicate>\d+)\|(?P<truth>[TFU])\|\d+":\{"m":\{"sid": "0", "id": "(?P<fact>\d+)", '
)
_TRUTHS: Final[dict[str, Truth]] = {"T": True, "F": False, "U": None}


class Network:
    """One rule set of the engine for up to `MAX_KINDS` predicates."""

    def __init__(self, name: str, predicates: Sequence[Predicate]) -> None:
        """Register the rules; raises `EngineMissing`, or `LimitExceeded` before registering."""
        self._predicates = predicates
        self._state = EngineState(name, ruleset(predicates))

    def decide(self, queries: Sequence[tuple[int, Inputs]]) -> list[Truth]:
        """Judge ``(predicate index, inputs)`` pairs in one drain; raises `EngineFault`."""
        facts = [
            encode(self._predicates[index].atoms, inputs, kind(index), number)
            for number, (index, inputs) in enumerate(queries)
        ]
        found: list[set[Truth]] = [set() for _ in queries]
        for result in self._state.run(facts):
            match = _RESULT.match(result)
            number = int(match["fact"]) if match else len(queries)
            if match is None or number >= len(queries) or queries[number][0] != int(match["predicate"]):
                raise EngineFault("engine.stray_result", rule=result[:40])
            found[number].add(_TRUTHS[match["truth"]])
        for (index, _), truths in zip(queries, found, strict=True):
            if len(truths) != 1:
                raise EngineFault("engine.no_single_truth", predicate=self._predicates[index].name, count=len(truths))
        return [truths.pop() for truths in found]


class Rete:
    """All predicates of a pack, spread over as many networks as the engine's limits ask for."""

    def __init__(self, predicates: Sequence[Predicate]) -> None:
        """Register every predicate; raises `LimitExceeded` before registering one that is past the limits."""
        self._networks: list[Network] = []
        self._at: list[tuple[int, int]] = []
        for number, chunk in enumerate(_chunks(predicates)):
            self._at.extend((number, index) for index in range(len(chunk)))
            self._networks.append(Network(f"auditor{number}", chunk))

    def decide(self, queries: Sequence[tuple[int, Inputs]]) -> list[Truth]:
        """Judge ``(predicate index, inputs)`` pairs, in their order; raises `EngineFault`."""
        truths: list[Truth] = [None] * len(queries)
        for number, network in enumerate(self._networks):
            chosen = [at for at, (index, _) in enumerate(queries) if self._at[index][0] == number]
            if not chosen:
                continue
            local = [(self._at[queries[at][0]][1], queries[at][1]) for at in chosen]
            for at, truth in zip(chosen, network.decide(local), strict=True):
                truths[at] = truth
        return truths


def _chunks(predicates: Sequence[Predicate]) -> Iterator[list[Predicate]]:
    """Cut the predicates into runs that one network can hold."""
    chunk: list[Predicate] = []
    size = 0
    for predicate in predicates:
        more = len(patterns(predicate))
        if chunk and (len(chunk) == MAX_KINDS or size + more > MAX_PATTERNS):
            yield chunk
            chunk, size = [], 0
        chunk.append(predicate)
        size += more
    yield chunk


def encode(atoms: Sequence[Atom], inputs: Inputs, fact_kind: str, number: int) -> str:
    """Write one fact as the engine reads it: 64-bit integers, short texts, flags as 0 and 1, nothing missing."""
    if len(atoms) != len(inputs):
        raise EngineFault("engine.failed", reason=f"{len(inputs)} inputs for {len(atoms)} atoms")
    parts = [f'{{"sid": "{STATE}", "id": "{number}", "kind": "{fact_kind}", "_": 1']
    for index, value in enumerate(inputs):
        if value is None:
            parts.append(f'"{index}?": 1')
        elif isinstance(value, bool):
            parts.append(f'"{index}f": {value:d}')
        elif isinstance(value, str):
            parts.append(f'"{index}s": {json.dumps(engine_text(value))}')
        elif len(value) == PAIR:
            parts.append(
                f'"{index}l": {json.dumps(engine_text(value[0]))}, "{index}r": {json.dumps(engine_text(value[1]))}'
            )
        else:
            a, b, c, d = _integers(value)
            parts.append(f'"{index}a": {a}, "{index}b": {b}, "{index}c": {c}, "{index}d": {d}')
    return ", ".join(parts) + "}"


def _integers(numbers: tuple[Number, ...]) -> list[int]:
    """Scale the numbers of one atom to integers that compare alike; by rank where they would not fit 64 bits."""
    if all(isinstance(number, int) and -_LARGEST < number < _LARGEST for number in numbers):
        return list(numbers)  # type: ignore[arg-type]
    scale = lcm(*(Fraction(number).denominator for number in numbers))
    scaled = [int(number * scale) for number in numbers]
    if all(-_LARGEST < number < _LARGEST for number in scaled):
        return scaled
    ranks = {number: rank for rank, number in enumerate(sorted(set(scaled)))}
    return [ranks[number] for number in scaled]
