"""Page breaks: real forms laid out in many sizes and ways, cut at every place, are read as if there were none."""

import json
from itertools import product
from pathlib import Path
from random import Random

import pytest

from auditor.forms.vocabulary import Vocabulary
from auditor.reading.document import read_document
from auditor.reading.layout import Layout
from tests.corpus import FormData, LineData, RowData, TargetData
from tests.printing import paper
from tests.printing.layouts import PRINTERS
from tests.printing.page import Page
from tests.reading.pdfs import Paper, Placed, placed, plain, read, texts
from tests.reading.transcription import values_of

GOLD = Path(__file__).parents[1] / "fixtures" / "gold"
NUMBERS = ("01", "02", "04", "06", "08", "10", "11")


def gold(number: str) -> dict[str, object]:
    """Give the transcription of a real form, without what only the extraction of its text did to it."""
    form: dict[str, object] = json.loads((GOLD / f"form-{number}.json").read_text(encoding="utf-8"))
    return form


def bare(value: object) -> object:
    """Give values without white space, which print does not keep at the ends of lines."""
    if isinstance(value, dict):
        return {key: bare(part) for key, part in value.items() if key != "printed_level2"}
    if isinstance(value, list):
        return [bare(part) for part in value]
    return "".join(value.split()) if isinstance(value, str) else value


def laid_out(form: dict[str, object]) -> Page:
    """Give a real form as it is laid out on a page."""
    transcribed: dict = form  # type: ignore[type-arg]  # as JSON has it

    def target(raw: str | None) -> TargetData | None:
        return TargetData(raw, "") if raw else None

    fields = [field for field in transcribed if isinstance(transcribed[field], str | None) and field != "title"]
    data = FormData(
        year=transcribed["year"],
        unit="万元",
        texts={field: transcribed[field] or "" for field in fields},
        funding={field: amount or "" for field, amount in transcribed["funding"].items()},
        spending=[
            LineData(line["name"] or "", line["half_year"] or "", line["full_year"] or "")
            for line in transcribed["spending"]
        ],
        rows=[
            RowData(row["level2"], row["level3"], target(row["half_year"]), target(row["full_year"]))
            for row in transcribed["indicators"]
        ],
        title=transcribed["title"],
    )
    return PRINTERS["huaian"](data, Random(1))


def style(**chosen: object) -> paper.Style:
    """Give a style of setting with some of it chosen."""
    usual = {"size": 7.5, "wide": False, "foot": 60.0, "rulings": "boxes", "closed": True, "cuts": True, "middle": True}
    return paper.Style(**{**usual, "numbered": "第{}页", "gap": 0.0, **chosen})  # type: ignore[arg-type]


def misread(folder: Path, number: str, chosen: paper.Style, layout: Layout, vocabulary: Vocabulary) -> list[str]:
    """Tell every part of a form that is not read as it was laid out."""
    path = folder / "form.pdf"
    wanted = gold(number)
    path.write_bytes(paper.write([laid_out(wanted)], Random(1), chosen).content)
    (form,) = read_document(path, path.name, [layout], vocabulary)
    read_back = values_of(form)
    return [
        f"{key}: {read_back[key]!r} instead of {wanted[key]!r}"
        for key in read_back
        if bare(read_back[key]) != bare(wanted[key])
    ]


@pytest.mark.parametrize("number", NUMBERS)
def test_real_forms_in_many_settings(number: str, tmp_path: Path, layout: Layout, vocabulary: Vocabulary) -> None:
    """Every value of every real form is right in each size of type, whatever the page breaks cut."""
    for size, (cuts, closed, middle) in product((6.5, 9.5), product((False, True), repeat=3)):
        chosen = style(size=size, cuts=cuts, closed=closed, middle=middle, rulings="fills" if closed else "lines")
        assert misread(tmp_path, number, chosen, layout, vocabulary) == [], chosen


@pytest.mark.parametrize("middle", [False, True])
@pytest.mark.parametrize("closed", [False, True])
def test_break_at_every_height(
    middle: bool, closed: bool, tmp_path: Path, layout: Layout, vocabulary: Vocabulary
) -> None:
    """The first page ends at every height there is, so that each row is cut and each pair of rows is parted once."""
    for foot in range(60, 660, 13):
        chosen = style(foot=float(foot), middle=middle, closed=closed)
        assert misread(tmp_path, "10", chosen, layout, vocabulary) == [], foot


