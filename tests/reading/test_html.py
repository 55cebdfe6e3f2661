"""Web pages: whatever a page is made of, the text, place and spans of every cell are what a browser shows."""

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from auditor.errors import UnreadableDocument
from auditor.reading.grid import Note, Row
from auditor.reading.source import Limits
from tests.printing import page, web
from tests.reading.office import cells_of, merged_tables, reader

Read = Callable[..., list[Row]]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """Read the text or bytes of a page."""
    read_bytes = reader(tmp_path_factory.mktemp("html"))
    return lambda content, **how: read_bytes(content if isinstance(content, bytes) else content.encode(), **how)


CELLS: dict[str, tuple[str, str, str | None]] = {
    "plain": ("≥95%", "≥95%", None),
    "entities": ("&ge;95&#37;&nbsp;&lt;甲&gt; &amp;", "≥95%\xa0<甲> &", None),
    "entity without its end": ("甲&nbsp乙&gt", "甲\xa0乙>", None),
    "blank": ("&nbsp;\u3000 \n", "", None),
    "blanks run together": ("  a \t b\r\n c ", "a b c", None),
    "wrapped between Chinese characters": ("绩效\n   目标\r\n：甲", "绩效目标：甲", None),
    "wrapped after a digit": ("2024\n年", "2024 年", None),
    "blank between Chinese characters": ("教学 宣传\u3000经费", "教学 宣传\u3000经费", None),
    "breaks": ("一<br>二<br/>三</br>四", "一\n二\n三\n四", None),
    "paragraphs": ("<p>一</p>\n<p>二</p><div>三<div>四</div></div>五", "一\n二\n三\n四\n五", None),
    "blank paragraphs": ("<p></p><p>一<br></p><p>二</p>", "一\n二", None),
    "list": ("<ol style='list-style-type: none'><li>一<li>二</ol>", "一\n二", None),
    "kept blanks": ("<pre>一\n  二</pre>", "一\n  二", None),
    "kept by style": ("<span style='white-space:pre-wrap'>一\n二</span>", "一\n二", None),
    "inline": ("<b>≥</b><span lang=EN-US>9<i>5</i></span>%<o:p></o:p>", "≥95%", None),
    "comment": ("甲<!-- 乙 > -->丙<!-->丁", "甲丙丁", None),
    "conditional": ("<![if !supportLists]>1、<![endif]>甲<!--[if gte mso 9]><td>乙</td><![endif]-->", "1、甲", None),
    "less than": ("<5%且 < 3", "<5%且 < 3", None),
    "script": ("甲<script>'<td>乙</td>'</script><style>td{}</style><noscript>丙</noscript>", "甲", None),
    "template": ("甲<template><td>乙</td></template>", "甲", None),
    "hidden": ("甲<span style='DISPLAY: none'>乙</span>", "甲", None),
    "hidden without end": ("甲<div hidden>乙", "甲", None),
    "ruby": ("<ruby>甲<rp>(</rp><rt>jia</rt><rp>)</rp></ruby>", "甲", None),
    "input": ("<input type=text value='市&quot;本级'>", '市"本级', None),
    "input that is a button": (
        "甲<input type=button value=保存><button>提交</button><input type=hidden value=1>",
        "甲",
        None,
    ),
    "boxes": ("<input type=checkbox checked>新增<input type=radio>延续", "☑新增☐延续", None),
    "text area": ("<textarea rows=3>一\n二 <b></textarea>", "一\n二 <b>", None),
    "list to choose from": ("<select><option>省<option selected>市</option></select>级", "市级", None),
    "list by default": ("<select><option>省</option><option>市</option></select>", "省", None),
    "list of several": ("<select multiple><option selected>省<option selected>市<option>县</select>", "省、市", None),
    "list of several, none": ("<select multiple><option>省</select>", "", None),
    "deleted": ("<del>≥90%</del>≥95%", "≥95%", "tracked_change"),
    "only deleted": ("<del>≥90%</del>", "≥90%", "deleted_text"),
    "struck": ("<s>≥90%</s>≥95%", "≥90%≥95%", "struck_text"),
    "struck by style": ("<span style='text-decoration:line-through'>甲</span>", "甲", "struck_text"),
    "inserted": ("<ins datetime='2024-01-01'>甲</ins>", "甲", "tracked_change"),
    "underlined": ("<ins>甲</ins>", "甲", None),
    "raised": ("10<sup>4</sup>m<span style='vertical-align:super'>2</span>，CO<sub>2</sub>", "10⁴m²，CO₂", None),
    "symbol font": ("<span style='font-family:Wingdings'>þ</span><font face='Wingdings 2'>£</font>", "☑☐", None),
    "symbol ≥": ("<font face=Symbol>&#179;</font>95%", "≥95%", None),
    "symbol that is not known": ("\uf06f", "\uf06f", "symbol_unknown"),
    "font inside a symbol font": ("<font face=Wingdings>þ<span style='font-family:宋体'>ok</span></font>", "☑ok", None),
    "picture": ("<img src=http://x/a.png>", "[图片]", "picture_in_cell"),
    "picture in a text": ("≥<img src=a.png>", "≥", "picture_in_cell"),
    "ornaments": ("<img src=a.png width=1><img src=b.png alt=''>", "", None),
    "end tags of nothing": ("甲</b></p></div></span></select></option>", "甲", None),
    "crossed tags": ("<b><i>甲</b>乙</i>", "甲乙", None),
    "tag cut off": ("甲<a href='x", "甲", None),
    "attribute without a quote's end": ('甲<span title="x>乙</span>', "甲乙", None),
}


