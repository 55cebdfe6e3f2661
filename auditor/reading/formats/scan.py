"""Scans and photographs of forms → rows of placed cells, page by page; pages of a PDF that are mere pictures come here too.

The tools for it are the extra ``ocr``; without it such a document is refused with the command that installs it.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec

from auditor.errors import UnreadableDocument
from auditor.reading import flow
from auditor.reading.grid import Row
from auditor.reading.pages import Page, Table
from auditor.reading.scanning.alignment import laid_under, last_table
from auditor.reading.scanning.picture import Picture
from auditor.reading.source import Source


def rows(source: Source) -> Iterator[Row]:
    """Give the rows of an image in reading order, those outside tables with a width of 1.

    Raises `UnreadableDocument` when the image is damaged or too large, shows no table, or the extra is not installed.
    """
    with _extra(source):
        from auditor.reading.scanning.images import pictures

    yield from rows_of(pictures(source), source)


def rows_of(pages: Iterable[Page | Picture], source: Source) -> Iterator[Row]:
    """Give the rows of a document some of whose pages are pictures; these are read here, and their rows marked.

    Raises `UnreadableDocument` where the extra is not installed, and where all pages are pictures and none shows a table.
    """
    reading = _Reading(source)
    for row in flow.rows(reading.read(pages), source):
        yield row._replace(scanned=True) if row.page in reading.scanned else row
    if reading.is_in_vain:
        code = "scan_no_table" if reading.has_text else "scan_blank"
        raise UnreadableDocument(f"reading.{code}", source=source.name)


@cache
def is_installed() -> bool:
    """Tell whether the extra is installed, without importing it."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2"))


class _Reading:
    """The pages of one document being read: the numbers of those ``scanned``, and what was found on any."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.scanned: set[int] = set()
        self.has_text = self._has_table = self._has_pages = False

    @property
    def is_in_vain(self) -> bool:
        """Whether there was nothing but pictures without a table."""
        return bool(self.scanned) and not self._has_pages and not self._has_table

    def read(self, pages: Iterable[Page | Picture]) -> Iterator[Page]:
        last: Table | None = None
        for number, given in enumerate(pages, start=1):
            page = given
            if isinstance(page, Picture):
                self.scanned.add(number)
                page = laid_under(_page_of(page, number, self._source), last)
            else:
                self._has_pages = True
            last = last_table(page) or last
            self.has_text |= bool(page.parts)
            self._has_table |= last is not None
            yield page


def _page_of(picture: Picture, number: int, source: Source) -> Page:
    with _extra(source):
        from auditor.reading.scanning.page import read_page

        return read_page(picture.image, picture.dpi, number)


@contextmanager
def _extra(source: Source) -> Iterator[None]:
    """Turn a missing library of the extra into one sentence."""
    try:
        yield
    except ImportError as error:
        raise UnreadableDocument("reading.no_ocr", source=source.name, missing=error.name or str(error)) from error
