"""Word documents: whatever a cell is made of, its text, place, spans and doubts are what a person sees."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import UnreadableDocument
from auditor.reading.grid import Note, Row
from auditor.reading.source import Limits
from tests.printing import page, word
from tests.reading.office import STRICT, cells_of, docx, merged_tables, p, r, reader, root, tbl, tc, text_cell, tr

Read = Callable[..., list[Row]]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """Read the bytes of a document."""
    return reader(tmp_path_factory.mktemp("docx"))


PICTURE = '<w:r><w:drawing><wp:inline><a:graphic><a:blip r:embed="rId9"/></a:graphic></wp:inline></w:drawing></w:r>'
SEAL = PICTURE.replace("wp:inline", "wp:anchor")
BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><wps:txbx><w:txbxContent>{0}"
    "</w:txbxContent></wps:txbx></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}"
    "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def field(instruction: str, result: str = "") -> str:
    """Give the runs of a field; without a result it has no middle."""
    middle = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(result)}' if result else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>{middle}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def form_field(inside: str) -> str:
    """Give a form field of the old kind."""
    return f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{inside}</w:ffData></w:fldChar></w:r>{END}'


def control(properties: str, inside: str) -> str:
    """Give a content control."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def tracked(kind: str, inside: str) -> str:
    """Give a tracked change."""
    return f'<w:{kind} w:id="1" w:author="a">{inside}</w:{kind}>'


