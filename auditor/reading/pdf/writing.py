"""Characters in their places → what they say: lines, words, paragraphs; level, upright or turned.

A line that was only wrapped is joined with the next; one that ended although the next word would have fitted ends a
paragraph.
"""

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from math import inf
from typing import Final

from auditor.reading.formats.symbolfonts import PRIVATE
from auditor.reading.pages import Written
from auditor.reading.pdf.glyphs import UNREADABLE, Glyph
from auditor.reading.radicals import fold_radicals
from auditor.reading.wrapping import first_unit, joined_text

_SAME_LINE: Final = 0.4
"""Share of a character's height by which the middles of characters in one line may differ."""
_WORD_GAP: Final = 0.15
"""Share of the height that parts two words of Latin letters or digits."""
_WIDE_GAP: Final = 1.2
"""Share of the height that parts whatever stands on both sides."""
_TWICE: Final = 0.6
"""Share of its width by which a character covers the same one when it is printed twice, for boldness."""
_SLACK: Final = 1.0
"""Widths of a character that may stay free at the end of a line that is full."""
_PADDING: Final = 6.0
"""Points that a cell keeps free at its sides, at most."""
_SPACED_NUMBER: Final = re.compile(r"(?:[≥≤><=＞＜＝]\s*)?\d{1,3}(?: \d{3})+(?:\.\d+)?(?:%|[\u4e00-\u9fff]{1,3})?")
"""A number whose groups of three digits stand apart, or several numbers in a row."""
SPACED: Final = "digits_joined"
LOST: Final = "unreadable_character"

_Line = Sequence[Glyph]


def written(glyphs: _Line, left: float, right: float) -> Written | None:
    """Give what a cell between two edges says; None where it says nothing."""
    if any(glyph.turn for glyph in glyphs):
        return _written_turned(glyphs)
    lines = lines_of(glyphs)
    texts = [text_of(line) for line in lines]
    edge = _inner_edge(lines, left, right)
    text = texts[0].strip()
    upright = len(lines) > 1 and (_is_upright(glyphs) or all(len(line) == 1 for line in lines))
    for (above, below), next_text in zip(pairwise(lines), texts[1:], strict=True):
        if not next_text.strip():
            continue
        ended = not upright and _room(above, left, edge) > _needed(below)
        text = f"{text}\n{next_text.strip()}" if ended and text else joined_text(text, next_text.strip())
    if not text:
        return None
    room = _room(lines[-1], left, edge) / _em(lines[-1])
    middle = (lines[0][0].top + lines[-1][0].bottom) / 2
    return Written(*checked(text), room < 1 + _SLACK, middle, room)


def lines_of(glyphs: _Line) -> list[list[Glyph]]:
    """Part characters into lines, from top to bottom, each from left to right; upright writing into its columns."""
    if not glyphs:
        return []
    if _is_upright(glyphs):
        return _columns_of(glyphs)
    twice, height = glyphs[0].top + glyphs[0].bottom, glyphs[0].bottom - glyphs[0].top
    near = 2 * _SAME_LINE * height
    if all(-near <= glyph.top + glyph.bottom - twice <= near for glyph in glyphs):  # most cells hold a single line
        return [sorted(glyphs)]
    lines: list[list[Glyph]] = []
    middle = height = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: glyph.top + glyph.bottom):
        its_middle, its_height = (glyph.top + glyph.bottom) / 2, glyph.bottom - glyph.top
        if lines and its_middle - middle <= _SAME_LINE * max(height, its_height):
            lines[-1].append(glyph)
            height = max(height, its_height)
        else:
            lines.append([glyph])
            middle, height = its_middle, its_height
    return [sorted(line) for line in lines]


