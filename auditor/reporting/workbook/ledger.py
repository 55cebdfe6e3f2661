"""A ledger that people work in, brought up to date with a new run: nothing they typed is lost, nothing is signed off.

Rows go by their 问题编号 (finding id). What the new run no longer finds becomes 待复核, never 已销号: a person signs off. What
it finds again after that is opened again, and said to be. A finding is only closed when its form is in the new run, its
rule ran, and its check was made.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from auditor.errors import UsageError
from auditor.findings.finding import FAIL, WAIVED
from auditor.reporting.workbook.columns import LEDGER, NOT_ADOPTED, OPEN, SIGNED_OFF, STATES, TO_REVIEW, Column
from auditor.reporting.workbook.sheet import shown
from auditor.wording import LANGUAGES, say

TAKEN, REOPENED, CLOSED, ADDED, WAITING, WAIVED_NOW, UNCHECKED, NOT_IN_RUN, SETTLED = CHANGES = (
    "still_open",
    "reopened",
    "closed",
    "added",
    "waiting",
    "waived_now",
    "unchecked",
    "not_in_run",
    "settled",
)
"""What became of a row: found again; found again though it was waiting for review or signed off; no longer found, now 待复核;
new; no longer found and 待复核 before; held by a waiver now; its check could not be made; its form or rule is not in the run;
signed off or not adopted, and not found again."""
_TYPED: Final = frozenset(column.key for column in LEDGER if column.value is None or column.choices)
_SHEET_WORDS: Final = tuple(say(lang, "workbook.sheet_ledger") for lang in LANGUAGES)


@dataclass(slots=True)
class LedgerChanges:
    """How many rows went which way, and the numbers of those that a person should look at."""

    counts: Counter[str] = field(default_factory=Counter)
    named: dict[str, list[str]] = field(default_factory=dict)

    def note(self, change: str, finding_id: str) -> None:
        """Count one row."""
        self.counts[change] += 1
        self.named.setdefault(change, []).append(finding_id)


class Ledger:
    """The sheet 整改台账 of a workbook, found by its name and its headings, wherever people moved the columns."""

    def __init__(self, path: Path) -> None:
        """Open a workbook; raises `UsageError` when it is none, or has no such sheet or headings."""
        import openpyxl

        try:
            self.book = openpyxl.load_workbook(path)
        except Exception as error:
            raise UsageError("ledger.not_a_workbook", path=path, reason=type(error).__name__) from error
        sheets = [
            sheet
            for sheet in self.book.worksheets
            if sheet.title.split(" ")[0] in _SHEET_WORDS or sheet.title in _SHEET_WORDS
        ]
        if not sheets:
            raise UsageError("ledger.no_sheet", path=path, name=_SHEET_WORDS[0])
        self.sheet = sheets[-1]
        self.columns, self.lang = self._headings(path)

    def _headings(self, path: Path) -> tuple[dict[str, int], str]:
        heading = {str(cell.value).strip(): cell.column for cell in self.sheet[1] if cell.value is not None}
        for lang in LANGUAGES:
            found = {column.key: heading[text] for column in LEDGER if (text := column.heading(lang)) in heading}
            if {"finding_id", "state"} <= found.keys():
                return found, lang
        missing = [column.heading(LANGUAGES[0]) for column in LEDGER if column.key in ("finding_id", "state")]
        raise UsageError("ledger.no_headings", path=path, names="、".join(missing))

    def rows(self) -> Iterator[tuple[int, str]]:
        """Give row and finding id of every entry."""
        for row in range(2, self.sheet.max_row + 1):
            value = self.sheet.cell(row, self.columns["finding_id"]).value
            if value:
                yield row, str(value).strip()

    def get(self, row: int, key: str) -> str:
        """Give the text of a cell."""
        value = self.sheet.cell(row, self.columns[key]).value if key in self.columns else None
        return "" if value is None else str(value).strip()

    def put(self, row: int, key: str, value: Any) -> None:
        """Set a cell, if people kept its column."""
        if key in self.columns:
            self.sheet.cell(row, self.columns[key]).value = shown(value) if isinstance(value, str) else value

    def state(self, row: int) -> str:
        """Give the state of a row by its key; a word that is none of the states counts as open."""
        text = self.get(row, "state")
        return next((state for state in STATES if say(self.lang, f"workbook.{state}") == text), OPEN)


def update(ledger: Ledger, run: Mapping[str, Any]) -> LedgerChanges:
    """Bring a ledger up to date with a run record (`auditor audit --out run.json`)."""
    changes = LedgerChanges()
    findings = {finding["finding_id"]: finding for finding in run["findings"]}
    asked = _Asked(run)
    seen = set()
    for row, finding_id in ledger.rows():
        seen.add(finding_id)
        changes.note(_update_row(ledger, row, findings.get(finding_id), asked, run), finding_id)
    for finding_id, finding in findings.items():
        if finding["outcome"] == FAIL and finding_id not in seen:
            _append(ledger, finding, run)
            changes.note(ADDED, finding_id)
    return changes


class _Asked:
    """Which forms and rules a run asked about."""

    def __init__(self, run: Mapping[str, Any]) -> None:
        self._forms = {form["form_id"] for form in run["forms"]}
        self._projects = {(str(form["year"] or ""), form["project_name"] or "") for form in run["forms"]}
        self._rules = {rule["id"] for rule in run["rules"]}

    def __call__(self, year: str, project: str, rule_id: str) -> bool:
        return rule_id in self._rules and (not project or (year, project) in self._projects)


def _update_row(
    ledger: Ledger, row: int, finding: Mapping[str, Any] | None, asked: _Asked, run: Mapping[str, Any]
) -> str:
    state = ledger.state(row)
    if finding is not None and finding["outcome"] == FAIL:
        _fill(ledger, row, finding, run)
        if state not in (TO_REVIEW, SIGNED_OFF):
            return TAKEN
        ledger.put(row, "state", say(ledger.lang, f"workbook.{OPEN}"))
        return REOPENED
    if finding is not None:
        return WAIVED_NOW if finding["outcome"] == WAIVED else UNCHECKED
    if state in (SIGNED_OFF, NOT_ADOPTED):
        return SETTLED
    if not asked(ledger.get(row, "year"), ledger.get(row, "project_name"), ledger.get(row, "rule_id")):
        return NOT_IN_RUN
    if state == TO_REVIEW:
        return WAITING
    ledger.put(row, "state", say(ledger.lang, f"workbook.{TO_REVIEW}"))
    return CLOSED


def _fill(ledger: Ledger, row: int, finding: Mapping[str, Any], run: Mapping[str, Any]) -> None:
    """Write what the tool says of a finding; what people type is left alone."""
    for column, value in _told(finding, run, ledger.lang):
        ledger.put(row, column.key, value)


def _append(ledger: Ledger, finding: Mapping[str, Any], run: Mapping[str, Any]) -> None:
    from copy import copy

    above, row = ledger.sheet.max_row, ledger.sheet.max_row + 1
    _fill(ledger, row, finding, run)
    ledger.put(row, "state", say(ledger.lang, f"workbook.{OPEN}"))
    for column in range(1, ledger.sheet.max_column + 1):
        style = copy(ledger.sheet.cell(above, column)._style)  # type: ignore[union-attr]  # noqa: SLF001 - openpyxl has no other way
        ledger.sheet.cell(row, column)._style = style  # type: ignore[union-attr]  # noqa: SLF001
    for validation in ledger.sheet.data_validations.dataValidation:
        if any(area.min_row <= above <= area.max_row for area in validation.sqref.ranges):
            for area in validation.sqref.ranges:
                area.max_row = max(area.max_row, row)
    if ledger.sheet.auto_filter.ref:
        ledger.sheet.auto_filter.ref = f"A1:{ledger.sheet.cell(row, ledger.sheet.max_column).coordinate}"


def _told(finding: Mapping[str, Any], run: Mapping[str, Any], lang: str) -> Iterator[tuple[Column, object]]:
    """Give the columns that the tool fills in, and what stands there."""
    from auditor.reporting.workbook.record import entry_of

    entry = entry_of(finding, run, lang)
    for column in LEDGER:
        if column.key not in _TYPED and column.value is not None:
            yield column, column.value(entry)


def told(changes: LedgerChanges, lang: str) -> Sequence[str]:
    """Say what an update did, one line a kind of change that there was."""
    return [
        say(lang, f"ledger.{change}", count=changes.counts[change], ids="、".join(changes.named[change][:10]))
        for change in CHANGES
        if changes.counts[change]
    ]
