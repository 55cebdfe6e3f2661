"""Zip files read safely: the one way to the parts of Office documents and to the members of archives.

`zipfile` gives no more of a member than its header states, and checks its sum at the end. So the stated sizes are held
against the limits before anything is unpacked, unpacking goes in small pieces, and a header that lies shows as damage.
Only the two methods that offices use (stored, deflated) are read: the others unpack without bound in one step.
"""

import struct
import zipfile
import zlib
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO, Final
from xml.etree.ElementTree import Element, ParseError, XMLParser
from xml.parsers import expat

from auditor.errors import UnreadableDocument
from auditor.reading.files import opened
from auditor.reading.source import Source, beyond

_PIECE: Final = 1 << 16
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_METHOD_NAMES: Final = {6: "implode", 9: "deflate64", 12: "bzip2", 14: "lzma", 93: "zstd", 95: "xz", 98: "ppmd"}
_ENCRYPTED: Final = 0x1 | 0x40
"""Flag bits of a member: encrypted, strongly encrypted."""
_RATIO_FROM: Final = 1_000_000
"""Parts that unpack to less may have any ratio: they harm nobody."""
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
)
"""What `zipfile` raises on damaged files, beside what the system raises."""
_LOCAL_HEADER: Final = 30
"""Bytes before the name in a member's own header."""
_END: Final = struct.Struct("<12sL6x")
"""The record at the file's end: what stands before the size of the directory, that size, the rest."""
_IN_ZIP64: Final = 0xFFFFFFFF
"""The size where the record does not hold it, but one that the locator before it leads to."""
_LOCATOR: Final = struct.Struct("<8sQ4x")
_END64: Final = struct.Struct("<40sQ8x")
_LONGEST_COMMENT: Final = 0xFFFF
_DIRECTORY_BYTES: Final = 1_000
"""Most bytes that one entry of a directory takes on average; so a directory of millions is refused unread."""
_XML_DEPTH: Final = 1_000
"""Elements inside elements; Word nests some thirty, and whoever walks a tree must not run out of stack."""
_PROLOG_PIECE: Final = 1 << 10


@contextmanager
def opened_parts(source: Source) -> Iterator[zipfile.ZipFile]:
    """Open a zip file with all that its directory says held against the limits; raises `UnreadableDocument`."""
    with opened(source) as file:
        with _told_as_damage(source):
            _refuse_huge_directory(file, source)
            archive = zipfile.ZipFile(file)
        with archive:
            _refuse_overlaps(archive, source)
            _hold_to_limits(archive, source)
            yield archive


def has_part(archive: zipfile.ZipFile, name: str) -> bool:
    """Tell whether there is a part of this name."""
    return name in archive.NameToInfo


def read_part(archive: zipfile.ZipFile, name: str, source: Source) -> bytes:
    """Give a whole part of an Office document; raises `UnreadableDocument`, also where there is none or two of it."""
    found = [info for info in archive.infolist() if info.filename == name]
    if len(found) != 1:
        key = "reading.part_twice" if found else "reading.part_missing"
        raise UnreadableDocument(key, source=source.name, part=name)
    return b"".join(pieces(archive, found[0], source))


def pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: Source) -> Generator[bytes, None, None]:
    """Give a member in small pieces; ``source`` names it in messages. Raises `UnreadableDocument`."""
    if info.flag_bits & _ENCRYPTED:
        raise UnreadableDocument("reading.format_encrypted", source=source.name)
    if info.compress_type not in _METHODS:
        raise UnreadableDocument("reading.zip_method", source=source.name, method=_method(info))
    refuse_bomb(info, source)
    given = 0
    with _told_as_damage(source), archive.open(info) as stream:
        for piece in _read(stream):
            given += len(piece)
            yield piece
    if given != info.file_size:
        raise UnreadableDocument("reading.format_broken_zip", source=source.name)


