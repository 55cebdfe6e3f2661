"""Which elements of a batch go with a subject: equal keys first, then likeness, then the join's ``where``.

Work grows with the number of rows, not of pairs: elements are gathered by key, likeness is looked up in an index of each
key, and what a ``where`` keeps is computed once for all subjects that look alike to it.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from operator import attrgetter
from typing import Any, Final, Protocol

from auditor.checking.compiler import parted
from auditor.checking.filtering import keeper
from auditor.checking.likeness import LikenessIndex
from auditor.checking.runtime import Getter, Runtime
from auditor.rulebook.conditions import kind_of
from auditor.rulebook.expressions import Call, Combination, Comparison, Condition, Derived, Joined, Operand, Path

Matcher = Callable[[Sequence[str], Sequence[str]], list[int | None]]
"""Gives, for each subject key, the number of the equal key (None: there is none); see `auditor.engine.matching`."""

Filter = Callable[[list[Any], Runtime], list[Any]]
"""Gives those of the elements found for a subject that a ``where`` keeps."""
_REMEMBERED: Final = 1_000_000
"""Elements kept, over all texts, of what was found alike."""


class Compile(Protocol):
    """What joins need of the compiler."""

    def getter(self, operand: Operand) -> Getter:
        """Give the function that computes ``operand``."""

    def split(self, where: Condition) -> Any:
        """Give the functions that judge the parts of a ``where``."""


class JoinIndex:
    """One join, ready to answer for every subject."""

    def __init__(self, join: Joined, compiler: Compile, elements: Sequence[Any], runtime: Runtime) -> None:
        """Gather ``elements`` by key; ``runtime`` is any runtime of the batch."""
        self._join = join
        self._own = [compiler.getter(own) for own, _ in join.same]
        other = [compiler.getter(other) for _, other in join.same]
        alone, rest = parted(join.where)
        self._groups: dict[str, list[Any]] = {}
        for element in keeper(alone, compiler)(runtime, elements):
            runtime.element = element
            key = _key(other, runtime)
            if key is not None:
                self._groups.setdefault(key, []).append(element)
        self._likes = _Likes(join, compiler, runtime) if join.alike else None
        self._filter = _filter(rest, compiler, shared=join.alike is None)
        self._matched: dict[str, list[Any]] = {}
        self._last: tuple[Any, list[Any] | None] = (None, None)

    def match(self, runtimes: Iterable[Runtime], matcher: Matcher) -> None:
        """Match the keys of these runtimes' subjects with those of the groups."""
        found = (_key(self._own, runtime) for runtime in runtimes)
        keys, groups = list(dict.fromkeys(key for key in found if key is not None)), list(self._groups)
        for key, number in zip(keys, matcher(keys, groups), strict=True):
            self._matched[key] = [] if number is None else self._groups[groups[number]]

    def partners(self, runtime: Runtime) -> list[Any] | None:
        """Give the elements that go with the runtime's subject; None where the subject lacks a value to go by.

        A rule asks several times about one subject before it goes on to the next; no more than the last answer is kept.
        """
        if self._last[0] is not runtime.item:
            self._last = (runtime.item, self._partners(runtime))
        return self._last[1]

    def _partners(self, runtime: Runtime) -> list[Any] | None:
        key = _key(self._own, runtime)
        if key is None:
            return None
        group = self._matched[key]
        found: list[Any] | None = group
        if self._likes is not None:
            found = self._likes.among(group, runtime)
        if found is None:
            return None
        kept = self._filter(found, runtime)
        return kept if self._join.itself else [element for element in kept if element is not runtime.item]


def _filter(where: Condition | None, compiler: Compile, *, shared: bool) -> Filter:
    """Give the function that keeps of a subject's elements those of which ``where`` is true.

    Where groups are ``shared`` by their subjects, what is kept is kept for all subjects that look alike to it.
    """
    if where is None:
        return lambda found, _runtime: found
    if (apart := _apart(where)) is not None:
        return apart
    keep, asked = keeper(where, compiler), _asked_of_subject(where) if shared else None
    if asked is None:
        return lambda found, runtime: keep(runtime, found) or []
    getters = [compiler.getter(operand) for operand in asked]
    kept: dict[tuple[Any, ...], list[Any]] = {}

    def keep_once(found: list[Any], runtime: Runtime) -> list[Any]:
        key = (id(found), *(getter(runtime) for getter in getters))
        if key not in kept:
            kept[key] = keep(runtime, found) or []
        return kept[key]

    return keep_once


