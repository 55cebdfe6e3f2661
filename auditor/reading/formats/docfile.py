"""The inside of an old Word file (97 to 2003): its streams, its text by position, and what is stored about each position.

A document is one row of characters, counted by CP; pieces say where the bytes of each stretch lie (FC). Properties of
paragraphs and characters hang on ranges of FC, in pages of 512 bytes. Source: [MS-DOC], sections 2.4 to 2.9.
"""

import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import pairwise
from typing import BinaryIO, Final, NamedTuple

_PAGE: Final = 512
_WORD97: Final = 0x00C1
_TABLE_1: Final = 0x0200
"""The flag that tells which of the two table streams counts."""
_COMPRESSED: Final = 1 << 30
_COUNTS_AT: Final = 0x4C
_POINTERS_AT: Final = 0x9A
_CHARACTERS, _PARAGRAPHS, _FONTS, _HEADERS, _PIECES = 12, 13, 15, 11, 33
"""Places in the list of pointers (fibRgFcLcb97)."""
_FONT_NAME_AT: Final = 39
_PAPX_BYTES: Final = 13


class AncientFile(Exception):
    """The file was written by Word 95 or an earlier one."""


class Span(NamedTuple):
    """A stretch of positions, the end not included."""

    start: int
    end: int


class _Piece(NamedTuple):
    """A stretch of text: its first position, where its bytes begin, and the bytes of a character."""

    start: int
    offset: int
    size: int