RUBY = "<w:r><w:ruby><w:rt><w:r><w:t>jia</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>甲</w:t></w:r></w:rubyBase></w:ruby></w:r>"
FRACTION = "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
EMBEDDED = "<w:r><w:object><v:shape><v:imagedata/></v:shape><o:OLEObject ProgID='Excel.Sheet.12'/></w:object></w:r>"
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
GONE = "<w:r><w:delText>≥90%</w:delText></w:r>"
RUNS: dict[str, tuple[str, str, str | None]] = {
    "broken into runs": (r("≥") + r("95") + r("%"), "≥95%", None),
    "outer blanks": (r(" \u3000≥95%\t "), "≥95%", None),
    "break": (f"{r('一')}<w:r><w:br/></w:r>{r('二')}<w:r><w:cr/></w:r>{r('三')}", "一\n二\n三", None),
    "tab": (f"{r('第一行')}<w:r><w:tab/></w:r>{r('后')}", "第一行 后", None),
    "hyphens": ("<w:r><w:t>2024</w:t><w:noBreakHyphen/><w:t>0</w:t><w:softHyphen/><w:t>1</w:t></w:r>", "2024-01", None),
    "hyperlink": (f'<w:hyperlink r:id="rId7">{r("附件")}</w:hyperlink>', "附件", None),
    "smart tag": (f"<w:smartTag>{r('2024年')}</w:smartTag>", "2024年", None),
    "custom xml": (f"<w:customXml>{r('甲')}</w:customXml>", "甲", None),
    "ruby": (RUBY, "甲", None),
    "footnote mark": (r("甲") + '<w:r><w:footnoteReference w:id="2"/></w:r>', "甲", None),
    "comment": (f'<w:commentRangeStart w:id="0"/>{r("甲")}<w:r><w:commentReference w:id="0"/></w:r>', "甲", None),
    "insertion": (r("原") + tracked("ins", r("≥95%")), "原≥95%", "tracked_change"),
    "insertion of a blank": (r("≥95%") + tracked("ins", r(" ")), "≥95%", None),
    "deletion": (tracked("del", GONE) + r("≥98%"), "≥98%", "tracked_change"),
    "only a deletion": (tracked("del", GONE), "≥90%", "deleted_text"),
    "moved here": (tracked("moveTo", r("甲")), "甲", "tracked_change"),
    "moved away": (tracked("moveFrom", r("乙")) + r("甲"), "甲", "tracked_change"),
    "hidden": (r("甲") + r("乙", "<w:vanish/>"), "甲乙", "hidden_text"),
    "not hidden": (r("甲", '<w:vanish w:val="0"/>'), "甲", None),
    "hidden blank": (r("甲") + r(" ", "<w:vanish/>"), "甲", None),
    "struck": (r("≥90%", "<w:strike/>") + r("≥95%"), "≥90%≥95%", "struck_text"),
    "not struck": (r("甲", '<w:dstrike w:val="false"/>'), "甲", None),
    "raised digit": (r("10") + r("4", '<w:vertAlign w:val="superscript"/>'), "10⁴", None),
    "lowered digit": (r("CO") + r("2", '<w:vertAlign w:val="subscript"/>'), "CO₂", None),
    "raised words": (r("甲") + r("注", '<w:vertAlign w:val="superscript"/>'), "甲注", None),
    "not raised": (r("10") + r("4", '<w:vertAlign w:val="baseline"/>'), "104", None),
    "control": (control("<w:dropDownList/>", r("市本级")), "市本级", None),
    "control that prompts": (control("<w:showingPlcHdr/>", r("单击此处输入文字。")), "", None),
    "box ticked": (control('<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>', r("☒")) + r("新增"), "☑新增", None),
    "box empty": (control('<w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>', r("☐")) + r("新增"), "☐新增", None),
    "old box ticked": (form_field('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'), "☑", None),
    "old box by default": (form_field('<w:checkBox><w:default w:val="1"/></w:checkBox>'), "☑", None),
    "old box empty": (form_field('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>'), "☐", None),
    "old choice": (form_field('<w:ddList><w:result w:val="1"/><w:listEntry w:val="省级"/><w:listEntry w:val="市级"/>'
                              "</w:ddList>"), "市级", None),
    "old choice, none": (form_field("<w:ddList/>"), "", None),
    "field": (field("=SUM(ABOVE)", "1234"), "1234", None),
    "field in a field": (field(f"IF {END}", "") + r("甲"), "甲", None),
    "simple field": (f'<w:fldSimple w:instr="=1+1">{r("2")}</w:fldSimple>', "2", None),
    "box with a tick": (field(r"eq \o\ac(□,√)") + r("延续"), "☑延续", None),
    "box with a cross": (field(r"EQ \o(□,×)"), "☒", None),
    "circled number": (field(r"eq \o\ac(○,3)"), "③", None),
    "overlay that is not known": (field(r"eq \o(甲,乙)"), "甲乙", "formula_text"),
    "field that shows nothing": (field("XE 甲") + r("乙"), "乙", None),
    "symbol tick": ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t></w:r>', "☑是", None),
    "symbol box": ('<w:r><w:sym w:font="Wingdings 2" w:char="00A3"/><w:t>否</w:t></w:r>', "☐否", None),
    "symbol ≥": ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>95%</w:t></w:r>', "≥95%", None),
    "symbol of a usual font": ('<w:r><w:sym w:font="宋体" w:char="2265"/></w:r>', "≥", None),
    "symbol that is not known": ('<w:r><w:sym w:font="Wingdings" w:char="F021"/></w:r>', "\uf021", "symbol_unknown"),
    "symbol font over text": (r("R", '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/>') + r("是"), "☑是", None),
    "private code without its font": (r("\uf0a8否"), "\uf0a8否", "symbol_unknown"),
    "letter of a symbol font": (r("Q是", '<w:rFonts w:ascii="Wingdings"/>'), "Q是", "symbol_unknown"),
    "Chinese in a symbol font": (r("是", '<w:rFonts w:ascii="Wingdings"/>'), "是", None),
    "formula in line": ("<m:oMath><m:r><m:t>≥95%</m:t></m:r></m:oMath>", "≥95%", None),
    "fraction": (FRACTION, "1/2", "formula_text"),
    "picture alone": (PICTURE, "[图片]", "picture_in_cell"),
    "picture in a text": (r("≥") + PICTURE, "≥", "picture_in_cell"),
    "seal over a text": (r("甲单位") + SEAL, "甲单位", None),
    "seal over nothing": (SEAL, "[图片]", "picture_in_cell"),
    "embedded sheet": (EMBEDDED, "[图片]", "picture_in_cell"),
    "text box": (BOX.format(p(r("甲"))), "甲", "text_box"),
    "text box beside text": (r("乙") + BOX.format(p(r("甲"))), "乙\n甲", "text_box"),
}  # fmt: skip


