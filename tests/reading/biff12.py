"""Binary workbooks (XLSB) as small as can be: parts made of records."""

import struct
from collections.abc import Sequence
from typing import Final

from tests.reading.books import relations, zipped

_ROW, _COLUMN, _VIEW, _MERGED, _STRING, _FORMAT, _STYLE, _SHEET, _PROPERTIES = 0, 60, 137, 176, 19, 44, 47, 156, 153
_STYLES_BEGIN, _STYLES_END, _DATA_BEGIN, _DATA_END, _SHEET_BEGIN, _SHEET_END = 617, 618, 145, 146, 129, 130
RK, ERROR, BOOLEAN, REAL, TEXT, SHARED, FORMULA_TEXT, FORMULA_NUMBER = 2, 3, 4, 5, 6, 7, 8, 9
FIRST_CODE: Final = 164


def record(number: int, body: bytes = b"") -> bytes:
    """Give a record: number and size in groups of seven bits."""
    return _grouped(number) + _grouped(len(body)) + body


def text(value: str) -> bytes:
    """Give a text with its length."""
    encoded = value.encode("utf-16-le")
    return struct.pack("<I", len(encoded) // 2) + encoded


def cell(kind: int, column: int, body: bytes, style: int = 0) -> bytes:
    """Give a cell of a row; the column counts from 0."""
    return record(kind, struct.pack("<II", column, style) + body)


def row(number: int, *cells: bytes, hidden: bool = False) -> bytes:
    """Give a row, counted from 0, with its cells."""
    head = struct.pack("<IIHBBBI", number, 0, 300, 0, 0x10 if hidden else 0, 0, 0)
    return record(_ROW, head) + b"".join(cells)


def sheet(
    *rows: bytes, columns: bytes = b"", merged: Sequence[tuple[int, int, int, int]] = (), zeros: bool = True
) -> bytes:
    """Give the part of a sheet; merged ranges are first and last row, first and last column, from 0."""
    view = record(_VIEW, struct.pack("<H28x", 0x10 if zeros else 0))
    ranges = b"".join(record(_MERGED, struct.pack("<IIII", *each)) for each in merged)
    size = record(148, struct.pack("<IIII", 0, 100, 0, 100))
    data = record(_DATA_BEGIN) + b"".join(rows) + record(_DATA_END)
    return record(_SHEET_BEGIN) + size + view + columns + data + ranges + record(_SHEET_END)


def hidden_column(first: int, last: int) -> bytes:
    """Give what hides columns, counted from 0."""
    return record(_COLUMN, struct.pack("<IIIIH", first, last, 2000, 0, 1))


def xlsb(
    *sheets: bytes,
    names: Sequence[str] = ("Sheet1", "Sheet2", "Sheet3"),
    states: Sequence[int] = (0, 0, 0),
    codes: Sequence[str] = (),
    strings: Sequence[str] = (),
) -> bytes:
    """Give a workbook; style n (from 1) shows numbers by the n-th of ``codes``."""
    listed = b"".join(
        record(_SHEET, struct.pack("<II", state, number) + text(f"s{number}") + text(name))
        for number, (_, state, name) in enumerate(zip(sheets, states, names, strict=False), 1)
    )
    formats = b"".join(
        record(_FORMAT, struct.pack("<H", FIRST_CODE + at) + text(code)) for at, code in enumerate(codes)
    )
    keys = (0, *range(FIRST_CODE, FIRST_CODE + len(codes)))
    styles = b"".join(record(_STYLE, struct.pack("<HH12x", 0, key)) for key in keys)
    shared = b"".join(record(_STRING, b"\0" + text(each)) for each in strings)
    related = [(f"s{number}", "worksheet", f"worksheets/sheet{number}.bin") for number in range(1, len(sheets) + 1)]
    related += [("st", "styles", "styles.bin"), ("ss", "sharedStrings", "sharedStrings.bin")]
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relations([("r1", "officeDocument", "xl/workbook.bin")]),
        "xl/_rels/workbook.bin.rels": relations(related),
        "xl/workbook.bin": record(131)
        + record(_PROPERTIES, bytes(12))
        + record(143)
        + listed
        + record(144)
        + record(132),
        "xl/styles.bin": record(278)
        + record(615, struct.pack("<I", len(codes)))
        + formats
        + record(616)
        + record(_STYLES_BEGIN, struct.pack("<I", len(keys)))
        + styles
        + record(_STYLES_END)
        + record(279),
        "xl/sharedStrings.bin": record(159, struct.pack("<II", len(strings), len(strings))) + shared + record(160),
    }
    for number, each in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{number}.bin"] = each
    return zipped(parts)


def _grouped(value: int) -> bytes:
    found = bytearray()
    while True:
        found.append(value & 0x7F | (0x80 if value > 0x7F else 0))
        value >>= 7
        if not value:
            return bytes(found)
