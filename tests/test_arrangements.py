"""Forms of five layouts, written from their lists of labels alone and arranged otherwise than the examples.

The files say by their names what is unusual: a total's label printed twice, amounts below their labels, a sentence over
several rows, a heading printed in both the columns it reaches over. Some have faults; all else in them is right.
"""

from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest

from auditor.api import audit, read_forms
from auditor.findings.finding import CANNOT_CHECK, FAIL
from auditor.forms.model import Form

FORMS: Final = Path(__file__).parent / "fixtures" / "arrangements"


def read(name: str) -> Form:
    """Read the one form of an example."""
    (form,) = read_forms(FORMS / f"{name}.txt")
    return form


AMOUNTS: Final = [
    ("ministries-total-twice", {"total": "1350", "fiscal_subtotal": "1200", "carry_over": "100", "other": "50"}),
    ("ministries-amount-beside-unit", {"total": "820.5", "fiscal_subtotal": "800", "carry_over": "0", "other": "20.5"}),
    ("chongqing-amounts-below", {"total": "300", "fiscal_subtotal": "300", "other": "0"}),
    ("hunan-sentence-over-rows", {"total": "860", "fiscal_subtotal": "860", "other": "0"}),
    ("guangxi-amounts-below", {"total": "450", "general_public_budget": "300", "government_fund": "150"}),
    ("heilongjiang-yuan", {"total": "3000000", "fiscal_subtotal": "2600000", "other": "300000"}),
]
"""Example and amounts, in the form's own unit."""


@pytest.mark.parametrize(("name", "amounts"), AMOUNTS)
def test_amounts(name: str, amounts: dict[str, str]) -> None:
    """Amounts are found wherever they stand about their labels."""
    form = read(name)
    assert {field: form.funding[field] for field in amounts} == {at: Decimal(text) for at, text in amounts.items()}


def test_total_of_the_project_below_its_label() -> None:
    """The amount of the whole project, and a text between the amounts, stand below their labels too."""
    form = read("chongqing-amounts-below")
    assert form.other_funding["long_term"]["total"] == Decimal(900)
    assert form.others["财政资金预算分类"] == "上级转移支付"


def test_goal_goes_on_in_the_next_row() -> None:
    """A second paragraph below the first is part of the goal, and that is told."""
    form = read("ministries-amount-beside-unit")
    assert form.texts["annual_goal"] == "目标1：购置检测设备12台（套）。\n目标2：完成检测样品3,000批次。"
    assert [damage.code for damage in form.damage if damage.at == "/annual_goal"] == ["text_goes_on"]


def test_heading_printed_in_both_columns() -> None:
    """指标名称 twice, for the two columns it reaches over: level 2 and the name, though a name may be 服务对象满意度."""
    form = read("heilongjiang-heading-twice")
    assert [(row.level2, row.level3) for row in form.indicators] == [
        ("目标完成程度", "培训人次"),
        ("目标完成程度", "培训合格率"),
        ("项目实施效益", "基层诊疗占比"),
        ("项目实施效益", "服务对象满意度"),
    ]
    assert [(line.name, line.full_year) for line in form.spending] == [("培训费", Decimal(45)), ("资料费", Decimal(5))]


def test_short_headings_and_points_without_brackets() -> None:
    """一级, 二级, 三级 head the table; 产出指标40-50分 is 产出指标."""
    assert len(read("ministries-amount-beside-unit").indicators) == 8
    levels = [row.level1 for row in read("chongqing-amounts-below").indicators]
    assert levels == ["成本指标", *["产出指标"] * 4, "效益指标", "满意度指标"]


FAULTS: Final = [
    ("ministries-total-twice", set()),
    ("ministries-amount-beside-unit", {("WGT-01", "绩效指标")}),
    ("chongqing-amounts-below", set()),
    ("hunan-sentence-over-rows", set()),
    ("hunan-template-left", {("FUND-02", "总额"), ("NAR-05", "配备网格员120名")}),
    (
        "guangxi-yuan",
        {
            ("DIR-01", "单件采集成本"),
            ("FUND-02", "资金总额"),
            ("NAR-05", "完成文物数字化3000件"),
            ("WGT-01", "绩效指标"),
        },
    ),
    ("guangxi-amounts-below", set()),
    (
        "heilongjiang-yuan",
        {
            ("DIR-01", "单盏改造成本"),
            ("DIR-01", "投诉件数"),
            ("FUND-02", "合计"),
            ("FUND-05", "合计"),
            ("FUND-09", "本年度申请金额"),
            ("NAR-05", "改造路灯3000盏"),
        },
    ),
    ("heilongjiang-heading-twice", set()),
]
"""Example and all its errors: those put into it."""


@pytest.mark.parametrize(("name", "faults"), FAULTS)
def test_errors(name: str, faults: set[tuple[str, str]]) -> None:
    """Every fault put into a form is found, and nothing else is called an error."""
    result = audit(FORMS / f"{name}.txt")
    assert result.account.adds_up
    found = {
        (each.rule_id, each.subject) for each in result.findings if each.outcome == FAIL and each.severity == "error"
    }
    assert found == faults


NOT_ASKED: Final = [
    ("heilongjiang-yuan", {"ID-05", "COV-03", "COV-04", "COV-05", "COV-06"}),
    ("guangxi-yuan", {"ID-05", "WGT-02"}),
    ("hunan-template-left", {"ID-05"}),
    ("chongqing-amounts-below", {"ID-05"}),
]
"""Example and the rules for which its layout has not what they judge."""


@pytest.mark.parametrize(("name", "rules"), NOT_ASKED)
def test_not_applicable(name: str, rules: set[str]) -> None:
    """A telephone in a cell of its own, other classes, points for the process: neither accused nor left open."""
    found = {each.rule_id for each in audit(FORMS / f"{name}.txt").findings if each.outcome in (FAIL, CANNOT_CHECK)}
    assert not rules & found


def test_signatures_below_the_table_are_no_indicators(tmp_path: Path) -> None:
    """Who filled the form in, and notes, are told as unread; no indicator 联系电话 is accused of having no target."""
    text = (FORMS / "ministries-total-twice.txt").read_text(encoding="utf-8")
    path = tmp_path / "signed.txt"
    path.write_text(
        text + "填报人：张三\t\t\t联系电话：010-66660000\t填报日期：2024年11月1日\t\n备注：见附件\t\t\t\t\t\n",
        encoding="utf-8",
    )
    (form,) = read_forms(path)
    assert form.indicators == read("ministries-total-twice").indicators
    unread = [dict(damage.details)["text"] for damage in form.damage if damage.at == "/indicators"]
    assert unread == ["填报人：张三 | 联系电话：010-66660000 | 填报日期：2024年11月1日", "备注：见附件"]


def test_a_text_without_a_field_goes_by_its_label() -> None:
    """The message names the printed label, not the path of the value."""
    found = audit(FORMS / "hunan-template-left.txt", select="TXT-05").findings
    assert [each.message[:9] for each in found] == ["“资金总额及构成”"]
