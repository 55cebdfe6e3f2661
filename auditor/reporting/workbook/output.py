"""``--out NAME.xlsx``: one workbook a run, streamed; its sheets are described in `columns`, `totals` and `rule_rows`."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from xlsxwriter.workbook import Workbook

from auditor.findings.account import Tally
from auditor.findings.finding import CANNOT_CHECK, FAIL, Finding
from auditor.reporting.output import Output, RunEnd, RunHead
from auditor.reporting.whole import WholeFile
from auditor.reporting.workbook import rule_rows
from auditor.reporting.workbook.columns import LEDGER, PROBLEM, Column, Entry
from auditor.reporting.workbook.sheet import Sheet, Styles
from auditor.reporting.workbook.totals import Totals
from auditor.wording import say

_WRITTEN_ON: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed day: the same findings give the same bytes
_OPTIONS: Final = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


class Listing:
    """A sheet of findings, numbered; goes on in a further sheet where one is full."""

    def __init__(self, book: Workbook, styles: Styles, name: str, columns: Sequence[Column], head: RunHead) -> None:
        """Begin the first sheet; ``name`` is the key of its name."""
        self._book, self._styles, self._columns, self._head = book, styles, columns, head
        self._name = say(head.lang, f"workbook.sheet_{name}")
        self._blanks = [at for at, column in enumerate(columns) if column.value is None or column.choices]
        self._coloured = next(at for at, column in enumerate(columns) if column.key == "severity")
        self._sheets = 0
        self._number = 0
        self._sheet = self._next()

    def add(self, finding: Finding) -> None:
        """Write one finding."""
        if self._sheet.is_full:
            self.close()
            self._sheet = self._next()
        self._number += 1
        entry = Entry(self._number, self._head, finding)
        values = ["" if column.value is None else column.value(entry) for column in self._columns]
        self._sheet.write(values, finding.severity, self._blanks, self._coloured)

    def close(self) -> None:
        """End the sheet, with the words to choose from."""
        words = {at: column.choice_words(self._head.lang) for at, column in enumerate(self._columns) if column.choices}
        self._sheet.close(words)

    def _next(self) -> Sheet:
        self._sheets += 1
        name = self._name if self._sheets == 1 else f"{self._name} {self._sheets}"
        headings = [column.heading(self._head.lang) for column in self._columns]
        return Sheet(self._book, self._styles, name, headings, [column.width for column in self._columns])


class WorkbookOutput(Output):
    """Writes the workbook. What most forms of a batch share stands once in 共性问题 and form by form in 整改台账."""

    def __init__(self, path: Path) -> None:
        """Open the output; raises `OutputError`."""
        super().__init__(path)
        self._file = WholeFile(path, binary=True)
        self._book = Workbook(self._file.stream, _OPTIONS)
        self._book.set_properties({"created": _WRITTEN_ON})
        self._styles = Styles(self._book)
        self._totals = Totals()

    def begin(self, head: RunHead) -> None:
        """Begin the sheets of findings."""
        self._head = head
        self._problems = Listing(self._book, self._styles, "problems", PROBLEM, head)
        self._ledger = Listing(self._book, self._styles, "ledger", LEDGER, head)
        self._unchecked = Listing(self._book, self._styles, "unchecked", PROBLEM, head)

    def write(self, finding: Finding) -> None:
        """Put a finding into the sheets it belongs to."""
        self._totals.add(finding)
        if finding.outcome == CANNOT_CHECK:
            self._unchecked.add(finding)
        elif finding.outcome == FAIL:
            self._ledger.add(finding)
            if not finding.batch_note:
                self._problems.add(finding)

    def end(self, end: RunEnd) -> None:
        """Write what most forms share, the sums and the rules."""
        for listing in (self._problems, self._ledger, self._unchecked):
            listing.close()
        lang = self._head.lang
        self._table("notes", _note_headings(lang), _note_rows(end.tally, lang), (10, 30, 9, 8, 44, 56))
        self._table("totals", *self._totals.by_department(lang), (26, 10, 10, 10, 12, 16))
        self._table("by_project", *self._totals.by_project(lang), (24, 24, 30))
        self._table("rules", rule_rows.headings(lang), rule_rows.rows(self._head, end), rule_rows.WIDTHS)
        self._book.close()

    def commit(self) -> None:
        """Put the whole workbook in its place."""
        self._file.commit()

    def abort(self) -> None:
        """Leave nothing behind."""
        self._file.abort()

    def _table(
        self, name: str, headings: Sequence[str], rows: Iterable[Sequence[object]], widths: Sequence[int]
    ) -> None:
        sheet = Sheet(self._book, self._styles, say(self._head.lang, f"workbook.sheet_{name}"), headings, widths)
        for row in rows:
            sheet.write(row)
        sheet.close()


def _note_headings(lang: str) -> list[str]:
    names = ("rule_id", "summary", "severity", "forms", "description", "projects")
    return [say(lang, f"workbook.{name}") for name in names]


def _note_rows(tally: Tally, lang: str) -> Iterable[list[object]]:
    for note in tally.notes:
        severity = say(lang, f"report.{note.severity}")
        yield [note.rule_id, note.title, severity, note.count, note.text, "、".join(note.forms)]
