"""The contests of the formats run; speed is not asserted, for machines differ, but what is read right is."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.bench import documents, pdfs, scans
from tests.bench.child import ROOT
from tests.bench.contest import measure


def test_every_reader_has_its_row_and_ours_is_right() -> None:
    """A run over two files prints each reader; ours reads every text as it is shown."""
    command = [sys.executable, "-m", "tests.bench.formats", "spreadsheets", "--files", "2", "--runs", "1", "--markdown"]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    printed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env=environment).stdout.decode()
    rows = [line.split(" | ") for line in printed.splitlines() if re.match(r"\| xlsx? \|", line)]
    assert [(row[0], row[1]) for row in rows] == [
        ("| xlsx", "auditor"),
        ("| xlsx", "openpyxl"),
        ("| xlsx", "pandas.read_excel"),
        ("| xlsx", "python-calamine"),
        ("| xls", "auditor"),
        ("| xls", "xlrd"),
        ("| xls", "pandas.read_excel"),
        ("| xls", "python-calamine"),
    ]
    assert [row[4] for row in rows if row[1] == "auditor"] == ["100.00% |", "100.00% |"]


@pytest.mark.parametrize("number", range(3), ids=["docx", "html", "doc"])
def test_documents_are_read_right(number: int, tmp_path: Path) -> None:
    """Ours reads every text of the documents at its place; the others need not be installed."""
    contest = list(documents.contests(tmp_path, 2))[number]
    (measured,) = measure(replace(contest, readers={"auditor": contest.readers["auditor"]}), 1)
    assert measured.right == 1
    assert len(contest.readers) > 1


@pytest.mark.parametrize("number", range(2), ids=["of offices", "generated"])
def test_pdfs_are_read_right(number: int, tmp_path: Path) -> None:
    """Ours reads every row of the PDFs; the others need not be installed."""
    contest = list(pdfs.contests(tmp_path, 3))[number]
    (measured,) = measure(replace(contest, readers={"auditor": contest.readers["auditor"]}), 1)
    assert measured.right == 1
    assert len(contest.readers) > 1


def test_scans_compete(tmp_path: Path) -> None:
    """The clean scan and the bad one are read by ours and by the bare recogniser; how well, tests/reading/scanning says."""
    found = list(scans.contests(tmp_path, 1))
    if not found:
        pytest.skip("the extra ocr is not installed: pip install 'auditor[ocr]'")
    assert [(contest.format, *contest.readers) for contest in found] == [
        ("clean scan", "auditor", "rapidocr"),
        ("bad scan", "auditor", "rapidocr"),
    ]
    assert all(file.is_file() for contest in found for file in contest.files)
    assert all(len(shown) > 80 for contest in found for shown in contest.shown)
