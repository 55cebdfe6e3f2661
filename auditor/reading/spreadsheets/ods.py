"""ODS → sheets. The format keeps beside every value the text that the program showed, and that is what is read.

Source: OpenDocument 1.3 part 3, chapters 9 (tables) and 6 (text).
"""

import re
from collections.abc import Iterator
from typing import Final

from auditor.errors import UnreadableDocument
from auditor.reading.packed import has_part, opened_parts, pieces
from auditor.reading.source import Source
from auditor.reading.spreadsheets.stream import parse
from auditor.reading.spreadsheets.workbook import ERROR, UNCALCULATED, UNKNOWN_FORMAT, Range, Sheet, refuse_beyond

_CONTENT: Final = "content.xml"
_ERRORS: Final = re.compile(r"#(?:REF|DIV/0|N/A|NAME|VALUE|NUM|NULL)[!?]?|#N/A|Err:\d{3}")
_COMMENT: Final = "office:annotation"
_ASIDE: Final = frozenset({_COMMENT, "text:ruby-text", "draw:frame", "draw:custom-shape", "draw:g", "draw:control"})
"""Elements inside a cell or sheet whose text is none of its own: comments, readings, drawings."""
_CELLS: Final = ("table:table-cell", "table:covered-table-cell")


def sheets(source: Source) -> Iterator[Sheet]:
    """Give the sheets of a workbook; raises `UnreadableDocument`."""
    with opened_parts(source) as archive:
        if not has_part(archive, _CONTENT):
            raise UnreadableDocument("reading.part_missing", source=source.name, part=_CONTENT)
        reader = _Reader(source)
        parse(pieces(archive, archive.getinfo(_CONTENT), source), reader.start, reader.end, reader.characters, source)
    for sheet in reader.sheets:
        sheet.close(source)
        for owner, row, column, text in reader.boxes:
            if owner is sheet:
                sheet.add_text_box(row, column, text)
        yield sheet


