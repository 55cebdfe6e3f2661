"""Image files → the grey pictures of their pages, one at a time; an image that is too large is refused before it is decoded."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import numpy as np
from PIL import Image as Pillow
from PIL import ImageOps

from auditor.errors import UnreadableDocument
from auditor.reading.files import opened
from auditor.reading.scanning.ink import Image
from auditor.reading.scanning.picture import Picture
from auditor.reading.source import Source, beyond

_FORMATS: Final = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")
_LONGER_SIDE: Final = 11.69
"""Inches; the longer side of A4, as large as a page is taken to be whose image does not say."""
_LEAST_DPI: Final = 100
"""Screens and telephones write 72 or 96 whatever the page; a scanner writes more."""
_LONGEST_PAGE: Final = 33.2
"""Inches; a page that would be longer than a side of A1 is not as large as its image says."""
_WHITE: Final = 255


def pictures(source: Source) -> Iterator[Picture]:
    """Give the pictures of an image file, each page of a TIFF one; turned upright where the camera noted how.

    Raises `UnreadableDocument` for a damaged image, one of too many pixels or pages, and moving pictures.
    """
    with opened(source) as file, _told(source), Pillow.open(file, formats=_FORMATS) as image:
        for number in range(_pages(image, source)):
            image.seek(number)
            _check_size(image, source)
            yield Picture(*_decoded(image))


@contextmanager
def _told(source: Source) -> Iterator[None]:
    """Turn what the decoder says of a bad image into one sentence; its own limit of pixels is ours."""
    most = Pillow.MAX_IMAGE_PIXELS
    Pillow.MAX_IMAGE_PIXELS = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except UnreadableDocument:
        raise
    except (OSError, SyntaxError, ValueError, EOFError, ArithmeticError, MemoryError, TypeError) as error:
        raise UnreadableDocument("reading.image_damaged", source=source.name) from error
    finally:
        Pillow.MAX_IMAGE_PIXELS = most


def _pages(image: Pillow.Image, source: Source) -> int:
    """Give how many pages an image has; refuse moving pictures and more pages than the limit."""
    pages = getattr(image, "n_frames", 1)
    if image.format == "MPO":  # a photograph with smaller ones for previews
        return 1
    if pages > 1 and image.format != "TIFF":
        raise UnreadableDocument("reading.image_moving", source=source.name)
    if pages > source.limits.pages:
        raise beyond(source, "pages", pages)
    return pages


def _check_size(image: Pillow.Image, source: Source) -> None:
    if (pixels := image.width * image.height) > source.limits.pixels:
        raise beyond(source, "pixels", pixels)


def _decoded(image: Pillow.Image) -> tuple[Image, float]:
    """Give the grey picture of an image of any kind on white paper, and its dots to the inch."""
    upright = ImageOps.exif_transpose(image)
    dpi = _dpi(upright.info.get("dpi"), max(upright.size))
    if upright.mode in ("I", "F") or upright.mode.startswith("I;16"):
        return _in_a_byte(np.asarray(upright, dtype=np.float64)), dpi
    if upright.mode in ("LA", "PA", "RGBA", "La", "RGBa") or "transparency" in upright.info:
        coloured = upright.convert("RGBA")
        paper = Pillow.new("RGBA", coloured.size, (_WHITE, _WHITE, _WHITE, _WHITE))
        upright = Pillow.alpha_composite(paper, coloured)
    return np.asarray(upright.convert("L")), dpi


def _in_a_byte(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Image:
    """Bring values of more than eight bits to 0–255."""
    low, high = float(values.min()), float(values.max())
    return np.round((values - low) / max(high - low, 1.0) * _WHITE).astype(np.uint8)


def _dpi(stated: object, longer: int) -> float:
    """Give the dots to the inch: as stated where that makes a page of a size there is, else those of an A4 page."""
    try:
        dpi = float(stated[0])  # type: ignore[index]
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        dpi = 0.0
    if dpi >= _LEAST_DPI and longer / dpi <= _LONGEST_PAGE:
        return dpi
    return longer / _LONGER_SIDE