@pytest.mark.parametrize(("runs", "text", "doubt"), RUNS.values(), ids=RUNS)
def test_cell_says_what_is_seen(runs: str, text: str, doubt: str | None, read: Read) -> None:
    """The text of a cell and what makes it doubtful; the cell before it is untouched."""
    (row,) = read(docx(tbl(tr(text_cell("名"), tc(p(runs))))))
    assert [(cell.text, cell.doubt) for cell in row.cells] == [("名", None), *([(text, doubt)] if text else [])]


def test_strict_namespace_reads_alike(read: Read) -> None:
    """Documents saved as Strict Open XML use other names for the same things."""
    body = tbl(tr(text_cell("名"), tc(p(r("≥") + tracked("ins", r("95%"))), '<w:gridSpan w:val="2"/>')))
    assert read(docx(body, STRICT)) == read(docx(body))


VMERGE, RESTART = "<w:vMerge/>", '<w:vMerge w:val="restart"/>'
GRIDS: dict[str, tuple[str, list[tuple[str, str, int, int]]]] = {
    "spans": (
        tbl(
            tr(text_cell("a", RESTART), text_cell("b", '<w:gridSpan w:val="2"/>')),
            tr(tc("<w:p/>", VMERGE), text_cell("c"), text_cell("d")),
        ),
        [("a", "T1R1C1", 1, 2), ("b", "T1R1C2", 2, 1), ("c", "T1R2C2", 1, 1), ("d", "T1R2C3", 1, 1)],
    ),
    "two merges, one below the other": (
        tbl(tr(text_cell("a", RESTART)), tr(tc("<w:p/>", VMERGE)), tr(text_cell("b", RESTART)), tr(tc("<w:p/>", VMERGE))),
        [("a", "T1R1C1", 1, 2), ("b", "T1R3C1", 1, 2)],
    ),
    "a merge that nothing begins": (tbl(tr(text_cell("a", VMERGE)), tr(text_cell("b"))), [("a", "T1R1C1", 1, 1), ("b", "T1R2C1", 1, 1)]),
    "a merge after a gap": (
        tbl(tr(text_cell("a", RESTART)), tr(text_cell("b")), tr(text_cell("c", VMERGE))),
        [("a", "T1R1C1", 1, 1), ("b", "T1R2C1", 1, 2), ("c", "T1R3C1", 1, 1)],
    ),
    "rows that begin late": (
        tbl(tr(text_cell("a"), text_cell("b"), text_cell("c")), tr(text_cell("d"), properties='<w:gridBefore w:val="2"/>')),
        [("a", "T1R1C1", 1, 1), ("b", "T1R1C2", 1, 1), ("c", "T1R1C3", 1, 1), ("d", "T1R2C3", 1, 1)],
    ),
    "merged to the left, the old way": (
        tbl(tr(text_cell("a", '<w:hMerge w:val="restart"/>'), tc("<w:p/>", "<w:hMerge/>"), text_cell("b"))),
        [("a", "T1R1C1", 2, 1), ("b", "T1R1C3", 1, 1)],
    ),
    "cells and rows in controls": (
        tbl(control("", tr(text_cell("a"), control("", text_cell("b"))))),
        [("a", "T1R1C1", 1, 1), ("b", "T1R1C2", 1, 1)],
    ),
    "a table in a cell": (
        tbl(tr(text_cell("a"), tc(p(r("外")) + tbl(tr(text_cell("内"))) + "<w:p/>")), tr(text_cell("b"))) + tbl(tr(text_cell("c"))),
        [("a", "T1R1C1", 1, 1), ("外", "T1R1C2", 1, 1), ("内", "T2R1C1", 1, 1), ("b", "T1R2C1", 1, 1), ("c", "T3R1C1", 1, 1)],
    ),
    "two tables side by side in a table": (
        tbl(tr(tc(tbl(tr(text_cell("a")), tr(text_cell("b")))), tc(tbl(tr(text_cell("c")))))),
        [("a", "T2R1C1", 1, 1), ("b", "T2R2C1", 1, 1), ("c", "T3R1C1", 1, 1)],
    ),
    "vertical text": (
        tbl(tr(tc(p(r("产出指标")), '<w:textDirection w:val="tbRlV"/>'), tc("".join(p(r(char)) for char in "效益")))),
        [("产出指标", "T1R1C1", 1, 1), ("效\n益", "T1R1C2", 1, 1)],
    ),
    "a row whose table has a blank one above": (tbl(tr(tc(), tc()), tr(tc(), text_cell("a"))), [("a", "T1R2C2", 1, 1)]),
}  # fmt: skip