@pytest.mark.parametrize(("inside", "text", "doubt"), CELLS.values(), ids=CELLS)
def test_cell_says_what_is_seen(inside: str, text: str, doubt: str | None, read: Read) -> None:
    """The text of a cell and what makes it doubtful; the cell before it is untouched."""
    (row,) = read(f"<table><tr><td>名</td><td>{inside}")
    assert [(cell.text, cell.doubt) for cell in row.cells] == [("名", None), *([(text, doubt)] if text else [])]


GRIDS: dict[str, tuple[str, list[tuple[str, str, int, int]]]] = {
    "spans": (
        "<table><tr><td rowspan=2>a</td><td colspan='2'>b</td></tr><tr><td>c</td><th>d</th></tr></table>",
        [("a", "T1R1C1", 1, 2), ("b", "T1R1C2", 2, 1), ("c", "T1R2C2", 1, 1), ("d", "T1R2C3", 1, 1)],
    ),
    "no end tags": (
        "<TABLE><TBODY><TR><TD>a<TD>b<TR><TD>c",
        [("a", "T1R1C1", 1, 1), ("b", "T1R1C2", 1, 1), ("c", "T1R2C1", 1, 1)],
    ),
    "no rows": ("<table><td>a<td>b</table>", [("a", "T1R1C1", 1, 1), ("b", "T1R1C2", 1, 1)]),
    "span of nothing": (
        "<table><tr><td colspan=0>a<td colspan=x>b<td rowspan=''>c</table>",
        [("a", "T1R1C1", 1, 1), ("b", "T1R1C2", 1, 1), ("c", "T1R1C3", 1, 1)],
    ),
    "down to the end of the group": (
        "<table><tbody><tr><td rowspan=0>a<td>b<tr><td>c<tbody><tr><td>d</table>",
        [("a", "T1R1C1", 1, 2), ("b", "T1R1C2", 1, 1), ("c", "T1R2C2", 1, 1), ("d", "T1R3C1", 1, 1)],
    ),
    "far too deep": (
        "<table><thead><tr><td rowspan=99999999999999>a<td>b<tbody><tr><td>c</table>",
        [("a", "T1R1C1", 1, 1), ("b", "T1R1C2", 1, 1), ("c", "T1R2C1", 1, 1)],
    ),
    "as wide as the table": (
        "<table><tr><td colspan=1000>a<tr><td>b<td>c</table>",
        [("a", "T1R1C1", 2, 1), ("b", "T1R2C1", 1, 1), ("c", "T1R2C2", 1, 1)],
    ),
    "overlapping": (
        "<table><tr><td>a<td rowspan=2>b<tr><td colspan=2>c<td>d</table>",
        [("a", "T1R1C1", 1, 1), ("b", "T1R1C2", 1, 2), ("c", "T1R2C1", 2, 1), ("d", "T1R2C3", 1, 1)],
    ),
    "foot before the body": (
        "<table><tfoot><tr><td>z<tbody><tr><td>b<thead><tr><td>a</table>",
        [("a", "T1R1C1", 1, 1), ("b", "T1R2C1", 1, 1), ("z", "T1R3C1", 1, 1)],
    ),
    "a table in a cell": (
        "<table><tr><td>a<td>外<table><tr><td>内</table><tr><td>b</table><table><tr><td>c</table>",
        [("a", "T1R1C1", 1, 1), ("外", "T1R1C2", 1, 1), ("内", "T2R1C1", 1, 1), ("b", "T1R2C1", 1, 1), ("c", "T3R1C1", 1, 1)],
    ),
    "two tables side by side in a table": (
        "<table><tr><td><table><tr><td>a<tr><td>b</table></td><td><table><tr><td>c</table></table>",
        [("a", "T2R1C1", 1, 1), ("b", "T2R2C1", 1, 1), ("c", "T3R1C1", 1, 1)],
    ),
    "a table in a table but in no cell": (
        "<table><tr><td>a</tr><table><tr><td>b</table>",
        [("a", "T1R1C1", 1, 1), ("b", "T2R1C1", 1, 1)],
    ),
    "hidden rows and cells": (
        "<table><tr style='display:none'><td>x<tr><td style='display:none'>y<td>a<tr hidden><td><table><tr><td>z</table></table>",
        [("a", "T1R1C1", 1, 1)],
    ),
    "end tags that belong outside": (
        "<div><table><tr><td>a</div></span><td>b</div></table></div>",
        [("a", "T1R1C1", 1, 1), ("b", "T1R1C2", 1, 1)],
    ),
    "a hidden part that the cell ends": (
        "<table><tr><td>a<div style=display:none>x</td><td>b</table>",
        [("a", "T1R1C1", 1, 1), ("b", "T1R1C2", 1, 1)],
    ),
    "cells outside of tables": ("<tr><td>a</td><td>b</td></tr>", [("a", "P1", 1, 1), ("b", "P2", 1, 1)]),
    "XHTML": ("<table><tr><td/><td>a</td><td><br/>b</td></tr></table>", [("a", "T1R1C2", 1, 1), ("b", "T1R1C3", 1, 1)]),
}  # fmt: skip


