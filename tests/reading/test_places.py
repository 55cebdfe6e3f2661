"""Every value knows where it was printed."""

from collections.abc import Callable
from pathlib import Path

from auditor.forms.model import FUNDING_FIELDS, TEXT_FIELDS, Form, Target

LINES = (Path(__file__).parents[2] / "examples" / "huaian-2024.txt").read_text(encoding="utf-8").split("\n")


def values(form: Form) -> dict[str, object]:
    """Give every value of a form that is not null by its pointer."""
    found: dict[str, object] = {"/title": form.title, "/year": form.year, "/unit": form.unit}
    found |= {f"/{field}": form.texts[field] for field in TEXT_FIELDS}
    found |= {f"/funding/{field}": form.funding[field] for field in FUNDING_FIELDS}
    for number, line in enumerate(form.spending):
        found |= {f"/spending/{number}/{part}": getattr(line, part) for part in ("name", "half_year", "full_year")}
    parts = ("level1", "level2", "level3", "half_year", "full_year", "printed_level2")
    for number, indicator in enumerate(form.indicators):
        found |= {f"/indicators/{number}/{part}": getattr(indicator, part) for part in parts}
    return {pointer: value for pointer, value in found.items() if value is not None}


def test_every_value_has_a_place_and_every_place_a_value(seed_forms: list[Form]) -> None:
    """No value without evidence, no evidence without a value."""
    for form in seed_forms:
        assert set(form.places) == set(values(form))


def test_every_place_is_where_it_says(seed_forms: list[Form]) -> None:
    """The text really stands at that line and cell of the document."""
    for form in seed_forms:
        for pointer, place in form.places.items():
            assert isinstance(place.cell, int)
            assert place.line is not None
            assert LINES[place.line - 1].split("\t")[place.cell - 1].strip() == place.text, pointer
            assert (place.source, place.page) == ("huaian-2024.txt", None)


def test_printed_values_are_their_places_text(seed_forms: list[Form]) -> None:
    """Texts and targets are kept exactly as printed."""
    for form in seed_forms:
        for pointer, value in values(form).items():
            text = form.places[pointer].text
            if pointer.endswith(("half_year", "full_year")) and pointer.startswith("/indicators"):
                assert isinstance(value, Target)
                assert value.raw == text
            elif isinstance(value, str) and not pointer.endswith(("level1", "level2")) and pointer != "/unit":
                assert value == text


def test_amounts_that_stand_in_the_header_row(seed_forms: list[Form]) -> None:
    """The total of form 9 and the spending name of form 10 point to the header lines."""
    assert (seed_forms[8].places["/funding/total"].line, seed_forms[8].places["/funding/total"].cell) == (442, 7)
    assert (seed_forms[9].places["/spending/0/name"].line, seed_forms[9].places["/spending/0/name"].cell) == (492, 3)
    assert "/funding/total" not in seed_forms[9].places


def test_form_feeds_are_pages(read_form: Callable[..., Form], sample: list[str]) -> None:
    """A form feed begins the next page; lines go on."""
    at = next(number for number, line in enumerate(sample) if line.startswith("一级指标"))
    form = read_form([*sample[:at], "\f" + sample[at], *sample[at + 1 :]])
    assert form.places["/annual_goal"].page == 1
    assert (form.places["/indicators/0/level3"].page, form.places["/indicators/0/level3"].line) == (2, at + 2)
