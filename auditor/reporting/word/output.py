"""``--out NAME.docx``: the opinion sheets of all projects, then the notices to all units."""

from pathlib import Path
from typing import Any, ClassVar

from auditor.findings.finding import Finding
from auditor.findings.formrecord import FormRecord
from auditor.reporting.output import Output, RunEnd, RunHead
from auditor.reporting.whole import WholeFile
from auditor.reporting.word.document import Document
from auditor.reporting.word.notice import Notices, write_notice
from auditor.reporting.word.sheet import write_sheet
from auditor.wording import say


class WordOutput(Output):
    """Writes the document; of all findings only those of one form are in memory."""

    wants_forms: ClassVar[bool] = True

    def __init__(self, path: Path) -> None:
        """Open the output; raises `OutputError`."""
        super().__init__(path)
        self._file = WholeFile(path, binary=True)
        self._document, self._notices = Document(), Notices()
        self._form: dict[str, Any] | None = None
        self._findings: list[Finding] = []

    def begin(self, head: RunHead) -> None:
        """Take language and number of the run."""
        self._lang, self._run = head.lang, head.number

    def form(self, form: FormRecord) -> None:
        """Begin the sheet of a form."""
        self._end_sheet()
        self._form = form.data

    def write(self, finding: Finding) -> None:
        """Take a finding for the sheet of its form and the notice to its unit."""
        self._notices.add(finding, self._lang)
        if self._form is not None and finding.form_id == self._form["form_id"]:
            self._findings.append(finding)

    def end(self, end: RunEnd) -> None:
        """Write the last sheet, what was not checked, and the notices."""
        self._end_sheet()
        unread = [error.render(self._lang) for error in end.tally.unreadable]
        unread += [f"{form}: {fault.render(self._lang)}" for form, fault in end.tally.faults]
        if unread:
            self._document.page_break()
            self._document.paragraph(say(self._lang, "word.unread_title"), "Title")
            for line in unread:
                self._document.paragraph(line)
        for unit in self._notices.units():
            write_notice(self._document, unit, self._notices, self._run, self._lang)
        self._document.save(self._file.stream)

    def commit(self) -> None:
        """Put the whole document in its place."""
        self._close()
        self._file.commit()

    def abort(self) -> None:
        """Leave nothing behind."""
        self._close()
        self._file.abort()

    def _end_sheet(self) -> None:
        if self._form is not None:
            write_sheet(self._document, self._form, self._findings, self._lang)
        self._form, self._findings = None, []

    def _close(self) -> None:
        self._document.close()
        self._notices.close()
