"""Tick boxes: which option of a cell is chosen, however the boxes are drawn."""

import pytest

from auditor.reading.boxes import choice_of


@pytest.mark.parametrize(
    ("text", "ticked"),
    [
        ("新增□延续√", ("延续",)),
        ("新增√延续□", ("新增",)),
        ("新增项目□ 延续项目☑", ("延续项目",)),
        ("☑阶段性 □经常性", ("阶段性",)),
        ("□阶段性 ☑经常性", ("经常性",)),
        ("□一次性；■经常性；□阶段性", ("经常性",)),
        ("○是 ●否", ("否",)),
        ("☒新增 ☐延续", ("新增",)),
        ("\uf0fe新增 \uf06f延续", ("新增",)),
        ("新增\uf0a8延续\uf052", ("延续",)),
        ("新增（ ）延续（√）", ("延续",)),
        ("（√）新增 （  ）延续", ("新增",)),
        ("新增[ ]延续[√]", ("延续",)),
        ("□√新增 □延续", ("新增",)),
        ("□新增√ □延续", ("新增",)),
        ("□新增√□延续", ("新增",)),
        ("□新增□√延续", ("延续",)),
        ("新增□√延续□", ("新增",)),
        ("√新增 延续", ("新增",)),
        ("新增 延续√", ("延续",)),
        ("新增 √延续", ("延续",)),
        ("新增√ 延续", ("新增",)),
        ("□基础设施 □设备购置 ☑信息化建设 □其他（请注明）", ("信息化建设",)),
        ("□中央 ☑市 本级", ("市 本级",)),
        ("☑新增 ☑延续", ("新增", "延续")),
        ("□新增 □延续", ()),
        ("新增□延续□", ()),
        ("新增（ ）延续（ ）", ()),
        ("√", ()),
        ("□", ()),
    ],
)
def test_choice(text: str, ticked: tuple[str, ...]) -> None:
    """Boxes before or behind their options, in brackets, of symbol fonts, ticked beside the box; none; two."""
    choice = choice_of(text)
    assert choice is not None
    assert (choice.ticked, choice.clear) == (ticked, True)


@pytest.mark.parametrize("text", ["延续项目", "", " ", "新增（延续）", "口新增"])
def test_no_boxes(text: str) -> None:
    """A text without boxes is itself the answer."""
    assert choice_of(text) is None


@pytest.mark.parametrize("text", ["新增√延续", "新增 √ 延续"])
def test_tick_that_may_belong_to_either(text: str) -> None:
    """Nothing is guessed."""
    choice = choice_of(text)
    assert choice is not None
    assert (choice.ticked, choice.clear) == ((), False)
