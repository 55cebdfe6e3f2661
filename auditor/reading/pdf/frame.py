"""How a PDF page lies before its reader: the page's own points, y upwards, → points from the upper left corner."""

from collections.abc import Iterable
from typing import NamedTuple

from auditor.reading.grid import Box


class Frame(NamedTuple):
    """The visible part of a page in its own points, and by how many quarter turns clockwise it is turned to be read."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page as it is read."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turn % 2 else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Give a point as it is read."""
        if self.turn == 0:
            return x - self.left, self.top - y
        if self.turn == 1:
            return y - self.bottom, x - self.left
        if self.turn == 2:  # noqa: PLR2004 a half turn
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def boxes(self, boxes: Iterable[Box]) -> list[Box]:
        """Give boxes (left, bottom, right, top) as they are read."""
        if self.turn:
            return [self.box(*box) for box in boxes]
        x, y = self.left, self.top
        return [(left - x, y - top, right - x, y - bottom) for left, bottom, right, top in boxes]

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Give a box as it is read."""
        x0, y0 = self.point(left, bottom)
        x1, y1 = self.point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