def over_pages(tables: list[list[Placed]], above: str = "", below: str = "") -> bytes:
    """Give a table in parts, one at the head of each page, with lines above and below it."""
    made = Paper()
    for number, cells in enumerate(tables, 1):
        made.text(250, 30, above.format(number))
        made.text(280, 800, below.format(number))
        made.table(cells)
        made.turn()
    return made.finished()


PARTS = [plain([["甲", "乙", "丙", "丁"], ["1", "2", "3", "4"]]), plain([["5", "6", "7", "8"]])]


@pytest.mark.parametrize("below", ["", "{}", "- {} -", "第{}页", "第 {} 页 共 2 页", "{} / 2", "预算科编制"])
@pytest.mark.parametrize("above", ["", "淮安市财政局"])
def test_one_table_over_two_pages(above: str, below: str, tmp_path: Path) -> None:
    """Numbers and what stands on each page at the same place do not part a table; it is told once."""
    found = read(tmp_path, over_pages(PARTS, above, below))
    assert {row.table for row in found if row.table} == {"T1"}
    assert [row.line for row in found if row.table] == [1, 2, 3]
    outside = [above] * bool(above) + [below] * (below == "预算科编制")
    assert [row.text for row in found if not row.table] == outside


@pytest.mark.parametrize(("above", "below"), [("第{}部分", ""), ("", "表{}说明")])
def test_lines_that_part_tables(above: str, below: str, tmp_path: Path) -> None:
    """What is said between two tables parts them."""
    found = read(tmp_path, over_pages(PARTS, above, below))
    assert [row.table for row in found if row.table] == ["T1", "T1", "T2"]
    assert len([row for row in found if not row.table]) == 2


def test_heading_repeated_on_each_page(tmp_path: Path) -> None:
    """Word repeats the heading of a table on each page; it is read once, and what it parted is joined."""
    heading = ["名称", "内容", "半年", "全年"]
    first = [
        *plain([heading]),
        (1, 0, 2, 1, "产出"),
        *[(row, at, 1, 1, f"{row}{at}") for row in (1, 2) for at in (1, 2, 3)],
    ]
    second = [*plain([heading]), (1, 0, 1, 1, ""), *[(1, at, 1, 1, f"3{at}") for at in (1, 2, 3)]]
    found = read(tmp_path, over_pages([first, second]))
    assert [row.text.count("名称") for row in found] == [1, 0, 0, 0]
    assert placed(found)[4] == (1, 0, 3, 1, "产出")


def test_forms_below_the_same_title(tmp_path: Path) -> None:
    """Where each page begins with the title and the first label, each is a form of its own."""
    title = "项目绩效目标表"
    parts = [
        plain([["项目名称", name, "主管部门", "教育局"], ["目标", name, "值", "1"]]) for name in ("甲", "乙", "丙")
    ]
    found = read(tmp_path, over_pages([*parts[:2], parts[2]], title), labels=[title, "项目名称"])
    assert [row.text for row in found if not row.table] == [title] * 3
    assert [row.table for row in found if row.table] == ["T1", "T1", "T2", "T2", "T3", "T3"]


def test_title_repeated_over_a_table_that_goes_on(tmp_path: Path) -> None:
    """A title at the head of each page of one table stands among its rows, for the reader of forms to judge."""
    title = "项目绩效目标表"
    first, second = (
        plain([["项目名称", "甲", "主管部门", "局"], ["数量", "1", "2", "3"]]),
        plain([["质量", "5", "6", "7"]]),
    )
    found = read(tmp_path, over_pages([first, second], title), labels=[title, "项目名称"])
    assert [row.table for row in found] == [None, "T1", "T1", None, "T1"]


