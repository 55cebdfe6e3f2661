"""Old Word files (97 to 2003) → rows of placed cells, with `olefile` for the streams and nothing else.

Read are the body, headers and footers, notes and text boxes. Macros are ignored, embedded objects and pictures are told.
"""

import struct
from collections.abc import Iterator
from typing import Final

from auditor.errors import UnreadableDocument
from auditor.reading.files import opened
from auditor.reading.formats.docblocks import DocBlocks
from auditor.reading.formats.docfile import AncientFile, DocFile, Span
from auditor.reading.formats.gridding import Numbering, noted, with_pictures
from auditor.reading.grid import Note, Row
from auditor.reading.source import Source

_SECTION: Final = 6
"""Stories of a section's headers and footers; as many of notes stand before the first."""
_HEADERS: Final = (0, 1, 4)
"""Which of them are headers."""


def rows(source: Source) -> Iterator[Row]:
    """Give the rows of a document, one table after another, texts outside of them as rows of width 1.

    Raises `UnreadableDocument` when the file is damaged, older than Word 97, or holds nothing but pictures.
    """
    with opened(source) as stream:
        try:
            file = DocFile(stream)
            yield from noted(list(_items(file, source)))
        except AncientFile:
            raise UnreadableDocument("reading.ancient_doc", source=source.name) from None
        except RecursionError:
            raise UnreadableDocument("reading.nested_deep", source=source.name) from None
        except (struct.error, IndexError, ValueError, OSError):
            raise UnreadableDocument("reading.format_broken_ole", source=source.name) from None


def _items(file: DocFile, source: Source) -> Iterator[Row | Note]:
    """Give the rows of all stories: headers, body, footers, notes, text boxes."""
    headers, footers = _margins(file)
    yield from _story(file, source, headers, "H")
    body = DocBlocks(file)
    read = Numbering(source).rows(body.blocks(file.stories["body"]))
    yield from with_pictures(read, source, lambda: body.pictures)
    yield from _story(file, source, footers, "F")
    for name, prefix in (("footnotes", "N"), ("endnotes", "E")):
        yield from _story(file, source, [file.stories[name]], prefix)
    for item in _story(file, source, [file.stories["boxes"]], "X"):
        yield item if isinstance(item, Note) else _doubted(item)


def _doubted(row: Row) -> Row:
    """Give a row of a text box, which may be seen anywhere."""
    return row._replace(cells=tuple(cell._replace(doubt="text_box") for cell in row.cells))


def _margins(file: DocFile) -> tuple[list[Span], list[Span]]:
    """Give the headers and the footers; those that say the same come once."""
    headers: list[Span] = []
    footers: list[Span] = []
    said: set[str] = set()
    for number, story in enumerate(file.header_stories()):
        text = file.text[story.start : story.end]
        if number >= _SECTION and text.strip() and text not in said:
            said.add(text)
            (headers if number % _SECTION in _HEADERS else footers).append(story)
    return headers, footers


def _story(file: DocFile, source: Source, stories: list[Span], prefix: str) -> Iterator[Row | Note]:
    for number, story in enumerate(stories, 1):
        yield from Numbering(source, f"{prefix}{number}").rows(DocBlocks(file).blocks(story))