@pytest.mark.parametrize(("body", "cells"), GRIDS.values(), ids=GRIDS)
def test_cells_stand_where_word_shows_them(body: str, cells: list[tuple[str, str, int, int]], read: Read) -> None:
    """Text, place and spans of every cell, in reading order."""
    rows = read(docx(body))
    assert [(cell.text, cell.ref, cell.across, cell.down) for row in rows for cell in row.cells] == cells


def test_width_line_and_table(read: Read) -> None:
    """A row knows its number, its table, and the columns of it that are blank."""
    grid = "<w:tblGrid><w:gridCol/><w:gridCol/><w:gridCol/></w:tblGrid>"
    rows = read(docx(p(r("题")) + tbl(tr(tc()), tr(text_cell("a"))).replace("<w:tblGrid/>", grid)))
    assert [(row.text, row.width, row.line, row.table) for row in rows] == [("题", 1, None, None), ("a", 3, 2, "T1")]


def test_merged_cell_that_says_something_else(read: Read) -> None:
    """Word shows only the first cell of a merge: what stands in the others is kept and marked, unless it is the same."""
    rows = read(docx(tbl(tr(text_cell("甲", RESTART)), tr(text_cell("甲", VMERGE)), tr(text_cell("乙", VMERGE)))))
    assert [(cell.text, cell.down, cell.doubt) for row in rows for cell in row.cells] == [
        ("甲", 3, None),
        ("乙", 1, "hidden_text"),
    ]


def test_paragraphs_outside_of_tables(read: Read) -> None:
    """Each line is a row; tabs part it into cells, as 填报单位 and 金额单位 stand on one line."""
    inside = f"{r('填报单位：甲')}<w:r><w:tab/><w:tab/></w:r>{r('单位：万元')}"
    rows = read(docx(p(r("标题")) + "<w:p/>" + p(inside) + p(f"{r('一')}<w:r><w:br/></w:r>{r('二')}")))
    assert [[(cell.text, cell.column, cell.ref) for cell in row.cells] for row in rows] == [
        [("标题", 1, "P1")],
        [("填报单位：甲", 1, "P3C1"), ("单位：万元", 3, "P3C3")],
        [("一", 1, "P4")],
        [("二", 1, "P5")],
    ]
    assert [row.width for row in rows] == [1, 3, 1, 1]


def test_field_over_several_paragraphs(read: Read) -> None:
    """The instruction of a field is no text, even where it does not end in its paragraph."""
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    rows = read(
        docx(
            p(begin + r("不显示"))
            + p(f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("目录")}')
            + p(END + r("后"))
        )
    )
    assert [row.text for row in rows] == ["目录", "后"]


def test_text_box_outside_of_tables(read: Read) -> None:
    """A text box with paragraphs and a table is read where it is anchored, once."""
    rows = read(docx(p(r("前") + BOX.format(p(r("框")) + tbl(tr(text_cell("格"))))) + p(r("后"))))
    assert [(row.text, row.table) for row in rows] == [("前", None), ("框", None), ("格", "T1"), ("后", None)]


SECTION = '<w:sectPr><w:headerReference w:type="{}" r:id="header1"/><w:footerReference w:type="default" r:id="footer1"/>{}</w:sectPr>'


def test_header_footer_and_notes(read: Read) -> None:
    """A title in the header comes before the body, what stands in the footer after it; page numbers are no content."""
    page_number = p(f"{r('第 ')}{field('PAGE', '1')}{r(' 页 共 ')}{field('NUMPAGES', '3')}{r(' 页')}")
    note = (
        f'<w:footnote w:type="separator">{p(r("—"))}</w:footnote><w:footnote w:id="2">{p(r("注：含结转"))}</w:footnote>'
    )
    parts = {
        "header1.xml": root("hdr", p(r("项目绩效目标表")) + page_number),
        "footer1.xml": root("ftr", page_number + p(r("填报人：甲"))),
        "footnotes.xml": root("footnotes", note),
    }
    first = p(f"<w:pPr>{SECTION.format('default', '')}</w:pPr>") + tbl(tr(text_cell("一")))
    rows = read(docx(tbl(tr(text_cell("零"))) + first + SECTION.format("default", ""), parts=parts))
    assert [(row.text, row.cells[0].ref) for row in rows] == [
        ("项目绩效目标表", "H1P1"),
        ("零", "T1R1C1"),
        ("填报人：甲", "F1P1"),
        ("一", "T2R1C1"),
        ("注：含结转", "N1P1"),
    ]


