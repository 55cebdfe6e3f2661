"""The thirteen real forms against transcriptions made by hand, cell by cell."""

import json
from pathlib import Path

import pytest

from auditor.forms.model import Form
from tests.reading.transcription import values_of

GOLD = sorted((Path(__file__).parents[1] / "fixtures" / "gold").glob("form-*.json"))


def test_there_are_thirteen_transcriptions_and_thirteen_forms(seed_forms: list[Form]) -> None:
    """Neither a form nor a transcription is missing."""
    assert len(GOLD) == len(seed_forms) == 13
    assert [form.position for form in seed_forms] == list(range(13))


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_form_is_read_as_printed(path: Path, seed_forms: list[Form]) -> None:
    """Every text, amount, spending line and indicator is what the transcription says."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    form = seed_forms[gold["no"] - 1]
    assert form.unit == "万元"
    assert values_of(form) == {key: gold[key] for key in values_of(form)}


def test_all_printed_targets_are_understood(seed_forms: list[Form]) -> None:
    """The grammar knows every target of the real forms."""
    targets = [t for form in seed_forms for i in form.indicators for t in (i.half_year, i.full_year) if t]
    assert [target.raw for target in targets if target.kind == "unparsed"] == []


def test_money_unit_is_printed_once_in_every_form(seed_forms: list[Form]) -> None:
    """The header 项目资金(万元) names the only unit."""
    assert {form.units_seen for form in seed_forms} == {("万元",)}
