"""Which format a file is in, told by its first bytes and, in containers, by the names inside."""

import re
import zipfile
from typing import BinaryIO, Final

from auditor.reading.files import opened
from auditor.reading.source import Source

_HEAD: Final = 4096
_OLE_DIRECTORY: Final = 1 << 20
"""Within this many bytes the stream names of an old Office file are looked for; they stand near its beginning or end."""
_MAGIC: Final = (
    (b"%PDF-", "pdf"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "seven_zip"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"BM", "image"),
    (b"{\\rtf", "rtf"),
)
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_PARTS: Final = (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"), ("xl/workbook.bin", "xlsb"))
_OLE_STREAMS: Final = (("EncryptedPackage", "encrypted"), ("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"))
_HTML: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta)\b",
    re.IGNORECASE | re.DOTALL,
)


def kind_of(source: Source) -> str:
    """Give the kind of a document (``text`` when nothing tells otherwise); raises `UnreadableDocument`."""
    with opened(source) as file:
        head = file.read(_HEAD)
        if head.startswith(_ZIP):
            return _zip_kind(file)
        if head.startswith(_OLE):
            return _ole_kind(file)
    # A bitmap says its own size; any text may begin with its two letters.
    for magic, kind in _MAGIC:
        if head.startswith(magic) and (magic != b"BM" or b"\x00" in head[:16]):
            return kind
    return "html" if _HTML.match(head.removeprefix(b"\xef\xbb\xbf")) else "text"


def _zip_kind(file: BinaryIO) -> str:
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            mime = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return "broken_zip"
    if b"opendocument.spreadsheet" in mime:
        return "ods"
    if b"opendocument.text" in mime:
        return "odt"
    return next((kind for part, kind in _ZIP_PARTS if part in names), "zip")


def _ole_kind(file: BinaryIO) -> str:
    """Tell old Office files apart by the names of their streams, which stand in UTF-16."""
    file.seek(0)
    start = file.read(_OLE_DIRECTORY)
    file.seek(max(0, file.seek(0, 2) - _OLE_DIRECTORY))
    bytes_near_ends = start + file.read()
    return next((kind for name, kind in _OLE_STREAMS if name.encode("utf-16-le") in bytes_near_ends), "ole")