@pytest.mark.parametrize(("body", "cells"), GRIDS.values(), ids=GRIDS)
def test_cells_stand_where_a_browser_shows_them(body: str, cells: list[tuple[str, str, int, int]], read: Read) -> None:
    """Text, place and spans of every cell, in reading order."""
    rows = read(f"<html><body>{body}</body></html>")
    assert [(cell.text, cell.ref, cell.across, cell.down) for row in rows for cell in row.cells] == cells


def test_texts_outside_of_tables(read: Read) -> None:
    """Each line is a row of width 1; a caption and what stands in a table outside of its cells come before it."""
    rows = read(
        "<title>公开</title><h2>项目<b>绩效</b>目标表</h2>2024年度<br>单位：万元<div><p>一</p></div>"
        "<table><caption>表一</caption>散文字<tr><td>甲</td></tr></table>尾"
    )
    assert [(row.text, row.width, row.table) for row in rows] == [
        ("项目绩效目标表", 1, None),
        ("2024年度", 1, None),
        ("单位：万元", 1, None),
        ("一", 1, None),
        ("表一", 1, None),
        ("散文字", 1, None),
        ("甲", 1, "T1"),
        ("尾", 1, None),
    ]


def test_what_is_left_out_is_noted(read: Read) -> None:
    """Hidden parts, frames and pictures outside of tables are told with the last row."""
    (row,) = read(
        "<p hidden>密<table><tr><td>码</table></p><table><tr><td>甲</table><iframe src='b.htm'>x</iframe><img src=c.png>"
    )
    assert row.notes == (Note("hidden_part", "密 码"), Note("unread_part", "b.htm"), Note("unread_pictures", "1"))


PAGE = "<html><head><meta charset={}></head><body><table><tr><td>项目名称</td><td>{}</td></tr></table></body></html>"


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("utf-8", "utf-8", "甲㎡"),
        ("utf-8", "utf-8-sig", "甲㎡"),
        ("gb2312", "gb18030", "朱镕基㎡𠮷"),
        ("gbk", "gbk", "甲㎡"),
        ("gb2312", "utf-8", "甲㎡"),
        ("utf-8", "gb18030", "甲㎡"),
        ("x", "gb18030", "甲㎡"),
        ("iso-8859-1", "gb18030", "甲㎡"),
        ("utf-16", "utf-16", "甲㎡"),
        ("utf-16", "utf-16-le", "甲㎡"),
        ("utf-16", "utf-16-be", "甲㎡"),
        ("big5", "big5", "甲"),
        ("us-ascii", "ascii", "&#30002;&#x33A1;"),
    ],
)
def test_encodings(label: str, codec: str, text: str, read: Read) -> None:
    """The page is decoded before it is parsed; what it says of itself is believed only where nothing else is told."""
    (row,) = read(
        PAGE.format(label, text)
        .replace("项目名称", "項目名稱" if codec == "big5" else "项目名称")
        .encode(codec, "xmlcharrefreplace")
    )
    assert row.cells[1].text == ("甲㎡" if text.startswith("&") else text)


