"""How values are printed: exactly, in the language asked for."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.checking.rows import exact
from auditor.findings.words import show, show_number, show_size


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (0, "0"),
        (100, "100"),
        (-5, "-5"),
        (30_000, "30000"),
        (Fraction(1, 2), "0.5"),
        (Fraction(3, 10), "0.3"),
        (Fraction(-1, 4), "-0.25"),
        (Fraction(1, 100), "0.01"),
        (Fraction(5000, 100), "50"),
        (Fraction(1, 1_000_000), "0.000001"),
        (Fraction(1, 10_000_000), "0.00"),
        (Fraction(1, 3), "0.33"),
        (Fraction(2, 3), "0.67"),
        (Fraction(-2, 3), "-0.67"),
        (Fraction(-1, 300), "0.00"),
        (Fraction(100, 3), "33.33"),
        (Fraction(1, 8), "0.125"),
        (Fraction(12345678901, 1000), "12345678.901"),
        (Fraction(1, 10**7) + Fraction(15, 1000), "0.02"),
        (Fraction(5, 1000) + Fraction(1, 10**9), "0.01"),
        (10**30 + 1, "1000000000000000000000000000001"),
        (Fraction(10**30 + 1, 100), "10000000000000000000000000000.01"),
        (-(10**29) - 1, "-100000000000000000000000000001"),
        (Fraction(10**31 + 1, 3), "3333333333333333333333333333333.67"),
    ],
)
def test_numbers(value: int | Fraction, wanted: str) -> None:
    """A number is printed with all its digits up to six decimals, else rounded to two; never with an exponent."""
    assert show_number(value) == wanted
    assert show(value, "zh") == show(value, "en") == wanted
    assert show_size(value) == wanted.removeprefix("-")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**32), max_value=10**32))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_printed_numbers_lose_nothing(value: Decimal) -> None:
    """What was printed with four decimals is printed back to the same number."""
    assert exact(Decimal(show_number(exact(value)))) == exact(value)


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (None, "（空）", "(blank)"),
        (True, "是", "yes"),
        (False, "否", "no"),
        ("甲", "甲", "甲"),
        ("half_year", "half_year", "half_year"),
        (["甲", "乙"], "甲、乙", "甲, 乙"),
        ((1, Fraction(1, 2)), "1、0.5", "1, 0.5"),
        ([], "", ""),
        (["甲", None], "甲、（空）", "甲, (blank)"),
    ],
)
def test_values(value: Any, zh: str, en: str) -> None:
    """A blank is said to be blank, a flag is yes or no, a list is joined, a text stays as printed."""
    assert show(value, "zh") == zh
    assert show(value, "en") == en
