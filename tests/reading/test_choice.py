"""Which layout a form is read by: its labels decide, whatever its title; a form that no layout fits is told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.api import read_forms
from auditor.errors import UnreadableDocument
from auditor.forms.model import Form
from auditor.reading.choice import looks_like_title
from auditor.reading.jsonform import damage_message
from auditor.rulebook.pack import load_pack

FOLDER = Path(__file__).parents[1] / "fixtures" / "other-layouts"
LAYOUTS = {
    "central": "central-2015",
    "ministries": "ministries-2022",
    "chongqing": "chongqing-fengjie",
    "chongqing-2": "chongqing-fengjie",
    "sichuan": "sichuan-list",
    "hunan": "hunan-ningxiang",
    "hunan-2": "hunan-ningxiang",
    "hubei": "hubei-ezhou",
    "shanghai": "shanghai",
    "guangxi": "guangxi",
    "guangxi-2": "guangxi",
    "heilongjiang": "heilongjiang-daqing",
    "heilongjiang-2": "heilongjiang-daqing",
}
TITLES = {name: (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n")[1] for name in LAYOUTS}
UNKNOWN = "某某县预算绩效目标备案表"
Read = Callable[[str], list[Form]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a text with the shipped layouts."""

    def forms(text: str) -> list[Form]:
        path = tmp_path / "a.txt"
        path.write_text(text, encoding="utf-8")
        return list(read_forms(path))

    return forms


def titled(name: str, title: str) -> str:
    """Give an example under another title."""
    first, _, *rest = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    return "\n".join([first, *([title] if title else []), *rest])


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("title", [*dict.fromkeys(TITLES.values()), UNKNOWN])
def test_labels_decide(name: str, title: str, read: Read) -> None:
    """Under the title of any form, and of none, the form is read by the layout that knows its labels."""
    forms = read(titled(name, title))
    assert {form.layout for form in forms} == {LAYOUTS[name]}
    assert {form.title for form in forms} == {title}
    noted = [damage for form in forms for damage in form.damage if damage.code == "title_unknown"]
    assert bool(noted) == (title == UNKNOWN)
    for damage in noted:
        assert damage_message(damage, "zh") == (
            f"第 2 行：标题“{UNKNOWN}”不是任何已知版式的标题，按栏目名称认定为版式“{LAYOUTS[name]}”，请核实。"
        )
        assert UNKNOWN in damage_message(damage, "en")


@pytest.mark.parametrize("name", LAYOUTS)
def test_form_without_a_title(name: str, read: Read) -> None:
    """Enough labels make a form."""
    forms = read(titled(name, ""))
    assert {form.layout for form in forms} == {LAYOUTS[name]}
    assert {form.title for form in forms} == {None}


def test_forms_of_many_places_in_one_document(read: Read) -> None:
    """Each is read by its own layout, one after another."""
    text = "\n".join((FOLDER / f"{name}.txt").read_text(encoding="utf-8") for name in LAYOUTS)
    found = list(dict.fromkeys(form.layout for form in read(text)))
    assert found == list(dict.fromkeys(LAYOUTS.values()))


def test_order_of_the_layouts_does_not_matter(tmp_path: Path) -> None:
    """The same layout wins in any order."""
    from auditor.reading.document import read_document

    pack = load_pack()
    for name, layout in LAYOUTS.items():
        path = FOLDER / f"{name}.txt"
        for layouts in (pack.layouts, pack.layouts[::-1]):
            assert {form.layout for form in read_document(path, name, layouts, pack.vocabulary)} == {layout}


BUDGET = "部门预算表\n项目名称\t主管部门\t预算数\t项目类型\n甲\t乙\t3\t丙\n丁\t戊\t4\t己\n"
OTHER = "某某县项目绩效目标登记表\n项目名称\t甲\n主管部门\t乙\n预计社会影响\t好\n核定意见\t同意\n"


@pytest.mark.parametrize("text", [BUDGET, OTHER])
def test_unknown_form_is_told_with_the_nearest_layout(text: str, read: Read) -> None:
    """A few labels that many forms share make no form; what is missing is named, of all kinds of labels."""
    with pytest.raises(UnreadableDocument) as caught:
        read(text)
    message = caught.value.render("zh")
    assert "没有找到已知版式的表。最接近的版式是“" in message
    assert "缺少：" in message
    assert "labels only" in caught.value.render("en")


@pytest.mark.parametrize(
    ("text", "is_title"),
    [
        ("2025年某某县项目支出绩效目标申报表", True),
        ("项目支出绩效目标表（2025年度）", True),
        ("附件2：部门预算项目绩效目标批复表", True),
        ("绩效目标", False),
        ("项目绩效目标申报表已报送。", False),
        ("完善绩效管理；编制报表", False),
        ("资产负债表", False),
        ("长" * 50 + "绩效目标表", False),
    ],
)
def test_what_looks_like_a_title(text: str, is_title: bool) -> None:
    """A line that names a table of performance targets, whoever's."""
    assert looks_like_title(text) == is_title
