"""The blocks of an old Word file: paragraphs, and tables that are told by the marks at the ends of cells and rows."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from auditor.reading.formats.docfile import DocFile, Span
from auditor.reading.formats.docmarks import ParagraphMark, RowShape, paragraph_mark
from auditor.reading.formats.doctext import DocText
from auditor.reading.formats.gridding import Block, Merging, Paragraph, Table, TableCell
from auditor.reading.formats.passages import CellContent, Passage, is_page_number
from auditor.reading.grid import Note

_ENDS: Final = re.compile("[\r\x07\x0c]")
"""Ends of a paragraph, of a cell or row, of a section."""
_CELL_END: Final = "\x07"
_CLOSE: Final = 15
"""Edges of cells no further apart than this (in twentieths of a point) are one: programs round them row by row."""


_DEEPEST: Final = 100
"""Tables inside tables; a deeper one is a damaged number."""


@dataclass(slots=True)
class _OpenTable:
    """A table being read: its whole rows, the whole cells of the next one, and the cell after them."""

    rows: list[tuple[RowShape, list[CellContent]]] = field(default_factory=list)
    cells: list[CellContent] = field(default_factory=list)
    content: CellContent = field(default_factory=CellContent)


class DocBlocks:
    """Reads the stories of a file; ``pictures`` counts those outside of cells."""

    def __init__(self, file: DocFile) -> None:
        """Read from this file."""
        self._file = file
        self._text = DocText(file)
        self._open: list[_OpenTable] = []
        self._marks: dict[bytes, ParagraphMark] = {}
        self.pictures = 0

    def blocks(self, story: Span) -> Iterator[Block]:
        """Give the paragraphs and tables of a story."""
        at = story.start
        for found in _ENDS.finditer(self._file.text, story.start, story.end):
            mark = self._mark(found.start())
            passage = self._text.paragraph(Span(at, found.start()))
            at = found.end()
            yield from self._close(mark.depth)
            if mark.depth:
                self._take(passage, mark, found[0])
            else:
                yield from self._paragraph(passage)
        yield from self._close(0)
        if at < story.end:
            yield from self._paragraph(self._text.paragraph(Span(at, story.end)))

    def _mark(self, at: int) -> ParagraphMark:
        """Read the mark at the end of a paragraph; many are stored alike."""
        properties = self._file.paragraph_properties(at)
        if properties not in self._marks:
            self._marks[properties] = paragraph_mark(properties, self._file.data)
        return self._marks[properties]

    def _take(self, passage: Passage, mark: ParagraphMark, end: str) -> None:
        """Take a paragraph inside tables: a line of a cell, its last one, or the end of a row."""
        if mark.depth > _DEEPEST:
            raise ValueError(mark.depth)
        while len(self._open) < mark.depth:
            self._open.append(_OpenTable())
        table = self._open[-1]
        if mark.ends_row:
            table.rows.append((mark.shape, table.cells))
            table.cells = []
            return
        table.content.take(passage)
        if mark.ends_cell or (end == _CELL_END and mark.depth == 1):
            table.cells.append(table.content)
            table.content = CellContent()

    def _close(self, depth: int) -> Iterator[Block]:
        """Close the tables that are deeper than this: each goes into the cell around it, the outermost is given."""
        while len(self._open) > depth:
            ended = self._open.pop()
            if ended.cells:  # the end of its last row was lost
                ended.rows.append((RowShape(), ended.cells))
            table = _table(ended.rows)
            if self._open:
                self._open[-1].content.inner.append(table)
            else:
                yield table

    def _paragraph(self, passage: Passage) -> Iterator[Block]:
        self.pictures += passage.pictures
        if passage.deleted.strip() and not passage.text.strip():
            yield Note("deleted_line", passage.deleted.strip())
        if not (passage.numbers_page and is_page_number(passage.text)):
            for line in passage.text.split("\n"):
                yield Paragraph(line, passage.doubt)


def _table(rows: Sequence[tuple[RowShape, list[CellContent]]]) -> Table:
    """Give a table whose columns are all the edges that its rows show."""
    edges = _distinct(edge for shape, _ in rows for edge in shape.edges)
    merging = Merging()
    return Table([[merging.row(_cells(shape, contents, edges)) for shape, contents in rows]], len(edges) - 1)


def _cells(
    shape: RowShape, contents: list[CellContent], edges: Sequence[int]
) -> Iterator[tuple[TableCell, bool, bool]]:
    """Give the cells of a row in their columns; one after another, in doubt, where the row does not say its columns."""
    is_told = len(shape.left) == len(contents)
    column = 1
    for number, content in enumerate(contents):
        across, left, down = 1, False, False
        if is_told:
            column, after = (bisect_right(edges, shape.edges[number + more]) for more in (0, 1))
            across, left, down = max(after - column, 1), shape.left[number], shape.down[number]
        doubt = content.doubt if is_told else "columns_untold"
        yield TableCell(content.text, across, 1, column, doubt, content.inner), left, down
        column += across


def _distinct(edges: Iterator[int]) -> list[int]:
    """Give the edges in order, those that are close to each other once."""
    distinct: list[int] = []
    for edge in sorted(set(edges)):
        if not distinct or edge - distinct[-1] > _CLOSE:
            distinct.append(edge)
    return distinct
