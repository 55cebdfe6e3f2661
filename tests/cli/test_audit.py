"""``auditor audit`` as an audit office uses it: the main job, its options, and everything that can be wrong with them."""

import csv
import re
import stat
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.findings.finding import COLUMNS
from auditor.rulebook.pack import load_pack
from tests.cli.conftest import Ran

Run = Callable[..., Ran]
HARD_ERRORS = {
    ("MAND-01", "党建工作、制片补助资金", "预算编制科学性"),
    ("MAND-01", "党建工作、制片补助资金", "资金分配合理性"),
    ("TXT-01", "教育培训工作经费", "年度目标"),
    ("MAND-05", "党建工作、制片补助资金", "第 5 行（名称未填）"),
    ("FUND-03", "教学、宣传等运行经费", "资金总额"),
    ("DIR-01", "培训办班经费", "项目完成成本"),
    ("VAL-01", "《干部之友》办刊经费", "立体化对外展示淮安组工形象，提升淮安知名度、美誉"),
}


def rows_of(path: Path) -> list[dict[str, str]]:
    """Read findings.csv as a spreadsheet would."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_main_job(auditor: Run, example: Path, tmp_path: Path) -> None:
    """The thirteen real forms give exactly the hard errors that are in them, and exit code 1."""
    out = tmp_path / "findings.csv"
    ran = auditor("audit", example, "--out", out)
    rows = rows_of(out)
    errors = {
        (row["rule_id"], row["project_name"], row["subject"])
        for row in rows
        if row["severity"] == "error" and row["outcome"] == "fail"
    }
    assert errors == HARD_ERRORS
    assert ran.code == 1
    assert ran.err == ""
    awake = [rule for rule in load_pack().rules if rule.status != "trial" and rule.effect is None]
    assert f"账目相符：13 张表 × {len(awake)} 条规则" in ran.out
    assert Counter(row["outcome"] for row in rows).keys() <= {"fail", "cannot_check", "waived"}


def test_csv_form(auditor: Run, example: Path, tmp_path: Path) -> None:
    """findings.csv is UTF-8 with BOM, RFC 4180, has the contract's columns, unique ids and its total order."""
    out = tmp_path / "findings.csv"
    auditor("audit", example, "--out", out)
    data = out.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").splitlines()[0] == ",".join(COLUMNS)
    assert data.count(b"\r\n") == len(rows_of(out)) + 1
    rows = rows_of(out)
    assert len({row["finding_id"] for row in rows}) == len(rows)
    numbered = {name: at for at, name in enumerate(dict.fromkeys(row["form_id"] for row in rows))}
    keys = [(row["source"], numbered[row["form_id"]], row["rule_id"]) for row in rows]
    assert keys == sorted(keys)


def test_formulas_are_defused(auditor: Run, example: Path, tmp_path: Path) -> None:
    """No cell of the real findings begins like a formula, though many targets read =100%; numbers stay numbers."""
    out = tmp_path / "findings.csv"
    auditor("audit", example, "--out", out)
    cells = [cell for row in rows_of(out) for cell in row.values()]
    assert not [cell for cell in cells if re.match(r"[=+@\t\r]", cell)]
    assert all(re.fullmatch(r"-\d+(\.\d+)?", cell) for cell in cells if cell.startswith("-"))
    assert "'=100%" in cells


def test_same_input_same_bytes(auditor: Run, example: Path, tmp_path: Path) -> None:
    """Two runs, and each of the three engines, write the same bytes."""
    written = []
    for engine in ("both", "both", "rete", "plain"):
        out = tmp_path / "findings.csv"
        auditor("audit", example, "--out", out, "--engine", engine)
        written.append(out.read_bytes())
    assert len(set(written)) == 1


def test_findings_that_may_be_damage_say_so(auditor: Run, example: Path, tmp_path: Path) -> None:
    """The errors of forms 9, 10 and 13 stand where the extraction lost something, and their messages say that."""
    out = tmp_path / "findings.csv"
    auditor("audit", example, "--out", out, "--select", "MAND,FUND-03,VAL-01,DIR-01")
    said = {row["rule_id"]: "疑似提取问题" in row["message"] for row in rows_of(out) if row["severity"] == "error"}
    assert said == {"MAND-01": True, "MAND-05": True, "FUND-03": True, "VAL-01": True, "DIR-01": False}


