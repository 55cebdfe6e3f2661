"""Rules over a whole batch, as a user meets them: last year's forms, tables, notes told once, faults, order."""

import csv
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import auditor as library
from auditor.engine.matching import Matching
from auditor.errors import EngineFault
from tests.cli.conftest import Ran

Run = Callable[..., Ran]
SMALL = Path(__file__).parents[1] / "rulebook" / "packs" / "small"


def rows_of(path: Path) -> list[dict[str, str]]:
    """Read a findings.csv."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def audited(auditor: Run, out: Path, *arguments: object) -> list[dict[str, str]]:
    """Run an audit that finds whatever it finds, and give its rows."""
    ran = auditor("audit", *arguments, "--out", out, "--fail-on", "never")
    assert (ran.code, ran.err) == (0, "")
    assert "账目相符" in ran.out
    return rows_of(out)


def test_last_year(auditor: Run, example: Path, tmp_path: Path) -> None:
    """Held against last year's forms: a large change without a reason, a lowered target, a set left as it was."""
    last = tmp_path / "2023.txt"
    text = example.read_text(encoding="utf-8")
    last.write_text(
        text.replace("2024年度", "2023年度").replace("10980", "5000").replace("≥300人", "≥400人"), encoding="utf-8"
    )
    rows = audited(auditor, tmp_path / "f.csv", example, "--previous", last, "--select", "YOY")
    found = {(row["rule_id"], row["project_name"], row["subject"]) for row in rows if row["outcome"] == "fail"}
    assert ("YOY-01", "人才专项资金", "资金总额") in found
    assert ("YOY-02", "人才专项资金", "评审资助“533工程”拔尖英才") in found
    assert ("YOY-03", "维保经费", "绩效指标") in found
    assert ("YOY-03", "人才专项资金", "绩效指标") not in found
    change = next(row for row in rows if row["rule_id"] == "YOY-01")
    assert "资金总额 10980 万元，上年（人才专项资金）为 5000 万元" in change["message"]
    assert (change["line"], change["source"]) == ("15", example.as_posix())


def test_without_what_they_need_rules_do_not_apply(auditor: Run, example: Path, tmp_path: Path) -> None:
    """Without last year's forms and the budget nothing is said, and the account tells that the rules did not apply."""
    assert audited(auditor, tmp_path / "f.csv", example, "--select", "YOY,BAT-05,BAT-06") == []
    chosen = "YOY-01,YOY-02,YOY-03,YOY-04,YOY-05,BAT-05,BAT-06"
    account = library.audit(example, select=chosen).account
    assert account.total("not_applicable") == account.checks == 7


def budget(folder: Path, *lines: str) -> Path:
    """Write a budget table."""
    path = folder / "budget.csv"
    path.write_text("\n".join(["预算单位,主管部门,项目名称,预算数（万元）", *lines]) + "\n", encoding="utf-8")
    return path


def test_budget_table(auditor: Run, example: Path, tmp_path: Path) -> None:
    """Sums by department and projects by name against the budget table; what only the table names is told from it."""
    table = budget(
        tmp_path,
        *(
            f"恩来干部学院,市委组织部,{line}"
            for line in ("培训办班经费,3000", "阅览室改造,12.5", "《干部之友》办刊,100")
        ),
    )
    rows = audited(auditor, tmp_path / "f.csv", example, "--budget", table, "--select", "BAT-05,BAT-06")
    sums = {row["subject"]: row for row in rows if row["rule_id"] == "BAT-05"}
    missing = {row["subject"]: row for row in rows if row["rule_id"] == "BAT-06"}
    assert sums["恩来干部学院"]["outcome"] == "cannot_check", "form 10 has lost its total"
    assert missing["阅览室改造"]["message"].startswith("项目“阅览室改造”（恩来干部学院）")
    assert (missing["阅览室改造"]["source"], missing["阅览室改造"]["line"]) == (table.as_posix(), "3")
    assert missing["阅览室改造"]["amount"] == "12.5"
    assert "培训办班经费" not in missing
    assert "《干部之友》办刊经费" not in missing, "the same name without its ending"
    assert missing["维保经费"]["form_id"] == "2024-恩来干部学院-维保经费"


