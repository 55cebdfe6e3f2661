"""Where one form ends and the next begins, whatever happened to titles, pages and rows."""

from collections.abc import Callable

import pytest

from auditor.forms.model import Form
from auditor.reading.jsonform import damage_message
from auditor.reading.segments import UNREAD_ROWS_KEPT

Damages = Callable[[Form], list[tuple[str, str, int | None]]]
ReadForm = Callable[[list[str]], Form]
ReadLines = Callable[[list[str]], list[Form]]


def index(lines: list[str], start: str) -> int:
    """Give the number of the line that begins so."""
    return next(number for number, line in enumerate(lines) if line.strip().startswith(start))


def test_sample_is_whole(read_form: ReadForm, sample: list[str]) -> None:
    """The form that the other tests damage has no damage of its own."""
    form = read_form(sample)
    assert form.damage == []
    assert (len(form.spending), len(form.indicators), form.year) == (2, 6, 2024)


def test_two_forms(read_lines: ReadLines, sample: list[str]) -> None:
    """Each title begins a form; positions count from 0 and lines go on."""
    forms = read_lines([*sample, "", *sample])
    assert [form.position for form in forms] == [0, 1]
    assert forms[1].places["/project_name"].line == len(sample) + 4


@pytest.mark.parametrize(
    "start", ["立项必要性", "上年结转资金", "资料费", "年度目标", "一级指标", "立项程序规范性", "质量指标"]
)
@pytest.mark.parametrize(
    "header",
    [
        ["淮安市项目预算绩效目标表"],
        ["淮安市项目预算绩效目标表", "", "2024年度"],
        ["— 3 —"],
        ["第 2 页 共 3 页"],
        ["7"],
        [""],
    ],
)
def test_page_headers_inside_a_form_change_nothing(
    start: str, header: list[str], read_form: ReadForm, sample: list[str]
) -> None:
    """A repeated title, year or page number at a page break begins no form and becomes no row."""
    at = index(sample, start)
    form = read_form([*sample[:at], *header, *sample[at:]])
    expected = read_form(sample)
    assert (form.damage, form.texts, form.funding) == ([], expected.texts, expected.funding)
    assert (form.spending, form.indicators) == (expected.spending, expected.indicators)


@pytest.mark.parametrize("header", ["一级指标", "支出"])
def test_repeated_table_headers_become_no_row(header: str, read_form: ReadForm, sample: list[str]) -> None:
    """The header row that a page break repeats inside its table is read as a header again."""
    at = index(sample, header)
    form = read_form([*sample[: at + 2], sample[0], sample[at], *sample[at + 2 :]])
    expected = read_form(sample)
    assert (form.damage, form.spending, form.indicators) == ([], expected.spending, expected.indicators)


def test_glued_forms_are_split_and_said_to_be(read_lines: ReadLines, sample: list[str], damages: Damages) -> None:
    """A second 项目名称 after the indicators begins a form, which then has neither title nor year."""
    first, second = read_lines([*sample, *sample[2:]])
    assert first.damage == []
    line = len(sample) + 1
    assert damages(second) == [("form_glued", "/title", line), ("year_missing", "/year", line)]
    assert (second.title, second.year, second.texts) == (None, None, first.texts)
    assert damage_message(second.damage[0], "zh") == (
        f"第 {line} 行：本表与前一张表相连，中间没有标题，已按重复出现的栏目名称拆分。"
    )
    assert damage_message(second.damage[0], "en").startswith(f"Line {line}: This form follows the one before without")


def test_glued_form_without_its_first_row(read_lines: ReadLines, sample: list[str]) -> None:
    """Any label that comes again below the indicators splits, not 项目名称 alone."""
    first, second = read_lines([*sample, *sample[3:]])
    assert len(first.indicators) == len(second.indicators) == 6
    assert second.texts["project_name"] is None


def test_form_cut_before_the_next_begins_without_title(
    read_lines: ReadLines, sample: list[str], damages: Damages
) -> None:
    """A 项目名称 inside the funding of an unfinished form begins the next."""
    at = index(sample, "国有资本金")
    first, second = read_lines([*sample[:at], *sample[2:]])
    assert ("form_cut", "/spending", at) in damages(first)
    assert second.texts["project_name"] == "甲项目"


@pytest.mark.parametrize(
    ("start", "missing"),
    [
        ("项目类型", "项目资金、支出明细、绩效指标"),
        ("项目资金", "项目资金、支出明细、绩效指标"),
        ("财政拨款", "支出明细、绩效指标"),
        ("支出", "支出明细、绩效指标"),
        ("培训费", "支出明细、绩效指标"),
        ("中长期目标", "绩效指标"),
        ("一级指标", "绩效指标"),
        ("决策", "绩效指标"),
    ],
)
@pytest.mark.parametrize("followed", [False, True], ids=["end of file", "next form"])
def test_form_cut_in_any_section(
    start: str, missing: str, followed: bool, read_lines: ReadLines, sample: list[str]
) -> None:
    """What was printed before the cut is read, and the missing sections are named."""
    cut = sample[: index(sample, start)]
    form, *others = read_lines([*cut, *(sample if followed else [])])
    assert len(others) == followed
    assert form.texts["project_name"] == "甲项目"
    message = damage_message(form.damage[-1], "zh")
    assert (form.damage[-1].code, message) == ("form_cut", f"第 {len(cut)} 行：表格不完整，缺少：{missing}。")
    assert f"The form is incomplete; missing: {missing}." in damage_message(form.damage[-1], "en")
    absent = {damage.at for damage in form.damage if damage.code == "label_missing"}
    assert ("/annual_goal" in absent) == (index(sample, start) <= index(sample, "中长期目标"))
    assert ("/funding/other" in absent) == (index(sample, start) <= index(sample, "其他资金"))


