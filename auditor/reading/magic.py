"""What the first bytes of a file tell about it, whatever it is called."""

import codecs
import re
from collections.abc import Callable
from typing import Final

HEAD_BYTES: Final = 4096
"""How many of a file's first bytes `told_by` wants."""
ZIP: Final = "zip"
OLE: Final = "ole"
NO_DOCUMENTS: Final = frozenset({"program", "media", "shortcut", "font", "database"})
"""Kinds that hold no form whatever is in them: passed over, and told, where they lie in a folder or archive."""

_MAGIC: Final = (
    (0, b"PK\x03\x04", ZIP),
    (0, b"PK\x05\x06", ZIP),
    (0, b"PK\x07\x08", "split_zip"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (0, b"%PDF-", "pdf"),
    (0, b"\x1f\x8b", "gzip"),
    (0, b"BZh", "other_archive"),
    (0, b"\xfd7zXZ\x00", "other_archive"),
    (0, b"\x28\xb5\x2f\xfd", "other_archive"),
    (0, b"MSCF\x00", "other_archive"),
    (257, b"ustar", "tar"),
    (0, b"7z\xbc\xaf\x27\x1c", "seven_zip"),
    (0, b"Rar!\x1a\x07", "rar"),
    (0, b"\x89PNG\r\n\x1a\n", "image"),
    (0, b"\xff\xd8\xff", "image"),
    (0, b"II*\x00", "image"),
    (0, b"MM\x00*", "image"),
    (0, b"GIF8", "image"),
    (8, b"WEBP", "image"),
    (0, b"8BPS", "other_image"),
    (0, b"\x00\x00\x00\x0cjP", "other_image"),
    (0, b"AT&TFORM", "other_image"),
    (0, b"Founder CEB", "ceb"),
    (0, b"\x09\x00\x04\x00", "ancient_xls"),
    (0, b"\x09\x02\x06\x00", "ancient_xls"),
    (0, b"\x09\x04\x06\x00", "ancient_xls"),
    (0, b"\x7fELF", "program"),
    (0, b"\xca\xfe\xba\xbe", "program"),
    (0, b"\x4c\x00\x00\x00\x01\x14\x02\x00", "shortcut"),
    (0, b"[InternetShortcut]", "shortcut"),
    (0, b"SQLite format 3\x00", "database"),
    (0, b"\x00\x01\x00\x00Standard ", "database"),
    (0, b"\x00\x01\x00\x00\x00", "font"),
    (0, b"OTTO\x00", "font"),
    (0, b"ttcf\x00", "font"),
    (0, b"wOF", "font"),
    (0, b"OggS\x00", "media"),
    (0, b"fLaC\x00", "media"),
    (0, b"FLV\x01", "media"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "media"),
    (0, b"\x1a\x45\xdf\xa3", "media"),
    (0, b"\x00\x00\x01\xba", "media"),
    (0, b"MThd\x00", "media"),
    (0, b"#!AMR", "media"),
    (8, b"WAVE", "media"),
    (8, b"AVI LIST", "media"),
)
"""Offset, bytes, kind; the first that fits counts."""


def _is_bitmap(head: bytes) -> bool:
    return head.startswith(b"BM") and head[6:10] == bytes(4)


def _is_windows_program(head: bytes) -> bool:
    return head.startswith(b"MZ") and b"\x00" in head[:64]


def _is_mp3(head: bytes) -> bool:
    return head[:2] in (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2") or (head.startswith(b"ID3") and head[3:4] < b"\x05")


def _is_odd_picture(head: bytes) -> bool:
    return head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"avif")


def _is_film(head: bytes) -> bool:
    return head[4:8] == b"ftyp"


_TESTS: Final[tuple[tuple[Callable[[bytes], bool], str], ...]] = (
    (_is_bitmap, "image"),
    (_is_windows_program, "program"),
    (_is_mp3, "media"),
    (_is_odd_picture, "other_image"),
    (_is_film, "media"),
)


def told_by(head: bytes) -> str | None:
    """Give the kind that the first bytes tell; None for text, and for what nothing is known of.

    A container (``zip``, ``ole``) must be opened to know more.
    """
    kind = binary_kind(head) or _marked_up(_decoded(head))
    return "pdf" if kind is None and _LATE_PDF.search(head, 0, _LATE_PDF_WITHIN) else kind


def binary_kind(head: bytes) -> str | None:
    """Give the kind of a file that is no text of any sort, as far as its first bytes tell."""
    for offset, magic, kind in _MAGIC:
        if head.startswith(magic, offset):
            return kind
    return next((kind for is_kind, kind in _TESTS if is_kind(head)), None)


_LATE_PDF: Final = re.compile(rb"%PDF-[12]\.\d\s*[\r\n](?:%[^\r\n]*[\r\n]+)?\s*\d+ \d+ obj")
_LATE_PDF_WITHIN: Final = 1024 + 128
"""A PDF with something else before it, as readers accept it; a text that only speaks of PDF has no object there."""
_TAGS: Final = re.compile(
    r"<(?:!doctype\s+html|html|head|body|table|meta|title|div|p|span|center|font|form|style|script|link|base|h[1-6]"
    r"|br|hr|ul|ol|dl|b|i|u|a|img|iframe|frameset|section|article|main|pre|tbody|tr|td)\b",
    re.IGNORECASE,
)
_MIME: Final = re.compile(r"(?:MIME-Version:|From: <Saved by |Content-Type: multipart/related)", re.IGNORECASE)
_OFFICE_XML: Final = (
    "Excel.Sheet",
    "Word.Document",
    "urn:schemas-microsoft-com:office:spreadsheet",
    "schemas.microsoft.com/office/word/2003/wordml",
    "schemas.microsoft.com/office/2006/xmlPackage",
    "urn:oasis:names:tc:opendocument",
    "schemas.uof.org",
)
"""What stands near the beginning of an Office document saved as one XML file."""


def _decoded(head: bytes) -> str:
    """Give the head as text in which ASCII stands as it is, whatever the encoding."""
    for bom, codec in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(bom):
            return head.removeprefix(bom).decode(codec, errors="replace")
    if head.startswith((b"<\x00", b"\x00<")):
        return head.replace(b"\x00", b"").decode("latin-1")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def _marked_up(text: str) -> str | None:
    """Tell web pages, web archives, RTF and XML from plain text by how they begin."""
    text = text.lstrip()
    if text.startswith("{\\rtf"):
        return "rtf"
    if _MIME.match(text):
        return "mhtml"
    declared = text.startswith("<?xml")
    start = _without_preface(text)
    if _TAGS.match(start):
        return "html"
    if not declared:
        return None
    return "xml_office" if any(mark in text for mark in _OFFICE_XML) else "xml"


def _without_preface(text: str) -> str:
    """Give the text without the XML declaration, instructions and comments before it."""
    while True:
        for opening, closing in (("<?", "?>"), ("<!--", "-->")):
            if text.startswith(opening):
                text = text.partition(closing)[2].lstrip()
                break
        else:
            return text
