"""What stands on a PDF page outside ruled tables: lines in reading order, and tables that no ruling shows."""

from pathlib import Path

from auditor.forms.vocabulary import Vocabulary
from auditor.reading.document import read_document
from auditor.reading.layout import Layout
from tests.reading.pdfs import Paper, plain, read, texts


def test_lines_around_a_table(tmp_path: Path) -> None:
    """Lines are rows of width 1, numbered, with page and box, above and below the table they stand above and below."""
    paper = Paper()
    paper.text(60, 120, "填表说明：一式三份。")
    paper.table(plain([["项目", "金额"], ["培训", "1"]]), top=60)
    paper.text(200, 30, "项目支出绩效目标表")
    found = read(tmp_path, paper.finished())
    assert [(row.table, row.width, row.text) for row in found] == [
        (None, 1, "项目支出绩效目标表"),
        ("T1", 2, "项目 | 金额"),
        ("T1", 2, "培训 | 1"),
        (None, 1, "填表说明：一式三份。"),
    ]
    assert [row.cells[0].ref for row in found] == ["P1", "T1R1C1", "T1R2C1", "P2"]
    title = found[0].cells[0]
    assert (found[0].page, found[0].line, title.doubt) == (1, None, None)
    assert title.box is not None
    assert abs(title.box[0] - 200) < 1
    assert 25 < title.box[1] < 35 < title.box[3] < 45


def test_two_parts_of_one_line(tmp_path: Path) -> None:
    """What stands far apart in one line is two cells of one row, as with a tab in Word; a spaced title is one."""
    paper = Paper()
    paper.text(60, 30, "绩 效 目 标 表")
    paper.text(60, 60, "填报单位：教育局")
    paper.text(400, 60, "金额单位：万元")
    found = read(tmp_path, paper.finished())
    assert texts(found) == [["绩 效 目 标 表"], ["填报单位：教育局", "金额单位：万元"]]
    assert (found[1].table, found[1].width, [cell.ref for cell in found[1].cells]) == (None, 2, ["P2C1", "P2C2"])
    assert [cell.doubt for cell in found[1].cells] == [None, None]


def test_columns_without_rulings(tmp_path: Path) -> None:
    """Lines with gaps at the same places are a table, every cell in doubt; a blank cell stays one."""
    paper = Paper()
    rows = [
        ["指标", "半年", "全年"],
        ["培训次数", "≥1次", "≥2次"],
        ["会议次数", "", "≥4次"],
        ["合格率", "≥90%", "≥95%"],
    ]
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            paper.text(60 + 150 * column, 60 + 18 * number, text)
    found = read(tmp_path, paper.finished())
    assert [(row.table, row.line, row.width) for row in found] == [("T1", number, 3) for number in (1, 2, 3, 4)]
    assert [(cell.column, cell.text, cell.doubt) for cell in found[2].cells] == [
        (1, "会议次数", "no_rulings"),
        (3, "≥4次", "no_rulings"),
    ]


def test_form_without_rulings_is_read_in_doubt(tmp_path: Path, layout: Layout, vocabulary: Vocabulary) -> None:
    """A whole form whose rulings are not there is read, but nothing of it is certain."""
    rows = [
        ["项目名称", "培训经费", "主管部门", "教育局"],
        ["项目类型", "常年安排项目", "项目级次", "市本级"],
        ["开始时间", "2024年", "完成时间", "2024年"],
        ["实施单位", "教师学院", "项目负责人", "张三"],
    ]
    paper = Paper()
    paper.text(200, 30, "淮安市项目预算绩效目标表")
    paper.text(260, 50, "2024年度")
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            paper.text(60 + 120 * column, 80 + 20 * number, text)
    path = tmp_path / "a.pdf"
    path.write_bytes(paper.finished())
    (form,) = read_document(path, path.name, [layout], vocabulary)
    assert form.texts["project_name"] == "培训经费"
    assert form.texts["department"] == "教育局"
    doubted = {damage.at for damage in form.damage if damage.code == "no_rulings"}
    assert {"/project_name", "/department", "/project_type", "/start", "/implementing_unit"} <= doubted


def test_prose_is_no_table(tmp_path: Path) -> None:
    """A page of prose has no columns."""
    paper = Paper()
    for number in range(20):
        paper.text(60, 60 + 16 * number, "为规范专项资金管理，设立本项目，实施中公开透明、注重实效。")
    found = read(tmp_path, paper.finished())
    assert len(found) == 20
    assert {(row.table, row.width) for row in found} == {(None, 1)}
