"""Ruling lines of one page → grids of merged cells; whether they were drawn in a PDF or found in a scan.

Coordinates are points from the page's upper left corner, x to the right, y downwards.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import Final, NamedTuple

from auditor.reading.areas import Area, Walls, areas_between
from auditor.reading.grid import Box
from auditor.reading.order import in_reading_order

TOLERANCE: Final = 2.0
"""Points by which lines may miss each other and still be meant to meet: the two lines of a double border, a corner."""
_DASH: Final = 6.0
"""A shorter piece is a dash or a dot, whose neighbours may stand farther off."""
_DASH_GAP: Final = 4.0
_SHORTEST: Final = 5.0
"""A line that is shorter when all its pieces are joined rules nothing."""
_OVERHANG: Final = 4.0
"""Lines that run on farther than this past the outermost crossing line belong to cells that nobody closed."""
_COVERED: Final = 0.6
"""A cell's edge is there when this share of it is drawn."""


class Ruling(NamedTuple):
    """A straight piece of a line: ``at`` is the y of a level one or the x of an upright; it runs from start to end."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Grid:
    """One table's cells: ``xs`` and ``ys`` are its lines, ``areas`` in reading order cover each place exactly once.

    ``owners[row][column]`` is the number of the area that covers a place.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    areas: tuple[Area, ...]
    owners: tuple[tuple[int, ...], ...]

    @property
    def box(self) -> Box:
        """The outline of the table."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def box_of(self, area: Area) -> Box:
        """Give the outline of a cell."""
        top, bottom = self.ys[area.row], self.ys[area.row + area.down]
        return self.xs[area.column], top, self.xs[area.column + area.across], bottom

    def find(self, x: float, y: float) -> int | None:
        """Give the number of the area at a point, None outside the table."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1:
            return self.owners[row][column]
        return None


def grids(level: Iterable[Ruling], upright: Iterable[Ruling]) -> list[Grid]:
    """Give the tables that these lines draw, in reading order.

    Lines that meet belong to one table. A level line without an upright, or the reverse, draws none, save uprights of
    one height (a page that lies within one row of a long table). A side that is open, such as the foot of a page in
    the middle of a row, is closed where its lines end.
    """
    found = [_grid(levels, uprights) for levels, uprights in _tables(joined(level), sorted(joined(upright)))]
    return in_reading_order([grid for grid in found if grid is not None], lambda grid: grid.box)


