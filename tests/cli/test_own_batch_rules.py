"""Rules over a batch that an office writes itself: whatever they are asked of, findings are whole and told apart."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ran
from tests.cli.test_batch import audited, budget

Run = Callable[..., Ran]

HEAD = """\
id: {id}
name: own-rule
title: {{zh: 自定义规则, en: Own rule}}
severity: info
dimension: 完整性
group: LOC
status: trial
since: "1.0.0"
basis: [{{doc: practice, at: 自定义, verified: false}}]
over: forms
fix: {{zh: 请核实。, en: Please verify.}}
"""

ASKED = {
    "rules": "for_each: {x: rules}\nrequire: {that: x.failed_forms, at_most: 12}\nat: x.title",
    "findings": "for_each: {x: findings}\nrequire: {that: x.severity, differs_from: error}\nat: x.subject",
    "previous": "for_each: {x: previous}\nrequire: {that: x.funding.total, at_most: 0}\nat: x.funding.total",
    "previous_indicators": "for_each: {x: previous_indicators}\nrequire: {that: x.level3, differs_from: 项目总成本}\n"
    "at: x.level3",
    "budget": "for_each: {x: budget}\nrequire: {that: x.amount, at_most: 0}\nat: x.amount",
    "offices": "for_each: {x: offices}\nrequire: {that: x.office, one_of: [甲]}\nat: x.office",
    "projects": "for_each: {x: projects}\nrequire: {that: x.office, one_of: [甲]}\nat: x.project_name",
    "texts": "for_each: {x: texts}\nrequire: {that: x.length, at_most: 50}\nat: x.text",
    "spending": "for_each: {x: spending}\nrequire: {that: x.full_year, at_most: 50}\nat: x.full_year",
}


def own_pack(folder: Path, **rules: str) -> Path:
    """Write a pack that adds rules to the shipped ones; ``LOC_01`` becomes LOC-01."""
    pack = folder / "own"
    (pack / "rules" / "LOC").mkdir(parents=True)
    (pack / "pack.yaml").write_text('name: own\nversion: "1.0.0"\nextends: standard\n', encoding="utf-8")
    for name, body in rules.items():
        rule = name.replace("_", "-")
        message = "" if "message:" in body else "\nmessage: {zh: 请核实。, en: Please verify.}"
        (pack / "rules" / "LOC" / f"{rule}.yaml").write_text(
            HEAD.format(id=rule) + body + message + "\n", encoding="utf-8"
        )
    return pack


@pytest.mark.parametrize("asked", ASKED)
def test_whatever_is_asked(auditor: Run, example: Path, tmp_path: Path, asked: str) -> None:
    """A rule may be asked of everything in a batch; its findings say whose they are, and no two have one identity."""
    table = budget(tmp_path, "一所,甲局,培训经费,1", "二所,乙局,培训经费,1", "一所,甲局,培训经费,1", ",甲局,,1")
    pack = own_pack(tmp_path, LOC_01=ASKED[asked])
    arguments = ("--pack", pack, "--previous", example, "--budget", table, "--trial")
    rows = audited(auditor, tmp_path / "f.csv", example, *arguments)
    own = [row for row in rows if row["rule_id"] == "LOC-01"]
    assert own
    assert len({row["finding_id"] for row in rows}) == len(rows)
    assert all(row["subject"] for row in own)
    assert not any(row["subject"] == row["field"] for row in own), "a path is no name"
    if asked != "rules":
        assert all(row["source"] in (example.as_posix(), table.as_posix()) for row in own)
        assert all(row["line"] for row in own if row["field"] != "indicators")


def test_findings_over_findings(auditor: Run, example: Path, tmp_path: Path) -> None:
    """Two rules that find fault with one field are two findings, and so are the findings about them."""
    body = ASKED["findings"].replace("at: x.subject", "at: x.field")
    pack = own_pack(tmp_path, LOC_01=body)
    rule = pack / "rules" / "LOC" / "LOC-01.yaml"
    rule.write_text(rule.read_text(encoding="utf-8").replace("over: forms", "over: findings"), encoding="utf-8")
    rows = audited(auditor, tmp_path / "f.csv", example, "--pack", pack, "--trial", "--select", "FUND,LOC")
    own = [(row["subject"], row["line"]) for row in rows if row["rule_id"] == "LOC-01"]
    assert own.count(("资金总额", "483")) == 3, "FUND-02, FUND-03 and FUND-05 miss the total"
    assert len({row["finding_id"] for row in rows}) == len(rows)


def test_three_strata(auditor: Run, example: Path, tmp_path: Path) -> None:
    """A rule sees what the rules it is after found, and they what those below them found."""
    joined = (
        "for_each: {f: forms}\njoin: {seen: {of: findings, same: {form.form_id: f.form_id}, where: {rule_id: %s}}}\n"
    )
    rest = "let: {number: {count: seen}}\nrequire: {that: number, equals: 0}\nat: f.project_name\n"
    message = 'message: {zh: "%s见 {number} 项", en: "{number} seen"}'
    pack = own_pack(
        tmp_path,
        LOC_01="after: [BAT]\n" + joined % "BAT-02" + rest + message % "一",
        LOC_02="after: [LOC-01]\n" + joined % "LOC-01" + rest + message % "二",
        LOC_03="after: [LOC-02]\n" + joined % "LOC-02" + rest + message % "三",
    )
    rows = audited(auditor, tmp_path / "f.csv", example, "--pack", pack, "--trial", "--select", "BAT-02,LOC")
    told = {rule: [row["message"] for row in rows if row["rule_id"] == rule] for rule in ("LOC-01", "LOC-02", "LOC-03")}
    assert told == {"LOC-01": ["一见 1 项"] * 2, "LOC-02": ["二见 1 项"] * 2, "LOC-03": ["三见 1 项"] * 2}


def test_findings_that_concern_no_form(auditor: Run, example: Path, tmp_path: Path) -> None:
    """Findings about the budget table are seen too, and are those of no form."""
    pack = own_pack(
        tmp_path,
        LOC_01="after: [BAT]\nfor_each: {f: forms}\nlet: {number: {count: findings, where: {rule_id: BAT-06}}, mine: {count: own}}\n"
        "join: {own: {of: findings, same: {form.form_id: f.form_id}, where: {rule_id: BAT-06}}}\n"
        "require: {that: number, equals: 0}\nat: f.project_name\n"
        'message: {zh: "共 {number} 项，本表 {mine} 项", en: "{number}"}',
    )
    table = budget(tmp_path, "一所,甲局,培训经费,1")
    arguments = ("--pack", pack, "--trial", "--select", "BAT-06,LOC", "--budget", table)
    rows = audited(auditor, tmp_path / "f.csv", example, *arguments)
    assert {row["message"] for row in rows if row["rule_id"] == "LOC-01"} == {"共 14 项，本表 1 项"}


def test_one_project_name_in_two_offices(auditor: Run, example: Path, tmp_path: Path) -> None:
    """The same project budgeted in two offices is two findings; their order in the table does not matter."""
    lines = ("一所,甲局,培训经费,1", "二所,乙局,培训经费,2")
    ids = []
    for order in (lines, lines[::-1]):
        table = budget(tmp_path, *order)
        rows = audited(auditor, tmp_path / "f.csv", example, "--budget", table, "--select", "BAT-06")
        ids.append({row["finding_id"]: row["implementing_unit"] for row in rows if row["subject"] == "培训经费"})
    assert sorted(ids[0].values()) == ["一所", "二所"]
    assert ids[0] == ids[1]


def test_where_an_office_is_named(auditor: Run, example: Path, tmp_path: Path) -> None:
    """A sum that does not tie points at the cell that first names the office."""
    table = budget(tmp_path, "淮安市委组织部,淮安市委组织部,人才专项资金,1")
    rows = audited(auditor, tmp_path / "f.csv", example, "--budget", table, "--select", "BAT-05")
    (row,) = (row for row in rows if row["outcome"] == "fail")
    assert (row["form_id"], row["field"], row["line"]) == ("", "implementing_unit", "10")
    assert row["excerpt"] == "淮安市委组织部"
