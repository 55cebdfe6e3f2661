"""Predicates as patterns of durable-rules, within the limits that durable-rules.md measured; proven before any form.

A predicate becomes one *kind* of fact. Its three truths are written as alternatives (disjunctive normal form), each a
flat list of simple conditions: first the kind, then a group node that keeps every list of the engine short, then the
atoms' states. A fact of that kind therefore fires patterns of exactly one truth, or the engine is at fault.
"""

import hashlib
import itertools
from collections.abc import Iterable, Sequence
from typing import Any, Final

from auditor.errors import InvalidPack, Problem
from auditor.rulebook.plan import Atom, Formula, Predicate

TRUE, FALSE, UNKNOWN = "T", "F", "U"
MAX_KINDS: Final = 240
MAX_PATTERNS: Final = 4000
GROUP_SIZE: Final = 32
MAX_GROUPS: Final = 32
MOST_ALTERNATIVES: Final = GROUP_SIZE * MAX_GROUPS
LONGEST_TEXT: Final = 2_000

Conjunction = dict[int, str]
Conditions = list[dict[str, Any]]

_ORDER: Final = {
    "equals": (((("a", "$lte", "d"), ("c", "$lte", "b")),), ((("a", "$gt", "d"),), (("c", "$gt", "b"),))),
    "at_most": (((("a", "$lte", "d"),),), ((("a", "$gt", "d"),),)),
    "at_least": (((("b", "$gte", "c"),),), ((("b", "$lt", "c"),),)),
    "less_than": (((("a", "$lt", "d"),),), ((("a", "$gte", "d"),),)),
    "more_than": (((("b", "$gt", "c"),),), ((("b", "$lte", "c"),),)),
}


class LimitExceeded(InvalidPack):
    """A predicate needs more of the engine than was measured to be safe; ``limit`` names what."""

    def __init__(self, predicate: str, limit: str, found: int, allowed: int) -> None:
        """Keep what was exceeded, by how much; shown as a problem of the rule that the predicate belongs to."""
        details = (("limit", limit), ("found", str(found)), ("allowed", str(allowed)))
        super().__init__([Problem(f"{predicate.partition(':')[0]}.yaml", 1, 1, "pack.limit", details)])
        self.predicate, self.limit, self.found, self.allowed = predicate, limit, found, allowed


class _TooMany(Exception):
    """The alternatives of one formula are more than the engine can hold."""


def patterns(predicate: Predicate) -> list[tuple[str, Conditions]]:
    """Give every ``(truth, conditions)`` of a predicate; raises `LimitExceeded` past the measured limits."""
    try:
        found = list(itertools.islice(_patterns(predicate), MOST_ALTERNATIVES + 1))
    except _TooMany:
        found = []
    if not 0 < len(found) <= MOST_ALTERNATIVES:
        raise LimitExceeded(predicate.name, "patterns", MOST_ALTERNATIVES + 1, MOST_ALTERNATIVES)
    return found


def _patterns(predicate: Predicate) -> Iterable[tuple[str, Conditions]]:
    for truth in (TRUE, FALSE, UNKNOWN):
        for conjunction in _conjunctions(predicate.formula, truth):
            for conditions in _alternatives(predicate.atoms, conjunction):
                yield truth, conditions


def ruleset(predicates: Sequence[Predicate]) -> dict[str, Any]:
    """Give the engine's rule set for up to `MAX_KINDS` predicates.

    Rule names are ``<predicate index>|<truth>|<number>``; raises `LimitExceeded` past the measured limits.
    """
    if len(predicates) > MAX_KINDS:
        raise LimitExceeded("", "kinds", len(predicates), MAX_KINDS)
    rules: dict[str, Any] = {}
    for index, predicate in enumerate(predicates):
        for number, (truth, conditions) in enumerate(patterns(predicate)):
            group = {"$neq": {"kind": f"\u0001g{number // GROUP_SIZE}"}}
            pattern = {"$and": [{"kind": kind(index)}, group, *conditions]}
            rules[f"{index}|{truth}|{number}"] = {"all": [{"m": pattern}]}
    if len(rules) > MAX_PATTERNS:
        raise LimitExceeded("", "patterns", len(rules), MAX_PATTERNS)
    _check_names({name for rule in rules.values() for name in _attributes(rule)})
    _check_names({kind(index) for index in range(len(predicates))})
    return rules


