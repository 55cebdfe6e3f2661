"""A PDF file, opened: refused with a reason, or read page by page, each page closed before the next."""

import ctypes
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, Final

import pypdfium2.raw as pdfium

from auditor.errors import UnreadableDocument
from auditor.reading.files import opened
from auditor.reading.grid import Note
from auditor.reading.pages import Page
from auditor.reading.pdf.drawing import drawing
from auditor.reading.pdf.frame import Frame
from auditor.reading.pdf.glyphs import glyphs_of, quarter_turns
from auditor.reading.pdf.hidden import unseen
from auditor.reading.pdf.library import LOCK
from auditor.reading.pdf.page import page_of
from auditor.reading.pdf.pictures import BOTH, PICTURE, content_of
from auditor.reading.pdf.shapes import TooManyObjects, shapes_of
from auditor.reading.pdf.streams import refuse_huge_parts
from auditor.reading.pdf.wholeness import is_whole
from auditor.reading.source import Source, beyond

_REASONS: Final = {pdfium.FPDF_ERR_PASSWORD: "format_encrypted", pdfium.FPDF_ERR_SECURITY: "pdf_security"}
_DOMINANT: Final = 0.6
"""Share of a page's characters that stand sideways when the page is meant to be turned."""


@contextmanager
def opened_pdf(source: Source) -> Iterator["Document"]:
    """Open a PDF; raises `UnreadableDocument` when it is locked, damaged, or has too many pages."""
    with opened(source) as file, LOCK:
        refuse_huge_parts(file, source)
        handle = pdfium.FPDF_LoadDocument(os.fsencode(source.path), None)
        if not handle:
            reason = _REASONS.get(pdfium.FPDF_GetLastError(), "pdf_damaged")
            raise UnreadableDocument(f"reading.{reason}", source=source.name)
        document = Document(handle, source)
        try:
            document.check(file)
        except UnreadableDocument:
            document.close()
            raise
    try:
        yield document
    finally:
        with LOCK:
            document.close()


class Document:
    """An open PDF."""

    def __init__(self, handle: Any, source: Source) -> None:
        """Take a document that pdfium has opened."""
        self._handle = handle
        self._source = source
        self._forms: Any = None
        self.count: int = pdfium.FPDF_GetPageCount(handle)
        """How many pages it has."""

    def check(self, file: BinaryIO) -> None:
        """Raise `UnreadableDocument` where the document is not whole, has too many pages, or needs other software."""
        rebuilt = not pdfium.FPDF_DocumentHasValidCrossReferenceTable(self._handle)
        if not self.count or (rebuilt and not is_whole(file)):
            raise UnreadableDocument("reading.pdf_damaged", source=self._source.name)
        if self.count > self._source.limits.pages:
            raise beyond(self._source, "pages", self.count)
        kind = pdfium.FPDF_GetFormType(self._handle)
        if kind == pdfium.FORMTYPE_XFA_FULL:
            raise UnreadableDocument("reading.pdf_xfa", source=self._source.name)
        if kind != pdfium.FORMTYPE_NONE:
            info = pdfium.FPDF_FORMFILLINFO(version=2)
            self._forms = pdfium.FPDFDOC_InitFormFillEnvironment(self._handle, info), info

    def close(self) -> None:
        """Give back what pdfium holds."""
        if self._forms:
            pdfium.FPDFDOC_ExitFormFillEnvironment(self._forms[0])
        pdfium.FPDF_CloseDocument(self._handle)

    def page(self, number: int) -> Page | None:
        """Read a page (from 1); None where it is a mere picture. Raises `UnreadableDocument`."""
        with LOCK:
            handle = self._loaded(number)
            text_page = pdfium.FPDFText_LoadPage(handle)
            try:
                return self._read(number, _address(handle), _address(text_page))
            except TooManyObjects as error:
                raise beyond(self._source, "page_objects", error.count) from None
            finally:
                pdfium.FPDFText_ClosePage(text_page)
                pdfium.FPDF_ClosePage(handle)

    def picture(self, number: int, dpi: float) -> "Any":
        """Draw a page (from 1) in grey levels, at so many dots to the inch; raises `UnreadableDocument` on a huge one."""
        with LOCK:
            handle = self._loaded(number)
            try:
                frame, scale = _frame(_address(handle)), dpi / 72
                pixels = round(frame.size[0] * scale) * round(frame.size[1] * scale)
                if pixels > self._source.limits.pixels:
                    raise beyond(self._source, "pixels", pixels)
                return drawing(_address(handle), frame, scale)
            finally:
                pdfium.FPDF_ClosePage(handle)

    def _loaded(self, number: int) -> Any:
        """Load a page with what its form fields and notes show as part of it."""
        handle = pdfium.FPDF_LoadPage(self._handle, number - 1)
        if handle and pdfium.FPDFPage_GetAnnotCount(handle):
            if self._forms:
                pdfium.FORM_OnAfterLoadPage(handle, self._forms[0])
            if pdfium.FPDFPage_Flatten(handle, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS:
                pdfium.FPDF_ClosePage(handle)
                handle = pdfium.FPDF_LoadPage(self._handle, number - 1)
        if not handle:
            raise UnreadableDocument("reading.pdf_page_damaged", source=self._source.name, page=number)
        return handle

    def _read(self, number: int, page: int, text_page: int) -> Page | None:
        shapes = shapes_of(page, self._source.limits.page_objects)
        viewed = _frame(page)
        turned = any(text.angle for text in shapes.texts)
        frame = viewed._replace(turn=_reading_turn(text_page, viewed.turn)) if turned else viewed
        shown, hidden = glyphs_of(text_page, frame, unseen(page, shapes, viewed), turned=turned or frame.turn > 0)
        content = content_of(shapes, shown, frame)
        if content == PICTURE:
            return None
        read = page_of(number, frame, shapes.rulings(frame), shown, hidden)
        return read._replace(notes=(*read.notes, Note("unread_picture", str(number)))) if content == BOTH else read


def _address(handle: Any) -> int:
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def _frame(page: int) -> Frame:
    """Give the visible part of a page and its rotation."""
    box = pdfium.FS_RECTF()
    handle = ctypes.cast(page, pdfium.FPDF_PAGE)
    pdfium.FPDF_GetPageBoundingBox(handle, box)
    return Frame(box.left, box.bottom, box.right, box.top, pdfium.FPDFPage_GetRotation(handle))


def _reading_turn(text_page: int, viewed: int) -> int:
    """Give the turn in which most of a page's text is level; as it is viewed, where no direction prevails."""
    turns = Counter(quarter_turns(text_page))
    turn, count = turns.most_common(1)[0] if turns else (viewed, 0)
    return turn if count >= _DOMINANT * turns.total() else viewed