def test_indicator_table_without_its_header(read_form: ReadForm, sample: list[str], damages: Damages) -> None:
    """The table is recognised by its level labels."""
    at = index(sample, "一级指标")
    form = read_form([*sample[:at], *sample[at + 1 :]])
    assert form.indicators == read_form(sample).indicators
    assert damages(form) == [("header_missing", "/indicators", at + 1)]


def test_form_without_title_at_the_beginning_of_a_file(
    read_form: ReadForm, sample: list[str], damages: Damages
) -> None:
    """Enough labels make a form."""
    form = read_form(sample[2:])
    assert damages(form) == [("title_missing", "/title", 1), ("year_missing", "/year", 1)]


def test_text_before_the_first_form_is_reported(read_form: ReadForm, sample: list[str]) -> None:
    """What is no form is quoted, not lost."""
    form = read_form(["关于公开2024年预算绩效目标的说明", "", "目录\t1", *sample])
    assert [damage_message(damage, "zh") for damage in form.damage] == [
        "第 1 行：表外文字，未读入任何一张表：“关于公开2024年预算绩效目标的说明”。",
        "第 3 行：表外文字，未读入任何一张表：“目录 | 1”。",
    ]


def test_only_so_many_rows_before_the_first_form_are_quoted(read_form: ReadForm, sample: list[str]) -> None:
    """A book before the form does not fill the memory."""
    form = read_form([*(f"第{number}章" for number in range(500)), *sample])
    assert [damage.code for damage in form.damage] == [*["unread_row"] * UNREAD_ROWS_KEPT, "unread_more"]
    assert damage_message(form.damage[-1], "zh") == "表外文字另有 480 行，未读入，也未逐行列出。"


def test_title_in_a_table_of_contents(read_lines: ReadLines, sample: list[str]) -> None:
    """Titles that no label follows begin no form."""
    contents = [sample[0], sample[0], "说明"]
    forms = read_lines([*contents, *sample])
    assert [form.texts["project_name"] for form in forms] == ["甲项目"]


def test_title_at_the_end_of_the_file(read_form: ReadForm, sample: list[str], damages: Damages) -> None:
    """A form of which nothing but the title is left is reported."""
    form = read_form([*sample, "", sample[0], "2025年度"])
    assert damages(form) == [("title_without_form", "", len(sample) + 2)]
    assert damage_message(form.damage[0], "zh").endswith("标题“淮安市项目预算绩效目标表”之下没有表格内容。")


def test_rows_after_the_indicator_table_are_reported(read_form: ReadForm, sample: list[str], damages: Damages) -> None:
    """A remark below the table is no indicator."""
    form = read_form([*sample, "填报人：丁某"])
    assert damages(form) == [("unassigned_row", "/indicators", len(sample) + 1)]
    assert len(form.indicators) == 6


@pytest.mark.parametrize(
    ("heading", "year"),
    [
        (["淮安市项目预算绩效目标表", "2025年度"], 2025),
        (["淮安市项目预算绩效目标表", "", "（2025年度）"], 2025),
        (["淮安市项目预算绩效目标表", "２０２５ 年度"], 2025),
        (["2025年度淮安市项目预算绩效目标表"], 2025),
        (["淮安市项目预算绩效目标表（2025年度）"], 2025),
        (["2023年淮安市市级项目支出绩效目标申报表", "2025年"], 2025),
        (["淮安市项目预算绩效目标表"], None),
    ],
)
def test_year(heading: list[str], year: int | None, read_form: ReadForm, sample: list[str], damages: Damages) -> None:
    """The line below the title says the year, else the title does, else it is missing."""
    form = read_form([*heading, *sample[2:]])
    assert form.year == year
    assert damages(form) == ([] if year else [("year_missing", "/year", 1)])
    assert ("/year" in form.places) == (year is not None)


@pytest.mark.parametrize("unit_line", ["金额单位：元", "\t\t\t\t金额单位：元\t", "金额单位\t元"])
def test_unit_between_title_and_table(unit_line: str, read_lines: ReadLines, sample: list[str]) -> None:
    """A line between title and first label belongs to the form below it, in every form of the file."""
    lines = [*sample[:2], unit_line, *sample[2:]]
    first, second = read_lines([*lines, *lines])
    assert (first.unit, second.unit, second.year) == ("元", "元", 2024)
    assert first.units_seen == second.units_seen == ("元", "万元")
    assert first.damage == second.damage == []


def test_remark_between_title_and_table(read_lines: ReadLines, sample: list[str], damages: Damages) -> None:
    """Other text there is reported with the form it belongs to."""
    lines = [*sample[:2], "填报单位（盖章）", *sample[2:]]
    first, second = read_lines([*sample, *lines])
    assert damages(first) == []
    assert damages(second) == [("unassigned_row", "", len(sample) + 3)]


def test_remark_under_a_page_header(read_form: ReadForm, sample: list[str], damages: Damages) -> None:
    """A title that begins no form gives what stands under it back to the open form."""
    at = index(sample, "质量指标")
    form = read_form([*sample[:at], sample[0], "（续表）", *sample[at:]])
    assert damages(form) == [("unassigned_row", "/indicators", at + 2)]
    assert len(form.indicators) == 6
