"""The Word document, read back by python-docx: a sheet a project, a notice a unit, and nothing graded."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import docx
import pytest

from auditor.findings.finding import COLUMNS, Finding
from auditor.reporting.word.subitems import SUB_ITEMS, sub_item_of
from auditor.rulebook.pack import load_pack
from tests.cli.conftest import EXAMPLE, Ran, auditor

__all__ = ["auditor"]
Run = Callable[..., Ran]
SHEET: Final = "项目支出绩效目标审核意见表"
NOTICE: Final = "绩效目标审核问题整改通知"


@pytest.fixture
def written(auditor: Run, tmp_path: Path) -> Any:
    """Audit the real forms, with a document that cannot be read beside them."""
    (tmp_path / "broken.txt").write_bytes(b"")
    auditor("audit", EXAMPLE, tmp_path / "broken.txt", "--out", tmp_path / "run.docx")
    return docx.Document(str(tmp_path / "run.docx"))


def test_a_sheet_for_every_project(written: Any) -> None:
    """Thirteen sheets, each with its head, the eight sub-items, and blanks for points, grade and opinion."""
    texts = [paragraph.text for paragraph in written.paragraphs]
    assert texts.count(SHEET) == 13
    assert texts.count("审核等级：优□　良□　中□　差□") == 13
    heads = [table for table in written.tables if table.cell(0, 0).text == "项目名称"]
    items = [table for table in written.tables if table.cell(0, 0).text == "审核维度"]
    assert (len(heads), len(items)) == (13, 13)
    assert [heads[9].cell(0, 1).text, heads[9].cell(1, 3).text] == ["教学、宣传等运行经费", "恩来干部学院"]
    for table in items:
        assert [table.cell(row, 1).text.split("（")[0] for row in range(1, 9)] == [item.name for item in SUB_ITEMS]
        assert {table.cell(row, 3).text for row in range(1, 9)} == {""}, "the tool gives no points"
        assert [table.cell(row, 0).text for row in (1, 2)] == ["完整性\n（20）"] * 2


def test_what_a_sheet_says(written: Any) -> None:
    """The lost total stands under its sub-item; what could not be checked is said to be."""
    items = [table for table in written.tables if table.cell(0, 0).text == "审核维度"]
    assert "FUND-03" in items[9].cell(1, 2).text
    assert "无法判断，需人工审核" in "\n".join(items[9].cell(row, 2).text for row in range(1, 9))


def test_a_notice_for_every_unit(written: Any) -> None:
    """Each unit with an error or a warning: its problems numbered, the deadline, and a reply form with a row a problem."""
    texts = [paragraph.text for paragraph in written.paragraphs]
    assert texts.count(NOTICE) == 2
    units = [texts[at + 2] for at, text in enumerate(texts) if text == NOTICE]
    assert units == ["恩来干部学院：", "淮安市委组织部："]
    replies = [table for table in written.tables if table.cell(0, 0).text == "序号"]
    for unit, reply in zip(("恩来干部学院", "淮安市委组织部"), replies, strict=True):
        begin = texts.index(f"{unit}：")
        announced = int(texts[begin + 1].split("以下 ")[1].split(" 个")[0])
        assert len(reply.rows) == announced + 1
        numbered = [text for text in texts[begin : begin + 4 * announced] if text.startswith(f"{announced}. 项目")]
        assert len(numbered) == 1
    shared = [text for text in texts if "整批共性" in text and "项目“" in text]
    assert shared
    assert len(shared) == len(set(shared))


def test_what_was_not_audited_is_told(written: Any) -> None:
    """A document that could not be read stands in a list of its own."""
    texts = [paragraph.text for paragraph in written.paragraphs]
    assert "文件为空（0 字节）" in texts[texts.index("未能审核的文件") + 1]


@pytest.mark.parametrize(("lang", "title"), [("zh", SHEET), ("en", "Review of project performance targets")])
def test_same_bytes(auditor: Run, tmp_path: Path, lang: str, title: str) -> None:
    """Two runs write equal bytes, in either language."""
    for name in ("a.docx", "b.docx"):
        auditor("audit", EXAMPLE, "--select", "FUND", "--lang", lang, "--out", tmp_path / name)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    assert title in docx.Document(str(tmp_path / "a.docx")).paragraphs[0].text


def test_nothing_of_a_form_breaks_the_document(auditor: Run, tmp_path: Path) -> None:
    """Tags, control characters and marks of direction stand as text."""
    lines = "\n".join(EXAMPLE.read_text(encoding="utf-8").split("\n")[:70])
    (tmp_path / "form.txt").write_text(lines.replace("人才专项资金\t", "<w:p/>&\x07\u202e名\t"), encoding="utf-8")
    auditor("audit", tmp_path / "form.txt", "--out", tmp_path / "run.docx")
    head = docx.Document(str(tmp_path / "run.docx")).tables[0].cell(0, 1).text
    assert head == "<w:p/>&\ufffd⟨U+202E⟩名"
    with zipfile.ZipFile(tmp_path / "run.docx") as archive:
        assert archive.testzip() is None


def test_every_rule_has_a_place_among_the_sub_items() -> None:
    """A rule that is named feeds its own sub-item; every other goes by its group or dimension."""

    def of(rule_id: str, group: str, dimension: str) -> str:
        cells: dict[str, Any] = dict.fromkeys(COLUMNS, "") | {
            "rule_id": rule_id,
            "group": group,
            "dimension": dimension,
        }
        return SUB_ITEMS[sub_item_of(Finding(**cells, position=0, trial=False))].name

    assert of("FUND-05", "FUND", "适当性") == "资金匹配性"
    assert of("FUND-01", "FUND", "完整性") == "规范完整性"
    assert of("LOC-01", "LOC", "可行性") == "实现可能性"
    known = {rule.id for rule in load_pack().rules} | {rule.group for rule in load_pack().rules}
    assert {name for item in SUB_ITEMS for name in item.rules} <= known
