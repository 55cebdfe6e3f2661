"""Numbers: exact digits, separators, full-width forms, Chinese numerals, printed intervals."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.forms.numbers import chinese_number, fold, numeral, parse_amount, plain, rounding_interval

FULL_WIDTH = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("5", "5", None),
        ("100.00", "100.00", None),
        (" 12.5 ", "12.5", None),
        ("1,234,567.89", "1234567.89", None),
        ("１，２３４．５", "1234.5", None),
        ("220 000", "220000", None),
        ("220\u00a0000", "220000", None),
        ("1 234 567.89", "1234567.89", None),
        ("-5", "-5", None),
        ("－5", "-5", None),
        ("（5）", "-5", None),
        ("(1,200.50)", "-1200.50", None),
        ("3万", "3E+4", None),
        ("3.6万", "3.6E+4", None),
        ("三万", "3E+4", None),
        ("3万元", "3", "万元"),
        ("三万元", "3", "万元"),
        ("3.6 万元", "3.6", "万元"),
        ("3千元", "3", "千元"),
        ("五百万元", "5", "百万元"),
        ("1亿元", "1", "亿元"),
        ("350400元", "350400", "元"),
        ("¥350,400.00元", "350400.00", "元"),
        ("三十三万五千元", "335000", "元"),
        ("三亿五千万元", "350000000", "元"),
        ("壹佰贰拾", "120", None),
        ("壹佰贰拾元整", "120", "元"),
        ("(5)万元", "-5", "万元"),
    ],
)
def test_amount(text: str, value: str, unit: str | None) -> None:
    """A money cell is read with exactly its printed digits and its printed unit."""
    amount = parse_amount(text)
    assert amount is not None
    assert (str(amount.value), amount.unit) == (str(Decimal(value)), unit)


@pytest.mark.parametrize(
    "text",
    ["", " ", "/", "—", "无", "-", "(", "()", "(-5)", "abc", "1.2.3", "1,23", "1,2345", "3 5", "1e5", "5.", "元", "5元元",
     "1" + "亿" * 50 + "1", "百", "NaN", "Infinity", "٣", "²", "10%", "约5", "5人", "全年预算数", "9" * 61],
)  # fmt: skip
def test_no_amount(text: str) -> None:
    """What is no single number is refused, never guessed."""
    assert parse_amount(text) is None


def test_absurd_size_is_refused_at_once() -> None:
    """A ten-megabyte digit string costs nothing."""
    start = time.process_time()
    for text in ("9" * 10_000_000, "９" * 10_000_000, "1," * 5_000_000, "万" * 10_000_000):
        assert parse_amount(text) is None
        assert chinese_number(text) is None
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("零", "0"),
        ("两", "2"),
        ("十", "10"),
        ("十二", "12"),
        ("二十", "20"),
        ("一百零二", "102"),
        ("一百二", "120"),
        ("一百二十", "120"),
        ("二千三百四十五", "2345"),
        ("三千零五", "3005"),
        ("三万", "3E+4"),
        ("十万", "10E+4"),
        ("三万五", "35000"),
        ("三万五千", "35000"),
        ("三万零五百", "30500"),
        ("一亿二千万", "120000000"),
        ("二〇二四", "2024"),
        ("壹佰贰拾叁", "123"),
        ("三点一四", "3.14"),
        ("一半", "0.5"),
        ("八成", "0.8"),
        ("九成五", "0.95"),
        ("百分之九十五", "0.95"),
        ("千分之三", "0.003"),
        ("三分之二", "0.6667"),
        ("四分之三", "0.7500"),
    ],
)
def test_chinese_number(text: str, value: str) -> None:
    """Chinese numerals and fraction words give exact decimals; a final 万 stays an exponent."""
    assert str(chinese_number(text)) == str(Decimal(value))


@pytest.mark.parametrize(
    "text", ["", "百", "万", "十十", "百一", "一般", "一二百", "分之", "三分之", "点五", "五点", "二分之三"]
)
def test_no_chinese_number(text: str) -> None:
    """Words that are no numeral give None."""
    assert chinese_number(text) is None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("17", "16.5", "17.5"), ("17.0", "16.95", "17.05"), ("3E+4", "25000", "35000"), ("0", "-0.5", "0.5"),
     ("-2.5", "-2.55", "-2.45"), ("0.6667", "0.66665", "0.66675")],
)  # fmt: skip
def test_rounding_interval(text: str, low: str, high: str) -> None:
    """A printed number stands for half a unit of its last place either way."""
    assert rounding_interval(Decimal(text)) == (Decimal(low), Decimal(high))


def test_rounding_interval_needs_a_finite_number() -> None:
    """An infinite decimal is a programmer's error and is named."""
    with pytest.raises(ValueError, match="not a finite number: Infinity"):
        rounding_interval(Decimal("Infinity"))


def test_plain_prints_every_digit() -> None:
    """No exponent, no lost zero."""
    assert [plain(Decimal(text)) for text in ("100.00", "3E+4", "0.0001", "-5")] == ["100.00", "30000", "0.0001", "-5"]


def test_fold_keeps_places() -> None:
    """Folding is one character for one, and leaves ㎡, ½ and 〔〕 alone."""
    source = "（１００％）≧５ ㎡½③〔2015〕\u3000《》"
    assert len(fold(source)) == len(source)
    assert fold(source) == "(100%)≥5 ㎡½③〔2015〕 《》"


@st.composite
def printed_decimals(draw: st.DrawFn) -> Decimal:
    """Draw a decimal of up to fifteen digits with up to eight places, trailing zeros included."""
    return Decimal(draw(st.integers(-(10**15), 10**15))).scaleb(-draw(st.integers(0, 8)))


@given(number=printed_decimals())
def test_round_trip(number: Decimal) -> None:
    """Printed plain, with thousands separators or in full width, a number reads back with the same digits."""
    for text in (
        plain(number),
        f"{number:,f}",
        plain(number).translate(FULL_WIDTH),
        f"{number:,f}".translate(FULL_WIDTH),
    ):
        amount = parse_amount(text)
        assert amount is not None, text
        assert (amount.value, amount.value.as_tuple().exponent) == (number, number.as_tuple().exponent)


@given(number=printed_decimals())
def test_number_lies_within_its_interval(number: Decimal) -> None:
    """The interval is one unit of the last place wide, with the number in its middle."""
    low, high = rounding_interval(number)
    assert low < number < high
    assert high - number == number - low


@given(text=st.text(max_size=80) | st.text(alphabet="0123456789,.万千百亿十一二三点分之成-( )元整", max_size=70))
def test_never_raises(text: str) -> None:
    """Any text gives a number or None."""
    amount = parse_amount(text)
    assert amount is None or amount.value.is_finite()
    for value in (numeral(text), chinese_number(text)):
        assert value is None or value.is_finite()
