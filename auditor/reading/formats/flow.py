"""Text as a browser lays it out: white space runs together, line breaks are only those that a page asks for."""

import re
from typing import Final

_SPACE: Final = re.compile(r"[ \t\r\n\f]+")
_WRAP: Final = "\v"
"""Stands for white space with a line end in it until it is known what is on both sides."""
_KEPT_SPACE: Final = "\x1c"
"""Stands for a blank that is kept."""
_AROUND_BREAK: Final = re.compile(r"[ \v]*\n[ \v]*")
_RUN: Final = re.compile(r"[ \v]+")
_FIRST_WIDE: Final = "\u2e80"
"""Chinese characters and punctuation begin here; between two of them a wrapped source line is no blank."""
_RAISED: Final = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
_LOWERED: Final = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")
_RAISABLE: Final = frozenset("0123456789+-−()n")


def raised(text: str) -> str:
    """Give digits set above the line as such: 10⁴ is not 104, m² not m2. Other texts stay as they are."""
    return text.translate(_RAISED) if _RAISABLE.issuperset(text) else text


def lowered(text: str) -> str:
    """Give digits set below the line as such."""
    return text.translate(_LOWERED) if _RAISABLE.issuperset(text) else text


class Flow:
    """The text of one cell or paragraph while it is read."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._parts: list[str] = []
        self._line_is_blank = True
        self.doubts: set[str] = set()
        self.deleted = ""
        self.pictures = 0

    def add(self, text: str, *, kept: bool = False) -> None:
        """Take text; its own line ends and blanks count only where they are ``kept``."""
        if kept:
            text = text.replace("\r\n", "\n").replace("\r", "\n").replace(" ", _KEPT_SPACE)
        else:
            text = _SPACE.sub(lambda run: _WRAP if "\n" in run[0] or "\r" in run[0] else " ", text.replace(_WRAP, " "))
        if text:
            self._parts.append(text)
            self._line_is_blank = self._line_is_blank and not text.strip(" \v")

    def end_line(self) -> None:
        """Begin a new line."""
        self._parts.append("\n")
        self._line_is_blank = True

    def end_block(self) -> None:
        """Begin a new line unless this one is still blank."""
        if not self._line_is_blank:
            self.end_line()

    def text(self) -> str:
        """Give the text."""
        text = _AROUND_BREAK.sub("\n", "".join(self._parts)).strip()
        return _RUN.sub(lambda run: _joint(text, run), text).replace(_KEPT_SPACE, " ")


def _joint(text: str, run: re.Match[str]) -> str:
    """Give what stands for a run of white space inside a line."""
    sides = (text[run.start() - 1], text[run.end()])
    return "" if _WRAP in run[0] and min(sides) >= _FIRST_WIDE else " "
