"""Waivers: what an office decided to let stand, read from a file in which a person wrote it down.

::

    waivers:
      - rule: DIR-01
        form: 2024-恩来干部学院-培训办班经费      # form_id as findings.csv prints it; 整批 where it prints none
        subject: 项目完成成本                      # optional: without it, all subjects of the rule on that form
        reason: 培训班次由市委年度计划确定
        approved_by: 绩效管理科 张三
        document: 淮财绩〔2024〕15号
        until: 2024-12-31                          # the last day it holds

Every mistake of the file is told at once, at its place. Source: rule-format.md.
"""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Final

from auditor.forms.vocabulary import Vocabulary
from auditor.marked import Mapping, Reporter, Sequence, Text, Value, load
from auditor.rulebook.leaves import LeafReader
from auditor.rulebook.pack import Pack
from auditor.rulebook.scope import Scope
from auditor.wording import LANGUAGES, say

_KEYS: Final = ("rule", "form", "subject", "reason", "approved_by", "document", "until")
_NEEDED: Final = tuple(key for key in _KEYS if key != "subject")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_NEAR: Final = 0.4


@dataclass(frozen=True, slots=True)
class Waiver:
    """One entry of a waiver file; ``subject`` is None for all subjects, ``until`` the last day it holds.

    ``form`` is empty for findings that concern no single form.
    """

    rule: str
    form: str
    reason: str
    approved_by: str
    document: str
    until: date
    file: str
    line: int
    subject: str | None = None

    def covers(self, subject: str) -> bool:
        """Tell whether a finding of this rule and form about ``subject`` is meant."""
        return self.subject is None or plain_subject(self.subject) == plain_subject(subject)


def read_day(text: str) -> date | None:
    """Give the day written as 2024-12-31, None for any other writing or a day the calendar does not have."""
    try:
        return date.fromisoformat(text) if _DAY.match(text) else None
    except ValueError:
        return None


def today() -> date:
    """Give the day it is where the program runs."""
    return datetime.now().astimezone().date()


def plain_form(text: str) -> str:
    """Give a form id as findings have it: without white space, and empty for what concerns the whole batch."""
    bare = _squeezed(text)
    return "" if bare in {_squeezed(say(lang, "waiver.batch")) for lang in LANGUAGES} else bare


def _squeezed(text: str) -> str:
    return "".join(text.split())


@cache
def plain_subject(text: str) -> str:
    """Give a subject as it is compared: without white space, a spreadsheet's apostrophe, and the report's language."""
    bare = _squeezed(text).removeprefix("'")
    for lang in LANGUAGES:
        if bare == _squeezed(say(lang, "finding.form")):
            return _squeezed(say("zh", "finding.form"))
        unnamed = re.escape(_squeezed(say(lang, "finding.unnamed_row", number="@"))).replace("@", "([0-9]+)")
        if row := re.fullmatch(unnamed, bare):
            return _squeezed(say("zh", "finding.unnamed_row", number=row[1]))
    return bare


def read_waivers(path: Path, packs: Iterable[Pack], reporter: Reporter) -> list[Waiver]:
    """Read a waiver file against the rules of the packs in use; every mistake is noted, wrong entries are left out."""
    top = load(path, path.as_posix(), reporter)
    return [] if top is None else _Reader(packs, reporter).read(top)


class _Reader:
    """Reads the entries of one file, and remembers them, so that none is written twice."""

    def __init__(self, packs: Iterable[Pack], reporter: Reporter) -> None:
        self._waivable: dict[str, bool] = {}
        for pack in packs:
            for rule in pack.rules:
                self._waivable[rule.id] = rule.waivable or self._waivable.get(rule.id, False)
        self._reporter = reporter
        self._leaves = LeafReader(Scope(Vocabulary.from_mappings([]), reporter))
        self._first: dict[tuple[str, str, str | None], Mapping] = {}

    def read(self, top: Mapping) -> list[Waiver]:
        self._leaves.closed(top, ("waivers",), ("waivers",))
        entries = top.get("waivers")
        if entries is None or (isinstance(entries, Text) and entries.is_null):
            return []
        if not isinstance(entries, Sequence):
            self._leaves.wrong(entries, "[{" + ", ".join(_KEYS) + "}, …]")
            return []
        found = [self._entry(entry) for entry in entries]
        return [waiver for waiver in found if waiver is not None]

    def _entry(self, entry: Value) -> Waiver | None:
        if not isinstance(entry, Mapping):
            self._leaves.expect_mapping(entry, _KEYS)
            return None
        before = len(self._reporter.problems)
        self._leaves.closed(entry, _KEYS, _NEEDED)
        texts = {key: text for key in _KEYS if key in entry and (text := self._filled(key, entry[key]))}
        if "rule" in texts:
            self._check_rule(texts["rule"], entry["rule"])
        until = self._day(texts.pop("until"), entry["until"]) if "until" in texts else None
        if until is None or len(self._reporter.problems) > before:
            return None
        texts["form"] = plain_form(texts["form"])
        waiver = Waiver(**texts, until=until, file=entry.file, line=entry.line)
        return waiver if self._is_first(waiver, entry) else None

    def _filled(self, key: str, value: Value) -> str:
        """Read a text that must say something: a blank subject would waive all of them."""
        text = " ".join(self._leaves.text(value).split())
        if isinstance(value, Text) and (value.is_null or not text):
            self._reporter.at(value, "waiver.blank", key=key)
            return ""
        return text

    def _check_rule(self, rule: str, place: Value) -> None:
        if rule not in self._waivable:
            near = difflib.get_close_matches(rule.upper(), self._waivable, 1, _NEAR)
            self._reporter.at(place, "pack.unknown_rule", found=rule, nearest=near[0] if near else "—")
        elif not self._waivable[rule]:
            self._reporter.at(place, "waiver.not_waivable", rule=rule)

    def _day(self, text: str, place: Value) -> date | None:
        day = read_day(text)
        if day is None:
            self._reporter.at(place, "waiver.day", found=text)
        return day

    def _is_first(self, waiver: Waiver, entry: Mapping) -> bool:
        subject = None if waiver.subject is None else plain_subject(waiver.subject)
        first = self._first.setdefault((waiver.rule, waiver.form, subject), entry)
        if first is not entry:
            self._reporter.at(entry, "waiver.twice", line=first.line)
        return first is entry
