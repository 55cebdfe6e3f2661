"""Numbers in Chinese characters, as the format marks ``[DBNum1]`` (一百二十) and ``[DBNum2]`` (壹佰贰拾) show them."""

from typing import Final

STYLES: Final = (1, 2)
"""The marks that are known; ``[DBNum3]`` and above belong to other countries."""
_DIGITS: Final = {1: "〇一二三四五六七八九", 2: "零壹贰叁肆伍陆柒捌玖"}
_TENS: Final = {1: ("", "十", "百", "千"), 2: ("", "拾", "佰", "仟")}
_GROUPS: Final = ("", "万", "亿")
_THOUSAND: Final = 1000
_LARGEST: Final = 10**12


def one_by_one(text: str, style: int) -> str:
    """Replace every digit by its character; ``style`` is the number of the mark."""
    return "".join(_DIGITS[style][int(char)] if char.isdecimal() else char for char in text)


def in_words(number: int, style: int) -> str | None:
    """Give a whole number that is not negative as it is said; None where it is too large to be shown so."""
    if number >= _LARGEST:
        return None
    zero = _DIGITS[style][0]
    groups = [number // 10_000**at % 10_000 for at in range(3)]
    said, skipped = "", False
    for at in reversed(range(3)):
        group = groups[at]
        if not group:
            skipped = skipped or bool(said)
            continue
        if said and (skipped or group < _THOUSAND):
            said += zero
        said += _group(group, style) + _GROUPS[at]
        skipped = False
    return said or zero


def _group(group: int, style: int) -> str:
    """Give a number of one to four digits."""
    zero, said, skipped = _DIGITS[style][0], "", False
    for at in reversed(range(4)):
        digit = group // 10**at % 10
        if not digit:
            skipped = bool(said)
            continue
        said += (zero if skipped else "") + _DIGITS[style][digit] + _TENS[style][at]
        skipped = False
    return said
