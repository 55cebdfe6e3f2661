"""Numbers as Chinese forms print them, read exactly.

``Decimal`` keeps precisely what is printed: ``100.00`` stays 100.00, ``17`` has no decimals, ``3万`` is 3E+4, so that
`rounding_interval` knows how much a printed number says. Full-width characters are folded one by one (`fold`), never by
NFKC, which would turn ㎡ into m2 and ½ into three characters. Source: contract.md §2, reading.md §9.
"""

import re
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact, InvalidOperation
from typing import Final

MAX_NUMBER_LENGTH: Final = 60  # no budget figure is longer; keeps hostile cells cheap
MAX_POWER: Final = 16  # 亿亿; nothing in a budget is larger
MONEY_UNITS: Final = ("百万元", "千元", "万元", "亿元", "元")

_EXACT: Final = Context(prec=200, traps=[Inexact, InvalidOperation])

_FOLDED: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord(source): target
    for source, target in {
        "\u3000": " ", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "\u2007": " ", "\u200b": " ",
        "\ufeff": " ", "−": "-", "﹣": "-", "﹪": "%", "﹥": ">", "﹤": "<", "﹦": "=", "≧": "≥", "⩾": "≥",
        "≦": "≤", "⩽": "≤", "﹢": "+", "∶": ":", "〜": "~", "﹐": ",", "﹒": ".",
    }.items()
}  # fmt: skip


def fold(text: str) -> str:
    """Give the text with full-width digits, letters, signs and blanks as their plain forms, place by place."""
    return text.translate(_FOLDED)


# Chinese numerals ----------------------------------------------------------------------------------------------------

_FORMAL: Final = str.maketrans("零壹贰貳叁参肆伍陆陸柒捌玖拾佰仟萬億两", "〇一二二三三四五六六七八九十百千万亿二")
_DIGITS: Final = {digit: value for value, digit in enumerate("〇一二三四五六七八九")}
_SMALL: Final = {"十": 1, "百": 2, "千": 3}
_LARGE: Final = {"万": 4, "亿": 8}
_POWERS: Final = _SMALL | _LARGE
CHINESE_DIGITS: Final = "〇零一二两三四五六七八九壹贰貳叁参肆伍陆陸柒捌玖"
MULTIPLIERS: Final = "十百千万亿拾佰仟萬億"
_FRACTIONS: Final = {"一半": "0.5", "半数": "0.5"}
_TENTHS: Final = re.compile(r"([一二三四五六七八九])成([一二三四五六七八九半]?)")
_PARTS: Final = re.compile(r"([^分之]{1,8})分之([^分之]{1,12})")


def chinese_number(text: str) -> Decimal | None:
    """Read a Chinese numeral or fraction word: 三万五千, 壹佰贰拾, 九成五, 百分之九十五, 三分之二 (0.6667); else None."""
    word = text.strip()
    if not word or len(word) > MAX_NUMBER_LENGTH:
        return None
    word = word.translate(_FORMAL)
    if word in _FRACTIONS:
        return Decimal(_FRACTIONS[word])
    if tenths := _TENTHS.fullmatch(word):
        whole, rest = tenths.groups()
        return Decimal(f"0.{_DIGITS[whole]}{_DIGITS.get(rest, 5) if rest else ''}")
    if parts := _PARTS.fullmatch(word):
        return _fraction(chinese_number(parts[1]), chinese_number(parts[2]), parts[1])
    whole, point, decimals = word.partition("点")
    number = _whole_number(whole)
    if not point or number is None:
        return number
    if not decimals or any(digit not in _DIGITS for digit in decimals):
        return None
    return Decimal(f"{plain(number)}.{''.join(str(_DIGITS[digit]) for digit in decimals)}")


def _fraction(below: Decimal | None, above: Decimal | None, name: str) -> Decimal | None:
    """Divide the two parts of X分之Y; hundredths and the like exactly, other fractions to four places."""
    if name in ("百", "千"):
        return None if above is None else _EXACT.scaleb(above, -_SMALL[name])
    if not below or above is None:
        return None
    return (above / below).quantize(Decimal("0.0001")) if above < below else None


def _whole_number(word: str) -> Decimal | None:
    """Read 三万五千 or 二〇二四; a trailing 万/亿 stays an exponent, for 三万 is no more precise than that."""
    if word and all(char in _DIGITS for char in word):
        return Decimal("".join(str(_DIGITS[char]) for char in word))
    for large, power in (("亿", 8), ("万", 4)):
        head, found, tail = word.rpartition(large) if large == "亿" else word.partition(large)
        if not found:
            continue
        count, rest = _whole_number(head), _tail_number(tail, power)
        if count is None or rest is None:
            return None
        scaled = _EXACT.scaleb(count, power)
        return scaled if not tail else Decimal(int(scaled) + int(rest))
    return _section(word)


def _tail_number(tail: str, power: int) -> Decimal | None:
    """Read what stands behind 万 or 亿: nothing, 〇五百, 五千, or the clipped 五 of 三万五 (35000)."""
    if not tail:
        return Decimal(0)
    if len(tail) == 1 and tail in _DIGITS:
        return Decimal(_DIGITS[tail] * 10 ** (power - 1))
    return _whole_number(tail.removeprefix("〇"))