class DocFile:
    """One file; any damage raises `struct.error`, `IndexError` or `ValueError`."""

    def __init__(self, file: BinaryIO) -> None:
        """Read the streams of an open file; raises `AncientFile`."""
        import olefile

        with olefile.OleFileIO(file) as ole:
            self._main = ole.openstream("WordDocument").read()
            version, flags = struct.unpack_from("<2xH6xH", self._main)
            if version < _WORD97:
                raise AncientFile
            self._table = ole.openstream("1Table" if flags & _TABLE_1 else "0Table").read()
            self.data = ole.openstream("Data").read() if ole.exists("Data") else b""
        lengths = struct.unpack_from("<8i", self._main, _COUNTS_AT)
        if min(lengths) < 0:
            raise ValueError
        names = ("body", "footnotes", "headers", "macros", "comments", "endnotes", "boxes", "header_boxes")
        self.stories: dict[str, Span] = {}
        """Where the body and the other stories stand in the text."""
        at = 0
        for name, length in zip(names, lengths, strict=True):
            self.stories[name] = Span(at, at + length)
            at += length
        self._pieces, self.text = self._read_text(at)
        self._starts = [piece.start for piece in self._pieces]

    def paragraph_properties(self, at: int) -> bytes:
        """Give the properties (sprms) of the paragraph whose mark stands at a position."""
        return self._paragraphs.at(self._offset(at))

    def runs(self, span: Span) -> Iterator[tuple[str, bytes]]:
        """Give the stretches of text that look alike, with their properties."""
        at = span.start
        while at < span.end:
            number = bisect_right(self._starts, at) - 1
            piece = self._pieces[number]
            limit = self._starts[number + 1] if number + 1 < len(self._starts) else len(self.text)
            offset = piece.offset + (at - piece.start) * piece.size
            until = self._characters.end(offset)
            end = min(span.end, limit, at + max(1, -(-(until - offset) // piece.size)))
            yield self.text[at:end], self._characters.at(offset)
            at = end

    @cached_property
    def fonts(self) -> list[str]:
        """The names of the fonts."""
        data = self._pointed(_FONTS)
        names: list[str] = []
        at = 4
        for _ in range(struct.unpack_from("<H", data)[0] if data else 0):
            length = data[at]
            name = data[at + 1 + _FONT_NAME_AT : at + 1 + length].decode("utf-16-le", errors="replace")
            names.append(name.partition("\0")[0])
            at += 1 + length
        return names

    def header_stories(self) -> Iterator[Span]:
        """Give the stories of headers and footers: first six of notes, then six of each section.

        Those of a section: header of even pages, of odd ones, footer of even pages, of odd ones, first header, first
        footer.
        """
        data = self._pointed(_HEADERS)
        begin = self.stories["headers"].start
        places = struct.unpack_from(f"<{len(data) // 4}I", data)
        for start, end in pairwise(places[:-1]):  # the last place says nothing
            yield Span(begin + start, begin + end)

    @cached_property
    def _paragraphs(self) -> "_Properties":
        return _Properties(self._main, self._pointed(_PARAGRAPHS), _paragraph_entry)

    @cached_property
    def _characters(self) -> "_Properties":
        return _Properties(self._main, self._pointed(_CHARACTERS), _character_entry)

    def _pointed(self, number: int) -> bytes:
        """Give the structure that a pointer of the file leads to."""
        start, length = struct.unpack_from("<2I", self._main, _POINTERS_AT + 8 * number)
        if start + length > len(self._table):
            raise ValueError
        return self._table[start : start + length]

    def _read_text(self, length: int) -> tuple[list[_Piece], str]:
        """Give the pieces and the whole text, one character for each position."""
        data, at = self._pointed(_PIECES), 0
        while data[at] == 1:  # properties of pieces, which only fast saving leaves
            at += 3 + struct.unpack_from("<H", data, at + 1)[0]
        if data[at] != 2:  # noqa: PLR2004 - the tag of the list of pieces
            raise ValueError
        (size,) = struct.unpack_from("<I", data, at + 1)
        count, at = (size - 4) // 12, at + 5
        places = struct.unpack_from(f"<{count + 1}I", data, at)
        pieces, texts = [], []
        for number in range(count):
            (stored,) = struct.unpack_from("<I", data, at + 4 * (count + 1) + 8 * number + 2)
            characters = places[number + 1] - places[number]
            wide = not stored & _COMPRESSED
            offset = stored if wide else (stored & ~_COMPRESSED) // 2
            piece = _Piece(places[number], offset, 2 if wide else 1)
            content = self._main[offset : offset + characters * piece.size]
            if characters < 0 or len(content) < characters * piece.size:
                raise ValueError
            units = struct.unpack(f"<{characters}H", content) if wide else ()
            texts.append("".join(map(chr, units)) if wide else content.decode("cp1252", errors="replace"))
            pieces.append(piece)
        text = "".join(texts)
        if len(text) < length or not pieces or pieces[0].start:
            raise ValueError
        return pieces, text

    def _offset(self, at: int) -> int:
        piece = self._pieces[bisect_right(self._starts, at) - 1]
        return piece.offset + (at - piece.start) * piece.size


class _Properties:
    """Properties by range of bytes: a list of pages, each with ranges and what holds in them."""

    def __init__(self, main: bytes, pages: bytes, entry: Callable[[bytes, int], bytes]) -> None:
        count = max(0, (len(pages) - 4) // 8)
        self._main = main
        self._starts = struct.unpack_from(f"<{count}I", pages)
        self._numbers = struct.unpack_from(f"<{count}I", pages, 4 * (count + 1)) if count else ()
        self._entry = entry
        self._pages: dict[int, tuple[tuple[int, ...], list[bytes]]] = {}

    def at(self, offset: int) -> bytes:
        """Give what holds for the character whose bytes begin there."""
        places, entries = self._page(offset)
        number = bisect_right(places, offset) - 1
        return entries[number] if 0 <= number < len(entries) else b""

    def end(self, offset: int) -> int:
        """Give where that ends."""
        places, _ = self._page(offset)
        number = bisect_right(places, offset)
        return places[number] if number < len(places) else offset + 1

    def _page(self, offset: int) -> tuple[tuple[int, ...], list[bytes]]:
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return (), []
        if at not in self._pages:
            start = (self._numbers[at] & 0x3FFFFF) * _PAGE
            page = self._main[start : start + _PAGE]
            if len(page) < _PAGE:
                raise ValueError
            places = struct.unpack_from(f"<{page[-1] + 1}I", page)
            self._pages[at] = places, [self._entry(page, number) for number in range(page[-1])]
        return self._pages[at]


def _paragraph_entry(page: bytes, number: int) -> bytes:
    """Give the properties of a range of paragraphs, without the style that stands before them."""
    at = 2 * page[4 * (page[-1] + 1) + _PAPX_BYTES * number]
    if not at:
        return b""
    size, at = (2 * page[at] - 1, at + 1) if page[at] else (2 * page[at + 1], at + 2)
    return page[at + 2 : at + size]


def _character_entry(page: bytes, number: int) -> bytes:
    """Give the properties of a range of characters."""
    at = 2 * page[4 * (page[-1] + 1) + number]
    return page[at + 1 : at + 1 + page[at]] if at else b""
