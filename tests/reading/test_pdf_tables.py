"""Tables on the pages of a PDF: ruled in any way, merged in any way, beside each other, on pages that lie on their side."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4, landscape

from tests.reading.pdfs import PENS, Paper, Placed, placed, plain, read, texts
from tests.reading.test_rulings import merged, without_idle_lines

MERGED: list[Placed] = [
    (0, 0, 1, 2, "项目名称"),
    (0, 2, 1, 3, "教学经费"),
    (1, 0, 3, 1, "产出\n指标"),
    (1, 1, 2, 1, "数量"),
    (1, 2, 1, 2, "培训"),
    (1, 4, 1, 1, "≥10次"),
    (2, 2, 1, 2, "会议"),
    (2, 4, 1, 1, "1,234.50"),
    (3, 1, 1, 1, "质量"),
    (3, 2, 1, 1, "合格率"),
    (3, 3, 1, 2, "≥95%"),
]


@pytest.mark.parametrize("style", PENS)
def test_border_styles(style: str, tmp_path: Path) -> None:
    """Strokes, rectangles, pictures, double, dashed, dotted, thick, hair and grey lines all rule."""
    paper = Paper()
    paper.table(MERGED, pen=PENS[style])
    found = read(tmp_path, paper.finished())
    assert placed(found) == MERGED
    assert {cell.doubt for row in found for cell in row.cells} == {None}


def test_shaded_heading(tmp_path: Path) -> None:
    """Coloured fields under cells are no cells; white text on a dark field is seen."""
    paper = Paper()
    paper.canvas.setFillColorRGB(0.1, 0.2, 0.5)
    paper.canvas.rect(50, paper.height - 80, 400, 20, stroke=0, fill=1)
    paper.canvas.setFillColorRGB(1, 1, 1)
    paper.table([cell for cell in MERGED if cell[0] == 0])
    paper.canvas.setFillColorRGB(0.85, 0.85, 0.85)
    paper.canvas.rect(50, paper.height - 100, 400, 20, stroke=0, fill=1)
    paper.canvas.setFillColorRGB(0, 0, 0)
    paper.table([cell for cell in MERGED if cell[0]])
    found = read(tmp_path, paper.finished())
    assert placed(found) == MERGED
    assert [row.notes for row in found if row.notes] == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(merged(), st.sampled_from(sorted(PENS)))
def test_any_table_is_read_as_drawn(tmp_path: Path, cells: list[tuple[int, int, int, int]], style: str) -> None:
    """Whatever is merged: each cell with its text, its place and its spans."""
    paper = Paper()
    paper.table([(*cell, f"第{number}格") for number, cell in enumerate(cells)], widths=[60] * 8, pen=PENS[style])
    areas = [area[:4] for area in without_idle_lines(cells)]
    if len(cells) == 1:
        assert texts(read(tmp_path, paper.finished())) == [["第0格"]]
        return
    assert placed(read(tmp_path, paper.finished())) == [(*area, f"第{number}格") for number, area in enumerate(areas)]


def test_side_by_side(tmp_path: Path) -> None:
    """Two tables beside each other are two, the left one first, each under its own heading."""
    paper = Paper()
    left, right = plain([["指标", "值"], ["培训", "1"], ["会议", "2"]]), plain([["指标", "值"], ["参观", "3"]])
    paper.text(60, 40, "中期目标")
    paper.text(310, 40, "年度目标")
    paper.table(right, left=300, top=60, row_height=27)
    paper.table(left, left=50, top=60)
    found = read(tmp_path, paper.finished())
    assert [(row.table, *(cell.text for cell in row.cells)) for row in found] == [
        (None, "中期目标", "年度目标"),
        ("T1", "指标", "值"),
        ("T1", "培训", "1"),
        ("T1", "会议", "2"),
        ("T2", "指标", "值"),
        ("T2", "参观", "3"),
    ]


def test_table_in_a_cell_and_frame_around_the_page(tmp_path: Path) -> None:
    """A table in a cell is its own; a frame around everything is none."""
    paper = Paper()
    paper.box(20, 20, 575, 820)
    paper.table([(0, 0, 8, 1, "外"), (0, 1, 8, 4, "")])
    paper.table(plain([["甲", "乙"], ["丙", "丁"]]), left=150, top=80)
    assert [(row.table, row.width, texts([row])[0]) for row in read(tmp_path, paper.finished())] == [
        ("T1", 2, ["外"]),
        ("T2", 2, ["甲", "乙"]),
        ("T2", 2, ["丙", "丁"]),
    ]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("stated", [False, True])
def test_turned_pages(rotation: int, stated: bool, tmp_path: Path) -> None:
    """A page that lies on its side is read as it is turned to be read, whether the file says so or not."""
    size = landscape(A4) if rotation % 180 else A4
    paper = Paper(A4 if stated else size)  # reportlab lays a page on its side whose rotation is stated
    canvas, (width, height) = paper.canvas, size
    if stated:
        canvas.setPageRotation(rotation)
    moves = {0: (0, 0), 90: (width, 0), 180: (width, height), 270: (0, height)}
    canvas.translate(*moves[rotation])
    canvas.rotate(rotation)
    paper.height = height if rotation % 180 == 0 else width
    paper.text(60, 30, "年度目标")
    paper.table(MERGED)
    found = read(tmp_path, paper.finished())
    assert placed(found) == MERGED
    assert texts(found)[0] == ["年度目标"]
    cell = next(cell for row in found for cell in row.cells if cell.text == "项目名称")
    assert cell.box == pytest.approx((50, 60, 210, 80), abs=1)


@pytest.mark.parametrize("direction", [90, 270])
def test_text_turned_in_its_cell(direction: int, tmp_path: Path) -> None:
    """A label that runs up or down in its cell is read along its line."""
    paper = Paper()
    paper.table([(0, 0, 4, 1, ""), *[(row, 1, 1, 2, f"第{row}行内容") for row in range(4)]])
    canvas = paper.canvas
    canvas.saveState()
    canvas.translate(85 if direction == 90 else 95, paper.height - (130 if direction == 90 else 70))
    canvas.rotate(direction)
    canvas.drawString(0, 0, "产出指标≥5")
    canvas.restoreState()
    assert placed(read(tmp_path, paper.finished()))[0] == (0, 0, 4, 1, "产出指标≥5")


def test_upright_writing(tmp_path: Path) -> None:
    """Characters below each other, in columns from right to left; and one column of them."""
    paper = Paper()
    paper.table([(0, 0, 5, 1, ""), (0, 1, 5, 1, ""), (0, 2, 5, 1, "值")])
    for number, char in enumerate("产出指标"):
        paper.text(80, 66 + 11 * number, char)
    for column, word in enumerate(("服务对象", "满意度")):
        for number, char in enumerate(word):
            paper.text(172 - 16 * column, 66 + 11 * number, char)
    assert texts(read(tmp_path, paper.finished())) == [["产出指标", "服务对象满意度", "值"]]


def test_missing_ruling_is_in_doubt(tmp_path: Path) -> None:
    """A cell whose extent is not ruled says so."""
    paper = Paper()
    paper.table([(0, 0, 1, 1, "甲"), (0, 2, 1, 1, "丙"), (1, 0, 1, 1, "丁"), (2, 0, 1, 3, "己")])
    paper.text(140, 65, "乙")
    paper.text(140, 85, "戊")
    paper.canvas.line(210, paper.height - 80, 290, paper.height - 80)
    paper.canvas.line(290, paper.height - 80, 290, paper.height - 100)
    doubts = {cell.text: cell.doubt for row in read(tmp_path, paper.finished()) for cell in row.cells}
    assert doubts["乙"] == doubts["戊"] == "ruling_missing"
    assert doubts["甲"] is doubts["丙"] is doubts["己"] is None


def test_text_that_runs_over_its_cell(tmp_path: Path) -> None:
    """A number that does not fit stays one; two texts that touch at a ruling are in doubt."""
    paper = Paper()
    paper.table(plain([["金额", "", "甲"], ["乙", "丙", "丁"]]), widths=[40, 40, 40])
    paper.text(92, 65, "1,234,567.89")
    found = read(tmp_path, paper.finished())
    assert texts(found)[0][:2] == ["金额", "1,234,567.89"]
    paper = Paper()
    paper.table(plain([["", "", "甲"], ["乙", "丙", "丁"]]), widths=[40, 40, 40])
    paper.text(90 - 3 * 4.62, 65, "110220")
    (first, *_), *_ = (row.cells for row in read(tmp_path, paper.finished()))
    assert first.doubt == "over_ruling"
