"""Examples out of a rule's tests: what a case changes is told in the form's own words, and the message is real."""

from pathlib import Path

import pytest

from auditor.findings.examples import examples_of
from auditor.findings.scaffold import new_rule
from auditor.rulebook.pack import load_pack

HEAD = "rule: TEST-01\nform: forms/good.yaml\ncases:\n"


@pytest.mark.parametrize(
    ("case", "changes"),
    [
        ('set: {funding.carry_over: "31"}', ["上年结转资金：31"]),
        ("set: {manager: null}", ["项目负责人/联系电话：（空）"]),
        ('set: {spending.1.full_year: "38"}', ["支出明细第 2 行“图书书架购置费”的全年（程）：38"]),
        ('set: {indicators.16.half_year: "≤1元"}', ["绩效指标第 17 行“项目总成本”的半年（程）指标值：≤1元"]),
        ("remove: [spending.2]", ["删去 支出明细第 3 行“图书室管理员授课费”"]),
        ("remove: [spending]", ["删去 “支出明细”的全部各行"]),
        ('add: {spending: [{name: 甲, full_year: "1"}]}', ["支出明细增加一行：名称：甲；全年（程）：1"]),
        ("unlabelled: [content]", ["表上没有印出“项目实施内容”一栏"]),
        ("damaged: [spending.0.name]", ["支出明细第 1 行“基层图书室新建装修费”的名称处在提取时损坏"]),
    ],
)
def test_changes(case: str, changes: list[str], tmp_path: Path) -> None:
    """Cells, rows, tables and damage are named as the form prints them."""
    new_rule("TEST-01", str(tmp_path / "p"))
    path = tmp_path / "p/rules/TEST/TEST-01.test.yaml"
    path.write_text(f"{HEAD}  - {{name: a, expect: pass, {case}}}\n", encoding="utf-8")
    pack = load_pack(str(tmp_path / "p"))
    rule = next(rule for rule in pack.rules if rule.id == "TEST-01")
    found = examples_of(rule, pack, "zh")
    if found.passing is None:  # the change makes this rule fail, which is as good for its words
        path.write_text(f"{HEAD}  - {{name: a, expect: fail, {case}}}\n", encoding="utf-8")
        found = examples_of(rule, pack, "zh")
    example = found.passing or found.failing
    assert example is not None
    assert list(example.changes) == changes


def test_a_case_that_ends_otherwise_is_no_example(tmp_path: Path) -> None:
    """A case is run: one that does not end as its author says is passed over for the next that does."""
    new_rule("TEST-01", str(tmp_path / "p"))
    path = tmp_path / "p/rules/TEST/TEST-01.test.yaml"
    cases = (
        '  - {name: wrong, expect: fail, set: {funding.carry_over: "1"}}\n'
        '  - {name: right, expect: fail, set: {funding.carry_over: "50"}}\n'
    )
    path.write_text(HEAD + cases, encoding="utf-8")
    pack = load_pack(str(tmp_path / "p"))
    rule = next(rule for rule in pack.rules if rule.id == "TEST-01")
    found = examples_of(rule, pack, "en")
    assert found.passing is None
    assert found.failing is not None
    assert found.failing.case == "right"
    assert found.failing.messages == (
        "Carried-over money is 50% of the total (limit 30%), possibly too much, please verify.",
    )
