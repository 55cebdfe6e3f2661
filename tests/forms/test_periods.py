"""A period in one cell: its two ends, as printed."""

import pytest

from auditor.forms.dates import parse_period_date, split_period


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024年—2026年", "2024年", "2026年"),
        ("2024年-2026年", "2024年", "2026年"),
        ("20190101 到 20191231", "20190101", "20191231"),
        ("2025/1/1至2025/12/31", "2025/1/1", "2025/12/31"),
        ("2024-01-01至2024-12-31", "2024-01-01", "2024-12-31"),
        ("2024-01—2024-12", "2024-01", "2024-12"),
        ("2024.3-2025.6", "2024.3", "2025.6"),
        ("2025年1月—12月", "2025年1月", "2025年12月"),
        ("2025年1月1日—12月31日", "2025年1月1日", "2025年12月31日"),
        ("2025年3月1日—15日", "2025年3月1日", "2025年3月15日"),
        ("２０２４年～２０２６年", "2024年", "2026年"),
        ("2024年—2026年（3年）", "2024年", "2026年"),
        ("二〇二四年一月至十二月", "二〇二四年一月", "2024年12月"),
        ("2024年1月至长期", "2024年1月", "长期"),
        ("2024年", "2024年", "2024年"),
        ("2024-01", "2024-01", "2024-01"),
        ("长期", "长期", "长期"),
        ("2024年起", "2024年起", "2024年起"),
    ],
)
def test_ends(text: str, start: str, end: str) -> None:
    """Both ends can be read as dates again; a single date is both."""
    assert split_period(text) == (start, end)
    assert parse_period_date(start) is not None
    assert parse_period_date(end) is not None


@pytest.mark.parametrize(
    "text", ["", "三年", "12个月", "2026年—2024年", "2025年13月", "自筹—自建", "（3年）", "长" * 41]
)
def test_no_period(text: str) -> None:
    """What names no dates, or has them the wrong way round, is split by nobody."""
    assert split_period(text) is None
