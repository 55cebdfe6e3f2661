"""Forms of other places: every value of the examples, read with the shipped layouts, against what was read by eye."""

import json
from pathlib import Path

import pytest

from auditor.api import read_forms
from auditor.forms.model import Form
from auditor.reading.jsonform import form_to_json
from auditor.rulebook.pack import load_pack

FOLDER = Path(__file__).parents[1] / "fixtures" / "other-layouts"
EXPECTED = sorted((FOLDER / "expected").glob("*.json"))
_NOT_HELD = ("form_id", "locations", "damage")


def shown(form: Form) -> dict[str, object]:
    """Give a form as the expected files hold it: what it says, without blanks, and which damage was noted where."""
    written = {name: value for name, value in form_to_json(form).items() if name not in _NOT_HELD and value is not None}
    for rows in ("indicators", "long_term_indicators"):
        if rows in written:
            written[rows] = [[str(part) for part in _cells(row)] for row in written[rows]]  # type: ignore[attr-defined]
    written["funding"] = {name: value for name, value in written["funding"].items() if value}  # type: ignore[attr-defined]
    return written | {"damage": [f"{item.code} {item.at}".strip() for item in form.damage]}


def _cells(row: dict[str, object]) -> list[object]:
    """Give an indicator in one line: its levels and name, then what stands beside."""
    known = [row.get(name) or "" for name in ("level1", "printed_level2", "level3")]
    beside = [
        row[name]
        for name in ("full_year", "weight", "nature", "declared_direction", "previous", "explanation")
        if name in row
    ]
    return known + [value["raw"] if isinstance(value, dict) else value or "" for value in beside]


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_every_value(path: Path) -> None:
    """Fields, texts without a field, money of every block, spending, indicators, and no damage that is not expected."""
    forms = [shown(form) for form in read_forms(FOLDER / f"{path.stem}.txt")]
    assert forms == json.loads(path.read_text(encoding="utf-8"))


def test_every_example_is_held() -> None:
    """No example is only looked at."""
    assert {path.stem for path in EXPECTED} == {path.stem for path in FOLDER.glob("*.txt")}


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_every_place_is_where_it_says(path: Path) -> None:
    """The text of every place really stands in that line and column of the document."""
    lines = (FOLDER / f"{path.stem}.txt").read_text(encoding="utf-8").split("\n")
    for form in read_forms(FOLDER / f"{path.stem}.txt"):
        for pointer, place in form.places.items():
            assert place.line is not None
            assert isinstance(place.cell, int)
            printed = lines[place.line - 1].split("\t")[place.cell - 1].strip()
            assert place.text in printed, pointer


def test_rules_ask_only_for_what_a_layout_has() -> None:
    """What a layout provides follows from its file: blocks of money, totals, texts without a field."""
    pack = load_pack()
    provided = {layout.name: layout.provides for layout in pack.layouts}
    assert (
        "other_funding.long_term.total"
        in provided["central-2015"] & provided["shanghai"] & provided["chongqing-fengjie"]
    )
    assert "spending_totals" in provided["hubei-ezhou"] & provided["heilongjiang-daqing"]
    assert "spending.previous_executed" in provided["hubei-ezhou"] & provided["heilongjiang-daqing"]
    assert {"start", "end"} <= provided["central-2015"]
    assert not {"necessity", "spending"} & provided["shanghai"]
    assert "spending" not in provided["guangxi"]
    assert all(
        "others" in provided[name] for name in provided if name not in ("huaian", "ministries-2022", "sichuan-list")
    )
