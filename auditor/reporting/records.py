"""Run records read back: ``auditor audit --out run.json`` of this run or an earlier one."""

import json
from pathlib import Path
from typing import Any, Final

from auditor.errors import UsageError

_NEEDED: Final = ("auditor", "run", "findings", "forms", "rules", "profile")


def load_run(path: Path) -> dict[str, Any]:
    """Read a run record; raises `UsageError` when the file is none."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError("ledger.no_record", path=path, reason=error.strerror or str(error)) from error
    except ValueError as error:
        raise UsageError("ledger.not_a_record", path=path) from error
    if not isinstance(found, dict) or any(key not in found for key in _NEEDED):
        raise UsageError("ledger.not_a_record", path=path)
    return found
