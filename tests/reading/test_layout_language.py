"""The layout language, feature by feature: where values stand, periods, boxes, blocks of money, spending columns, schedules."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from auditor.forms.model import Form
from auditor.forms.vocabulary import Vocabulary
from auditor.marked import Reporter, parse
from auditor.reading.document import read_rows
from auditor.reading.grid import Cell, Row
from auditor.reading.jsonform import damage_message, form_to_json
from auditor.reading.layout import Layout

LAYOUT = """
title: {zh: 某市表, en: a city}
begins: {titles: ['某市项目绩效表']}
year: {line: '((?:19|20)[0-9]{2})年度?', in_title: '((?:19|20)[0-9]{2})年'}
unit: 万元
unit_labels: [金额单位]
zero_words: ['-', 无]
fields:
  project_name: {label: 项目名称}
  project_type: {label: 项目类型}
  content: {label: 项目概况}
  long_term_goal: {label: 中期目标}
  annual_goal: {label: 年度目标}
period: {label: 起止时间}
others: [项目属性, 负责人, 立项情况, 项目类别, 立项依据, 分值]
boxes: [project_type, 项目属性]
below: [long_term_goal, annual_goal]
schedule: {label: 进度计划, columns: [实施内容, 开始, 完成]}
funding:
  begins: [项目资金]
  fields:
    total: {label: 年度资金总额, aliases: [合计]}
    fiscal_subtotal: {label: 财政拨款}
    other: {label: 其他资金}
  blocks:
    long_term: {total: {label: 中期资金总额}, fiscal_subtotal: {}}
  prose:
    label: 资金总额及构成
    patterns:
      total: ['总额[:]?([0-9.]+(?:万元|元)?)']
      fiscal_subtotal: ['财政拨款[:]?([0-9.]+(?:万元|元)?)', '(?:上级|本级)[:]?([0-9.]+(?:万元|元)?)']
      other: ['(?:自有|其他)[:]?([0-9.]+(?:万元|元)?)']
amounts:
  previous_budget: {label: 上年预算}
  previous_executed: {label: 上年执行}
  full_year: {label: 本年金额}
other_years: ['((?:19|20)[0-9]{2})年执行数']
spending:
  label: 支出明细
  begins: [支出明细]
  columns: {name: {label: 用途}, basis: {label: 测算依据}, serial: {label: 序号}}
  others: [数量, 单位, 单价]
  totals: [合计]
  totals_as: read
indicators:
  label: 绩效指标
  level1: [产出指标]
  columns:
    level1: {label: 一级指标}
    level2: {label: 二级指标}
    level3: {label: 三级指标}
    full_year: {label: 指标值}
    weight: {label: 分值}
"""
HEAD = ["某市项目绩效表", "2025年度", "金额单位：万元", "项目名称\t甲"]
Read = Callable[..., Form]


def layout_of(text: str = LAYOUT) -> Layout:
    """Give the layout that a text describes."""
    reporter = Reporter()
    mapping = parse(text, "某市.yaml", reporter)
    assert mapping is not None
    assert reporter.problems == []
    return Layout.from_mapping("某市", mapping)


@pytest.fixture
def read(vocabulary: Vocabulary) -> Read:
    """Read lines below a head; ``/`` in a cell's text is a line break."""

    def one(*lines: str, layout: str = LAYOUT) -> Form:
        rows = []
        for number, line in enumerate((*HEAD, *lines), 1):
            parts = line.split("\t")
            cells = [Cell(part.replace("⏎", "\n"), at, at) for at, part in enumerate(parts, 1) if part.strip()]
            rows.append(Row(tuple(cells), len(parts), number, None))
        (form,) = read_rows(rows, "a.txt", [layout_of(layout)], vocabulary)
        return form

    return one


def codes(form: Form) -> list[tuple[str, str]]:
    """Give code and place of the damage that is not about what the small forms leave out."""
    return [(item.code, item.at) for item in form.damage if item.code not in ("label_missing", "form_cut")]


def money(amounts: dict[str, Decimal | None]) -> dict[str, str]:
    """Give amounts as texts."""
    return {name: str(value) for name, value in amounts.items() if value is not None}


