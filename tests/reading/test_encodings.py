"""Text in every encoding of the ladder is read alike, and what is no text is refused by name."""

import copy
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.errors import UnreadableDocument
from auditor.forms.model import Form
from auditor.reading.formats import delimited
from auditor.reading.layout import Layout
from auditor.reading.source import Source

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_encodings_and_line_ends_are_read_alike(
    encoding: str, end: str, read_bytes: Callable[..., list[Form]], sample: list[str]
) -> None:
    """With or without a byte order mark, with any line end, the form and its places are the same."""
    (expected,) = read_bytes("\n".join(sample).encode())
    (form,) = read_bytes(end.join(sample).encode(encoding))
    assert form == expected
    assert form.damage == []


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"], ids=["little", "big"])
def test_utf16_with_a_mark(mark: bytes, read_bytes: Callable[..., list[Form]], sample: list[str]) -> None:
    """Both byte orders of UTF-16 are told by their mark."""
    codec = "utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"
    (form,) = read_bytes(mark + "\n".join(sample).encode(codec))
    assert form.texts["project_name"] == "甲项目"


def test_gb18030_mark_is_no_text(read_bytes: Callable[..., list[Form]], sample: list[str]) -> None:
    """The mark of GB18030 does not become part of the title."""
    (form,) = read_bytes(("\ufeff" + "\n".join(sample)).encode("gb18030"))
    assert form.title == "淮安市项目预算绩效目标表"


def test_rare_characters_of_gb18030(read_form: Callable[..., Form], read_bytes: Callable[..., list[Form]]) -> None:
    """Four-byte characters survive."""
    (form,) = read_bytes("淮安市项目预算绩效目标表\n2024年度\n项目名称\t𠮷㎡项目\n".encode("gb18030"))
    assert form.texts["project_name"] == "𠮷㎡项目"


def test_big5_is_tried_when_gb18030_shows_no_label(
    read_bytes: Callable[..., list[Form]], layout_mapping: dict[str, object], sample: list[str]
) -> None:
    """Big5 text decodes as GB18030 into nonsense; the label decides."""
    mapping = copy.deepcopy(layout_mapping)
    mapping["begins"] = {"titles": ["項目績效表"]}
    mapping["fields"] = {"project_name": {"label": "項目名稱"}, "department": {"label": "主管部門"}}
    mapping["options"] = {}
    layout = Layout.from_mapping("big5", mapping)
    (form,) = read_bytes("項目績效表\n2024年度\n項目名稱\t人才專項\t主管部門\t組織部\n".encode("big5"), [layout])
    assert (form.texts["project_name"], form.texts["department"]) == ("人才專項", "組織部")


def test_line_separators_inside_a_text_do_not_end_the_line(
    read_form: Callable[..., Form], replaced: Callable[[str, str], list[str]]
) -> None:
    """U+2028, U+0085 and vertical tabs belong to the cell, and the lines after it keep their numbers."""
    form = read_form(replaced("立项必要性", "立项必要性\t一\u2028二\x85三\x0b四"))
    assert form.texts["necessity"] == "一\u2028二\x85三\x0b四"
    assert form.places["/feasibility"].line == 8


def test_mark_of_an_appended_file(read_lines: Callable[..., list[Form]], sample: list[str]) -> None:
    """Two files joined end to end leave a byte order mark before the second title."""
    first, second = read_lines([*sample, "\ufeff" + sample[0], *sample[1:]])
    assert (first.texts, second.title) == (second.texts, first.title)


