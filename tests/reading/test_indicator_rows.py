"""Indicator rows: labels, names and targets, wherever the extraction left them."""

from collections.abc import Callable

import pytest

from auditor.forms.model import Form, Indicator
from auditor.reading.jsonform import damage_message

Damages = Callable[[Form], list[tuple[str, str, int | None]]]
ReadForm = Callable[[list[str]], Form]
Replaced = Callable[[str, str], list[str]]
Row = tuple[str | None, str | None, str | None, str | None, str | None]


def printed(indicator: Indicator) -> Row:
    """Give levels, name and targets as texts."""
    half, full = (target.raw if target else None for target in (indicator.half_year, indicator.full_year))
    return indicator.level1, indicator.level2, indicator.level3, half, full


OUTPUT = ("产出指标", "质量指标")


@pytest.mark.parametrize(
    ("row", "expected", "codes"),
    [
        ("\t质量指标\t合格率\t\t≥90%\t≥95%", (*OUTPUT, "合格率", "≥90%", "≥95%"), []),
        ("质量指标\t合格率\t\t≥90%\t≥95%\t", (*OUTPUT, "合格率", "≥90%", "≥95%"), ["row_shifted"]),
        ("质量指标\t\t合格率\t\t≥90%\t≥95%", (*OUTPUT, "合格率", "≥90%", "≥95%"), []),
        ("\t\t质量指标\t\t≥90%\t≥95%", (*OUTPUT, None, "≥90%", "≥95%"), ["name_lost"]),
        ("\t质量指标\t\t\t≥90%\t≥95%", (*OUTPUT, None, "≥90%", "≥95%"), ["name_lost"]),
        ("\t质量指标\t\t\t\t≥95%", (*OUTPUT, None, None, "≥95%"), ["value_lost", "name_lost"]),
        ("\t质量指标\t合格率\t\t≥90%\t", (*OUTPUT, "合格率", "≥90%", None), ["value_lost"]),
        ("\t质量指标\t合格率\t\t\t≥95%", (*OUTPUT, "合格率", None, "≥95%"), ["value_lost"]),
        ("质量指标\t合格率\t\t≥90%\t\t", (*OUTPUT, "合格率", None, None), ["value_unplaced"]),
        ("质量指标\t≥90%\t≥95%\t\t\t", (*OUTPUT, None, "≥90%", "≥95%"), ["name_lost"]),
        ("\t质量指标\t合格率\t\t\t", (*OUTPUT, "合格率", None, None), []),
        ("\t质量指标\t合格率\t\t≥90%\t≥95%\t说明", (*OUTPUT, "合格率", None, None), ["value_unplaced"] * 3),
        ("\t质量指标\t成本指标完成率\t\t≥90%\t≥95%", (*OUTPUT, "成本指标完成率", "≥90%", "≥95%"), []),
        ("\t质量指标\t满意度\t\t≥90%\t≥95%", (*OUTPUT, "满意度", "≥90%", "≥95%"), []),
        ("\t\t满意度\t\t≥90%\t≥95%", ("产出指标", "数量指标", "满意度", "≥90%", "≥95%"), []),
        ("\t成本指标\t总成本\t\t≤5万元\t≤9万元", ("产出指标", "成本指标", "总成本", "≤5万元", "≤9万元"), []),
        (
            "成本指标\t总成本\t≤5万元\t≤9万元\t\t",
            ("产出指标", "成本指标", "总成本", "≤5万元", "≤9万元"),
            ["row_shifted"],
        ),
        (
            "满意度指标\t\t学员评价\t\t≥9分\t≥9分",
            ("满意度指标", None, "学员评价", "≥9分", "≥9分"),
            ["level_from_level2"],
        ),
    ],
)
def test_row(row: str, expected: Row, codes: list[str], read_form: ReadForm, replaced: Replaced) -> None:
    """Labels are known wherever they stand; values go by order in a whole row, else by an unshifted column."""
    form = read_form(replaced("质量指标", row))
    assert printed(form.indicators[4]) == expected
    assert [damage.code for damage in form.damage] == codes
    assert printed(form.indicators[5])[2] == "学员满意度"


