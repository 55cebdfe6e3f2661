"""Layout files: another municipality needs nothing but one, and its mistakes are all told, with their places."""

import copy
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.errors import InvalidPack
from auditor.forms.model import FUNDING_FIELDS, TEXT_FIELDS, Form
from auditor.marked import Reporter, parse
from auditor.reading.labels import fold
from auditor.reading.layout import Layout

ROOT = Path(__file__).parents[2]


def test_shipped_layout_names_every_field_in_chinese(layout: Layout) -> None:
    """Findings need a label for each field of the contract."""
    paths = [
        *TEXT_FIELDS,
        *(f"funding.{field}" for field in FUNDING_FIELDS),
        "spending",
        "indicators",
        "year",
        "funding",
    ]
    assert all(layout.names[path] for path in paths)
    assert layout.names["funding.fiscal_subtotal"] == "财政拨款小计"
    assert layout.names["indicators.half_year"] == "半年（程）指标值"


def test_shipped_layout_provides_what_rules_require(layout: Layout) -> None:
    """The names of ``requires`` follow from what the layout describes."""
    assert {"funding.total", "spending", "spending.half_year", "indicators.half_year", "indicators.standard"} <= set(
        layout.provides
    )
    assert (layout.has_half_year, layout.periods, layout.precision, layout.unit) == (
        True,
        ("half_year", "full_year"),
        2,
        "万元",
    )
    assert layout.parts["total"] == ("fiscal_subtotal", "state_capital", "social_insurance", "carry_over", "other")
    assert layout.exhaustive == {"total", "fiscal_subtotal"}
    assert "常年安排项目" in layout.options["project_type"]


def test_shipped_layout_reads_the_same_with_marks(layout: Layout) -> None:
    """The pack loader's marked values and plain ones make the same layout."""
    reporter = Reporter()
    text = (ROOT / "rules/standard/layouts/huaian.yaml").read_text(encoding="utf-8")
    mapping = parse(text, "huaian.yaml", reporter)
    assert mapping is not None
    assert reporter.problems == []
    marked = Layout.from_mapping("huaian", mapping)
    assert (marked.provides, marked.names, marked.parts) == (layout.provides, layout.names, layout.parts)


OTHER = """
title: {zh: 某市表, en: another city}
begins: {titles: ['某市项目绩效表']}
year: {line: '((?:19|20)[0-9]{2})'}
unit: 元
fields:
  project_name: {label: 名称}
  department: {label: 主管单位}
  annual_goal: {label: 本年目标}
funding:
  begins: [资金来源]
  fields:
    total: {label: 合计金额, parts: [fiscal_subtotal, other], exhaustive: "true"}
    fiscal_subtotal: {label: 财政资金}
    other: {label: 自筹资金}
amounts: {full_year: {label: 金额}}
spending: {label: 用途, begins: [资金用途]}
indicators:
  label: 指标
  level1: [成本指标, 产出指标, 效益指标]
  columns:
    level1: {label: 一级}
    level2: {label: 二级}
    level3: {label: 三级}
    full_year: {label: 目标值}
"""
OTHER_FORM = """某市项目绩效表
2025
名称\t甲\t主管单位\t乙
资金来源（元）\t合计金额\t1,500.00\t
\t财政资金\t1,000.00\t自筹资金\t500.00
资金用途\t\t金额
\t印刷\t900.00
\t会务\t600.00
本年目标\t印刷2000册
一级\t二级\t三级\t目标值
成本指标\t经济成本指标\t单册成本\t≤0.45元
产出指标\t数量指标\t印刷数量\t≥2000册
\t成本指标\t总成本\t≤1500元
效益指标\t社会效益指标\t知晓率\t
"""


@pytest.fixture
def other() -> Layout:
    """Give a layout with other labels, money in 元, one target column and two labels a row."""
    mapping = parse(OTHER, "other.yaml", Reporter())
    assert mapping is not None
    return Layout.from_mapping("other", mapping)


