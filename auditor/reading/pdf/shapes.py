"""The objects of a PDF page → its rulings, its pictures, what covers others, and its text objects.

A ruling may be a stroke, a thin filled rectangle, a row of dashes, a thin picture, or one of many pieces of a path.
Boxes are in the page's own points: left, bottom, right, top.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from math import atan2, degrees
from typing import Final, NamedTuple

from auditor.reading.grid import Box
from auditor.reading.pdf import library
from auditor.reading.pdf.frame import Frame
from auditor.reading.rulings import Ruling

_THICKEST: Final = 4.0
"""Points; what is thicker is no ruling but a coloured field."""
_DOT: Final = 2.0
_SLENDER: Final = 3.0
"""A ruling thicker than a dot is at least so many times longer than thick."""
_STRAIGHT: Final = 0.5
"""Points by which the ends of a level or upright line may differ."""
_WHITE: Final = 245
"""A colour that is nowhere darker is not seen on paper."""
_OPAQUE: Final = 128
"""Opacity below which a line is not seen, of 255."""
_RECTANGLE: Final = 5
"""Segments of one rectangle."""
_CURVED: Final = 3
"""Curves that make a filled path the outline of a character that was drawn without a font."""
_UNSEEN_MODES: Final = (3, 7)
"""Ways to draw text that draw nothing: invisible, and for clipping only."""
_DEEPEST: Final = 12
"""Forms within forms that are followed."""
_AS_IT_IS: Final = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_Matrix = tuple[float, ...]
_Colour = tuple[int, ...]


class TooManyObjects(Exception):
    """A page has more objects than the limit; ``count`` were found when the walk ended."""

    def __init__(self, count: int) -> None:
        """Keep the count."""
        super().__init__(count)
        self.count = count


class Text(NamedTuple):
    """A text object: its handle, its place in the order of drawing, the angle of its baseline, its paint.

    ``drawn`` is False where it is drawn by no paint at all; ``darkness`` is 255 for black.
    """

    handle: int
    order: int
    angle: int
    darkness: int
    drawn: bool
    matrix: _Matrix

    @property
    def box(self) -> Box:
        """Where it stands on the page."""
        return _moved(library.bounds(self.handle), self.matrix)


class Field(NamedTuple):
    """What covers all that was drawn before it: its place in the order of drawing, its box, and its darkness."""

    order: int
    box: Box
    darkness: int


@dataclass(slots=True)
class Shapes:
    """What was found on a page; ``outlines`` counts characters drawn as mere shapes."""

    level: list[tuple[float, float, float]] = field(default_factory=list)
    upright: list[tuple[float, float, float]] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    covers: list[Field] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    outlines: int = 0

    def rulings(self, frame: Frame) -> tuple[list[Ruling], list[Ruling]]:
        """Give the level and the upright rulings as the page is read."""
        if not frame.turn:
            x, y = frame.left, frame.top
            level = [Ruling(y - at, start - x, end - x) for at, start, end in self.level]
            return level, [Ruling(at - x, y - end, y - start) for at, start, end in self.upright]
        found: tuple[list[Ruling], list[Ruling]] = ([], [])
        for at, start, end in self.level:
            left, top, right, bottom = frame.box(start, at, end, at)
            found[frame.turn % 2].append(Ruling(left, top, bottom) if frame.turn % 2 else Ruling(top, left, right))
        for at, start, end in self.upright:
            left, top, right, bottom = frame.box(at, start, at, end)
            found[1 - frame.turn % 2].append(Ruling(top, left, right) if frame.turn % 2 else Ruling(left, top, bottom))
        return found

    def add_line(self, box: Box) -> bool:
        """Take a box as a ruling if it is thin enough; a dot may belong to a level line or to an upright one."""
        left, bottom, right, top = box
        width, height = right - left, top - bottom
        if max(width, height) <= _DOT:
            self.level.append(((bottom + top) / 2, left, right))
            self.upright.append(((left + right) / 2, bottom, top))
        elif height <= _THICKEST and width >= height * _SLENDER:
            self.level.append(((bottom + top) / 2, left, right))
        elif width <= _THICKEST and height >= width * _SLENDER:
            self.upright.append(((left + right) / 2, bottom, top))
        else:
            return False
        return True


def shapes_of(page: int, limit: int) -> Shapes:
    """Walk over the objects of a page; raises `TooManyObjects` when they (and the pieces of paths) are too many."""
    shapes = Shapes()
    _Walk(shapes, limit).over((library.object_of(page, at) for at in range(library.count_objects(page))), _AS_IT_IS, 0)
    return shapes


class _Walk:
    """The walk over the objects of a page and of the forms on it."""

    def __init__(self, shapes: Shapes, limit: int) -> None:
        self._shapes = shapes
        self._limit = limit
        self._count = 0

    def over(self, handles: Iterable[int], matrix: _Matrix, depth: int) -> None:
        """Take objects in the order in which they are drawn."""
        for handle in handles:
            self._step()
            kind = library.type_of(handle)
            if kind == library.PATH:
                self._path(handle, matrix)
            elif kind == library.TEXT:
                self._text(handle, matrix)
            elif kind == library.IMAGE:
                self._image(_moved(library.bounds(handle), matrix), seen_through=library.is_transparent(handle))
            elif kind == library.FORM and depth < _DEEPEST:
                inner = (library.form_object_of(handle, at) for at in range(library.count_form_objects(handle)))
                self.over(inner, _times(library.matrix(handle), matrix), depth + 1)

    def _step(self) -> None:
        self._count += 1
        if self._count > self._limit:
            raise TooManyObjects(self._count)

    def _text(self, handle: int, matrix: _Matrix) -> None:
        mode, colour = library.render_mode(handle), library.fill_colour(handle)
        across, up = _times(library.matrix(handle), matrix)[:2]
        angle = 0 if up == 0 and across > 0 else round(degrees(atan2(up, across)) / 90) * 90 % 360
        drawn = mode not in _UNSEEN_MODES
        self._shapes.texts.append(Text(handle, self._count, angle, _darkness(colour), drawn, matrix))

    def _image(self, box: Box, *, seen_through: bool) -> None:
        if self._shapes.add_line(box):
            return
        self._shapes.pictures.append(box)
        if not seen_through:
            self._shapes.covers.append(Field(self._count, box, 128))

    def _path(self, handle: int, matrix: _Matrix) -> None:
        filled, stroked = library.draw_mode(handle)
        if not filled and not stroked:
            return
        box = _moved(library.bounds(handle), matrix)
        fill = library.fill_colour(handle) if filled else ()
        stroke = library.stroke_colour(handle) if stroked else ()
        is_seen = _is_seen(fill) or _is_seen(stroke)
        if is_seen and self._shapes.add_line(box):
            return
        pieces = library.count_segments(handle)
        if is_seen and (stroked or pieces > _RECTANGLE):
            self._pieces(handle, matrix, by_stroke=_is_seen(stroke))
        if filled and pieces <= _RECTANGLE and not library.is_transparent(handle):
            self._shapes.covers.append(Field(self._count, box, _darkness(fill)))

    def _pieces(self, handle: int, matrix: _Matrix, *, by_stroke: bool) -> None:
        """Take the straight strokes of a path, or the thin ones among the pieces that it fills."""
        curves = 0
        for points, curved in self._outlines(handle, _times(library.matrix(handle), matrix)):
            curves += curved
            if by_stroke:
                for (x0, y0), (x1, y1) in pairwise(points):
                    if min(abs(x1 - x0), abs(y1 - y0)) <= _STRAIGHT:
                        self._shapes.add_line((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
            elif not curved:
                xs, ys = zip(*points, strict=True)
                self._shapes.add_line((min(xs), min(ys), max(xs), max(ys)))
        self._shapes.outlines += not by_stroke and curves >= _CURVED

    def _outlines(self, handle: int, matrix: _Matrix) -> Iterator[tuple[list[tuple[float, float]], int]]:
        """Give the points of each piece of a path, and how many curves it has."""
        points: list[tuple[float, float]] = []
        curves = 0
        for at in range(library.count_segments(handle)):
            self._step()
            segment = library.segment_of(handle, at)
            kind = library.segment_type(segment)
            if kind == library.MOVE and points:
                yield points, curves
                points, curves = [], 0
            curves += kind == library.CURVE
            points.append(_point(library.segment_point(segment), matrix))
            if library.segment_closes(segment):
                points.append(points[0])
        if points:
            yield points, curves


def _is_seen(colour: _Colour) -> bool:
    return bool(colour) and min(colour[:3]) < _WHITE and colour[3] >= _OPAQUE


def _darkness(colour: _Colour) -> int:
    """Give how dark a colour is on white paper."""
    return (255 - sum(colour[:3]) // 3) * colour[3] // 255


def _times(matrix: _Matrix, outer: _Matrix) -> _Matrix:
    """Give the matrix that does first the one and then the outer one."""
    if outer is _AS_IT_IS:
        return matrix
    a, b, c, d, e, f = matrix
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _point(point: tuple[float, float], matrix: _Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + c * y + e, b * x + d * y + f


def _moved(box: Box, matrix: _Matrix) -> Box:
    """Give a box of a form on the page that shows it."""
    if matrix is _AS_IT_IS:
        return box
    (x0, y0), (x1, y1) = _point(box[:2], matrix), _point(box[2:], matrix)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
