"""findings.csv: UTF-8 with BOM, RFC 4180, one row a finding, cells that a spreadsheet would run defused.

Source: contract.md §4.
"""

import csv
import re
from operator import attrgetter
from pathlib import Path
from typing import Final

from auditor.findings.finding import COLUMNS, Finding
from auditor.reporting.output import Output
from auditor.reporting.whole import WholeFile

_FORMULA_STARTS: Final = frozenset("=+-@＝＋－＠\t\r\n")
_NUMBER: Final = re.compile(r"[+-]?\d+(\.\d+)?\Z", re.ASCII)
_cells = attrgetter(*COLUMNS)


def defused(cell: str) -> str:
    """Put an apostrophe before a cell that a spreadsheet would run as a formula; a plain number is none."""
    first = cell.lstrip(" \u3000")[:1]
    if first in _FORMULA_STARTS and first and not _NUMBER.match(cell):
        return "'" + cell
    return cell


def whole(cell: str) -> str:
    """Give a cell as it was before `defused`."""
    return cell[1:] if cell[:1] == "'" and cell[1:].lstrip(" \u3000")[:1] in _FORMULA_STARTS else cell


class CsvOutput(Output):
    """Writes findings one by one; nothing appears at ``path`` before `commit`."""

    def __init__(self, path: Path) -> None:
        """Open the output and write the header; raises `OutputError`."""
        super().__init__(path)
        self._file = WholeFile(path, encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file.stream, lineterminator="\r\n")
        self._writer.writerow(COLUMNS)

    def write(self, finding: Finding) -> None:
        """Add one finding."""
        self._writer.writerow([defused(cell) for cell in _cells(finding)])

    def commit(self) -> None:
        """Put the whole file in its place."""
        self._file.commit()

    def abort(self) -> None:
        """Leave nothing behind."""
        self._file.abort()