@pytest.mark.parametrize(
    ("lines", "texts", "others"),
    [
        (["项目概况\t培训"], {"content": "培训"}, {}),
        (["项目概况：培训"], {"content": "培训"}, {}),
        (["二、项目概况：培训"], {"content": "培训"}, {}),
        (["（三）项目概况\t培训"], {"content": "培训"}, {}),
        (["3.项目概况（200字内）\t培训"], {"content": "培训"}, {}),
        (["项目概况（200字内）：培训"], {"content": "培训"}, {}),
        (["项⏎目⏎概⏎况\t培训"], {"content": "培训"}, {}),
        (["负责人\t丁\t立项依据\t文件"], {}, {"负责人": "丁", "立项依据": "文件"}),
        (["负责人：丁\t立项依据：文件"], {}, {"负责人": "丁", "立项依据": "文件"}),
        (["立项情况\t立项依据\t文件"], {}, {"立项依据": "文件"}),
        (["立项情况\t已立项"], {}, {"立项情况": "已立项"}),
        (["中期目标\t年度目标", "长\t短"], {"long_term_goal": "长", "annual_goal": "短"}, {}),
        (["中期目标（2024年—2026年）\t\t年度目标", "\t长\t短"], {"long_term_goal": "长", "annual_goal": "短"}, {}),
        (["立项情况\t中期目标\t\t年度目标", "\t长\t\t短"], {"long_term_goal": "长", "annual_goal": "短"}, {}),
        (["立项情况\t中期目标\t\t年度目标", "\t\t\t短"], {"annual_goal": "短"}, {}),
        (["中期目标\t长\t年度目标\t短"], {"long_term_goal": "长", "annual_goal": "短"}, {}),
    ],
)
def test_where_values_stand(lines: list[str], texts: dict[str, str], others: dict[str, str], read: Read) -> None:
    """Right of the label, behind its colon, below it by column or by order; labels numbered, with notes, or upright."""
    form = read(*lines)
    found = {name: value for name, value in form.texts.items() if value is not None and name != "project_name"}
    assert (found, form.others, codes(form)) == (texts, others, [])
    assert {f"/others/{label}" for label in others} <= form.places.keys()


@pytest.mark.parametrize(
    ("line", "others", "unit"),
    [
        ("负责人：丁某    立项依据：文件", {"负责人": "丁某", "立项依据": "文件"}, "元"),
        ("负责人（签字）：丁　立项依据：一 二", {"负责人": "丁", "立项依据": "一 二"}, "元"),
        ("负责人：丁 金额单位：元", {"负责人": "丁"}, "元"),
        ("负责人：丁 某：戊", {"负责人": "丁 某：戊"}, "元"),
    ],
)
def test_several_labels_in_one_line(line: str, others: dict[str, str], unit: str, read: Read) -> None:
    """A line above the table may hold several labels with their values."""
    form = read(line, "项目资金（元）\t年度资金总额\t3")
    assert (form.others, form.units_seen[-1], codes(form)) == (others, unit, [])


def test_label_of_a_column_is_a_text_outside_its_table(read: Read) -> None:
    """分值 heads a column of the indicators; beside the funding it has a value of its own."""
    form = read("项目资金\t年度资金总额\t30\t分值\t10", "立项依据\t文件\t分值")
    assert (money(form.funding), form.others["分值"], codes(form)) == ({"total": "30"}, "10", [])


@pytest.mark.parametrize(
    ("row", "start", "end"),
    [
        ("起止时间\t2024年—2026年", "2024年", "2026年"),
        ("起止时间\t20250101\t到\t20251231", "20250101", "20251231"),
        ("起止时间\t2025年1月\t2025年12月", "2025年1月", "2025年12月"),
        ("起止时间：2025年1月-12月", "2025年1月", "2025年12月"),
        ("起止时间\t三年", "三年", "三年"),
    ],
)
def test_period(row: str, start: str, end: str, read: Read) -> None:
    """Start and end in one cell, or in two with 到 between them; what is no period is kept as it stands."""
    form = read(row)
    assert (form.texts["start"], form.texts["end"], codes(form)) == (start, end, [])
    assert "".join(form.places["/start"].text.split())[:2] == start[:2]
    assert not [item for item in form.damage if item.at in ("/start", "/end")]


