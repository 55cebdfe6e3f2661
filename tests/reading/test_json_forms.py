"""Forms as JSON, exactly as the contract has them, and the names that forms keep from run to run."""

import json
import string
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.forms.model import FUNDING_FIELDS, TEXT_FIELDS, Form
from auditor.reading.jsonform import damage_message, form_to_json
from auditor.wording import say

KEYS = ["form_id", "layout", "title", "year", "unit", *TEXT_FIELDS]
KEYS += ["funding", "spending", "indicators", "locations", "damage"]
WORDING = Path(__file__).parents[2] / "auditor" / "wording"


def test_contract_keys_in_order(seed_forms: list[Form]) -> None:
    """Key names and their order are the contract's."""
    form = form_to_json(seed_forms[0])
    assert list(form) == KEYS
    funding, spending, indicators = form["funding"], form["spending"], form["indicators"]
    assert isinstance(funding, dict)
    assert isinstance(spending, list)
    assert isinstance(indicators, list)
    assert list(funding) == list(FUNDING_FIELDS)
    assert spending[0] == {"name": "驻淮高校优秀博士资助", "half_year": "0", "full_year": "180"}
    assert indicators[8] == {
        "level1": "过程",
        "level2": "资金管理",
        "level3": "预算执行率",
        "half_year": {"raw": "=3%", "operator": "=", "value": "3", "upper": None, "unit": "%", "kind": "quantity"},
        "full_year": {"raw": "=100%", "operator": "=", "value": "100", "upper": None, "unit": "%", "kind": "quantity"},
        "standard": True,
        "printed_level2": None,
        "repaired": False,
    }


def test_location_and_damage(seed_forms: list[Form]) -> None:
    """A location is a place in the document; damage has code, message and pointer."""
    form = form_to_json(seed_forms[8], "en")
    assert isinstance(form["locations"], dict)
    assert isinstance(form["damage"], list)
    assert form["locations"]["/funding/total"] == {
        "source": "huaian-2024.txt",
        "page": None,
        "line": 442,
        "cell": 7,
        "text": "55",
    }
    assert form["damage"][0] == {
        "code": "value_in_header_row",
        "message": 'Line 442: The amount 55 of "资金总额" stands in the header row; it was read.',
        "at": "/funding/total",
    }


@pytest.mark.parametrize("printed", ["12.50", "1,234,567.890", "3万", "0.00"])
def test_decimals_have_exactly_the_printed_digits(
    printed: str, read_form: Callable[..., Form], replaced: Callable[[str, str], list[str]]
) -> None:
    """No exponent, no lost or added zero."""
    form = form_to_json(read_form(replaced("资金总额", f"资金总额\t{printed}")))
    expected = {"12.50": "12.50", "1,234,567.890": "1234567.890", "3万": "30000", "0.00": "0.00"}[printed]
    assert isinstance(form["funding"], dict)
    assert form["funding"]["total"] == expected


def test_missing_values_are_null(read_form: Callable[..., Form]) -> None:
    """A cut form is whole JSON with nulls."""
    form = form_to_json(read_form(["淮安市项目预算绩效目标表", "项目名称\t甲"]))
    assert list(form) == KEYS
    assert (form["year"], form["annual_goal"], form["spending"], form["indicators"]) == (None, None, [], [])
    assert json.loads(json.dumps(form, ensure_ascii=False)) == form


def test_form_id(seed_forms: list[Form]) -> None:
    """Year, implementing unit and project name, without blanks."""
    assert seed_forms[9].form_id == "2024-恩来干部学院-教学、宣传等运行经费"
    assert len({form.form_id for form in seed_forms}) == 13


def test_form_ids_of_repeated_unnamed_and_unit_less_forms(
    read_lines: Callable[..., list[Form]], sample: list[str]
) -> None:
    """Repeats are counted; the department stands in for the unit; a form without a name is named by its place."""
    no_unit = [line.replace("丙中心", "").replace("甲项目", "甲 项目") for line in sample]
    no_name = [line.replace("甲项目", "") for line in sample]
    forms = read_lines([*sample, *sample, *no_unit, *no_name, *sample])
    assert [form.form_id for form in forms] == [
        "2024-丙中心-甲项目",
        "2024-丙中心-甲项目#2",
        "2024-乙局-甲项目",
        "2024-丙中心-？",
        "2024-丙中心-甲项目#3",
    ]


def test_every_damage_of_the_real_forms_has_a_sentence_in_both_languages(seed_forms: list[Form]) -> None:
    """No placeholder is left open."""
    for form in seed_forms:
        for damage in form.damage:
            assert "{" not in damage_message(damage, "zh") + damage_message(damage, "en")


def test_both_languages_have_the_same_sentences() -> None:
    """Same keys, same placeholders."""
    zh, en = (json.loads((WORDING / lang / "reading.json").read_text(encoding="utf-8")) for lang in ("zh", "en"))
    assert list(zh) == list(en)
    for key in zh:
        marks = {name: "X" for _, name, _, _ in string.Formatter().parse(zh[key]) if name}
        assert say("zh", f"reading.{key}", **marks).count("X") >= len(marks)
        assert say("en", f"reading.{key}", **marks).count("X") >= len(marks), key
