"""A sheet → rows of the grid: merged cells stand once, hidden ones are in doubt, forms side by side come one by one.

Tables stand side by side where blank columns part them and the same labels occur on both sides. A blank column alone
parts nothing: many forms leave columns between a label and its value. Where only some rows of a sheet are parted so, the
sheet is first cut at its blank rows.
"""

from bisect import bisect_right, insort
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from auditor.reading.grid import Cell, Row
from auditor.reading.source import Source
from auditor.reading.spreadsheets.workbook import Range, Sheet, SheetCell, column_letters

HIDDEN_SHEET: Final = "hidden_sheet"
HIDDEN_ROW: Final = "hidden_row"
HIDDEN_COLUMN: Final = "hidden_column"
_SHARED_LABELS: Final = 5
"""Labels that two tables side by side have both; the two column sets of one indicator table share three or four."""


_TWO: Final = 2
_BEYOND: Final = 1 << 30
"""To the right of any column."""


class Placed(NamedTuple):
    """A cell that is seen, with the columns and rows it spans."""

    cell: SheetCell
    across: int
    down: int

    @property
    def last(self) -> int:
        """Its last column."""
        return self.cell.column + self.across - 1


Line = list[Placed]
"""The cells of one row, from left to right."""


class _Edge(NamedTuple):
    """Columns ``blank`` up to ``left`` (excluded) hold nothing; in ``left`` the next table begins."""

    blank: int
    left: int

    def is_crossed_by(self, placed: Placed) -> bool:
        """Tell whether a cell lies in the blank columns or across them."""
        return placed.cell.column < self.left and placed.last >= self.blank


class _Cut(NamedTuple):
    """Lines ``start`` to ``end`` (excluded) stand in tables side by side that these edges part; without any, in one."""

    start: int
    end: int
    edges: tuple[_Edge, ...]

    def is_crossed_by(self, line: Line) -> bool:
        """Tell whether a line keeps to none of the tables."""
        return any(edge.is_crossed_by(placed) for edge in self.edges for placed in line)


def rows_of(sheet: Sheet, source: Source) -> Iterator[Row]:
    """Give the rows of a sheet that are not blank, table after table, each with what stands before it and is not read."""
    lines = list(_lines(sheet))
    notes = sorted(sheet.notes, reverse=True)
    for cut in _cuts(lines, source.is_known):
        for row in _rows(lines[cut.start : cut.end], cut, sheet):
            told = []
            while notes and notes[-1][0] <= (row.line or 0):
                told.append(notes.pop()[1])
            yield row._replace(notes=tuple(told)) if told else row


def seen(sheet: Sheet) -> Iterator[Placed]:
    """Give the cells that are seen, row by row: one that a merged cell covers is not."""
    if not sheet.merged:
        yield from (Placed(cell, 1, 1) for cell in sheet.cells)
        return
    waiting = sorted(sheet.merged)
    at = 0
    open_ranges: list[tuple[int, Range]] = []  # by their left column; merged cells do not overlap
    for cell in sheet.cells:
        while at < len(waiting) and waiting[at].top <= cell.row:
            insort(open_ranges, (waiting[at].left, waiting[at]))
            at += 1
        found = _covering(open_ranges, cell)
        if found is None:
            yield Placed(cell, 1, 1)
        elif (found.top, found.left) == (cell.row, cell.column):
            yield Placed(cell, found.right - found.left + 1, found.bottom - found.top + 1)


def _covering(open_ranges: list[tuple[int, Range]], cell: SheetCell) -> Range | None:
    """Give the merged range over a cell; ranges that have ended are dropped where they are met."""
    while True:
        place = bisect_right(open_ranges, cell.column, key=lambda opened: opened[0]) - 1
        if place < 0:
            return None
        found = open_ranges[place][1]
        if found.bottom >= cell.row:
            return found if found.right >= cell.column else None
        del open_ranges[place]


def _lines(sheet: Sheet) -> Iterator[Line]:
    line: Line = []
    for placed in seen(sheet):
        if line and placed.cell.row != line[0].cell.row:
            yield line
            line = []
        line.append(placed)
    if line:
        yield line


def _cuts(lines: list[Line], is_known: Callable[[str], bool]) -> list[_Cut]:
    """Tell which lines stand in which tables side by side."""
    whole = _edges(lines, is_known)
    if whole:
        return [_Cut(0, len(lines), whole)]
    cuts: list[_Cut] = []
    for start, end in _bands(lines):
        edges = _edges(lines[start:end], is_known)
        before = cuts[-1] if cuts else None
        if before and (edges == before.edges or (not edges and _goes_on(lines[start:end], before))):
            cuts[-1] = before._replace(end=end)
        else:
            cuts.append(_Cut(start, end, edges))
    return cuts


