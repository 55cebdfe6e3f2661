"""CSV → rows of placed cells: separated by commas, semicolons or tabs, cells in quotes with line breaks inside.

A file that is separated by tabs and has no quotes is plain text, and is read as such.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Final

from auditor.errors import UnreadableDocument
from auditor.reading.formats import text
from auditor.reading.grid import Cell, Row
from auditor.reading.radicals import fold_radicals
from auditor.reading.source import Source

_DELIMITERS: Final = ("\t", ",", ";")
_SAMPLE: Final = 200
"""Records by which the separator is told."""


def rows(source: Source) -> Iterator[Row]:
    """Give the rows that are not blank; raises `UnreadableDocument` before the first one."""
    delimiter = _delimiter(source)
    if delimiter is None:
        yield from text.rows(source)
        return
    width = max((len(cells) for _, cells in _records(source, delimiter)), default=0)
    for line, cells in _records(source, delimiter):
        texts = enumerate([_plain(cell) for cell in cells], 1)
        if placed := tuple(Cell(text, column, column) for column, text in texts if text):
            yield Row(placed, width, line, None)


def records(source: Source) -> Iterator[tuple[int, list[str]]]:
    """Give every record with the number of its first line; raises `UnreadableDocument`."""
    yield from _records(source, _delimiter(source) or "\t")


def _delimiter(source: Source) -> str | None:
    """Tell the separator: the one that parts the most records into equally many cells; None for plain text."""
    with text.decoded(source) as file:
        sample = list(islice(file, _SAMPLE))
    found = {delimiter: _evenness(sample, delimiter) for delimiter in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda delimiter: found[delimiter])
    return best if found[best] and (best != "\t" or _is_quoted(source)) else None


def _is_quoted(source: Source) -> bool:
    """Tell whether a file separated by tabs has cells in quotes: some, and all of them closed."""
    try:
        with text.decoded(source) as file:
            some = any('"' in line for line in file)
        return some and all(cells is not None for _, cells in _records(source, "\t"))
    except UnreadableDocument as error:
        if error.key == "reading.csv_broken":
            return False
        raise


def _evenness(sample: list[str], delimiter: str) -> int:
    """Count the records that have the most usual number of cells, more than one."""
    widths: Counter[int] = Counter()
    with suppress(csv.Error):  # the last record of a sample may be cut
        for cells in csv.reader(sample, delimiter=delimiter):
            widths[len(cells)] += 1
    del widths[1]
    return max(widths.values(), default=0)


def _records(source: Source, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(source.limits.line_characters)
    with text.decoded(source) as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        line = 1
        while True:
            try:
                cells = next(reader, None)
            except csv.Error as error:
                raise UnreadableDocument(
                    "reading.csv_broken", source=source.name, line=line, reason=str(error)
                ) from None
            if cells is None:
                return
            yield line, cells
            line = reader.line_num + 1


def _plain(cell: str) -> str:
    """Give a cell without outer white space, the mark of a file appended to another, line ends of other systems, radicals."""
    return fold_radicals(cell.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "").strip())
