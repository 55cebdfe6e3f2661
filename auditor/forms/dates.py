"""Dates and periods as forms print them: 2024年, 2024.3, 2024年1月-12月, 长期; and deadlines such as 6月底前.

A printed date is an interval of days: ``2024年`` is the whole year. Bounds are comparable whole numbers YYYYMMDD.
Source: contract.md §2 (start, end), domain vocabulary (date patterns).
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from typing import Final

from auditor.forms.numbers import chinese_number, fold

DATE_TEXT_LIMIT: Final = 40  # characters; a longer cell is prose
FIRST_DAY: Final = 10101
LAST_DAY: Final = 99991231
YEARS: Final = range(1900, 3000)
"""Years that a form may speak of."""

_CHINESE_YEAR: Final = re.compile("[一二][〇零○一二三四五六七八九]{3}(?=年)")
_CHINESE_PART: Final = re.compile("[一二三四五六七八九十]{1,3}(?=[月日])")
_CHINESE_DIGITS: Final = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_OPEN: Final = re.compile("长期(?:性|项目|实施|有效)?|持续(?:性|进行|实施)?|永久|无期限|不限|常年")
_POINT: Final = re.compile(
    r"(?P<year>[0-9]{4})(?:年度?|[./-])?(?:(?P<month>[0-9]{1,2})(?:月|[./-])?(?:(?P<day>[0-9]{1,2})[日号]?)?)?"
)
_BARE: Final = re.compile(r"(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})[日号]?)?|(?P<last>[0-9]{1,2})[日号]?")
_BETWEEN: Final = re.compile("[-—–~]{1,2}|至|到")
_NOTE_BEHIND: Final = re.compile(r"(?<=.)\([^()]*\)\Z")
_PART_OF_YEAR: Final = {
    "上半年": (1, 6), "下半年": (7, 12), "第一季度": (1, 3), "第二季度": (4, 6), "第三季度": (7, 9), "第四季度": (10, 12),
    "一季度": (1, 3), "二季度": (4, 6), "三季度": (7, 9), "四季度": (10, 12), "初": (1, 1), "底": (12, 12), "末": (12, 12),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DateSpan:
    """The days a printed date may mean, ``lo`` to ``hi`` as YYYYMMDD; ``open`` when it has no printed end (长期)."""

    lo: int
    hi: int
    open: bool = False

    @property
    def start_year(self) -> int:
        """Give the first year of the span (1 when it has no beginning)."""
        return self.lo // 10000

    @property
    def end_year(self) -> int:
        """Give the last year of the span (9999 when it is open)."""
        return self.hi // 10000


def parse_period_date(text: str | None) -> DateSpan | None:
    """Read a start or end date, or a period; None for a blank, for 全年 (no year) and for what is no valid date."""
    if text is None or len(text) > DATE_TEXT_LIMIT:
        return None
    cell = _digits("".join(fold(text).split()))
    if _OPEN.fullmatch(cell):
        return DateSpan(FIRST_DAY, LAST_DAY, open=True)
    if span := _point(cell.removesuffix("起").removesuffix("止")):
        return DateSpan(span.lo, LAST_DAY, open=True) if cell.endswith("起") else span
    for mark in _BETWEEN.finditer(cell):
        if span := _period(cell[: mark.start()], cell[mark.end() :]):
            return span
    return None


def split_period(text: str) -> tuple[str, str] | None:
    """Give the two ends of a period in one cell, as printed: 2024年—2026年, 20240101到20241231; None when it is none.

    What the right end leaves out is taken from the left one: of 2024年1月—12月 it is 2024年12月. A single date is both;
    what stands in brackets behind the period is left out.
    """
    if len(text) > DATE_TEXT_LIMIT:
        return None
    cell = _NOTE_BEHIND.sub("", "".join(fold(text).split()))
    for mark in _BETWEEN.finditer(cell):
        if _point(_digits(cell)) is not None:
            break  # 2024-01 is a month, not a period
        first, last = cell[: mark.start()], cell[mark.end() :]
        if _period(_digits(first), _digits(last)):
            return first, _whole_end(_digits(first), _digits(last), last)
    return (cell, cell) if parse_period_date(cell) is not None else None


def _whole_end(first: str, last: str, printed: str) -> str:
    """Give the right end of a period as printed, or with the year and month that it leaves to the left one."""
    start = _point(first)
    bare = _bare(last, start) if start and not _point(last) and not _OPEN.fullmatch(last) else None
    if bare is None:
        return printed
    year, month, day = bare.hi // 10000, bare.hi // 100 % 100, bare.hi % 100
    return f"{year}年{month}月{day}日" if bare.lo == bare.hi else f"{year}年{month}月"


def _digits(text: str) -> str:
    """Give 二〇二四年十月 as 2024年10月."""
    dated = _CHINESE_YEAR.sub(lambda match: match[0].translate(_CHINESE_DIGITS), text)
    return _CHINESE_PART.sub(lambda match: str(chinese_number(match[0]) or match[0]), dated)


def _period(first: str, last: str) -> DateSpan | None:
    """Read the two ends of a period; the right one may leave out what it shares with the left: 2024.1—12."""
    start = _point(first)
    if start is None:
        return None
    if _OPEN.fullmatch(last):
        return DateSpan(start.lo, LAST_DAY, open=True)
    end = _point(last) or _bare(last, start)
    return DateSpan(start.lo, end.hi) if end and start.lo <= end.hi else None


def _point(text: str) -> DateSpan | None:
    """Read one date that names its year: 2024年, 2024年1月5日, 2024.3, 2024-01, 20240101, 2024年底, 2024年上半年."""
    if text.isascii() and text.isdigit():
        if len(text) not in (4, 6, 8):
            return None
        return _span(int(text[:4]), int(text[4:6] or 0), int(text[6:] or 0))
    year, _, rest = text.partition("年")
    if rest.removeprefix("度") in _PART_OF_YEAR and re.fullmatch("[0-9]{4}", year):
        first, last = _PART_OF_YEAR[rest.removeprefix("度")]
        return DateSpan(int(year) * 10000 + first * 100 + 1, _span_of_month(int(year), last).hi)
    match = _POINT.fullmatch(re.sub("[底末初前]$", "", text))
    return _span(*(int(match[name] or 0) for name in ("year", "month", "day"))) if match else None


def _bare(text: str, start: DateSpan) -> DateSpan | None:
    """Read the right end of a period without its year: 12月, 12月31日, 12, or a day of the same month."""
    match = _BARE.fullmatch(text)
    if match is None:
        return None
    year, month = start.lo // 10000, start.lo // 100 % 100
    if match["month"]:
        return _span(year, int(match["month"]), int(match["day"] or 0))
    whole_month = start.lo // 100 == start.hi // 100 and start.lo != start.hi
    return _span(year, int(match["last"]), 0) if whole_month else _span(year, month, int(match["last"]))


def _span(year: int, month: int, day: int) -> DateSpan | None:
    """Give the days of a year, a month (day 0) or one day; None when the calendar has no such day."""
    if year not in YEARS or month not in range(13):
        return None
    if month == 0:
        return DateSpan(year * 10000 + 101, year * 10000 + 1231) if day == 0 else None
    whole = _span_of_month(year, month)
    date = year * 10000 + month * 100 + day
    if day == 0:
        return whole
    return DateSpan(date, date) if date <= whole.hi else None


def _span_of_month(year: int, month: int) -> DateSpan:
    first = year * 10000 + month * 100 + 1
    return DateSpan(first, first - 1 + monthrange(year, month)[1])


# Deadlines in target cells -------------------------------------------------------------------------------------------

_MONTH: Final = "[0-9]{1,2}月"
_DAY: Final = "[0-9]{1,2}[日号]"
_NAMED_YEAR: Final = "(?:(?:19|20)[0-9]{2}年度?|每年|当年|本年|次年)"
_BEFORE: Final = "(?:之前|以前|前|止)"
_DONE: Final = "(?:完成|竣工|到位|交付|建成|实施|投入使用|办结|结束|开工|验收|完工|发放)?"
_DEADLINE: Final = re.compile(
    "(?:于|在|到|至|截至|截止)?(?:"
    f"{_NAMED_YEAR}{_MONTH}(?:{_DAY})?(?:底|末|初|[上中下]旬|份)?(?:{_BEFORE}|内)?|"
    f"{_MONTH}(?:{_DAY}|底|末|初|[上中下]旬)(?:{_BEFORE}|内)?|{_MONTH}份?{_BEFORE}|"
    f"(?:每月|当月|次月|每季度)?{_DAY}{_BEFORE}|(?:每月|每季度|每季)[底末](?:{_BEFORE})?|"
    f"{_NAMED_YEAR}(?:底|末|初|中|内)?(?:{_BEFORE})?|"
    f"(?:{_NAMED_YEAR})?(?:第?[一二三四1-4]季度|前三季度|上半年|下半年)(?:底|末|初|内)?(?:{_BEFORE})?|"
    f"(?:年底|年末|年内|年初|年中|全年|年度内)(?:{_BEFORE})?"
    f"){_DONE}"
)
_NUMERIC_DATE: Final = re.compile(r"(?:19|20)[0-9]{2}(?:[0-9]{4}|[年./-].{0,30})")


def is_deadline(text: str) -> bool:
    """Tell whether a folded, blank-free text is a point in time: 2024年6月底前, 9月30日, 第三季度, 20250930.

    A bare ``6月`` is not: it may be six months.
    """
    if len(text) > DATE_TEXT_LIMIT:
        return False
    cell = _digits(text)
    if _DEADLINE.fullmatch(cell):
        return True
    return _NUMERIC_DATE.fullmatch(cell) is not None and parse_period_date(cell) is not None
