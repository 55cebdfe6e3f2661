"""整改通知: one a unit, with numbered problems, what is asked of the unit, a deadline to fill in, and a reply form.

Elements of a notice: domain/outputs.md §5.2. Only errors and warnings are put to a unit; what most forms of the batch share
stands once, with its projects.
"""

import sqlite3
from collections.abc import Iterator
from itertools import chain
from typing import Final, NamedTuple

from auditor.findings.finding import FAIL, Finding
from auditor.reporting.word.document import Document
from auditor.wording import say

_PUT: Final = ("error", "warning")
_OWN: Final = """
    SELECT project, severity, title, message, fix, basis, place FROM problems WHERE unit = ? AND shared = '' ORDER BY number
"""
_SHARED: Final = """
    SELECT group_concat(DISTINCT project), severity, title, message, fix, basis, place FROM problems
    WHERE unit = ? AND shared <> '' GROUP BY shared ORDER BY min(number)
"""
_COUNT: Final = """
    SELECT count(CASE WHEN shared = '' THEN 1 END) + count(DISTINCT nullif(shared, '')) FROM problems WHERE unit = ?
"""
_REPLY_WIDTHS: Final = (12, 36, 42, 36, 22, 20)


class Problem(NamedTuple):
    """One problem of a unit: the projects it is about, and its texts."""

    projects: str
    severity: str
    title: str
    message: str
    fix: str
    basis: str
    place: str


class Notices:
    """Keeps the problems by unit, on disk, until all are known."""

    def __init__(self) -> None:
        """Begin with none."""
        self._file = sqlite3.connect("", isolation_level=None)
        self._file.execute("PRAGMA journal_mode = OFF")
        columns = "unit TEXT, shared TEXT, number INTEGER, project TEXT, severity TEXT, title TEXT, message TEXT, fix TEXT, basis TEXT, place TEXT"
        self._file.execute(f"CREATE TABLE problems ({columns})")
        self._count = 0

    def add(self, finding: Finding, lang: str) -> None:
        """Take a finding that is put to its unit."""
        if finding.outcome != FAIL or finding.severity not in _PUT or finding.trial:
            return
        self._count += 1
        unit = finding.implementing_unit or finding.department
        place = say(lang, "word.place", source=finding.source, at=finding.line or finding.cell or "—")
        shared = finding.rule_id if finding.batch_note else ""
        message = finding.batch_note or finding.message
        texts = (finding.project_name, finding.severity, finding.rule_title, message, finding.fix, finding.basis, place)
        row = [text.encode("utf-8", "replace").decode() for text in (unit, shared, *texts)]
        self._file.execute(
            "INSERT INTO problems VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row[:2], self._count, *row[2:])
        )

    def units(self) -> Iterator[str]:
        """Give the units that have problems, by name, once all problems are known."""
        self._file.execute("CREATE INDEX by_unit ON problems (unit, shared, number)")
        for (unit,) in self._file.execute("SELECT DISTINCT unit FROM problems ORDER BY unit").fetchall():
            yield unit

    def of(self, unit: str) -> Iterator[Problem]:
        """Give the problems of a unit: its own in their order, then those it shares with most others, each once."""
        for query in (_OWN, _SHARED):
            for row in self._file.execute(query, (unit,)):
                yield Problem(*row)

    def count(self, unit: str) -> int:
        """Give the number of problems of a unit."""
        (count,) = self._file.execute(_COUNT, (unit,)).fetchone()
        return int(count)

    def close(self) -> None:
        """Throw the file away."""
        self._file.close()


def write_notice(document: Document, unit: str, notices: Notices, run: str, lang: str) -> None:
    """Write the notice to one unit, with its reply form; its problems are read twice rather than held."""
    document.page_break()
    document.paragraph(say(lang, "word.notice_title"), "Title")
    document.paragraph(say(lang, "word.notice_number"), "", "right")
    document.paragraph(say(lang, "word.notice_to", unit=unit or say(lang, "word.no_unit")))
    document.paragraph(say(lang, "word.notice_begin", count=notices.count(unit), run=run))
    document.paragraph(say(lang, "word.notice_problems"), "Heading1")
    for number, problem in enumerate(notices.of(unit), 1):
        document.paragraph(
            say(lang, "word.notice_problem", number=number, projects=problem.projects, message=problem.message)
        )
        details = say(
            lang, "word.notice_details", fix=problem.fix or "—", basis=problem.basis or "—", place=problem.place
        )
        document.paragraph(details, "Small")
    document.paragraph(say(lang, "word.notice_asked"), "Heading1")
    for name in ("notice_verify", "notice_deadline", "notice_reply"):
        document.paragraph(say(lang, f"word.{name}"))
    document.paragraph(say(lang, "word.notice_seal"), "", "right")
    document.page_break()
    document.paragraph(say(lang, "word.reply_title"), "Title")
    heads = [
        say(lang, f"word.{name}") for name in ("number", "project_name", "problem", "measures", "done_on", "person")
    ]
    rows = ([str(number), each.projects, each.title, "", "", ""] for number, each in enumerate(notices.of(unit), 1))
    document.table(chain([heads], rows), _REPLY_WIDTHS, heading=True)
    document.paragraph(say(lang, "word.reply_signature"))
