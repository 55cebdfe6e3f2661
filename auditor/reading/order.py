"""The order in which the parts of a page are read: from top to bottom, what stands side by side from left to right."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from auditor.reading.grid import Box

_T = TypeVar("_T")


def in_reading_order(parts: Iterable[_T], box_of: Callable[[_T], Box]) -> list[_T]:
    """Sort the parts of a page: bands that no part crosses one below another, in each its columns one by one."""
    ordered: list[_T] = []
    for band in _strips(list(parts), box_of, 1):
        columns = list(_strips(band, box_of, 0))
        if len(columns) == 1:  # neither beside nor below each other: one within the other, or a slanting overlap
            ordered += sorted(band, key=lambda part: (box_of(part)[1], box_of(part)[0]))
            continue
        for column in columns:
            ordered += in_reading_order(column, box_of)
    return ordered


def _strips(parts: list[_T], box_of: Callable[[_T], Box], axis: int) -> Iterator[list[_T]]:
    """Part what overlaps along an axis (0: x, 1: y) from what does not."""
    strip: list[_T] = []
    reach = 0.0
    for part in sorted(parts, key=lambda part: box_of(part)[axis]):
        box = box_of(part)
        if strip and box[axis] >= reach:
            yield strip
            strip = []
        reach = max(reach, box[axis + 2]) if strip else box[axis + 2]
        strip.append(part)
    if strip:
        yield strip
