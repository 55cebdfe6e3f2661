"""Two runs held against each other, finding by finding: closed, still open, changed, new, and what the new run cannot tell.

Findings go by their lasting id, so that a reworded message or a moved row is no change of identity. A finding is closed only
when its form and its rule are in the new run; a findings.csv does not say which forms and rules ran, a run record does.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from auditor.findings.finding import FAIL

CLOSED, OPEN, CHANGED, NEW, UNCHECKED, WAIVED, NOT_IN_RUN = KINDS = (
    "closed",
    "open",
    "changed",
    "new",
    "unchecked",
    "waived",
    "not_in_run",
)
"""No longer found; found again just so; found again, but it says something else; not found before; could not be checked this
time; waived this time; its form or its rule is not in the new run."""
COMPARED: Final = ("severity", "found", "expected", "difference", "amount")
"""What makes a finding that is still there a changed one; its wording and its place do not."""
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Record:
    """What one run found: its findings, and, where it says so, the forms and rules that ran."""

    findings: Sequence[Row]
    forms: frozenset[str] | None = None
    rules: frozenset[str] | None = None

    def covers(self, row: Row) -> bool:
        """Tell whether the run asked what this finding is about; one that does not say so is taken to have."""
        has_form = self.forms is None or not row["form_id"] or row["form_id"] in self.forms
        return has_form and (self.rules is None or row["rule_id"] in self.rules)


@dataclass(frozen=True, slots=True)
class Change:
    """One finding of either run: what became of it, as the later run tells it, and the cells that changed (old, new)."""

    kind: str
    row: Row
    cells: tuple[tuple[str, str, str], ...] = ()


def compare(old: Record, new: Record) -> Iterator[Change]:
    """Give every finding that failed in either run, those of the old run in their order, then the new ones."""
    later = {row["finding_id"]: row for row in new.findings}
    before = {row["finding_id"] for row in old.findings if row["outcome"] == FAIL}
    for row in old.findings:
        if row["outcome"] == FAIL:
            yield _became(row, later.get(row["finding_id"]), new)
    for row in new.findings:
        if row["outcome"] == FAIL and row["finding_id"] not in before:
            yield Change(NEW, row)


def _became(row: Row, now: Row | None, new: Record) -> Change:
    if now is None:
        return Change(CLOSED if new.covers(row) else NOT_IN_RUN, row)
    if now["outcome"] != FAIL:
        return Change(WAIVED if now["outcome"] == "waived" else UNCHECKED, now)
    cells = tuple((name, row[name], now[name]) for name in COMPARED if row.get(name, "") != now.get(name, ""))
    return Change(CHANGED if cells else OPEN, now, cells)
