"""JUnit XML, for pipelines: a suite a document, a case a finding; errors fail, what could not be checked is skipped.

Findings below an error do not fail a pipeline: they stand in the output of their case. A document that could not be read is an
error of the run.
"""

import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Final
from xml.sax.saxutils import escape, quoteattr

from auditor.findings.finding import CANNOT_CHECK, FAIL, Finding
from auditor.reporting.output import Output, RunEnd, RunHead
from auditor.reporting.whole import WholeFile
from auditor.wording import say

_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FAILING: Final = "error"


class JunitOutput(Output):
    """Writes suites, as a stream: one suite is held back until its counts are known."""

    def __init__(self, path: Path) -> None:
        """Open the output; raises `OutputError`."""
        super().__init__(path)
        self._file = WholeFile(path, newline="")
        self._source: str | None = None
        self._lang = "zh"
        self._begin_suite()

    def begin(self, head: RunHead) -> None:
        """Begin the document."""
        self._lang = head.lang
        self._file.stream.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="auditor {head.version}">\n')

    def write(self, finding: Finding) -> None:
        """Write a finding as a case."""
        if finding.source != self._source:
            self._end_suite()
            self._source = finding.source
        self._cases.write(self._case(finding))

    def end(self, end: RunEnd) -> None:
        """Write what could not be read or judged, and end the document."""
        self._end_suite()
        told = [error.render(self._lang) for error in end.tally.unreadable]
        told += [f"{form}: {fault.render(self._lang)}" for form, fault in end.tally.faults]
        if told:
            self._source = say(self._lang, "sarif.not_checked")
            self._counts["tests"] = self._counts["errors"] = len(told)
            self._cases.writelines(_unread(told))
            self._end_suite()
        self._file.stream.write("</testsuites>\n")

    def commit(self) -> None:
        """Put the whole file in its place."""
        self._cases.close()
        self._file.commit()

    def abort(self) -> None:
        """Leave nothing behind."""
        self._cases.close()
        self._file.abort()

    def _begin_suite(self) -> None:
        self._cases: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8", newline="")  # noqa: SIM115 - closed with its suite
        self._counts = dict.fromkeys(("tests", "failures", "errors", "skipped"), 0)

    def _end_suite(self) -> None:
        """Put the suite that is open into the document, now that its counts are known."""
        if self._source is not None:
            counts = " ".join(f'{name}="{count}"' for name, count in self._counts.items())
            self._file.stream.write(f"<testsuite name={_attribute(self._source)} {counts}>\n")
            self._cases.seek(0)
            shutil.copyfileobj(self._cases, self._file.stream)
            self._file.stream.write("</testsuite>\n")
        self._cases.close()
        self._begin_suite()

    def _case(self, finding: Finding) -> str:
        self._counts["tests"] += 1
        name = f"{finding.rule_id} {finding.subject}".strip()
        text = "\n".join(filter(None, (finding.message, finding.fix, finding.basis, finding.finding_id)))
        if finding.outcome == FAIL and finding.severity == _FAILING and not finding.trial:
            self._counts["failures"] += 1
            inside = f"<failure message={_attribute(finding.message)} type={_attribute(finding.rule_id)}>{_text(text)}</failure>"
        elif finding.outcome == CANNOT_CHECK:
            self._counts["skipped"] += 1
            inside = f"<skipped message={_attribute(finding.message)}/>"
        else:
            inside = f"<system-out>{_text(f'{finding.outcome} {finding.severity}: {text}')}</system-out>"
        line = f" line={_attribute(finding.line)}" if finding.line else ""
        file = f" file={_attribute(finding.source)}{line}"
        return f"<testcase classname={_attribute(finding.form_id or finding.source)} name={_attribute(name)}{file}>{inside}</testcase>\n"


def _unread(lines: Sequence[str]) -> list[str]:
    return [f"<testcase name={_attribute(line)}><error message={_attribute(line)}/></testcase>\n" for line in lines]


def _text(text: str) -> str:
    return escape(_NO_XML.sub("\ufffd", text))


def _attribute(text: str) -> str:
    return quoteattr(_NO_XML.sub("\ufffd", text), {"\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})
