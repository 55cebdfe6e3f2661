"""A local office's pack: a base, and only what differs; every command works with it."""

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from auditor.rulebook.pack import load_pack
from tests.cli.conftest import Ran

Run = Callable[..., Ran]
FILES: Final = {
    "pack.yaml": """\
name: huaian-district
version: "2025.1"
title: {zh: 某区审核规则, en: Rules of a district}
extends: standard
needs_engine: ">=1.0"
documents:
  district-2025-3: {title: 某区绩效目标审核办法, in_force: {from: 2025-01-01}, verified: "true"}
""",
    "rules/EXEC/EXEC-03.yaml": """\
id: EXEC-03
severity: error
params: {min_rate: {value: "45", decided_by: {zh: 区财政局, en: the district}}}
basis: [{doc: district-2025-3, at: 第五条, verified: true}]
""",
    "rules/EXEC/EXEC-03.test.yaml": """\
rule: EXEC-03
form: forms/good.yaml
cases:
  - {name: as the base, expect: pass}
""",
    "rules/MAND/MAND-04.yaml": "id: MAND-04\nstatus: stable\n",
    "rules/DIR/DIR-01.yaml": "id: DIR-01\nstatus: retired\n",
}


@pytest.fixture
def district(tmp_path: Path) -> Path:
    """Give the pack of a district in a folder of its own."""
    folder = tmp_path / "district"
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_audit(auditor: Run, example: Path, district: Path, tmp_path: Path) -> None:
    """Findings bear the name and version of the pack that was run, and what it overrides; a retired rule is not asked."""
    out = tmp_path / "f.csv"
    ran = auditor("audit", example, "--pack", district, "--out", out)
    with out.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {(row["pack"], row["pack_version"]) for row in rows} == {("huaian-district", "2025.1")}
    late = [row for row in rows if row["rule_id"] == "EXEC-03"]
    assert {(row["severity"], row["expected"], row["basis_verified"]) for row in late} == {("error", "≥ 45", "true")}
    assert all("某区绩效目标审核办法" in row["basis"] and "低于 45%" in row["message"] for row in late)
    rules = {row["rule_id"] for row in rows}
    assert "MAND-04" in rules, "the local pack takes it off trial"
    assert "DIR-01" not in rules
    assert ran.code == 1
    counted = [re.findall(r"× (\d+) 条规则", each.out) for each in (ran, auditor("audit", example, "--out", out))]
    assert counted[0] == counted[1] != [], "one rule more than the base, and one less"


def test_rules_commands(auditor: Run, district: Path) -> None:
    """List, show, lint, test and changes work on the pack and say what it takes from where."""
    assert "huaian-district 2025.1" in auditor("rules", "list", "--pack", district).out
    listed = json.loads(auditor("rules", "list", "--pack", district, "--format", "json").out)
    assert {(row["pack"], row["pack_version"]) for row in listed} == {("standard", load_pack().version)}
    shown = auditor("rules", "show", "EXEC-03", "--pack", district).out
    assert "min_rate = 45%" in shown
    assert "standard/rules/EXEC/EXEC-03.yaml" in shown
    assert "本地修改" in shown
    changes = auditor("rules", "changes", "standard", district)
    assert (changes.code, "停用 1 条" in changes.out) == (0, True)
    tested = auditor("rules", "test", district, "--select", "EXEC-03,MAND-04")
    assert (tested.code, "2 条规则" in tested.out) == (0, True)


def test_lint_asks_for_the_cases_of_an_override(auditor: Run, district: Path) -> None:
    """A test beside an override counts instead of the base's: it must cover a stable rule as well."""
    ran = auditor("rules", "lint", district)
    assert ran.code == 4
    (line,) = ran.err.splitlines()
    assert "EXEC-03" in line
    assert "fail" in line
    (district / "rules/EXEC/EXEC-03.test.yaml").unlink()
    assert auditor("rules", "lint", district).code == 0


def test_read(auditor: Run, example: Path, district: Path, tmp_path: Path) -> None:
    """Forms are read by the layouts of the base."""
    out = tmp_path / "forms.json"
    assert auditor("read", example, "--pack", district, "--out", out).code == 0
    assert out.read_text(encoding="utf-8").count('"form_id"') == 13


def test_failing_cases_of_the_base(auditor: Run, district: Path) -> None:
    """Where another threshold makes a base pack's cases fail, the file for cases of one's own is named."""
    (district / "rules/EXEC/EXEC-03.test.yaml").unlink()
    ran = auditor("rules", "test", district)
    assert ran.code == 1
    assert "请在 rules/EXEC/EXEC-03.test.yaml 写自己的用例" in "".join(ran.out.split("\n"))
    assert "没有用例覆盖" not in ran.out, "rules inherited as they stand are the base pack's affair"


def test_a_rule_switched_off_is_told_as_such(auditor: Run, district: Path, example: Path) -> None:
    """Who selects a retired rule learns where it was switched off."""
    ran = auditor("audit", example, "--pack", district, "--select", "DIR-01")
    assert (ran.code, "“DIR-01”已停用" in ran.err, "rules/DIR/DIR-01.yaml" in ran.err) == (2, True, True)


@pytest.mark.parametrize(
    ("value", "says"),
    [('"45"', '阈值 min_rate 应写成 min_rate: {value: "45"}'), ('{value: "45%"}', "“45%”不是数字：请只写数字")],
)
def test_threshold_written_wrongly(auditor: Run, district: Path, value: str, says: str) -> None:
    """A bare threshold and one with its percent sign are told with how to write them."""
    file = district / "rules/EXEC/EXEC-03.yaml"
    file.write_text(f"id: EXEC-03\nparams: {{min_rate: {value}}}\n", encoding="utf-8")
    assert says in auditor("rules", "lint", district).err


def test_nothing_near_is_not_told_as_a_dash(auditor: Run, district: Path) -> None:
    """A message without a near spelling has no empty suggestion."""
    (district / "rules/EXEC/EXEC-03.yaml").write_text("id: EXEC-03\nqqqq: 1\nseverity: info\n", encoding="utf-8")
    (district / "vocabulary").mkdir()
    (district / "vocabulary/local.yaml").write_text("qqqqqqqq: [x]\n", encoding="utf-8")
    ran = auditor("rules", "lint", district)
    assert ("不认识的键“qqqqqqqq”；允许的键：" in ran.err, "—" in ran.err) == (True, False)
