"""Known names are masked wherever they stand as names, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.findings.namemask import NameMask
from auditor.forms.persons import names_in_cell


def mask_of(cell: str, offices: tuple[str, ...] = ()) -> NameMask:
    """Give a mask that has learnt the names of a cell."""
    made = NameMask()
    made.add(names_in_cell(cell), cell)
    made.protect(offices)
    return made


@pytest.mark.parametrize(
    ("cell", "text", "masked"),
    [
        ("王明", "王明", "王*"),
        ("欧阳明", "由欧阳明牵头", "由欧阳*牵头"),
        ("欧阳", "欧阳", "欧*"),
        ("欧阳建国", "（欧阳建国）", "（欧阳**）"),
        ("赵纪辉、殷友华", "赵纪辉和殷友华负责", "赵**和殷**负责"),
        ("王明", "项目由王明牵头实施", "项目由王*牵头实施"),
        ("王明", "王　明", "王　*"),
        ("王明", "王\u200b\u202e明。", "王\u200b\u202e*。"),
        ("王明", "王\n明", "王\n*"),
        ("王　明", "王明", "王*"),
        ("王明", "姓王 明天来", "姓王 明天来"),
        ("王明", "王明院长、王明村长", "王*院长、王*村长"),
        ("王明", "王明路改造、王明镇卫生院", "王明路改造、王明镇卫生院"),
        ("高明", "高明区财政局", "高明区财政局"),
        ("万方", "万方公司", "万方公司"),
        ("王明、王明珠", "王明珠与王明", "王**与王*"),
        ("张三丰", "……共计张三", "……共计张*"),
        ("张三丰", "由张三…", "由张*…"),
        ("张三丰", "张三和李四", "张三和李四"),
        ("买买提·艾力", "买买提·艾力家", "买**·**家"),
        ("王明", "小王说明", "小王说明"),
        ("文明", "创建文明城市", "创建文明城市"),
        ("文明", "富强、民主、文明、和谐", "富强、民主、文明、和谐"),
        ("文明", "文明", "文*"),
        ("文明", "“项目负责人”填写为“文明”", "“项目负责人”填写为“文*”"),
        ("文明", "联系人：文明，创建文明城市", "联系人：文*，创建文明城市"),
        ("文明", "文明同志负责文明创建", "文*同志负责文明创建"),
        ("文明", "文明 138****0000", "文* 138****0000"),
        ("文明、王明 138****0000", "填写为“文明、王明 138****0000”", "填写为“文*、王* 138****0000”"),
    ],
)
def test_mask(cell: str, text: str, masked: str) -> None:
    """The family name stays; words, places and cut texts are told from names."""
    assert mask_of(cell).mask(text) == masked


def test_institution() -> None:
    """A name within the name of an office is part of it, wherever the office is named; behind it, it is a person."""
    made = mask_of("华民", ("市华民福利院", "民政局华民"))
    assert made.mask("2024-市华民福利院-补助 华民负责") == "2024-市华民福利院-补助 华*负责"
    assert made.mask("民政局华民") == "民政局华*"


@given(st.text(alphabet="王明珠 、。欧阳高峰a1\u200b…\n", max_size=30))
def test_any_text(text: str) -> None:
    """The length stays, only names change, no name is left, and masking again changes nothing."""
    made = mask_of("王明珠、欧阳峰")
    once = made.mask(text)
    assert len(once) == len(text)
    assert all(new in (old, "*") for new, old in zip(once, text, strict=True))
    assert "王明珠" not in once
    assert "欧阳峰" not in once
    assert made.mask(once) == once


def test_many_names_are_as_fast_as_few() -> None:
    """Twenty thousand names: a text is read once, not once a name."""
    made = NameMask()
    for number in range(20_000):
        made.add(names_in_cell(f"王{chr(0x4E00 + number // 150)}{chr(0x5000 + number % 150)}"), "")
    assert made.mask("本项目按计划实施。" * 100_000 + "王一倀") == "本项目按计划实施。" * 100_000 + "王**"
