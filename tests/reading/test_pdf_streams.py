"""Parts of a PDF that unpack to far more than a page: refused before they are unpacked, in little memory."""

import tracemalloc
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.errors import UnreadableDocument
from auditor.reading.pdf.streams import refuse_huge_parts
from auditor.reading.source import DEFAULT_LIMITS, Source

DOCS = Path(__file__).parents[1] / "fixtures" / "docs"
Check = Callable[..., None]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Check a file with these bytes."""

    def checked(content: bytes, most: int = DEFAULT_LIMITS.stream_bytes) -> None:
        path = tmp_path / "a.pdf"
        path.write_bytes(content)
        with path.open("rb") as file:
            refuse_huge_parts(file, Source(path, "a.pdf", limits=replace(DEFAULT_LIMITS, stream_bytes=most)))

    return checked


def part(content: bytes, description: bytes = b"/Filter/FlateDecode") -> bytes:
    """Give one part of a PDF, among other things."""
    return b"%PDF-1.7\n1 0 obj <<" + description + b">>stream\r\n" + content + b"\nendstream endobj\n2 0 obj 5 endobj"


@pytest.mark.parametrize("description", [b"/Filter/FlateDecode", b"/Filter /Fl", b"/X 1/Filter[/FlateDecode]"])
def test_bomb(check: Check, description: bytes) -> None:
    """Twenty million blanks are read, one more is refused, and no more than that is ever unpacked."""
    check(part(zlib.compress(b" " * 20_000_000), description))
    content = part(zlib.compress(b" " * 300_000_000), description)
    tracemalloc.start()
    with pytest.raises(UnreadableDocument) as caught:
        check(content)
    assert tracemalloc.get_traced_memory()[1] < 45_000_000
    tracemalloc.stop()
    assert caught.value.render("zh") == (
        "a.pdf：PDF 的一个部分解压后超过 20,000,000 字节的上限，未读取；确认无误后可用 --limit stream_bytes=数值 提高上限。"
    )
    assert caught.value.render("en").startswith(
        "a.pdf: one part of the PDF unpacks to more than the limit of 20,000,000"
    )


def test_packed_twice(check: Check) -> None:
    """A part may be packed several times over."""
    twice = zlib.compress(zlib.compress(b" " * 2_000_000))
    with pytest.raises(UnreadableDocument):
        check(part(twice, b"/Filter[/FlateDecode/FlateDecode]"), 1_000_000)
    check(part(twice), 1_000_000)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7",
        part(zlib.compress(b" " * 2_000_000), b"/Subtype /Image/Filter/FlateDecode"),
        part(zlib.compress(b" " * 2_000_000), b"/Filter/DCTDecode"),
        part(b"\xff" * 5_000),
        part(b"stream\n" + zlib.compress(b" " * 2_000_000), b"/Length 9"),
        part(b"")[:40],
    ],
    ids=["empty", "head", "picture", "other packing", "damaged", "letters inside", "cut"],
)
def test_left_alone(check: Check, content: bytes) -> None:
    """Pictures, other packings and what is damaged are none of its business."""
    check(content, 1_000_000)


@pytest.mark.parametrize("path", sorted(DOCS.glob("*.pdf")), ids=lambda path: path.name)
def test_real_documents(check: Check, path: Path) -> None:
    """Real documents, with their fonts, are far below the limit."""
    check(path.read_bytes(), DEFAULT_LIMITS.stream_bytes // 10)
