"""汇总: findings by department and severity, by project and group, and the money involved."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal

from auditor.findings.finding import CANNOT_CHECK, FAIL, Finding
from auditor.reporting.workbook.columns import group_title
from auditor.rulebook.rule import SEVERITIES
from auditor.wording import say

Row = list[object]


class Totals:
    """Counts findings as they come; grows with the projects of a batch, not with its findings."""

    def __init__(self) -> None:
        """Begin with nothing counted."""
        self._departments: dict[str, Counter[str]] = {}
        self._projects: dict[tuple[str, str, str], Counter[str]] = {}
        self._money: defaultdict[str, Decimal] = defaultdict(Decimal)
        self._groups: dict[str, None] = {}

    def add(self, finding: Finding) -> None:
        """Count a failing check, or one that could not be made."""
        kind = finding.severity if finding.outcome == FAIL else finding.outcome
        if kind not in (*SEVERITIES, CANNOT_CHECK):
            return
        self._departments.setdefault(finding.department, Counter())[kind] += 1
        if kind == CANNOT_CHECK:
            return
        self._groups.setdefault(finding.group)
        key = (finding.department, finding.implementing_unit, finding.project_name or finding.form_id)
        self._projects.setdefault(key, Counter())[finding.group] += 1
        if finding.amount:
            self._money[finding.department] += Decimal(finding.amount)

    def by_department(self, lang: str) -> tuple[list[str], Iterator[Row]]:
        """Give heading and rows: errors, warnings, infos, what could not be checked, money involved (万元)."""
        kinds = (*SEVERITIES, CANNOT_CHECK)
        heading = [
            say(lang, "workbook.department"),
            *(say(lang, f"report.{kind}") for kind in kinds),
            say(lang, "workbook.amount_sum"),
        ]
        return heading, self._department_rows(lang, kinds)

    def _department_rows(self, lang: str, kinds: tuple[str, ...]) -> Iterator[Row]:
        whole: Counter[str] = Counter()
        for department, counts in self._departments.items():
            whole.update(counts)
            money = float(self._money[department])
            yield [department or say(lang, "workbook.no_department"), *(counts[kind] for kind in kinds), money]
        yield [say(lang, "workbook.together"), *(whole[kind] for kind in kinds), float(sum(self._money.values()))]

    def by_project(self, lang: str) -> tuple[list[str], Iterator[Row]]:
        """Give heading and rows: one column a group of rules."""
        groups = sorted(self._groups)
        names = ("department", "implementing_unit", "project_name")
        heading = [*(say(lang, f"workbook.{name}") for name in names), *(group_title(group, lang) for group in groups)]
        rows = ([*key, *map(counts.__getitem__, groups), counts.total()] for key, counts in self._projects.items())
        return [*heading, say(lang, "workbook.together")], rows
