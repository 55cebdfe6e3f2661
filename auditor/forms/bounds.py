"""The numbers of one quantity and their unit: 3 with 万元, 3E+4 to 5E+4 with 人, 95 with %."""

import re
from decimal import Decimal
from typing import Final

from auditor.forms.numbers import CHINESE_DIGITS, MULTIPLIERS, numeral, settle, shifted

_CHINESE: Final = f"{CHINESE_DIGITS}{MULTIPLIERS}"
FRACTION: Final = (
    "一半|半数|[一二三四五六七八九]成[一二三四五六七八九半]?|"
    f"[{_CHINESE}]{{1,6}}分之(?:[0-9]{{1,10}}(?:\\.[0-9]{{1,10}})?|[{_CHINESE}]{{1,10}}(?:点[{_CHINESE}]{{1,6}})?)"
)


def read_bounds(
    low_text: str, high_text: str | None, low_unit: str, unit: str
) -> tuple[Decimal, Decimal | None, str] | None:
    """Give the bounds and their common unit; None for a descending range or two different units."""
    last, unit = _quantity(high_text or low_text, unit)
    if last is None:
        return None
    if high_text is None:
        return last, None, unit
    head = unit[:1] if unit[:1] in MULTIPLIERS else ""
    first, first_unit = _quantity(low_text.removesuffix(head), low_unit or unit)  # 3万-5万元 is 3 to 5 万元
    if first is not None and not low_unit and low_text[-1:].isdigit():
        first = _shared_multiplier(first, last, high_text)
    if first is None or first_unit != unit or first > last:
        return None
    return first, last, unit


def _quantity(printed: str, unit: str) -> tuple[Decimal | None, str]:
    """Give value and unit of one numeral; a fraction word (八成, 百分之九十五) is a percentage."""
    printed = printed.replace(" ", "").replace(",", "")
    if not unit and re.fullmatch(FRACTION, printed):
        value = _fraction(printed)
        return (None if value is None else _percent(value)), "%"
    return settle(printed, unit)


def _fraction(printed: str) -> Decimal | None:
    """Read a fraction word; 百分之95 mixes both scripts."""
    below, found, above = printed.partition("分之")
    if found and above[0].isdigit():
        power = {"百": -2, "千": -3}.get(below)
        return None if power is None else shifted(Decimal(above), power)
    return numeral(printed)


def _percent(share: Decimal) -> Decimal:
    """Give a share as a percentage: 0.8 as 80, not as 8E+1."""
    value = shifted(share, 2)
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def _shared_multiplier(first: Decimal, last: Decimal, high_text: str) -> Decimal:
    """Give 3 of 3-5万 the multiplier that the right end prints for both."""
    power = sum({"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}.get(char, 0) for char in high_text)
    return shifted(first, power) if power and high_text[:1].isdigit() and first < last else first
