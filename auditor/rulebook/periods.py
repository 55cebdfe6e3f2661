"""Years in which a rule or document is in force, and the dates that a pack writes.

``effective: {from: "2024", until: "2026"}`` of a rule names budget years, both included, either end open: the rule set
follows the form's year. A document's ``in_force`` holds dates (``2024``, ``2024-03`` or ``2024-03-01``), as one date of
beginning or as ``{from, until}``.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from auditor.marked import Mapping, Text, Value
from auditor.rulebook.leaves import LeafReader

KEYS: Final = ("from", "until")
_YEAR: Final = re.compile(r"(19|20)[0-9]{2}\Z")
_DATE: Final = re.compile(r"((?:19|20)[0-9]{2})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")


@dataclass(frozen=True, slots=True)
class Years:
    """From the ``first`` to the ``last`` year, both included; None is an open end."""

    first: int | None = None
    last: int | None = None

    def __contains__(self, year: int) -> bool:
        """Tell whether a year is one of these."""
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)

    def meets(self, other: "Years") -> bool:
        """Tell whether some year is one of both."""
        return all(
            first.first is None or last.last is None or first.first <= last.last
            for first, last in ((self, other), (other, self))
        )


ALWAYS: Final = Years()


def read_years(value: Value | None, reader: LeafReader) -> Years:
    """Read the ``effective`` of a rule; always, when it is absent or wrong."""
    if value is None:
        return ALWAYS
    ends = _ends(value, reader)
    for end in ends.values():
        if not _YEAR.match(end):
            reader.wrong(end, "2024")
            return ALWAYS
    years = {name: int(end) for name, end in ends.items()}
    found = Years(years.get("from"), years.get("until"))
    return found if _is_forward(ends, reader) else ALWAYS


def read_date(value: Value | None, reader: LeafReader) -> str:
    """Read one date as printed, empty when it is absent or wrong."""
    text = reader.text(value)
    if isinstance(value, Text) and not _is_date(text):
        reader.reporter.at(value, "pack.bad_date", found=text)
        return ""
    return text


def read_in_force(value: Value | None, reader: LeafReader) -> tuple[str, Years]:
    """Read when a document is in force: as it is shown, and the years touched."""
    ends = {"from": value} if isinstance(value, Text) else {} if value is None else _ends(value, reader)
    dates = {name: read_date(end, reader) for name, end in ends.items()}
    if not dates or not all(dates.values()) or not _is_forward(ends, reader):
        return "", ALWAYS
    begin, end = dates.get("from", ""), dates.get("until", "")
    years = Years(int(begin[:4]) if begin else None, int(end[:4]) if end else None)
    return (f"{begin} – {end}" if end else begin), years


def _ends(value: Value, reader: LeafReader) -> dict[str, Text]:
    """Give the two ends of a period as written."""
    if not isinstance(value, Mapping) or not value:
        reader.wrong(value, "{" + ", ".join(KEYS) + "}")
        return {}
    reader.closed(value, KEYS)
    found = {}
    for name, end in value.items():
        if isinstance(end, Text):
            found[str(name)] = end
        else:
            reader.wrong(end, "text")
    return {name: end for name, end in found.items() if name in KEYS}


def _is_forward(ends: dict[str, Text], reader: LeafReader) -> bool:
    """Tell whether a period ends after it begins; dates written to different places are compared as far as both go."""
    if "from" not in ends or "until" not in ends:
        return True
    begin, end = ends["from"], ends["until"]
    places = min(len(begin), len(end))
    if begin[:places] <= end[:places]:
        return True
    reader.reporter.at(end, "pack.backward", found=end, begin=begin)
    return False


def _is_date(text: str) -> bool:
    found = _DATE.match(text)
    if found is None:
        return False
    try:
        date(*(int(part or 1) for part in found.groups()))
    except ValueError:
        return False
    return True
