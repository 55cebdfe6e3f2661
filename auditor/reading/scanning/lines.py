"""Lines of text to be read: what was found on the page, cut at the borders of cells, and the ink that was not found.

A detector of text passes over lone strokes (the 一 of 一级指标, a dash for nothing) and runs over thin rulings into the next
cell; the ink tells where a line really ends and what is left over. No ink in a cell is passed over.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

import cv2
import numpy as np

from auditor.reading.scanning.ink import Image, ink
from auditor.reading.scanning.recognition import Rect

_INSET: Final = 4
"""Pixels beside a ruling in which ink may be the ruling's own."""
_REACH: Final = 1.0
"""A line goes on over a gap of so many of its heights."""
_IN_CELL: Final = 0.25
"""A found line lies in a cell when this much of its height does; shares of the height, too, are the next three."""
_SMALLEST: Final = 0.15
_LEAST_INK: Final = 0.008
_SAME_LINE: Final = 0.5
_DOWNWARDS: Final = 1.3
"""A line so many times higher than wide, and than other lines, is written downwards."""
_SQUARE: Final = 1.05
"""Parts of one character are together no higher than this many times the width of the line."""
_AROUND: Final = 3
"""Pixels of paper left and right of a line."""


class Found(NamedTuple):
    """A line of text: where it stands, in which cell (None outside tables), and whether it is written downwards."""

    rect: Rect
    cell: int | None
    downwards: bool


def lines_of(words: Sequence[Rect], cells: Sequence[Rect], dark: Image) -> list[Found]:
    """Give the lines to be read, cell by cell, each cell's from top to bottom; ``dark`` is the ink without rulings."""
    usual = int(np.median([min(word.height, word.width) for word in words])) if words else _usual_height(cells)
    in_cells: list[list[Rect]] = [[] for _ in cells]
    found = []
    for word in words:
        owners = [number for number, cell in enumerate(cells) if _lies_in(word, cell)]
        if not owners:
            found.append(Found(word, None, downwards=False))
        for number in owners:
            in_cells[number].append(_clipped(word, cells[number]))
    for number, (cell, pieces) in enumerate(zip(cells, in_cells, strict=True)):
        rects = _lines_in(cell, pieces, dark, usual)
        found += [Found(rect, number, downwards=_is_downwards(rect, usual)) for rect in rects]
    return found


def crop(image: Image, line: Found) -> Image:
    """Give the picture of a line with a little paper around it; one written downwards is laid out to the right."""
    rect = line.rect
    left, top = max(0, rect.left - _AROUND), max(0, rect.top - 1)
    picture = image[top : rect.bottom + 1, left : rect.right + _AROUND]
    return _laid_out(picture) if line.downwards else picture


def _is_downwards(rect: Rect, usual: int) -> bool:
    return rect.height > _DOWNWARDS * max(rect.width, usual)


def _usual_height(cells: Sequence[Rect]) -> int:
    return min((cell.height for cell in cells), default=1)


def _lies_in(word: Rect, cell: Rect) -> bool:
    across = min(word.right, cell.right) - max(word.left, cell.left)
    down = min(word.bottom, cell.bottom) - max(word.top, cell.top)
    least = min(word.height, word.width)
    return across >= _IN_CELL * least and down >= 0.6 * min(word.height, cell.height)


def _clipped(word: Rect, cell: Rect) -> Rect:
    return Rect(
        max(word.left, cell.left + 1),
        max(word.top, cell.top - 1),
        min(word.right, cell.right - 1),
        min(word.bottom, cell.bottom + 1),
    )


def _lines_in(cell: Rect, pieces: Sequence[Rect], dark: Image, usual: int) -> list[Rect]:
    """Give the lines of one cell: the pieces found in it grown over the ink beside them, and the ink left over."""
    inner = Rect(cell.left + _INSET, cell.top + _INSET, cell.right - _INSET, cell.bottom - _INSET)
    if inner.width <= 0 or inner.height <= 0:
        return list(pieces)
    grown = [piece if _is_downwards(piece, usual) else _grown(piece, inner, dark) for piece in pieces]
    return _merged([*grown, *_left_over(inner, grown, dark, usual)])