def test_no_form_is_missing_where_none_was_read(auditor: Run, tmp_path: Path) -> None:
    """A batch of which nothing could be read accuses nobody of having filed nothing."""
    unknown = tmp_path / "unknown.txt"
    unknown.write_text("这里没有表\n", encoding="utf-8")
    table = budget(tmp_path, "一所,甲局,培训经费,1")
    ran = auditor("audit", unknown, "--budget", table, "--out", tmp_path / "f.csv")
    assert ran.code == 3
    assert "账目相符" in ran.out
    assert rows_of(tmp_path / "f.csv") == []


def test_executed_table(auditor: Run, example: Path, tmp_path: Path) -> None:
    """Last year's execution: little was spent and the budget is no less; the carry-over does not tie."""
    table = tmp_path / "executed.csv"
    table.write_text(
        "主管部门,项目名称,上年预算数(元),执行数(元)\n淮安市委组织部,人才专项资金,100000000,70000000\n",
        encoding="utf-8",
    )
    rows = audited(auditor, tmp_path / "f.csv", example, "--executed", table, "--select", "YOY-04,YOY-05")
    assert [row["rule_id"] for row in rows] == ["YOY-04", "YOY-05"]
    assert "执行率 70%（低于 80%），本年资金总额 10980 万元未减少" in rows[0]["message"]
    assert (rows[1]["found"], rows[1]["expected"], rows[1]["difference"]) == ("0", "3000（允许误差 0.01）", "-3000")


@pytest.mark.parametrize("option", ["--budget", "--executed"])
def test_a_table_that_cannot_be_used(auditor: Run, example: Path, tmp_path: Path, option: str) -> None:
    """One clear message, exit code 2, and no output."""
    table = tmp_path / "t.csv"
    table.write_text("项目名称,主管部门,预算数,执行数\n甲,乙,1,1\n", encoding="utf-8")
    ran = auditor("audit", example, option, table, "--out", tmp_path / "f.csv")
    assert ran.code == 2
    assert ran.err.startswith(f"{table.as_posix()}：第 1 行“预算数”没有写明金额单位")
    assert not (tmp_path / "f.csv").exists()


def test_last_year_that_cannot_be_read(auditor: Run, example: Path, tmp_path: Path) -> None:
    """A document of last year that cannot be read is named; the batch is audited; exit code 3."""
    ran = auditor("audit", example, "--previous", tmp_path / "no.txt", "--out", tmp_path / "f.csv")
    assert ran.code == 3
    assert "no.txt" in ran.out
    assert rows_of(tmp_path / "f.csv")


def test_an_output_may_not_be_an_input_beside(auditor: Run, example: Path, tmp_path: Path) -> None:
    """A table or last year's document is never overwritten."""
    table = budget(tmp_path, "甲,乙,丙,1")
    before = table.read_bytes()
    assert auditor("audit", example, "--budget", table, "--out", table).code == 2
    assert table.read_bytes() == before


def test_told_once(auditor: Run, example: Path, tmp_path: Path) -> None:
    """What most forms share is one note that lists them; the rows stay, marked; without --out they are not repeated."""
    out = tmp_path / "f.csv"
    ran = auditor("audit", example, "--out", out, "--fail-on", "never")
    marked = {row["rule_id"] for row in rows_of(out) if row["batch_note"]}
    assert {"ID-05", "MAND-06", "EXEC-03", "COV-06", "BAT-08"} <= marked
    for rule in marked:
        rows = [row for row in rows_of(out) if row["rule_id"] == rule and row["outcome"] == "fail"]
        forms = {row["form_id"] for row in rows}
        assert all(row["batch_note"].startswith(f"整批共性：13 张表中有 {len(forms)} 张有此问题") for row in rows)
        assert len(forms) / 13 >= 0.6
    assert "ID-05 项目负责人栏应填写联系电话  整批共性：13 张表中有 13 张有此问题" in ran.out.replace("\n", "")
    shown = auditor("audit", example, "--fail-on", "never").out
    assert "提示 COV-07" not in shown or "COV-07" not in marked
    assert "提示 ID-05" not in shown


