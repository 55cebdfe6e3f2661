"""One sheet being written row by row: heading, widths, filter, colours by severity, words to choose from, page set-up."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from auditor.reporting.csv_table import defused
from auditor.reporting.workbook.streamed import Cell, StreamedSheet

_A3, _A4 = 8, 9
_MARGINS: Final = (0.4, 0.4, 0.5, 0.6)
"""Left, right, top, bottom, in inches: what most printers can do, for the list is wide."""
_USUAL_WIDTH: Final = 12
_LONGEST: Final = 32_000
"""A cell of a workbook holds 32,767 characters; a longer text is cut and says so by its last character."""
_UNFIT: Final = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MOST_ROWS: Final = 1_048_576
COLOURS: Final = {"error": "#F8CBAD", "warning": "#FFE699", "info": "#DDEBF7"}


class Styles:
    """The cell formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        """Make them."""
        cell = {
            "font_name": "宋体",
            "font_size": 10,
            "valign": "top",
            "text_wrap": True,
            "border": 1,
            "border_color": "#BFBFBF",
        }
        self.cell = book.add_format(cell)
        self.number = book.add_format({**cell, "num_format": "#,##0.00####"})
        self.open = book.add_format({**cell, "bg_color": "#F2F8EE", "locked": False})
        self.heading = book.add_format(
            {
                **cell,
                "font_name": "黑体",
                "align": "center",
                "valign": "vcenter",
                "text_wrap": True,
                "bg_color": "#D9E1F2",
            }
        )
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.severities = {name: book.add_format({**cell, "bg_color": colour}) for name, colour in COLOURS.items()}


class Sheet:
    """A sheet whose rows are written in order; memory does not grow with them."""

    def __init__(
        self, book: Workbook, styles: Styles, name: str, headings: Sequence[str], widths: Sequence[int]
    ) -> None:
        """Begin with the heading row, which stays in sight; wide tables print on A3 across.

        Columns beyond those of ``widths`` have the usual width.
        """
        self._sheet: StreamedSheet = book.add_worksheet(name, StreamedSheet)
        self._styles = styles
        self._columns = len(headings)
        self.row = 1
        widths = [*widths, *[_USUAL_WIDTH] * (len(headings) - len(widths))]
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)
        self._sheet.set_row(0, 32)
        for column, heading in enumerate(headings):
            self._sheet.write_string(0, column, heading, styles.heading)
        self._sheet.freeze_panes(1, 0)
        self._sheet.repeat_rows(0)
        self._sheet.set_landscape()
        self._sheet.set_paper(_A3 if sum(widths) > 160 else _A4)  # noqa: PLR2004 - characters that fit on A4 across
        self._sheet.set_margins(*_MARGINS)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_footer("&C&A  &P / &N")

    @property
    def is_full(self) -> bool:
        """Tell whether no more row fits into a sheet."""
        return self.row >= _MOST_ROWS - 1

    def write(
        self, values: Sequence[object], severity: str = "", blanks: Sequence[int] = (), coloured: int = -1
    ) -> None:
        """Write a row; the cell ``coloured`` shows the severity, those in ``blanks`` are for people to fill in."""
        styles = [self._styles.open if column in blanks else self._styles.cell for column in range(len(values))]
        if severity in self._styles.severities and coloured >= 0:
            styles[coloured] = self._styles.severities[severity]
        self._sheet.write_whole_row(self.row, list(map(self._cell, values, styles)))
        self.row += 1

    def _cell(self, value: object, style: Format) -> Cell:
        if isinstance(value, int | float):
            return value, self._styles.number if isinstance(value, float) else style
        return shown(str(value)) if value else "", style

    def close(self, choices: Mapping[int, Sequence[str]] | None = None) -> None:
        """End the sheet: the filter, and the words to choose from in each column that has them."""
        last = max(self.row - 1, 1)
        self._sheet.autofilter(0, 0, last, self._columns - 1)
        for column, words in (choices or {}).items():
            self._sheet.data_validation(1, column, last, column, {"validate": "list", "source": list(words)})


def shown(text: str) -> str:
    """Give a text as it may stand in a cell: not run as a formula, no longer than a cell holds, without control characters."""
    kept = _UNFIT.sub("", text)
    return defused(kept if len(kept) <= _LONGEST else kept[:_LONGEST] + "…")
