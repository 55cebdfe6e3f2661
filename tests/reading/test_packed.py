"""Zip parts and XML: what a hostile or damaged file does becomes one clear message, and takes no memory."""

import io
import struct
import tracemalloc
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element

import pytest

from auditor.errors import UnreadableDocument
from auditor.reading.packed import has_part, opened_parts, parse_xml, read_part
from auditor.reading.source import DEFAULT_LIMITS, Limits, Source

PART: Final = "word/document.xml"
TEXT: Final = "<a>项目支出绩效目标表</a>".encode()
Made = Callable[..., Source]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Give a source that holds these bytes."""

    def make(content: bytes, limits: Limits = DEFAULT_LIMITS) -> Source:
        path = tmp_path / "a.docx"
        path.write_bytes(content)
        return Source(path, "a.docx", limits=limits)

    return make


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Pack parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def part_of(source: Source, name: str = PART) -> bytes:
    """Read one part."""
    with opened_parts(source) as archive:
        return read_part(archive, name, source)


def refused(source: Source) -> str:
    """Give the Chinese sentence with which reading the part ends; the English one is there too."""
    with pytest.raises(UnreadableDocument) as caught:
        part_of(source)
    assert caught.value.render("en").startswith("a.docx: ")
    return caught.value.render("zh")


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_part(made: Made, method: int) -> None:
    """A part is given whole, however it is packed, also with a comment at the end."""
    source = made(zipped({PART: TEXT, "empty": b"", "long": b"x" * 999_999}, method))
    with zipfile.ZipFile(source.path, "a") as archive:
        archive.comment = b"c" * 1000
    with opened_parts(source) as archive:
        assert has_part(archive, PART)
        assert not has_part(archive, "no")
        assert [read_part(archive, name, source) for name in (PART, "empty")] == [TEXT, b""]
        assert len(read_part(archive, "long", source)) == 999_999


def zip64() -> bytes:
    """Pack one part and move what the end record says into a zip64 record, as streaming writers do."""
    plain = zipped({PART: TEXT})
    end = plain.rindex(b"PK\x05\x06")
    size, offset = struct.unpack_from("<LL", plain, end + 12)
    record = struct.pack("<4sQHHLLQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, size, offset)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    last = struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return plain[:end] + record + locator + last


def test_zip64(made: Made) -> None:
    """The directory of a zip64 file is found, and held to the limit."""
    assert part_of(made(zip64())) == TEXT
    assert "内有" in refused(made(zip64(), replace(DEFAULT_LIMITS, members=0)))


def patched(content: bytes, signature: bytes, at: int, value: bytes) -> bytes:
    """Overwrite a field of the first record of a kind."""
    start = content.index(signature) + at
    return content[:start] + value + content[start + len(value) :]


CENTRAL, LOCAL = b"PK\x01\x02", b"PK\x03\x04"
GOOD: Final = zipped({PART: TEXT})


def twice() -> bytes:
    """Pack two parts of one name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(PART, "a")
        with warnings.catch_warnings(action="ignore"):
            archive.writestr(PART, "b")
    return stream.getvalue()


def quoted() -> bytes:
    """Let two entries of the directory share one member's bytes, as a zip bomb without nesting does."""
    content = zipped({PART: TEXT, "b.xml": TEXT})
    second = content.rindex(CENTRAL)
    return content[: second + 42] + struct.pack("<L", 0) + content[second + 46 :]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "压缩格式的文件已损坏，无法打开。"),
        (GOOD[:-30], "压缩格式的文件已损坏，无法打开。"),
        (GOOD[:40] + b"\xff" * 9 + GOOD[49:], "压缩格式的文件已损坏，无法打开。"),
        (patched(GOOD, CENTRAL, 16, b"\0\0\0\0"), "压缩格式的文件已损坏，无法打开。"),
        (patched(GOOD, CENTRAL, 24, struct.pack("<L", 5)), "压缩格式的文件已损坏，无法打开。"),
        (patched(GOOD, CENTRAL, 24, struct.pack("<L", 5000)), "压缩格式的文件已损坏，无法打开。"),
        (patched(GOOD, CENTRAL, 42, struct.pack("<L", 0x7FFFFFFF)), "压缩格式的文件已损坏，无法打开。"),
        (patched(GOOD, CENTRAL, 8, b"\x01\x00"), "文件已加密，请去除密码后重新提交。"),
        (
            patched(patched(GOOD, CENTRAL, 10, b"\x09\x00"), LOCAL, 8, b"\x09\x00"),
            "压缩方法“deflate64”不能读取，请用普通方式（deflate）重新压缩后提交。",
        ),
        (zipped({PART: TEXT}, zipfile.ZIP_LZMA), "压缩方法“lzma”不能读取，请用普通方式（deflate）重新压缩后提交。"),
        (zipped({"b.xml": TEXT}), "文件已损坏，缺少必需的部分“word/document.xml”。"),
        (twice(), "文件中有两份“word/document.xml”，无法确定哪一份有效，请用办公软件重新保存后提交。"),
        (quoted(), "压缩文件中有互相重叠的内容，属恶意构造或已损坏，为安全起见不读取。"),
    ],
    ids=[
        "empty",
        "cut",
        "broken stream",
        "wrong sum",
        "states less",
        "states more",
        "lies outside",
        "encrypted",
        "deflate64",
        "lzma",
        "missing",
        "twice",
        "overlap",
    ],
)
def test_damage(made: Made, content: bytes, sentence: str) -> None:
    """Each kind of damage is told in one sentence."""
    assert refused(made(content)) == f"a.docx：{sentence}"


