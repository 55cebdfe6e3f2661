"""Whether a finding is waived: one function decides, for findings of every kind of rule.

A ``fail`` is waived when its rule may be waived and something holds it on the day of the run; the first of these, in
this order: a waiver of its subject, a waiver of its rule on the whole form, the baseline. A ``cannot_check`` never is:
nobody can accept what is not known, and a check that could not be made must not look settled.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from auditor.errors import InvalidExemptions
from auditor.findings.baseline import Baseline, read_baseline
from auditor.findings.exemptionreport import (
    HELD,
    REFUSED,
    STANDING,
    UNCHECKED,
    ExemptionReport,
    Met,
    baseline_use,
    waiver_uses,
)
from auditor.findings.finding import FAIL, WAIVED, Finding
from auditor.findings.waivers import Waiver, read_waivers, today
from auditor.marked import Reporter
from auditor.rulebook.pack import Pack
from auditor.wording import say


class Exemptions:
    """The waivers and the baseline of a run, and what they have held so far."""

    def __init__(
        self, packs: Iterable[Pack], waivers: Iterable[Waiver] = (), baseline: Baseline | None = None, *, as_of: date
    ) -> None:
        """Take what was read; ``as_of`` is the day of the run."""
        self.as_of = as_of
        self.baseline = baseline
        self._unwaivable = unwaivable(packs)
        self._waivers = [Met(waiver) for waiver in sorted(waivers, key=lambda waiver: (waiver.file, waiver.line))]
        self._by_key: dict[tuple[str, str], list[Met]] = {}
        for met in sorted(self._waivers, key=lambda met: met.waiver.subject is None):
            self._by_key.setdefault((met.waiver.rule, met.waiver.form), []).append(met)
        self._accepted: dict[str, str] = {}
        self._forms = {""}  # what concerns no single form is always there
        self._waived = 0

    @property
    def approvers(self) -> list[str]:
        """Give whom the waivers name as those who approved them."""
        return [met.waiver.approved_by for met in self._waivers]

    def note_form(self, form_id: str) -> None:
        """Note a form of the batch, so that waivers of forms that are not there can be told."""
        self._forms.add(form_id)

    def apply(self, finding: Finding, lang: str) -> bool:
        """Waive the finding if something holds it: its outcome changes, and its message says by whom and until when.

        To be called once for every finding, where it is made. Tells whether the finding is waived.
        """
        holder = self._holder(finding)
        for met in self._by_key.get((finding.rule_id, finding.form_id), ()):
            met.note(finding, stands=holder is None)
        if self._lists(finding):
            self._accepted[finding.finding_id] = self._state(finding, holder)
        if holder is None:
            return False
        self._waived += 1
        finding.outcome = WAIVED
        finding.message += _words(holder, lang)
        return True

    def report(self, rules: Collection[str]) -> ExemptionReport:
        """Give what became of every waiver and of the baseline, once all forms are judged by ``rules``."""
        asked = frozenset(rules)
        uses = tuple(waiver_uses(self._waivers, self._forms, asked, self.as_of))
        report = ExemptionReport(self.as_of, self._waived, uses)
        if self.baseline is None:
            return report
        listed = baseline_use(self.baseline, self._accepted, self._forms, asked, self.as_of)
        return replace(report, baseline=listed)

    def _holder(self, finding: Finding) -> Waiver | Baseline | None:
        """Decide whether a finding is waived: give what holds it, None when it stands."""
        if finding.outcome != FAIL or (finding.pack, finding.rule_id) in self._unwaivable:
            return None
        for met in self._by_key.get((finding.rule_id, finding.form_id), ()):
            if met.waiver.until >= self.as_of and met.waiver.covers(finding.subject):
                return met.waiver
        if self.baseline is not None and self.baseline.until >= self.as_of and self._lists(finding):
            return self.baseline
        return None

    def _lists(self, finding: Finding) -> bool:
        return self.baseline is not None and finding.finding_id in self.baseline.findings

    def _state(self, finding: Finding, holder: Waiver | Baseline | None) -> str:
        """Give what becomes of a finding that the baseline lists."""
        if finding.outcome != FAIL:
            return UNCHECKED
        if holder is not None:
            return HELD
        return REFUSED if (finding.pack, finding.rule_id) in self._unwaivable else STANDING


def unwaivable(packs: Iterable[Pack]) -> frozenset[tuple[str, str]]:
    """Give the rules that nothing may waive, as (pack, rule id)."""
    return frozenset((pack.name, rule.id) for pack in packs for rule in pack.rules if not rule.waivable)


def load_exemptions(
    packs: Sequence[Pack], waivers: Path | None, baseline: Path | None, as_of: date | None = None
) -> Exemptions | None:
    """Read the files that were given, None for neither; raises `InvalidExemptions` with all mistakes of both.

    ``as_of`` is the day of the run, by default today.
    """
    if waivers is None and baseline is None:
        return None
    reporter = Reporter()
    entries = [] if waivers is None else read_waivers(waivers, packs, reporter)
    accepted = None if baseline is None else read_baseline(baseline, reporter)
    if reporter.problems:
        raise InvalidExemptions(reporter.problems)
    return Exemptions(packs, entries, accepted, as_of=as_of or today())


def _words(holder: Waiver | Baseline, lang: str) -> str:
    until = holder.until.isoformat()
    if isinstance(holder, Baseline):
        return say(lang, "waiver.by_baseline", until=until)
    return say(
        lang,
        "waiver.by_waiver",
        approved_by=holder.approved_by,
        document=holder.document,
        reason=holder.reason,
        until=until,
    )
