"""What the rules must say of the four example layouts (data/layouts/expected.tsv), and what they must say when one number is changed."""

from pathlib import Path
from typing import Final

import pytest

from auditor.api import audit
from auditor.findings.finding import FAIL, Finding

EXAMPLES: Final = Path(__file__).parent / "fixtures" / "other-layouts"


def found(name: str, tmp_path: Path, *changes: tuple[str, str]) -> list[Finding]:
    """Audit an example, each of ``changes`` made to its text once."""
    text = (EXAMPLES / f"{name}.txt").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path = tmp_path / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    result = audit(path)
    assert result.tally.unreadable == []
    assert result.account.adds_up
    return [finding for finding in result.findings if finding.outcome == FAIL]


FLAGGED: Final = [
    ("sichuan", "DIR-01", "单位清运成本", "反向"),
    ("sichuan", "DIR-02", "群众环境投诉件数", "疑似“指标方向性”填错"),
    ("sichuan", "VAL-02", "维护基层队伍稳定", "好坏"),
    ("hubei", "VAL-06", "维修维护验收合格率", "疑似将“≥”识别为“2”"),
    ("hubei", "VAL-03", "日常维修维护次数", "疑似将“≥”识别为“2”"),
    ("hubei", "DIR-01", "大厅安全事故数", "≥0起"),
    ("hubei", "VAL-07", "大厅安全事故数", "≥0起"),
]
"""Example, rule, subject, and words of the message."""


@pytest.mark.parametrize(("name", "rule", "subject", "says"), FLAGGED)
def test_flagged(name: str, rule: str, subject: str, says: str, tmp_path: Path) -> None:
    """The rule speaks, of this subject, in these words."""
    messages = [each.message for each in found(name, tmp_path) if (each.rule_id, each.subject) == (rule, subject)]
    assert len(messages) == 1
    assert says in messages[0]


SILENT: Final = [
    ("central", ("FUND", "NAR-04", "VAL-01", "DIR-01")),
    ("sichuan", ("BAT", "WGT-01", "FUND", "DIR-07")),
    ("hubei", ("FUND", "YOY")),
    ("shanghai", ("FUND", "DIR-04", "NAR-04", "YOY")),
]
"""Rules or groups that find nothing in an example."""


@pytest.mark.parametrize(("name", "rules"), SILENT)
def test_silent(name: str, rules: tuple[str, ...], tmp_path: Path) -> None:
    """No wrong accusation: what adds up, what is an unused template row, what is the money of other years."""
    spoken = {each.rule_id for each in found(name, tmp_path)}
    assert [rule for rule in spoken if rule in rules or rule.split("-")[0] in rules] == []


CHANGED: Final = [
    ("central", ("2,460.00", "2,461.00"), "FUND-02", "other_funding.long_term.total", "相差 1 万元"),
    ("central", ("860.00", "861.00"), "FUND-02", "funding.total", "相差 1 万元"),
    ("sichuan", ("1,286,400.00", "1,287,400.00"), "BAT-09", "", "相差 0.1 万元"),
    ("sichuan", ("\t26\t人\t20\t", "\t26\t人\t30\t"), "WGT-01", "indicators", "100"),
    ("hubei", ("合计\t258", "合计\t259"), "FUND-05", "funding.total", "相差 1 万元"),
    ("hubei", ("247.4", "248.4"), "FUND-09", "spending_totals.earlier_executed", "相差 1 万元"),
    (
        "hubei",
        ("合计\t258\t\t247.4\t261.35", "合计\t258\t\t247.4\t262.35"),
        "FUND-09",
        "spending_totals.previous_executed",
        "相差 1 万元",
    ),
    ("shanghai", ("1,640,000.00", "1,650,000.00"), "FUND-02", "funding.total", "相差 1 万元"),
    ("shanghai", ("≤1640000元", "≤1740000元"), "DIR-04", "indicators[3].full_year", "174"),
]
"""Example, a change, and the rule that then speaks, the field it points at, and its words."""


@pytest.mark.parametrize(("name", "change", "rule", "field", "says"), CHANGED)
def test_changed(name: str, change: tuple[str, str], rule: str, field: str, says: str, tmp_path: Path) -> None:
    """One wrong number, one finding of that rule, where it stands."""
    messages = [each.message for each in found(name, tmp_path, change) if (each.rule_id, each.field) == (rule, field)]
    assert len(messages) == 1
    assert says in messages[0]
