"""The rulings of a straightened page: long runs of ink that are no strokes of text, and gaps in them looked up again."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import cv2
import numpy as np

from auditor.reading.rulings import Ruling
from auditor.reading.scanning.ink import RUN, Image, ink, level_runs
from auditor.reading.scanning.recognition import Rect

_THICKEST: Final = 14
"""Pixels; of a run that is thicker, because it touches text, only the rows that are dark nearly all along count."""
_SAME_LINE: Final = 5
"""Pixels by which the pieces of one ruling may lie apart."""
_NEAR: Final = 12
"""Pixels by which rulings that meet may miss each other, and by which pieces of one may part."""
_PARTS: Final = 8
"""A gap in a ruling is looked at in so many parts."""
_SEEN: Final = 0.75
"""Share of the parts in which the ruling must be seen."""
_FAINTER: Final = 0.4
"""A ruling that is looked up may be so much fainter than its other pieces."""
_BESIDE: Final = 7
"""Pixels above and below a ruling that are looked at with it."""
_ALONE: Final = 3 * RUN
"""Pixels; a shorter ruling that meets no other is the stroke of a character."""
_TOUCHED: Final = 0.08
"""Share of the pixels beside a ruling that are ink where it is really a stroke of text."""
_DRAWN: Final = 5
"""Pixels that are painted over across a ruling."""


class Rulings(NamedTuple):
    """The level and upright rulings of a page, in pixels."""

    level: list[Ruling]
    upright: list[Ruling]


def find_rulings(image: Image, words: Sequence[Rect]) -> Rulings:
    """Give the rulings of a straightened grey page; ``words`` are the lines of text found on it."""
    dark = ink(image)
    upright = _runs(
        np.ascontiguousarray(dark.T), [Rect(top, left, bottom, right) for left, top, right, bottom in words]
    )
    level = _runs(dark, words)
    upright = [piece for line in _lines(upright) for piece in _joined(line)]
    level = [piece for line in _lines(level) for piece in _completed(image, line, upright, words)]
    level = [piece for piece in level if piece.end - piece.start > _ALONE or _is_held(piece, upright)]
    return Rulings(level, [kept for line in upright if (kept := _trimmed(line, level, words, dark))])


def without(image: Image, rulings: Rulings) -> Image:
    """Give the page with its rulings painted over in the grey of the paper beside them."""
    mask = np.zeros_like(image)
    for at, start, end in rulings.level:
        cv2.line(mask, (round(start), round(at)), (round(end), round(at)), 255, _DRAWN)
    for at, start, end in rulings.upright:
        cv2.line(mask, (round(at), round(start)), (round(at), round(end)), 255, _DRAWN)
    paper = cv2.dilate(cv2.medianBlur(image, 3), np.ones((13, 13), np.uint8))
    return np.where(mask > 0, paper, image)


def _runs(dark: Image, words: Sequence[Rect]) -> list[Ruling]:
    """Give the level runs of ink that do not lie within a line of text."""
    count, labels, stats, centroids = cv2.connectedComponentsWithStats(level_runs(dark), connectivity=8)
    found = []
    for label in range(1, count):
        left, top, width, height, _area = (int(value) for value in stats[label])
        if height <= _THICKEST:
            run = Ruling(float(centroids[label][1]), left, left + width)
        else:
            piece = labels[top : top + height, left : left + width] == label
            rows = np.flatnonzero(piece.sum(axis=1) > width * 0.8)
            if not 0 < len(rows) <= _THICKEST:
                continue
            run = Ruling(top + float(rows.mean()), left, left + width)
        if not any(_is_stroke(run, word) for word in words):
            found.append(run)
    return found


def _is_stroke(run: Ruling, word: Rect) -> bool:
    """Tell whether a level run lies within a line of text: not at its edge, where the ruling of its cell may be."""
    inset = min(word.height, word.width) * 0.15
    return (
        word.top + inset < run.at < word.bottom - inset
        and word.left - _SAME_LINE <= run.start
        and run.end <= word.right + _SAME_LINE
    )


def _lines(rulings: Sequence[Ruling]) -> list[list[Ruling]]:
    """Gather the rulings that lie on one line."""
    lines: list[list[Ruling]] = []
    for ruling in sorted(rulings):
        if lines and ruling.at - lines[-1][0].at <= _SAME_LINE:
            lines[-1].append(ruling)
        else:
            lines.append([ruling])
    return lines


def _joined(line: Sequence[Ruling]) -> list[Ruling]:
    """Join the pieces of a line that touch, or nearly do; they take the place of the line's longer pieces."""
    at = float(np.average([piece.at for piece in line], weights=[piece.end - piece.start for piece in line]))
    joined: list[Ruling] = []
    for piece in sorted(line, key=lambda ruling: ruling.start):
        if joined and piece.start - joined[-1].end <= _NEAR:
            joined[-1] = Ruling(at, joined[-1].start, max(joined[-1].end, piece.end))
        else:
            joined.append(Ruling(at, piece.start, piece.end))
    return joined