@pytest.mark.parametrize(
    ("rows", "value", "code"),
    [
        (["项目类型\t新增□延续√"], "延续", None),
        (["项目类型\t☑阶段性 □经常性"], "阶段性", None),
        (["项目类型\t□一次性\t☑经常性"], "经常性", None),
        (["项目类型\t□\t一次性\t☑\t经常性"], "经常性", None),
        (["项目类型\t□基建 □信息化", "\t☑维护 □其他"], "维护", None),
        (["项目类型\t延续项目"], "延续项目", None),
        (["项目类型\t□新增 □延续"], None, "boxes_none"),
        (["项目类型\t☑新增 ☑延续"], "新增、延续", "boxes_several"),
        (["项目类型\t新增√延续"], None, "boxes_unclear"),
    ],
)
def test_boxes(rows: list[str], value: str | None, code: str | None, read: Read) -> None:
    """The ticked option is the value, all of the cell is its place; none, several or unclear ticks are told."""
    form = read(*rows, "项目概况\t培训")
    assert form.texts["project_type"] == value
    assert codes(form) == ([(code, "/project_type")] if code else [])
    if value is not None:
        assert form.places["/project_type"].text in "\t".join(rows)
    for item in form.damage[: 1 if code else 0]:
        assert rows[0].split("\t")[1] in damage_message(item, "zh")
        assert rows[0].split("\t")[1] in damage_message(item, "en")


def test_boxes_of_two_labels_in_one_row(read: Read) -> None:
    """Each label has its own."""
    form = read("项目类型\t■信息化 □其他\t项目属性\t□新增 ■延续")
    assert (form.texts["project_type"], form.others) == ("信息化", {"项目属性": "延续"})


@pytest.mark.parametrize(
    ("lines", "funding", "long_term"),
    [
        (
            ["项目资金\t中期资金总额：\t90\t年度资金总额：\t30", "\t其中：财政拨款\t80\t其中：财政拨款\t20", "\t\t\t其他资金\t10"],
            {"total": "30", "fiscal_subtotal": "20", "other": "10"},
            {"total": "90", "fiscal_subtotal": "80"},
        ),
        (
            ["项目资金\t中期资金总额\t90\t其中：财政拨款\t80", "\t年度资金总额\t30\t其中：财政拨款\t20", "\t其他资金\t10"],
            {"total": "30", "fiscal_subtotal": "20", "other": "10"},
            {"total": "90", "fiscal_subtotal": "80"},
        ),
        (
            ["项目资金\t中期资金总额\t90", "\t财政拨款\t80", "\t年度资金总额\t30", "\t财政拨款\t20", "\t其他资金\t10"],
            {"total": "30", "fiscal_subtotal": "20", "other": "10"},
            {"total": "90", "fiscal_subtotal": "80"},
        ),
        (
            ["项目资金\t年度资金总额：30\t其中：财政拨款：20", "\t其他资金：10"],
            {"total": "30", "fiscal_subtotal": "20", "other": "10"},
            {},
        ),
    ],
)  # fmt: skip
def test_blocks_of_funding(lines: list[str], funding: dict[str, str], long_term: dict[str, str], read: Read) -> None:
    """Money of the whole project beside or above that of the year; a label belongs to the total above or left of it."""
    form = read(*lines)
    assert (money(form.funding), money(form.other_funding.get("long_term", {})), codes(form)) == (
        funding,
        long_term,
        [],
    )
    assert ("/other_funding/long_term/total" in form.places) == bool(long_term)


