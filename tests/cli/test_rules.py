"""``auditor rules list``, ``show`` and ``test`` as a rule author uses them."""

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.reporting.rule_list import COLUMNS
from auditor.rulebook.pack import find_pack, load_pack
from tests.cli.conftest import Ran

Run = Callable[..., Ran]


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """Give a copy of the shipped pack."""
    folder = tmp_path / "mine"
    shutil.copytree(find_pack("standard"), folder)
    return folder


def test_list_table(auditor: Run) -> None:
    """Without options the rules stand in a table with their count."""
    ran = auditor("rules", "list", "--select", "DIR")
    assert ran.code == 0
    assert "DIR-01" in ran.out
    assert "FUND-01" not in ran.out
    assert "共 7 条规则" in ran.out


def test_list_json_and_csv_say_the_same(auditor: Run, tmp_path: Path) -> None:
    """JSON and CSV hold every rule with the same cells; a file's suffix picks the format."""
    out = tmp_path / "rules.csv"
    assert auditor("rules", "list", "--out", out).code == 0
    listed = json.loads(auditor("rules", "list", "--format", "json").out)
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    with out.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows == listed
    assert [row["id"] for row in rows] == [rule.id for rule in load_pack().rules]
    assert tuple(rows[0]) == COLUMNS
    shown = auditor("rules", "list", "--format", "csv", "--select", "FUND-05").out
    assert not shown.startswith("\ufeff")
    (row,) = csv.DictReader(io.StringIO(shown))
    assert (row["basis"], row["requires"]) == (
        "cz-2015-88 资金匹配性; local-template 项目资金", "funding.total; spending"
    )  # fmt: skip


