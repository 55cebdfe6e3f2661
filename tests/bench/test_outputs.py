"""The benchmark of the outputs runs and prints every row, and what it has written is a whole run; speed is not asserted."""

import os
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from auditor.findings.finding import Finding
from auditor.findings.formrecord import FormRecord
from tests.bench.browsing import browse
from tests.bench.child import ROOT
from tests.bench.repeated import Repeated
from tests.bench.writing import write
from tests.reporting.browser import needs_chromium


@pytest.fixture(scope="module")
def repeated() -> Repeated:
    """Audit the real forms once."""
    return Repeated()


def test_the_benchmark_prints_its_rows() -> None:
    """A run over 50 findings prints each output with its figures, and no child process failed."""
    command = [sys.executable, "-m", "tests.bench.outputs", ".csv", ".xlsx", "--findings", "50", "--runs", "1", "--markdown"]  # fmt: skip
    environment = {**os.environ, "PYTHONUTF8": "1"}
    printed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env=environment).stdout.decode()
    assert re.search(r"^\| \(none\) \|", printed, re.MULTILINE)
    assert re.search(r"^\| \.csv \| [\d,]+ \| ", printed, re.MULTILINE)
    assert re.search(r"^\| \.xlsx \| [\d,]+ \| ", printed, re.MULTILINE)
    assert "FAILED" not in printed
    assert "50 findings, 1 runs" in printed


def test_findings_are_repeated_under_other_projects(repeated: Repeated) -> None:
    """Exactly as many as asked for, each with an id of its own, after its form, in a document of the head."""
    wanted = repeated.findings * 2 + 5
    rounds = list(repeated.rounds(wanted))
    events = [event for each in rounds for event in each.events]
    findings = [event for event in events if isinstance(event, Finding)]
    assert len({finding.finding_id for finding in findings}) == len(findings) == wanted
    assert [each.findings for each in rounds] == [repeated.findings, repeated.findings, 5]
    forms: set[str] = set()
    for event in events:
        if isinstance(event, FormRecord):
            forms.add(event.data["form_id"])
        else:
            assert event.crossed or event.form_id in forms
    assert {event.source for event in events} <= {each.source for each in repeated.head(wanted).inputs}


def test_what_is_written_is_whole(tmp_path: Path) -> None:
    """The workbook that is timed holds every finding: those that failed and those that could not be checked."""
    write(tmp_path / "out.xlsx", 60)
    book = openpyxl.load_workbook(tmp_path / "out.xlsx", read_only=True)
    rows = [len(list(book[name].iter_rows(2))) for name in ("整改台账", "无法判断")]
    assert sum(rows) == 60


@needs_chromium
def test_the_report_is_timed(tmp_path: Path) -> None:
    """Each step in the browser takes some time; a search at least the pause that it waits for."""
    write(tmp_path / "out.html", 200)
    times = browse(tmp_path / "out.html", 1)
    assert list(times) == ["first row", "search", "sort by message", "filter by severity"]
    assert all(milliseconds > 0 for milliseconds in times.values())
    assert times["search"] > 120
