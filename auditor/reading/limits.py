"""The limits as a user sets them: ``--limit NAME=VALUE``, and a mapping in Python."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Final

from auditor.errors import NOTHING_NEAR, UsageError
from auditor.reading.source import DEFAULT_LIMITS, Limits

NAMES: Final = tuple(field.name for field in fields(Limits))
"""The names of the limits, as they are set."""
_GROUPING: Final = str.maketrans("", "", ",，_ ")


def split_limits(texts: Iterable[str]) -> dict[str, int]:
    """Give the values that ``NAME=VALUE`` texts set; raises `UsageError` for another shape, or a name set twice."""
    found: dict[str, int] = {}
    for text in texts:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not (name and equals):
            raise UsageError("batch.limit_shape", found=text)
        if name in found:
            raise UsageError("batch.limit_twice", found=name)
        digits = value.translate(_GROUPING)
        if not (digits.isascii() and digits.isdigit()):
            raise UsageError("batch.limit_value", name=name, found=value)
        found[name] = int(digits)
    return found


def limits_of(values: Mapping[str, int] | None) -> Limits:
    """Give the limits with these set anew; raises `UsageError` for an unknown name and for less than one."""
    for name, value in (values or {}).items():
        if name not in NAMES:
            nearest = difflib.get_close_matches(name, NAMES, 1, 0.4)
            raise UsageError(
                "batch.limit_unknown",
                found=name,
                nearest=nearest[0] if nearest else NOTHING_NEAR,
                allowed=" ".join(NAMES),
            )
        if value < 1:
            raise UsageError("batch.limit_value", name=name, found=value)
    return replace(DEFAULT_LIMITS, **(values or {}))
