"""What changed between two versions of a pack, rule by rule.

Ids are never reused and never dropped in silence: a rule that is no longer wanted keeps its file with
``status: retired``. An id that vanished is *removed*, a retired one that is asked again is *reused*; both are mistakes.
A rule whose file is as it was may have changed all the same, by the words it takes from the vocabulary.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from auditor.errors import Problem
from auditor.marked import Mapping, Text, Value
from auditor.rulebook.inheritance import HEAD
from auditor.rulebook.pack import Pack
from auditor.rulebook.rule import LANGUAGES, Rule

ADDED, CHANGED, RETIRED, REMOVED, REUSED = KINDS = ("added", "changed", "retired", "removed", "reused")
_TEXTS: Final = ("title", "message", "fix", "decided_by")
_NAMED: Final = ("params", "let", "show")
_VOCABULARY: Final = re.compile(r"vocab\.((?:patterns\.)?\w+)")


@dataclass(frozen=True, slots=True)
class Difference:
    """One key of a rule with its old and new value as written, empty where it is absent."""

    key: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one rule; an added or removed rule has no differences."""

    rule_id: str
    title: dict[str, str]
    kind: str
    differences: tuple[Difference, ...] = ()


def changes_between(old: Pack, new: Pack) -> list[Change]:
    """Give the changes from one pack to another, in the order of the rule ids."""
    return [change for rule_id in sorted({*old.sources, *new.sources}) if (change := _change(rule_id, old, new))]


def broken_promises(changes: list[Change], old: Pack, new: Pack) -> list[Problem]:
    """Give the removed and reused ids as problems of the new pack."""
    problems = []
    top = new.layers[-1]
    for change in changes:
        if change.kind == REMOVED:
            stated = old.sources[change.rule_id].stated.shown
            details = (("rule", change.rule_id), ("file", stated))
            problems.append(Problem(top.shown(top.folder / HEAD), 1, 1, "pack.rule_removed", details))
        elif change.kind == REUSED:
            place = new.sources[change.rule_id].mapping["id"]
            details = (("rule", change.rule_id), ("version", old.version))
            problems.append(Problem(place.file, place.line, place.column, "pack.rule_reused", details))
    return problems


def _change(rule_id: str, old: Pack, new: Pack) -> Change | None:
    before, after = _rule(rule_id, old), _rule(rule_id, new)
    if after is None:
        return None if before is None else Change(rule_id, before.title, REMOVED)
    if before is None:
        return Change(rule_id, after.title, ADDED)
    differences = (*_differences(rule_id, old, new), *_other_words(rule_id, old, new))
    if before.status != after.status and "retired" in (before.status, after.status):
        return Change(rule_id, after.title, RETIRED if after.status == "retired" else REUSED, differences)
    return Change(rule_id, after.title, CHANGED, differences) if differences else None


def _rule(rule_id: str, pack: Pack) -> Rule | None:
    return next((rule for rule in (*pack.rules, *pack.retired) if rule.id == rule_id), None)


def _differences(rule_id: str, old: Pack, new: Pack) -> Iterator[Difference]:
    """Compare what the files of a rule say, key by key in the order of the new file."""
    before, after = (dict(_flat(pack.sources[rule_id].mapping)) for pack in (old, new))
    for key in dict.fromkeys((*after, *before)):
        if before.get(key, "") != after.get(key, ""):
            yield Difference(key, before.get(key, ""), after.get(key, ""))


def _other_words(rule_id: str, old: Pack, new: Pack) -> Iterator[Difference]:
    """Compare the words and patterns of the vocabulary that a rule names: what was dropped, and what came in."""
    source = new.sources[rule_id].mapping
    named = _VOCABULARY.findall(written(source)) if source.get("status") != "retired" else ()
    for name in dict.fromkeys(named):
        if name.startswith("patterns."):
            bare = name.removeprefix("patterns.")
            before, after = (pack.vocabulary.patterns.get(bare, "") for pack in (old, new))
            dropped, added = (before, after) if before != after else ("", "")
        else:
            was, now = (pack.vocabulary.words.get(name, ()) for pack in (old, new))
            dropped = ", ".join(word for word in was if word not in now)
            added = ", ".join(word for word in now if word not in was)
        if dropped or added:
            yield Difference(f"vocab.{name}", dropped, added)


def _flat(mapping: Mapping, head: str = "") -> Iterator[tuple[str, str]]:
    """Give the keys of a rule with their values as text: each threshold, each let and each language for itself."""
    for key, value in mapping.items():
        name = f"{head}{key}"
        if key in _TEXTS and isinstance(value, Text):
            yield from ((f"{name}.{lang}", str(value)) for lang in LANGUAGES)
        elif key in _TEXTS and isinstance(value, Mapping):
            yield from ((f"{name}.{lang}", str(value.get(lang, value["zh"]))) for lang in LANGUAGES)
        elif isinstance(value, Mapping) and (key in _NAMED or head == "params."):
            yield from _flat(value, f"{name}.")
        else:
            yield name, written(value)


def written(value: Value) -> str:
    """Give a value as YAML writes it in one line, without quotes."""
    if isinstance(value, Text):
        return str(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {written(item)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(written(item) for item in value) + "]"
