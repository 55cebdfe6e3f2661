"""The worksheet that rows are streamed into: XlsxWriter's, with whole rows taken and written in a third of the time.

XlsxWriter takes a text that begins with ``<r>`` and ends with ``</r>`` for markup of its own and writes it as it is; here
every text is only text, whatever a form says.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, Final
from xml.sax.saxutils import escape

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

Cell = tuple[str | float, Format]
"""A text fit for XML (see `sheet.shown`), blank or not, or a number; and how it looks."""
_LOOKS_ESCAPED: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""What a reader of workbooks would take for an escaped character."""
_column_name: Final = cache(xl_col_to_name)


class StreamedSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A worksheet of a workbook with ``constant_memory``; rows come in order."""

    def write_whole_row(self, row: int, cells: Sequence[Cell]) -> None:
        """Write a row from its first column on; the row before it goes to disk."""
        self._check_dimensions(row, len(cells) - 1)
        if row > self.previous_row:
            self._write_single_row(row)
        self.table[row] = dict(enumerate(cells))

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        if type(cell) is not tuple:  # one that XlsxWriter made
            super()._write_cell(row, col, cell)
            return
        value, style = cell
        place = f'<c r="{_column_name(col)}{row + 1}" s="{style._get_xf_index()}"'  # noqa: SLF001 - as in the method overridden
        if not isinstance(value, str):
            self.fh.write(f"{place}><v>{value!r}</v></c>")
        else:
            self.fh.write(f'{place} t="inlineStr"><is>{_element(value)}</is></c>' if value else f"{place}/>")


def _element(text: str) -> str:
    """Give a text as an element; white space at its ends stays."""
    kept = "" if text == text.strip() else ' xml:space="preserve"'
    if "_x" in text:
        text = _LOOKS_ESCAPED.sub("_x005F_", text)
    return f"<t{kept}>{escape(text)}</t>"