def test_tables_side_by_side_over_pages(tmp_path: Path) -> None:
    """Each of two tables beside each other goes on with its own part; the left one comes first, whole."""
    made = Paper()
    for page in (1, 2):
        for name, left in (("右", 330.0), ("左", 50.0)):
            made.table(plain([[name, f"{page}1"], [name, f"{page}2"]]), left=left, widths=(80, 80))
        made.turn()
    found = read(tmp_path, made.finished())
    assert [(row.table, row.line, row.cells[0].text) for row in found] == [
        *[("T1", line, "左") for line in (1, 2, 3, 4)],
        *[("T2", line, "右") for line in (1, 2, 3, 4)],
    ]


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        (["名称名称名称名称名称名", "≥1", "≥2"], ["称的下半", "", ""], ["名称名称名称名称名称名称的下半", "≥1", "≥2"]),
        (["名称", "≥1", "≥2"], ["", "", ""], ["名称", "≥1", "≥2"]),
        (["", "", ""], ["名称", "≥1", "≥2"], ["名称", "≥1", "≥2"]),
        (["名称", "", ""], ["", "≥1", "≥2"], ["名称", "≥1", "≥2"]),
        (["半年（程）", "全年（程）", "甲"], ["指标值", "指标值", ""], ["半年（程）指标值", "全年（程）指标值", "甲"]),
        (
            ["满意度满意度满意度满", "沿岸居民居民", "≥2"],
            ["意指标", "满意度", ""],
            ["满意度满意度满意度满意指标", "沿岸居民居民满意度", "≥2"],
        ),
        (["名称", "≥1", "≥2"], ["名称", "", ""], None),
        (["名称", "1111111111111111", "≥2"], ["", "22", ""], None),
        (["名称名称名称名称名称名", "≥1", "≥2"], ["效益指标", "", ""], None),
        (["名称", "≥1", "≥2"], ["会议", "≥3", "≥4"], None),
    ],
)
def test_rows_cut_in_two(above: list[str], below: list[str], joined: list[str] | None, tmp_path: Path) -> None:
    """A row that a page break cuts is one row again; two rows stay two, and numbers are never put together."""
    labels = ["半年（程）指标值", "全年（程）指标值", "指标值", "效益指标", "满意度", "满意度满意度满意度满意指标"]
    parts = [plain([["一", "二", "三"], above]), plain([below, ["丁", "戊", "己"]])]
    made = Paper()
    for cells in parts:
        made.table(cells, widths=(116, 80, 80))
        made.turn()
    found = texts(read(tmp_path, made.finished(), labels=labels))
    kept = [[text for text in row if text] for row in ([joined] if joined else [above, below])]
    assert [["".join(text.split()) for text in row] for row in found] == [["一", "二", "三"], *kept, ["丁", "戊", "己"]]


def test_merged_labels_in_the_second_set_of_columns(tmp_path: Path) -> None:
    """A label that is centred over both pages is found wherever it stands, if labels are merged in its column."""
    first = [
        *plain([["一", "二", "三", "四"]]),
        (1, 0, 1, 1, "数量"),
        (1, 1, 1, 1, "甲"),
        (1, 2, 2, 1, "质量"),
        (1, 3, 1, 1, "乙"),
        (2, 0, 1, 1, "丙"),
        (2, 1, 1, 1, "丁"),
        (2, 3, 1, 1, "戊"),
        (3, 0, 1, 1, "己"),
        (3, 1, 1, 1, "庚"),
        (3, 2, 1, 1, ""),
        (3, 3, 1, 1, "辛"),
    ]
    second = [(row, column, 1, 1, f"{row}{column}") for row in range(3) for column in (0, 1, 3)]
    made = Paper()
    made.table(first)
    made.turn()
    made.table([*second, (0, 2, 3, 1, "")])
    made.text(215, 60 + 20 - 6, "成本")
    found = read(tmp_path, made.finished())
    assert (3, 2, 4, 1, "成本") in placed(found)


def test_block_of_merged_cells_in_a_list(tmp_path: Path) -> None:
    """Of a project whose first row ends a page, names go on overleaf, for its amount is not said again there."""
    first = [
        *plain([["单位", "项目", "预算数", "指标"]]),
        *plain([["", "", "", ""], ["农业农村管理处", "高标准农田建设", "160", "甲"]])[4:],
    ]
    second = [(0, 0, 3, 1, ""), (0, 1, 3, 1, ""), (0, 2, 3, 1, ""), *[(row, 3, 1, 1, f"乙{row}") for row in range(3)]]
    made = Paper()
    made.table(first)
    made.turn()
    made.table(second)
    made.text(53, 63, "站")
    made.text(133, 63, "工程")
    found = read(tmp_path, made.finished())
    assert texts(found)[1] == ["农业农村管理处站", "高标准农田建设工程", "160", "甲"]
    assert [cell[2] for cell in placed(found) if cell[0] == 1] == [4, 4, 4, 1]
