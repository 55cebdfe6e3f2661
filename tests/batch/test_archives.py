"""Zip archives as inputs: every document in them once, under a name a person knows, and each refusal in one sentence."""

import os
import struct
import sys
import tempfile
import tracemalloc
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from auditor.batch import unpacking
from auditor.batch.discovery import Discovery, discover
from auditor.batch.document import Document
from auditor.batch.unpacking import on_disk
from auditor.errors import UnreadableDocument
from auditor.reading import formats
from auditor.reading.limits import limits_of
from auditor.reading.source import Source
from tests.batch.packing import Member, linked, marked_encrypted, nested, packed

A, B = b"a\tb\n", b"c\td\n"


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, with another one for temporary files; nothing may be left there."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    inputs = tmp_path / "in"
    inputs.mkdir()
    monkeypatch.chdir(inputs)
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    return inputs


@pytest.fixture(autouse=True)
def _nothing_left(tmp_path: Path) -> Iterator[None]:
    yield
    if (tmp_path / "tmp").exists():
        assert not list((tmp_path / "tmp").iterdir())


def found_in(content: bytes, **limits: int) -> Discovery:
    """Look into an archive."""
    Path("a.zip").write_bytes(content)
    return discover(["a.zip"], limits=limits_of(limits))


def contents(found: Discovery) -> dict[str, bytes]:
    """Unpack every document, as the readers get it."""
    unreadable: list[UnreadableDocument] = []
    with closing(on_disk(found.documents, limits_of(None), unreadable)) as files:
        read = {document.source: document.path.read_bytes() for document in files}
    found.unreadable += unreadable
    return read


def sentences(found: Discovery, lang: str = "zh") -> list[str]:
    """Give every refusal."""
    return [error.render(lang) for error in found.unreadable]


def test_members(at: Path) -> None:
    """Members come in the order of their names, with the folders they lie in; folders themselves are nothing."""
    found = found_in(packed(("b/", b""), ("b/2.txt", B), ("a.txt", A), ("乙/表.txt", b"")))
    assert contents(found) == {"a.zip!/a.txt": A, "a.zip!/b/2.txt": B, "a.zip!/乙/表.txt": b""}
    assert [document.source for document in found.documents] == sorted(contents(found))
    assert not found.unreadable


def test_archives_inside_archives(at: Path) -> None:
    """Archives in archives are looked into down to the limit; deeper ones are told."""
    three = nested(3, [("x.txt", A)])
    content = packed(("in/n.zip", three), ("y.txt", B), ("m.zip", packed(("z.txt", A))))
    found = found_in(content)
    assert contents(found) == {
        "a.zip!/in/n.zip!/1.zip!/0.zip!/x.txt": A,
        "a.zip!/m.zip!/z.txt": A,
        "a.zip!/y.txt": B,
    }
    found = found_in(content, depth=2)
    assert list(contents(found)) == ["a.zip!/m.zip!/z.txt", "a.zip!/y.txt"]
    (sentence,) = sentences(found)
    assert sentence == (
        "a.zip!/in/n.zip!/1.zip!/0.zip：压缩包套压缩包到第 3 层，超过上限 2 层，其中的文件没有检查；"
        "确认无误后可用 --limit depth=数值 提高上限，或先解压。"
    )
    assert sentences(found, "en")[0].startswith(
        "a.zip!/in/n.zip!/1.zip!/0.zip: archives inside archives down to level 3"
    )


def test_an_office_document_is_no_archive(at: Path) -> None:
    """Office documents are zip files, and stay documents, whatever they are called."""
    office = packed(("word/document.xml", b"<a/>"))
    found = found_in(packed(("a.docx", office), ("b.zip", office), ("c", office)))
    assert contents(found) == {"a.zip!/a.docx": office, "a.zip!/b.zip": office, "a.zip!/c": office}
    Path("d.zip").write_bytes(office)
    assert [document.source for document in discover(["d.zip"]).documents] == ["d.zip"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("预算/项目表.txt".encode("gb18030"), "预算/项目表.txt"),
        ("预算/项目表.txt".encode(), "预算/项目表.txt"),
        (b"plain.txt", "plain.txt"),
        (b"\x82.txt", "\ufffd.txt"),
        ("预算\\项目表.txt", "预算/项目表.txt"),
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\a\\.\\b.txt", "C:/a/b.txt"),
        ("a\x1b[2Jb\n.txt", "a\ufffd[2Jb\ufffd.txt"),
        ("\u202etxt.exe", "\ufffdtxt.exe"),
    ],
    ids=["gbk", "utf-8", "ascii", "neither", "backslash", "up", "root", "drive", "control", "right to left"],
)
def test_names(at: Path, name: str | bytes, shown: str) -> None:
    """Names are decoded as they were meant, and can do no harm, neither on disk nor on a terminal."""
    before = sorted(at.parent.rglob("*"))
    found = found_in(packed((name, A)))
    assert contents(found) == {f"a.zip!/{shown}": A}
    assert sorted(at.parent.rglob("*")) == sorted([*before, at / "a.zip"])


