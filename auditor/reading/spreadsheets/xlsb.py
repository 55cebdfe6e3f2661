"""XLSB, the binary form of XLSX → sheets: the same parts, made of records instead of elements.

Source: MS-XLSB 2.1.4 (records), 2.4 (their contents). A record is its number, the size of its body, and its body.
"""

import struct
from collections.abc import Iterator
from typing import Final

from auditor.errors import UnreadableDocument
from auditor.reading.packed import opened_parts
from auditor.reading.source import Source
from auditor.reading.spreadsheets.codes import BUILT_IN
from auditor.reading.spreadsheets.drawings import add_drawings
from auditor.reading.spreadsheets.package import NO_CELLS, Package
from auditor.reading.spreadsheets.workbook import ERROR, Range, Sheet, refuse_beyond, told_as_damage

_WORKBOOK: Final = "xl/workbook.bin"
_ROW, _RK, _ERROR, _BOOLEAN, _REAL, _TEXT, _SHARED = 0, 2, 3, 4, 5, 6, 7
_FORMULA_TEXT, _FORMULA_NUMBER, _FORMULA_BOOLEAN, _FORMULA_ERROR, _RICH_TEXT = 8, 9, 10, 11, 62
_STRING, _FORMAT, _STYLE, _COLUMN, _VIEW, _PROPERTIES, _SHEET, _MERGED = 19, 44, 47, 60, 137, 153, 156, 176
_STYLES_BEGIN, _STYLES_END = 617, 618
_ERRORS: Final = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!",
    0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A", 0x2B: "#GETTING_DATA",
}  # fmt: skip
_HEAD_BYTES: Final = (2, 4)
"""Most bytes of a record's number and of its size, seven bits each."""
_GOES_ON: Final = 0x80
_NO_TEXT: Final = 0xFFFFFFFF
_CELL: Final = struct.Struct("<II")
"""Column from 0; style number in the lower three bytes."""
_FOUR: Final = struct.Struct("<IIII")
_ROW_HIDDEN: Final = 0x10
_COLUMN_HIDDEN: Final = 0x01
_SHOWS_ZEROS: Final = 0x10
_FROM_1904: Final = 0x01


def sheets(source: Source) -> Iterator[Sheet]:
    """Give the sheets of a workbook; raises `UnreadableDocument`."""
    with opened_parts(source) as archive, told_as_damage(source, struct.error, LookupError, UnicodeDecodeError):
        package = Package(archive, source)
        main = dict(package.targets("").values()).get("officeDocument", _WORKBOOK)
        targets = package.targets(main)
        by_type = dict(targets.values())
        strings = [
            _text(body, 1)[0] for number, body in _records(package, by_type.get("sharedStrings")) if number == _STRING
        ]
        codes = _codes(package, by_type.get("styles"))
        from_1904 = False
        for number, body in _records(package, main):
            if number == _PROPERTIES:
                from_1904 = bool(body[0] & _FROM_1904)
            elif number == _SHEET:
                relation, at = _text(body, 8)
                name, _ = _text(body, at)
                kind, part = targets.get(relation, ("", ""))
                if kind in NO_CELLS:
                    continue
                if kind != "worksheet":
                    raise UnreadableDocument("reading.part_missing", source=source.name, part=name)
                sheet = Sheet(name, body[0] != 0, from_1904=from_1904)
                _fill(sheet, _records(package, part), strings, codes, source)
                sheet.close(source)
                add_drawings(sheet, package, part)
                yield sheet


def _records(package: Package, part: str | None) -> Iterator[tuple[int, bytes]]:
    """Give number and body of every record of a part."""
    if part is None:
        return
    waiting = b""
    for piece in package.pieces(part):
        waiting += piece
        at = 0
        while (found := _head(waiting, at)) is not None:
            number, start, size = found
            if start + size > len(waiting):
                break
            yield number, waiting[start : start + size]
            at = start + size
        waiting = waiting[at:]
    if waiting:
        raise struct.error("a record is cut off")


