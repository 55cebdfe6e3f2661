"""Workbooks of Excel 5 (BIFF5), as small as can be: the stream ``Book`` of an old Office file."""

import struct
from collections.abc import Sequence
from typing import Final

_BOF, _EOF, _CODEPAGE, _BOUNDSHEET, _LABEL, _NUMBER, _XF, _FONT = 0x809, 0x0A, 0x42, 0x85, 0x204, 0x203, 0xE0, 0x31
_GLOBALS, _SHEET = 5, 0x10
_GBK: Final = 936
_STRUCK: Final = 0x08


def biff5(cells: Sequence[tuple[int, int, str | float]], name: str = "表", *, struck: bool = False) -> bytes:
    """Give the stream of a workbook of one sheet with these cells: row and column from 0, text or number."""
    title = name.encode("gbk")
    before = _begin(_GLOBALS) + _record(_CODEPAGE, struct.pack("<H", _GBK)) + _styles(struck=struck)
    after = _record(_EOF, b"")
    bound = len(before) + 4 + 7 + len(title) + len(after)
    sheet = struct.pack("<IHB", bound, 0, len(title)) + title
    return before + _record(_BOUNDSHEET, sheet) + after + _begin(_SHEET) + b"".join(map(_cell, cells)) + after


def _cell(cell: tuple[int, int, str | float]) -> bytes:
    row, column, value = cell
    head = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str):
        text = value.encode("gbk")
        return _record(_LABEL, head + struct.pack("<H", len(text)) + text)
    return _record(_NUMBER, head + struct.pack("<d", value))


def _styles(*, struck: bool) -> bytes:
    font = struct.pack("<HHHHHBBBBB", 200, _STRUCK if struck else 0, 0x7FFF, 400, 0, 0, 0, 0, 0, 5) + b"Arial"
    return _record(_FONT, font) + _record(_XF, struct.pack("<HHHBBHHHH", 0, 0, 1, 0x20, 0, 0, 0, 0, 0))


def _begin(kind: int) -> bytes:
    return _record(_BOF, struct.pack("<HHHH", 0x500, kind, 0, 0))


def _record(number: int, body: bytes) -> bytes:
    return struct.pack("<HH", number, len(body)) + body
