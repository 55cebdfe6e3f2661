"""``auditor baseline write`` and ``audit --baseline``: today's findings are accepted, only what comes new counts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.findings.finding import FAIL
from tests.cli.conftest import Ran
from tests.cli.test_waivers import HARD_ERRORS, rows_of, waivers

Run = Callable[..., Ran]
DAY = "2024-06-30"


@pytest.fixture
def baseline(auditor: Run, example: Path, tmp_path: Path) -> Path:
    """Write the baseline of the example."""
    path = tmp_path / "baseline.json"
    ran = auditor("baseline", "write", example, "--until", "2024-12-31", "--out", path, "--as-of", DAY)
    assert (ran.code, ran.err) == (0, "")
    return path


def test_written(auditor: Run, example: Path, tmp_path: Path) -> None:
    """The command says how many findings it accepted, and which it could not."""
    csv = tmp_path / "f.csv"
    auditor("audit", example, "--out", csv)
    failed = [row for row in rows_of(csv).values() if row["outcome"] == FAIL]
    unchecked = len(rows_of(csv)) - len(failed)
    path = tmp_path / "b.json"
    ran = auditor("baseline", "write", example, "--until", "2024-12-31", "--out", path, "--as-of", DAY)
    assert ran.out.splitlines() == [
        f"已写入 {path.as_posix()}：{len(failed) - 5} 个问题，有效期至 2024-12-31（含当日）。",
        "5 个问题的规则不可豁免，没有写入：FUND-03 MAND-01 MAND-05 VAL-01",
        f"{unchecked} 项无法判断，没有写入：无法判断的不能接受。",
    ]


def test_held(auditor: Run, example: Path, tmp_path: Path, baseline: Path) -> None:
    """Under its baseline a batch has no findings left but those that may not be waived; the ids are the same."""
    before, after = tmp_path / "before.csv", tmp_path / "after.csv"
    auditor("audit", example, "--out", before)
    ran = auditor("audit", example, "--out", after, "--baseline", baseline, "--as-of", "2024-12-31")
    old, new = rows_of(before), rows_of(after)
    assert list(old) == list(new)
    standing = {row["rule_id"] for row in new.values() if row["outcome"] == FAIL}
    assert standing == {"FUND-03", "MAND-01", "MAND-05", "VAL-01"}
    assert ran.code == 1
    assert "账目相符" in ran.out
    for key, row in new.items():
        changed = {name for name in row if row[name] != old[key][name]} - {"batch_note"}  # what is waived is no one's
        assert changed == ({"outcome", "message"} if row["outcome"] == "waived" else set())


@pytest.mark.parametrize(("as_of", "code"), [("2024-12-31", 0), ("2025-01-01", 1)])
def test_expiry(auditor: Run, example: Path, baseline: Path, as_of: str, code: int) -> None:
    """After its last day a baseline holds nothing, and the summary says so."""
    ran = auditor("audit", example, "--select", "DIR", "--baseline", baseline, "--as-of", as_of)
    assert ran.code == code
    assert ("基线已过期" in ran.out) == bool(code)


def test_other_language(auditor: Run, example: Path, tmp_path: Path, baseline: Path) -> None:
    """A baseline holds in either language, and is the same bytes whichever language its command spoke."""
    other = tmp_path / "en.json"
    auditor("baseline", "write", example, "--until", "2024-12-31", "--out", other, "--as-of", DAY, "--lang", "en")
    assert other.read_bytes() == baseline.read_bytes()
    options = ("--select", "DIR", "--baseline", baseline, "--as-of", DAY)
    assert auditor("audit", example, *options, "--lang", "en").code == 0


def test_from_findings(auditor: Run, example: Path, tmp_path: Path, baseline: Path) -> None:
    """A baseline of findings.csv is that of its documents; rows that a person deleted are not accepted."""
    csv, other = tmp_path / "f.csv", tmp_path / "other.json"
    auditor("audit", example, "--out", csv)
    options = ("--until", "2024-12-31", "--out", other, "--as-of", DAY)
    assert auditor("baseline", "write", "--findings", csv, *options).code == 0
    assert other.read_bytes() == baseline.read_bytes()
    lines = csv.read_bytes().splitlines(keepends=True)
    csv.write_bytes(b"".join(line for line in lines if b"DIR-01" not in line))
    auditor("baseline", "write", "--findings", csv, *options)
    text = other.read_text(encoding="utf-8")
    assert "DIR-01" not in text
    assert "DIR-03" in text
    auditor("baseline", "write", "--findings", csv, *options, "--select", "EXEC")
    assert "DIR-03" not in other.read_text(encoding="utf-8")


def test_thresholds_of_the_run(auditor: Run, example: Path, tmp_path: Path) -> None:
    """A threshold set for the run decides what there is to accept; other versions of the pack know it again."""
    sizes = []
    for param in ("EXEC-03.min_rate=10", "EXEC-03.min_rate=40"):
        out = tmp_path / "b.json"
        options = ("--until", "2024-12-31", "--as-of", DAY, "--select", "EXEC-03", "--out", out)
        assert auditor("baseline", "write", example, *options, "--param", param).code == 0
        sizes.append(out.read_text(encoding="utf-8").count("EXEC-03"))
        ran = auditor("audit", example, "--select", "EXEC-03", "--baseline", out, "--as-of", DAY)
        assert f"共豁免 {sizes[-1]} 个问题" in ran.out
    assert 0 < sizes[0] < sizes[1]


def test_findings_with_mistakes(auditor: Run, example: Path, tmp_path: Path) -> None:
    """A findings.csv that a spreadsheet damaged: every bad row at its line, exit code 4, nothing written."""
    csv, out = tmp_path / "f.csv", tmp_path / "b.json"
    auditor("audit", example, "--select", "DIR,EXEC", "--out", csv)
    lines = csv.read_text(encoding="utf-8-sig").splitlines()
    for at in (1, 3):
        lines[at] = "1.2E+15" + lines[at][16:]
    csv.write_text("\n".join(lines), encoding="utf-8")
    ran = auditor("baseline", "write", "--findings", csv, "--until", "2999-12-31", "--out", out)
    assert ran.code == 4
    assert [line.split(": ")[0] for line in ran.err.splitlines()] == [f"{csv.as_posix()}:{at}:1" for at in (2, 4)]
    assert sorted(tmp_path.iterdir()) == [csv]


def test_mended_findings_are_told(auditor: Run, example: Path, tmp_path: Path, baseline: Path) -> None:
    """What a form no longer has is counted as mended; what it has newly is not held."""
    text = example.read_text(encoding="utf-8")
    assert text.count("≥2700万元") == 1
    mended = tmp_path / "mended.txt"
    mended.write_text(text.replace("≥2700万元", "≤2700万元").replace("≥1200万元", "≤1200万元"), encoding="utf-8")
    ran = auditor("audit", mended, "--select", "DIR-01", "--baseline", baseline, "--as-of", DAY)
    assert ran.code == 0
    assert "已不再出现 1 个" in "".join(ran.out.replace("\n", ""))


def test_waived_findings_stay_out(auditor: Run, example: Path, tmp_path: Path) -> None:
    """A finding that a waiver holds needs no baseline: when the waiver ends, it counts again."""
    out = tmp_path / "b.json"
    file = waivers(tmp_path, HARD_ERRORS[0])
    options = ("--until", "2024-12-31", "--as-of", DAY, "--select", "DIR-01", "--out", out)
    ran = auditor("baseline", "write", example, *options, "--waivers", file)
    assert "1 个问题已有豁免，没有写入。" in ran.out
    assert "DIR-01" not in out.read_text(encoding="utf-8")
    auditor("baseline", "write", example, *options)
    assert "DIR-01" in out.read_text(encoding="utf-8")


def test_waivers_and_baseline_together(auditor: Run, example: Path, tmp_path: Path, baseline: Path) -> None:
    """A waiver wins over the baseline while it holds; the baseline still counts the finding as there."""
    file = waivers(tmp_path, HARD_ERRORS[0], until=DAY)
    out = tmp_path / "f.csv"
    for as_of, words in ((DAY, "已豁免：甲 批准"), ("2024-07-01", "已列入基线")):
        options = ("--select", "DIR-01", "--waivers", file, "--baseline", baseline, "--as-of", as_of)
        ran = auditor("audit", example, *options, "--out", out)
        assert ran.code == 0
        (row,) = rows_of(out).values()
        assert words in row["message"]
        assert "仍在、已豁免 1 个" in "".join(ran.out.replace("\n", ""))


def test_both_files_with_mistakes(auditor: Run, example: Path, tmp_path: Path, baseline: Path) -> None:
    """The mistakes of both files are told together."""
    file = waivers(tmp_path, HARD_ERRORS[5])
    baseline.write_text(baseline.read_text(encoding="utf-8").replace("DIR", "XXX"), encoding="utf-8")
    ran = auditor("audit", example, "--waivers", file, "--baseline", baseline)
    assert ran.code == 4
    assert "不可豁免" in ran.err
    assert f"{baseline.as_posix()}:1:1: 基线文件的内容与校验值不符" in ran.err


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["EXAMPLE"], 2, "--until"),
        (["EXAMPLE", "--until", "2024"], 2, "参数 --until 的值不对：“2024”不是日期"),
        (["EXAMPLE", "--until", "2024-06-29", "--as-of", DAY], 2, "--until 2024-06-29 早于 2024-06-30"),
        (["--until", "2999-12-31"], 2, "INPUT 和 --findings 要给且只给一个"),
        (["EXAMPLE", "--findings", "f.csv", "--until", "2999-12-31"], 2, "要给且只给一个"),
        (
            ["--findings", "f.csv", "--waivers", "w.yaml", "--until", "2999-12-31"],
            2,
            "--waivers 不能与 --findings 同用",
        ),
        (["--findings", "f.csv", "--until", "2999-12-31"], 3, "f.csv：无法读取"),
        (["EXAMPLE", "--until", "2999-12-31", "--out", "b.csv"], 2, "不支持的输出格式“.csv”，可用：.json"),
        (["EXAMPLE", "--until", "2999-12-31", "--out", "no/b.json"], 2, "无法写入"),
        (["--findings", "b.json", "--until", "2999-12-31", "--out", "b.json"], 2, "输出文件同时也是输入文件"),
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
    ran = auditor("baseline", "write", *[str(example) if text == "EXAMPLE" else text for text in arguments])
    assert ran.code == code
    assert says in ran.err
    assert not list(tmp_path.iterdir())


def test_unreadable_document(auditor: Run, example: Path, tmp_path: Path) -> None:
    """A document that cannot be read is named, exit code 3; the findings of the others are written."""
    out = tmp_path / "b.json"
    ran = auditor("baseline", "write", example, tmp_path / "none.txt", "--until", "2999-12-31", "--out", out)
    assert ran.code == 3
    assert "none.txt" in ran.err
    assert "DIR-01" in out.read_text(encoding="utf-8")
