"""What extraction did to the real forms, and what reading says about it."""

from collections.abc import Callable

import pytest

from auditor.forms.model import Form

Damages = list[tuple[str, str, int | None]]

SHIFTED_SPENDING = {1: (33, 34, 35), 3: (137, 138, 139), 4: (186, 187), 6: (284,), 7: (336, 337, 338, 339)} | {
    8: (396, 397, 398),
    9: (452, 453),
}
SHIFTED_INDICATORS = {4: (196,), 8: (410, 415, 427), 10: (502,), 11: (549, 551, 552, 554), 12: (597, 599, 600, 602)} | {
    13: (644, 656)
}
FROM_CATALOGUE = {7: (347, 348, 351, 353), 11: (548, 550, 551, 552, 553, 554), 12: (596, 598, 599, 600, 601, 602)}
OTHERS = {
    (4, "columns_changed", "/indicators/11", 203),
    (7, "markup_residue", "/annual_goal", 341),
    (7, "level_from_level2", "/indicators/11/level1", 354),
    (7, "level_from_level2", "/indicators/12/level1", 355),
    (8, "columns_changed", "/spending/11", 400),
    (9, "value_in_header_row", "/funding/total", 442),
    (9, "name_lost", "/indicators/4/level3", 461),
    (10, "value_lost", "/funding/total", 483),
    (10, "name_in_header_row", "/spending/0/name", 492),
    (13, "value_lost", "/indicators/18/half_year", 657),
}


@pytest.mark.parametrize("number", range(1, 14))
def test_shifted_rows_are_reported_once_each(number: int, seed_forms: list[Form]) -> None:
    """A row whose cells moved to the left is reported with its line."""
    lines = [damage.line for damage in seed_forms[number - 1].damage if damage.code == "row_shifted"]
    assert lines == [*SHIFTED_SPENDING.get(number, ()), *SHIFTED_INDICATORS.get(number, ())]


@pytest.mark.parametrize("number", range(1, 14))
def test_levels_differ_from_fill_down_only_in_forms_7_11_and_12(number: int, seed_forms: list[Form]) -> None:
    """Rule MAND-04 flags exactly these: the catalogue's levels are not the ones printed beside the name."""
    form = seed_forms[number - 1]
    differing = [i for i in form.indicators if i.standard and (i.level1, i.level2) != (i.read_level1, i.read_level2)]
    lines = [damage.line for damage in form.damage if damage.code == "level_from_catalogue"]
    assert len(differing) == len(lines)
    assert tuple(lines) == FROM_CATALOGUE.get(number, ())


def test_repaired_rows_are_those_with_a_wrong_label_beside_them(seed_forms: list[Form]) -> None:
    """Only form 7 prints a label of another group on the row of a standard indicator."""
    repaired = [
        (number, i.level3, i.printed_level2)
        for number, form in enumerate(seed_forms, 1)
        for i in form.indicators
        if i.repaired
    ]
    assert repaired == [
        (7, "预算编制科学性", "资金管理"),
        (7, "资金使用合规性", "组织实施"),
        (7, "管理制度健全性", "数量指标"),
    ]


def test_all_other_damage(seed_forms: list[Form], damages: Callable[[Form], Damages]) -> None:
    """The rest of what the notes of the transcriptions describe, and nothing more: no row is left unread."""
    known = {"row_shifted", "level_from_catalogue"}
    found = {
        (number, *damage)
        for number, form in enumerate(seed_forms, 1)
        for damage in damages(form)
        if damage[0] not in known
    }
    assert found == OTHERS


def test_unnamed_indicator_of_form_9_keeps_its_level(seed_forms: list[Form]) -> None:
    """The label stands where the name should; it is not taken for the name."""
    indicator = seed_forms[8].indicators[4]
    assert (indicator.level1, indicator.level2, indicator.level3) == ("决策", "资金投入", None)
    assert not indicator.standard
