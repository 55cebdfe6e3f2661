"""What stands on the pages of a document that has pages: tables with the text of their cells, and lines outside them.

The readers of PDF and of scans make a `Page` of each page; `reading.flow` makes rows of them.
"""

from collections.abc import Mapping
from math import inf
from typing import NamedTuple

from auditor.reading.grid import Box, Note
from auditor.reading.rulings import Grid


class Written(NamedTuple):
    """What a cell says, never blank: its text, lines that were only wrapped being joined.

    ``doubt`` is as in `reading.grid.Cell`. ``runs_on``: its last line is full, so that text overleaf may go on with it;
    ``room`` tells how many characters more that line would hold. ``middle`` is the height on the page of the middle of the
    text.
    """

    text: str
    doubt: str | None = None
    runs_on: bool = False
    middle: float | None = None
    room: float = inf


class Table(NamedTuple):
    """A table, or the part of it that stands on the page: ``cells`` has what is not blank, by the number of its area."""

    grid: Grid
    cells: Mapping[int, Written]

    @property
    def box(self) -> Box:
        """The outline of the table."""
        return self.grid.box


class Line(NamedTuple):
    """A line outside any table."""

    text: str
    box: Box
    doubt: str | None = None


class Aligned(NamedTuple):
    """Lines whose parts stand apart, in columns that no ruling shows: each row its parts by their 0-based column."""

    rows: tuple[tuple[tuple[int, Line], ...], ...]
    columns: int
    box: Box


Part = Table | Line | Aligned


class Page(NamedTuple):
    """One page: its number (from 1), its height in points, and what stands on it in reading order.

    ``notes`` tell what it holds and was left out. A page that is printed sideways is turned so that it can be read before anything is measured on it.
    """

    number: int
    height: float
    parts: tuple[Part, ...]
    notes: tuple[Note, ...] = ()
