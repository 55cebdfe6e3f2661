"""The characters of a PDF page, each in its box as the page is read."""

import ctypes
import struct
from collections.abc import Collection, Iterator
from math import pi
from statistics import median
from typing import Final, NamedTuple

import pypdfium2.raw as pdfium

from auditor.reading.formats.symbolfonts import PRIVATE, shown
from auditor.reading.pdf import library
from auditor.reading.pdf.frame import Frame

UNREADABLE: Final = "\ufffd"
"""What stands for a character whose meaning the file does not tell."""
_BLANKS: Final = frozenset((0x20, 0xA0, 0x3000))
_NOT_PRINTED: Final = frozenset((0xFFFE, 0xFFFF, 0xFEFF, 0xAD, 0x200B, 0x200C, 0x200D, 0x2060))
"""Marks of hyphenation and of where a line may end."""
_UNUSUAL: Final = _BLANKS | _NOT_PRINTED
_LOWEST_PRINTED: Final = 0x20
_HIGH: Final = 0xD800
_LOW: Final = 0xDC00
_AFTER: Final = 0xE000
"""The halves of characters beyond the first plane."""
_SMALLEST: Final = 2.0
"""Points; text that is lower is not seen."""
_LOW_BOX: Final = 0.75
"""Share of the usual height of characters; a box that is lower may not have the height of its font."""
_BELOW: Final = 0.13
"""Share of a font's height that is below the line it stands on."""

_SYMBOL_FONTS: Final = (
    ("wingdings2", "wingdings 2"),
    ("wingdings3", "wingdings 3"),
    ("wingdings", "wingdings"),
    ("webdings", "webdings"),
    ("symbol", "symbol"),
)
"""How the names of symbol fonts begin in a PDF, and what they are called elsewhere."""

_Points = tuple[float, float, float, float]


class Glyph(NamedTuple):
    """A character in its box: the width that it takes, and the height of its font.

    ``turn`` counts quarter turns anticlockwise by which it stands against the page as it is read.
    """

    left: float
    top: float
    right: float
    bottom: float
    char: str
    turn: int = 0


def glyphs_of(
    text_page: int, frame: Frame, unseen: Collection[int], *, turned: bool
) -> tuple[list[Glyph], list[Glyph]]:
    """Give the characters that are seen and those that are not, each in the order of the file.

    ``unseen`` are text objects that do not show; ``turned`` tells that some text is not level on its page.
    """
    seen: list[Glyph] = []
    hidden: list[Glyph] = []
    boxes = frame.boxes(_boxes(text_page))
    across, down = (2 * side for side in frame.size)
    for at, char in _characters(text_page, len(boxes)):
        left, top, right, bottom = boxes[at]
        turn = (_quarters(text_page, at) - frame.turn) % 4 if turned else 0
        size = right - left if turn % 2 else bottom - top
        is_seen = size >= _SMALLEST and 0 <= left + right <= across and 0 <= top + bottom <= down
        if unseen and library.text_object(text_page, at) in unseen:
            is_seen = False
        (seen if is_seen else hidden).append(Glyph(left, top, right, bottom, char, turn))
    return seen, hidden


def quarter_turns(text_page: int) -> list[int]:
    """Give by how many quarter turns anticlockwise each character stands on the page."""
    return [_quarters(text_page, at) for at in range(library.count_chars(text_page))]


def _quarters(text_page: int, at: int) -> int:
    """Give the quarter turns anticlockwise of a character; pdfium measures them clockwise."""
    quarters: int = round(-library.char_angle(text_page, at) * 2 / pi) % 4
    return quarters


def _boxes(text_page: int) -> list[_Points]:
    """Give left, bottom, right and top of each character.

    The loose boxes: tight ones would part commas and dashes from the numbers they stand in.
    """
    count = library.count_chars(text_page)
    boxes = (pdfium.FS_RECTF * count)()
    start, size, loose_box = ctypes.addressof(boxes), ctypes.sizeof(pdfium.FS_RECTF), library.loose_box
    for at in range(count):
        loose_box(text_page, at, start + at * size)
    found = [(left, bottom, right, top) for left, top, right, bottom in struct.iter_unpack("4f", boxes)]
    heights = [top - bottom for _, bottom, _, top in found if top > bottom]
    usual = median(heights) if heights else 0.0
    low = _LOW_BOX * usual
    return [
        _full(text_page, at, box) if box[3] - box[1] < low and box[0] < box[2] else box for at, box in enumerate(found)
    ]


def _full(text_page: int, at: int, box: _Points) -> _Points:
    """Give the box of a character with the height of its font.

    pdfium gives the tight one where the file names another character than the font does, so that a 一 has no height.
    """
    matrix, baseline = library.char_matrix(text_page, at), library.char_baseline(text_page, at)
    if matrix[1] or matrix[2]:
        return box
    height = library.font_size(text_page, at) * abs(matrix[3])
    return box[0], baseline - _BELOW * height, box[2], baseline + (1 - _BELOW) * height


def _characters(text_page: int, count: int) -> Iterator[tuple[int, str]]:
    """Give the printed characters with their numbers; a blank that pdfium added itself is none."""
    unicode_of, unusual = library.unicode_of, _UNUSUAL
    high = 0
    for at in range(count):
        code = unicode_of(text_page, at)
        if _LOWEST_PRINTED < code < _HIGH and code not in unusual:
            yield at, chr(code)
        elif _HIGH <= code < _LOW:
            high = code
        elif _LOW <= code < _AFTER:
            yield at, chr(0x10000 + ((high - _HIGH) << 10) + code - _LOW) if high else UNREADABLE
            high = 0
        elif code in _BLANKS or code < _LOWEST_PRINTED:
            if not library.is_generated(text_page, at):
                yield from _unusual(text_page, at, code)
        elif code not in _NOT_PRINTED:
            yield at, shown(chr(code), _font(text_page, at))[0] if PRIVATE.match(chr(code)) else chr(code)


def _font(text_page: int, at: int) -> str:
    """Give the family of a character's font, as Office programs call it."""
    name = library.font_name(library.text_object(text_page, at)).partition("+")[2].lower()
    return next((family for start, family in _SYMBOL_FONTS if name.startswith(start)), "")


def _unusual(text_page: int, at: int, code: int) -> Iterator[tuple[int, str]]:
    """Give a blank that is printed, and a mark for a character that cannot be told."""
    if code in _BLANKS:
        yield at, chr(code)
    elif not code or library.is_unmapped(text_page, at):
        yield at, UNREADABLE
