"""Text fields: shifted, blank, repeated or missing labels and values."""

from collections.abc import Callable

import pytest

from auditor.forms.model import Form
from auditor.reading.jsonform import damage_message

Damages = Callable[[Form], list[tuple[str, str, int | None]]]
ReadForm = Callable[[list[str]], Form]
Replaced = Callable[[str, str], list[str]]


@pytest.mark.parametrize(
    "row",
    [
        "项目类型\t甲类\t项目级次\t乙级",
        "项目类型\t\t甲类\t\t项目级次\t\t乙级",
        "\t项目类型\t甲类\t\t\t项目级次\t乙级\t",
        "项目类型：\t甲类\t项目 级次\t乙级",
        "项目类型：甲类\t项目级次:乙级",
        "＊项目类型\t甲类\t*项目级次\t乙级",
        "项目类型（单选）\t甲类\t项目级次(选填)\t乙级",
    ],
)
def test_pairs_wherever_they_stand(row: str, read_form: ReadForm, replaced: Replaced) -> None:
    """The value is the next cell that is no label, or what follows the colon in the label's own cell."""
    form = read_form(replaced("项目类型", row))
    assert (form.texts["project_type"], form.texts["project_level"], form.damage) == ("甲类", "乙级", [])


def test_blank_value_is_not_taken_from_the_next_pair(read_form: ReadForm, replaced: Replaced) -> None:
    """A label after a label means that the first is blank; its label was found, so nothing is reported."""
    form = read_form(replaced("项目类型", "项目类型\t\t项目级次\t市本级"))
    assert (form.texts["project_type"], form.texts["project_level"], form.damage) == (None, "市本级", [])
    assert "/project_type" not in form.places


def test_missing_label_is_reported(read_form: ReadForm, replaced: Replaced, damages: Damages) -> None:
    """A label that is not printed is another thing than a blank value."""
    form = read_form(replaced("立项必要性", ""))
    assert damages(form) == [("label_missing", "/necessity", None)]
    assert damage_message(form.damage[0], "zh") == "没有找到栏目“立项必要性”。"
    assert damage_message(form.damage[0], "en") == 'The label "立项必要性" was not found.'


def test_value_below_its_label(read_form: ReadForm, replaced: Replaced, damages: Damages) -> None:
    """A lone text under a label without a value is its value, with a note."""
    form = read_form(replaced("立项必要性", "立项必要性\t\t\n\t依据文件。"))
    assert form.texts["necessity"] == "依据文件。"
    assert damages(form) == [("value_below", "/necessity", 8)]


@pytest.mark.parametrize(
    ("extra", "code"),
    [("接上页的文字", "unassigned_row"), ("年度目标\t再来一次", "unassigned_cell"), ("\t甲\t乙\t", "unassigned_row")],
)
def test_texts_that_fit_nowhere_are_reported(
    extra: str, code: str, read_form: ReadForm, replaced: Replaced, damage_of: Callable[[Form, str], object]
) -> None:
    """A second text for a field, or a row without a label, is quoted with its line."""
    form = read_form(replaced("年度目标", f"年度目标\t培训2次。\n{extra}"))
    assert form.texts["annual_goal"] == "培训2次。"
    (damage,) = form.damage
    assert (damage.code, damage.line) == (code, 25)


def test_unassigned_row_is_quoted(read_form: ReadForm, replaced: Replaced) -> None:
    """The message names the text; a very long one is cut, its line leads to the rest."""
    form = read_form(replaced("立项必要性", "立项必要性\t依据。\n多出来的一行\n" + "长" * 300))
    assert damage_message(form.damage[0], "zh") == "第 8 行：该行无法归入表中任何栏目，未读入：“多出来的一行”。"
    assert damage_message(form.damage[1], "en").endswith("长" * 200 + '…".')


def test_a_long_cell_of_an_unread_row_hides_no_other(read_form: ReadForm, sample: list[str]) -> None:
    """Each cell is cut for itself; a row wider than any form says that it goes on."""
    form = read_form(["长" * 300 + "\t补充说明", "\t".join("乙" * 70), *sample])
    long, wide = (damage_message(damage, "zh") for damage in form.damage)
    assert "长" * 200 + "… | 补充说明”" in long
    assert wide.count("乙") == 60
    assert "乙 | …”" in wide


def test_inner_spaces_are_kept_and_outer_ones_are_not(read_form: ReadForm, replaced: Replaced) -> None:
    """Texts are as printed."""
    form = read_form(replaced("立项必要性", "立项必要性\t\u3000依据 、\u3000文件  。 \t"))
    assert form.texts["necessity"] == "依据 、\u3000文件  。"


def test_value_that_begins_like_a_label(read_form: ReadForm, replaced: Replaced) -> None:
    """What follows a label is its value even if it reads like another label with a colon."""
    form = read_form(replaced("年度目标", "年度目标\t年度目标：培训2次。"))
    assert form.texts["annual_goal"] == "年度目标：培训2次。"


def test_value_that_is_a_label_of_another_section(read_form: ReadForm, replaced: Replaced) -> None:
    """A project may be called like a fund."""
    form = read_form(replaced("项目名称", "项目名称\t其他资金\t主管部门\t支出"))
    assert (form.texts["project_name"], form.texts["department"], form.damage) == ("其他资金", "支出", [])


@pytest.mark.parametrize("markup", ["<ol>", '<p style="x">', "</div>", "&nbsp;", "&#160;"])
def test_markup_is_kept_and_reported(markup: str, read_form: ReadForm, replaced: Replaced, damages: Damages) -> None:
    """Remains of a web page are part of the printed text."""
    form = read_form(replaced("立项必要性", f"立项必要性\t依据{markup}文件"))
    assert form.texts["necessity"] == f"依据{markup}文件"
    assert damages(form) == [("markup_residue", "/necessity", 7)]
    assert markup in damage_message(form.damage[0], "zh")


@pytest.mark.parametrize("text", ["指标<5%且>1%", "a & b", "<甲>", "R&D"])
def test_signs_that_are_no_markup(text: str, read_form: ReadForm, replaced: Replaced) -> None:
    """Comparison signs and the ampersand are ordinary characters."""
    assert read_form(replaced("立项必要性", f"立项必要性\t{text}")).damage == []