def test_few_forms_have_no_notes(auditor: Run, example: Path, tmp_path: Path) -> None:
    """Of four forms nothing is told once: too few to speak of most."""
    text = example.read_text(encoding="utf-8")
    title = "淮安市项目预算绩效目标表"
    starts = [found.start() for found in re.finditer(title, text)]
    few = tmp_path / "few.txt"
    few.write_text(text[: starts[4]], encoding="utf-8")
    assert not any(row["batch_note"] for row in audited(auditor, tmp_path / "f.csv", few))


def test_fault_of_the_join(auditor: Run, example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that fails on the join costs the rules over forms, loudly; all others stand; exit code 3."""
    before = audited(auditor, tmp_path / "before.csv", example)

    def failing(*_arguments: object) -> list[int | None]:
        raise EngineFault("engine.failed", reason="made to fail")

    monkeypatch.setattr(Matching, "__call__", failing)
    ran = auditor("audit", example, "--out", tmp_path / "after.csv", "--fail-on", "never")
    after = rows_of(tmp_path / "after.csv")
    assert ran.code == 3
    assert "未能判定：整批：" in ran.out
    assert "账目相符" in ran.out
    assert {row["outcome"] for row in after if row["group"] == "BAT"} == {"cannot_check"}
    assert [row["finding_id"] for row in after if row["group"] != "BAT"] == [
        row["finding_id"] for row in before if row["group"] != "BAT"
    ]


def test_order_of_forms_does_not_matter(auditor: Run, example: Path, tmp_path: Path) -> None:
    """The same forms in another order give the same findings over the batch, by id."""
    text = example.read_text(encoding="utf-8")
    forms = re.split("(?=淮安市项目预算绩效目标表)", text)
    head, forms = forms[0], forms[1:]
    random.Random(7).shuffle(forms)
    shuffled = tmp_path / "shuffled.txt"
    shuffled.write_text(head + "\n".join(forms), encoding="utf-8")
    one = audited(auditor, tmp_path / "a.csv", example, "--select", "BAT")
    two = audited(auditor, tmp_path / "b.csv", shuffled, "--select", "BAT")
    assert sorted(row["finding_id"] for row in one) == sorted(row["finding_id"] for row in two)


@pytest.mark.parametrize("engine", ["rete", "plain"])
def test_engines_agree(auditor: Run, example: Path, tmp_path: Path, engine: str) -> None:
    """Either evaluator alone writes the same bytes as both."""
    audited(auditor, tmp_path / "both.csv", example, "--select", "BAT,CON,YOY", "--previous", example)
    audited(
        auditor, tmp_path / "one.csv", example, "--select", "BAT,CON,YOY", "--previous", example, "--engine", engine
    )
    assert (tmp_path / "both.csv").read_bytes() == (tmp_path / "one.csv").read_bytes()


def test_python_interface(example: Path, tmp_path: Path) -> None:
    """The same from Python: findings over the batch, and the notes."""
    result = library.audit(example, previous=example, budget=budget(tmp_path, "甲,乙,丙,1"), select="BAT,YOY,ID-05")
    groups = {finding.group for finding in result.findings}
    assert groups == {"BAT", "YOY", "ID"}
    assert [note.rule_id for note in result.tally.notes if note.rule_id == "ID-05"] == ["ID-05"]
    assert "batch_note" in result.to_frame().columns


def test_last_year_read_by_one_of_two_packs(auditor: Run, example: Path, tmp_path: Path) -> None:
    """What one pack reads is readable; what none can read, or is not there, is named once."""
    pack = tmp_path / "small"
    shutil.copytree(SMALL, pack)
    unknown = tmp_path / "unknown.txt"
    unknown.write_text("这里没有表\n", encoding="utf-8")
    arguments = ("--pack", "standard", "--pack", pack, "--select", "YOY-03", "--lang", "en", "--fail-on", "never")
    beside = ("--previous", example, "--previous", unknown, "--previous", tmp_path / "no.txt")
    for packs in (arguments, ("--pack", pack, "--pack", "standard", *arguments[4:])):
        ran = auditor("audit", example, *packs, *beside, "--out", tmp_path / "f.csv")
        assert ran.code == 3
        assert [ran.out.count(name) for name in ("unknown.txt", "no.txt")] == [1, 1], ran.out
        assert f"{example.name}:" not in ran.out