def _apart(where: Condition) -> Filter | None:
    """Give the filter for ``{attribute: {differs_from: value of the subject}}`` of two texts, which joins of rows need most."""
    if not isinstance(where, Comparison) or where.operator != "differs_from" or kind_of(where.left.type) != "text":
        return None
    left, right = where.left, where.right[0]
    if not (isinstance(left, Path) and isinstance(right, Path) and (left.root, right.root) == ("element", "item")):
        return None
    theirs, mine = attrgetter(".".join(left.attributes)), attrgetter(".".join(right.attributes))

    def keep_apart(found: list[Any], runtime: Runtime) -> list[Any]:
        own = mine(runtime.item)
        if own is None:
            return []
        return [element for element in found if (their := theirs(element)) != own and their is not None]

    return keep_apart


class _Likes:
    """The likeness of one join, by group."""

    def __init__(self, join: Joined, compiler: Compile, runtime: Runtime) -> None:
        if join.alike is None:
            raise TypeError(join.shown)
        self._own, self._other = compiler.getter(join.alike.own), compiler.getter(join.alike.other)
        self._above = Fraction(join.alike.above)
        self._runtime = runtime
        self._indexes: dict[int, tuple[LikenessIndex, dict[Any, list[Any]]]] = {}
        self._found: dict[tuple[int, Any], list[Any]] = {}
        self._size = 0

    def among(self, group: list[Any], runtime: Runtime) -> list[Any] | None:
        """Give the elements of a group that are alike to the subject; None where the subject has nothing to compare."""
        value = _comparable(self._own(runtime))
        if value is None:
            return None
        key = (id(group), value)
        found = self._found.get(key)
        if found is None:
            index, rows = self._index(group)
            found = [row for alike in index.alike(value) for row in rows[alike]]
            self._remember(key, found)
        return found

    def _remember(self, key: tuple[int, Any], found: list[Any]) -> None:
        """Keep what was found for a text that may come again, within bounds."""
        self._size += len(found) + 1
        if self._size > _REMEMBERED:
            self._found.clear()
            self._size = len(found) + 1
        self._found[key] = found

    def _index(self, group: list[Any]) -> tuple[LikenessIndex, dict[Any, list[Any]]]:
        if id(group) not in self._indexes:
            rows: dict[Any, list[Any]] = {}
            for element in group:
                self._runtime.element = element
                value = _comparable(self._other(self._runtime))
                if value is not None:
                    rows.setdefault(value, []).append(element)
            self._indexes[id(group)] = (LikenessIndex(rows, self._above), rows)
        return self._indexes[id(group)]


def _comparable(value: Any) -> Any:
    """Give a text or a set of words to compare; None for nothing."""
    if not value:
        return None
    return value if isinstance(value, str) else frozenset(value)


def _key(getters: Sequence[Getter], runtime: Runtime) -> str | None:
    """Give the key of an element or subject as one text; None where a part of it is missing."""
    parts = [getter(runtime) for getter in getters]
    if None in parts:
        return None
    return json.dumps([_folded(part) for part in parts], ensure_ascii=False)


def _folded(part: Any) -> str:
    """Give a key's part as it is compared: texts without white space, numbers exactly."""
    return "".join(part.split()) if isinstance(part, str) else str(part)


def _asked_of_subject(condition: Condition) -> list[Path] | None:
    """List what a ``where`` asks of the subject; None where it asks more than plain values, so nothing can be shared."""
    if isinstance(condition, Combination):
        found: list[Path] = []
        for part in condition.parts:
            asked = _asked_of_subject(part)
            if asked is None:
                return None
            found += asked
        return found
    operands = (condition.left, *condition.right)
    if any(isinstance(operand, Derived | Joined | Call) for operand in operands):
        return None
    return [operand for operand in operands if isinstance(operand, Path) and operand.root == "item"]
