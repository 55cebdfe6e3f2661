"""Straightening a page: its long rulings are made level and upright, whether it was laid crooked or photographed aslant.

The rulings are found twice: roughly, for the turn of the page, and then, on the turned page, as long runs of ink. A
straight line is fitted to each by least squares; where the level ones meet, and where the upright ones do (far off the
page, or nowhere), tells the one projection that makes all of them straight.
"""

from typing import Any, Final, NamedTuple

import cv2
import numpy as np

from auditor.reading.scanning.ink import Image, ink, level_runs

Matrix = np.ndarray[Any, Any]

_COARSE_SIDE: Final = 800
"""Longer side, in pixels, of the small copy on which the turn of the page is sought."""
_MOST_TURN: Final = 12.0
"""Degrees; a page laid more crookedly than this is not straightened."""
_TURN_STEP: Final = 0.5
_LONG: Final = 1 / 12
"""Least length of a ruling that counts here, as a share of the page's width."""
_LEAST_RULINGS: Final = 4
"""With fewer rulings of a direction, their mean direction is taken and no slant is looked for."""
_MOST_OFF: Final = 2.5
"""Pixels by which a ruling may miss the point that the others run to."""
_MOST_SLANT: Final = 0.35
"""Most that opposite edges of a photographed page may differ in size; beyond it the projection found is a mistake."""


class Straight(NamedTuple):
    """A straightened page, and the projection that takes its points back to the page as it came."""

    image: Image
    back: Matrix


def straighten(image: Image) -> Straight:
    """Straighten a grey page; one without long rulings is left as it is."""
    turned = _turn(image, _coarse_angle(image))
    fine = _projection(_segments(turned.image), turned.image.shape[1], turned.image.shape[0])
    if fine is None:
        return turned
    height, width = image.shape
    straight = cv2.warpPerspective(
        turned.image, fine, (width, height), flags=cv2.INTER_LINEAR, borderValue=_paper(turned.image)
    )
    return Straight(straight, turned.back @ np.linalg.inv(fine))


def _paper(image: Image) -> int:
    """Give the grey of the paper, which fills what a straightened page lacks at its edges."""
    return int(np.median(image))


def _turn(image: Image, degrees: float) -> Straight:
    if not degrees:
        return Straight(image, np.eye(3))
    height, width = image.shape
    matrix = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0), [0, 0, 1]])
    turned = cv2.warpAffine(image, matrix[:2], (width, height), flags=cv2.INTER_LINEAR, borderValue=_paper(image))
    return Straight(turned, np.linalg.inv(matrix))


def _coarse_angle(image: Image) -> float:
    """Give the turn, in degrees, that gathers the ink of a small copy in the fewest rows; 0 where hardly any is needed."""
    height, width = image.shape
    scale = min(1.0, _COARSE_SIDE / max(height, width))
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    dark = ink(small)
    centre = (small.shape[1] / 2, small.shape[0] / 2)
    angles = np.arange(-_MOST_TURN, _MOST_TURN + _TURN_STEP / 2, _TURN_STEP)

    def gathered(degrees: float) -> float:
        turned = cv2.warpAffine(dark, cv2.getRotationMatrix2D(centre, degrees, 1.0), dark.shape[::-1])
        rows = turned.sum(axis=1, dtype=np.int64) / 255
        return float((np.diff(rows) ** 2).sum())

    best = max(angles, key=lambda degrees: (gathered(float(degrees)), -abs(degrees)))
    return float(best) if abs(best) > _TURN_STEP else 0.0


def _segments(image: Image) -> tuple[Matrix, Matrix]:
    """Give the level and the upright long rulings of a page that is nearly straight, as rows (x0, y0, x1, y1)."""
    dark = ink(image)
    least = int(image.shape[1] * _LONG)
    upright = _fitted(level_runs(np.ascontiguousarray(dark.T)), least)
    return _fitted(level_runs(dark), least), upright[:, [1, 0, 3, 2]]


