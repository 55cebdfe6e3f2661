"""What rules over findings and over forms do to the findings they are about."""

from collections.abc import Iterable
from decimal import Decimal

from auditor.checking.batchrows import FormRow
from auditor.checking.batchview import FindingRow, RuleRow
from auditor.checking.rows import exact
from auditor.findings.asking import Check
from auditor.findings.finding import PASS, Finding
from auditor.findings.scribe import Scribe


def finding_row(finding: Finding, form: FormRow | None) -> FindingRow:
    """Give a finding as rules see it."""
    return FindingRow(
        finding.rule_id,
        finding.group,
        finding.severity,
        finding.outcome,
        finding.dimension,
        finding.subject,
        finding.field,
        exact(Decimal(finding.amount)) if finding.amount else None,
        bool(finding.loss),
        finding.loss,
        form,
        finding,
    )


def apply_effects(checks: Iterable[Check], scribe: Scribe) -> None:
    """Do what the rules of these checks say to the findings they are about."""
    for check in checks:
        effect, subject = check.program.rule.effect, check.subject.item
        if effect is None or check.outcome != PASS or not isinstance(subject, FindingRow):
            continue
        finding: Finding = subject.finding
        finding.message += scribe.fill(effect.note, check)
        finding.standing = effect.standing or finding.standing


def batch_notes(checks: Iterable[Check], scribe: Scribe) -> dict[str, str]:
    """Give, by the id of the rule that so many forms failed, what is told once for all of them."""
    found: dict[str, str] = {}
    for check in checks:
        effect, subject = check.program.rule.effect, check.subject.item
        if effect is not None and check.outcome == PASS and isinstance(subject, RuleRow):
            found[subject.rule_id] = scribe.fill(effect.batch_note, check)
    return found
