"""The benchmark runs and prints every row; no figure is asserted, for machines differ."""

import subprocess
import sys

import pytest

from auditor.engine.judge import ENGINES
from tests.bench.child import ROOT
from tests.bench.table import Table

ROWS = (
    "reading",
    *(f"judging, {engine}" for engine in ENGINES),
    "start-up, auditor --help",
    "end to end",
    "peak memory, 20 forms",
)


@pytest.mark.parametrize("options", [(), ("--markdown",)], ids=["text", "markdown"])
def test_the_benchmark_prints_all_its_rows(options: tuple[str, ...]) -> None:
    """A run over 20 forms prints each measure, and no child process failed."""
    command = [sys.executable, "-m", "tests.bench", "--forms", "20", "--runs", "1", *options]
    printed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, encoding="utf-8").stdout
    lines = [line.removeprefix("| ") for line in printed.splitlines()]
    assert [row for row in ROWS if not any(line.startswith(row) for line in lines)] == []
    assert "FAILED" not in printed
    assert "20 generated forms" in printed


def test_a_table_aligns_chinese_text() -> None:
    """Columns stand under one another although a Chinese character is two wide; markdown has a rule under its head."""
    table = Table(("a", "b"))
    table.add("总额", "1")
    assert table.as_text() == "a     b\n----  -\n总额  1"
    assert table.as_markdown() == "| a | b |\n| --- | --- |\n| 总额 | 1 |"