@pytest.mark.parametrize(("label", "text"), [("iso-8859-1", "caf\xe9"), ("windows-1252", "\u2026caf\xe9")])
def test_western_pages(label: str, text: str, read: Read) -> None:
    """A page in a western encoding is read by what it says, where nothing Chinese fits."""
    (row,) = read(f"<meta charset={label}><p>{text}</p>".encode(label))
    assert row.text == text


def test_bytes_that_fit_no_encoding(read: Read) -> None:
    """The line and the byte are told."""
    with pytest.raises(UnreadableDocument) as caught:
        read("<p>绩效</p>\n<p>目标".encode() + b"\xff</p>")
    assert "第 2 行有无法识别的字节" in caught.value.render("zh")
    assert "line 2 has a byte that cannot be read" in caught.value.render("en")


def test_page_of_one_very_long_line(read: Read) -> None:
    """Pages are often written on one line."""
    line = "<table>" + "<tr><td>项目名称</td><td>甲</td></tr>" * 40_000 + "</table>"
    assert len(line) > 1_000_000
    assert len(read(line.encode("gb18030"))) == 40_000


@pytest.mark.parametrize(
    ("content", "zh", "en"),
    [
        ("<frameset><frame src=a.htm><frame src=b.htm></frameset>", "只显示其他文件（a.htm、b.htm）", "only shows other files (a.htm、b.htm)"),
        ("<p><img src=a.png><img src=b.png>", "没有文字表格，只有 2 张图片", "holds 2 pictures and no text table"),
        ("<html><body> </body></html>", "只有空白", "nothing but white space"),
        ("<table>" * 2 + "<tr><td><table>" * 2_000 + "甲", "层层嵌套过深", "nested too deep inside each other"),
        ("<table><tr>" + "<td>甲" * 1_001, "有一张表至少宽 1001 列（上限 1000 列）", "one table is at least 1001 columns wide (limit 1000)"),
    ],
    ids=["frames", "pictures", "blank", "deep", "wide"],
)  # fmt: skip
def test_pages_that_are_refused(content: str, zh: str, en: str, read: Read) -> None:
    """One clear line each."""
    with pytest.raises(UnreadableDocument) as caught:
        read(content)
    assert zh in caught.value.render("zh")
    assert en in caught.value.render("en")


def test_limits(read: Read) -> None:
    """Pages of more bytes or rows than allowed are refused, not read in part."""
    for limits, zh in ((Limits(file_bytes=20), "超过上限 20 字节"), (Limits(rows=1), "共有 2 行，超过上限 1 行")):
        with pytest.raises(UnreadableDocument, match=zh):
            read("<table><tr><td>甲<tr><td>乙", limits=limits)


ATTACKS = (
    "<", "<!", "<!--", "<a ", '<a b="', "</", "<![CDATA[", "<?", "&#", "<div>", "</x>", "<x></y>", "<script>", "<a b ", "<b>a\n\n",
    "<table><tr><td>", "<td rowspan=99 colspan=99>", "<select><option>", "<p hidden>", "<table>", "<del>",
)  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_broken_pages_take_linear_time(attack: str, read: Read) -> None:
    """A hundred thousand pieces that the standard parser would need hours for are read, or refused, at once."""
    try:
        read("<p>甲</p>" + attack * 100_000)
    except UnreadableDocument as error:
        assert error.key in ("reading.nested_deep", "reading.too_wide")  # noqa: PT017 - either outcome is right


@given(st.text(st.sampled_from("<>/!-=\"' \n&;#a1甲") | st.sampled_from("tdrpb"), max_size=60))
@example("<a/")
def test_any_text_is_a_page(read: Read, text: str) -> None:
    """Nothing that stands between the brackets ends in a traceback, and what follows a table's end is still read."""
    rows = read(f"<html><table><tr><td>{text}")
    assert all(cell.text == cell.text.strip() != "" for row in rows for cell in row.cells)


@given(merged_tables(), st.randoms(use_true_random=False))
def test_any_merged_table_comes_back(read: Read, table: page.Table, rng: Random) -> None:
    """Written as web pages are, every cell is read where it was, with its spans."""
    blocks = (page.Paragraph("项目名称"), table)
    rows = read(web.write([page.Page("", blocks)], rng).content)[1:]
    found = [(row.line, cell.column, cell.across, cell.down, cell.text) for row in rows for cell in row.cells]
    assert found == cells_of(table)
