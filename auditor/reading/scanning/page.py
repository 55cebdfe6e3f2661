"""The picture of one page → its tables and lines, every text with a doubt where the recogniser may be wrong.

Measurements hold at 200 dots to the inch; a page of another resolution is brought to that first.
"""

import re
from collections.abc import Sequence
from functools import reduce
from typing import Final, NamedTuple

import cv2
import numpy as np

from auditor.reading.grid import Box
from auditor.reading.labels import fold
from auditor.reading.order import in_reading_order
from auditor.reading.pages import Line, Page, Part, Table, Written
from auditor.reading.rulings import Ruling, grids
from auditor.reading.scanning.confusions import confusion, is_stroke
from auditor.reading.scanning.ink import Image, ink
from auditor.reading.scanning.lines import Found, crop, lines_of
from auditor.reading.scanning.recognition import Reading, Recogniser, Rect, recogniser
from auditor.reading.scanning.rules import find_rulings, without
from auditor.reading.scanning.straight import straighten
from auditor.reading.wrapping import joined_text

DPI: Final = 200
_POINT: Final = 72 / DPI
"""Points of a pixel."""
_SURE: Final = 0.9
"""Below this the recogniser may be wrong: on the pages of the tests it was right in two of three such cells."""
_VALUE: Final = 24
"""Longest text that is read twice: values are short."""
_NARROWER: Final = 0.85
"""For its second reading a line is made this much narrower."""
_UNREADABLE: Final = "〓"
"""Stands for ink that the recogniser can make nothing of; printers set it for a character they lack."""
_FULL: Final = 1.5
"""A line is full that ends so many of its heights or less before the border of its cell."""
_SIDEWAYS: Final = 0.6
"""A page is turned by a quarter when this share of its lines is higher than wide."""
_POOR: Final = 0.75
"""A page whose lines are read with less confidence on the average may stand on its head."""

_SAME_SCALE: Final = 0.02
_LEAST_SIDE: Final = 100
"""Pixels; half an inch: a smaller picture is no page."""
_BLANKS: Final = re.compile(r"(?<![0-9A-Za-z])\s+|\s+(?![0-9A-Za-z])")


class _Text(NamedTuple):
    """A line that was read: where it stands in which cell, what it says, and the code of what is doubtful about it."""

    rect: Rect
    cell: int | None
    text: str
    doubt: str | None


def read_page(image: Image, dpi: float, number: int) -> Page:
    """Read the grey picture of page ``number``, of so many dots to the inch; a page that lies on a side or its head too.

    The same picture gives the same page. Raises `ImportError` where the extra ``ocr`` is not installed.
    """
    reader = recogniser()
    scaled = _scaled(image, DPI / dpi)
    if min(scaled.shape) < _LEAST_SIDE:
        return Page(number, scaled.shape[0] * _POINT, ())
    straight = straighten(scaled).image
    page, sureness = _read(straight, reader, number)
    if sureness >= _POOR:
        return page
    other, better = _read(np.ascontiguousarray(straight[::-1, ::-1]), reader, number)
    return other if better > sureness else page


def _scaled(image: Image, factor: float) -> Image:
    if abs(factor - 1) < _SAME_SCALE:
        return image
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    size = (max(1, round(image.shape[1] * factor)), max(1, round(image.shape[0] * factor)))
    return cv2.resize(image, size, interpolation=how)


def _read(image: Image, reader: Recogniser, number: int) -> tuple[Page, float]:
    """Give the page, and how sure its text is on the average (1 where there is none)."""
    words = reader.find(image)
    if _is_sideways(words):
        image = np.ascontiguousarray(np.rot90(image))
        words = reader.find(image)
    rulings = find_rulings(image, words)
    tables = grids(*(map(_in_points, lines) for lines in rulings))
    blank = without(image, rulings)
    cells = [(table, area) for table, grid in enumerate(tables) for area in range(len(grid.areas))]
    rects = [_in_pixels(tables[table].box_of(tables[table].areas[area])) for table, area in cells]
    lines = lines_of(words, rects, ink(blank))
    readings = reader.read([crop(blank, line) for line in lines])
    texts = _texts(blank, lines, readings, reader)
    written: list[dict[int, Written]] = [{} for _ in tables]
    for number_of_cell, (table, area) in enumerate(cells):
        inside = [text for text in texts if text.cell == number_of_cell]
        if inside:
            written[table][area] = _written(inside, rects[number_of_cell])
    parts: list[Part] = [
        *(Table(grid, cells_of) for grid, cells_of in zip(tables, written, strict=True)),
        *(Line(text.text, _box(text.rect), text.doubt) for text in texts if text.cell is None),
    ]
    page = Page(number, image.shape[0] * _POINT, tuple(in_reading_order(parts, lambda part: part.box)))
    return page, float(np.mean([reading.sureness for reading in readings])) if readings else 1.0


def _is_sideways(words: Sequence[Rect]) -> bool:
    long = [word for word in words if max(word) and max(word.width, word.height) > 2 * min(word.width, word.height)]
    return bool(long) and sum(word.height > word.width for word in long) > _SIDEWAYS * len(long)


def _in_points(ruling: Ruling) -> Ruling:
    return Ruling(*(value * _POINT for value in ruling))


def _in_pixels(box: Box) -> Rect:
    return Rect(*(round(value / _POINT) for value in box))


def _box(rect: Rect) -> Box:
    left, top, right, bottom = (value * _POINT for value in rect)
    return left, top, right, bottom


def _texts(image: Image, lines: Sequence[Found], readings: Sequence[Reading], reader: Recogniser) -> list[_Text]:
    """Settle what each line says; values are read again, a little narrower."""
    again = [number for number, reading in enumerate(readings) if _is_value(reading.text)]
    narrower = [cv2.resize(crop(image, lines[number]), None, fx=_NARROWER, fy=1.0) for number in again]
    second = dict(zip(again, reader.read(narrower), strict=True))
    return [
        _Text(line.rect, line.cell, *_settled(reading, second.get(number, reading)))
        for number, (line, reading) in enumerate(zip(lines, readings, strict=True))
        if reading.text or line.cell is not None
    ]


def _is_value(text: str) -> bool:
    """Tell whether a line may be a value: a short one with digits or signs, or a single character."""
    return len(text) == 1 or (0 < len(text) <= _VALUE and not all("\u4e00" <= char <= "\u9fff" for char in text))


def _settled(first: Reading, second: Reading) -> tuple[str, str | None]:
    """Give what a line says after two readings, and the code of what is doubtful about it."""
    surer = max(first, second, key=lambda reading: reading.sureness)
    text = _bare(surer.text) or _UNREADABLE
    if text == _UNREADABLE:
        return text, "ocr_unread"
    if fold(first.text) != fold(second.text):
        return text, "ocr_two_readings"
    return text, None if surer.sureness >= _SURE else "ocr_unsure"


def _bare(text: str) -> str:
    """Take away the blanks that the recogniser sees beside Chinese characters and signs."""
    return _BLANKS.sub("", text)


def _written(lines: Sequence[_Text], cell: Rect) -> Written:
    """Give what a cell says: its lines joined, and the first of their doubts."""
    text = reduce(joined_text, (line.text for line in lines))
    doubt = next((line.doubt for line in lines if line.doubt), None)
    if is_stroke(text):
        text, doubt = "—", None
    else:
        doubt = confusion(text) or doubt
    last = lines[-1].rect
    middle = (lines[0].rect.top + last.bottom) / 2 * _POINT
    return Written(text, doubt, cell.right - last.right < _FULL * last.height, middle)
