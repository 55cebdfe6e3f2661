"""Dates, periods and deadlines."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.forms.dates import DateSpan, is_deadline, parse_period_date

OPEN_END = 99991231


@pytest.mark.parametrize(
    ("text", "lo", "hi"),
    [
        ("2024年", 20240101, 20241231),
        (" ２０２４ 年 ", 20240101, 20241231),
        ("2024年度", 20240101, 20241231),
        ("2024", 20240101, 20241231),
        ("二〇二四年十月", 20241001, 20241031),
        ("2024年2月", 20240201, 20240229),
        ("2024年1月5日", 20240105, 20240105),
        ("2024.3", 20240301, 20240331),
        ("2024/1/1", 20240101, 20240101),
        ("2024-01", 20240101, 20240131),
        ("2024-01-12", 20240112, 20240112),
        ("202401", 20240101, 20240131),
        ("20240101", 20240101, 20240101),
        ("2024年12月底", 20241201, 20241231),
        ("2024年底", 20241201, 20241231),
        ("2024年上半年", 20240101, 20240630),
        ("2024年第三季度", 20240701, 20240930),
        ("2024.1—12", 20240101, 20241231),
        ("2024年1月-12月", 20240101, 20241231),
        ("2024年1月1日至12月31日", 20240101, 20241231),
        ("2024.1.1-2024.12.31", 20240101, 20241231),
        ("2024-01-01至2024-12-31", 20240101, 20241231),
        ("2024年—2026年", 20240101, 20261231),
        ("2024-2026", 20240101, 20261231),
        ("2024年5月1日至7日", 20240501, 20240507),
    ],
)
def test_period_date(text: str, lo: int, hi: int) -> None:
    """A printed date is the interval of days it may mean."""
    assert parse_period_date(text) == DateSpan(lo, hi)


@pytest.mark.parametrize("text", ["长期", "持续", "长期性", "长期实施"])
def test_open_ended(text: str) -> None:
    """长期 covers every year: it began before any and ends in 9999."""
    span = parse_period_date(text)
    assert span is not None
    assert span.open
    assert (span.start_year, span.end_year) == (1, 9999)


@pytest.mark.parametrize("text", ["2024年1月至长期", "2024年1月起"])
def test_open_end_with_a_beginning(text: str) -> None:
    """A period may begin on a date and have no end."""
    assert parse_period_date(text) == DateSpan(20240101, OPEN_END, open=True)


@pytest.mark.parametrize(
    "text",
    [None, "", " ", "/", "全年", "2024年13月", "2024年2月30日", "20241399", "2024年12月—2024年1月", "5日", "²²²²年底", "0000年",
     "2024年" * 20],
)  # fmt: skip
def test_no_date(text: str | None) -> None:
    """What names no day of the calendar is no date."""
    assert parse_period_date(text) is None


@pytest.mark.parametrize(
    "text",
    ["2024年6月底前", "6月底前", "2025年9月30日前", "9月30日", "年底前", "2024年底前", "第三季度", "2024年第三季度末", "上半年",
     "20250930", "2024.6", "2024年", "12月前", "12月底", "六月底前", "每月10日前", "每年6月底前", "2024年12月底前完成", "2024年1月-12月",
     "全年", "于2024年6月底前完成"],
)  # fmt: skip
def test_deadline(text: str) -> None:
    """Points in time, with and without a year."""
    assert is_deadline(text)


@pytest.mark.parametrize(
    "text", ["6月", "3个月", "10日内", "3年", "2024", "202406", "20251399", "365", "长期", "年", "月底前", ""]
)
def test_no_deadline(text: str) -> None:
    """Durations, plain numbers and the ambiguous 6月 are no points in time."""
    assert not is_deadline(text)


@given(text=st.text(max_size=60) | st.text(alphabet="0123456789年月日底前至-—./二〇四十长期", max_size=45))
def test_never_raises(text: str) -> None:
    """Any text gives a span in order, or None."""
    span = parse_period_date(text)
    assert span is None or span.lo <= span.hi
    assert is_deadline(text) in (True, False)


@given(day=st.dates(min_value=date(1900, 1, 1), max_value=date(2999, 12, 31)))
def test_every_day_of_the_calendar(day: date) -> None:
    """Every calendar day reads back from each spelling."""
    year, month, number = day.year, day.month, day.day
    expected = year * 10000 + month * 100 + number
    for text in (
        f"{year}年{month}月{number}日",
        f"{year}.{month}.{number}",
        f"{year}/{month:02}/{number:02}",
        str(expected),
        str(day),
    ):
        assert parse_period_date(text) == DateSpan(expected, expected)
