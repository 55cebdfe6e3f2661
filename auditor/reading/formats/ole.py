"""Old Office files (compound files, OLE): which program made one, and whether it is encrypted."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from auditor.errors import UnreadableDocument
from auditor.reading.files import opened
from auditor.reading.source import Source

if TYPE_CHECKING:
    import olefile

_STREAMS: Final = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "presentation"),
    ("VisioDocument", "drawing"),
    ("__properties_version1.0", "mail"),
)
"""A stream that stands at the root of a file, and the kind it tells; the first that is there counts."""
_FIB_FLAGS: Final = struct.Struct("<10xH")
_FIB_ENCRYPTED: Final = 0x0100
_RECORD: Final = struct.Struct("<HH")
_BOF, _FILEPASS, _BOUNDSHEET = 0x0809, 0x002F, 0x0085
"""Records of a workbook: its beginning, its password, and the first that only stands after where a password would."""
_RECORDS: Final = 1_000


def ole_kind(source: Source) -> str:
    """Give the kind of an old Office file, ``ole`` for any other; raises `UnreadableDocument`."""
    with _opened_ole(source) as ole:
        name, kind = next((entry for entry in _STREAMS if ole.exists(entry[0])), ("", "ole"))
        return "encrypted" if kind in _ENCRYPTED and _ENCRYPTED[kind](ole, name) else kind


def ole_stream(source: Source, *names: str) -> bytes:
    """Give the first of these streams that an old Office file has; raises `UnreadableDocument`.

    However its sectors are chained, no more is given than the file has, and it ends.
    """
    with _opened_ole(source) as ole:
        name = next(name for name in names if ole.exists(name))
        content: bytes = ole.openstream(name).read()
    if not content:
        raise UnreadableDocument("reading.format_broken_ole", source=source.name)
    return content


@contextmanager
def _opened_ole(source: Source) -> "Iterator[olefile.OleFileIO[str]]":
    import olefile

    with opened(source) as file:
        try:
            with olefile.OleFileIO(file) as ole:
                yield ole
        except Exception:  # noqa: BLE001 - what olefile raises on damage is of any class
            raise UnreadableDocument("reading.format_broken_ole", source=source.name) from None


def _is_encrypted_doc(ole: "olefile.OleFileIO[str]", name: str) -> bool:
    (flags,) = _FIB_FLAGS.unpack(ole.openstream(name).read(_FIB_FLAGS.size))
    return bool(flags & _FIB_ENCRYPTED)


def _is_encrypted_xls(ole: "olefile.OleFileIO[str]", name: str) -> bool:
    stream = ole.openstream(name)
    for _ in range(_RECORDS):
        head = stream.read(_RECORD.size)
        if len(head) < _RECORD.size:
            break
        record, size = _RECORD.unpack(head)
        if record in (_FILEPASS, _BOUNDSHEET):
            return bool(record == _FILEPASS)
        stream.seek(size, 1)
    return False


_ENCRYPTED: Final = {"doc": _is_encrypted_doc, "xls": _is_encrypted_xls}