def test_name_stated_in_utf8_beside_the_member(at: Path) -> None:
    """A field beside the member may state its name in UTF-8; it counts if it was stated for this name."""
    for stated_for, shown in ((b"?.txt", "表.txt"), (b"other", "?.txt")):
        info = zipfile.ZipInfo("?.txt")
        name = "表.txt".encode()
        info.extra = struct.pack("<HHBL", 0x7075, 5 + len(name), 1, zlib.crc32(stated_for)) + name
        assert list(contents(found_in(packed((info, A))))) == [f"a.zip!/{shown}"]


def test_two_members_of_one_name(at: Path) -> None:
    """Both are read, and told apart."""
    with warnings.catch_warnings(action="ignore"):
        found = found_in(packed(("a.txt", A), ("a.txt", B), ("./a.txt", A)))
    assert contents(found) == {"a.zip!/a.txt": A, "a.zip!/a.txt#2": B, "a.zip!/a.txt#3": A}


def test_litter_is_left_out_and_what_is_no_document_passed_over(at: Path) -> None:
    """What systems leave is not spoken of; programs, sound and the like are named without being an error."""
    litter = ["__MACOSX/._a.txt", ".DS_Store", "b/Thumbs.db", "b/~$a.docx", "desktop.ini", ".git/config"]
    programs: list[Member] = [("run.exe", b"MZ\x90\x00\x03\x00"), ("song.txt", b"ID3\x04\x00")]
    found = found_in(packed(("a.txt", A), *((name, B) for name in litter), *programs))
    assert contents(found) == {"a.zip!/a.txt": A}
    assert found.passed_over == ["a.zip!/run.exe", "a.zip!/song.txt"]
    assert not found.unreadable


@pytest.mark.parametrize("content", [packed(), packed(("a/", b"")), packed((".DS_Store", b""))])
def test_empty_archive(at: Path, content: bytes) -> None:
    """An archive without a document says so."""
    found = found_in(content)
    assert not found.documents
    assert sentences(found) == ["a.zip：压缩包中没有文档"]
    assert sentences(found, "en") == ["a.zip: the archive holds no document"]


def test_link(at: Path) -> None:
    """A link leads nowhere; it is named, and what it points at is not read."""
    found = found_in(packed((linked("a.txt"), b"/etc/passwd"), ("b.txt", B)))
    assert contents(found) == {"a.zip!/b.txt": B}
    assert sentences(found) == ["a.zip!/a.txt：压缩包中只有指向别处的链接，没有文件本身；请提交文件本身"]


def test_encrypted_members(at: Path) -> None:
    """Each encrypted member is named, archives too; the password is not guessed."""
    found = found_in(marked_encrypted(packed(("a.txt", A), ("b.zip", packed(("c.txt", B))))))
    assert contents(found) == {}
    assert sentences(found) == [
        "a.zip!/a.txt：文件已加密，请去除密码后重新提交。",
        "a.zip!/b.zip：文件已加密，请去除密码后重新提交。",
    ]


def test_damaged_member(at: Path) -> None:
    """A damaged member costs itself alone, a damaged archive inside as well."""
    content = packed(("a.txt", bytes(range(256)) * 9), ("b.txt", B), ("c.zip", packed(("c.txt", A))[:-30]))
    found = found_in(content.replace(content[60:64], b"\xff\xff\xff\xff", 1))
    assert contents(found) == {"a.zip!/b.txt": B}
    assert sorted(sentences(found)) == [
        "a.zip!/a.txt：压缩格式的文件已损坏，无法打开。",
        "a.zip!/c.zip：压缩格式的文件已损坏，无法打开。",
    ]


