"""The contests of the formats run; speed is not asserted, for machines differ, but what is read right is."""

import os
import re
import subprocess
import sys

from tests.bench.child import ROOT


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
