"""Spreadsheets (XLSX, XLSM, XLS, ODS, XLSB) → rows of placed cells, sheet after sheet.

A cell's text is what a person sees in it. Hidden sheets, rows and columns are read like others, for a form in them must
not go unchecked, but every value from them is in doubt, for nobody saw it printed. Comments, pictures and text that floats
over cells are noted, not read; macros are no content at all.
"""

from collections.abc import Iterator

from auditor.errors import UnreadableDocument
from auditor.reading.formats.kind import kind_of
from auditor.reading.grid import Note, Row
from auditor.reading.source import Source
from auditor.reading.spreadsheets.blocks import rows_of
from auditor.reading.spreadsheets.workbook import sheets_of


def rows(source: Source) -> Iterator[Row]:
    """Give the rows of every sheet that are not blank.

    Raises `UnreadableDocument` when the file is damaged, beyond a limit, or holds nothing but pictures.
    """
    last: Row | None = None
    left: list[Note] = []
    pictures = 0
    for sheet in sheets_of(source, kind_of(source)):
        pictures += sheet.pictures
        bottom = 0
        for row in rows_of(sheet, source):
            if last is not None:
                yield last
            last, bottom = row, max(bottom, row.line or 0)
        left += [note for row, note in sorted(sheet.notes) if row > bottom]
    if last is None and pictures:
        raise UnreadableDocument("reading.pictures_only", source=source.name, count=pictures)
    if pictures:
        left.append(Note("unread_pictures", str(pictures)))
    if last is not None:
        yield last._replace(notes=(*last.notes, *left))
