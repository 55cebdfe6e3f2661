"""How values are printed in findings: exact numbers, ratios to two decimals, lists joined, a blank said to be blank."""

from fractions import Fraction
from typing import Any, Final

from auditor.checking.rows import TargetView
from auditor.rulebook import names
from auditor.rulebook.plan import Number
from auditor.wording import say

_SHOWN_PLACES: Final = 6
_ROUNDED_PLACES: Final = 2
WORDS: Final = frozenset(names.SPOKEN)


def show(value: Any, lang: str) -> str:
    """Print one value in the language asked for."""
    if value is None:
        return say(lang, "finding.blank")
    if isinstance(value, bool):
        return say(lang, "finding.yes" if value else "finding.no")
    if isinstance(value, int | Fraction):
        return show_number(value)
    if isinstance(value, TargetView):
        return show(value.raw, lang)
    if isinstance(value, list | tuple):
        return say(lang, "finding.list_separator").join(show(item, lang) for item in value)
    return str(value)


def show_number(value: Number) -> str:
    """Print an exact number: all its digits up to six decimals, else rounded half away from zero to two."""
    if isinstance(value, int):
        return str(value)
    fraction = Fraction(value)
    for places in range(_SHOWN_PLACES + 1):
        scaled = fraction * 10**places
        if scaled.denominator == 1:
            return _decimal(scaled.numerator, places)
    doubled = abs(fraction) * 10**_ROUNDED_PLACES * 2
    rounded = (doubled.numerator // doubled.denominator + 1) // 2
    return _decimal(-rounded if fraction < 0 else rounded, _ROUNDED_PLACES)


def show_size(value: Number) -> str:
    """Print an exact number without its sign."""
    return show_number(-value if value < 0 else value)


def _decimal(digits: int, places: int) -> str:
    """Print a whole number of hundredths, thousandths … with its point, exactly."""
    if not places:
        return str(digits)
    text = str(abs(digits)).rjust(places + 1, "0")
    return f"{'-' if digits < 0 else ''}{text[:-places]}.{text[-places:]}"
