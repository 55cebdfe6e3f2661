"""Pages of a PDF that show their content as a picture: scans, and text that was turned into mere shapes."""

from collections.abc import Sequence
from typing import Final

from auditor.reading.grid import Box
from auditor.reading.pdf.frame import Frame
from auditor.reading.pdf.glyphs import UNREADABLE, Glyph
from auditor.reading.pdf.shapes import Shapes

_SHARE: Final = 0.25
"""Share of the page that pictures cover when they are more than seals, logos and stamps."""
_OVER: Final = 20
"""Characters on a picture that make it the ground of a text."""
_BESIDE: Final = 200
"""Characters beside a picture that make the page one with text: a heading and a page number have fewer."""
_OUTLINES: Final = 30
"""Characters drawn as shapes that make a page without text one of outlines."""
_UNKNOWN: Final = 0.5
"""Share of a page's characters that the file tells nothing about when its text is worth nothing."""

PICTURE, TEXT, BOTH = "picture", "text", "both"


def content_of(shapes: Shapes, shown: Sequence[Glyph], frame: Frame) -> str:
    """Tell whether a page's content is a ``picture``, ``text``, or ``both``: text beside a large picture."""
    printed = [glyph for glyph in shown if not glyph.char.isspace()]
    unknown = sum(glyph.char == UNREADABLE for glyph in printed)
    if printed and unknown >= _UNKNOWN * len(printed):
        return PICTURE
    if not printed and shapes.outlines >= _OUTLINES:
        return PICTURE
    width, height = frame.size
    bare = [box for box in (frame.box(*picture) for picture in shapes.pictures) if _is_bare(box, printed)]
    if sum(_size_on(box, width, height) for box in bare) < _SHARE * width * height:
        return TEXT
    return PICTURE if len(printed) < _BESIDE else BOTH


def _is_bare(box: Box, printed: Sequence[Glyph]) -> bool:
    """Tell whether hardly any text is printed on a picture."""
    left, top, right, bottom = box
    return sum(left < glyph.left < right and top < glyph.top < bottom for glyph in printed) < _OVER


def _size_on(box: Box, width: float, height: float) -> float:
    """Give how much of a page a picture covers."""
    left, top, right, bottom = box
    return max(0.0, min(right, width) - max(left, 0.0)) * max(0.0, min(bottom, height) - max(top, 0.0))