@pytest.mark.parametrize(
    ("content", "zh", "en"),
    [
        (b"", "样本.txt：文件为空（0 字节）。", "样本.txt: the file is empty (0 bytes)."),
        (b" \n\t\r\n\x0c", "样本.txt：文件中只有空白，没有文字。", "样本.txt: the file holds nothing but white space."),
        ("\ufeff \n".encode("utf-16"), "样本.txt：文件中只有空白，没有文字。", "holds nothing but white space."),
        (b" " * 2_000_000, "样本.txt：文件中只有空白，没有文字。", "holds nothing but white space."),
        (b"PK\x03\x04rest", "压缩格式的文件已损坏，无法打开。", "the (zip) file is damaged and cannot be opened."),
        (b"%PDF-1.7\nrest", "PDF 文件已损坏或不完整", "the PDF file is damaged or incomplete"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "旧版 Office 格式的文件已损坏", "in an old Office format is damaged"),
        (b"\x89PNG\r\n\x1a\n\x00", "图片已损坏或不完整，无法打开", "the image is damaged or incomplete"),
        (b"\x1f\x8b\x08", "这是 gzip 压缩文件", "this is a gzip archive"),
        (b"7z\xbc\xaf\x27\x1c", "这是 7z 压缩文件", "this is a 7z archive"),
        (b"Rar!\x1a\x07\x00", "这是 RAR 压缩文件", "this is a RAR archive"),
        (bytes(range(256)) * 9, "这是二进制文件，不是纯文本。", "this is a binary file, not plain text."),
        (b"\x00\x00\x01\x00" * 9, "这是二进制文件，不是纯文本。", "this is a binary file, not plain text."),
    ],
    ids=["empty", "blank", "mark", "2MB blank", "zip", "pdf", "ole", "png", "gzip", "7z", "rar", "bytes", "nul"],
)
def test_what_is_no_text_is_refused(
    content: bytes, zh: str, en: str, refusal: Callable[[bytes], UnreadableDocument]
) -> None:
    """The message names the file and what it is, in both languages."""
    error = refusal(content)
    assert zh in error.render("zh")
    assert en in error.render("en")
    assert error.details["source"] == "样本.txt"


def test_content_after_a_megabyte_of_blanks_is_found(read_bytes: Callable[..., list[Form]], sample: list[str]) -> None:
    """Only a file that is blank to its end is blank."""
    (form,) = read_bytes(b"\n" * 1_500_000 + "\n".join(sample).encode())
    assert form.places["/title"].line == 1_500_001


@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_bad_byte_in_the_middle_is_placed(
    end: bytes, sample: list[str], refusal: Callable[[bytes], UnreadableDocument]
) -> None:
    """A broken UTF-8 file is refused with line and offset, not read as something else."""
    lines = [line.encode() for line in sample]
    good = end.join(lines[:8]) + end
    error = refusal(good + b"\xe5\xae\xff" + end + end.join(lines[8:]))
    assert error.render("zh") == (
        f"样本.txt：第 9 行有无法识别的字节（距文件开头 {len(good)} 字节处），不符合 UTF-8 编码；"
        "应为 UTF-8、UTF-16、GB18030 或 Big5 编码的纯文本。"
    )
    assert f"line 9 has a byte that cannot be read (byte {len(good)} from the start of the file" in error.render("en")


def test_bad_byte_far_into_a_large_file(refusal: Callable[[bytes], UnreadableDocument]) -> None:
    """Offset and line are counted over the pieces in which the file is read."""
    good = "绩效目标\n".encode() * 100_000
    error = refusal(good + b"\xff" + good)
    assert (error.details["offset"], error.details["line"]) == (len(good), 100_001)


def test_bad_byte_in_marked_utf16(refusal: Callable[[bytes], UnreadableDocument]) -> None:
    """A mark decides the encoding; a lone surrogate after it is a bad byte."""
    error = refusal(b"\xff\xfe" + "目标\n目标".encode("utf-16-le") + b"\x00\xd8\x0a\x00")
    assert (error.details["codec"], error.details["line"], error.details["offset"]) == ("UTF-16-LE", 2, 12)


def test_text_cut_inside_a_character(sample: list[str], refusal: Callable[[bytes], UnreadableDocument]) -> None:
    """A UTF-8 file that ends in half a character is refused with the place of that half."""
    content = "\n".join(sample).encode()
    error = refusal(content + "目".encode()[:2])
    assert error.details["offset"] == len(content)


def test_a_table_of_another_format(tmp_path: Path) -> None:
    """Where only a text will do, a file of another format is named by it."""
    for content, kind in ((b"%PDF-1.7\n", "pdf"), (b"PK\x03\x04", "zip"), (b"\x89PNG\r\n\x1a\n", "image")):
        path = tmp_path / "budget.txt"
        path.write_bytes(content)
        with pytest.raises(UnreadableDocument) as caught:
            list(delimited.records(Source(path, path.name)))
        assert (
            caught.value.render("zh") == f"budget.txt：这是其他格式的文件（{kind}），不是这里需要的纯文本或 CSV 表格。"
        )
        assert f"a file of another format ({kind}), not the plain text" in caught.value.render("en")