def test_another_municipality_needs_only_a_file(
    other: Layout, layout: Layout, read_lines: Callable[..., list[Form]], sample: list[str]
) -> None:
    """Both layouts side by side: each form is read by the one whose title it bears."""
    first, second = read_lines([*sample, *OTHER_FORM.splitlines()], [layout, other])
    assert (first.layout, second.layout, second.damage) == ("huaian", "other", [])
    assert (second.year, second.unit, second.texts["department"]) == (2025, "元", "乙")
    assert {name: str(value) for name, value in second.funding.items() if value is not None} == {
        "total": "1500.00",
        "fiscal_subtotal": "1000.00",
        "other": "500.00",
    }
    assert [(line.name, line.half_year, str(line.full_year)) for line in second.spending] == [
        ("印刷", None, "900.00"),
        ("会务", None, "600.00"),
    ]
    assert [(i.level2, i.level3, i.half_year, i.full_year and i.full_year.raw) for i in second.indicators] == [
        ("经济成本指标", "单册成本", None, "≤0.45元"),
        ("数量指标", "印刷数量", None, "≥2000册"),
        ("成本指标", "总成本", None, "≤1500元"),
        ("社会效益", "知晓率", None, None),
    ]
    assert not {"spending.half_year", "indicators.half_year", "indicators.standard", "necessity"} & other.provides


def problems(mapping: dict[str, object]) -> list[str]:
    """Give the messages that a mapping raises."""
    with pytest.raises(InvalidPack) as caught:
        Layout.from_mapping("版式.yaml", mapping)
    return caught.value.render("zh").splitlines()


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("colour",), "red", "版式文件中没有“colour”这一项"),
        (("fields", "project_nam"), {"label": "x"}, "没有“project_nam”这一项；可用：project_name。"),
        (("fields", "project_name"), {"lable": "x"}, "没有“lable”这一项；可用：label。"),
        (("fields", "project_name"), {"aliases": ["x"]}, "栏目“project_name”没有写 label"),
        (("fields", "project_name"), "项目名称", "“fields.project_name”的写法不对，应为 {}。"),
        (("fields", "project_name", "aliases"), "甲", "“aliases”的写法不对，应为 []。"),
        (("fields", "department", "aliases"), ["项目 名称"], "“项目 名称”同时表示 project_name 和 department"),
        (("funding", "fields", "total", "parts"), ["sum"], "“sum”不可用；可用：total, "),
        (("precision",), "two", "“two”不可用；可用：0, 1, 2"),
        (("unit",), "角", "“角”不可用；可用：元, 千元"),
        (("begins", "titles"), ["(淮安"], "“titles”中的正则表达式有误"),
        (("year", "line"), "20..", "“line”中的正则表达式应有且只有一个括号组"),
        (("indicators", "catalogue"), "maybe", "“maybe”不可用；可用：true, false。"),
        (("begins",), None, "版式文件缺少“begins”。"),
    ],
)
def test_mistake(path: tuple[str, ...], value: object, message: str, layout_mapping: dict[str, object]) -> None:
    """Each mistake is named, with what is allowed instead."""
    mapping = copy.deepcopy(layout_mapping)
    inner = mapping
    for key in path[:-1]:
        inner = inner[key]  # type: ignore[assignment]
    if value is None:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    assert any(message in line for line in problems(mapping))


def test_all_mistakes_at_once_with_their_lines() -> None:
    """Marked values give file, line and column."""
    mapping = parse(
        OTHER.replace("unit: 元", "unti: 元").replace("label: 自筹资金", "label: 财政资金"), "o.yaml", Reporter()
    )
    assert mapping is not None
    with pytest.raises(InvalidPack) as caught:
        Layout.from_mapping("other", mapping)
    assert [(p.file, p.line, p.column, p.key) for p in caught.value.problems] == [
        ("o.yaml", 5, 1, "reading.layout_unknown_key"),
        ("o.yaml", 15, 20, "reading.layout_two_meanings"),
    ]
    assert 'A layout file has no "unti"; allowed: unit.' in caught.value.render("en")


@pytest.mark.parametrize(
    "text",
    [
        "全年(程) 预算数",
        "全年（程）预算数",
        "　全年（程）\n预算数：",
        "*全年［程］预算数:",
        "全年\u00a0(程)\u200b预算数",
    ],
)
def test_labels_are_compared_folded(text: str, layout: Layout) -> None:
    """Spaces, brackets, colons and widths do not matter."""
    label = layout.labels[text]
    assert label is not None
    assert (label.kind, label.name) == ("amount", "full_year")
    assert fold(text) == "全年程预算数"