def _tables(levels: list[Ruling], uprights: list[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Part the lines into tables: those that meet, and uprights alone of one height."""
    group = list(range(len(levels) + len(uprights)))

    def root(member: int) -> int:
        while group[member] != member:
            group[member] = member = group[group[member]]
        return member

    places = [line.at for line in uprights]
    for number, line in enumerate(levels):
        first, last = bisect_left(places, line.start - TOLERANCE), bisect_right(places, line.end + TOLERANCE)
        for other, upright in enumerate(uprights[first:last], len(levels) + first):
            if upright.start - TOLERANCE <= line.at <= upright.end + TOLERANCE:
                group[root(number)] = root(other)
    tables: dict[int, tuple[list[Ruling], list[Ruling]]] = defaultdict(lambda: ([], []))
    for number, line in enumerate(levels):
        tables[root(number)][0].append(line)
    alone: list[Ruling] = []
    for other, upright in enumerate(uprights, len(levels)):
        (tables[root(other)][1] if root(other) in tables else alone).append(upright)
    left = [line for line in alone if not _is_side_of(line, list(tables.values()))]
    return [*tables.values(), *(([], uprights) for uprights in _of_one_height(left))]


def _is_side_of(upright: Ruling, tables: Sequence[tuple[list[Ruling], list[Ruling]]]) -> bool:
    """Make an upright that meets no line the side of the nearest table of its height, if there is one.

    Such a column is open above and below: a merged cell that begins on a page before and ends on a page after.
    """
    beside = [
        (min(abs(line.at - upright.at) for line in uprights), number)
        for number, (levels, uprights) in enumerate(tables)
        if len(uprights) > 1 and _is_of_height(upright, levels, uprights)
    ]
    if beside:
        tables[min(beside)[1]][1].append(upright)
    return bool(beside)


def _is_of_height(upright: Ruling, levels: Sequence[Ruling], uprights: Sequence[Ruling]) -> bool:
    top = min(*(line.at for line in levels), *(line.start for line in uprights))
    bottom = max(*(line.at for line in levels), *(line.end for line in uprights))
    return max(abs(upright.start - top), abs(upright.end - bottom)) <= TOLERANCE


def _of_one_height(uprights: Iterable[Ruling]) -> Iterator[list[Ruling]]:
    """Part uprights into those that begin and end together."""
    together: list[Ruling] = []
    for line in sorted(uprights, key=lambda line: (round(line.start / TOLERANCE), line.end)):
        if together and max(abs(line.start - together[0].start), abs(line.end - together[0].end)) > TOLERANCE:
            yield together
            together = []
        together.append(line)
    if together:
        yield together


def joined(pieces: Iterable[Ruling]) -> list[Ruling]:
    """Join the pieces of each line: borders drawn cell by cell, dashes, the two lines of a double border."""
    lines: list[Ruling] = []
    for beside in _beside(pieces):
        at = sum(piece.at for piece in beside) / len(beside)
        beside.sort(key=lambda piece: (piece.start, piece.end))
        start, end, last = beside[0].start, beside[0].end, beside[0].end - beside[0].start
        for piece in beside[1:]:
            length = piece.end - piece.start
            if piece.start - end <= (_DASH_GAP if length < _DASH and last < _DASH else TOLERANCE):
                end = max(end, piece.end)
            else:
                lines.append(Ruling(at, start, end))
                start, end = piece.start, piece.end
            last = length
        lines.append(Ruling(at, start, end))
    return [line for line in lines if line.end - line.start >= _SHORTEST]


def _beside(pieces: Iterable[Ruling]) -> Iterator[list[Ruling]]:
    """Give the pieces that lie on one line, give or take the tolerance."""
    beside: list[Ruling] = []
    for piece in sorted(pieces):
        if beside and (piece.at - beside[-1].at > TOLERANCE or piece.at - beside[0].at > 2 * TOLERANCE):
            yield beside
            beside = []
        beside.append(piece)
    if beside:
        yield beside


def _grid(levels: list[Ruling], uprights: list[Ruling]) -> Grid | None:
    """Make one table of the lines that meet; None when they enclose nothing."""
    levels = _closed(levels, uprights)
    uprights = _closed(uprights, levels)
    ys = tuple(sorted({line.at for line in levels}))
    xs = tuple(sorted({line.at for line in uprights}))
    if min(len(xs), len(ys)) <= 1:
        return None
    below, beside = _walls(levels, ys, xs), _walls(uprights, xs, ys)
    return _without_idle_lines(xs, ys, list(areas_between(below, beside)))


def _closed(lines: list[Ruling], crossing: Sequence[Ruling]) -> list[Ruling]:
    """Close the sides on which two or more crossing lines run on past the outermost of these lines."""
    first = min((line.at for line in lines), default=inf)
    last = max((line.at for line in lines), default=-inf)
    before = [line for line in crossing if line.start < first - _OVERHANG]
    after = [line for line in crossing if line.end > last + _OVERHANG]
    closing = list(lines)
    if len(before) > 1:
        closing.append(_closing(min(line.start for line in before), before))
    if len(after) > 1:
        closing.append(_closing(max(line.end for line in after), after))
    return closing


def _closing(at: float, overhanging: Sequence[Ruling]) -> Ruling:
    return Ruling(at, min(line.at for line in overhanging), max(line.at for line in overhanging))


def _walls(lines: Sequence[Ruling], places: Sequence[float], across: Sequence[float]) -> Walls:
    """Tell for each line's place which edges between the crossing lines are drawn; the outermost always are."""
    number = {at: index for index, at in enumerate(places)}
    drawn = [[0.0] * (len(across) - 1) for _ in places]
    for line in lines:
        lengths = drawn[number[line.at]]
        first, last = bisect_right(across, line.start) - 1, bisect_left(across, line.end)
        for index in range(max(0, first), min(len(lengths), last)):
            lengths[index] += min(line.end, across[index + 1]) - max(line.start, across[index])
    needed = [(after - before) * _COVERED for before, after in pairwise(across)]
    walls = [[length >= least for length, least in zip(lengths, needed, strict=True)] for lengths in drawn]
    walls[0] = walls[-1] = [True] * len(needed)
    return walls


def _without_idle_lines(xs: Sequence[float], ys: Sequence[float], areas: list[Area]) -> Grid:
    """Make the grid, leaving out lines at which no cell begins: underlines, rulings that end within a cell."""
    rows = {row: number for number, row in enumerate(sorted({area.row for area in areas}))}
    columns = {column: number for number, column in enumerate(sorted({area.column for area in areas}))}
    rows[len(ys) - 1], columns[len(xs) - 1] = len(rows), len(columns)
    kept = sorted(
        Area(
            rows[row], columns[column], rows[row + down] - rows[row], columns[column + across] - columns[column], sound
        )
        for row, column, down, across, sound in areas
    )
    owners = [[-1] * (len(columns) - 1) for _ in range(len(rows) - 1)]
    for number, area in enumerate(kept):
        for at in range(area.row, area.row + area.down):
            owners[at][area.column : area.column + area.across] = [number] * area.across
    return Grid(
        tuple(xs[column] for column in sorted(columns)),
        tuple(ys[row] for row in sorted(rows)),
        tuple(kept),
        tuple(map(tuple, owners)),
    )
