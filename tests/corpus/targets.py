"""Target cells: a value and one of the spellings in which real forms print it."""

from decimal import Decimal
from random import Random
from typing import Final

from .data import TargetData

_FULL_WIDTH: Final = str.maketrans("0123456789%", "０１２３４５６７８９％")
_SPELLINGS: Final = {
    "≥": ("≥{}", "≥{}", "≥{}", ">={}", "不少于{}", "{}以上"),
    "≤": ("≤{}", "≤{}", "≤{}", "<={}", "不超过{}", "{}以内"),
    "=": ("={}",),
}
_FULL_WIDTH_SHARE: Final = 0.02
_ODD_SPELLING_SHARE: Final = 0.15


def quantity(operator: str, value: Decimal | int | str, unit: str) -> TargetData:
    """Give a quantity in the spelling nearly every form uses: sign, digits, unit."""
    return TargetData(f"{operator}{value}{unit}", "quantity", operator, Decimal(value), None, unit)


def spelled(rng: Random, target: TargetData) -> TargetData:
    """Give the same quantity in a spelling now and then met: >=95%, 30人以上, 1,800人, 3万人, ≥９５％."""
    value, unit, operator = target.value, target.unit, target.operator
    if value is None or unit is None or operator is None or rng.random() >= _ODD_SPELLING_SHARE:
        return target
    digits, number = str(value), value
    if value >= 1000 and value == value.to_integral_value() and rng.random() < 0.5:
        digits = f"{int(value):,}"
    elif value >= 10000 and value % 10000 == 0 and unit in ("人", "人次", "册"):
        digits, number = f"{int(value) // 10000}万", Decimal(f"{int(value) // 10000}E+4")
    raw = rng.choice(_SPELLINGS[operator]).format(digits + unit)
    if rng.random() < _FULL_WIDTH_SHARE:
        raw = raw.translate(_FULL_WIDTH)
    return TargetData(raw, "quantity", operator, number, None, unit)


def word(text: str) -> TargetData:
    """Give a grade such as 规范 or 有效提升."""
    return TargetData(text, "quality_word")


def progress(text: str) -> TargetData:
    """Give a value that only follows the calendar, such as 序时进度."""
    return TargetData(text, "progress")


def date(text: str) -> TargetData:
    """Give a point in time such as 2024年6月底前."""
    return TargetData(text, "date")


def unparsed(text: str) -> TargetData:
    """Give a text that is no value."""
    return TargetData(text, "unparsed")


def preset(text: str) -> TargetData:
    """Give what the template prints beforehand beside a preset indicator."""
    if text.startswith("="):
        return quantity("=", text[1:-1], text[-1])
    return progress(text) if text == "序时进度" else word(text)
