"""Waivers and findings for the tests: entries as a person writes them, and the findings of the real forms."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from auditor.errors import Problem
from auditor.findings.baseline import Accepted, Baseline
from auditor.findings.evaluation import Evaluation
from auditor.findings.exemptions import Exemptions
from auditor.findings.finding import Finding
from auditor.findings.waivers import Waiver, read_waivers
from auditor.marked import Reporter
from tests.checking.build import real_forms, standard_pack

TODAY: Final = date(2024, 6, 30)
TRAINING: Final = "2024-恩来干部学院-培训办班经费"
ENTRY: Final = {
    "rule": "DIR-01",
    "form": TRAINING,
    "subject": "项目完成成本",
    "reason": "培训班次由年度计划确定",
    "approved_by": "绩效管理科",
    "document": "淮财绩〔2024〕15号",
    "until": "2024-12-31",
}


def waiver(**changes: str | None) -> Waiver:
    """Give the waiver of the reversed cost operator, changed; ``subject=None`` waives the rule on the whole form."""
    texts = {**ENTRY, **changes}
    until = date.fromisoformat(str(texts.pop("until")))
    return Waiver(**texts, until=until, file="w.yaml", line=2)  # type: ignore[arg-type]


def waiver_of(finding: Finding, until: date = TODAY, line: int = 2) -> Waiver:
    """Give a waiver of just this finding's rule, form and subject."""
    made = waiver(rule=finding.rule_id, form=finding.form_id, subject=finding.subject)
    return replace(made, until=until, line=line)


def baseline_of(findings: Sequence[Finding], until: date = TODAY) -> Baseline:
    """Give a baseline of these findings."""
    accepted = {
        finding.finding_id: Accepted(
            finding.form_id, finding.rule_id, finding.subject, finding.field, finding.finding_id
        )
        for finding in findings
    }
    return Baseline("baseline.json", until, accepted)


def file_of(*entries: str) -> str:
    """Give a waiver file of entries in flow style."""
    return "waivers:\n" + "".join(f"  - {entry}\n" for entry in entries)


def entry(**changes: str) -> str:
    """Give one entry in flow style, changed; an empty text leaves the key out."""
    texts = {**ENTRY, **changes}
    return "{" + ", ".join(f"{key}: {text}" for key, text in texts.items() if text) + "}"


def read(text: str, folder: Path) -> tuple[list[Waiver], list[Problem]]:
    """Read the text of a waiver file against the shipped pack."""
    path = folder / "waivers.yaml"
    path.write_text(text, encoding="utf-8")
    reporter = Reporter()
    return read_waivers(path, [standard_pack()], reporter), sorted(reporter.problems)


@cache
def real_findings(lang: str = "zh") -> tuple[Finding, ...]:
    """Give the findings of the thirteen real forms, judged once; copy them before changing them."""
    judged = Evaluation(standard_pack(), engine="plain", lang=lang)
    return tuple(finding for of in real_forms() for finding in judged.evaluate(of).findings)


def found(rule: str, form: str = TRAINING, lang: str = "zh") -> list[Finding]:
    """Give copies of the real findings of one rule on one form."""
    return [replace(one) for one in real_findings(lang) if (one.rule_id, one.form_id) == (rule, form)]


def exempt(*waivers: Waiver, baseline: Baseline | None = None, today: date = TODAY) -> Exemptions:
    """Give the exemptions of a run of the shipped pack over the real forms, all of them noted."""
    made = Exemptions([standard_pack()], waivers, baseline, as_of=today)
    for of in real_forms():
        made.note_form(of.form_id)
    return made
