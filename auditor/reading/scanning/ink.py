"""Ink on a grey page: which pixels are dark against the paper around them, and which of them are long runs."""

from typing import Any, Final

import cv2
import numpy as np

Image = np.ndarray[Any, Any]
"""Rows of pixels, each a byte: 0 is black, 255 white (and, of ink, 255 is ink)."""

_NEIGHBOURS: Final = 51
"""Pixels around a pixel whose mean is the paper there; wider than a character of 12 points at 200 dpi is high."""
_DARKER: Final = 25
"""Grey levels by which ink is darker than the paper around it."""
RUN: Final = 40
"""Pixels in a row that make a run; longer than a stroke of a character."""


def ink(image: Image) -> Image:
    """Give the ink of a grey page: 255 where it is dark, else 0."""
    calm = cv2.medianBlur(image, 3)
    mean, dark = cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV
    return np.asarray(cv2.adaptiveThreshold(calm, 255, mean, dark, _NEIGHBOURS, _DARKER))


def level_runs(dark: Image) -> Image:
    """Give the ink that belongs to long level runs; a run may drift by a pixel now and then."""
    thick = cv2.dilate(dark, np.ones((3, 1), np.uint8))
    return np.asarray(cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, RUN), np.uint8)))
