"""Pages → rows: tables that go on overleaf are one table, and headings and numbers of pages do not part them.

Only what may still go on is kept: the tables at the foot of the last page, and what stands after them.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from auditor.reading.breaks import SAME_EDGE
from auditor.reading.formats.gridding import noted
from auditor.reading.grid import Cell, Note, Row
from auditor.reading.longtables import LongTable, first_text
from auditor.reading.pages import Aligned, Line, Page, Part, Table
from auditor.reading.source import Source

_PAGE_NUMBER: Final = re.compile(
    r"[-—–~·\s]*(?:\d{1,3}|第\s*(?:\d{1,5}|[一二三四五六七八九十百]{1,5})\s*页)"
    r"\s*(?:[,，/／|]?\s*(?:\d{1,3}|共\s*\d{1,5}\s*页))?[-—–~·\s]*"
)
_MARGIN: Final = 0.12
"""Share of a page's height at its head and foot where numbers and running headings stand."""
_SAME_PLACE: Final = 3.0

_Waiting = LongTable | Note | tuple[Line | Aligned, int]


def rows(pages: Iterable[Page], source: Source) -> Iterator[Row]:
    """Give the rows of a document's pages in reading order; raises `UnreadableDocument` on a table beyond the limit."""
    yield from noted(_rows(pages, source))


def _rows(pages: Iterable[Page], source: Source) -> Iterator[Row | Note]:
    flow = _Flow(source)
    for page in pages:
        yield from flow.take(page)
    yield from flow.end()


class _Flow:
    """What has been read and not yet given."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._waiting: list[_Waiting] = []
        self._open: list[LongTable] = []
        self._in_margin: list[Line] = []
        self._tables = self._paragraphs = 0
        self._below: dict[str, str] = {}
        """By the text of a title, how the first table below it began."""

    def take(self, page: Page) -> Iterator[Row | Note]:
        """Take the next page; give what nothing overleaf can change any more."""
        parts = [part for part in page.parts if not _is_page_number(part, page)]
        repeated = [part for part in parts if isinstance(part, Line) and self._is_repeated(part)]
        continued = self._continued(parts, repeated)
        self._in_margin = [part for part in parts if isinstance(part, Line) and _is_in_margin(part, page)]
        headings = [line for line in repeated if self._source.is_label(line.text)]
        self._open = []
        self._waiting += page.notes
        self._note_titles(parts)
        for number, part in enumerate(parts):
            if isinstance(part, Table):
                table = continued.get(number) or self._new_table()
                rows = [self._row(line, page.number) for line in headings] if number in continued else []
                table.add(part, page.number, rows)
                headings = headings[len(rows) :]
                if not any(_is_below(other, part) for other in parts[number + 1 :] if other not in self._in_margin):
                    self._open.append(table)
            elif not continued or part not in repeated:
                self._waiting.append((part, page.number))
        yield from self._finished()

    def end(self) -> Iterator[Row | Note]:
        """Give all that is left."""
        self._open = []
        yield from self._finished()

    def _note_titles(self, parts: list[Part]) -> None:
        """Note how the table below each new title begins."""
        titles: list[str] = []
        for part in parts:
            if isinstance(part, Line) and self._source.is_label(part.text):
                titles.append(part.text)
            elif isinstance(part, Table):
                for title in titles:
                    self._below.setdefault(title, first_text(part))
                titles = []

    def _new_table(self) -> LongTable:
        table = LongTable(self._source)
        self._waiting.append(table)
        return table

    def _continued(self, parts: list[Part], repeated: list[Line]) -> dict[int, LongTable]:
        """Tell which tables of a page go on with one of the last page: those at its head, of the same width."""
        found: dict[int, LongTable] = {}
        for number, part in enumerate(parts):
            if not isinstance(part, Table) or any(
                _is_below(part, other) for other in parts[:number] if other not in repeated
            ):
                continue
            begun = {self._below.get(line.text) for line in repeated}
            going_on = (
                table
                for table in self._open
                if table not in found.values()
                and table.goes_on_in(part)
                and (first_text(part) not in begun or table.heading_rows(part))
            )
            table = next((table for table in going_on if not self._is_parted(table, part, repeated)), None)
            if table is not None:
                found[number] = table
        return found

    def _is_parted(self, table: LongTable, part: Table, repeated: list[Line]) -> bool:
        """Tell whether a line in the foot of the last page, below the table, is none that comes again on this page."""
        after = self._waiting[self._waiting.index(table) + 1 :]
        lines = [waiting[0] for waiting in after if not isinstance(waiting, LongTable | Note)]
        below = [line for line in lines if line.box[0] < part.box[2] and part.box[0] < line.box[2]]
        return any(not any(_is_same(line, other) for other in repeated) for line in below)

    def _is_repeated(self, line: Line) -> bool:
        return any(_is_same(line, other) for other in self._in_margin)

    def _finished(self) -> Iterator[Row | Note]:
        """Give the parts before the first that may still go on."""
        while self._waiting and self._waiting[0] not in self._open:
            part = self._waiting.pop(0)
            if isinstance(part, LongTable):
                self._tables += 1
                yield from part.rows(f"T{self._tables}")
            elif isinstance(part, Note):
                yield part
            elif isinstance(part[0], Line):
                yield self._row(part[0], part[1])
            else:
                yield from self._aligned(part[0], part[1])

    def _row(self, line: Line, page: int) -> Row:
        self._paragraphs += 1
        return Row((Cell(line.text, 1, f"P{self._paragraphs}", box=line.box, doubt=line.doubt),), 1, None, page)

    def _aligned(self, part: Aligned, page: int) -> Iterator[Row]:
        """Give the rows of columns without rulings; a single row of them is a line with gaps, no table."""
        if len(part.rows) > 1:
            self._tables += 1
        else:
            self._paragraphs += 1
        name = f"T{self._tables}" if len(part.rows) > 1 else None
        for number, row in enumerate(part.rows, 1):
            place = f"{name}R{number}" if name else f"P{self._paragraphs}"
            cells = [
                Cell(line.text, column + 1, f"{place}C{column + 1}", box=line.box, doubt=line.doubt)
                for column, line in row
            ]
            yield Row(tuple(cells), part.columns, number if name else None, page, name)


def _is_page_number(part: Part, page: Page) -> bool:
    return isinstance(part, Line) and _is_in_margin(part, page) and bool(_PAGE_NUMBER.fullmatch(part.text))


def _is_in_margin(line: Line, page: Page) -> bool:
    margin = page.height * _MARGIN
    return line.box[3] < margin or line.box[1] > page.height - margin


def _is_same(line: Part, other: Line) -> bool:
    """Tell whether two lines say the same at the same place of their pages."""
    near = all(abs(mine - yours) <= _SAME_PLACE for mine, yours in zip(line.box, other.box, strict=True))
    return near and isinstance(line, Line) and line.text == other.text


def _is_below(part: Part, other: Part) -> bool:
    """Tell whether a part stands below another, over some of its width."""
    mine, yours = part.box, other.box
    return mine[1] >= yours[3] - SAME_EDGE and mine[0] < yours[2] and yours[0] < mine[2]