def _section(word: str) -> Decimal | None:
    """Read a numeral below 10000: 三千〇五, 十二, 一百二 (120)."""
    total, digit, last_power = 0, None, 4
    zero_seen = False
    for char in word:
        if char == "〇" and digit is None:
            zero_seen = True
        elif char in _DIGITS and digit is None:
            digit = _DIGITS[char]
        elif char in _SMALL and _SMALL[char] < last_power and (digit is not None or char == "十"):
            total += (1 if digit is None else digit) * 10 ** _SMALL[char]
            digit, last_power, zero_seen = None, _SMALL[char], False
        else:
            return None
    if digit is not None:
        clipped = last_power in (2, 3) and not zero_seen
        total += digit * 10 ** (last_power - 1) if clipped else digit
    return Decimal(total) if word else None


# Arabic and mixed numerals -------------------------------------------------------------------------------------------

_GROUPS: Final = re.compile(
    r"(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])|(?<![0-9.])[0-9]{1,3}(?: [0-9]{3})+(?![0-9])"
)
_MIXED: Final = re.compile(rf"([0-9]+(?:\.[0-9]+)?|\.[0-9]+)([{MULTIPLIERS}]*)")
_PLAIN: Final = re.compile(f"[0-9]{{1,{MAX_NUMBER_LENGTH}}}(?:\\.[0-9]{{1,{MAX_NUMBER_LENGTH}}})?")
_AMOUNT: Final = re.compile(rf"[¥￥]?(?P<number>.+?)(?P<unit>{'|'.join(MONEY_UNITS)})?(?:整|正)?")


def join_groups(text: str) -> str:
    """Drop the separators of digit groups: 1,234,567.89 and 220 000, but only where every group has three digits."""
    return _GROUPS.sub(lambda match: match[0].replace(",", "").replace(" ", ""), text)


def numeral(text: str) -> Decimal | None:
    """Read one folded, separator-free numeral: 95, -5, 3.6万, 3万5千, 三万; None when it is none."""
    sign, body = (text[0], text[1:]) if text[:1] in ("-", "+", "负") else ("", text)
    if not body or len(body) > MAX_NUMBER_LENGTH:
        return None
    value = _mixed(body) if body[0] in "0123456789." else chinese_number(body)
    return _EXACT.copy_negate(value) if value is not None and sign in ("-", "负") else value


def _mixed(body: str) -> Decimal | None:
    """Read Arabic digits with multipliers; several segments (3万5千) must descend and are added up."""
    total: Decimal | None = None
    end, last_power = 0, 99
    for match in _MIXED.finditer(body):
        power = sum(_POWERS[char.translate(_FORMAL)] for char in match[2])
        if match.start() != end or power >= last_power or power > MAX_POWER:
            return None
        part = _EXACT.scaleb(Decimal(match[1]), power)
        total = part if total is None else _EXACT.add(total, part)
        end, last_power = match.end(), power
    return total if end == len(body) else None


@dataclass(frozen=True, slots=True)
class Amount:
    """A money cell: ``value`` with the printed digits, ``unit`` the money unit printed behind it, if any."""

    value: Decimal
    unit: str | None


def parse_amount(text: str) -> Amount | None:
    """Read a money cell: 1,234,567.89 · １２３４．５ · 220 000 · 3万 · 5.6万元 · 壹佰贰拾元整 · -5 · （5）; else None.

    Brackets around the number mean a negative amount. ``3万`` is 3E+4 without a unit, ``3万元`` is 3 with unit 万元.
    Placeholders (/ — 无) are the caller's business.
    """
    cell = text.strip()
    if len(cell) > MAX_NUMBER_LENGTH:
        return None
    cell = fold(cell).strip()
    if _PLAIN.fullmatch(cell):  # nearly every cell: the rest costs fifteen times as much
        return Amount(Decimal(cell), None)
    match = _AMOUNT.fullmatch(join_groups(cell).replace(" ", "") if not _loose_digits(cell) else "")
    if match is None:
        return None
    number = match["number"]
    bracketed = number.startswith("(") and number.endswith(")")
    printed = number[1:-1] if bracketed else number
    value, unit = settle(printed, match["unit"] or "")
    if value is None or (bracketed and value < 0):
        return None
    return Amount(_EXACT.copy_negate(value) if bracketed else value, unit or None)


def settle(printed: str, unit: str) -> tuple[Decimal | None, str]:
    """Share 千/万/亿 out between a numeral and the unit behind it: 3 + 万元 stay, 三十三万五 + 千元 is 335000 元."""
    head = re.match(rf"[{MULTIPLIERS}]*", unit)
    taken = head[0] if head else ""
    if taken and any(_POWERS.get(char, 0) >= _POWERS[taken[0]] for char in printed.translate(_FORMAL)):
        return numeral(printed + taken), unit[len(taken) :]
    return numeral(printed), unit


def _loose_digits(cell: str) -> bool:
    """Tell whether two digits still stand apart once digit groups are joined: 3 5 is no number."""
    return re.search(r"[0-9] +[0-9]", join_groups(cell)) is not None


def shifted(value: Decimal, power: int) -> Decimal:
    """Multiply by a power of ten, keeping the printed digits: 3 and 4 give 3E+4."""
    return _EXACT.scaleb(value, power)


def plain(value: Decimal) -> str:
    """Print a number without exponent, with exactly its digits: 100.00, 30000 (for 3E+4)."""
    return format(value, "f")


def rounding_interval(value: Decimal) -> tuple[Decimal, Decimal]:
    """Give the numbers a printed one may stand for, half a unit of its last place either way: 17 → 16.5, 17.5."""
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"not a finite number: {value}")  # noqa: TRY004 - a wrong value, not a wrong type
    half = Decimal((0, (5,), exponent - 1))
    return _EXACT.subtract(value, half), _EXACT.add(value, half)
