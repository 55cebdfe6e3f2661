"""Funding rows: where the amount is, in which unit, and what is printed instead of one."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from auditor.forms.model import Form
from auditor.reading.jsonform import damage_message

Damages = Callable[[Form], list[tuple[str, str, int | None]]]
ReadForm = Callable[[list[str]], Form]
Replaced = Callable[[str, str], list[str]]


@pytest.mark.parametrize(
    ("printed", "digits"),
    [("30", "30"), ("30.00", "30.00"), ("1,234.50", "1234.50"), ("１２．５", "12.5"), ("-3", "-3"), ("0", "0")],
)
@pytest.mark.parametrize("row", ["\t\t资金总额\t\t{}\t", "资金总额\t{}", "\t资金总额\t\t\t\t{}"])
def test_amount_keeps_its_digits_wherever_it_stands(
    printed: str, digits: str, row: str, read_form: ReadForm, replaced: Replaced
) -> None:
    """Shifted or not, the number of the row is the amount, digit for digit."""
    form = read_form(replaced("资金总额", row.format(printed)))
    assert (form.damage, str(form.funding["total"])) == ([], digits)
    assert form.places["/funding/total"].text == printed


@pytest.mark.parametrize("dash", ["-", "—", "——", "－", "/", "无"])
def test_dash_reads_as_zero_with_damage(dash: str, read_form: ReadForm, replaced: Replaced, damages: Damages) -> None:
    """A dash in a money cell means nothing is budgeted; the reading is on record."""
    form = read_form(replaced("政府性基金", f"\t\t\t政府性基金\t\t{dash}"))
    assert form.funding["government_fund"] == 0
    assert damages(form) == [("dash_as_zero", "/funding/government_fund", 14)]
    assert damage_message(form.damage[0], "zh") == f"第 14 行：金额栏写的是“{dash}”，按 0 读取。"
    assert damage_message(form.damage[0], "en") == f'Line 14: The amount cell says "{dash}"; read as 0.'


@pytest.mark.parametrize("text", ["待定", "见附件", "3 5", "1,23", "5%", "约30"])
def test_text_that_is_no_number(text: str, read_form: ReadForm, replaced: Replaced, damages: Damages) -> None:
    """No amount is made up; the text and its place are kept."""
    form = read_form(replaced("政府性基金", f"\t\t\t政府性基金\t\t{text}"))
    assert form.funding["government_fund"] is None
    assert form.places["/funding/government_fund"].text == text
    assert damages(form) == [("not_a_number", "/funding/government_fund", 14)]
    assert text in damage_message(form.damage[0], "en")


@pytest.mark.parametrize(
    ("text", "value"), [("300000元", "30"), ("0.003亿元", "30"), ("5千元", "0.5"), ("30.0万元", "30.0")]
)
def test_amount_in_its_own_unit_is_converted(
    text: str, value: str, read_form: ReadForm, replaced: Replaced, damages: Damages
) -> None:
    """Exactly, with damage, and only when the unit is another one."""
    form = read_form(replaced("政府性基金", f"\t\t\t政府性基金\t\t{text}"))
    assert form.funding["government_fund"] == Decimal(value)
    same = text.endswith("万元")
    assert damages(form) == ([] if same else [("unit_converted", "/funding/government_fund", 14)])


def test_blank_amount_is_null_without_damage(read_form: ReadForm, replaced: Replaced) -> None:
    """The label was found, nothing stands beside it: blank, not lost."""
    form = read_form(replaced("政府性基金", "\t\t\t政府性基金\t\t"))
    assert (form.funding["government_fund"], form.damage) == (None, [])


def test_missing_label(read_form: ReadForm, replaced: Replaced, damages: Damages) -> None:
    """A row that is not printed at all is reported as such."""
    form = read_form(replaced("政府性基金", ""))
    assert damages(form) == [("label_missing", "/funding/government_fund", None)]


def test_amount_in_the_header_row(read_form: ReadForm, replaced: Replaced, damages: Damages) -> None:
    """As in form 9: the first label, the header and its amount share a row."""
    lines = replaced("项目资金", "项目资金 (万元)\t收入\t资金总额\t\t\t全年(程) 预算数\t30")
    form = read_form([line for line in lines if not line.startswith("\t\t资金总额")])
    assert form.funding["total"] == 30
    assert damages(form) == [("value_in_header_row", "/funding/total", 10)]


def test_header_in_place_of_the_amount(read_form: ReadForm, replaced: Replaced, damages: Damages) -> None:
    """As in form 10: a header word is never a value."""
    lines = replaced("项目资金", "项目资金 (万元)\t收入\t资金总额\t\t全年(程) 预算数")
    form = read_form([line for line in lines if not line.startswith("\t\t资金总额")])
    assert form.funding["total"] is None
    assert damages(form) == [("value_lost", "/funding/total", 10)]
    assert damage_message(form.damage[0], "zh") == "第 10 行：“资金总额”的位置上没有数值，疑似提取时丢失。"


def test_second_number_is_reported_not_lost(read_form: ReadForm, replaced: Replaced, damages: Damages) -> None:
    """The last number of the row is the amount; another one is quoted."""
    form = read_form(replaced("资金总额", "\t\t资金总额\t29\t30\t"))
    assert form.funding["total"] == 30
    assert damages(form) == [("unassigned_cell", "/funding/total", 11)]


def test_repeated_label_does_not_overwrite(read_form: ReadForm, replaced: Replaced, damages: Damages) -> None:
    """The first amount stays, the second is quoted."""
    form = read_form(replaced("资金总额", "\t\t资金总额\t\t30\t\n\t\t资金总额\t\t31\t"))
    assert form.funding["total"] == 30
    assert damages(form) == [("unassigned_cell", "/funding/total", 12)]


def test_several_labels_in_one_row(read_form: ReadForm, replaced: Replaced) -> None:
    """Each label has the number that follows it."""
    lines = [line for line in replaced("社保基金", "\t社保基金\t3\t国有资本金\t2") if "国有资本金\t\t0" not in line]
    form = read_form(lines)
    assert form.funding["social_insurance"] == 3
    assert form.funding["state_capital"] == 2
    assert form.damage == []


def test_row_without_a_label_is_reported(read_form: ReadForm, replaced: Replaced, damages: Damages) -> None:
    """An unknown fund or a lone number is quoted."""
    form = read_form(replaced("国有资本金", "\t\t国有资本金\t\t0\t\n\t\t债券资金\t\t7\t\n\t\t\t\t9\t"))
    assert damages(form) == [("unassigned_row", "/funding", 17), ("unassigned_row", "/funding", 18)]


@pytest.mark.parametrize(
    ("header", "seen"),
    [
        ("项目资金（元）\t收入\t\t\t全年(程) 预算数\t", ("元",)),
        ("项目资金（单位：元）\t收入\t\t\t全年预算数\t", ("元",)),
        ("金额单位：元\n项目资金\t收入\t\t\t全年预算数\t", ("元",)),
        ("金额单位\t元\n项目资金\t收入\t\t\t全年预算数\t", ("元",)),
        ("项目资金(万元)\t收入\t\t\t全年预算数（元）\t", ("万元", "元")),
        ("项目资金\t收入\t\t\t全年(程) 预算数\t", ()),
    ],
)
def test_money_unit(header: str, seen: tuple[str, ...], read_form: ReadForm, replaced: Replaced) -> None:
    """The first unit named in a header is the form's; all are kept; none is assumed in silence."""
    form = read_form(replaced("项目资金", header))
    assert (form.unit, form.units_seen) == (seen[0] if seen else "万元", seen)
    assert [damage.code for damage in form.damage] == ([] if seen else ["unit_assumed"])
    assert ("/unit" in form.places) == bool(seen)