def _grown(piece: Rect, inner: Rect, dark: Image) -> Rect:
    """Widen a line over ink at its sides that stands no farther off than its height."""
    inset = piece.height // 6
    band = dark[piece.top + inset : piece.bottom - inset, inner.left : inner.right]
    inked = inner.left + np.flatnonzero(band.any(axis=0)) if band.size else np.empty(0, int)
    reach = piece.height * _REACH
    left, right = piece.left, piece.right
    for column in inked[inked < piece.left][::-1]:
        if left - column > reach:
            break
        left = int(column)
    for column in inked[inked >= piece.right]:
        if column - right > reach:
            break
        right = int(column) + 1
    return Rect(left, piece.top, right, piece.bottom)


def _left_over(inner: Rect, pieces: Iterable[Rect], dark: Image, usual: int) -> Iterator[Rect]:
    """Give the places of ink in a cell that no line covers, specks apart."""
    rest = dark[inner.top : inner.bottom, inner.left : inner.right].copy()
    for piece in pieces:
        top, left = max(0, piece.top - inner.top), max(0, piece.left - inner.left)
        rest[top : max(0, piece.bottom - inner.top), left : max(0, piece.right - inner.left)] = 0
    if not rest.any():
        return
    thick = cv2.dilate(rest, np.ones((3, max(3, usual // 2)), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(thick)
    for label in range(1, count):
        ys, xs = np.nonzero((labels == label) & (rest > 0))
        width, height = np.ptp(xs) + 1, np.ptp(ys) + 1
        if max(width, height) < _SMALLEST * usual or len(xs) < _LEAST_INK * usual**2 or stats[label][4] == 0:
            continue
        middle = inner.top + (int(ys.min()) + int(ys.max())) // 2
        half = max(int(height) // 2 + 3, usual // 2)
        yield Rect(
            inner.left + int(xs.min()) - 2,
            max(inner.top, middle - half),
            inner.left + int(xs.max()) + 3,
            min(inner.bottom, middle + half),
        )


def _merged(pieces: Sequence[Rect]) -> list[Rect]:
    """Join pieces of one line that overlap or stand near each other; lines from the top, their parts from the left."""
    rows: list[list[Rect]] = []
    for piece in sorted(pieces, key=lambda rect: rect.top + rect.bottom):
        if rows and _overlap(rows[-1][-1], piece) > _SAME_LINE * min(rows[-1][-1].height, piece.height):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    merged: list[Rect] = []
    for row in rows:
        begun = len(merged)
        for piece in sorted(row):
            last = merged[-1] if len(merged) > begun else None
            if last is not None and piece.left - last.right <= _REACH * max(last.height, piece.height):
                merged[-1] = Rect(
                    last.left, min(last.top, piece.top), max(last.right, piece.right), max(last.bottom, piece.bottom)
                )
            else:
                merged.append(piece)
    return merged


def _overlap(first: Rect, second: Rect) -> int:
    return min(first.bottom, second.bottom) - max(first.top, second.top)


def _laid_out(picture: Image) -> Image:
    """Put the characters of a line written downwards side by side."""
    dark = ink(picture) > 0
    columns = np.flatnonzero(dark.any(axis=0))
    if not len(columns):
        return picture
    paper = int(np.median(picture))
    left, right = int(columns[0]), int(columns[-1]) + 1
    glyphs = [picture[top:bottom, left:right] for top, bottom in _parts(dark, (right - left) * _SQUARE)]
    side = max(max(glyph.shape) for glyph in glyphs) + _AROUND
    frames = []
    for glyph in glyphs:
        down, across = side - glyph.shape[0], side - glyph.shape[1]
        around = (down // 2, down - down // 2, across // 2, across - across // 2)
        frames.append(cv2.copyMakeBorder(glyph, *around, cv2.BORDER_CONSTANT, value=paper))
    return np.hstack(frames)


def _parts(dark: np.ndarray[Any, np.dtype[np.bool_]], most: float) -> list[tuple[int, int]]:
    """Give the first and last rows of the characters of a line written downwards; none is higher than ``most``."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], dark.any(axis=1), [False]]).astype(np.int8)))
    parts: list[tuple[int, int]] = []
    for top, bottom in edges.reshape(-1, 2).tolist():
        if parts and bottom - parts[-1][0] <= most:
            parts[-1] = (parts[-1][0], bottom)
        else:
            parts.append((top, bottom))
    return parts
