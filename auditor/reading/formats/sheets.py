"""Spreadsheets (XLSX, XLSM, XLS, ODS, XLSB) → rows of placed cells, sheet after sheet.

A cell's text is what a person sees in it. Hidden sheets, rows and columns are read like others, for a form in them must
not go unchecked, but every value from them is in doubt, for nobody saw it printed. Comments, pictures and macros are not
part of what is printed and are not read.
"""

from collections.abc import Iterator

from auditor.reading.formats.kind import kind_of
from auditor.reading.grid import Row
from auditor.reading.source import Source
from auditor.reading.spreadsheets.blocks import rows_of
from auditor.reading.spreadsheets.workbook import sheets_of


def rows(source: Source) -> Iterator[Row]:
    """Give the rows of every sheet that are not blank; raises `UnreadableDocument`."""
    for sheet in sheets_of(source, kind_of(source)):
        yield from rows_of(sheet, source)
