"""Plain text and tab-separated text → rows of placed cells, streaming: memory does not grow with the file."""

import io
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

from auditor.errors import UnreadableDocument
from auditor.forms.memo import Memo
from auditor.reading.encoding import Encoding, detect
from auditor.reading.files import opened
from auditor.reading.grid import Cell, Row
from auditor.reading.source import Source


def rows(source: Source) -> Iterator[Row]:
    """Give the rows that are not blank, one a line; cells are parted by tabs, pages by form feeds.

    Raises `UnreadableDocument` before the first row when the file cannot be opened, is no text, or has a line that is
    too long.
    """
    with _decodable(source) as (file, encoding):
        split = Memo(_split)  # half of the lines are the template's own and come again in every form
        page = 1 if encoding.paged else None
        for number, line in enumerate(_lines(file, encoding), start=1):
            if "\f" not in line:
                cells, width = split[line]
                if cells:
                    yield Row(cells, width, number, page)
                continue
            for part_number, part in enumerate(line.split("\f")):
                page = (page or 1) + (part_number > 0)
                cells, width = split[part]
                if cells:
                    yield Row(cells, width, number, page)


@contextmanager
def decoded(source: Source) -> Iterator[io.TextIOWrapper]:
    """Give the file as text with its line ends as they are; raises `UnreadableDocument`, also while it is read."""
    with _decodable(source) as (file, encoding):
        file.seek(encoding.bom)
        text = io.TextIOWrapper(file, encoding=encoding.codec, errors="strict", newline="")
        try:
            yield text
        finally:
            with suppress(ValueError):  # the file is closed already where the reader stopped halfway
                text.detach()


@contextmanager
def _decodable(source: Source) -> Iterator[tuple[BinaryIO, Encoding]]:
    """Open the file with its encoding; one that changes while it is read gets a message too."""
    try:
        with opened(source) as file:
            yield file, detect(file, source.name, source.is_known, source.limits.line_characters)
    except UnicodeDecodeError:
        raise UnreadableDocument("reading.changed", source=source.name) from None


def _lines(file: BinaryIO, encoding: Encoding) -> Iterator[str]:
    """Give the lines without their ends; only CR, LF and CR LF end a line, not U+2028 or a form feed."""
    file.seek(encoding.bom)
    text = io.TextIOWrapper(file, encoding=encoding.codec, errors="strict", newline=None)
    try:
        for line in text:
            yield line.removesuffix("\n")
    finally:
        with suppress(ValueError):  # the file is closed already where the reader stopped halfway
            text.detach()


def _split(line: str) -> tuple[tuple[Cell, ...], int]:
    """Give the cells of a line that are not blank, and its width."""
    if "\ufeff" in line:  # the mark of a file that was appended to this one
        line = line.replace("\ufeff", "")
    parts = line.split("\t")
    texts = enumerate([part.strip() for part in parts], 1)
    return tuple([Cell(text, column, column) for column, text in texts if text]), len(parts)
