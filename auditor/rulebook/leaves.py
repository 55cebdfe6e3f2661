"""Reads the leaves of marked YAML: words, choices, patterns and the keys of a mapping, each checked at its place."""

import re
from collections.abc import Collection
from typing import Final

from auditor.forms.patterns import BadPattern, compiled
from auditor.marked import Mapping, Sequence, Text, Value
from auditor.rulebook.scope import Scope
from auditor.rulebook.spellings import nearest

_NAME: Final = re.compile(r"[^\W\d]\w*\Z")


class LeafReader:
    """Reads single values; every mistake goes to the scope's reporter."""

    def __init__(self, scope: Scope) -> None:
        """Read within ``scope``."""
        self.scope = scope
        self.reporter = scope.reporter

    def wrong(self, value: Value, expected: str) -> None:
        """Note a value of the wrong kind."""
        self.reporter.at(value, "pack.wrong_type", found=_shown(value), expected=expected)

    def expect_mapping(self, value: Value, keys: tuple[str, ...]) -> None:
        """Note that a mapping with these keys belongs here, unless it is one."""
        if not isinstance(value, Mapping):
            self.wrong(value, "{" + ", ".join(keys) + "}")

    def closed(self, value: Mapping, allowed: tuple[str, ...], needed: tuple[str, ...] = ()) -> bool:
        """Check a mapping's keys; notes unknown ones with the nearest allowed, and missing ones."""
        unknown = [key for key in value.keys_as_written() if key not in allowed]
        missing = [key for key in needed if key not in value]
        for key in unknown:
            near = nearest(key, allowed)
            self.reporter.at(key, "pack.unknown_key", found=key, allowed=", ".join(allowed), nearest=near)
        for name in missing:
            self.reporter.at(value, "pack.missing_key", key=name)
        return not unknown and not missing

    def choice(self, value: Value | None, allowed: Collection[str], default: str = "") -> str:
        """Read one word out of ``allowed``; the default when it is absent or wrong."""
        if value is None:
            return default
        if isinstance(value, Text) and value in allowed:
            return str(value)
        found = _shown(value)
        self.reporter.at(value, "pack.choice", found=found, allowed=", ".join(allowed), nearest=nearest(found, allowed))
        return default

    def text(self, value: Value | None) -> str:
        """Read a text, empty when it is absent or wrong."""
        if value is None:
            return ""
        if not isinstance(value, Text):
            self.wrong(value, "text")
            return ""
        return str(value)

    def name(self, key: str, place: Mapping) -> bool:
        """Check that a name given by the author is one word, so that it can be named again."""
        if _NAME.match(key):
            return True
        self.wrong(place.key(key), "name")
        return False

    def pattern(self, place: Value, pattern: str, groups: int = 0) -> bool:
        """Check that a regular expression is one that RE2 runs in linear time, and has the groups needed."""
        try:
            found = compiled(pattern)
        except BadPattern as error:
            self.reporter.at(place, "pack.pattern", found=pattern, reason=error)
            return False
        if found.groups < groups:
            self.reporter.at(place, "pack.pattern_group", found=pattern)
            return False
        return True

    def pairs(self, value: Value | None) -> list[tuple[str, Value]]:
        """Give the entries of a mapping, none when it is absent or wrong."""
        if value is None:
            return []
        if not isinstance(value, Mapping):
            self.wrong(value, "{name: …}")
            return []
        return [(str(name), item) for name, item in value.items()]


def items(value: Value | None) -> list[Value]:
    """Give the items of a list; a single value counts as a list of one."""
    if value is None:
        return []
    return list(value) if isinstance(value, Sequence) else [value]


def _shown(value: Value) -> str:
    """Give a value as messages show it: its text, or the brackets of a list or mapping."""
    if isinstance(value, Text):
        return str(value)
    inner = "…" if value else ""
    return f"{{{inner}}}" if isinstance(value, Mapping) else f"[{inner}]"