def test_bomb(made: Made) -> None:
    """A part that states that it unpacks to far more than it should is refused unread."""
    source = made(zipped({PART: b"\0" * 50_000_000}))
    tracemalloc.start()
    sentence = refused(source)
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()
    assert sentence.startswith("a.docx：解压后是压缩前的 1,0")
    assert sentence.endswith(
        "倍，超过上限 200 倍，疑似“压缩炸弹”，未读取；确认无误后可用 --limit unpacked_ratio=数值 提高上限。"
    )
    assert len(part_of(replace(source, limits=replace(DEFAULT_LIMITS, unpacked_ratio=2000)))) == 50_000_000


def test_bomb_that_lies(made: Made) -> None:
    """A bomb that states a harmless size is unpacked no further than a piece beyond it."""
    content = zipped({PART: b"\0" * 50_000_000})
    source = made(patched(content, CENTRAL, 24, struct.pack("<L", 999_999)))
    tracemalloc.start()
    sentence = refused(source)
    assert tracemalloc.get_traced_memory()[1] < 3_000_000
    tracemalloc.stop()
    assert sentence == "a.docx：压缩格式的文件已损坏，无法打开。"


def test_limits_of_the_whole(made: Made) -> None:
    """The parts together, and their number, are held to the limits."""
    content = zipped({PART: TEXT, "b": b"x" * 100})
    total = len(TEXT) + 100
    assert part_of(made(content, replace(DEFAULT_LIMITS, unpacked_bytes=total, members=2))) == TEXT
    assert refused(made(content, replace(DEFAULT_LIMITS, unpacked_bytes=total - 1))) == (
        f"a.docx：解压后共 {total} 字节，超过上限 {total - 1} 字节，未读取；"
        "确认无误后可用 --limit unpacked_bytes=数值 提高上限。"
    )
    assert "内有 2 个文件，超过上限 1 个" in refused(made(content, replace(DEFAULT_LIMITS, members=1)))


def test_directory_of_millions(made: Made) -> None:
    """A directory that would fill the memory is refused without being read."""
    entry = GOOD[GOOD.index(CENTRAL) : GOOD.index(b"PK\x05\x06")]
    end = struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, 1, 1, len(entry) * 200_000, 0, 0)
    source = made(entry * 200_000 + end)
    tracemalloc.start()
    assert "超过上限 10,000 个" in refused(source)
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def xml(text: str | bytes, limits: Limits = DEFAULT_LIMITS) -> Element:
    """Parse a part."""
    return parse_xml(text.encode() if isinstance(text, str) else text, Source(Path("a"), "a.docx", limits=limits))


LAUGHS: Final = "<!DOCTYPE a [<!ENTITY b 'ha'>" + "".join(
    f"<!ENTITY b{number} '{('&b' + str(number - 1).strip('0') + ';') * 10}'>" for number in range(1, 30)
)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (LAUGHS + "]><a>&b29;</a>", "含 DOCTYPE 声明（可能引用外部文件或无限展开），为安全起见不读取。"),
        (
            "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
            "含 DOCTYPE 声明（可能引用外部文件或无限展开），为安全起见不读取。",
        ),
        (
            f"<!--{'-x' * 5000}--><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
            "含 DOCTYPE 声明（可能引用外部文件或无限展开），为安全起见不读取。",
        ),
        (
            "<?xml version='1.0' encoding='utf-16'?><!DOCTYPE a><a/>".encode("utf-16"),
            "含 DOCTYPE 声明（可能引用外部文件或无限展开），为安全起见不读取。",
        ),
        ("", "XML 无法解析（no element found: line 1, column 0）。"),
        ("<a><b></a>", "XML 无法解析（mismatched tag: line 1, column 8）。"),
        ("<a>&x;</a>", "XML 无法解析（undefined entity: line 1, column 3）。"),
        (b"<a>\xff</a>", "XML 无法解析（not well-formed (invalid token): line 1, column 3）。"),
        ("<?xml version='1.0' encoding='no-such'?><a/>", "XML 无法解析（unknown encoding: no-such）。"),
        ("<a>" * 100_000 + "</a>" * 100_000, "文件中的元素嵌套超过 1000 层，不是正常的文档，未读取。"),
    ],
    ids=["laughs", "external", "behind a comment", "utf-16", "empty", "mismatch", "entity", "bytes", "codec", "deep"],
)
def test_bad_xml(text: str | bytes, sentence: str) -> None:
    """XML that is damaged or made to do harm is refused in one sentence."""
    with pytest.raises(UnreadableDocument) as caught:
        xml(text)
    assert caught.value.render("zh").endswith(sentence)
    assert caught.value.render("en").startswith("a.docx: ")


def test_good_xml() -> None:
    """A tree comes with its namespaces; the word DOCTYPE in a text is none."""
    root = xml("<?xml version='1.0'?><a xmlns='urn:x'><b>&lt;!DOCTYPE</b><![CDATA[<!DOCTYPE a>]]></a>")
    assert [element.tag for element in root.iter()] == ["{urn:x}a", "{urn:x}b"]
    assert xml("<a>项目</a>".encode("utf-16")).text == "项目"


def test_xml_of_more_bytes_than_allowed() -> None:
    """A part that would fill the memory as a tree is refused."""
    assert xml("<a/>", replace(DEFAULT_LIMITS, xml_bytes=4)).tag == "a"
    with pytest.raises(UnreadableDocument, match="有 4 字节，超过上限 3 字节"):
        xml("<a/>", replace(DEFAULT_LIMITS, xml_bytes=3))
