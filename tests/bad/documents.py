"""Documents that cannot be read, each with the sentence that says why: the matrix of formats and faults."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from random import Random
from typing import Final, NamedTuple

from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas

from tests.bad.good import FORMATS, good
from tests.bad.ole import compound, word, workbook


class Bad(NamedTuple):
    """A bad document: the name it is given, its bytes, and a part of the sentence in both languages."""

    name: str
    content: bytes
    zh: str
    en: str


_MAIN_PARTS: Final = {"docx": "word/document.xml", "xlsx": "xl/worksheets/sheet1.xml", "ods": "content.xml"}
_OLD: Final = {"xls": {"Workbook": workbook(encrypted=True)}, "doc": {"WordDocument": word(encrypted=True)}}
_LACKING: Final = {
    "docx": ("缺少必需的部分“word/document.xml”", 'the part "word/document.xml" is missing'),
    "xlsx": ("缺少必需的部分“xl/worksheets/sheet1.xml”", 'the part "xl/worksheets/sheet1.xml" is missing'),
    "ods": ("缺少必需的部分“content.xml”", 'the part "content.xml" is missing'),
}
"""What is said of a document without its main part."""
_ROOT: Final = re.compile(rb"<(?![?!])")
_ENTITY: Final = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
_LAUGHS: Final = b"<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"


def changed(suffix: str, change: Callable[[bytes], bytes]) -> bytes:
    """Give a good Office document with its main part changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good(suffix))) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            part = old.read(info)
            new.writestr(info.filename, change(part) if info.filename == _MAIN_PARTS[suffix] else part)
    return stream.getvalue()


def without(suffix: str) -> bytes:
    """Give a good Office document without its main part."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good(suffix))) as old, zipfile.ZipFile(stream, "w") as new:
        for info in old.infolist():
            if info.filename != _MAIN_PARTS[suffix]:
                new.writestr(info.filename, old.read(info))
    return stream.getvalue()


def with_parts(suffix: str, parts: dict[str, bytes]) -> bytes:
    """Give a good Office document with parts added."""
    stream = io.BytesIO(good(suffix))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _declared(declaration: bytes) -> Callable[[bytes], bytes]:
    """Put a declaration where it belongs: before the root, behind the line that says it is XML."""

    def change(part: bytes) -> bytes:
        return _ROOT.sub(lambda root: declaration + root[0], part, count=1)

    return change


def _locked_pdf() -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=pdfencrypt.StandardEncryption("secret"))
    canvas.drawString(100, 700, "secret")
    canvas.save()
    return stream.getvalue()


def _long_line() -> bytes:
    """Give a line longer than any that is read, of characters that do not pack like a bomb."""
    return Random(1).randbytes(500_001).hex().encode()


def bad_documents() -> Iterator[Bad]:
    """Give the whole matrix."""
    for suffix in (*FORMATS, "png", "zip", "tsv"):
        yield Bad(f"zero.{suffix}", b"", "文件为空（0 字节）。", "the file is empty (0 bytes).")
    for suffix in ("docx", "xlsx", "ods"):
        yield from _bad_office(suffix)
    for suffix, streams in _OLD.items():
        yield _locked(suffix, compound(streams))
        yield Bad(
            f"cut.{suffix}", compound(streams)[:1500], "Office 格式的文件已损坏", "in an old Office format is damaged"
        )
    yield Bad("cutoff.xls", good("xls")[:6000], "已损坏", "damaged")
    yield Bad("locked.pdf", _locked_pdf(), "加密", "encrypted")
    yield Bad("cut.pdf", good("pdf")[:600], "PDF", "PDF")
    yield Bad("noise.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 40, "PDF", "PDF")
    yield Bad("cut.html", good("html")[:300], "没有文字", "nothing")
    yield Bad("bytes.txt", good("txt") + b"\xff\xfe\xff", "有无法识别的字节", "has a byte that cannot be read")
    yield Bad("long.txt", _long_line(), "第 1 行超过 1,000,000 个字符", "line 1 is longer than the limit")
    yield Bad("binary.txt", bytes(range(256)) * 20, "这是二进制文件", "this is a binary file")
    yield Bad("page.pdf", b"<html><body><p>404 Not Found</p></body></html>", "没有找到", "no project")
    yield Bad("a.rar", b"Rar!\x1a\x07\x00", "RAR 压缩文件", "RAR archive")


def _bad_office(suffix: str) -> Iterator[Bad]:
    doctype = ("含 DOCTYPE 声明", "holds a DOCTYPE declaration")
    yield Bad(f"entity.{suffix}", changed(suffix, _declared(_ENTITY)), *doctype)
    yield Bad(f"laughs.{suffix}", changed(suffix, _declared(_LAUGHS)), *doctype)
    bomb = changed(suffix, lambda part: part + b" " * 30_000_000)
    yield Bad(f"bomb.{suffix}", bomb, "疑似“压缩炸弹”", "possibly a zip bomb")
    yield Bad(f"cut.{suffix}", good(suffix)[:-100], "已损坏", "damaged")
    yield Bad(f"half.{suffix}", changed(suffix, lambda part: part[: len(part) // 2]), "已损坏", "damaged")
    yield Bad(f"part.{suffix}", without(suffix), *_LACKING[suffix])
    if suffix != "ods":
        yield _locked(suffix, compound({"EncryptionInfo": b"", "EncryptedPackage": b""}))


def _locked(suffix: str, content: bytes) -> Bad:
    return Bad(f"locked.{suffix}", content, "文件已加密，请去除密码后重新提交。", "please remove the password")
