"""Old Word files: whatever a cell is made of, its text, place, spans and doubts are what a person sees."""

import struct
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import UnreadableDocument
from auditor.reading.grid import Note, Row
from auditor.reading.source import Limits
from tests.printing import page
from tests.reading.office import cells_of, docx, merged_tables, reader, tbl, text_cell, tr
from tests.reading.oldword import (
    INNER_CELL_END,
    INNER_ROW_END,
    SPECIAL,
    Par,
    cells,
    depth,
    doc,
    merged_rows,
    par,
    row_end,
    shape,
    switch,
)

Read = Callable[..., list[Row]]
Runs = tuple[tuple[str, bytes], ...]
FIXTURE = Path(__file__).parents[1] / "fixtures" / "docs" / "f10.doc"


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """Read the bytes of a document."""
    return reader(tmp_path_factory.mktemp("doc"))


def plain(text: str) -> Runs:
    """Give a run without properties."""
    return ((text, b""),)


def field(instruction: str, result: str | None = None) -> Runs:
    """Give the runs of a field; without a result it has no middle."""
    middle = "" if result is None else f"\x14{result}"
    return plain(f"\x13{instruction}{middle}\x15")


def form_field(kind: int, state: int, default: int = 0) -> bytes:
    """Give the data of a form field named 甲."""
    flags = kind | state << 2
    body = struct.pack("<IHHHH", 0xFFFFFFFF, flags, 0, 0, 1) + "甲\0".encode("utf-16-le") + struct.pack("<H", default)
    return struct.pack("<IH62x", 68 + len(body), 68) + body


BOX = SPECIAL + switch(0x0806) + struct.pack("<HI", 0x6A03, 0)
PICTURE = SPECIAL + struct.pack("<HI", 0x6A03, 0)
DELETED, INSERTED, HIDDEN, STRUCK = switch(0x0800), switch(0x0801), switch(0x083C), switch(0x0837, 0x81)
FONTS = ("宋体", "Wingdings", "Wingdings 2", "Symbol")
IN_WINGDINGS2 = struct.pack("<HH", 0x4A4F, 2)
SYMBOL = SPECIAL + struct.pack("<HHH", 0x6A09, 3, 0xF0B3)
RUNS: dict[str, tuple[Runs, str, str | None]] = {
    "broken into runs": (plain("≥") + plain("95%"), "≥95%", None),
    "rare character": (plain("𠮷㎡"), "𠮷㎡", None),
    "outer blanks": (plain(" \u3000≥95%\t "), "≥95%", None),
    "breaks": (plain("一\x0b二"), "一\n二", None),
    "tab": (plain("第一行\t后"), "第一行 后", None),
    "hyphens": (plain("2024\x1e0\x1f1"), "2024-01", None),
    "insertion": ((*plain("原"), ("≥95%", INSERTED)), "原≥95%", "tracked_change"),
    "insertion of a blank": ((*plain("≥95%"), (" ", INSERTED)), "≥95%", None),
    "deletion": ((("≥90%", DELETED), *plain("≥98%")), "≥98%", "tracked_change"),
    "only a deletion": ((("≥90%", DELETED),), "≥90%", "deleted_text"),
    "hidden": ((*plain("甲"), ("乙", HIDDEN)), "甲乙", "hidden_text"),
    "not hidden": ((("甲", switch(0x083C, 0)),), "甲", None),
    "struck": ((("≥90%", STRUCK), *plain("≥95%")), "≥90%≥95%", "struck_text"),
    "raised": ((*plain("10"), ("4", switch(10824))), "10⁴", None),
    "lowered": ((*plain("CO"), ("2", switch(10824, 2))), "CO₂", None),
    "field": (field("=SUM(ABOVE)", "1234"), "1234", None),
    "field in a field": (field(f"IF {field('X', '乙')[0][0]} ", "甲"), "甲", None),
    "field that shows nothing": (field("XE 甲") + plain("乙"), "乙", None),
    "box with a tick": (field(r"eq \o\ac(□,√)") + plain("延续"), "☑延续", None),
    "overlay that is not known": (field(r"EQ \o(甲,乙)"), "甲乙", "formula_text"),
    "choice from a list": (field(" FORMDROPDOWN "), "[图片]", "picture_in_cell"),
    "symbol": ((("(", SYMBOL), *plain("95%")), "≥95%", None),
    "symbol font over text": ((("R", IN_WINGDINGS2), *plain("是")), "☑是", None),
    "bracket": (plain("(一)"), "(一)", None),
    "private code": (plain("\uf06f"), "\uf06f", "symbol_unknown"),
    "picture alone": ((("\x01", PICTURE),), "[图片]", "picture_in_cell"),
    "picture in a text": ((*plain("≥"), ("\x01", PICTURE)), "≥", "picture_in_cell"),
    "seal over a text": ((*plain("甲单位"), ("\x08", SPECIAL)), "甲单位", None),
    "embedded sheet": ((*plain("\x13EMBED Excel.Sheet.8\x14"), ("\x01", PICTURE), *plain("\x15")), "[图片]", "picture_in_cell"),
    "footnote mark": ((*plain("甲"), ("\x02", SPECIAL)), "甲", None),
}  # fmt: skip


