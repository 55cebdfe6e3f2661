"""Text of a PDF page that nobody sees: white on white, invisible, or under something that was drawn over it.

Whether a text is seen is not guessed: a page with suspicious texts is drawn with them and without them, and what makes
no difference is not seen.
"""

import ctypes
from math import ceil, floor
from typing import Any, Final

import pypdfium2.raw as pdfium

from auditor.reading.grid import Box
from auditor.reading.pdf.drawing import drawing
from auditor.reading.pdf.frame import Frame
from auditor.reading.pdf.shapes import Shapes, Text

_PALE: Final = 90
"""A text that is less dark (255: black) may be the colour of its ground."""
_CONTRAST: Final = 60
"""A text that differs so little in darkness from a field under it may not be seen on it."""
_DIFFERENCE: Final = 40
"""Grey levels by which a text must change some pixel to be seen."""
_SCALE: Final = 2.0
"""Pixels for each point."""
_MOST_PIXELS: Final = 3000
"""Pixels of the longer side of the drawing."""


def unseen(page: int, shapes: Shapes, frame: Frame) -> frozenset[int]:
    """Give the handles of the text objects that nobody sees; ``frame`` is the page as its viewer shows it."""
    suspects = {text.handle: text.box for text in _suspects(shapes)}
    if not suspects:
        return frozenset()
    scale = min(_SCALE, _MOST_PIXELS / max(frame.size))
    shown = drawing(page, frame, scale).astype("int16")
    for handle in suspects:
        pdfium.FPDFPageObj_SetIsActive(ctypes.cast(handle, pdfium.FPDF_PAGEOBJECT), 0)
    left_out = drawing(page, frame, scale)
    for handle in suspects:
        pdfium.FPDFPageObj_SetIsActive(ctypes.cast(handle, pdfium.FPDF_PAGEOBJECT), 1)
    changed = abs(shown - left_out) >= _DIFFERENCE
    return frozenset(handle for handle, box in suspects.items() if not _any(changed, frame.box(*box), scale))


def _suspects(shapes: Shapes) -> list[Text]:
    """Give the texts that may not be seen: pale or not drawn, covered later, or as dark as a field under them."""
    found = [text for text in shapes.texts if not text.drawn or text.darkness < _PALE]
    first = shapes.texts[0].order if shapes.texts else 0
    fields = [cover for cover in shapes.covers if cover.order > first or cover.darkness > _PALE]
    if not fields:
        return found
    for text in shapes.texts:
        if not text.drawn or text.darkness < _PALE:
            continue
        over = [cover for cover in fields if cover.order > text.order or text.darkness - cover.darkness < _CONTRAST]
        if over:
            box = text.box
            if any(_overlaps(cover.box, box) for cover in over):
                found.append(text)
    return found


def _overlaps(box: Box, other: Box) -> bool:
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


def _any(changed: Any, box: Box, scale: float) -> bool:
    left, top = (max(0, floor(side * scale) - 1) for side in box[:2])
    right, bottom = (max(0, ceil(side * scale) + 1) for side in box[2:])
    return bool(changed[top:bottom, left:right].any())