def _fitted(runs: Image, least: int) -> Matrix:
    """Fit a line to each connected run of ink that is long enough."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    found = []
    for label in range(1, count):
        left, top, width, height, _area = stats[label]
        if width < least or height > width / 4:
            continue
        ys, xs = np.nonzero(labels[top : top + height, left : left + width] == label)
        slope, offset = np.polyfit(xs, ys, 1)
        found.append((left, top + offset, left + width, top + offset + slope * width))
    return np.array(found, dtype=np.float64).reshape(-1, 4)


def _projection(segments: tuple[Matrix, Matrix], width: int, height: int) -> Matrix | None:
    """Give the projection of the page that makes the rulings level and upright; None where there are too few."""
    level, upright = segments
    if not len(level):
        return None
    size = max(width, height) / 2
    to_unit = np.array([[1 / size, 0, -width / 2 / size], [0, 1 / size, -height / 2 / size], [0, 0, 1]])
    along = _meeting(level, to_unit, size)
    across = (
        _meeting(upright, to_unit, size) if len(upright) >= _LEAST_RULINGS else np.array([-along[1], along[0], 0.0])
    )
    unit = _rectified(along, across)
    if unit is None:
        return None
    return np.asarray(np.linalg.inv(to_unit) @ unit @ to_unit)


def _meeting(segments: Matrix, to_unit: Matrix, size: float) -> Matrix:
    """Give the point (homogeneous, at infinity for parallels) where lines meet, by least squares over those that agree."""
    if len(segments) < _LEAST_RULINGS:
        right, down = (segments[:, 2:] - segments[:, :2]).sum(axis=0)
        return np.array([right, down, 0.0])
    ends = np.concatenate([segments.reshape(-1, 2, 2), np.ones((len(segments), 2, 1))], axis=2) @ to_unit.T
    lines = np.cross(ends[:, 0], ends[:, 1])
    lines /= np.linalg.norm(lines[:, :2], axis=1, keepdims=True)
    weights = np.linalg.norm(ends[:, 1, :2] - ends[:, 0, :2], axis=1)
    kept = np.ones(len(lines), dtype=bool)
    for _ in range(3):
        point = np.linalg.svd(lines[kept] * weights[kept, None])[2][-1]
        middles = ends.mean(axis=1)
        off = _missed(lines, middles, point) * weights * size / 2
        close = off <= max(_MOST_OFF, float(np.median(off)) * 2)
        if close.sum() < _LEAST_RULINGS or (close == kept).all():
            break
        kept = close
    return np.asarray(point)


def _missed(lines: Matrix, middles: Matrix, point: Matrix) -> Matrix:
    """Give, for each line, the sine of the angle between it and the line from its middle to the point."""
    towards = np.cross(middles, point)
    towards /= np.maximum(np.linalg.norm(towards[:, :2], axis=1, keepdims=True), 1e-12)
    return np.asarray(np.abs(lines[:, 0] * towards[:, 1] - lines[:, 1] * towards[:, 0]))


def _rectified(along: Matrix, across: Matrix) -> Matrix | None:
    """Give the projection, in unit coordinates, that sends the two meeting points to the right and straight down."""
    horizon = np.cross(along, across)
    if not abs(horizon[2]) or np.abs(horizon[:2] / horizon[2]).max() > _MOST_SLANT:
        return None
    project = np.array([[1, 0, 0], [0, 1, 0], [horizon[0] / horizon[2], horizon[1] / horizon[2], 1.0]])
    right, down = (project @ along)[:2], (project @ across)[:2]
    right, down = right / np.linalg.norm(right), down / np.linalg.norm(down)
    right, down = right * np.sign(right[0]), down * np.sign(down[1])
    turn = np.eye(3)
    turn[:2, :2] = np.linalg.inv(np.column_stack([right, down]))
    return np.asarray(turn @ project)