def _bands(lines: list[Line]) -> Iterator[tuple[int, int]]:
    """Give the runs of lines between blank rows."""
    starts = [at + 1 for at, (above, below) in enumerate(pairwise(lines)) if below[0].cell.row > _bottom(above) + 1]
    yield from pairwise([0, *starts, len(lines)]) if lines else ()


def _bottom(line: Line) -> int:
    return line[0].cell.row + min(placed.down for placed in line) - 1


def _edges(lines: Sequence[Line], is_known: Callable[[str], bool]) -> tuple[_Edge, ...]:
    """Give what parts the tables side by side in these lines, from left to right."""
    runs = _columns(lines)
    if len(runs) < _TWO:
        return ()
    labels = _labels(lines, [left for left, _ in runs], is_known)
    edges, taken = [], labels[0]
    for (_, end), (left, _), own in zip(runs, runs[1:], labels[1:], strict=False):
        if len(taken & own) >= _SHARED_LABELS:
            edges.append(_Edge(end + 1, left))
            taken = own
        else:
            taken = taken | own
    return tuple(edges)


def _columns(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Give the runs of columns that hold something, a title alone in its row aside."""
    spans = sorted({(placed.cell.column, placed.last) for line in lines if len(line) > 1 for placed in line})
    runs: list[tuple[int, int]] = []
    for left, right in spans:
        if runs and left <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], max(runs[-1][1], right))
        else:
            runs.append((left, right))
    return runs


def _labels(lines: Sequence[Line], lefts: list[int], is_known: Callable[[str], bool]) -> list[set[str]]:
    """Give the labels in each run of columns that occur in another one too."""
    texts: list[set[str]] = [set() for _ in lefts]
    for line in lines:
        for placed in line:
            texts[max(bisect_right(lefts, placed.cell.column) - 1, 0)].add(placed.cell.text)
    counts: dict[str, int] = {}
    for own in texts:
        for text in own:
            counts[text] = counts.get(text, 0) + 1
    known = {text for text, count in counts.items() if count > 1 and is_known(text)}
    return [own & known for own in texts]


def _goes_on(lines: Sequence[Line], cut: _Cut) -> bool:
    """Tell whether lines below a blank row keep to the tables side by side above it."""
    return not any(map(cut.is_crossed_by, lines)) and any(line[-1].cell.column >= cut.edges[0].left for line in lines)


def _rows(lines: list[Line], cut: _Cut, sheet: Sheet) -> Iterator[Row]:
    """Give the rows of the tables one after another; what heads them all comes first."""
    first = next((at for at, line in enumerate(lines) if not cut.is_crossed_by(line)), 0)
    yield from _table(lines[:first], sheet, sheet.name)
    lefts = [0, *(edge.left for edge in cut.edges)]
    for left, right in pairwise([*lefts, _BEYOND]):
        own = [[placed for placed in line if left <= placed.cell.column < right] for line in lines[first:]]
        name = f"{sheet.name}!{column_letters(left)}" if left else sheet.name
        yield from _table([line for line in own if line], sheet, name)


def _table(lines: list[Line], sheet: Sheet, name: str) -> Iterator[Row]:
    left = min((line[0].cell.column for line in lines), default=1)
    width = max((placed.last for line in lines for placed in line), default=left) - left + 1
    for line in lines:
        yield Row(tuple(_cell(placed, left, sheet) for placed in line), width, line[0].cell.row, None, name)


def _cell(placed: Placed, left: int, sheet: Sheet) -> Cell:
    cell = placed.cell
    ref = f"{sheet.name}!{column_letters(cell.column)}{cell.row}"
    doubt = cell.doubt or _hidden(placed, sheet)
    return Cell(cell.text, cell.column - left + 1, ref, placed.across, placed.down, None, doubt)


def _hidden(placed: Placed, sheet: Sheet) -> str | None:
    """Tell why nobody sees a cell; one that reaches into a row or column that is not hidden is seen."""
    if sheet.is_hidden:
        return HIDDEN_SHEET
    if placed.down == 1 and placed.cell.row in sheet.hidden_rows:
        return HIDDEN_ROW
    if any(first <= placed.cell.column and placed.last <= last for first, last in sheet.hidden_columns):
        return HIDDEN_COLUMN
    return None
