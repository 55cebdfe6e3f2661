"""A form that is printed and read back is the same form, whatever harmless damage the print has."""

from collections.abc import Collection
from random import Random

import pytest
from hypothesis import given

from tests.corpus import Damage, FormData, corpus, print_form
from tests.corpus.strategies import damages, randoms, valid_forms
from tests.roundtrip.audit import Auditor
from tests.roundtrip.comparison import differences, misplaced


@given(data=valid_forms(), rng=randoms, damage=damages)
def test_every_value_is_read_as_it_was_printed(
    auditor: Auditor, data: FormData, rng: Random, damage: Collection[Damage]
) -> None:
    """Every text, amount, level and target comes back, with exactly the printed digits."""
    (form,) = auditor.read(print_form(data, rng, damage))
    assert list(differences(data, form)) == []


@given(data=valid_forms(), rng=randoms, damage=damages)
def test_every_place_points_at_the_printed_text(
    auditor: Auditor, data: FormData, rng: Random, damage: Collection[Damage]
) -> None:
    """Every value has a place, and the text in that line and cell is the value."""
    text = print_form(data, rng, damage)
    (form,) = auditor.read(text)
    assert list(misplaced(text, form)) == []


@given(data=valid_forms(), rng=randoms)
def test_an_undamaged_print_is_read_without_repairs(auditor: Auditor, data: FormData, rng: Random) -> None:
    """No damage is reported where the print has none; a dash that stands for 0 is always told."""
    (form,) = auditor.read(print_form(data, rng, ()))
    assert [item for item in form.damage if item.code != "dash_as_zero"] == []


@given(data=valid_forms(), rng=randoms, damage=damages)
def test_harmless_damage_loses_nothing(
    auditor: Auditor, data: FormData, rng: Random, damage: Collection[Damage]
) -> None:
    """A harmless variation is at most noted; nothing is told to be lost, left over or missing."""
    (form,) = auditor.read(print_form(data, rng, damage))
    notes = {"dash_as_zero", "row_shifted", "columns_changed", "value_in_header_row"}
    assert [item for item in form.damage if item.code not in notes] == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_encodings_read_alike(auditor: Auditor, encoding: str) -> None:
    """The same corpus in another encoding gives the same forms."""
    text = "".join(form.text for form in corpus(5, seed=3))
    assert auditor.read(text, encoding) == auditor.read(text)


def test_many_forms_in_one_file_come_back_in_order(auditor: Auditor) -> None:
    """A file of many forms gives each of them, in order, whatever stands before and behind it."""
    forms = list(corpus(60, seed=1, fault_share=0))
    read = auditor.read("".join(form.text for form in forms))
    assert [form.texts["project_name"] for form in read] == [form.data.texts["project_name"] for form in forms]
    assert [line for form, back in zip(forms, read, strict=True) for line in differences(form.data, back)] == []
