"""A page of a PDF drawn as a picture, as its viewer shows it."""

import ctypes
from math import ceil
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from auditor.reading.pdf.frame import Frame

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WHITE = 0xFFFFFFFF


def drawing(page: int, frame: Frame, scale: float) -> "NDArray[np.uint8]":
    """Draw a page in grey levels (rows of pixels from the top), ``scale`` pixels for each point."""
    import numpy as np

    width, height = (max(1, ceil(side * scale)) for side in frame.size)
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_Gray, None, 0)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
        handle = ctypes.cast(page, pdfium.FPDF_PAGE)
        pdfium.FPDF_RenderPageBitmap(bitmap, handle, 0, 0, width, height, 0, pdfium.FPDF_ANNOT)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return np.frombuffer(pixels, np.uint8).reshape(height, stride)[:, :width]
