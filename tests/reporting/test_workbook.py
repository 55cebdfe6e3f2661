"""The workbook of a run, read back by openpyxl, and the ledger brought up to date with a later run."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter.workbook import Workbook

from auditor.reporting.workbook.sheet import Sheet, Styles, shown
from tests.cli.conftest import EXAMPLE, Ran, auditor

__all__ = ["auditor"]
Run = Callable[..., Ran]
PROBLEM_COLUMNS: Final = [
    "序号",
    "批次号",
    "年度",
    "主管部门",
    "实施单位",
    "项目名称",
    "项目编码",
    "规则编号",
    "问题类别",
    "审核维度",
    "严重程度",
    "问题摘要",
    "具体描述",
    "表内位置",
    "原文摘录",
    "涉及金额（万元）",
    "依据",
    "修改建议",
    "判定状态",
    "审核人意见",
    "不采纳理由",
]
"""The 21 columns that offices use (domain/outputs.md §5.3)."""


@pytest.fixture
def book(auditor: Run, tmp_path: Path) -> Any:
    """Audit the real forms into a workbook."""
    auditor("audit", EXAMPLE, "--out", tmp_path / "run.xlsx", "--out", tmp_path / "run.json", "--fail-on", "never")
    return openpyxl.load_workbook(tmp_path / "run.xlsx")


def rows(sheet: Any) -> list[dict[str, Any]]:
    """Give the rows of a sheet by their headings."""
    heading, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(heading, row, strict=True)) for row in body]


def test_sheets(book: Any) -> None:
    """Every sheet has a frozen heading, a filter, and prints across with its heading on each page."""
    assert book.sheetnames == [
        "问题清单", "整改台账", "无法判断", "共性问题", "汇总（部门）", "汇总（项目）", "规则说明",
    ]  # fmt: skip
    for sheet in book.worksheets:
        assert (sheet.freeze_panes, sheet.print_title_rows) == ("A2", "$1:$1")
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.page_setup.orientation == "landscape"


def test_problems(book: Any) -> None:
    """The 21 columns; every failing check stands in the list or in a note of the batch; severity is coloured."""
    sheet = book["问题清单"]
    assert [cell.value for cell in sheet[1]] == PROBLEM_COLUMNS
    problems, ledger, notes = rows(sheet), rows(book["整改台账"]), rows(book["共性问题"])
    assert len(problems) + sum(note["表数"] for note in notes) <= len(ledger)
    assert {row["规则编号"] for row in ledger} == {row["规则编号"] for row in problems} | {
        row["规则编号"] for row in notes
    }
    total = next(row for row in problems if row["规则编号"] == "FUND-03")
    assert (total["严重程度"], total["判定状态"], total["项目名称"]) == ("错误", "疑似", "教学、宣传等运行经费")
    assert "第 483 行" in total["表内位置"]
    assert "（未与原文核对）" in total["依据"]
    severity = PROBLEM_COLUMNS.index("严重程度") + 1
    colours = {cell.value: cell.fill.fgColor.rgb for (cell,) in sheet.iter_rows(2, None, severity, severity)}
    assert len(set(colours.values())) == len(colours) == 3


def test_words_to_choose_from(book: Any) -> None:
    """Columns that people fill in offer the words they use."""
    choices = {
        sheet.title: [validation.formula1 for validation in sheet.data_validations.dataValidation]
        for sheet in book.worksheets
    }
    assert choices["问题清单"] == ['"采纳,不采纳,转人工"']
    assert '"未整改,整改中,待复核,已销号,不予采纳"' in choices["整改台账"]


def test_what_could_not_be_checked_is_told(book: Any) -> None:
    """Its own sheet, for a person; and counted rule by rule beside what was not applicable."""
    unchecked = rows(book["无法判断"])
    assert unchecked
    assert {row["判定状态"] for row in unchecked} == {"需人工"}
    counted = {row["规则编号"]: row for row in rows(book["规则说明"])}
    assert sum(row["无法判断"] or 0 for row in counted.values()) == len(unchecked)
    assert "0.01万元" in counted["FUND-02"]["阈值"]


def test_sums(book: Any) -> None:
    """Departments and projects add up to the findings."""
    departments = rows(book["汇总（部门）"])
    assert departments[-1]["主管部门"] == "合计"
    assert sum(departments[-1][name] for name in ("错误", "警告", "提示")) == len(rows(book["整改台账"]))
    assert sum(row["合计"] for row in rows(book["汇总（项目）"])) == len(rows(book["整改台账"]))


def test_same_bytes(auditor: Run, tmp_path: Path) -> None:
    """Two runs write equal bytes."""
    for name in ("a.xlsx", "b.xlsx"):
        auditor("audit", EXAMPLE, "--select", "FUND", "--out", tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("\x00\x07文", "文"),
        ("a\ud800b", "ab"),
        ("-5", "-5"),
        ("文" * 40_000, "文" * 32_000 + "…"),
    ],
    ids=["formula", "controls", "surrogate", "number", "too long"],
)
def test_cells(text: str, cell: str) -> None:
    """No cell runs as a formula, breaks the file, or is longer than a cell may be."""
    assert shown(text) == cell


@pytest.mark.parametrize(
    "text",
    ["<r><t>总额</t></r>", "<r>&</b></r>", "_x0041_ _x_", " 前后 ", "一行\n二行", "a<b>&\"'", "𠮷😀"],
    ids=["markup of XlsxWriter", "broken markup", "like an escape", "white space", "break", "signs", "beyond the BMP"],
)
def test_texts_stay_texts(text: str) -> None:
    """Whatever a form says, the cell holds these very letters; the cell beside it, a number, stays one."""
    stream = io.BytesIO()
    book = Workbook(stream, {"constant_memory": True})
    sheet = Sheet(book, Styles(book), "a", ["文字", "数"], [5, 5])
    sheet.write([text, 2.5])
    sheet.close()
    book.close()
    stream.seek(0)
    assert CalamineWorkbook.from_filelike(stream).get_sheet_by_index(0).to_python() == [["文字", "数"], [text, 2.5]]


class TestLedger:
    """``auditor ledger update``."""

    @pytest.fixture
    def ledger(self, book: Any, tmp_path: Path) -> Path:
        """Give a ledger in which people worked: a measure typed, one finding signed off."""
        sheet = book["整改台账"]
        heading = [cell.value for cell in sheet[1]]
        sheet.cell(2, heading.index("整改措施") + 1).value = "补充指标"
        sheet.cell(3, heading.index("状态") + 1).value = "已销号"
        path = tmp_path / "ledger.xlsx"
        book.save(path)
        return path

    @pytest.fixture
    def mended(self, auditor: Run, tmp_path: Path) -> Path:
        """Audit the forms again after one of them was mended (and another made worse)."""
        form = tmp_path / "huaian-2024.txt"
        text = EXAMPLE.read_text(encoding="utf-8").replace("≥2700万元", "≤2700万元").replace("≥1200万元", "≤1200万元")
        form.write_text(text.replace("资金总额\t\t1200", "资金总额\t\t1201"), encoding="utf-8")
        auditor("audit", form, "--out", tmp_path / "new.json", "--fail-on", "never")
        return tmp_path / "new.json"

    def test_update(self, auditor: Run, ledger: Path, mended: Path) -> None:
        """What people typed stays; closed is 待复核, signed off and found again is open again, new is added."""
        before = rows(openpyxl.load_workbook(ledger)["整改台账"])
        ran = auditor("ledger", "update", ledger, mended)
        assert (ran.code, ran.err) == (0, "")
        after = rows(openpyxl.load_workbook(ledger)["整改台账"])
        assert [row["问题编号"] for row in after][: len(before)] == [row["问题编号"] for row in before]
        assert after[0]["整改措施"] == "补充指标"
        assert after[1]["状态"] == "未整改"
        assert "再次出现 1 条" in ran.out
        direction = [row for row in after if row["规则编号"] == "DIR-01"]
        assert [row["状态"] for row in direction] == ["待复核"]
        assert direction[0]["问题编号"] in ran.out
        assert "已销号" not in {row["状态"] for row in after}
        added = after[len(before) :]
        assert {row["状态"] for row in added} == {"未整改"}
        assert {"FUND-02", "FUND-05"} <= {row["规则编号"] for row in added}

    def test_twice_is_once(self, auditor: Run, ledger: Path, mended: Path) -> None:
        """A second update with the same run changes nothing more."""
        auditor("ledger", "update", ledger, mended)
        once = rows(openpyxl.load_workbook(ledger)["整改台账"])
        ran = auditor("ledger", "update", ledger, mended, "--lang", "en")
        assert rows(openpyxl.load_workbook(ledger)["整改台账"]) == once
        assert " new:" not in ran.out

    def test_words_reach_new_rows(self, auditor: Run, ledger: Path, mended: Path) -> None:
        """The words to choose from and the filter reach the rows that were added."""
        auditor("ledger", "update", ledger, mended)
        sheet = openpyxl.load_workbook(ledger)["整改台账"]
        assert {
            area.max_row for validation in sheet.data_validations.dataValidation for area in validation.sqref.ranges
        } == {sheet.max_row}
        assert sheet.auto_filter.ref.endswith(str(sheet.max_row))

    def test_forms_outside_the_run_are_left(self, auditor: Run, ledger: Path, tmp_path: Path) -> None:
        """What a run did not ask about is not closed by it."""
        lines = EXAMPLE.read_text(encoding="utf-8").split("\n")[:70]
        (tmp_path / "one.txt").write_text("\n".join(lines), encoding="utf-8")
        auditor("audit", tmp_path / "one.txt", "--out", tmp_path / "one.json", "--fail-on", "never")
        ran = auditor("ledger", "update", ledger, tmp_path / "one.json", "--out", tmp_path / "other.xlsx")
        states = [row["状态"] for row in rows(openpyxl.load_workbook(tmp_path / "other.xlsx")["整改台账"])]
        assert "不在本次审核范围内" in ran.out
        assert states.count("待复核") < 20

    @pytest.mark.parametrize(
        ("name", "says"),
        [("none.xlsx", "不是可以打开的 Excel 工作簿"), ("form.txt", "不是可以打开的 Excel 工作簿")],
    )
    def test_wrong_ledger(self, auditor: Run, name: str, says: str, mended: Path, tmp_path: Path) -> None:
        """A file that is no workbook is refused in one sentence, and nothing is written."""
        (tmp_path / "form.txt").write_text("x", encoding="utf-8")
        ran = auditor("ledger", "update", tmp_path / name, mended)
        assert ran.code == 2
        assert says in ran.err

    def test_wrong_record(self, auditor: Run, ledger: Path, tmp_path: Path) -> None:
        """Findings as CSV are no run record."""
        (tmp_path / "f.csv").write_text("a,b\n", encoding="utf-8")
        ran = auditor("ledger", "update", ledger, tmp_path / "f.csv")
        assert ran.code == 2
        assert "不是审核记录" in ran.err
