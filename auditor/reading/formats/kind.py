"""Which format a file is in, told by its first bytes and, in containers, by what is inside; never by its name.

Only between kinds of text does the name decide: a file named so is read as cells separated by commas.
"""

import zipfile
from typing import Final

from auditor.reading.files import opened
from auditor.reading.formats.ole import ole_kind
from auditor.reading.magic import HEAD_BYTES, OLE, ZIP, told_by
from auditor.reading.packed import has_part, opened_parts, read_part
from auditor.reading.source import Source

_ZIP_PARTS: Final = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
    ("OFD.xml", "ofd"),
    ("Index/Document.iwa", "iwork"),
    ("Index.zip", "iwork"),
)
_OFFICE_FOLDERS: Final = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "presentation"), ("visio/", "drawing"))
"""Folders of an Office document, whose main part may have any name."""
_MIME_KINDS: Final = (
    (b"opendocument.spreadsheet", "ods"),
    (b"opendocument.text", "odt"),
    (b"opendocument.presentation", "presentation"),
    (b"opendocument", "drawing"),
    (b"epub", "epub"),
)
_SEPARATED: Final = (".csv", ".tsv")
_TYPES: Final = "[Content_Types].xml"
_MIME: Final = "mimetype"
_MANIFEST: Final = "META-INF/manifest.xml"


def kind_of(source: Source) -> str:
    """Give the kind of a document (``text`` when nothing tells otherwise); raises `UnreadableDocument`."""
    with opened(source) as file:
        kind = told_by(file.read(HEAD_BYTES))
    if kind == ZIP:
        with opened_parts(source) as archive:
            return _zip_kind(archive, source)
    if kind == OLE:
        return ole_kind(source)
    # Nothing in a text tells a comma that separates from one that is meant; only a file's name promises the former.
    return kind or ("csv" if source.path.suffix.lower() in _SEPARATED else "text")


def _zip_kind(archive: zipfile.ZipFile, source: Source) -> str:
    kind = next((kind for part, kind in _ZIP_PARTS if has_part(archive, part)), None)
    if kind is not None:
        return kind
    if has_part(archive, _TYPES):
        return next((kind for start, kind in _OFFICE_FOLDERS if _has_folder(archive, start)), ZIP)
    manifest = read_part(archive, _MANIFEST, source) if has_part(archive, _MANIFEST) else b""
    told = read_part(archive, _MIME, source) if has_part(archive, _MIME) else manifest
    kind = next((kind for mark, kind in _MIME_KINDS if mark in told), ZIP)
    return "encrypted" if kind != ZIP and b"encryption-data" in manifest else kind


def _has_folder(archive: zipfile.ZipFile, start: str) -> bool:
    return any(name.startswith(start) for name in archive.namelist())
