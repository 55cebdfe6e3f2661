"""Numbers → text by a section of a number format: digits, thousands, percent, scaling, fractions, powers of ten."""

import re
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

from auditor.reading.spreadsheets.codes import Section
from auditor.reading.spreadsheets.numerals import STYLES, in_words, one_by_one

_ROOM: Final = Context(prec=400, rounding=ROUND_HALF_UP)
"""Digits enough for any number a cell can hold with any places a format can ask for."""
_MOST_DENOMINATOR_DIGITS: Final = 7
_CODES: Final = frozenset({"digit", "general", "point", "comma", "percent", "exponent", "slash"})
"""Kinds of tokens that say how digits are written."""
_SIMPLE: Final = re.compile(r"#*0(\.0+)?")
"""One digit at least before the point, a fixed number behind it."""
Token = tuple[str, str]


def exact(value: float) -> Decimal:
    """Give a number with the fifteen digits that spreadsheets keep."""
    return Decimal(f"{value:.15g}")


def general(value: float) -> str:
    """Give a number as a cell without a format shows it, to fifteen digits and without a power of ten."""
    return format(exact(value) + 0, "f")


def shown_number(value: Decimal, section: Section, *, signed: bool) -> str | None:
    """Give the text of a number, with a minus sign if ``signed``; None for a format that is not understood."""
    sign = "-" if signed and value < 0 else ""
    value = abs(value)
    if section.numerals:
        body = _in_characters(value, section)
    elif "general" in section.kinds:
        body = "".join(format(value, "f") if kind == "general" else text for kind, text in section.tokens)
    elif "exponent" in section.kinds:
        body = _scientific(value, section.tokens)
    elif "slash" in section.kinds and "digit" in section.kinds:
        body = _fraction(value, section.tokens)
    else:
        body = _decimal(value, section.tokens)
    return None if body is None else sign + body


def _in_characters(value: Decimal, section: Section) -> str | None:
    """Give a number in Chinese characters where the format is General or a whole number; else it is not understood."""
    codes = [
        text for kind, text in section.tokens if kind in ("digit", "general", "point", "comma", "percent", "exponent")
    ]
    if codes not in (["General"], ["0"], ["#"]) or section.numerals not in STYLES:
        return None
    if codes != ["General"]:
        value = value.quantize(Decimal(1), context=_ROOM)
    said = in_words(int(value), section.numerals)
    if said is None:
        return None
    _, point, places = format(value, "f").partition(".")
    said += point + one_by_one(places, section.numerals)
    return "".join(said if kind in ("digit", "general") else text for kind, text in section.tokens)


class _Plan(NamedTuple):
    """How a format without powers and fractions writes a number, worked out once.

    The number is shifted by ``shift`` powers of ten and rounded to ``quantum``; ``simple`` are the texts before and
    behind the digits and Python's own way to write them, where the format asks for nothing else.
    """

    whole: tuple[Token, ...]
    places: tuple[Token, ...]
    thousands: bool
    shift: int
    quantum: Decimal
    simple: tuple[str, str, str] | None


def _decimal(value: Decimal, tokens: tuple[Token, ...]) -> str:
    plan = _plan(tokens)
    if plan.shift:
        value = value.scaleb(plan.shift, context=_ROOM)
    rounded = value.quantize(plan.quantum, context=_ROOM)
    if plan.simple is not None:
        before, spec, behind = plan.simple
        return before + format(rounded, spec) + behind
    digits, _, rest = format(rounded, "f").partition(".")
    return _filled_whole(digits.lstrip("0"), plan.whole, thousands=plan.thousands) + _filled_places(rest, plan.places)


@lru_cache(maxsize=4096)
def _plan(tokens: tuple[Token, ...]) -> _Plan:
    tokens, thousands, scale = _without_commas(tokens)
    shift = 2 * sum(kind == "percent" for kind, _ in tokens) - 3 * scale
    whole, places = _parted(tokens)
    quantum = Decimal(1).scaleb(-sum(kind == "digit" for kind, _ in places))
    return _Plan(whole, places, thousands, shift, quantum, _simple(tokens, ",f" if thousands else "f"))


def _simple(tokens: tuple[Token, ...], spec: str) -> tuple[str, str, str] | None:
    """Give the texts around the digits and how Python writes them; None where the format asks for more than that."""
    at = [place for place, (kind, _) in enumerate(tokens) if kind in ("digit", "point")]
    codes = "".join(tokens[place][1] for place in at)
    if not _SIMPLE.fullmatch(codes) or at[-1] - at[0] + 1 != len(at):
        return None
    before, behind = tokens[: at[0]], tokens[at[-1] + 1 :]
    return "".join(text for _, text in before), spec, "".join(text for _, text in behind)


def _without_commas(tokens: tuple[Token, ...]) -> tuple[tuple[Token, ...], bool, int]:
    """Take out commas that part thousands and count those that divide by a thousand; others are printed."""
    kept: list[Token] = []
    thousands, scale = False, 0
    for at, (kind, text) in enumerate(tokens):
        after_digit = bool(kept) and kept[-1][0] == "digit"
        if kind != "comma" or not after_digit:
            kept.append((kind, text))
            continue
        following = next((kind for kind, _ in tokens[at + 1 :] if kind != "comma"), "")
        if following == "digit":
            thousands = True
        else:
            scale += 1
    return tuple(kept), thousands, scale