def _head(data: bytes, at: int) -> tuple[int, int, int] | None:
    """Give number, start and size of the body of the record at an offset; None where it is not whole yet."""
    numbers = []
    for most in _HEAD_BYTES:
        value = 0
        for place in range(most):
            if at >= len(data):
                return None
            byte = data[at]
            at += 1
            value |= (byte & ~_GOES_ON) << 7 * place
            if not byte & _GOES_ON:
                break
        numbers.append(value)
    return numbers[0], at, numbers[1]


def _codes(package: Package, part: str | None) -> list[str]:
    """Give the format code of every cell style by its number."""
    named: dict[int, str] = {}
    codes: list[str] = []
    inside = False
    for number, body in _records(package, part):
        if number == _FORMAT:
            named[int.from_bytes(body[:2], "little")] = _text(body, 2)[0]
        elif number in (_STYLES_BEGIN, _STYLES_END):
            inside = number == _STYLES_BEGIN
        elif number == _STYLE and inside:
            key = int.from_bytes(body[2:4], "little")
            codes.append(named.get(key) or BUILT_IN.get(key, "General"))
    return codes


def _fill(
    sheet: Sheet, records: Iterator[tuple[int, bytes]], strings: list[str], codes: list[str], source: Source
) -> None:
    row, hidden = 0, False
    for number, body in records:
        if number == _ROW:
            row, hidden = int.from_bytes(body[:4], "little") + 1, bool(body[11] & _ROW_HIDDEN)
        elif number == _COLUMN:
            first, last, width, _ = _FOUR.unpack_from(body)
            if not width or body[16] & _COLUMN_HIDDEN:
                sheet.hidden_columns.append((first + 1, last + 1))
        elif number == _MERGED:
            top, bottom, left, right = _FOUR.unpack_from(body)
            sheet.merged.append(Range(top + 1, left + 1, bottom + 1, right + 1))
        elif number == _VIEW:
            sheet.shows_zeros = bool(body[0] & _SHOWS_ZEROS)
        elif _RK <= number <= _FORMULA_ERROR or number == _RICH_TEXT:
            column, style = _CELL.unpack_from(body)
            code = codes[style & 0xFFFFFF] if style & 0xFFFFFF < len(codes) else "General"
            _add(sheet, (row, column + 1), number, body, strings, code)
            refuse_beyond(source, "cells", len(sheet.cells))
            if hidden:
                sheet.hidden_rows.add(row)


def _add(sheet: Sheet, place: tuple[int, int], number: int, body: bytes, strings: list[str], code: str) -> None:
    at = _CELL.size
    if number == _RK:
        sheet.add_number(*place, _packed(body[at : at + 4]), code)
    elif number in (_REAL, _FORMULA_NUMBER):
        (value,) = struct.unpack_from("<d", body, at)
        sheet.add_number(*place, value, code)
    elif number == _SHARED:
        sheet.add_text(*place, strings[int.from_bytes(body[at : at + 4], "little")], code)
    elif number in (_TEXT, _FORMULA_TEXT, _RICH_TEXT):
        sheet.add_text(*place, _text(body, at + (number == _RICH_TEXT))[0], code)
    elif number in (_BOOLEAN, _FORMULA_BOOLEAN):
        sheet.add_text(*place, "TRUE" if body[at] else "FALSE")
    else:
        sheet.add_doubtful(*place, _ERRORS.get(body[at], "#?"), ERROR)


def _packed(number: bytes) -> float:
    """Give a number packed into four bytes: a whole one of 30 bits or the upper half of a float, perhaps hundredths."""
    (bits,) = struct.unpack("<i", number)
    value: float = bits >> 2 if bits & 2 else struct.unpack("<d", struct.pack("<iI", 0, bits & 0xFFFFFFFC))[0]
    return value / 100 if bits & 1 else value


def _text(body: bytes, at: int) -> tuple[str, int]:
    """Give a text and the offset behind it; a length of all ones stands for no text."""
    (length,) = struct.unpack_from("<I", body, at)
    end = at + 4 + (0 if length == _NO_TEXT else 2 * length)
    if end > len(body):
        raise struct.error("a text is cut off")
    return body[at + 4 : end].decode("utf-16-le"), end
