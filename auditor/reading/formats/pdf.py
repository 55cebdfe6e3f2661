"""PDF → rows of placed cells, page by page: memory does not grow with the pages.

A page that is a mere picture is read by OCR where that is installed (`reading.scanning`); else the other pages are read
and the document is reported as read in part.
"""

from collections.abc import Iterator
from typing import Final

from auditor.errors import PartlyUnread, UnreadableDocument
from auditor.reading.formats import scan
from auditor.reading.grid import Note, Row
from auditor.reading.pages import Page
from auditor.reading.pdf.document import Document, opened_pdf
from auditor.reading.scanning.picture import Picture
from auditor.reading.source import Source

_DPI: Final = 200.0
"""Dots to the inch at which a page that is a picture is drawn for OCR."""


def rows(source: Source) -> Iterator[Row]:
    """Give the rows of a PDF in reading order, those outside tables with a width of 1.

    Raises `UnreadableDocument` when the file is damaged, locked, too long, or has nothing to be read, and, after all
    rows, `PartlyUnread` when pages were left out because they are pictures.
    """
    with opened_pdf(source) as document:
        pages = _Pages(document)
        found = False
        for row in scan.rows_of(pages, source):
            found = True
            yield row
        if pages.pictures:
            _report(pages.pictures, document.count, source)
        if not found and pages.noted:
            raise UnreadableDocument("reading.pdf_unseen", source=source.name)


def _report(pictures: list[int], count: int, source: Source) -> None:
    if len(pictures) == count:
        raise UnreadableDocument("reading.pdf_pictures", source=source.name, count=count)
    raise PartlyUnread(
        "reading.pdf_picture_pages", source=source.name, pages="、".join(map(str, pictures)), count=len(pictures)
    )


class _Pages:
    """The pages of a document, one after another; afterwards, which of them could not be read."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._is_read = scan.is_installed()
        self.pictures: list[int] = []
        self.noted = False

    def __iter__(self) -> Iterator[Page | Picture]:
        for number in range(1, self._document.count + 1):
            page = self._document.page(number) or self._picture(number)
            self.noted = self.noted or (isinstance(page, Page) and bool(page.notes))
            yield page

    def _picture(self, number: int) -> Page | Picture:
        if self._is_read:
            return Picture(self._document.picture(number, _DPI), _DPI)
        self.pictures.append(number)
        return Page(number, 0.0, (), (Note("unread_page", str(number)),))
