"""``auditor audit --waivers``: the approved findings are waived, everything else stands, and nothing is silent."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import auditor as interface
from auditor.errors import InvalidExemptions
from tests.cli.conftest import Ran

Run = Callable[..., Ran]
HARD_ERRORS = [
    ("DIR-01", "2024-恩来干部学院-培训办班经费", "项目完成成本"),
    ("FUND-03", "2024-恩来干部学院-教学、宣传等运行经费", "资金总额"),
    ("MAND-01", "2024-淮安市委组织部-党建工作、制片补助资金", "资金分配合理性"),
    ("MAND-01", "2024-淮安市委组织部-党建工作、制片补助资金", "预算编制科学性"),
    ("MAND-05", "2024-淮安市委组织部-党建工作、制片补助资金", "第 5 行（名称未填）"),
    ("VAL-01", "2024-恩来干部学院-《干部之友》办刊经费", "立体化对外展示淮安组工形象，提升淮安知名度、美誉"),
]


def rows_of(path: Path) -> dict[str, dict[str, str]]:
    """Give the rows of findings.csv by their ids."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return {row["finding_id"]: row for row in csv.DictReader(stream)}


def waivers(folder: Path, *keys: tuple[str, str, str], until: str = "2024-12-31") -> Path:
    """Write a waiver file of these (rule, form, subject)."""
    path = folder / "waivers.yaml"
    text = "waivers:\n"
    for rule, form, subject in keys:
        text += f"  - rule: {rule}\n    form: {form}\n    subject: {subject}\n    reason: 试\n    approved_by: 甲\n"
        text += f"    document: 文1号\n    until: {until}\n"
    path.write_text(text, encoding="utf-8")
    return path


def test_one_error_waived(auditor: Run, example: Path, tmp_path: Path) -> None:
    """Waiving the one error that may be waived changes its row's outcome and message; the exit code stays 1."""
    before, after = tmp_path / "before.csv", tmp_path / "after.csv"
    auditor("audit", example, "--out", before)
    file = waivers(tmp_path, HARD_ERRORS[0])
    ran = auditor("audit", example, "--out", after, "--waivers", file, "--as-of", "2024-12-31")
    assert ran.code == 1
    old, new = rows_of(before), rows_of(after)
    assert list(old) == list(new)
    (changed,) = [key for key in old if old[key] != new[key]]
    assert {name for name in old[changed] if old[changed][name] != new[changed][name]} == {"outcome", "message"}
    assert (new[changed]["rule_id"], new[changed]["outcome"]) == ("DIR-01", "waived")
    assert "已豁免：甲 批准，文1号，有效期至 2024-12-31" in new[changed]["message"]
    assert "账目相符" in ran.out
    assert "共豁免 1 个问题" in ran.out


@pytest.mark.parametrize(("as_of", "code"), [("2024-12-31", 0), ("2025-01-01", 1)])
def test_a_waived_error_is_no_reason_to_fail(
    auditor: Run, example: Path, tmp_path: Path, as_of: str, code: int
) -> None:
    """A waived finding does not count for --fail-on; after the last day of the waiver it does, and that is said."""
    file = waivers(tmp_path, HARD_ERRORS[0])
    ran = auditor("audit", example, "--select", "DIR-01", "--waivers", file, "--as-of", as_of)
    assert ran.code == code
    assert ("豁免已过期" in ran.out) == bool(code)
    assert ("已豁免 DIR-01 项目完成成本" in ran.out) == (not code)


def test_errors_that_may_not_be_waived(auditor: Run, example: Path, tmp_path: Path) -> None:
    """Waiving all six errors is refused: five are of rules that may not be waived, told together; nothing is written."""
    file = waivers(tmp_path, *HARD_ERRORS)
    out = tmp_path / "f.csv"
    ran = auditor("audit", example, "--out", out, "--waivers", file)
    assert ran.code == 4
    told = ran.err.strip().splitlines()
    assert [line.removeprefix(file.as_posix()).split(" ")[0] for line in told] == [
        f":{line}:11:" for line in (9, 16, 23, 30, 37)
    ]
    assert all("不可豁免" in line for line in told)
    assert not out.exists()


def test_today_is_the_default(auditor: Run, example: Path, tmp_path: Path) -> None:
    """Without --as-of the waiver is held against today."""
    for until, code in (("2999-12-31", 0), ("2000-01-01", 1)):
        file = waivers(tmp_path, HARD_ERRORS[0], until=until)
        assert auditor("audit", example, "--select", "DIR-01", "--waivers", file).code == code


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--waivers", "none.yaml"], 4, "none.yaml:1:1: 文件无法读取"),
        (["--waivers", "."], 4, "文件无法读取"),
        (["--as-of", "2024-13-01"], 2, "参数 --as-of 的值不对：“2024-13-01”不是日期"),
        (["--as-of", "明天"], 2, "“明天”不是日期"),
    ],
)
def test_wrong_use(
    auditor: Run,
    example: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    code: int,
    says: str,
) -> None:
    """A file that is not there and a day that is none are one clear message each."""
    monkeypatch.chdir(tmp_path)
    ran = auditor("audit", example, *arguments)
    assert ran.code == code
    assert says in ran.err
    assert not list(tmp_path.iterdir())


def test_unknown_and_unused_do_not_change_the_exit_code(auditor: Run, example: Path, tmp_path: Path) -> None:
    """Waivers that held nothing are told in the summary, and that is all."""
    rule, form, _ = HARD_ERRORS[0]
    file = waivers(tmp_path, (rule, form, "项目完工成本"), (rule, "2024-恩来干部学院-培训班经费", "项目完成成本"))
    ran = auditor("audit", example, "--waivers", file, "--as-of", "2024-06-30", "--fail-on", "never")
    assert ran.code == 0
    flat = "".join(ran.out.split())
    assert "最接近的是“项目完成成本”" in flat
    assert "豁免所指的表不在本批" in flat
    assert "最接近的是“2024-恩来干部学院-培训办班经费”" in flat


def test_waiver_file_among_the_documents(auditor: Run, example: Path, tmp_path: Path) -> None:
    """A waiver file that lies in the audited folder is no document."""
    (tmp_path / "forms.txt").write_bytes(example.read_bytes())
    file = waivers(tmp_path, HARD_ERRORS[0])
    ran = auditor("audit", tmp_path, "--select", "DIR-01", "--waivers", file, "--as-of", "2024-06-30")
    assert (ran.code, ran.err) == (0, "")


def test_from_python(example: Path, tmp_path: Path) -> None:
    """The Python interface takes the file and the day, and tells what became of the waivers."""
    file = waivers(tmp_path, HARD_ERRORS[0])
    audited = interface.audit(example, engine="plain", waivers=file, as_of=date(2024, 6, 30))
    assert audited.account.total("waived") == 1
    assert audited.account.adds_up
    assert (audited.to_frame()["outcome"] == "waived").sum() == 1
    report = audited.tally.exemptions
    assert report is not None
    assert [use.state for use in report.waivers] == ["used"]
    with pytest.raises(InvalidExemptions):
        interface.audit(example, engine="plain", waivers=tmp_path / "none.yaml")


def test_example(auditor: Run, example: Path) -> None:
    """The example file holds what it says, one of its waivers until the end of June."""
    file = example.parent / "waivers-2024.yaml"
    for as_of, waived in (("2024-06-30", 2), ("2024-07-01", 1)):
        ran = auditor("audit", example, "--waivers", file, "--as-of", as_of, "--fail-on", "never")
        assert f"共豁免 {waived} 个问题" in ran.out
        assert ("豁免已过期" in ran.out) == (waived == 1)
