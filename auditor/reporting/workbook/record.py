"""Findings out of a run record, for what works on records rather than on a run."""

from collections.abc import Mapping
from typing import Any

from auditor.findings.finding import COLUMNS, Finding
from auditor.reporting.output import RunHead
from auditor.reporting.workbook.columns import Entry


def finding_of(data: Mapping[str, Any]) -> Finding:
    """Give a finding of a run record as the value that outputs take."""
    cells: dict[str, Any] = {name: str(data.get(name, "")) for name in COLUMNS}
    return Finding(**cells, position=0, trial=False, standing=str(data.get("standing", "hit")))


def entry_of(data: Mapping[str, Any], run: Mapping[str, Any], lang: str) -> Entry:
    """Give a row of the sheets of findings."""
    head = RunHead(str(run["run"]), str(run["auditor"]), lang, str(run["profile"]), (), (), (), {})
    return Entry(0, head, finding_of(data))
