"""Which findings may go into a baseline: those that failed, of rules that may be waived; the others are counted."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Final

from auditor.findings.baseline import Accepted
from auditor.findings.exemptions import unwaivable
from auditor.findings.finding import CANNOT_CHECK, FAIL, WAIVED, Finding
from auditor.rulebook.pack import Pack


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a baseline must know of a finding, made just now or read from findings.csv."""

    finding_id: str
    rule_id: str
    outcome: str
    form_id: str
    subject: str
    field: str
    pack: str

    @classmethod
    def of(cls, finding: Finding) -> "Candidate":
        """Give what a baseline must know of a finding."""
        return cls(*_cells(finding))


CANDIDATE_COLUMNS: Final = tuple(each.name for each in fields(Candidate))
_cells = attrgetter(*CANDIDATE_COLUMNS)


class Acceptance:
    """Takes the findings of a run; ``accepted`` are those for the baseline, by their ids; the counts say what stayed out.

    It is an output of a batch that writes nothing: the baseline is written when all findings are known.
    """

    def __init__(self, packs: Iterable[Pack]) -> None:
        """Hold the findings against the rules of these packs."""
        self._unwaivable = unwaivable(packs)
        self.accepted: dict[str, Accepted] = {}
        self.refused: Counter[str] = Counter()
        self.unchecked = 0
        self.waived = 0

    def write(self, finding: Finding) -> None:
        """Take one finding of a batch."""
        self.take(Candidate.of(finding))

    def commit(self) -> None:
        """Nothing is held back."""

    def abort(self) -> None:
        """Nothing is held back."""

    def take(self, found: Candidate) -> None:
        """Accept a finding, or count why not; an id that comes again, from another pack, is one finding."""
        self.unchecked += found.outcome == CANNOT_CHECK
        self.waived += found.outcome == WAIVED
        if found.outcome != FAIL:
            return
        if (found.pack, found.rule_id) in self._unwaivable:
            self.refused[found.rule_id] += 1
            return
        self.accepted[found.finding_id] = Accepted(
            found.form_id, found.rule_id, found.subject, found.field, found.finding_id
        )
