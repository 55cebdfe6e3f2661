"""Web pages → rows of placed cells: pages of a site, and tables saved by Excel, Word or a budget system as HTML.

The bytes are decoded before anything is parsed; a page that says gb2312 or gbk is read as GB18030, which holds both.
"""

import codecs
import io
import posixpath
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from auditor.errors import UnreadableDocument
from auditor.reading.encoding import detect
from auditor.reading.files import opened
from auditor.reading.formats.gridding import Block, Numbering, noted
from auditor.reading.formats.webpage import WebPage
from auditor.reading.grid import Note, Row
from auditor.reading.source import Source

_CHARSET: Final = re.compile(
    rb"""charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE
)
_LABEL_WITHIN: Final = 4096
"""Bytes among which a page says its encoding; browsers look at 1024."""
_MANY_BYTES: Final = ("big5", "big5hkscs", "shift_jis", "cp932", "euc_jp", "euc_kr")
"""Encodings that hardly any other text decodes as, so that a page is believed that names one."""


def rows(source: Source) -> Iterator[Row]:
    """Give the rows of a page; raises `UnreadableDocument` when it cannot be decoded or only shows other files."""
    with opened(source) as file:
        data = file.read()
    yield from rows_of([decoded(data, source)], source)


def rows_of(pages: Iterable[str], source: Source, inside: Collection[str] = ()) -> Iterator[Row]:
    """Give the rows of the pages of one document, numbered on from one to the next.

    ``inside`` are names of files that are among the pages, so that a page which shows one leaves nothing out.
    """
    names = Numbering(source)
    shown = [WebPage(page) for page in pages]
    try:
        yield from noted(item for page in shown for item in names.rows(_noticed(page, inside)))
    except RecursionError:
        raise UnreadableDocument("reading.nested_deep", source=source.name) from None
    if not any(_shows_text(page.blocks) for page in shown):
        raise _nothing_in(shown, source)


def decoded(data: bytes, source: Source, label: str | None = None) -> str:
    """Give the text of a page; ``label`` is what is said about its encoding elsewhere.

    A byte order mark decides, then valid UTF-8, then the encoding that the page names, then what the text looks like.
    Raises `UnreadableDocument` where no encoding fits.
    """
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            text = _strict(data.removeprefix(mark), codec)
            return _by_looks(data, source) if text is None else text
    codec = "utf-8" if b"\x00" not in data else _utf16_order(data)
    if (text := _strict(data, codec)) is not None:
        return text
    said = _codec(label or _label(data))
    named = None if said is None else _strict(data, said)
    if named is not None and said in _MANY_BYTES:
        return named
    try:
        return _by_looks(data, source)
    except UnreadableDocument:
        if named is None:
            raise
        return named


def _by_looks(data: bytes, source: Source) -> str:
    encoding = detect(io.BytesIO(data), source.name, source.is_known, longest_line=len(data))
    return data[encoding.bom :].decode(encoding.codec)


def _utf16_order(data: bytes) -> str:
    """Tell the order of UTF-16 without a mark: the NUL halves of tags stand on one side."""
    return "utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be"


def _label(data: bytes) -> str | None:
    found = _CHARSET.search(data[:_LABEL_WITHIN])
    return None if found is None else (found[1] or found[2]).decode("ascii", errors="ignore")


def _codec(label: str | None) -> str | None:
    """Give the codec of a label; all labels of GB are GB18030."""
    if label is None:
        return None
    if label.lower().startswith(("gb", "x-gbk", "cp936", "windows-936")):
        return "gb18030"
    try:
        return codecs.lookup(label).name
    except LookupError:
        return None


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None


def _noticed(page: WebPage, inside: Collection[str]) -> Iterator[Block]:
    """Give what a page shows, and last what it shows that was not read."""
    yield from page.blocks
    for name in page.elsewhere:
        if posixpath.basename(name) not in inside:
            yield Note("unread_part", name)
    if page.pictures:
        yield Note("unread_pictures", str(page.pictures))


def _shows_text(blocks: Iterable[Block]) -> bool:
    """Tell whether there is anything but notes and blank tables."""
    return any(True for block in blocks if not isinstance(block, Note))


def _nothing_in(pages: list[WebPage], source: Source) -> UnreadableDocument:
    """Tell why a document has no rows: all of it lies in other files, or in pictures, or it is blank."""
    elsewhere = [name for page in pages for name in page.elsewhere]
    pictures = sum(page.pictures for page in pages)
    if elsewhere:
        return UnreadableDocument("reading.shows_other_files", source=source.name, files="、".join(elsewhere[:_NAMED]))
    if pictures:
        return UnreadableDocument("reading.pictures_only", source=source.name, count=pictures)
    return UnreadableDocument("reading.blank", source=source.name)


_NAMED: Final = 5
"""Most files named in a message."""