def refuse_bomb(info: zipfile.ZipInfo, source: Source) -> None:
    """Raise `UnreadableDocument` where a member states that it unpacks to far more than any document does."""
    if info.file_size > _RATIO_FROM and info.file_size > source.limits.unpacked_ratio * info.compress_size:
        raise beyond(source, "unpacked_ratio", -(-info.file_size // max(info.compress_size, 1)))


def parse_xml(data: bytes, source: Source) -> Element:
    """Give the root of an XML part; raises `UnreadableDocument`, and for any DOCTYPE, so that no entity is declared.

    Without a DOCTYPE there are no external references either. The tree takes some ten times the memory of ``data``,
    which is held to ``xml_bytes``.
    """
    if len(data) > source.limits.xml_bytes:
        raise beyond(source, "xml_bytes", len(data))
    try:
        if _has_doctype(data):
            raise UnreadableDocument("reading.xml_doctype", source=source.name)
        parser = XMLParser()  # noqa: S314 - what makes it vulnerable needs a DOCTYPE
        parser.feed(data)
        root = parser.close()
    except (ParseError, expat.ExpatError, ValueError, LookupError) as error:
        raise UnreadableDocument("reading.xml_broken", source=source.name, reason=error) from None
    _refuse_deep(root, source)
    return root


@contextmanager
def _told_as_damage(source: Source) -> Iterator[None]:
    try:
        yield
    except _DAMAGE:
        raise UnreadableDocument("reading.format_broken_zip", source=source.name) from None


def _refuse_huge_directory(file: BinaryIO, source: Source) -> None:
    """Raise where the directory at the file's end is too large to be even looked at; `zipfile` reads it whole."""
    size = min(_directory_bytes(file), file.seek(0, 2))
    if size > source.limits.members * _DIRECTORY_BYTES:
        raise beyond(source, "members", size // _DIRECTORY_BYTES)
    file.seek(0)


def _directory_bytes(file: BinaryIO) -> int:
    """Give the size of the directory as the file states it; raises `struct.error` where there is none."""
    start = file.seek(max(0, file.seek(0, 2) - _END.size - _LONGEST_COMMENT))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    size: int = _END.unpack_from(tail, at)[1] if at >= 0 else _END.unpack(b"")[1]
    if size != _IN_ZIP64:
        return size
    _, offset = _LOCATOR.unpack_from(tail, at - _LOCATOR.size)
    file.seek(min(offset, start + at))
    return int(_END64.unpack(file.read(_END64.size))[1])


def _refuse_overlaps(archive: zipfile.ZipFile, source: Source) -> None:
    """Raise where two members share bytes: the way a small file is made to unpack to petabytes."""
    end = 0
    for info in sorted(archive.infolist(), key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise UnreadableDocument("reading.zip_overlap", source=source.name)
        end = info.header_offset + _LOCAL_HEADER + len(info.orig_filename) + info.compress_size


def _hold_to_limits(archive: zipfile.ZipFile, source: Source) -> None:
    members = archive.infolist()
    if len(members) > source.limits.members:
        raise beyond(source, "members", len(members))
    unpacked = sum(info.file_size for info in members)
    if unpacked > source.limits.unpacked_bytes:
        raise beyond(source, "unpacked_bytes", unpacked)


def _read(stream: IO[bytes]) -> Iterable[bytes]:
    return iter(lambda: stream.read(_PIECE), b"")


def _method(info: zipfile.ZipInfo) -> str:
    return _METHOD_NAMES.get(info.compress_type, str(info.compress_type))


def _has_doctype(data: bytes) -> bool:
    """Tell whether a DOCTYPE stands before the first element, reading no further than that."""
    seen: list[bool] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_declared: seen.append(True)
    parser.StartElementHandler = lambda *_element: seen.append(False)
    for at in range(0, len(data), _PROLOG_PIECE):
        parser.Parse(data[at : at + _PROLOG_PIECE], False)  # noqa: FBT003 - expat takes no keyword
        if seen:
            break
    return True in seen


def _refuse_deep(root: Element, source: Source) -> None:
    level = [root]
    for _ in range(_XML_DEPTH):
        level = [child for element in level for child in element]
        if not level:
            return
    raise UnreadableDocument("reading.xml_deep", source=source.name, limit=_XML_DEPTH)
