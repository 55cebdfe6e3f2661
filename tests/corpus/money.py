"""Money that adds up: sums cut into parts, and the ways to print an amount.

All sums are whole cents of 万元 (100 元), the smallest amount a form in 万元 can print.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Final

YUAN_SHARE: Final = 0.04


@dataclass(frozen=True, slots=True)
class Money:
    """How one form prints its amounts: the unit, and a style (``plain``, ``decimals``, ``thousands``)."""

    unit: str
    style: str

    def text(self, cents: int) -> str:
        """Print an amount given in cents of 万元."""
        sign, cents = ("-" if cents < 0 else ""), abs(cents)
        if self.unit == "元":
            return sign + (f"{cents * 100:,}" if self.style == "thousands" else str(cents * 100))
        whole, rest = divmod(cents, 100)
        digits = f"{whole:,}" if self.style == "thousands" else str(whole)
        if self.style == "decimals":
            return f"{sign}{digits}.{rest:02}"
        return sign + (f"{digits}.{rest:02}".rstrip("0") if rest else digits)


def choose_money(rng: Random) -> Money:
    """Choose the unit (nearly always 万元) and the style of one form."""
    unit = "元" if rng.random() < YUAN_SHARE else "万元"
    return Money(unit, rng.choice(("plain", "plain", "plain", "decimals", "thousands")))


def choose_total(rng: Random, parts: int) -> tuple[int, int]:
    """Choose a total and the grain all amounts are multiples of; there is at least a grain for each part."""
    grain = rng.choice((100, 100, 100, 50, 10, 1))
    most = rng.choice((60, 300, 1500, 9000, 40000))
    least = -(-parts * grain // 100)
    return max(parts, rng.randint(least, max(least, most)) * 100 // grain) * grain, grain


def split(rng: Random, total: int, parts: int, grain: int) -> list[int]:
    """Cut a total into that many parts, each at least one grain."""
    units = total // grain
    cuts = sorted(rng.sample(range(1, units), parts - 1)) if parts > 1 else []
    edges = [0, *cuts, units]
    return [(right - left) * grain for left, right in pairwise(edges)]


def halves(rng: Random, amounts: list[int], grain: int) -> list[int]:
    """Choose what of each amount is to be spent by mid-year: nothing, about half, or anything."""
    habit = rng.choice(("nothing", "half", "half", "any", "any"))
    if habit == "nothing":
        return [0] * len(amounts)
    if habit == "half":
        return [amount // 2 // grain * grain for amount in amounts]
    return [rng.randint(0, amount // grain) * grain for amount in amounts]


def printed_rate(part: int, whole: int, places: int) -> str:
    """Print a share in per cent, rounded half up to that many places: 2.73 → 3, 17.36 → 17.4."""
    rounded = int(Fraction(part * 100 * 10**places, whole) + Fraction(1, 2))
    digits = str(rounded).zfill(places + 1)
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits
