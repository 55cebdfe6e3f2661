"""The account of a run: every rule × subject of every form in exactly one of five outcomes, and nothing missing."""

from collections import Counter
from dataclasses import dataclass, field

from auditor.errors import EngineFault, UnreadableDocument
from auditor.findings.finding import OUTCOMES


class Account:
    """Counts outcomes per rule, and the subjects asked about, so that the two can be held against each other."""

    def __init__(self, rule_ids: tuple[str, ...]) -> None:
        """Begin with nothing counted for these rules."""
        self.rule_ids = rule_ids
        self.forms = 0
        self.subjects: Counter[str] = Counter()
        self.outcomes: Counter[tuple[str, str]] = Counter()

    def open(self, rule_id: str, subjects: int) -> None:
        """Note how many subjects a rule has on one form, before any of them is judged."""
        self.subjects[rule_id] += subjects

    def close(self, rule_id: str, outcome: str, count: int = 1) -> None:
        """Note the outcome of ``count`` subjects."""
        self.outcomes[rule_id, outcome] += count

    def add(self, other: "Account") -> None:
        """Add the account of another part of the batch."""
        self.forms += other.forms
        self.subjects.update(other.subjects)
        self.outcomes.update(other.outcomes)

    def total(self, outcome: str) -> int:
        """Give the number of checks with this outcome."""
        return sum(count for (_, found), count in self.outcomes.items() if found == outcome)

    @property
    def checks(self) -> int:
        """Give the number of checks opened: forms × rules × subjects."""
        return self.subjects.total()

    @property
    def adds_up(self) -> bool:
        """True when the five outcomes together are the checks opened, rule by rule."""
        return all(
            self.subjects[rule_id] == sum(self.outcomes[rule_id, outcome] for outcome in OUTCOMES)
            for rule_id in self.subjects
        )

    def without_subject(self) -> list[str]:
        """Give the rules that found no subject on any form of the batch."""
        return [rule_id for rule_id in self.rule_ids if not self.subjects[rule_id]]


@dataclass(slots=True)
class Tally:
    """What a run met: forms judged, forms with damage, documents it could not read, forms the engine could not judge."""

    forms: int = 0
    damaged: int = 0
    unreadable: list[UnreadableDocument] = field(default_factory=list)
    faults: list[tuple[str, EngineFault]] = field(default_factory=list)