@pytest.mark.parametrize(
    ("kind", "section", "settings", "shown"),
    [
        ("first", "", "", False),
        ("first", "<w:titlePg/>", "", True),
        ("even", "", "", False),
        ("even", "", "<w:evenAndOddHeaders/>", True),
    ],
)
def test_headers_that_no_page_has(kind: str, section: str, settings: str, shown: bool, read: Read) -> None:
    """A header for the first or for even pages counts only where the document has such pages."""
    parts = {"header1.xml": root("hdr", p(r("页眉"))), "settings.xml": root("settings", settings)}
    rows = read(docx(p(r("正文")) + SECTION.format(kind, section), parts=parts))
    assert [row.text for row in rows] == (["页眉"] if shown else []) + ["正文"]


def test_style_that_hides(read: Read) -> None:
    """Text may be hidden by the style of its paragraph or run."""
    hidden = '<w:style w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId="s"><w:rPr/></w:style>'
    body = tbl(
        tr(tc(f'<w:p><w:pPr><w:pStyle w:val="h"/></w:pPr>{r("甲", "<w:b/>")}</w:p>')),
        tr(tc(p(r("乙", '<w:rStyle w:val="h"/>')))),
        tr(tc(p(r("丙", '<w:rStyle w:val="s"/>')))),
    )
    rows = read(docx(body, parts={"styles.xml": root("styles", hidden)}))
    assert [row.cells[0].doubt for row in rows] == ["hidden_text", "hidden_text", None]


def test_rows_that_tracking_inserts_deletes_or_hides(read: Read) -> None:
    """An inserted row is doubtful, a deleted one is left out with a note, a hidden one is kept."""
    rows = read(
        docx(
            tbl(
                tr(text_cell("甲")),
                tr(text_cell("乙"), text_cell("5"), properties=tracked("del", "")),
                tr(text_cell("丙"), properties=tracked("ins", "")),
                tr(text_cell("丁"), properties="<w:hidden/>"),
            )
        )
    )
    assert [(row.text, row.line, row.cells[0].doubt) for row in rows] == [
        ("甲", 1, None),
        ("丙", 3, "tracked_change"),
        ("丁", 4, "hidden_text"),
    ]
    assert [note for row in rows for note in row.notes] == [Note("deleted_line", "乙 | 5")]


def test_what_is_left_out_is_noted(read: Read) -> None:
    """Pictures beside a table, a deleted line and an embedded document go to the row after them, or to the last."""
    body = p(tracked("del", GONE)) + tbl(tr(text_cell("甲"))) + '<w:altChunk r:id="afchunk"/>' + p(PICTURE)
    (row,) = read(docx(body, parts={"afchunk.mht": "MIME-Version: 1.0"}))
    assert row.notes == (Note("deleted_line", "≥90%"), Note("unread_part", "afchunk.mht"), Note("unread_pictures", "1"))


def test_scan_pasted_into_word(read: Read) -> None:
    """A document with pictures and no table is refused by name, whatever stands above them; a form in text is not."""
    with pytest.raises(UnreadableDocument) as caught:
        read(docx(p(r("扫描件")) + p(PICTURE) + p(SEAL)))
    assert caught.value.render("zh") == (
        "样本：文档中没有文字表格，只有 2 张图片（疑似粘贴的扫描件），图片中的内容未能读取；"
        "请提供可编辑的文档，或将图片另存后单独提交。"
    )
    assert "the document holds 2 pictures and no text table (possibly a pasted scan)" in caught.value.render("en")
    rows = read(docx(p(r("项目名称：甲")) + p(PICTURE)))
    assert [row.text for row in rows] == ["项目名称：甲"]


