"""The account of a run: every rule × subject of every form in exactly one of five outcomes, and nothing missing."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from auditor.errors import EngineFault, UnreadableDocument
from auditor.findings.exemptionreport import ExemptionReport
from auditor.findings.finding import FAIL, OUTCOMES, WAIVED
from auditor.findings.notes import BatchNote


class Account:
    """Counts outcomes per rule, and the subjects asked about, so that the two can be held against each other."""

    def __init__(self, rule_ids: tuple[str, ...]) -> None:
        """Begin with nothing counted for these rules."""
        self.rule_ids = rule_ids
        self.forms = 0
        self._opened: Counter[int] = Counter()
        self._outcomes: Counter[tuple[int, str]] = Counter()

    def add(self, opened: Mapping[int, int], outcomes: Mapping[tuple[int, str], int], first: int = 0) -> None:
        """Add the subjects of some rules before judging, and how they ended.

        Rules go by their number; ``first`` is the number that their first has here.
        """
        for number, count in opened.items():
            self._opened[number + first] += count
        for (number, outcome), count in outcomes.items():
            self._outcomes[number + first, outcome] += count

    def waive(self, number: int) -> None:
        """Move one check of a rule (by its number) from ``fail`` to ``waived``."""
        self._outcomes[number, FAIL] -= 1
        self._outcomes[number, WAIVED] += 1

    def joined(self, other: "Account") -> "Account":
        """Give the account of this part and another part of a run, whose rules may be other ones."""
        joined = Account(self.rule_ids + other.rule_ids)
        joined.forms = self.forms + other.forms
        shift = len(self.rule_ids)
        joined._opened = self._opened + Counter({at + shift: count for at, count in other._opened.items()})  # noqa: SLF001
        moved = {(at + shift, outcome): count for (at, outcome), count in other._outcomes.items()}  # noqa: SLF001
        joined._outcomes = self._outcomes + Counter(moved)
        return joined

    def of_rule(self, rule_id: str, outcome: str) -> int:
        """Give the number of checks of one rule with this outcome."""
        return self._outcomes[self.rule_ids.index(rule_id), outcome]

    def total(self, outcome: str) -> int:
        """Give the number of checks with this outcome."""
        return sum(count for (_, found), count in self._outcomes.items() if found == outcome)

    @property
    def checks(self) -> int:
        """Give the number of checks opened: forms × rules × subjects."""
        return self._opened.total()

    @property
    def adds_up(self) -> bool:
        """True when the five outcomes together are the checks opened, rule by rule."""
        return all(
            self._opened[number] == sum(self._outcomes[number, outcome] for outcome in OUTCOMES)
            for number in range(len(self.rule_ids))
        )

    def without_subject(self) -> list[str]:
        """Give the rules that found no subject on any form of the batch."""
        return [rule_id for number, rule_id in enumerate(self.rule_ids) if not self._opened[number]]


@dataclass(slots=True)
class Tally:
    """What a run met: forms judged, documents it could not read, forms the engine could not judge, waivers it held.

    ``passed_over`` names files in folders and archives that hold no form whatever is in them, such as programs. ``notes`` are told once for most forms of the batch.
    """

    forms: int = 0
    unreadable: list[UnreadableDocument] = field(default_factory=list)
    faults: list[tuple[str, EngineFault]] = field(default_factory=list)
    exemptions: ExemptionReport | None = None
    passed_over: list[str] = field(default_factory=list)
    notes: list[BatchNote] = field(default_factory=list)
