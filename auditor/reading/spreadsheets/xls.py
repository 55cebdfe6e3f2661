"""XLS (BIFF 5 to 8, that is Excel 5 to 2003) → sheets, through xlrd, which gives every cell's number format."""

import io
import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from auditor.errors import UnreadableDocument
from auditor.reading.formats.ole import ole_stream
from auditor.reading.source import Source
from auditor.reading.spreadsheets.codes import BUILT_IN
from auditor.reading.spreadsheets.workbook import ERROR, STRUCK, Range, Sheet, refuse_beyond, told_as_damage

if TYPE_CHECKING:
    import xlrd

_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5
_SHOWN: Final = frozenset({_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR})
_BY_SYSTEM: Final = (14, 22)
"""Formats that follow the system's short date, whatever the file's writer put down for them."""
_MALFORMED: Final = (
    struct.error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What xlrd raises on damaged files, beside errors of its own."""


def sheets(source: Source) -> Iterator[Sheet]:
    """Give the sheets of a workbook; raises `UnreadableDocument`."""
    import xlrd

    with told_as_damage(source, xlrd.XLRDError, xlrd.compdoc.CompDocError, *_MALFORMED):
        book = _opened(source)
        for number in range(book.nsheets):
            yield _sheet(book, book.sheet_by_index(number), source)


def _opened(source: Source) -> "xlrd.Book":
    import xlrd

    # What the workbook is packed in, xlrd would unpack too, but without end where sectors are chained in a ring.
    content = ole_stream(source, "Workbook", "Book")
    try:
        return xlrd.open_workbook(
            file_contents=content, formatting_info=True, on_demand=True, ragged_rows=True, logfile=io.StringIO()
        )
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise UnreadableDocument("reading.format_encrypted", source=source.name) from None
        raise


def _sheet(book: Any, found: Any, source: Source) -> Sheet:
    """Copy one sheet of xlrd's; its counts begin at 0 and its ranges leave their ends out."""
    sheet = Sheet(found.name, found.visibility != 0, from_1904=book.datemode == 1)
    sheet.shows_zeros = bool(getattr(found, "show_zero_values", 1))
    sheet.merged = [Range(top + 1, left + 1, bottom, right) for top, bottom, left, right in found.merged_cells]
    hidden = {row for row, info in found.rowinfo_map.items() if info.hidden or info.height == 0}
    sheet.hidden_rows = {row + 1 for row in hidden}
    for column, info in found.colinfo_map.items():
        if info.hidden or info.width == 0:
            sheet.hidden_columns.append((column + 1, column + 1))
    codes = {known.format_key: known.format_str for known in book.format_list}
    for row in range(found.nrows):
        for column, kind in enumerate(found.row_types(row)):
            if kind not in _SHOWN:
                continue
            before = len(sheet.cells)
            _add(sheet, row + 1, column + 1, found.cell(row, column), _code(book, codes, found, row, column))
            if _is_struck(book, found, row, column):
                sheet.doubt_from(before, STRUCK)
        refuse_beyond(source, "cells", len(sheet.cells))
    for (row, column), note in found.cell_note_map.items():
        sheet.add_comment(row + 1, column + 1, note.text)
    return sheet.close(source)


def _add(sheet: Sheet, row: int, column: int, cell: Any, code: str) -> None:
    import xlrd

    if cell.ctype == _TEXT:
        sheet.add_text(row, column, cell.value, code)
    elif cell.ctype == _BOOLEAN:
        sheet.add_text(row, column, "TRUE" if cell.value else "FALSE")
    elif cell.ctype == _ERROR:
        sheet.add_doubtful(row, column, xlrd.error_text_from_code.get(cell.value, "#?"), ERROR)
    else:
        sheet.add_number(row, column, cell.value, code)


def _code(book: Any, codes: dict[int, str], found: Any, row: int, column: int) -> str:
    """Give the format code of a cell; the file leaves out those that every Excel knows."""
    key = book.xf_list[found.cell_xf_index(row, column)].format_key
    if key in codes and key not in _BY_SYSTEM:
        return codes[key]
    return BUILT_IN.get(key, "General")


def _is_struck(book: Any, found: Any, row: int, column: int) -> bool:
    """Tell whether a cell's text, or some of it, is struck through."""
    fonts = [book.xf_list[found.cell_xf_index(row, column)].font_index]
    fonts += [font for _, font in found.rich_text_runlist_map.get((row, column), ())]
    return any(font < len(book.font_list) and book.font_list[font].struck_out for font in fonts)