def test_without_out_the_findings_are_shown(auditor: Run, example: Path) -> None:
    """Without --out the findings stand on standard output, project by project, then the summary."""
    ran = auditor("audit", example, "--select", "DIR-01")
    assert "培训办班经费  恩来干部学院" in ran.out
    assert "错误 DIR-01 项目完成成本  第 609 行" in ran.out
    assert ran.out.index("DIR-01") < ran.out.index("检查账目")


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--fail-on", "error"], 1),
        (["--fail-on", "never"], 0),
        (["--select", "EXEC-03"], 0),
        (["--select", "EXEC-03", "--fail-on", "warning"], 1),
        (["--select", "ID-05", "--fail-on", "warning"], 0),
        (["--select", "ID-05", "--fail-on", "info"], 1),
        (["--select", "MAND-04", "--fail-on", "info"], 0),
        (["--ignore", "MAND,FUND,DIR,VAL,TXT"], 0),
    ],
)
def test_fail_on(auditor: Run, example: Path, options: list[str], code: int) -> None:
    """The exit code is 1 from --fail-on upwards; trial rules (MAND-04) never make it so."""
    assert auditor("audit", example, *options).code == code


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_select_and_ignore(auditor: Run, example: Path, tmp_path: Path, lang: str) -> None:
    """Groups and ids select and leave out rules, in any case, and with a Chinese comma."""
    out = tmp_path / "f.csv"
    auditor("audit", example, "--select", "fund，DIR-01", "--ignore", "FUND-03", "--out", out, "--lang", lang)
    assert {row["group"] for row in rows_of(out)} == {"FUND", "DIR"}
    assert "FUND-03" not in {row["rule_id"] for row in rows_of(out)}


def test_english(auditor: Run, example: Path, tmp_path: Path) -> None:
    """--lang en gives English messages, fixes and summary, with the same finding ids."""
    chinese, english = tmp_path / "zh.csv", tmp_path / "en.csv"
    auditor("audit", example, "--out", chinese)
    ran = auditor("audit", example, "--out", english, "--lang", "en")
    assert "Account of checks" in ran.out
    by_id = {row["finding_id"]: row for row in rows_of(english)}
    for row in rows_of(chinese):
        other = by_id.get(row["finding_id"])
        if other is not None:
            assert other["message"] != row["message"]
    assert len(set(by_id) & {row["finding_id"] for row in rows_of(chinese)}) > len(by_id) * 0.6


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["audit"], 2, "缺少参数"),
        (["audit", "missing.txt"], 3, "missing.txt：找不到这个文件或文件夹"),
        (["audit", "EXAMPLE", "--pack", "nowhere"], 2, "找不到规则包“nowhere”"),
        (["audit", "EXAMPLE", "--select", "FUND-55"], 2, "没有编号为“FUND-55”的规则，最接近的是“FUND-05”"),
        (["audit", "EXAMPLE", "--ouut", "x"], 2, "没有选项 --ouut"),
        (["audit", "EXAMPLE", "--engine", "magic"], 2, "参数"),
        (["audit", "EXAMPLE", "--out", "x.pdf"], 2, "不支持的输出格式“.pdf”"),
        (["audit", "EXAMPLE", "--out", "a.csv", "--out", "a.csv"], 2, "同一个输出文件给了两次"),
        (["audit", "EXAMPLE", "--out", "."], 2, "不支持的输出格式"),
        (["audit", "EXAMPLE", "--out", "no/such/folder/f.csv"], 2, "无法写入"),
        (["frobnicate"], 2, "frobnicate"),
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
    """Every wrong option gets one message and its exit code, and nothing is left behind."""
    monkeypatch.chdir(tmp_path)
    ran = auditor(*[str(example) if argument == "EXAMPLE" else argument for argument in arguments])
    assert ran.code == code
    assert says in ran.err + ran.out
    assert "Traceback" not in ran.err
    assert list(tmp_path.iterdir()) == []


def test_output_is_an_input(auditor: Run, tmp_path: Path) -> None:
    """An output that is one of the inputs is refused before anything is read."""
    form = tmp_path / "form.csv"
    form.write_text("项目名称\t某项目\n", encoding="utf-8")
    ran = auditor("audit", form, "--out", form)
    assert (ran.code, "输出文件同时也是输入文件" in ran.err) == (2, True)
    assert form.read_text(encoding="utf-8") == "项目名称\t某项目\n"


def test_unreadable_document_costs_only_itself(auditor: Run, example: Path, tmp_path: Path) -> None:
    """A folder with a good and a bad document: the good one is audited, the bad one named, exit code 3."""
    folder = tmp_path / "batch"
    folder.mkdir()
    (folder / "forms.txt").write_bytes(example.read_bytes())
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00")
    (folder / "~$lock.txt").write_bytes(b"")
    out = tmp_path / "findings.csv"
    ran = auditor("audit", folder, "--out", out)
    assert ran.code == 3
    assert "picture.txt" in ran.out
    assert "lock" not in ran.out
    assert len({row["form_id"] for row in rows_of(out)}) == 13


def test_same_document_twice_is_audited_once(auditor: Run, example: Path) -> None:
    """A document given by file, by folder and by glob is audited once."""
    ran = auditor("audit", example, example.parent / "*.txt", example, "--fail-on", "never")
    assert "13 张表" in ran.out


