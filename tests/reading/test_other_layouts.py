"""Forms of other places: every value of the examples, read with the shipped layouts."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from auditor.api import read_forms
from auditor.forms.model import Form

FOLDER = Path(__file__).parents[1] / "fixtures" / "other-layouts"
Read = Callable[[str], Form]


def only(name: str) -> Form:
    """Give the one form of an example."""
    (form,) = read_forms(FOLDER / f"{name}.txt")
    return form


def money(amounts: dict[str, Decimal | None]) -> dict[str, str]:
    """Give printed amounts as texts."""
    return {name: str(value) for name, value in amounts.items() if value is not None}


def test_ezhou() -> None:
    """Costs beside those of two earlier years, their totals, texts without a field."""
    form = only("hubei")
    assert (form.layout, form.year, form.unit, form.title) == (
        "hubei-ezhou", 2025, "万元", "某某市2025年市直部门预算项目支出绩效目标表",
    )  # fmt: skip
    assert (form.texts["project_name"], form.texts["project_type"]) == ("政务服务大厅运行保障", None)
    assert form.texts["annual_goal"] == "以办事群众和进驻单位满意为目标，保障大厅安全、整洁、有序运行。"
    assert form.others == {
        "项目类别": "本级支出项目",
        "项目性质": "持续性项目",
        "立项依据": "市政务服务局三定方案",
        "保障绩效目标实现措施": "落实物业考核办法，按季度考评付款。",
        "主管部门审核意见": "单位公章：   年  月  日",
    }
    lines = [(line.name, str(line.full_year), line.basis, money(line.previous)) for line in form.spending]
    assert lines == [
        ("保安服务费", "86", "依据招标文件", {"earlier_executed": "86", "previous_executed": "86"}),
        ("保洁服务费", "54", "依据招标文件", {"earlier_executed": "52", "previous_executed": "54"}),
        ("水电气、维修维护费", "118", "根据三定方案，据实结算", {"earlier_executed": "109.4", "previous_executed": "121.35"}),
    ]  # fmt: skip
    assert money(form.spending_totals) == {
        "full_year": "258", "earlier_executed": "247.4", "previous_executed": "261.35",
    }  # fmt: skip
    assert money(form.funding) == {"total": "258"}
    assert {name: money(block) for name, block in form.other_funding.items()} == {
        "earlier_executed": {"total": "247.4"}, "previous_executed": {"total": "261.35"},
    }  # fmt: skip
    assert (form.places["/spending_totals/full_year"].line, form.places["/funding/total"].cell) == (10, 3)
    assert form.places["/spending/2/previous/previous_executed"].text == "121.35"
    assert form.places["/others/立项依据"].line == 5


def test_shanghai() -> None:
    """Money in 元; that of the whole project is kept apart from this year's."""
    form = only("shanghai")
    assert (form.layout, form.year, form.unit, form.units_seen) == ("shanghai", 2025, "元", ("元",))
    assert (form.texts["start"], form.texts["end"]) == ("2024/1/1", "2026/12/31")
    assert (form.texts["long_term_goal"] or "").startswith("三年内完成")
    assert (form.texts["annual_goal"] or "").startswith("完成排练厅设备更新164万元")
    assert form.others == {"项目性质": "阶段性项目", "项目类别": "特定目标类"}
    assert money(form.funding) == {
        "total": "1640000.00", "fiscal_subtotal": "1600000.00", "carry_over": "40000.00", "other": "0.00",
    }  # fmt: skip
    assert {name: money(block) for name, block in form.other_funding.items()} == {
        "long_term": {"total": "4820000.00", "fiscal_subtotal": "4820000.00"},
    }  # fmt: skip
    assert [row.full_year and row.full_year.raw for row in form.indicators] == [
        "=46台（套）", "=100%", "2025年9月30日前", "≤1640000元", "≥50000人次", "健全", "≥85%",
    ]  # fmt: skip
    assert [damage.code for damage in form.damage] == ["unread_row"]


@pytest.mark.parametrize("name", ["hubei", "shanghai"])
def test_nothing_is_lost(name: str) -> None:
    """Every cell of an example is a value, a label or told in a damage note."""
    form = only(name)
    assert not [damage for damage in form.damage if damage.code.startswith("unassigned") and damage.at != "/indicators"]