def test_bomb_in_an_archive(at: Path) -> None:
    """A member that unpacks to far more than it should is refused alone, and so is one larger than a file may be."""
    found = found_in(packed(("a.txt", b"\0" * 5_000_000), ("b.txt", B)))
    assert contents(found) == {"a.zip!/b.txt": B}
    assert sentences(found)[0].startswith("a.zip!/a.txt：解压后是压缩前的 ")
    found = found_in(packed(("a.txt", os.urandom(3000)), ("b.txt", B)))
    with closing(on_disk(found.documents, limits_of({"file_bytes": 2999}), found.unreadable)) as files:
        assert [document.source for document in files] == ["a.zip!/b.txt"]
    assert sentences(found)[0].startswith("a.zip!/a.txt：文件有 3,000 字节，超过上限 2,999 字节")


def test_bomb_of_nested_archives(at: Path) -> None:
    """Archives that multiply level by level are counted together, and refused as one, in little memory."""
    content = packed(*((f"{number}.txt", B) for number in range(16)))
    for _ in range(3):
        content = packed(*((f"{number}.zip", content) for number in range(16)))
    tracemalloc.start()
    found = found_in(content)
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()
    assert not found.documents
    assert len(found.unreadable) == 1
    assert sentences(found)[0].startswith("a.zip：压缩文件内有 10,0")
    assert "超过上限 10,000 个，未读取" in sentences(found)[0]


def test_unpacked_together(at: Path) -> None:
    """What archives inside an archive unpack to is counted together."""
    content = packed(("x.zip", packed(("a.txt", os.urandom(600)))), ("y.zip", packed(("b.txt", os.urandom(600)))))
    assert len(found_in(content, unpacked_bytes=3000).documents) == 2
    assert "超过上限 2,500 字节" in sentences(found_in(content, unpacked_bytes=2500))[0]


def test_more_members_than_allowed(at: Path) -> None:
    """10,001 files are one refusal, 10,000 are read."""
    members: list[Member] = [(f"{number}.txt", b"") for number in range(10_001)]
    (document,) = found_in(packed(*members)).documents
    with pytest.raises(UnreadableDocument) as caught:
        list(formats.rows(Source(document.path, document.source)))
    assert caught.value.render("zh") == (
        "a.zip：压缩文件内有 10,001 个文件，超过上限 10,000 个，未读取；"
        "确认无误后可用 --limit members=数值 提高上限，或分成几个压缩包。"
    )
    assert len(found_in(packed(*members[1:])).documents) == 10_000


def test_many_members_are_read_in_one_pass(at: Path) -> None:
    """Neighbours share the archives that are open: a thousand members open each archive once."""
    inner = packed(*((f"{number:04}.txt", A) for number in range(500)))
    found = found_in(packed(("m.zip", inner), *((f"z{number:04}.txt", B) for number in range(500))))
    opened = 0

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal opened
        opened += event == "open" and str(arguments[0]).endswith(("a.zip", "/1")) and arguments[1] in ("r", "rb")

    sys.addaudithook(count)
    assert len(contents(found)) == 1000
    assert 2 <= opened <= 4


def test_archive_changed_meanwhile(at: Path) -> None:
    """A member that is not there any more is told."""
    found = found_in(packed(("a.txt", A), ("b.txt", B)))
    Path("a.zip").write_bytes(packed(("a.txt", A)))
    assert contents(found) == {"a.zip!/a.txt": A}
    assert sentences(found) == ["a.zip!/b.txt：文件在读取过程中被改动，请待文件写完后重新读取。"]


def test_full_disk(at: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a member cannot be written, it is told which and why."""
    found = found_in(packed(("a.txt", A)))

    def refuse(_archive: object, _info: object, _source: object) -> Iterator[bytes]:
        raise OSError(28, "No space left on device")
        yield b""

    monkeypatch.setattr(unpacking, "pieces", refuse)
    assert contents(found) == {}
    assert sentences(found) == ["a.zip!/a.txt：无法解压到临时文件夹（No space left on device）"]


def test_nothing_is_left_when_reading_stops(at: Path) -> None:
    """Whoever stops halfway leaves no file behind."""
    found = found_in(packed(("a.txt", A), ("m.zip", packed(("b.txt", B), ("c.txt", B)))))
    with closing(on_disk(found.documents, limits_of(None), [])) as files:
        next(files)
        document: Document = next(files)
        assert document.path.parent.parent == at.parent / "tmp"
        assert document.path.parent.stat().st_mode & 0o77 == 0