def test_columns_of_funding_and_spending(read: Read) -> None:
    """A header names the years; it holds for the spending below unless that has one of its own."""
    form = read(
        "项目资金\t\t上年预算\t上年执行\t本年金额\t",
        "\t合计\t10\t9\t12\t",
        "\t财政拨款\t10\t9\t11\t",
        "\t其他资金\t\t\t1\t",
        "支出明细\t印刷\t10\t9\t12\t",
        "\t合计\t10\t9\t12\t",
    )
    assert money(form.funding) == {"total": "12", "fiscal_subtotal": "11", "other": "1"}
    assert {name: money(block) for name, block in form.other_funding.items()} == {
        "previous_budget": {"total": "10", "fiscal_subtotal": "10"},
        "previous_executed": {"total": "9", "fiscal_subtotal": "9"},
    }
    (line,) = form.spending
    assert (line.name, str(line.full_year), money(line.previous)) == (
        "印刷", "12", {"previous_budget": "10", "previous_executed": "9"},
    )  # fmt: skip
    assert money(form.spending_totals) == {"previous_budget": "10", "previous_executed": "9", "full_year": "12"}
    assert codes(form) == []


def test_spending_columns(read: Read) -> None:
    """Names under their own header, running numbers, texts with and without a field, columns that name their year."""
    form = read(
        "支出明细\t序号\t用途\t本年金额\t数量\t单位\t单价\t测算依据\t2023年执行数\t2024年执行数",
        "\t1\t印刷\t12\t400\t册\t0.03\t报价\t9\t10",
        "\t2\t会务\t3\t\t\t\t\t\t2",
        "\t……",
        "\t\t合计\t15\t\t\t\t\t9\t12",
    )
    first, second = form.spending
    assert (first.name, str(first.full_year), first.basis) == ("印刷", "12", "报价")
    assert first.others == {"数量": "400", "单位": "册", "单价": "0.03"}
    assert money(first.previous) == {"previous_executed": "10", "earlier_executed": "9"}
    assert (second.name, str(second.full_year), money(second.previous)) == ("会务", "3", {"previous_executed": "2"})
    assert money(form.spending_totals) == {"full_year": "15", "earlier_executed": "9", "previous_executed": "12"}
    assert codes(form) == []
    written = form_to_json(form)["spending"]
    assert written[0]["others"] == {"数量": "400", "单位": "册", "单价": "0.03"}  # type: ignore[index]
    assert form.places["/spending/0/others/单位"].text == "册"


def test_columns_of_other_years_than_the_last_two(read: Read) -> None:
    """An old form used again: read in the order of the years, with a note."""
    form = read("支出明细\t用途\t本年金额\t2020年执行数\t2021年执行数", "\t印刷\t12\t9\t10")
    assert money(form.spending[0].previous) == {"previous_executed": "10", "earlier_executed": "9"}
    assert codes(form) == [
        ("column_year", "/spending/previous_executed"),
        ("column_year", "/spending/earlier_executed"),
    ]
    assert "2021" in damage_message(form.damage[0], "zh")
    assert "2021" in damage_message(form.damage[0], "en")


def test_spending_without_any_header(read: Read) -> None:
    """The usual order of the layout is taken, and said to be."""
    form = read("支出明细\t印刷\t10\t9\t12")
    assert (str(form.spending[0].full_year), money(form.spending[0].previous)) == ("12", {"previous_budget": "10", "previous_executed": "9"},
    )  # fmt: skip
    assert codes(form)[0] == ("columns_assumed", "/spending")


@pytest.mark.parametrize(
    ("text", "funding"),
    [
        ("总额300万元 一、财政拨款200万元 二、自有：60万元 三、其他40万元", ("300", "200", "100")),
        ("总额：300 一、财政拨款（其中：上级 150  本级：50） 二、自有 100 三、其他", ("300", "200", "100")),
        ("总额３００万元，财政拨款：　　万元", ("300", None, None)),
        ("总额3000000元", ("300", None, None)),
        ("待定", (None, None, None)),
    ],
)
def test_amounts_in_running_text(text: str, funding: tuple[str | None, ...], read: Read) -> None:
    """What the patterns find, added up where found several times; the whole text is kept, its place is the amounts'."""
    form = read(f"资金总额及构成\t{text}")
    found = money(form.funding)
    assert tuple(found.get(name) for name in ("total", "fiscal_subtotal", "other")) == funding
    assert form.others == {"资金总额及构成": text}
    if funding[0]:
        assert form.places["/funding/total"].text == text