def text_of(line: _Line) -> str:
    """Give the text of one line, with a blank where there is one or where words stand apart."""
    parts: list[str] = []
    end, floor, before = inf, inf, ""
    for left, top, right, bottom, char, _ in line:
        gap, height = left - end, bottom - top  # text of size zero has no height at all
        if gap < 0:
            # In upright writing the next character stands below, and may be the same one.
            if char == before and -gap > _TWICE * (right - left) and floor - top >= _TWICE * height:
                continue
        elif gap > _WORD_GAP * height and _is_word_end(before, char, wide=gap > _WIDE_GAP * height):
            parts.append(" ")
        parts.append(char)
        end, floor, before = right, bottom, char
    return fold_radicals("".join(parts))


def _is_word_end(before: str, after: str, *, wide: bool) -> bool:
    """Tell whether a gap parts two words: a wide one any, another only Latin words; a printed blank does so already."""
    if before.isspace() or after.isspace():
        return False
    return wide or (before.isascii() and after.isascii())


def checked(text: str) -> tuple[str, str | None]:
    """Give a text with its doubt: a number in groups of digits is one number, though it might be several."""
    if UNREADABLE in text:
        return text, LOST
    if PRIVATE.search(text):
        return text, "symbol_unknown"
    if " " in text and _SPACED_NUMBER.fullmatch(text):
        return text.replace(" ", ""), SPACED
    return text, None


def _written_turned(glyphs: _Line) -> Written | None:
    """Give what text says of which some stands on its side or its head, each direction by itself."""
    texts = []
    for its_turn, group in groupby(glyphs, key=lambda glyph: glyph.turn):
        lines = lines_of([_turned(glyph, its_turn) for glyph in group])
        texts.append("".join(text_of(line).strip() for line in lines))
    text = "".join(texts)
    middle = (min(glyph.top for glyph in glyphs) + max(glyph.bottom for glyph in glyphs)) / 2
    return Written(*checked(text), runs_on=False, middle=middle) if text else None


def _turned(glyph: Glyph, turn: int) -> Glyph:
    """Give a character as it stands after the paper was turned so that it is level."""
    left, top, right, bottom, char, _ = glyph
    if turn == 1:  # its line runs upwards
        return Glyph(-bottom, left, -top, right, char)
    if turn == 3:  # noqa: PLR2004 its line runs downwards
        return Glyph(top, -right, bottom, -left, char)
    return Glyph(-right, -bottom, -left, -top, char) if turn else glyph


def _is_upright(glyphs: _Line) -> bool:
    """Tell whether writing runs down in columns from right to left: characters mostly follow below each other."""
    if len(glyphs) == 1 or glyphs[1].top <= glyphs[0].top:
        return False
    down = across = 0
    for before, after in pairwise(glyphs):
        if abs(after.left - before.left) < (after.right - after.left) / 2 and after.top > before.top:
            down += 1
        else:
            across += 1
    columns = {round(glyph.left / max(glyph.right - glyph.left, 1)) for glyph in glyphs}
    return down > across and len(columns) > 1


def _columns_of(glyphs: _Line) -> list[list[Glyph]]:
    columns: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.right):
        if columns and columns[-1][0].left - glyph.left < (glyph.right - glyph.left) / 2:
            columns[-1].append(glyph)
        else:
            columns.append([glyph])
    return [sorted(column, key=lambda glyph: glyph.top) for column in columns]


def _em(line: _Line) -> float:
    return max(glyph.right - glyph.left for glyph in line)


def _inner_edge(lines: Sequence[_Line], left: float, right: float) -> float:
    """Give where text ends at the right of a cell that keeps as much free there as at its left."""
    free = min(line[0].left for line in lines) - left
    return right - min(max(free, 0.0), _PADDING)


def _room(line: _Line, left: float, edge: float) -> float:
    """Give how much more a line could hold; of a centred line both sides count."""
    free_right, free_left = edge - line[-1].right, line[0].left - left
    centred = abs(free_right - free_left) <= _em(line)
    return free_right + free_left if centred and free_left > _PADDING else free_right


def _needed(line: _Line) -> float:
    """Give the room that a line's first word needs at the end of the line above."""
    unit = line[: first_unit("".join(glyph.char for glyph in line))]
    return unit[-1].right - unit[0].left + _SLACK * _em(line)