def test_two_copies_have_different_ids(auditor: Run, example: Path, tmp_path: Path) -> None:
    """Two documents with the same forms: every finding id is still unique."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(example.read_bytes())
    out = tmp_path / "out" / "findings.csv"
    out.parent.mkdir()
    auditor("audit", tmp_path / "a.txt", tmp_path / "b.txt", "--out", out)
    rows = rows_of(out)
    assert len({row["finding_id"] for row in rows}) == len(rows)
    assert [row["source"] for row in rows] == sorted(row["source"] for row in rows)


def test_existing_output_survives_a_failed_run(auditor: Run, example: Path, tmp_path: Path) -> None:
    """A run that is wrong use leaves the output of an earlier run as it was."""
    out = tmp_path / "findings.csv"
    out.write_text("before", encoding="utf-8")
    assert auditor("audit", example, "--out", out, "--out", tmp_path / "nowhere" / "x.csv").code == 2
    assert out.read_text(encoding="utf-8") == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["findings.csv"]


def test_output_has_usual_permissions(auditor: Run, example: Path, tmp_path: Path) -> None:
    """The output can be read by whoever may read new files here, not by its writer alone."""
    out = tmp_path / "findings.csv"
    auditor("audit", example, "--out", out)
    plain = tmp_path / "plain"
    plain.touch()
    assert stat.S_IMODE(out.stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)


def test_two_packs(auditor: Run, example: Path, tmp_path: Path) -> None:
    """With two packs every form is audited by both, and findings say by which."""
    import shutil

    from auditor.rulebook.pack import find_pack

    other = tmp_path / "local"
    shutil.copytree(find_pack("standard"), other)
    head = other / "pack.yaml"
    head.write_text(head.read_text(encoding="utf-8").replace("name: standard", "name: local"), encoding="utf-8")
    out = tmp_path / "f.csv"
    ran = auditor("audit", example, "--pack", "standard", "--pack", other, "--select", "DIR-01", "--out", out)
    assert {row["pack"] for row in rows_of(out)} == {"standard", "local"}
    assert ran.code == 1


def test_invalid_pack(auditor: Run, example: Path, tmp_path: Path) -> None:
    """A pack with two mistakes: exit code 4, both told with file, line and column, nothing written."""
    import shutil

    from auditor.rulebook.pack import find_pack

    other = tmp_path / "broken"
    shutil.copytree(find_pack("standard"), other)
    first, second = other / "rules" / "FUND" / "FUND-05.yaml", other / "rules" / "DIR" / "DIR-01.yaml"
    first.write_text(first.read_text(encoding="utf-8").replace("spending.full_year", "spending.ful_year"), "utf-8")
    second.write_text(second.read_text(encoding="utf-8").replace("severity: error", "severity: fatal"), "utf-8")
    out = tmp_path / "f.csv"
    ran = auditor("audit", example, "--pack", other, "--out", out)
    assert ran.code == 4
    assert re.search(r"rules/DIR/DIR-01\.yaml:5:11: “fatal”不在允许的取值中", ran.err)
    assert re.search(r"rules/FUND/FUND-05\.yaml:\d+:\d+: 不认识的名称“spending.ful_year”.*spending.full_year", ran.err)
    assert not out.exists()


def test_a_fault_of_the_program_is_told_without_a_traceback(
    auditor: Run, example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever goes wrong inside, the user sees one sentence, exit code 3, and no half-written file."""

    def broken(*_arguments: object, **_names: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("auditor.batch.run.Batch.deliver", broken)
    out = tmp_path / "findings.csv"
    ran = auditor("audit", example, "--out", out)
    assert ran.code == 3
    assert ran.err.startswith("程序内部错误，没有写出任何文件：RuntimeError: boom。")
    assert "Traceback" not in ran.err + ran.out
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setenv("AUDITOR_TRACEBACK", "1")
    with pytest.raises(RuntimeError):
        auditor("audit", example, "--out", out)


def test_engine_fault_costs_one_form(
    auditor: Run, example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An engine that fails on one form: that form's checks cannot be made, all others stand, exit code 3, said loudly."""
    from auditor.engine.rete import Network
    from auditor.errors import EngineFault

    good = tmp_path / "good.csv"
    auditor("audit", example, "--out", good)
    real = Network.decide

    def failing(self: Network, queries: list[tuple[int, tuple[object, ...]]]) -> list[bool | None]:
        if any(2700 in value for _, inputs in queries for value in inputs if isinstance(value, tuple)):
            raise EngineFault("engine.failed", reason="made to fail")
        return real(self, queries)  # type: ignore[arg-type]

    monkeypatch.setattr(Network, "decide", failing)
    bad = tmp_path / "bad.csv"
    ran = auditor("audit", example, "--out", bad)
    assert ran.code == 3
    assert "未能判定：2024-恩来干部学院-培训办班经费" in ran.out
    before, after = ([row | {"batch_note": ""} for row in rows_of(path)] for path in (good, bad))  # counts differ
    assert [row for row in after if row["project_name"] != "培训办班经费"] == [
        row for row in before if row["project_name"] != "培训办班经费"
    ]
    hit = [row for row in after if row["project_name"] == "培训办班经费" and row["group"] != "BAT"]
    assert {row["outcome"] for row in hit} == {"cannot_check"}
    assert "账目相符" in ran.out


def test_profile(auditor: Run, example: Path) -> None:
    """In a public version a missing telephone number is no finding; a profile that is none is wrong use."""
    internal = auditor("audit", example, "--select", "ID-05", "--fail-on", "info")
    public = auditor("audit", example, "--select", "ID-05", "--fail-on", "info", "--profile", "public")
    assert (internal.code, public.code) == (1, 0)
    assert auditor("audit", example, "--profile", "secret").code == 2
