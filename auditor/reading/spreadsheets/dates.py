"""Serial numbers of days → dates and times by a section of a number format."""

from datetime import date, timedelta
from typing import Final, NamedTuple

from auditor.reading.spreadsheets.codes import Section
from auditor.reading.spreadsheets.numerals import STYLES, in_words, one_by_one

_DAY: Final = 86_400_000
"""Milliseconds."""
_LAST_SERIAL: Final = 2_958_466
"""The first of January 10000: from here on a screen shows no date."""
_BEFORE_LEAP: Final = 60
"""Serial number of the 29th of February 1900, which never was; the days before it count from one day later."""
_OFFSET_1904: Final = 1462
_CHINESE: Final = frozenset({"", "804", "404", "C04", "1004", "0804", "2052"})
"""Languages whose months and weekdays are written in Chinese; a code that names none is shown by a Chinese system."""
_MONTHS: Final = ("一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月")
_ENGLISH_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS: Final = "一二三四五六日"
_ENGLISH_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NAMED: Final = frozenset({"mmm", "mmmm", "mmmmm", "ddd", "dddd", "aaa", "aaaa"})
"""Months and weekdays in words."""
_SHORT_YEARS: Final = ("y", "yy")
_MONTH_OR_MINUTE: Final = ("m", "mm")
_NOON: Final = 12


class _Moment(NamedTuple):
    """A date and the milliseconds of its day; ``total`` counts the milliseconds from serial 0."""

    year: int
    month: int
    day: int
    weekday: int
    time: int
    total: int


def is_date(section: Section) -> bool:
    """Tell whether a section shows a date or a time."""
    return bool(section.kinds & {"date", "elapsed", "half"})


def shown_date(serial: float, section: Section, *, from_1904: bool) -> str | None:
    """Give the text of a date; None where a screen would show none, or for a calendar that is not kept here."""
    letters = _minutes_told(section.tokens)
    moment = _moment(serial, _milliseconds(letters), from_1904=from_1904)
    if moment is None:
        return None
    twelve = "half" in section.kinds
    chinese = section.locale.lstrip("0") in _CHINESE
    parts: list[str] = []
    for kind, text in letters:
        part = _part(kind, text, moment, chinese=chinese, twelve=twelve, numerals=section.numerals)
        if part is None:
            return None
        parts.append(part)
    return "".join(parts)


def _milliseconds(tokens: list[tuple[str, str]]) -> int:
    """Give the fineness to which a time is rounded: what the seconds show, or a second; minutes are cut, not rounded."""
    places = [len(text.partition(".")[2]) for kind, text in tokens if kind in ("date", "elapsed") and text[0] == "s"]
    return 10 ** (3 - min(max(places), 3)) if places else 1


def _moment(serial: float, fineness: int, *, from_1904: bool) -> _Moment | None:
    if from_1904:
        serial += _OFFSET_1904
    if not 0 <= serial < _LAST_SERIAL:
        return None
    total = int(serial * _DAY / fineness + 0.5) * fineness
    days, time = divmod(total, _DAY)
    if days in (0, _BEFORE_LEAP) and not from_1904:
        month, day = (1, 0) if days == 0 else (2, 29)
        return _Moment(1900, month, day, (days + 5) % 7, time, total)
    shown = date(1899, 12, 30) + timedelta(days=days + (days < _BEFORE_LEAP))
    # Spreadsheets count weekdays from the serial, so those before March 1900 are one off, as on the screen.
    return _Moment(shown.year, shown.month, shown.day, (days + 5) % 7, time, total)


def _minutes_told(tokens: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    """Tell minutes from months: m means minutes behind an hour or before a second."""
    told = list(tokens)
    letters = [at for at, (kind, _) in enumerate(tokens) if kind in ("date", "elapsed")]
    for place, at in enumerate(letters):
        kind, text = tokens[at]
        if kind != "date" or text not in _MONTH_OR_MINUTE:
            continue
        before = tokens[letters[place - 1]][1][0] if place else ""
        after = tokens[letters[place + 1]][1][0] if place + 1 < len(letters) else ""
        if before == "h" or after == "s":
            told[at] = ("date", text.replace("m", "n"))
    return told


def _part(kind: str, text: str, moment: _Moment, *, chinese: bool, twelve: bool, numerals: int) -> str | None:
    """Give one part of a date; ``n`` stands for minutes."""
    if kind == "elapsed":
        return str(moment.total // {"h": 3_600_000, "m": 60_000, "s": 1000}[text[0]]).zfill(len(text))
    if kind == "half":
        first, second = text.split("/")
        return first if moment.time < _NOON * 3_600_000 else second
    if kind != "date":
        return text
    letter = text[0]
    if letter in "gb":
        return None
    if text in _NAMED:
        return _named(text, moment, chinese=chinese)
    if letter == "s":
        return _seconds(text, moment)
    hours = moment.time // 3_600_000
    short = text in _SHORT_YEARS
    number = {
        "y": moment.year % 100 if short else moment.year,
        "e": moment.year,
        "m": moment.month,
        "d": moment.day,
        "h": (hours % _NOON or _NOON) if twelve else hours,
        "n": moment.time // 60_000 % 60,
    }[letter]
    if numerals:
        return _in_chinese(number, numerals, digits=letter in "ye")
    return str(number).zfill({"y": 2 if short else 4, "e": 4}.get(letter, min(len(text), 2)))


def _named(text: str, moment: _Moment, *, chinese: bool) -> str:
    """Give a month or a weekday in words, short or long."""
    if text == "mmmmm":
        return _ENGLISH_MONTHS[moment.month - 1][0]
    long = text in ("mmmm", "dddd", "aaaa")
    if text[0] == "m":
        if chinese:
            return _MONTHS[moment.month - 1]
        return _ENGLISH_MONTHS[moment.month - 1][: None if long else 3]
    if text[0] == "a" or chinese:
        return ("星期" if long else "周") + _WEEKDAYS[moment.weekday]
    return _ENGLISH_WEEKDAYS[moment.weekday][: None if long else 3]


def _seconds(text: str, moment: _Moment) -> str:
    letters, point, zeros = text.partition(".")
    seconds = str(moment.time // 1000 % 60).zfill(min(len(letters), 2))
    return seconds + point + f"{moment.time % 1000:03d}".ljust(len(zeros), "0")[: len(zeros)]


def _in_chinese(number: int, numerals: int, *, digits: bool) -> str | None:
    """Give a number in Chinese characters: the digits of a year one by one, a month or day as it is said."""
    if numerals not in STYLES:
        return None
    if digits:
        return one_by_one(str(number), numerals)
    said = in_words(number, numerals)
    return said[1:] if said and said.startswith("一十") else said
