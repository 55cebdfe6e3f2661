"""Dotted versions (``1.10``, ``2.0.3``) and the ranges that a pack's ``needs_engine`` states (``>=1.0, <2``)."""

import operator
import re
from collections.abc import Callable
from typing import Final

Version = tuple[int, ...]
_PARTS: Final = 4
_VERSION: Final = re.compile(rf"[0-9]{{1,9}}(\.[0-9]{{1,9}}){{0,{_PARTS - 1}}}\Z")
_CLAUSE: Final = re.compile(r"\s*(>=|<=|==|>|<)\s*([0-9.]+)\s*\Z")
_TESTS: Final[dict[str, Callable[[Version, Version], bool]]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    ">": operator.gt,
    "<": operator.lt,
}


def read_version(text: str) -> Version | None:
    """Give the numbers of a version, as many for each (``1.2`` is ``1.2.0.0``); None when the text is no version."""
    if not _VERSION.match(text):
        return None
    numbers = [int(part) for part in text.split(".")]
    return tuple(numbers + [0] * (_PARTS - len(numbers)))


def is_in_range(version: str, wanted: str) -> bool | None:
    """Tell whether a version satisfies every comparison of a range; None when the range cannot be read."""
    have = read_version(version)
    found = [_CLAUSE.match(clause) for clause in wanted.replace("，", ",").split(",")]
    clauses = [(match[1], read_version(match[2])) for match in found if match]
    if have is None or len(clauses) < len(found):
        return None
    truths = [None if bound is None else _TESTS[sign](have, bound) for sign, bound in clauses]
    return None if None in truths else all(truths)