@pytest.mark.parametrize(("runs", "text", "doubt"), RUNS.values(), ids=RUNS)
def test_cell_says_what_is_seen(runs: Runs, text: str, doubt: str | None, read: Read) -> None:
    """The text of a cell and what makes it doubtful; the cell before it is untouched."""
    (row,) = read(doc([*cells("名", runs), row_end((0, 900, 1800), (0, 0)), par("")], fonts=FONTS))
    assert [(cell.text, cell.doubt) for cell in row.cells] == [("名", None), *([(text, doubt)] if text else [])]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (form_field(1, 1), "☑新增"),
        (form_field(1, 0), "☐新增"),
        (form_field(1, 25, 1), "☑新增"),
        (form_field(1, 25, 0), "☐新增"),
        (form_field(0, 0), "新增"),
    ],
    ids=["ticked", "empty", "ticked by default", "empty by default", "a text field"],
)
def test_boxes_of_form_fields(data: bytes, text: str, read: Read) -> None:
    """The state of a box stands in the data of its field."""
    runs = (*plain("\x13 FORMCHECKBOX "), ("\x01", BOX), *plain("\x14\x15新增"))
    (row,) = read(doc([*cells(runs), row_end((0, 900), (0,)), par("")], data=data))
    assert [cell.text for cell in row.cells] == [text]


def test_spans(read: Read) -> None:
    """Columns come from the edges of the cells, which rows round each for itself."""
    rows = read(
        doc(
            [
                *cells("a", "b"),
                row_end((0, 900, 2700), (0x60, 0)),
                *cells("", "c", "d"),
                row_end((4, 903, 1800, 2696), (0x20, 0, 0)),
                *cells("e", "", "f"),
                row_end((0, 900, 1800, 2700), (1, 2, 0)),
                par(""),
            ]
        )
    )
    assert [(cell.text, cell.ref, cell.across, cell.down) for row in rows for cell in row.cells] == [
        ("a", "T1R1C1", 1, 2),
        ("b", "T1R1C2", 2, 1),
        ("c", "T1R2C2", 1, 1),
        ("d", "T1R2C3", 1, 1),
        ("e", "T1R3C1", 2, 1),
        ("f", "T1R3C3", 1, 1),
    ]


def test_merges_told_apart_from_the_edges(read: Read) -> None:
    """Some programs tell merged cells by properties of their own; a row's may lie in the data stream."""
    merge = struct.pack("<HBB", 0x5624, 0, 2)
    down = struct.pack("<HBBB", 0xD62B, 2, 2, 1)
    stored = shape((0, 900, 1800, 2700), (0, 0, 0)) + merge + down
    far = struct.pack("<HI", 0x6646, 0)
    ends = [par("", "\x07", depth(1) + switch(0x2417) + far)]
    first = [*cells("a", "", "b"), row_end((0, 900, 1800, 2700), (0, 0, 0))]
    rows = read(doc([*first, *cells("c", "", ""), *ends, par("")], data=struct.pack("<H", len(stored)) + stored))
    assert [(cell.text, cell.column, cell.across, cell.down) for row in rows for cell in row.cells] == [
        ("a", 1, 1, 1),
        ("b", 3, 1, 2),
        ("c", 1, 2, 1),
    ]


def test_table_in_a_cell(read: Read) -> None:
    """Tables inside of cells come after the row that the cell begins in."""
    inner = [
        par("内", "\r", depth(2) + INNER_CELL_END),
        par("", "\r", depth(2) + INNER_ROW_END + shape((0, 500), (0,))),
    ]
    outer = [*cells("a"), par("外", "\r", depth(1)), *inner, *cells(""), row_end((0, 900, 1800), (0, 0))]
    rows = read(doc([*outer, *cells("b", "c"), row_end((0, 900, 1800), (0, 0)), par("尾")]))
    assert [(row.text, row.cells[0].ref) for row in rows] == [
        ("a | 外", "T1R1C1"),
        ("内", "T2R1C1"),
        ("b | c", "T1R2C1"),
        ("尾", "P1"),
    ]


def test_rows_that_do_not_tell_their_columns(read: Read) -> None:
    """A row whose end is lost or tells of other cells is read in order, and every cell of it is in doubt."""
    whole = [*cells("a", "b"), row_end((0, 900, 1800), (0, 0))]
    rows = read(doc([*whole, *cells("c", "d", "e"), row_end((0, 900, 1800), (0, 0)), *cells("f"), par("")]))
    found = [(row.text, {cell.doubt for cell in row.cells}) for row in rows]
    assert found == [("a | b", {None}), ("c | d | e", {"columns_untold"}), ("f", {"columns_untold"})]


