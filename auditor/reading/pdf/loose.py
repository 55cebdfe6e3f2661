"""Characters outside of ruled tables → lines, and columns that only gaps show.

Where several lines below each other have gaps at the same places they are taken for a table, with the doubt that no
ruling says so: what belongs to one row may be wrapped, and a blank cell may be a gap.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from auditor.reading.grid import Box
from auditor.reading.pages import Aligned, Line
from auditor.reading.pdf.glyphs import Glyph
from auditor.reading.pdf.writing import checked, lines_of, text_of

_FAR_APART: Final = 2.0
"""Heights of a character that part what stands in one line."""
_NEXT_LINE: Final = 2.5
"""Heights of a line within which the next row of a table without rulings stands."""
_ROWS: Final = 3
"""Fewest rows of a table without rulings."""
NO_RULINGS: Final = "no_rulings"
"""The doubt of a cell in a table without rulings."""


def loose_parts(glyphs: Sequence[Glyph]) -> list[Line | Aligned]:
    """Give the lines outside tables, and the tables that they make without rulings."""
    rows = [row for line in lines_of(glyphs) if (row := _row(line))]
    parts: list[Line | Aligned] = []
    for run in _runs(rows):
        spread = sum(len(row) > 1 for row in run)
        if spread >= _ROWS:
            parts.append(_table(run))
        else:
            parts += [
                row[0] if len(row) == 1 else Aligned((tuple(enumerate(row)),), len(row), _around(row)) for row in run
            ]
    return parts


def _row(glyphs: Sequence[Glyph]) -> list[Line]:
    """Give the parts of a line that stand far apart."""
    row: list[Line] = []
    part: list[Glyph] = []
    for glyph in (*glyphs, None):
        if part and (glyph is None or glyph.left - part[-1].right > _FAR_APART * (glyph.bottom - glyph.top)):
            text, doubt = checked(text_of(part).strip())
            if text:
                row.append(Line(text, _around(part), doubt))
            part = []
        if glyph is not None and (part or not glyph.char.isspace()):
            part.append(glyph)
    return row


def _runs(rows: Sequence[list[Line]]) -> Iterator[list[list[Line]]]:
    """Part lines into runs of those that may be rows of one table: near each other, the first and last with gaps."""
    run: list[list[Line]] = []
    for row in rows:
        near = run and _around(row)[1] - _around(run[-1])[3] <= _NEXT_LINE * (row[0].box[3] - row[0].box[1])
        if run and not (near and (len(row) > 1 or _is_within(row[0], run[-1]))):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _is_within(line: Line, row: Sequence[Line]) -> bool:
    """Tell whether a line alone stands under one part of a row with gaps, as the rest of a text that was wrapped."""
    under = [part for part in row if part.box[0] < line.box[2] and line.box[0] < part.box[2]]
    return len(row) > 1 and len(under) == 1


def _table(run: Sequence[Sequence[Line]]) -> Aligned:
    """Put the parts of lines into the columns that are free of text between them from top to bottom."""
    edges = _columns([part for row in run for part in row])
    rows = tuple(
        tuple((_column(part, edges), part._replace(doubt=part.doubt or NO_RULINGS)) for part in row) for row in run
    )
    return Aligned(rows, len(edges), _around([part for row in run for part in row]))


def _columns(parts: Sequence[Line]) -> list[float]:
    """Give the right ends of the columns."""
    ends: list[float] = []
    for part in sorted(parts, key=lambda part: part.box[0]):
        if ends and part.box[0] < ends[-1]:
            ends[-1] = max(ends[-1], part.box[2])
        else:
            ends.append(part.box[2])
    return ends


def _column(part: Line, ends: Sequence[float]) -> int:
    return next(number for number, end in enumerate(ends) if part.box[2] <= end)


def _around(parts: Sequence[Line] | Sequence[Glyph]) -> Box:
    """Give the box around lines or characters."""
    boxes = [part.box if isinstance(part, Line) else part[:4] for part in parts]
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
