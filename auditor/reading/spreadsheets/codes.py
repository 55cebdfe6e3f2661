"""Number format codes such as ``"≥"0"%"`` or ``#,##0.00;[Red]-#,##0.00`` → sections of tokens.

Source: ECMA-376 part 1, 18.8.31; the codes that a file does not spell out are those of Excel in Chinese (zh-CN), for
that is what the offices' own screens show.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

BUILT_IN: Final = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0',
    6: '"¥"#,##0;"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00',
    8: '"¥"#,##0.00;"¥"-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m/d/yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
"""The codes behind the numbers that need no definition in the file."""
_SYSTEM: Final = {"[$-F800]": 'yyyy"年"m"月"d"日"', "[$-F400]": "h:mm:ss"}
"""Codes that stand for the long date and the time of the system, whatever follows them."""
_TOKEN: Final = re.compile(
    r"""(?P<quoted>"[^"]*"?)
    |(?P<escaped>[\\!].)
    |(?P<gap>_.)
    |(?P<fill>\*.)
    |(?P<bracket>\[[^\]]*\])
    |(?P<general>General|G/通用格式)
    |(?P<half>AM/PM|A/P|上午/下午)
    |(?P<exponent>E[+-])
    |(?P<date>y+|m+|d+|h+|s+(?:\.0+)?|e+|a{3,4}|g+|b+)
    |(?P<digit>[0#?])
    |(?P<point>\.)
    |(?P<comma>,)
    |(?P<percent>%)
    |(?P<slash>/)
    |(?P<text>@)
    |(?P<end>;)
    |(?P<literal>.)""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_CONDITION: Final = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?[0-9.]+(?:E[+-]?\d+)?)\]", re.IGNORECASE)
_ELAPSED: Final = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_CURRENCY: Final = re.compile(r"\[\$([^\]-]*)(?:-([0-9A-F]*)[^\]]*)?\]", re.IGNORECASE)
_DIGITS: Final = re.compile(r"\[DBNum(\d)\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a code: tokens of (kind, text); literals are one kind however they were written.

    ``condition`` is an operator and a bound; ``locale`` the hexadecimal language number, empty where none is named;
    ``numerals`` is 1 or 2 where digits are written 一二三 or 壹贰叁, 0 otherwise.
    """

    tokens: tuple[tuple[str, str], ...]
    condition: tuple[str, float] | None = None
    locale: str = ""
    numerals: int = 0
    kinds: frozenset[str] = field(default=frozenset())


@lru_cache(maxsize=4096)
def sections_of(code: str) -> tuple[Section, ...]:
    """Give the sections of a code, one to four."""
    for mark, meaning in _SYSTEM.items():
        if code.upper().startswith(mark):
            return sections_of(meaning)
    parts: list[list[tuple[str, str]]] = [[]]
    for match in _TOKEN.finditer(code):
        if match.lastgroup == "end":
            parts.append([])
        else:
            parts[-1].append((match.lastgroup or "", match[0]))
    return tuple(_section(part) for part in parts)


def _section(raw: list[tuple[str, str]]) -> Section:
    tokens: list[tuple[str, str]] = []
    condition: tuple[str, float] | None = None
    locale, numerals = "", 0
    for kind, text in raw:
        if kind != "bracket":
            tokens.extend(_plain(kind, text))
        elif found := _CONDITION.fullmatch(text):
            condition = (found[1], float(found[2]))
        elif found := _ELAPSED.fullmatch(text):
            tokens.append(("elapsed", found[1].lower()))
        elif found := _DIGITS.fullmatch(text):
            numerals = int(found[1])
        elif found := _CURRENCY.fullmatch(text):
            locale = (found[2] or locale).upper()
            if found[1]:
                tokens.append(("literal", found[1]))
        # What is left in brackets is a colour.
    return Section(tuple(tokens), condition, locale, numerals, frozenset(kind for kind, _ in tokens))


def _plain(kind: str, text: str) -> list[tuple[str, str]]:
    """Give what a token puts on the screen: blanks that only align are one blank, filling is nothing."""
    if kind == "quoted":
        return [("literal", text.strip('"'))]
    if kind == "escaped":
        return [("literal", text[1:])]
    if kind == "gap":
        return [("literal", " ")]
    if kind == "fill":
        return []
    return [(kind, text.lower() if kind == "date" else text)]
