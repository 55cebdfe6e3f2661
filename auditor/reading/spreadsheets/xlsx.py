"""XLSX and XLSM → sheets, read part by part as a stream; macros, links and pictures are not looked at.

Source: ECMA-376 part 1, chapters 18.2 to 18.8. Prefixes of names are not looked at, so that the strict form and files
whose writers use prefixes of their own are read alike.
"""

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from auditor.errors import UnreadableDocument
from auditor.reading.packed import opened_parts
from auditor.reading.source import Source
from auditor.reading.spreadsheets.drawings import add_drawings
from auditor.reading.spreadsheets.package import NO_CELLS, Package, all_named
from auditor.reading.spreadsheets.stream import parse
from auditor.reading.spreadsheets.workbook import (
    ERROR,
    STRUCK,
    UNCALCULATED,
    Range,
    Sheet,
    column_number,
    refuse_beyond,
    split_reference,
)
from auditor.reading.spreadsheets.xlsxstrings import Strings, is_on, read_strings, unescaped
from auditor.reading.spreadsheets.xlsxstyles import Styles, read_styles

_WORKBOOK: Final = "xl/workbook.xml"
_CELL_LETTERS: Final = "0123456789"
_BLANK: Final = re.compile(rb'(?:<c (?:[^<>]* )?r="[^<>]*(?:/>|>(?:<v/>|<v></v>)?</c>)\s*)+')
"""Cells with a name, a style and nothing else: a sheet formatted to its last row has millions. (Cells without a name
count for where the next one stands.)"""


def sheets(source: Source) -> Iterator[Sheet]:
    """Give the sheets of a workbook; raises `UnreadableDocument`."""
    with opened_parts(source) as archive:
        package = Package(archive, source)
        main = dict(package.targets("").values()).get("officeDocument", _WORKBOOK)
        book, targets = package.tree(main), package.targets(main)
        by_type = dict(targets.values())
        strings = read_strings(package, by_type.get("sharedStrings", "xl/sharedStrings.xml"), source)
        styles = read_styles(package, by_type.get("styles", "xl/styles.xml"))
        from_1904 = any(_truth(found.get("date1904")) for found in all_named(book, "workbookPr"))
        for element in all_named(book, "sheet"):
            kind, part = targets.get(_relation(element), ("", ""))
            if kind in NO_CELLS:
                continue
            if kind != "worksheet":
                raise UnreadableDocument("reading.part_missing", source=source.name, part=element.get("name", ""))
            sheet = Sheet(element.get("name", ""), element.get("state", "visible") != "visible", from_1904=from_1904)
            reader = _SheetReader(sheet, strings, styles, source)
            parse(_without_blanks(package.pieces(part)), reader.start, reader.end, reader.characters, source)
            sheet.close(source)
            add_drawings(sheet, package, part)
            yield sheet


def _relation(element: Element) -> str:
    return next((value for key, value in element.items() if key.endswith("}id")), "")


def _truth(value: str | None) -> bool:
    return value in ("1", "true", "on")


def _without_blanks(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Leave out cells that hold nothing, before they cost a call each; pieces end between elements."""
    rest = b""
    for chunk in chunks:
        whole = rest + chunk
        cut = whole.rfind(b">") + 1
        whole, rest = whole[:cut], whole[cut:]
        # Inside a comment or a CDATA section the pattern could meet text.
        yield whole if b"<!" in whole else _BLANK.sub(b"", whole)
    yield rest


class _SheetReader:
    """Takes the events of one worksheet part and fills a sheet."""

    def __init__(self, sheet: Sheet, strings: Strings, styles: Styles, source: Source) -> None:
        self._sheet, self._strings, self._styles, self._source = sheet, strings, styles, source
        self._row = self._column = 0
        self._kind = self._style = ""
        self._in_data = self._in_phonetic = self._row_hidden = self._struck = False
        self._text: list[str] | None = None
        self._value: str | None = None
        self._formula: str | None = None
        self._inline: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c" and self._in_data:
            self._start_cell(attributes)
        elif name in ("v", "f", "t"):
            self._text = []
        elif name == "row" and self._in_data:
            self._row = int(attributes.get("r") or self._row + 1)
            self._column = 0
            self._row_hidden = _truth(attributes.get("hidden")) or _is_zero(attributes.get("ht"))
        elif name == "rPh":
            self._in_phonetic = True
        elif name == "sheetData":
            self._in_data = True
        else:
            self._start_around(name, attributes)

    def _start_around(self, name: str, attributes: dict[str, str]) -> None:
        """Take an element beside the rows."""
        if name == "col" and (_truth(attributes.get("hidden")) or _is_zero(attributes.get("width"))):
            self._sheet.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))
        elif name == "mergeCell":
            first, _, last = attributes["ref"].partition(":")
            (top, left), (bottom, right) = split_reference(first), split_reference(last or first)
            self._sheet.merged.append(Range(top, left, bottom, right))
        elif name == "strike" and is_on(attributes):
            self._struck = True
        elif name == "sheetView" and attributes.get("showZeros") in ("0", "false", "off"):
            self._sheet.shows_zeros = False

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        self._column = column_number(reference.rstrip(_CELL_LETTERS)) if reference else self._column + 1
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._value = self._formula = None
        self._inline, self._struck = [], False

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c" and self._in_data:
            self._end_cell()
        elif name in ("v", "f", "t"):
            self._keep(name, "".join(self._text or ()))
            self._text = None
        elif name == "rPh":
            self._in_phonetic = False
        elif name == "sheetData":
            self._in_data = False

    def _keep(self, name: str, text: str) -> None:
        if name == "v":
            self._value = text
        elif name == "f":
            self._formula = text
        elif not self._in_phonetic:
            self._inline.append(text)

    def characters(self, text: str) -> None:
        """Take text."""
        if self._text is not None:
            self._text.append(text)

    def _end_cell(self) -> None:
        before = len(self._sheet.cells)
        style = self._styles.find(self._style)
        self._put(self._value or "", style.code)
        if len(self._sheet.cells) > before:
            refuse_beyond(self._source, "cells", before + 1)
            if self._struck or style.is_struck:
                self._sheet.doubt_from(before, STRUCK)
            if self._row_hidden:
                self._sheet.hidden_rows.add(self._row)

    def _put(self, value: str, code: str) -> None:
        sheet, row, column = self._sheet, self._row, self._column
        if self._formula is not None and not value and self._kind != "str":
            sheet.add_doubtful(row, column, "=" + self._formula, UNCALCULATED)
        elif self._kind == "s":
            text, self._struck = self._strings.find(value) if value else ("", False)
            sheet.add_text(row, column, text, code)
        elif self._kind == "inlineStr":
            sheet.add_text(row, column, unescaped("".join(self._inline)), code)
        elif self._kind == "e":
            sheet.add_doubtful(row, column, value, ERROR)
        elif self._kind == "b":
            sheet.add_text(row, column, "TRUE" if _truth(value.strip()) else "FALSE")
        elif self._kind in ("str", "d"):
            sheet.add_text(row, column, unescaped(value), code)
        elif value.strip():
            sheet.add_number(row, column, float(value), code)


def _is_zero(size: str | None) -> bool:
    return size is not None and not size.strip("0.")
