"""Web archives (MHTML: what Word, Excel and browsers save as one file) → the rows of the web pages inside."""

import email
import posixpath
from collections.abc import Iterator
from email.message import Message

from auditor.errors import UnreadableDocument
from auditor.reading.files import opened
from auditor.reading.formats import html
from auditor.reading.grid import Row
from auditor.reading.source import Source


def rows(source: Source) -> Iterator[Row]:
    """Give the rows of every page in the archive, in order; raises `UnreadableDocument`."""
    try:
        with opened(source) as file:
            archive = email.message_from_binary_file(file)
        found = {part: page for part in archive.walk() if (page := _page(part, source)) is not None}
    except RecursionError:
        raise UnreadableDocument("reading.nested_deep", source=source.name) from None
    if not found:
        raise UnreadableDocument("reading.format_mhtml", source=source.name)
    names = {posixpath.basename(part.get("Content-Location", "")) for part in found}
    yield from html.rows_of(found.values(), source, names)


def _page(part: Message, source: Source) -> str | None:
    """Give the text of a part that is a web page; a sheet of a workbook is one."""
    if part.get_content_type() not in ("text/html", "application/xhtml+xml"):
        return None
    content = part.get_payload(decode=True)
    return html.decoded(content, source, part.get_content_charset()) if isinstance(content, bytes) else None