def test_template_rows_that_were_not_used(read_form: ReadForm, replaced: Replaced) -> None:
    """A row with labels alone is no indicator; its labels hold for the rows below."""
    form = read_form(replaced("质量指标", "\t质量指标\t\t\t\t\n\t时效指标\t\t\t\t\n\t\t完成时间\t\t6月\t12月"))
    assert printed(form.indicators[4])[:3] == ("产出指标", "时效指标", "完成时间")
    assert (form.indicators[4].printed_level2, len(form.indicators), form.damage) == (None, 6, [])


def test_level_places_are_those_of_their_labels(read_form: ReadForm, sample: list[str]) -> None:
    """A filled-down level points to the label above, one from the catalogue to the name."""
    form = read_form(sample)
    assert form.places["/indicators/1/level2"] == form.places["/indicators/0/printed_level2"]
    assert form.places["/indicators/1/level1"].text == "决策"
    moved = read_form([line.replace("过程\t资金管理\t", "\t\t") for line in sample])
    assert moved.places["/indicators/2/level2"] == moved.places["/indicators/2/level3"]


def test_standard_indicator_beside_a_wrong_label(read_form: ReadForm, replaced: Replaced) -> None:
    """The catalogue decides; what was printed is kept as evidence and the repair is said."""
    form = read_form(replaced("质量指标", "\t质量指标\t资金到位率\t\t序时进度\t=100%"))
    indicator = form.indicators[4]
    assert printed(indicator)[:3] == ("过程", "资金管理", "资金到位率")
    assert (indicator.printed_level2, indicator.standard, indicator.repaired) == ("质量指标", True, True)
    assert (indicator.read_level1, indicator.read_level2) == OUTPUT
    assert damage_message(form.damage[0], "zh") == (
        "第 30 行：“资金到位率”旁的类别标签疑似提取错位（按打印位置为 产出指标/质量指标），"
        "已按必备指标目录归入 过程/资金管理。"
    )


def test_wrong_level_1_on_the_row_is_a_repair_too(read_form: ReadForm, replaced: Replaced) -> None:
    """A level-1 label of another group beside a standard indicator is a repair as well."""
    form = read_form(replaced("立项程序规范性", "过程\t\t立项程序规范性\t\t规范\t规范"))
    assert (form.indicators[1].repaired, form.indicators[1].level1) == (True, "决策")


def test_variant_of_a_standard_name_counts_only_in_its_own_groups(read_form: ReadForm, sample: list[str]) -> None:
    """资金使用率 is a process indicator under 过程, but a unit's own indicator under 产出."""
    own, process = "\t质量指标\t资金使用率\t\t≥90%\t≥90%", "\t\t资金使用率\t\t=30%\t=100%"
    form = read_form(
        [
            own if "质量指标" in line else process if "预算执行率" in line and "过程" not in line else line
            for line in sample
        ]
    )
    assert printed(form.indicators[4])[:3] == (*OUTPUT, "资金使用率")
    assert not form.indicators[4].standard
    below = read_form([*sample[:28], "过程\t资金管理\t资金使用率\t\t=30%\t=100%", *sample[29:]])
    assert below.indicators[2].standard


def test_columns_are_learnt_anew_after_a_page_break(read_form: ReadForm, sample: list[str], damages: Damages) -> None:
    """As in form 4: a blank column is dropped on the next page; reported once, and lone values are placed by it."""
    narrow = [line.replace("\t\t≥", "\t≥", 1) if "≥" in line else line for line in sample]
    narrow = [line.replace("学员满意度\t≥95%", "学员满意度\t") for line in narrow]
    form = read_form(narrow)
    assert printed(form.indicators[5])[2:] == ("学员满意度", None, "≥95%")
    assert damages(form) == [
        ("columns_changed", "/indicators/3", 29),
        ("value_lost", "/indicators/5/half_year", 31),
    ]


def test_targets_are_parsed_and_kept_as_printed(read_form: ReadForm, replaced: Replaced) -> None:
    """The printed text is in raw, its parts beside it."""
    form = read_form(replaced("质量指标", "\t质量指标\t合格率\t\t≥ 90％\t95%以上"))
    half, full = form.indicators[4].half_year, form.indicators[4].full_year
    assert half is not None
    assert full is not None
    assert (half.raw, half.operator, str(half.value), half.unit) == ("≥ 90％", "≥", "90", "%")
    assert (full.raw, full.operator, str(full.value)) == ("95%以上", "≥", "95")