def _completed(image: Image, line: Sequence[Ruling], uprights: Sequence[Ruling], words: Sequence[Rect]) -> list[Ruling]:
    """Join the pieces of a level line, and those gaps between uprights where the picture shows it more faintly."""
    pieces = _joined(line)
    at = pieces[0].at
    if not any(piece.end - piece.start > _ALONE or _is_held(piece, uprights) for piece in pieces):
        return pieces
    usual = np.median([_contrast(image, piece, words) for piece in pieces])
    stops = sorted({round(upright.at) for upright in uprights if upright.start - _NEAR <= at <= upright.end + _NEAR})
    for start, end in pairwise(stops):
        gap = Ruling(at, start, end)
        if any(min(piece.end, end) - max(piece.start, start) > (end - start) * 0.9 for piece in pieces):
            continue
        parts = [Ruling(at, *ends) for ends in pairwise(np.linspace(start + 3, end - 3, _PARTS + 1))]
        seen = [_contrast(image, part, words) >= usual * _FAINTER for part in parts]
        if np.mean(seen) >= _SEEN:
            pieces.append(gap)
    return _joined(pieces)


def _contrast(image: Image, ruling: Ruling, words: Sequence[Rect]) -> float:
    """Give by how many grey levels a level ruling is darker than the rows beside it; text on it is passed over."""
    top, bottom = round(ruling.at) - _BESIDE, round(ruling.at) + _BESIDE + 1
    left, right = round(ruling.start), round(ruling.end)
    if top < 0 or bottom > image.shape[0] or right - left < _BESIDE:
        return 0.0
    free = np.ones(right - left, dtype=bool)
    for word in words:
        if word.top < ruling.at < word.bottom:
            free[max(0, word.left - left) : max(0, word.right - left)] = False
    band = image[top:bottom, left:right]
    if free.sum() >= _BESIDE:
        band = band[:, free]
    rows = np.median(band, axis=1) * 0.5 + band.mean(axis=1) * 0.5
    beside = min(rows[:3].max(), rows[-3:].max())
    return float(beside - rows[_BESIDE - 2 : _BESIDE + 3].min())


def _is_held(level: Ruling, uprights: Sequence[Ruling]) -> bool:
    """Tell whether both ends of a level ruling lie on uprights."""
    crossing = [line.at for line in uprights if line.start - _NEAR <= level.at <= line.end + _NEAR]
    return all(any(abs(at - end) <= _NEAR for at in crossing) for end in (level.start, level.end))


def _trimmed(upright: Ruling, level: Sequence[Ruling], words: Sequence[Rect], dark: Image) -> Ruling | None:
    """Give an upright without ends that run on past a level ruling by less than a row, as the strokes of text do.

    None where nothing is left, or where it is strokes of characters over one another all the way.
    """
    crossed = sorted(
        line.at
        for line in level
        if line.start - _NEAR <= upright.at <= line.end + _NEAR
        and upright.start - _NEAR <= line.at <= upright.end + _NEAR
    )
    stops = crossed
    if not crossed or crossed[0] - upright.start > RUN:
        stops = [upright.start, *stops]
    if not crossed or upright.end - crossed[-1] > RUN:
        stops = [*stops, upright.end]
    if not crossed and upright.end - upright.start <= _ALONE:
        return None
    edges = [Ruling(upright.at, start, end) for start, end in pairwise(stops)]
    if all(_is_in_text(edge, words, dark) for edge in edges):
        return None
    return Ruling(upright.at, stops[0], stops[-1])


def _is_in_text(edge: Ruling, words: Sequence[Rect], dark: Image) -> bool:
    """Tell whether a line of text runs across an upright between two levels, and touches it."""
    across = [
        word
        for word in words
        if edge.start < (word.top + word.bottom) / 2 < edge.end
        and word.left + word.height / 4 < edge.at < word.right - word.height / 4
    ]
    if not across:
        return False
    at, top, bottom = round(edge.at), round(edge.start) + _SAME_LINE, round(edge.end) - _SAME_LINE
    beside = [
        dark[top:bottom, at - _BESIDE - 2 : at - _SAME_LINE + 1],
        dark[top:bottom, at + _SAME_LINE : at + _BESIDE + 3],
    ]
    return max(float((side > 0).mean()) if side.size else 0.0 for side in beside) > _TOUCHED
