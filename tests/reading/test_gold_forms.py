"""The thirteen real forms against transcriptions made by hand, cell by cell."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from auditor.forms.model import FUNDING_FIELDS, TEXT_FIELDS, Form, Target
from auditor.forms.numbers import plain

GOLD = sorted((Path(__file__).parents[1] / "fixtures" / "gold").glob("form-*.json"))


def printed(value: Decimal | None) -> str | None:
    """Give a number as the transcriptions have it."""
    return None if value is None else plain(value)


def raw(target: Target | None) -> str | None:
    """Give the printed text of a target."""
    return None if target is None else target.raw


def test_there_are_thirteen_transcriptions_and_thirteen_forms(seed_forms: list[Form]) -> None:
    """Neither a form nor a transcription is missing."""
    assert len(GOLD) == len(seed_forms) == 13
    assert [form.position for form in seed_forms] == list(range(13))


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_form_is_read_as_printed(path: Path, seed_forms: list[Form]) -> None:
    """Every text, amount, spending line and indicator is what the transcription says."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    form = seed_forms[gold["no"] - 1]
    assert (form.title, form.year, form.unit) == (gold["title"], gold["year"], "万元")
    assert form.texts == {field: gold[field] for field in TEXT_FIELDS}
    assert {field: printed(form.funding[field]) for field in FUNDING_FIELDS} == gold["funding"]
    assert [
        {"name": line.name, "half_year": printed(line.half_year), "full_year": printed(line.full_year)}
        for line in form.spending
    ] == gold["spending"]
    assert [
        {
            "level1": indicator.level1,
            "level2": indicator.level2,
            "level3": indicator.level3,
            "half_year": raw(indicator.half_year),
            "full_year": raw(indicator.full_year),
            "printed_level2": indicator.printed_level2,
        }
        for indicator in form.indicators
    ] == gold["indicators"]


def test_all_printed_targets_are_understood(seed_forms: list[Form]) -> None:
    """The grammar knows every target of the real forms."""
    targets = [t for form in seed_forms for i in form.indicators for t in (i.half_year, i.full_year) if t]
    assert [target.raw for target in targets if target.kind == "unparsed"] == []


def test_money_unit_is_printed_once_in_every_form(seed_forms: list[Form]) -> None:
    """The header 项目资金(万元) names the only unit."""
    assert {form.units_seen for form in seed_forms} == {("万元",)}
