"""What a cell looks like: its value as text by its number format."""

from functools import lru_cache
from typing import Final

from auditor.reading.spreadsheets.codes import Section, sections_of
from auditor.reading.spreadsheets.dates import is_date, shown_date
from auditor.reading.spreadsheets.numbers import exact, general, shown_number

_GENERAL: Final = ("general", "g/通用格式")
_TWO, _THREE, _FOUR = 2, 3, 4


def display(value: float, code: str, *, from_1904: bool = False) -> str | None:
    """Give a number as the cell shows it; None where this reader does not know what the format shows."""
    if code.lower() in _GENERAL:
        return general(value)
    return _display(value, code, from_1904)


@lru_cache(maxsize=65_536)
def _display(value: float, code: str, from_1904: bool) -> str | None:  # noqa: FBT001 - part of the cache's key
    sections = sections_of(code)
    section, signed = _chosen(value, sections)
    if section is None or "text" in section.kinds:
        return general(value)
    if not section.tokens:
        return ""
    if is_date(section):
        return shown_date(value, section, from_1904=from_1904)
    return shown_number(exact(value), section, signed=signed)


def display_text(text: str, code: str) -> str:
    """Give a text as the cell shows it: only a format with a part for text changes it."""
    if "@" not in code and ";" not in code:
        return text
    sections = sections_of(code)
    last = sections[-1]
    if "text" not in last.kinds and len(sections) < _FOUR:
        return text
    return "".join(text if kind == "text" else shown for kind, shown in last.tokens)


def _chosen(value: float, sections: tuple[Section, ...]) -> tuple[Section | None, bool]:
    """Give the section for a number, and whether its minus sign is shown; None where no section is for numbers."""
    numeric = sections[:3] if len(sections) == _FOUR or "text" not in sections[-1].kinds else sections[:-1]
    if not numeric:
        return None, True
    if any(section.condition for section in numeric):
        return _by_condition(value, numeric)
    if len(numeric) == _THREE and value == 0:
        return numeric[2], False
    if len(numeric) >= _TWO and value < 0:
        return numeric[1], False
    return numeric[0], True


def _by_condition(value: float, sections: tuple[Section, ...]) -> tuple[Section | None, bool]:
    """Give the first section whose condition holds; one that is only for negative numbers shows no sign of its own."""
    for at, section in enumerate(sections):
        condition = section.condition
        if condition is None and at + 1 < len(sections) and len(sections) == _THREE:
            condition = (">", 0.0) if at == 0 else ("<", 0.0)
        if condition is None or _holds(value, *condition):
            return section, not _only_negative(condition)
    return None, True


def _holds(value: float, operator: str, bound: float) -> bool:
    return {
        "<": value < bound,
        "<=": value <= bound,
        ">": value > bound,
        ">=": value >= bound,
        "=": value == bound,
        "<>": value != bound,
    }[operator]


def _only_negative(condition: tuple[str, float] | None) -> bool:
    return condition is not None and (
        (condition[0] == "<" and condition[1] <= 0) or (condition[0] in ("<=", "=") and condition[1] < 0)
    )