def test_schedule(read: Read) -> None:
    """Every cell is kept under its row and column."""
    form = read("进度计划\t实施内容\t开始\t完成", "\t采购\t3月\t6月", "\t安装\t\t8月", "项目概况\t培训")
    assert form.others == {
        "进度计划 1 实施内容": "采购", "进度计划 1 开始": "3月", "进度计划 1 完成": "6月",
        "进度计划 2 实施内容": "安装", "进度计划 2 完成": "8月",
    }  # fmt: skip
    assert (form.texts["content"], codes(form)) == ("培训", [])
    assert read("进度计划\t全年均匀实施").others == {"进度计划": "全年均匀实施"}


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("项目类型", "延续⏎项目", "延续项目"),
        ("项目类型", "Type⏎A1", "Type A1"),
        ("项目类型", "A⏎类", "A类"),
        ("项目概况", "一、培训。⏎二、考核。", "一、培训。\n二、考核。"),
    ],
)
def test_line_breaks(field: str, text: str, value: str, read: Read) -> None:
    """Lines of a cell are joined, with a space between Latin words; narratives keep their paragraphs."""
    form = read(f"{field}\t{text}")
    assert value in form.texts.values()


def test_line_breaks_in_other_cells(read: Read) -> None:
    """Texts without a field, amounts, names of spending lines."""
    form = read(
        "负责人\t丁⏎某",
        "立项依据\t" + "依据。⏎" * 20,
        "项目资金\t年度资金总额\t30⏎万元",
        "支出明细\t用途\t本年金额",
        "\t印⏎刷\t12",
    )
    assert form.others["负责人"] == "丁某"
    assert "\n" in form.others["立项依据"]
    assert (str(form.funding["total"]), form.spending[0].name) == ("30", "印刷")


def test_two_numbers_in_one_cell_are_no_amount(read: Read) -> None:
    """Numbers below one another are not run together."""
    form = read("项目资金\t年度资金总额\t100⏎200")
    assert form.funding["total"] is None
    assert codes(form) == [("not_a_number", "/funding/total")]


@pytest.mark.parametrize(
    ("line", "quoted"),
    [
        ("负责人\t丁\t多余", "多余"),
        ("项目资金\t债券\t7", "债券"),
        ("项目资金\t年度资金总额\t30\t元旦", "元旦"),
        ("支出明细\t用途\t本年金额\t12", "12"),
        ("进度计划\t实施内容\t开始\t完成\n\t采购\t3月\t6月\t多余", "多余"),
        ("资金总额及构成\t总额3万元\n资金总额及构成\t总额4万元", "总额4万元"),
        ("负责人\t丁\n负责人\t戊", "戊"),
        ("项目类型\t☑甲 □乙\t多余", "多余"),
        ("项目类型\t☑甲 □乙\n项目概况\t培训\n项目类型\t□甲 ☑乙", "□甲 ☑乙"),
    ],
)
def test_what_fits_nowhere_is_told(line: str, quoted: str, read: Read) -> None:
    """Nothing printed is lost silently."""
    form = read(*line.split("\n"))
    assert any(quoted in damage_message(item, "zh") for item in form.damage)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("other_years: ['((?:19|20)[0-9]{2})年执行数']", "other_years: ['[0-9]{4}年执行数']", "应有且只有一个括号组"),
        ("totals_as: read", "totals_as: sum", "“sum”不可用；可用：damage, read, funding"),
        ("long_term: {total: {label: 中期资金总额}", "medium: {total: {label: 中期资金总额}", "没有“medium”这一项"),
        ("period: {label: 起止时间}", "period: {aliases: [起止时间]}", "栏目“period”没有写 label"),
        ("others: [项目属性, ", "others: [项目名称, ", "“项目名称”同时表示"),
        ("total: ['总额[:]?([0-9.]+(?:万元|元)?)']", "total: ['总额']", "应有且只有一个括号组"),
    ],
)
def test_mistakes_of_an_author(old: str, new: str, message: str) -> None:
    """Each is told."""
    from auditor.errors import InvalidPack

    assert old in LAYOUT
    with pytest.raises(InvalidPack) as caught:
        layout_of(LAYOUT.replace(old, new))
    assert message in caught.value.render("zh")