def test_document_put_together_from_another(read: Read) -> None:
    """A document whose whole content is another one, which only Word takes in, is refused by name."""
    with pytest.raises(UnreadableDocument) as caught:
        read(docx('<w:altChunk r:id="afchunk"/><w:p/>', parts={"afchunk.mht": "MIME-Version: 1.0"}))
    assert "内容在嵌入的另一份文档（afchunk.mht）中，未能读取" in caught.value.render("zh")
    assert "its content is in another document inside it (afchunk.mht)" in caught.value.render("en")


def package(**parts: str) -> bytes:
    """Give a zip file with these parts; two underscores stand for a slash."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in {"[Content_Types].xml": "<Types/>", **parts}.items():
            archive.writestr(name.replace("__", "/"), text)
    return content.getvalue()


ROOT_RELATION = '<Relationships><Relationship Id="rId1" Type="http://x/officeDocument" Target="/word/document2.xml"/></Relationships>'


def test_main_part_of_another_name(read: Read) -> None:
    """The main part is the one the package refers to; some programs call it document2.xml."""
    parts = {"_rels__.rels": ROOT_RELATION, "word__document2.xml": root("document", f"<w:body>{p(r('甲'))}</w:body>")}
    assert [row.text for row in read(package(**parts))] == ["甲"]


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
DEEP = 250


@pytest.mark.parametrize(
    ("content", "zh", "en"),
    [
        (package(**{"word__document.xml": "<w:document"}), "文件已损坏，其中的 XML 无法解析", "its XML cannot be parsed"),
        (package(**{"word__document.xml": root("document", "")}), "缺少必需的部分“w:body”", 'the part "w:body" is missing'),
        (package(**{"word__document.xml": BOMB + "<x>&b;</x>"}), "内含 DOCTYPE 声明", "holds a DOCTYPE declaration"),
        (
            package(**{"word__document.xml": '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'}),
            "内含 DOCTYPE 声明",
            "holds a DOCTYPE declaration",
        ),
        (docx("<w:tbl><w:tr><w:tc>" * DEEP + "</w:tc></w:tr></w:tbl>" * DEEP), "表格或文本框层层嵌套过深", "nested too deep inside each other"),
        (docx(tbl(tr(text_cell("a", '<w:gridSpan w:val="49"/>') * 30))), "至少宽 1030 列（上限 1000 列）", "at least 1030 columns wide (limit 1000)"),
    ],
    ids=["cut", "no body", "entities", "external", "deep", "wide"],
)  # fmt: skip
def test_damaged_or_harmful(content: bytes, zh: str, en: str, read: Read) -> None:
    """One clear line each."""
    with pytest.raises(UnreadableDocument) as caught:
        read(content)
    assert zh in caught.value.render("zh")
    assert en in caught.value.render("en")


def test_more_rows_than_the_limit(read: Read) -> None:
    """The limit holds for all tables of a document together."""
    table = tbl(*[tr(text_cell("a"))] * 3)
    assert len(read(docx(table * 2), limits=Limits(rows=6))) == 6
    with pytest.raises(UnreadableDocument) as caught:
        read(docx(table * 2), limits=Limits(rows=5))
    assert "共有 6 行，超过上限 5 行" in caught.value.render("zh")
    assert "has 6 rows, more than the limit of 5" in caught.value.render("en")


def test_damaged_bytes_never_end_in_a_traceback(read: Read) -> None:
    """Whichever byte of a small document is changed or cut off, it is read or refused."""
    whole = docx(tbl(tr(text_cell("甲"), tc(p(PICTURE)))))
    rng = Random(4)
    for _ in range(150):
        at = rng.randrange(len(whole))
        for damaged in (whole[:at], whole[:at] + bytes([rng.randrange(256)]) + whole[at + 1 :]):
            try:
                read(damaged)
            except UnreadableDocument as error:
                assert error.render("zh")  # noqa: PT017 - either outcome is right


@given(merged_tables(), st.randoms(use_true_random=False))
def test_any_merged_table_comes_back(read: Read, table: page.Table, rng: Random) -> None:
    """Written as Word writes it, every cell is read where it was, with its spans."""
    rows = read(word.write([page.Page("", (table,))], rng, tracked=False).content)
    found = [(row.line, cell.column, cell.across, cell.down, cell.text) for row in rows for cell in row.cells]
    assert found == cells_of(table)