class _Reader:
    """Takes the events of the content part and fills the sheets."""

    def __init__(self, source: Source) -> None:
        self.sheets: list[Sheet] = []
        self.boxes: list[tuple[Sheet, int, int, str]] = []
        self._source = source
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._row = self._column = self._columns = 0
        self._row_times = 1
        self._row_hidden = False
        self._cell: dict[str, str] = {}
        self._paragraphs: list[str] = []
        self._text: list[str] | None = None
        self._aside = 0
        self._aside_name = ""
        self._aside_paragraph = False
        self._aside_text: list[str] = []
        self._row_cells: list[tuple[int, int, dict[str, str], str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        if self._aside or name in _ASIDE:
            self._start_aside(name)
        elif name in _CELLS:
            self._cell, self._paragraphs = attributes, []
        elif name == "text:p":
            self._text = []
        elif self._text is not None:
            self._text.append(_blank(name, attributes))
        elif name == "table:table-row":
            self._row_times = _count(attributes, "table:number-rows-repeated")
            self._row_hidden = attributes.get("table:visibility", "visible") != "visible"
            self._column, self._row_cells = 1, []
        else:
            self._start_around(name, attributes)

    def _start_around(self, name: str, attributes: dict[str, str]) -> None:
        """Take an element beside rows and cells."""
        if name == "style:style":
            self._style = attributes.get("style:name", "")
        elif name == "style:table-properties" and attributes.get("table:display") == "false":
            self._hidden_styles.add(self._style)
        elif name == "table:table":
            hidden = attributes.get("table:style-name", "") in self._hidden_styles
            self.sheets.append(Sheet(attributes.get("table:name", ""), hidden))
            self._row, self._columns = 1, 1
        elif name == "table:table-column" and self.sheets:
            last = self._columns + _count(attributes, "table:number-columns-repeated") - 1
            if attributes.get("table:visibility", "visible") != "visible":
                self.sheets[-1].hidden_columns.append((self._columns, last))
            self._columns = last + 1

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if self._aside:
            self._end_aside(name)
        elif name == "text:p" and self._text is not None:
            self._paragraphs.append("".join(self._text))
            self._text = None
        elif name in _CELLS:
            times = _count(self._cell, "table:number-columns-repeated")
            if name == "table:table-cell":
                self._row_cells.append((self._column, times, self._cell, "\n".join(self._paragraphs)))
            self._column += times
        elif name == "table:table-row":
            self._end_row()
            self._row += self._row_times

    def characters(self, text: str) -> None:
        """Take text; white space that is more than one blank has elements of its own."""
        if self._aside and self._aside_paragraph:
            self._aside_text.append(text)
        elif not self._aside and self._text is not None:
            self._text.append(text)

    def _start_aside(self, name: str) -> None:
        if not self._aside:
            self._aside_name, self._aside_text = name, []
        self._aside += 1
        self._aside_paragraph = self._aside_paragraph or name == "text:p"
        if name == "draw:image" and self.sheets:
            self.sheets[-1].pictures += 1

    def _end_aside(self, name: str) -> None:
        self._aside -= 1
        if name == "text:p":
            self._aside_text.append("\n")
            self._aside_paragraph = False
        if self._aside or not self.sheets or self._aside_name == "text:ruby-text":
            return
        said = "".join(self._aside_text).strip()
        if self._aside_name == _COMMENT:
            self.sheets[-1].add_comment(self._row, max(self._column, 1), said)
        elif said:
            self.boxes.append((self.sheets[-1], self._row, max(self._column, 1), said))

    def _end_row(self) -> None:
        """Add the cells of a row as often as it and they are repeated."""
        shown = [cell for cell in self._row_cells if _is_shown(cell[2], cell[3])]
        if not shown or not self.sheets:
            return
        sheet = self.sheets[-1]
        refuse_beyond(self._source, "rows", self._row + self._row_times - 1)
        repeated = self._row_times * sum(times for _, times, _, _ in shown)
        refuse_beyond(self._source, "cells", len(sheet.cells) + repeated)
        for row in range(self._row, self._row + self._row_times):
            if self._row_hidden:
                sheet.hidden_rows.add(row)
            for column, times, attributes, text in shown:
                for place in range(column, column + times):
                    _add(sheet, row, place, attributes, text)


def _add(sheet: Sheet, row: int, column: int, attributes: dict[str, str], text: str) -> None:
    down = _count(attributes, "table:number-rows-spanned")
    across = _count(attributes, "table:number-columns-spanned")
    if down > 1 or across > 1:
        sheet.merged.append(Range(row, column, row + down - 1, column + across - 1))
    formula = attributes.get("table:formula", "").partition("=")[2]
    value = attributes.get("office:value", "")
    kind = attributes.get("office:value-type", "")
    if attributes.get("calcext:value-type") == "error" or (formula and _ERRORS.fullmatch(text.strip())):
        sheet.add_doubtful(row, column, text.strip() or "#N/A", ERROR)
    elif text.strip():
        sheet.add_text(row, column, text)
    elif kind == "float":
        sheet.add_number(row, column, float(value), "General")
    elif value or kind in ("date", "time", "boolean"):
        stored = next(
            (attributes[key] for key in attributes if key.startswith("office:") and key.endswith("value")), value
        )
        sheet.add_doubtful(row, column, stored, UNKNOWN_FORMAT)
    elif kind == "string":
        sheet.add_text(row, column, attributes.get("office:string-value", ""))
    elif formula:
        sheet.add_doubtful(row, column, "=" + formula, UNCALCULATED)


def _is_shown(attributes: dict[str, str], text: str) -> bool:
    return bool(text.strip() or attributes.get("office:value-type") or attributes.get("table:formula"))


def _blank(name: str, attributes: dict[str, str]) -> str:
    """Give the white space that an element inside a paragraph stands for."""
    if name == "text:s":
        return " " * min(_count(attributes, "text:c"), 100)
    return {"text:tab": "\t", "text:line-break": "\n"}.get(name, "")


def _count(attributes: dict[str, str], name: str) -> int:
    return max(int(attributes.get(name, "1")), 1)
