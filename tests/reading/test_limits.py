"""Limits as a user sets them, and how a mistake in setting one is told."""

import pytest

from auditor.errors import UsageError
from auditor.reading.limits import NAMES, limits_of, split_limits
from auditor.reading.source import DEFAULT_LIMITS


def test_settings() -> None:
    """Names and whole numbers, with or without marks between thousands; the others stay as they are."""
    values = split_limits(["pages=5000", " rows = 2,000,000 ", "depth=1"])
    assert values == {"pages": 5000, "rows": 2_000_000, "depth": 1}
    limits = limits_of(values)
    assert (limits.pages, limits.rows, limits.depth) == (5000, 2_000_000, 1)
    assert limits.members == DEFAULT_LIMITS.members
    assert limits_of(None) == DEFAULT_LIMITS


@pytest.mark.parametrize(
    ("texts", "zh", "en"),
    [
        (
            ["pages"],
            "“pages”应写成 名称=数值，如 --limit pages=5000",
            '"pages" must be NAME=VALUE, such as --limit pages=5000',
        ),
        (["=5"], "“=5”应写成", '"=5" must be NAME=VALUE'),
        (["pages=1", "pages=2"], "上限 pages 给了两次", "the limit pages is set twice"),
        (["page=1"], f"没有名为“page”的上限，最接近的是“pages”；可用：{' '.join(NAMES)}", 'no limit "page"'),
        (["zzz=1"], "没有名为“zzz”的上限；可用：", 'no limit "zzz"; there are:'),
        (
            ["pages="],
            "上限 pages 的值“”不对，应为 1 以上的整数",
            'the value "" of the limit pages must be a whole number',
        ),
        (["pages=many"], "上限 pages 的值“many”不对", "whole number from 1 up"),
        (["pages=-1"], "上限 pages 的值“-1”不对", "whole number from 1 up"),
        (["pages=1.5"], "上限 pages 的值“1.5”不对", "whole number from 1 up"),
        (["pages=0"], "上限 pages 的值“0”不对", "whole number from 1 up"),
        (["pages=²"], "上限 pages 的值“²”不对", "whole number from 1 up"),
    ],
)
def test_mistakes(texts: list[str], zh: str, en: str) -> None:
    """Each mistake is told with what is allowed."""
    with pytest.raises(UsageError) as caught:
        limits_of(split_limits(texts))
    assert zh in caught.value.render("zh")
    assert en in caught.value.render("en")
    assert caught.value.exit_code == 2
