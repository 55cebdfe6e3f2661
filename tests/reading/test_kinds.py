"""Formats are told by what a file holds, whatever it is called; what is not read is named, with what to do."""

import io
import os
import zipfile
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import UnreadableDocument
from auditor.reading import formats
from auditor.reading.formats.kind import kind_of
from auditor.reading.magic import NO_DOCUMENTS, told_by
from auditor.reading.source import Source
from tests.bad.ole import compound, word, workbook


def zipped(*names: str, mime: bytes = b"", manifest: bytes = b"") -> bytes:
    """Pack empty parts of these names, and the two by which OpenDocument is told."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, b"")
        for name, content in (("mimetype", mime), ("META-INF/manifest.xml", manifest)):
            if content:
                archive.writestr(name, content)
    return stream.getvalue()


ODF: Final = b"application/vnd.oasis.opendocument."
HTML: Final = "<html><head><title>表</title></head>"
XML: Final = "<?xml version='1.0' encoding='UTF-8'?>"
CASES: Final = [
    ("docx", zipped("[Content_Types].xml", "word/document.xml")),
    ("docx", zipped("[Content_Types].xml", "word/document2.xml")),
    ("xlsx", zipped("[Content_Types].xml", "xl/workbook.xml")),
    ("xlsx", zipped("[Content_Types].xml", "xl/book.xml")),
    ("xlsb", zipped("[Content_Types].xml", "xl/workbook.bin")),
    ("presentation", zipped("[Content_Types].xml", "ppt/presentation.xml")),
    ("drawing", zipped("[Content_Types].xml", "visio/document.xml")),
    ("ods", zipped("content.xml", mime=ODF + b"spreadsheet")),
    ("ods", zipped("content.xml", manifest=b'<m full-path="/" media-type="' + ODF + b'spreadsheet"/>')),
    ("encrypted", zipped(mime=ODF + b"spreadsheet", manifest=b"<manifest:encryption-data/>")),
    ("odt", zipped("content.xml", mime=ODF + b"text")),
    ("presentation", zipped(mime=ODF + b"presentation")),
    ("epub", zipped(mime=b"application/epub+zip")),
    ("ofd", zipped("OFD.xml", "Doc_0/Document.xml")),
    ("iwork", zipped("Index/Document.iwa")),
    ("zip", zipped("a.txt", "word/document.txt")),
    ("zip", zipped()),
    ("doc", compound({"WordDocument": word(encrypted=False)})),
    ("encrypted", compound({"WordDocument": word(encrypted=True)})),
    ("xls", compound({"Workbook": workbook(encrypted=False)})),
    ("xls", compound({"Book": workbook(encrypted=False)})),
    ("encrypted", compound({"Workbook": workbook(encrypted=True)})),
    ("encrypted", compound({"EncryptionInfo": b"", "EncryptedPackage": b""})),
    ("presentation", compound({"Current User": b"", "PowerPoint Document": b""})),
    ("mail", compound({"__properties_version1.0": b""})),
    ("ole", compound({"a": "WordDocument".encode("utf-16-le")})),
    ("pdf", b"%PDF-1.7\n"),
    ("pdf", b"\x00junk\r\n" * 99 + b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<"),
    ("pdf", b"\xef\xbb\xbf%PDF-1.4\r\n1 0 obj\n<<"),
    ("text", "PDF 文件以 %PDF-1.4 开头。\n".encode()),
    ("text", b"x" * 2000 + b"%PDF-1.4\n1 0 obj"),
    ("html", HTML.encode()),
    ("html", ("\ufeff" + HTML).encode("utf-8")),
    ("html", HTML.encode("utf-16")),
    ("html", HTML.encode("utf-16-be")),
    ("html", f"\n\n<!-- 甲 --><!-- <b> -->\n<!DOCTYPE HTML>{HTML}".encode("gbk")),
    ("html", (XML + "<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML'>" + HTML).encode()),
    ("html", "<style>td{}</style><table><tr><td>项目名称".encode()),
    ("html", b"<TABLE border=1>"),
    ("text", "<甲方>项目名称\t乙".encode()),
    ("text", "项目名称\t<table>".encode()),
    ("mhtml", b"MIME-Version: 1.0\r\nContent-Type: multipart/related"),
    ("mhtml", b"From: <Saved by Blink>\r\n"),
    ("rtf", b"{\\rtf1\\ansi"),
    ("xml_office", (XML + '<?mso-application progid="Excel.Sheet"?><Workbook/>').encode()),
    ("xml_office", (XML + "<office:document xmlns:office='urn:oasis:names:tc:opendocument:x'/>").encode()),
    ("xml", (XML + "<forms/>").encode()),
    ("xml", (XML + "<forms/>").encode("utf-16")),
    ("image", b"\x89PNG\r\n\x1a\n"),
    ("image", b"\xff\xd8\xff\xe0"),
    ("image", b"BM\x36\x00\x0c\x00\x00\x00\x00\x00\x36\x00\x00\x00"),
    ("text", "BM：部门代码\n".encode()),
    ("image", b"RIFF\x10\x00\x00\x00WEBPVP8 "),
    ("image", b"GIF89a"),
    ("other_image", b"\x00\x00\x00\x18ftypheic"),
    ("media", b"\x00\x00\x00\x18ftypmp42"),
    ("media", b"ID3\x04\x00"),
    ("text", b"ID3\tvalue\n"),
    ("media", b"\xff\xfb\x90\x64"),
    ("media", b"RIFF\x10\x00\x00\x00WAVEfmt "),
    ("program", b"MZ\x90\x00\x03\x00"),
    ("text", "MZ 是姓名缩写\n".encode()),
    ("program", b"\x7fELF\x02"),
    ("shortcut", b"\x4c\x00\x00\x00\x01\x14\x02\x00"),
    ("shortcut", b"[InternetShortcut]\r\nURL=http://a.cn"),
    ("font", b"\x00\x01\x00\x00\x00\x12"),
    ("database", b"SQLite format 3\x00"),
    ("database", b"\x00\x01\x00\x00Standard Jet DB\x00"),
    ("rar", b"Rar!\x1a\x07\x01\x00"),
    ("seven_zip", b"7z\xbc\xaf\x27\x1c\x00"),
    ("gzip", b"\x1f\x8b\x08"),
    ("tar", b"a.txt".ljust(257, b"\0") + b"ustar\x0000"),
    ("other_archive", b"BZh91AY"),
    ("split_zip", b"PK\x07\x08PK\x03\x04"),
    ("ceb", b"Founder CEB"),
    ("ancient_xls", b"\x09\x04\x06\x00\x00\x00\x10\x00"),
    ("text", b""),
    ("text", "淮安市项目预算绩效目标表\n".encode("gb18030")),
]
READ_BY_A_MODULE: Final = frozenset(
    {"text", "docx", "doc", "xlsx", "xls", "xlsb", "ods", "html", "pdf", "image", "zip", "encrypted"}
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a path whose suffix says nothing true."""
    return tmp_path / "a.wav"


