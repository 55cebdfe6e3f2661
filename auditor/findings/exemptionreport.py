"""What became of waivers and baseline in a run: nothing that was listed is passed over in silence."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from auditor.findings.baseline import Accepted, Baseline
from auditor.findings.finding import CANNOT_CHECK, Finding
from auditor.findings.waivers import Waiver

USED, EXPIRED, UNUSED, UNKNOWN_FORM, UNCHECKED, NOT_RUN = WAIVER_STATES = (
    "used",
    "expired",
    "unused",
    "unknown_form",
    "unchecked",
    "not_run",
)
"""A waiver held findings; its last day is over; there was nothing to hold; no form of the batch has that id; its check
could not be made; its rule was not run."""
HELD, STANDING, REFUSED, MENDED, ABSENT = ("held", "standing", "refused", "mended", "absent")
BASELINE_STATES: Final = (HELD, STANDING, REFUSED, MENDED, ABSENT, UNCHECKED, NOT_RUN)
"""An accepted finding is waived; stands, for the baseline has expired; stands, for its rule may not be waived; is no
longer found; its form is not in the batch; its check could not be made; its rule was not run."""
SHOWN: Final = 20
"""Waivers of one state that a summary lists, and unknown forms that the nearest one is looked for: each looks at all."""
_LIKENESS: Final = 60
"""From which likeness on, in per cent, a name may be what was meant."""


@dataclass(frozen=True, slots=True)
class WaiverUse:
    """What became of one waiver: its state, how many findings it covers, and how many of those stand.

    ``nearest`` is the form of the batch whose id is most like an unknown one, or the subject found most like an unused
    one; empty where none is.
    """

    waiver: Waiver
    state: str
    findings: int
    standing: int
    nearest: str


@dataclass(frozen=True, slots=True)
class BaselineUse:
    """What became of a baseline: every finding in it is counted in one state, so the counts add up to its length."""

    file: str
    until: date
    expired: bool
    counts: Counter[str]


@dataclass(frozen=True, slots=True)
class ExemptionReport:
    """What waivers and baseline came to on the day ``as_of``; ``waived`` findings are held by either."""

    as_of: date
    waived: int
    waivers: tuple[WaiverUse, ...]
    baseline: BaselineUse | None = None


@dataclass(slots=True)
class Met:
    """What a run has met of one waiver so far; ``others`` are subjects that failed and that it does not cover."""

    waiver: Waiver
    findings: int = 0
    standing: int = 0
    unchecked: bool = False
    others: set[str] = field(default_factory=set)

    def note(self, finding: Finding, *, stands: bool) -> None:
        """Note a finding of the waiver's rule and form."""
        covered = self.waiver.covers(finding.subject)
        if finding.outcome == CANNOT_CHECK:
            self.unchecked = self.unchecked or covered
        elif covered:
            self.findings += 1
            self.standing += stands
        else:
            self.others.add(finding.subject)

    def state(self, forms: Collection[str], rules: Collection[str], as_of: date) -> str:
        """Give what became of the waiver in a run of these rules over these forms."""
        if self.waiver.until < as_of:
            return EXPIRED
        if self.waiver.rule not in rules:
            return NOT_RUN
        if self.waiver.form not in forms:
            return UNKNOWN_FORM
        if self.findings:
            return USED
        return UNCHECKED if self.unchecked else UNUSED


def waiver_uses(met: Iterable[Met], forms: Collection[str], rules: Collection[str], as_of: date) -> Iterator[WaiverUse]:
    """Give what became of the waivers of a run, in their order."""
    names, unknown = sorted(forms), 0
    for each in met:
        waiver, state, nearest = each.waiver, each.state(forms, rules, as_of), ""
        if state == UNKNOWN_FORM and unknown < SHOWN:
            nearest = _nearest(waiver.form, names)
            unknown += 1
        elif state == UNUSED and waiver.subject is not None:
            nearest = _nearest(waiver.subject, sorted(each.others))
        yield WaiverUse(waiver, state, each.findings, each.standing, nearest)


def baseline_use(
    baseline: Baseline, met: dict[str, str], forms: Collection[str], rules: Collection[str], as_of: date
) -> BaselineUse:
    """Give what became of a baseline; ``met`` are the states of the findings that were made again."""

    def state(accepted: Accepted) -> str:
        if accepted.id in met:
            return met[accepted.id]
        if accepted.rule not in rules:
            return NOT_RUN
        return MENDED if accepted.form in forms else ABSENT

    counts = Counter(state(accepted) for accepted in baseline.findings.values())
    return BaselineUse(baseline.file, baseline.until, baseline.until < as_of, counts)


def _nearest(name: str, names: Sequence[str]) -> str:
    from rapidfuzz import fuzz, process

    found = process.extractOne(name, names, scorer=fuzz.WRatio, score_cutoff=_LIKENESS)
    return found[0] if found else ""
