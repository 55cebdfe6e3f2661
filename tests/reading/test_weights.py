"""A form that prints weights: the central departments' form of 2022, read with the shipped layouts."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from auditor.api import audit, read_forms
from auditor.errors import InvalidPack
from auditor.forms.model import Form
from auditor.reading.jsonform import form_to_json
from auditor.reading.layout import Layout
from auditor.rulebook.pack import load_pack

FIXTURES = Path(__file__).parents[1] / "fixtures"
EXAMPLE = Path(__file__).parents[2] / "examples" / "huaian-2024.txt"
TEXT = (FIXTURES / "weights" / "ministry.txt").read_text(encoding="utf-8")
WEIGHTS = ["20", "15", "5", "10", "10", "10", "10", "10"]
Read = Callable[[str], Form]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read one form from a text with the shipped layouts."""

    def one(text: str) -> Form:
        path = tmp_path / "a.txt"
        path.write_text(text, encoding="utf-8")
        (form,) = read_forms(path)
        return form

    return one


def test_every_value(read: Read) -> None:
    """Fields, amounts, classes, targets and weights stand where they are printed; nothing is repaired or lost."""
    form = read(TEXT)
    assert (form.layout, form.year, form.unit, form.weighted) == ("ministries-2022", 2024, "万元", True)
    assert form.texts["department"] == "某某部[999]"
    assert (form.texts["annual_goal"] or "").startswith("维护浮标42套以上")
    assert {name: str(value) for name, value in form.funding.items() if value is not None} == {
        "total": "860.00", "fiscal_subtotal": "840.00", "carry_over": "0", "other": "20.00",
    }  # fmt: skip
    assert [str(row.weight) for row in form.indicators] == WEIGHTS
    assert [row.level1 for row in form.indicators] == [
        "成本指标", *["产出指标"] * 4, *["效益指标"] * 2, "满意度指标",
    ]  # fmt: skip
    assert {row.half_year for row in form.indicators} == {None}
    assert form.indicators[1].full_year is not None
    assert form.indicators[1].full_year.raw == "≥42套"
    assert form.places["/indicators/1/weight"].line == 14
    assert form.places["/indicators/1/weight"].cell == 6
    assert [damage.code for damage in form.damage] == ["unread_row"]


def test_json_has_weights_only_where_the_layout_has_them(read: Read) -> None:
    """The column is written, null where it is blank; forms of a layout without it do not have the key."""
    with_weight = form_to_json(read(TEXT.replace("≥93%\t10", "≥93%\t")))["indicators"]
    assert [row["weight"] for row in with_weight] == [*WEIGHTS[:3], None, *WEIGHTS[4:]]  # type: ignore[attr-defined]
    without = form_to_json(next(iter(read_forms(EXAMPLE))))["indicators"]
    assert not any("weight" in row for row in without)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("printed", "weight", "code"),
    [
        ("10", "10", None),
        ("10分", "10", None),
        ("10 分", "10", None),
        ("7.5", "7.5", None),
        ("", None, "value_lost"),
        ("十分重要", None, "not_a_number"),
    ],
)
def test_one_weight(printed: str, weight: str | None, code: str | None, read: Read) -> None:
    """A weight may carry its unit; what is blank or no number is missing, with damage at its place."""
    form = read(TEXT.replace("≥93%\t10", f"≥93%\t{printed}"))
    assert form.indicators[3].weight == (None if weight is None else Decimal(weight))
    found = [(damage.code, damage.at) for damage in form.damage if damage.code != "unread_row"]
    assert found == ([] if code is None else [(code, "/indicators/3/weight")])


@pytest.mark.parametrize("rule_id", ["WGT-01", "WGT-02"])
def test_weights_are_judged(rule_id: str, tmp_path: Path) -> None:
    """On the example the weights pass; a wrong one is found at the table, a blank one cannot be checked."""
    path = tmp_path / "a.txt"
    for printed, wanted in (("20", []), ("45", ["fail"]), ("", ["cannot_check"])):
        path.write_text(TEXT.replace("≤20万元/套\t20", f"≤20万元/套\t{printed}"), encoding="utf-8")
        found = audit(path, select=rule_id).findings
        assert [finding.outcome for finding in found] == wanted
        assert {finding.field for finding in found} <= {"indicators"}
    account = audit(EXAMPLE, select=rule_id).account
    assert account.of_rule(rule_id, "not_applicable") == 13


def test_no_error_on_the_example() -> None:
    """The whole pack finds no error in the example."""
    found = audit(FIXTURES / "weights" / "ministry.txt").findings
    assert [finding.message for finding in found if finding.severity == "error" and finding.outcome == "fail"] == []


def test_form_with_another_title(read: Read) -> None:
    """The labels tell the form when the title is that of no layout; that it was told so is noted."""
    form = read(TEXT.replace("项目支出绩效目标表", "项目支出绩效表"))
    assert (form.layout, [str(row.weight) for row in form.indicators]) == ("ministries-2022", WEIGHTS)
    assert [damage.code for damage in form.damage] == ["unread_row", "title_unknown"]


@pytest.mark.parametrize("total", ["80", "ninety", "90.0"])
def test_total_of_weights_in_a_layout(total: str) -> None:
    """What a layout may state is 90 or 100."""
    with pytest.raises(InvalidPack) as caught:
        Layout.from_mapping("a", {"begins": {}, "fields": {}, "indicators": {"weight_total": total}})
    assert any(problem.key == "reading.layout_unknown_word" for problem in caught.value.problems)
    assert load_pack().layout("ministries-2022").weight_total == 90
    assert load_pack().layout("huaian").weight_total is None
