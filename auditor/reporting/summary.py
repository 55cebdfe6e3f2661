"""What a run came to, small whatever its size: counts by severity, by project and by outcome."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from auditor.findings.discretion import Discretion
from auditor.findings.evaluation import Result
from auditor.findings.finding import CANNOT_CHECK, FAIL, Finding
from auditor.findings.masking import masked_id
from auditor.rulebook.rule import SEVERITIES, Param


@dataclass(slots=True)
class ProjectLine:
    """One project's counts: failures by severity, and checks that could not be made; ``of``: source and position of its form."""

    form_id: str
    of: tuple[str, int]
    project: str
    unit: str
    failures: Counter[str] = field(default_factory=Counter)
    cannot_check: int = 0
    damage: int = 0


class Summary:
    """Collects the counts of a run; only the projects with most failures are kept by name."""

    def __init__(self, shown: int, sleeping: Sequence[str] = (), settings: Sequence[tuple[str, Param]] = ()) -> None:
        """Keep at most ``shown`` projects.

        ``sleeping`` are the rules on trial that did not run, ``settings`` the thresholds set for this run. ``discretion`` masks
        what is told of projects.
        """
        self.shown = shown
        self.sleeping = sleeping
        self.settings = settings
        self.severities: Counter[str] = Counter()
        self.rules: Counter[str] = Counter()
        self.projects: list[ProjectLine] = []
        self.left_out = 0
        self.trial = 0
        self.worst: str | None = None
        self.discretion = Discretion("internal")

    def add(self, result: Result) -> None:
        """Count one form."""
        form = result.form
        line = ProjectLine(
            masked_id(form),
            (form.source, form.position),
            form.texts.get("project_name") or masked_id(form),
            form.texts.get("implementing_unit") or "",
        )
        line.damage = len(form.damage)
        for finding in result.findings:
            self._count(finding, line)
        self.projects.append(line)
        if len(self.projects) > 2 * self.shown:
            self._shorten()

    def write(self, finding: Finding) -> None:
        """Count a finding that concerns more than one form, with its project where that is kept by name."""
        if finding.crossed:
            line = next((line for line in self.projects if self._is_about(finding, line)), None)
            self._count(finding, line or ProjectLine("", ("", 0), "", ""))

    def _is_about(self, finding: Finding, line: ProjectLine) -> bool:
        """Tell whether a finding, masked already, is about a project."""
        return finding.position == line.of[1] and finding.form_id == self.discretion.form_id(line.form_id, line.of)

    def _count(self, finding: Finding, line: ProjectLine) -> None:
        if finding.outcome == CANNOT_CHECK:
            line.cannot_check += 1
        elif finding.outcome == FAIL:
            line.failures[finding.severity] += 1
            self.severities[finding.severity] += 1
            self.rules[finding.rule_id] += 1
            self._note_worst(finding.severity, trial=finding.trial)

    def lines(self) -> list[ProjectLine]:
        """Give the projects to show, in the order of the batch."""
        self._shorten()
        return [
            replace(
                line, project=self.discretion.text(line.project, line.of), unit=self.discretion.text(line.unit, line.of)
            )
            for line in self.projects
        ]

    def _note_worst(self, severity: str, *, trial: bool) -> None:
        if trial:
            self.trial += 1
        elif self.worst is None or SEVERITIES.index(severity) < SEVERITIES.index(self.worst):
            self.worst = severity

    def _shorten(self) -> None:
        """Drop the projects with the fewest failures, keeping the order of the batch among the others."""
        if len(self.projects) <= self.shown:
            return
        ranked = sorted(
            range(len(self.projects)),
            key=lambda at: (tuple(-self.projects[at].failures[severity] for severity in SEVERITIES), at),
        )
        kept = sorted(ranked[: self.shown])
        self.left_out += len(self.projects) - len(kept)
        self.projects = [self.projects[at] for at in kept]
