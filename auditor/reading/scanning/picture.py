"""The picture of a page, before anything on it was read."""

from typing import Any, NamedTuple


class Picture(NamedTuple):
    """A grey picture (a numpy array of bytes, rows first) and its dots to the inch."""

    image: Any
    dpi: float
