"""Lines that were wrapped → one text: where a blank belongs between them, and where a line really ended."""

from typing import Final

_NO_START: Final = frozenset("，。、；：？！）》」』】〕’”…—～·％%),.;:?!]}°℃‰")
"""What does not begin a line: it takes the character before it to the next line with it."""
_HALF: Final = 0.6
"""Width of a Latin letter or digit, on the average, in widths of a Chinese character."""


def joined_text(above: str, below: str) -> str:
    """Join two lines of one paragraph: Chinese without anything between, Latin words with a blank."""
    if not above or not below:
        return above + below
    return f"{above} {below}" if _is_word(above[-1]) and _is_word(below[0]) else above + below


def first_unit(text: str) -> int:
    """Give how many characters of a line cannot be parted from its first: a Latin word, a number, closing marks."""
    length = 1
    while length < len(text) and (
        text[length] in _NO_START or (_is_latin(text[length]) and _is_latin(text[length - 1]))
    ):
        length += 1
    return length


def unit_width(text: str) -> float:
    """Give how many Chinese characters as wide the first unit of a line is, about."""
    return sum(_HALF if char.isascii() else 1.0 for char in text[: first_unit(text)])


def _is_latin(char: str) -> bool:
    return char.isascii() and not char.isspace()


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()