def test_other_stories(read: Read) -> None:
    """Headers come before the body, footers, notes and text boxes after it; page numbers and repeats are left out."""
    page_number = Par(plain("第") + field("PAGE", "1") + plain("页"))
    headers = [par("分隔"), par("绩效目标表"), page_number, par("填报人：甲"), par("绩效目标表")]
    sizes = [3] + [0] * 5 + [0, 6, 0, 11 + 6] + [0, 0] + [0, 6]
    places = [0]
    for size in sizes:
        places.append(places[-1] + size)
    content = doc(
        [par("正文"), *cells("甲"), row_end((0, 900), (0,)), par("")],
        {
            "headers": headers,
            "footnotes": [par("注：含结转")],
            "endnotes": [par("尾注")],
            "boxes": [par("框中字")],
        },
        headers=[*places, places[-1] + 1],
    )
    rows = read(content)
    assert [(row.text, row.cells[0].ref, row.cells[0].doubt) for row in rows] == [
        ("绩效目标表", "H1P1", None),
        ("正文", "P1", None),
        ("甲", "T1R1C1", None),
        ("填报人：甲", "F1P1", None),
        ("注：含结转", "N1P1", None),
        ("尾注", "E1P1", None),
        ("框中字", "X1P1", "text_box"),
    ]


def test_what_is_left_out_is_noted(read: Read) -> None:
    """Pictures beside a table and a deleted line."""
    body = [Par((("≥90%", DELETED),)), *cells("甲"), row_end((0, 900), (0,)), Par((("\x01", PICTURE),))]
    (row,) = read(doc(body))
    assert row.notes == (Note("deleted_line", "≥90%"), Note("unread_pictures", "1"))


ANCIENT = "这是 Word 95 或更早版本的文档"


@pytest.mark.parametrize(
    ("content", "zh", "en"),
    [
        (doc([Par((("\x01", PICTURE),))]), "没有文字表格，只有 1 张图片", "holds 1 pictures and no text table"),
        (doc([par("甲")], version=0x68), ANCIENT, "written by Word 95 or an earlier version"),
        (FIXTURE.read_bytes()[:30_000], "", ""),
        (doc([par("甲")]).replace(b"W\0o\0r\0d\0D", b"W\0o\0r\0d\0E"), "", ""),
    ],
    ids=["scan", "ancient", "cut", "no text"],
)
def test_documents_that_are_refused(content: bytes, zh: str, en: str, read: Read) -> None:
    """One clear line each."""
    with pytest.raises(UnreadableDocument) as caught:
        read(content)
    assert zh in caught.value.render("zh")
    assert en in caught.value.render("en")


def test_limit_of_rows(read: Read) -> None:
    """More rows than allowed are refused, not read in part."""
    body = [*cells("甲"), row_end((0, 900), (0,))] * 3
    with pytest.raises(UnreadableDocument, match="共有 3 行，超过上限 2 行"):
        read(doc(body), limits=Limits(rows=2))


def test_called_doc_but_something_else(read: Read) -> None:
    """A file is read as what it is, whatever its name: the reader here names every file alike."""
    assert [row.text for row in read(docx(tbl(tr(text_cell("甲")))))] == ["甲"]
    assert [row.text for row in read(b"<html><table><tr><td>\xe7\x94\xb2</table>")] == ["甲"]
    with pytest.raises(UnreadableDocument) as caught:
        read(rb"{\rtf1\ansi \u30002 ?}")
    assert caught.value.key == "reading.format_rtf"


def test_damaged_bytes_never_end_in_a_traceback(read: Read) -> None:
    """Whichever bytes of a real file are changed or cut off, it is read or refused."""
    whole = FIXTURE.read_bytes()
    rng = Random(9)
    for _ in range(60):
        at = rng.randrange(len(whole))
        changed = bytearray(whole)
        for _ in range(rng.choice((1, 20))):
            changed[rng.randrange(512, len(whole))] = rng.randrange(256)
        for damaged in (whole[:at], bytes(changed)):
            try:
                read(damaged)
            except UnreadableDocument as error:
                assert error.key != "reading.reader_failed", error.details  # noqa: PT017 - either outcome is right


@given(merged_tables(), st.sampled_from(["", "题"]))
def test_any_merged_table_comes_back(read: Read, table: page.Table, before: str) -> None:
    """Stored as Word stores it, every cell is read where it was, with its spans."""
    rows = [row for row in read(doc([par(before), *merged_rows(table), par("")])) if row.table]
    found = [(row.line, cell.column, cell.across, cell.down, cell.text) for row in rows for cell in row.cells]
    assert found == cells_by_edges(table)


def cells_by_edges(table: page.Table) -> list[tuple[int, int, int, int, str]]:
    """Give the cells as Word knows their columns, by the edges of cells alone: where none begins, there is no column."""
    edges = sorted({edge for _, column, cell in table.placed() for edge in (column, column + cell.across)})
    rank = {edge: number for number, edge in enumerate(edges, 1)}
    return [
        (row, rank[column], rank[column + across] - rank[column], down, text)
        for row, column, across, down, text in cells_of(table)
    ]