def _parted(tokens: tuple[Token, ...]) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """Part the tokens before the decimal point from those from it on."""
    at = next((at for at, (kind, _) in enumerate(tokens) if kind == "point"), len(tokens))
    return tokens[:at], tokens[at:]


def _filled_whole(digits: str, tokens: tuple[Token, ...], *, thousands: bool) -> str:
    """Fill the digits of a whole number in from the right; those without a place of their own stand before the first."""
    places = [at for at, (kind, _) in enumerate(tokens) if kind == "digit"]
    first = places[0] if places else -1
    shown: list[str] = []
    count = 0
    for at in range(len(tokens) - 1, -1, -1):
        kind, text = tokens[at]
        if kind != "digit":
            shown.append(text)
            continue
        taken = digits if at == first else digits[-1:]
        digits = "" if at == first else digits[:-1]
        for char in reversed(taken or {"0": "0", "?": " "}.get(text, "")):
            if thousands and count and count % 3 == 0:
                shown.append("," if char != " " else " ")
            shown.append(char)
            count += 1
    if not places and digits and any(kind == "point" for kind, _ in tokens):
        shown.append(digits)
    return "".join(reversed(shown))


def _filled_places(digits: str, tokens: tuple[Token, ...]) -> str:
    """Fill in the digits behind the point; zeros at the end stand only where the format has a 0 for them."""
    needed = len(digits.rstrip("0"))
    wanted = [text for kind, text in tokens if kind == "digit"]
    last = max([needed, *(at + 1 for at, text in enumerate(wanted) if text == "0")])
    shown: list[str] = []
    at = 0
    for kind, text in tokens:
        if kind != "digit":
            shown.append(text)
            continue
        shown.append(digits[at] if at < last else " " if text == "?" else "")
        at += 1
    return "".join(shown)


def _scientific(value: Decimal, tokens: tuple[Token, ...]) -> str | None:
    at = next(at for at, (kind, _) in enumerate(tokens) if kind == "exponent")
    mantissa, power_tokens = tokens[:at], tokens[at + 1 :]
    whole, places = _parted(mantissa)
    step = sum(kind == "digit" for kind, _ in whole)
    wanted = sum(kind == "digit" for kind, _ in places)
    if not step or not any(kind == "digit" for kind, _ in power_tokens):
        return None
    power = _power(value, step)
    scaled = value.scaleb(-power, context=_ROOM).quantize(Decimal(1).scaleb(-wanted), context=_ROOM)
    if scaled >= Decimal(10) ** step:  # 9.99 rounded up to 10.0
        power = _power(scaled.scaleb(power, context=_ROOM), step)
        scaled = value.scaleb(-power, context=_ROOM).quantize(Decimal(1).scaleb(-wanted), context=_ROOM)
    digits, _, behind = format(scaled, "f").partition(".")
    sign = "-" if power < 0 else "+" if tokens[at][1].endswith("+") else ""
    return (
        _filled_whole(digits.lstrip("0"), whole, thousands=False)
        + _filled_places(behind, places)
        + f"E{sign}"
        + _filled_whole(str(abs(power)).lstrip("0"), power_tokens, thousands=False)
    )


def _power(value: Decimal, step: int) -> int:
    """Give the power of ten, a multiple of ``step``, that leaves at most ``step`` digits before the point."""
    return 0 if not value else value.adjusted() // step * step


def _fraction(value: Decimal, tokens: tuple[Token, ...]) -> str | None:
    """Give a number as a whole and a fraction, such as 1 1/2; the denominator is given or found nearest."""
    slash = next(at for at, (kind, _) in enumerate(tokens) if kind == "slash")
    start = slash
    while start and tokens[start - 1][0] == "digit":
        start -= 1
    whole_tokens, above, below = tokens[:start], tokens[start:slash], tokens[slash + 1 :]
    mixed = any(kind == "digit" for kind, _ in whole_tokens)
    whole = int(value.to_integral_value(ROUND_FLOOR)) if mixed else 0
    nearest = _nearest(Fraction(value) - whole, "".join(text for _, text in below).strip())
    if nearest is None or not above:
        return None
    top, bottom, rest = nearest
    if mixed and top == bottom:
        whole, top = whole + 1, 0
    said = _filled_whole(str(whole).lstrip("0"), whole_tokens, thousands=False)
    if mixed and not top:
        return (said if whole else said.strip() + "0") + rest
    return f"{said}{top}/{bottom}{rest}"


def _nearest(value: Fraction, below: str) -> tuple[int, int, str] | None:
    """Give numerator, denominator and what follows, for a denominator such as ``??`` or ``100``."""
    digits = len(below) - len(below.lstrip("0123456789?#"))
    code, rest = below[:digits], below[digits:]
    if not code or len(code) > _MOST_DENOMINATOR_DIGITS:
        return None
    if code.isdecimal() and code.strip("0"):
        bottom = int(code)
        return int(value * bottom + Fraction(1, 2)), bottom, rest
    found = value.limit_denominator(10 ** len(code) - 1)
    return found.numerator, found.denominator, rest
