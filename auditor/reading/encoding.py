"""Which encoding a text file is in, found by a ladder, without holding the file in memory.

The ladder: magic bytes of other formats → BOM → strict UTF-8 → UTF-16 told by its NUL bytes → strict GB18030, which
holds GBK and GB2312 → Big5. Big5 text nearly always decodes as GB18030 without an error, so of those two the one in
which a known label is found wins. Source: reading.md §8.
"""

import codecs
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from auditor.errors import UnreadableDocument
from auditor.reading.magic import binary_kind

CHUNK_BYTES: Final = 1 << 18
SAMPLE_BYTES: Final = CHUNK_BYTES
"""How much of the file is looked at for NUL patterns and for known labels."""

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """How to decode one file: codec name, length of its byte order mark, whether it has form feeds (pages)."""

    codec: str
    bom: int = 0
    paged: bool = False


@dataclass(frozen=True, slots=True)
class _BadByteError(Exception):
    """The first byte that is not text in ``codec``: 0-based offset in the file, 1-based line."""

    codec: str
    offset: int
    line: int


def detect(file: BinaryIO, source: str, is_known: Callable[[str], bool], longest_line: int) -> Encoding:
    """Give the encoding of an open file, having read all of it once.

    ``is_known`` tells whether a text holds a label of some layout. Raises `UnreadableDocument` when the file is empty,
    no text, wrongly encoded, or has a line longer than ``longest_line``.
    """
    sample = _rewound(file).read(SAMPLE_BYTES)
    if not sample.strip():
        _refuse_blank(file, source)
    if kind := binary_kind(sample):
        raise UnreadableDocument("reading.not_text", source=source, kind=kind)
    for bom, codec in _BOMS:
        if sample.startswith(bom):
            return _only(file, source, codec, len(bom), longest_line)
    if b"\x00" in sample:
        return _only(file, source, _utf16_order(sample, source), 0, longest_line)
    return _by_trial(file, source, sample, is_known, longest_line)


def _refuse_blank(file: BinaryIO, source: str) -> None:
    while chunk := file.read(CHUNK_BYTES):
        if chunk.strip():
            return
    key = "reading.blank" if file.tell() else "reading.empty"
    raise UnreadableDocument(key, source=source)


def _only(file: BinaryIO, source: str, codec: str, bom: int, longest_line: int) -> Encoding:
    try:
        return _walk(file, source, codec, bom, longest_line)
    except _BadByteError as bad:
        raise _bad_bytes(source, bad) from None


def _utf16_order(sample: bytes, source: str) -> str:
    """Tell UTF-16 without a mark by its tabs and line ends, whose NUL half stands on one side; else it is no text."""
    pairs = [sample[at : at + 2] for at in range(0, len(sample) - 1, 2)]
    little = sum(pair in (b"\t\x00", b"\n\x00", b"\r\x00") for pair in pairs)
    big = sum(pair in (b"\x00\t", b"\x00\n", b"\x00\r") for pair in pairs)
    if little == big or b"\x00\x00" in pairs:
        raise UnreadableDocument("reading.format_binary", source=source)
    return "utf-16-le" if little > big else "utf-16-be"


def _by_trial(
    file: BinaryIO, source: str, sample: bytes, is_known: Callable[[str], bool], longest_line: int
) -> Encoding:
    failures: list[_BadByteError] = []
    decoded: list[Encoding] = []
    for codec in ("utf-8", "gb18030", "big5"):
        try:
            encoding = _walk(file, source, codec, 0, longest_line)
        except _BadByteError as bad:
            failures.append(bad)
            continue
        if codec == "utf-8" or is_known(sample.decode(codec, errors="ignore")):
            return encoding
        decoded.append(encoding)
    # Nearly any bytes pass as GB18030: without a known label it counts only if UTF-8 had found nothing Chinese.
    utf8 = failures[0]
    was_chinese = any("\u4e00" <= char <= "\u9fff" for char in sample[: utf8.offset].decode("utf-8", errors="ignore"))
    if decoded and not was_chinese:
        return decoded[0]
    raise _bad_bytes(source, utf8 if was_chinese else max(failures, key=lambda failure: failure.offset))


def _bad_bytes(source: str, bad: _BadByteError) -> UnreadableDocument:
    return UnreadableDocument(
        "reading.bad_bytes", source=source, codec=bad.codec.upper(), offset=bad.offset, line=bad.line
    )


def _walk(file: BinaryIO, source: str, codec: str, bom: int, longest_line: int) -> Encoding:
    """Decode the whole file strictly, piece by piece; note form feeds and refuse lines that are too long."""
    lines, run, paged = 1, 0, False
    for text in _pieces(file, codec, bom):
        paged = paged or "\f" in text
        breaks = text.count("\n")
        run += text.find("\n") if breaks else len(text)
        if run > longest_line:
            raise UnreadableDocument("reading.line_too_long", source=source, line=lines, limit=f"{longest_line:,}")
        if breaks:
            lines += breaks
            run = len(text) - text.rfind("\n") - 1
    return Encoding(codec, bom, paged)


def _pieces(file: BinaryIO, codec: str, bom: int) -> Iterator[str]:
    _rewound(file).seek(bom)
    bare = codecs.getincrementaldecoder(codec)("strict")
    decoder = io.IncrementalNewlineDecoder(bare, translate=True)
    read, lines = bom, 1
    while True:
        chunk = file.read(CHUNK_BYTES)
        read += len(chunk)
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            good = error.object[: error.start].decode(codec, errors="ignore").replace("\r\n", "\n").replace("\r", "\n")
            raise _BadByteError(codec, read - len(error.object) + error.start, lines + good.count("\n")) from None
        yield text
        lines += text.count("\n")
        if not chunk:
            return


def _rewound(file: BinaryIO) -> BinaryIO:
    file.seek(0)
    return file