@pytest.mark.parametrize(("kind", "content"), CASES, ids=[f"{kind}-{at}" for at, (kind, _) in enumerate(CASES)])
def test_kind(path: Path, kind: str, content: bytes) -> None:
    """Each kind is told by content."""
    path.write_bytes(content)
    assert kind_of(Source(path, path.name)) == kind


@pytest.mark.parametrize("kind", sorted({kind for kind, _ in CASES} - READ_BY_A_MODULE))
def test_what_is_not_read_is_named(path: Path, kind: str) -> None:
    """A kind that no module reads says what it is, and what to do where something can be done."""
    path.write_bytes(next(content for each, content in CASES if each == kind))
    with pytest.raises(UnreadableDocument) as caught:
        list(formats.rows(Source(path, path.name)))
    assert caught.value.key == f"reading.format_{kind}"
    advised = "请" in caught.value.render("zh") and "please" in caught.value.render("en")
    assert advised or kind in NO_DOCUMENTS | {"xml", "ole"}


def test_damaged_containers(path: Path) -> None:
    """A container that cannot be opened is damaged, not of another kind."""
    for content, key in (
        (compound({"WordDocument": word(encrypted=False)})[:700], "reading.format_broken_ole"),
        (zipped("word/document.xml")[:40], "reading.format_broken_zip"),
    ):
        path.write_bytes(content)
        with pytest.raises(UnreadableDocument) as caught:
            kind_of(Source(path, path.name))
        assert caught.value.key == key


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_pipe(tmp_path: Path) -> None:
    """A pipe is refused at once instead of being waited for."""
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(UnreadableDocument) as caught:
        list(formats.rows(Source(tmp_path / "a.txt", "a.txt")))
    assert caught.value.render("zh") == "a.txt：这不是普通文件（是管道、设备或套接字），不能读取。"
    assert caught.value.render("en") == "a.txt: this is no regular file (a pipe, device or socket) and is not read."


def test_comments_without_end(path: Path) -> None:
    """A page that begins with thousands of comments is told in no time."""
    path.write_bytes(b"<!---->" * 100_000)
    assert kind_of(Source(path, path.name)) == "text"


@given(st.binary(max_size=200))
def test_any_bytes(head: bytes) -> None:
    """Telling never fails."""
    assert told_by(head) is None or isinstance(told_by(head), str)