def test_list_status(auditor: Run) -> None:
    """--status leaves only rules of that status."""
    listed = json.loads(auditor("rules", "list", "--format", "json", "--status", "trial").out)
    assert {row["status"] for row in listed} == {"trial"}
    assert [row["id"] for row in listed] == [rule.id for rule in load_pack().rules if rule.status == "trial"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--out", "rules.txt"], "不支持的输出格式“.txt”，可用：.json .csv"),
        (["--format", "xml"], "xml"),
        (["--select", "FUN"], "最接近的是“FUND”"),
    ],
)
def test_list_wrong_use(
    auditor: Run, arguments: list[str], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A format or group that does not exist is one clear sentence, exit code 2, and no file."""
    monkeypatch.chdir(tmp_path)
    ran = auditor("rules", "list", *arguments)
    assert ran.code == 2
    assert says in ran.err
    assert list(tmp_path.iterdir()) == []


def test_show_explains_in_plain_words(auditor: Run) -> None:
    """A rule is told whole: what must hold, its basis, and an example of each ending with what the rule really says."""
    out = auditor("rules", "show", "FUND-05").out
    for text in (
        "FUND-05  支出明细合计应等于资金总额",
        "应满足  支出明细各行的全年（程）合计 等于 资金总额",
        "中央部门预算绩效目标管理办法（财预〔2015〕88号） 资金匹配性（未与原文核对）",
        "资金总额：99.99",
        "提示：支出明细合计 100 万元，资金总额 99.99 万元，相差 0.01 万元（允许误差 0）。",
        "资金总额：100\n",
        "可豁免  否",
    ):
        assert text in out


def test_show_switches_and_thresholds(auditor: Run) -> None:
    """Thresholds name who decided them; a severity that changes says when."""
    assert "min_target = 85%（确定者：" in auditor("rules", "show", "DIR-06").out
    switched = next(rule.id for rule in load_pack().rules if rule.severity_when)
    out = auditor("rules", "show", switched).out
    assert "程度\n    错误" in out or "程度\n    警告" in out
    assert "    当 " in out


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_show_every_group(auditor: Run, lang: str) -> None:
    """A group shows all its rules, and every shipped rule has an example that fails and one that passes."""
    for group in sorted({rule.group for rule in load_pack().rules}):
        ran = auditor("rules", "show", group, "--lang", lang)
        assert ran.code == 0
        assert "规则的测试里没有这样的用例" not in ran.out
        assert "no such case" not in ran.out


def test_failing_case_is_told_whole(auditor: Run, mine: Path) -> None:
    """A failing case says which, what it expected, what came instead, and what the rule said; exit code 1."""
    path = mine / "rules/FUND/FUND-05.test.yaml"
    path.write_text(
        "rule: FUND-05\nform: forms/good.yaml\ncases:\n"
        '  - {name: ends otherwise, set: {funding.total: "99.99"}, expect: pass}\n'
        '  - {name: says otherwise, set: {funding.total: "99.99"}, expect: fail, says: 相差 5}\n'
        '  - {name: points elsewhere, set: {funding.total: "99.99"}, expect: fail, at: manager, severity: info}\n'
        "  - {name: right, expect: pass}\n",
        encoding="utf-8",
    )
    ran = auditor("rules", "test", mine, "--select", "FUND-05")
    assert ran.code == 1
    for text in (
        "rules/FUND/FUND-05.test.yaml:4 FUND-05 ends otherwise",
        "结果应为“通过 pass”，实为“命中 fail”",
        "提示：支出明细合计 100 万元，资金总额 99.99 万元，相差 0.01 万元（允许误差 0）。",
        "提示语应含有“相差 5”，实际没有",
        "问题应指向“manager”，实际指向 funding.total",
        "程度应为 info，实为 error",
        "1 条规则，1 个用例通过，3 个失败",
    ):
        assert text in ran.out


def test_invalid_test_file(auditor: Run, mine: Path) -> None:
    """A test that cannot be run as written is an invalid pack, not a failed test: exit code 4."""
    path = mine / "rules/FUND/FUND-05.test.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("expect: pass", "expect: passes", 1), encoding="utf-8")
    ran = auditor("rules", "test", mine)
    assert ran.code == 4
    assert "rules/FUND/FUND-05.test.yaml:4:29" in ran.err
    assert "最接近的是“pass”" in ran.err


def test_uncovered_outcomes(auditor: Run, mine: Path) -> None:
    """Outcomes that no case reaches are named, in words and as they are written in a test."""
    path = mine / "rules/FUND/FUND-05.test.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text("\n".join(line for line in text.splitlines() if "cannot_check" not in line) + "\n", "utf-8")
    ran = auditor("rules", "test", mine, "--select", "FUND-05")
    assert (ran.code, "FUND-05：没有用例覆盖的结果：无法判断 cannot_check" in ran.out) == (0, True)


@pytest.mark.parametrize(
    ("rule_id", "zh", "en"),
    [
        ("LOC-01", "适用年度  至 2024 年度", "forms of 2024 and earlier"),
        ("LOC-02", "2025 年度起", "forms of 2025 and later"),
    ],
)
def test_show_says_for_which_years(auditor: Run, rule_id: str, zh: str, en: str) -> None:
    """A dated rule is explained with its years, and with the files that say something about it."""
    pack = Path(__file__).parents[1] / "rulebook/packs/dated"
    assert zh in auditor("rules", "show", rule_id, "--pack", pack).out
    assert en in auditor("rules", "show", rule_id, "--pack", pack, "--lang", "en").out
    undated = auditor("rules", "show", "SUM-02", "--pack", pack).out
    assert "适用年度" not in undated
    assert "../small/rules/SUM/SUM-02.yaml" in undated


def test_docs(auditor: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reference is written into a folder, by default beside where one is, and rewritten with the same bytes."""
    small = Path(__file__).parents[1] / "rulebook" / "packs" / "small"
    monkeypatch.chdir(tmp_path)
    assert "rule-reference/index.md" in auditor("rules", "docs", small).out
    first = {path.name: path.read_bytes() for path in Path("rule-reference").iterdir()}
    assert set(first) == {"index.md", "SUM-01.md", "SUM-02.md"}
    assert auditor("rules", "docs", small, "--out", "other/place").code == 0
    assert {path.name: path.read_bytes() for path in Path("other/place").iterdir()} == first


def test_docs_where_no_folder_can_be(auditor: Run, tmp_path: Path) -> None:
    """A file where the folder should be is told, exit code 2, and stays as it was."""
    (tmp_path / "taken").write_text("text", encoding="utf-8")
    ran = auditor("rules", "docs", "--out", tmp_path / "taken")
    assert (ran.code, "无法写入" in ran.err) == (2, True)
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "text"


def test_schema(auditor: Run, tmp_path: Path) -> None:
    """The schema goes to standard output, to a file, or all of them into a folder; mistakes in rules do not matter."""
    shown = auditor("rules", "schema").out
    assert json.loads(shown)["title"] == "审核规则"
    assert auditor("rules", "schema", "--out", tmp_path / "one.json").code == 0
    assert (tmp_path / "one.json").read_text(encoding="utf-8") == shown
    assert auditor("rules", "schema", "--out", tmp_path).code == 0
    assert (tmp_path / "rule.schema.json").read_text(encoding="utf-8") == shown
    test = auditor("rules", "schema", "--kind", "test", "--lang", "en").out
    assert json.loads(test)["title"] == "The test of a rule"
    broken = Path(__file__).parents[1] / "rulebook" / "packs" / "small"
    shutil.copytree(broken, tmp_path / "small")
    rule = tmp_path / "small/rules/SUM/SUM-01.yaml"
    rule.write_text(rule.read_text(encoding="utf-8").replace("severity:", "sevrity:"), encoding="utf-8")
    assert auditor("rules", "schema", tmp_path / "small").code == 0