def kind(index: int) -> str:
    """Give the kind of the facts that ask the predicate at ``index`` of its network."""
    return f"p{index}"


def _conjunctions(formula: Formula, want: str) -> Iterable[Conjunction]:
    """Give the sets of atom states under which ``formula`` has the truth wanted."""
    if isinstance(formula, int):
        return [{formula: want}]
    operator, parts = formula
    if operator == "not":
        return _conjunctions(parts[0], {TRUE: FALSE, FALSE: TRUE, UNKNOWN: UNKNOWN}[want])
    neutral, decisive = (TRUE, FALSE) if operator == "all" else (FALSE, TRUE)
    if want == decisive:
        return [found for part in parts for found in _conjunctions(part, decisive)]
    if want == neutral:
        return _merged([[neutral]] * len(parts), parts)
    return _merged([[neutral, UNKNOWN]] * len(parts), parts, needs=UNKNOWN)


def _merged(choices: list[list[str]], parts: tuple[Formula, ...], needs: str | None = None) -> list[Conjunction]:
    """Combine the states of all parts; raises `_TooMany` before the combinations get out of hand."""
    found: dict[tuple[tuple[int, str], ...], Conjunction] = {}
    tried = 0
    for wanted in itertools.product(*choices):
        if needs is not None and needs not in wanted:
            continue
        options = [list(_conjunctions(part, want)) for part, want in zip(parts, wanted, strict=True)]
        for combination in itertools.product(*options):
            tried += 1
            if tried > 4 * MOST_ALTERNATIVES:
                raise _TooMany
            merged: Conjunction | None = {}
            for conjunction in combination:
                merged = _join(merged, conjunction)
            if merged is not None:
                found.setdefault(tuple(sorted(merged.items())), merged)
    return list(found.values())


def _join(left: Conjunction | None, right: Conjunction) -> Conjunction | None:
    if left is None or any(left.get(atom, state) != state for atom, state in right.items()):
        return None
    return left | right


def _alternatives(atoms: tuple[Atom, ...], conjunction: Conjunction) -> Iterable[Conditions]:
    options = [_state(index, atoms[index], state) for index, state in sorted(conjunction.items())]
    for combination in itertools.product(*options):
        yield [condition for conditions in combination for condition in conditions]


def _state(index: int, atom: Atom, state: str) -> list[Conditions]:
    """Give the alternatives under which one atom has one state."""
    if state == UNKNOWN:
        return [[{f"{index}?": 1}]]
    positive = state == TRUE
    if atom.kind == "flag":
        return [[{f"{index}f": int(positive)}]]
    if atom.kind == "order":
        return [_compared(index, tests) for tests in _ORDER[atom.operator][0 if positive else 1]]
    if atom.constants:
        name = f"{index}s"
        if positive:
            return [[{name: engine_text(constant)}] for constant in atom.constants]
        return [[{"$ex": {name: 1}}, *({"$neq": {name: engine_text(constant)}} for constant in atom.constants)]]
    left, right = f"{index}l", f"{index}r"
    guard: Conditions = [{"$ex": {left: 1}}, {"$ex": {right: 1}}]
    test = {left: {"$m": right}}
    return [[*guard, test if positive else {"$neq": test}]]


def _compared(index: int, tests: tuple[tuple[str, str, str], ...]) -> Conditions:
    conditions: Conditions = []
    for left, operator, right in tests:
        conditions.append({"$ex": {f"{index}{right}": 1}})
        conditions.append({operator: {f"{index}{left}": {"$m": f"{index}{right}"}}})
    return conditions


def engine_text(text: str) -> str:
    """Give a text as the engine compares it exactly: long or unprintable ones by their hash, facts and rules alike."""
    if len(text) <= LONGEST_TEXT and text.isprintable():
        return text
    return "\u0001" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _attributes(rule: dict[str, Any]) -> Iterable[str]:
    for condition in rule["all"][0]["m"]["$and"]:
        for key, value in condition.items():
            yield from value if key.startswith("$") else (key,)


def _check_names(names: set[str]) -> None:
    """Refuse two names that the engine would take for one: it compares their 32-bit FNV-1a hashes."""
    hashes: dict[int, str] = {}
    for name in sorted(names):
        value = 0x811C9DC5
        for byte in name.encode():
            value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
        if value in hashes:
            raise LimitExceeded(name, "hash", 2, 1)
        hashes[value] = name
