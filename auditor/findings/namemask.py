"""Masks known names of persons in a text: the family name stays, every other character becomes an asterisk."""

import re
from collections.abc import Iterable
from typing import Final

from auditor.forms.persons import DOUBLE_NAMES, GAP, HAN, ROLES, TITLES, Name

_CHAR: Final = re.compile(rf"[{HAN}]")
_GAPS: Final = re.compile(rf"[{GAP}]{{1,8}}")
_LONGER: Final = re.compile(
    r"(?:[镇县市乡路街村区](?![长里别分民上])|小学|中学|大学|医院|公司|大厦|广场|大桥|集团|社区|街道|公园|纪念馆|水库|工业园)"
)
"""What makes a place or an institution of a name that stands before it."""
_SPOKEN: Final = re.compile(rf"(?:{ROLES})(?:姓名)?[{GAP}]*(?:[:：]|为)?[{GAP}“\"「]*\Z")
_REACHED: Final = re.compile(rf"[{GAP}]*(?:{TITLES}|[（(/／{GAP}]*[0-9０-９*]{{3}})")
_DOUBLE: Final = 2
_LOOK_BACK: Final = 24
_CUT: Final = "…"


class NameMask:
    """Some names; false where there are none. Looking for them takes the same time however many they are."""

    def __init__(self) -> None:
        """Know no name."""
        self._plain: dict[str, bool] = {}
        self._begun: set[str] = set()
        self._longest = 0
        self._first: re.Pattern[str] | None = None
        self._cells: dict[str, str] = {}
        self._offices: set[str] = set()
        self._kept: dict[str, tuple[str, ...]] = {}

    def __bool__(self) -> bool:
        """Tell whether any name is known."""
        return bool(self._plain)

    def add(self, names: Iterable[Name], cell: str) -> None:
        """Learn names, and the whole cell that names them: there they are names whatever else they mean."""
        known = list(names)
        for name in known:
            text = _bare(name.text)
            self._plain[text] = self._plain.get(text, False) or name.is_plain
            self._begun.update(text[:length] for length in range(_DOUBLE, len(text)))
            self._longest = max(self._longest, len(text))
        self._first = None
        if any(not name.is_plain for name in known) and cell.strip():
            masked = cell
            for name in known:
                masked = masked.replace(name.text, _covered(name.text))
            if masked != cell and _bare(cell) != _bare(known[0].text):
                self._cells[cell.strip()] = masked.strip()

    def protect(self, offices: Iterable[str]) -> None:
        """Learn names of offices: a name within one, with more of it behind, is part of it."""
        self._offices.update(office for office in offices if office)
        self._kept.clear()

    def mask(self, text: str) -> str:
        """Give a text with every known name masked; its length does not change."""
        if not self._plain or not text:
            return text
        for cell, masked in self._cells.items():
            text = text.replace(cell, masked)
        if self._first is None:
            self._first = re.compile(
                f"[{''.join(re.escape(char) for char in sorted({name[0] for name in self._plain}))}]"
            )
        parts, done = [], 0
        found = self._first.search(text)
        while found is not None:
            start = found.start()
            end = self._end_of_name(text, start)
            if end:
                parts += [text[done:start], _covered(text[start:end])]
                done = end
            found = self._first.search(text, end or start + 1)
        return "".join([*parts, text[done:]]) if parts else text

    def _end_of_name(self, text: str, start: int) -> int:
        """Give where the longest name that begins here ends; 0 where none does."""
        read, at, end = text[start], start + 1, 0
        while len(read) < self._longest and at < len(text):
            gap = _GAPS.match(text, at)
            at = gap.end() if gap else at
            if at >= len(text):
                break
            read, at = read + text[at], at + 1
            if read in self._plain and self._is_name(read, text, start, at):
                end = at
            elif read in self._begun and (at == len(text) or text[at] == _CUT) and not end:
                end = at  # a text that was cut within a name
        return end

    def _is_name(self, name: str, text: str, start: int, end: int) -> bool:
        """Tell whether what reads like a name is one here."""
        if len(name) < end - start and _CHAR.match(text, end):
            return False  # blanks between words that happen to follow each other
        if not self._plain[name]:
            before = text[max(0, start - _LOOK_BACK) : start]
            quoted = before[-1:] in ("“", '"', "「") and text[end : end + 1] in ("”", '"', "」")
            whole = not text[:start].strip() and not text[end:].strip()
            return whole or quoted or bool(_SPOKEN.search(before)) or bool(_REACHED.match(text, end))
        return not _LONGER.match(text, end) and not self._is_in_office(name, text, start)

    def _is_in_office(self, name: str, text: str, start: int) -> bool:
        if name not in self._kept:
            self._kept[name] = tuple(office for office in self._offices if name in office)
        for office in self._kept[name]:
            at = office.find(name)
            goes_on = bool(_CHAR.match(office, at + len(name)))
            if goes_on and text[max(0, start - at) :].startswith(office):
                return True
        return False


def _bare(text: str) -> str:
    return _GAPS.sub("", text)


def _covered(name: str) -> str:
    """Mask a name as it is printed: blanks and dots stay, and so does a family name of two characters."""
    bare = _bare(name)
    shown = _DOUBLE if bare.startswith(DOUBLE_NAMES) and len(bare) > _DOUBLE else 1
    out = []
    for char in name:
        if _CHAR.match(char):
            out.append(char if shown > 0 else "*")
            shown -= 1
        else:
            out.append(char)
    return "".join(out)
