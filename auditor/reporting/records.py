"""Runs read back: a run record (``auditor audit --out run.json``) or, with less in it, a findings.csv."""

import csv
import io
import json
from pathlib import Path
from typing import Any, Final

from auditor.errors import UsageError
from auditor.findings.comparison import Record
from auditor.findings.finding import COLUMNS
from auditor.reporting.csv_table import whole

_NEEDED: Final = ("auditor", "run", "findings", "forms", "rules", "profile")
_COLUMNS: Final = ("finding_id", "rule_id", "form_id", "outcome", "severity")


def load_run(path: Path) -> dict[str, Any]:
    """Read a run record; raises `UsageError` when the file is none."""
    try:
        found = json.loads(_text(path))
    except ValueError as error:
        raise UsageError("ledger.not_a_record", path=path) from error
    if not isinstance(found, dict) or any(key not in found for key in _NEEDED):
        raise UsageError("ledger.not_a_record", path=path)
    return found


def load_record(path: Path) -> Record:
    """Read the findings of a run out of its record or its findings.csv; raises `UsageError`."""
    if path.suffix.lower() == ".json":
        run = load_run(path)
        forms, rules = (form["form_id"] for form in run["forms"]), (rule["id"] for rule in run["rules"])
        return Record([_row(row) for row in run["findings"]], frozenset(forms), frozenset(rules))
    try:
        rows = list(csv.DictReader(io.StringIO(_text(path), newline=""), strict=True))
    except csv.Error as error:
        raise UsageError("ledger.not_findings", path=path, names="、".join(_COLUMNS)) from error
    if rows and any(name not in rows[0] for name in _COLUMNS):
        raise UsageError("ledger.not_findings", path=path, names="、".join(_COLUMNS))
    return Record([_row(row) for row in rows])


def _row(row: dict[str, Any]) -> dict[str, str]:
    return {name: whole(str(row.get(name) or "")) for name in COLUMNS}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError("ledger.no_record", path=path, reason=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise UsageError("ledger.not_a_record", path=path) from error
