"""Regular expressions that packs bring: run by RE2, in time linear in the text whatever the pattern.

Patterns of the program itself use `re`; one that an author wrote never does.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, Final, Protocol

import re2

LARGEST: Final = 10_000
"""Instructions of a compiled pattern; ``.{1000}``, the longest repetition that RE2 allows, is some 8000."""


class Pattern(Protocol):
    """What a compiled pattern can do; matches are those of `re`."""

    groups: int

    def search(self, text: str) -> Any:
        """Find the pattern anywhere in the text."""

    def fullmatch(self, text: str) -> Any:
        """Match the whole text."""

    def finditer(self, text: str) -> Iterator[Any]:
        """Find all that do not overlap."""


class BadPattern(ValueError):
    """A pattern that RE2 does not take, or that is too large; its text is the reason."""


@cache
def compiled(pattern: str) -> Pattern:
    """Compile a pattern; raises `BadPattern`. Nothing is written to standard error."""
    options = re2.Options()
    options.log_errors = False
    try:
        found: Any = re2.compile(pattern, options)
    except re2.error as error:
        reason = error.args[0] if error.args else ""
        raise BadPattern(reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)) from error
    if found.programsize > LARGEST:
        raise BadPattern("pattern too large")
    made: Pattern = found
    return made
