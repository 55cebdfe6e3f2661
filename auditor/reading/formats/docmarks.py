"""What the properties stored in an old Word file say, as far as it matters: depth in tables, rows, how a run looks.

Properties are a row of modifiers (sprms): a code whose upper bits tell how long its operand is. Source: [MS-DOC] 2.6.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

_SIZES: Final = (1, 1, 2, 4, 2, 2, 0, 3)
"""Bytes of an operand by the upper three bits of its code; 0 where its first byte tells."""
_TABLE, _TABS = 0xD608, 0xC615
_HUGE: Final = (0x6645, 0x6646)
"""Properties too many for their page, which stand in the data stream."""
_IN_TABLE, _ROW_END, _DEPTH, _DEEPER, _CELL_END, _INNER_ROW_END = 0x2416, 0x2417, 0x6649, 0x664A, 0x244B, 0x244C
_MERGE, _MERGE_DOWN = 0x5624, 0xD62B
_DELETED, _INSERTED, _HIDDEN, _STRUCK, _STRUCK_TWICE, _HEIGHT = 0x0800, 0x0801, 0x083C, 0x0837, 0x2A53, 0x2A48
_FONT, _SYMBOL, _SPECIAL, _PLACE, _IS_DATA = 0x4A4F, 0x6A09, 0x0855, 0x6A03, 0x0806
_SWITCHES: Final = {_DELETED: "deleted", _INSERTED: "inserted", _SPECIAL: "special", _IS_DATA: "is_data"}
_DOUBTS: Final = {_HIDDEN: "hidden_text", _STRUCK: "struck_text", _STRUCK_TWICE: "struck_text"}
_CELL_BYTES: Final = 20
_ON: Final = (0x01, 0x81)
"""Values of a switch that turn it on: as such, and against its style, which is nearly always off."""
_HEIGHTS: Final = {1: "superscript", 2: "subscript"}


def modifiers(properties: bytes) -> Iterator[tuple[int, bytes]]:
    """Give code and operand of each modifier."""
    at = 0
    while at + 2 <= len(properties):
        (code,) = struct.unpack_from("<H", properties, at)
        at += 2
        size = _SIZES[code >> 13]
        if code == _TABLE:
            size = max(struct.unpack_from("<H", properties, at)[0] - 1, 0)
            at += 2
        elif not size:
            size = properties[at] if at < len(properties) else 0
            at += 1
            if code == _TABS and size == 0xFF:  # noqa: PLR2004 - the list of tabs is longer than a byte can tell
                return
        yield code, properties[at : at + size]
        at += size


@dataclass(slots=True)
class RowShape:
    """Where the cells of a row begin and end, in twentieths of a point, and how they are merged.

    ``left`` and ``down`` tell for each cell whether it goes on from the one on its left or from the one above.
    """

    edges: tuple[int, ...] = ()
    left: list[bool] = field(default_factory=list)
    down: list[bool] = field(default_factory=list)


@dataclass(slots=True)
class ParagraphMark:
    """What the end of a paragraph ends: at which depth in tables it stands (0 outside), a cell, a row of which shape."""

    depth: int = 0
    ends_cell: bool = False
    ends_row: bool = False
    shape: RowShape = field(default_factory=RowShape)


def paragraph_mark(properties: bytes, data: bytes) -> ParagraphMark:
    """Read the properties of a paragraph; ``data`` is the stream where those too many for a page stand."""
    mark = ParagraphMark()
    for code, operand in _expanded(properties, data):
        if code in (_IN_TABLE, _DEPTH):
            # The depth is stored beside the switch, in either order; a file that knows no nested tables has only this one.
            (said,) = struct.unpack("<i", operand) if code == _DEPTH else (min(operand[0], 1),)
            mark.depth = max(mark.depth, said)
        elif code == _DEEPER:
            mark.depth += struct.unpack("<i", operand)[0]
        elif code == _CELL_END:
            mark.ends_cell = bool(operand[0])
        elif code in (_ROW_END, _INNER_ROW_END):
            mark.ends_row = mark.ends_row or bool(operand[0])
        else:
            _take_shape(mark.shape, code, operand)
    return mark


def _take_shape(shape: RowShape, code: int, operand: bytes) -> None:
    """Take what a modifier says of the cells of a row."""
    if code == _TABLE:
        shape.edges, shape.left, shape.down = _row_shape(operand)
    elif code == _MERGE:
        for number in range(operand[0] + 1, min(operand[1], len(shape.left))):
            shape.left[number] = True
    elif code == _MERGE_DOWN and operand[0] < len(shape.down):
        shape.down[operand[0]] = operand[1] & 3 == 1


def _expanded(properties: bytes, data: bytes) -> Iterator[tuple[int, bytes]]:
    for code, operand in modifiers(properties):
        if code in _HUGE:
            (at,) = struct.unpack("<I", operand)
            (size,) = struct.unpack_from("<H", data, at)
            yield from modifiers(data[at + 2 : at + 2 + size])
        else:
            yield code, operand


def _row_shape(operand: bytes) -> tuple[tuple[int, ...], list[bool], list[bool]]:
    count = operand[0]
    edges = struct.unpack_from(f"<{count + 1}h", operand, 1)
    left, down = [False] * count, [False] * count
    begin = 1 + 2 * (count + 1)
    for number in range(min(count, (len(operand) - begin) // _CELL_BYTES)):
        (flags,) = struct.unpack_from("<H", operand, begin + number * _CELL_BYTES)
        left[number] = flags & 3 in (2, 3)
        down[number] = flags >> 5 & 3 == 1
    return edges, left, down


@dataclass(slots=True)
class RunMark:
    """How a run looks, as far as it matters.

    ``font`` is a number in the file's list; ``symbol`` a font's number and a code in it; ``place`` where the data of a
    picture or form field stand, ``is_data`` whether it is a form field.
    """

    doubts: list[str] = field(default_factory=list)
    deleted: bool = False
    inserted: bool = False
    special: bool = False
    height: str | None = None
    font: int | None = None
    symbol: tuple[int, int] | None = None
    place: int | None = None
    is_data: bool = False


def run_mark(properties: bytes) -> RunMark:
    """Read the properties of a run."""
    mark = RunMark()
    for code, operand in modifiers(properties):
        if code in _SWITCHES:
            setattr(mark, _SWITCHES[code], operand[0] in _ON)
        elif code in _DOUBTS and operand[0] in _ON:
            mark.doubts.append(_DOUBTS[code])
        elif code == _HEIGHT:
            mark.height = _HEIGHTS.get(operand[0])
        elif code == _FONT:
            (mark.font,) = struct.unpack("<H", operand)
        elif code == _SYMBOL:
            mark.symbol = struct.unpack("<2H", operand)
        elif code == _PLACE:
            (mark.place,) = struct.unpack("<I", operand)
    return mark
