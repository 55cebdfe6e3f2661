"""Old Word files (97) written by hand: paragraphs with their stored properties, in one compound file."""

import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tests.bad.ole import compound
from tests.printing import page

_TEXT_AT: Final = 0x600
_PAGE: Final = 512
_COUNTS_AT, _POINTERS_AT = 0x4C, 0x9A
IN_TABLE: Final = struct.pack("<HB", 0x2416, 1)
ROW_END: Final = struct.pack("<HB", 0x2417, 1)
INNER_CELL_END: Final = struct.pack("<HB", 0x244B, 1)
INNER_ROW_END: Final = struct.pack("<HB", 0x244C, 1)
SPECIAL: Final = struct.pack("<HB", 0x0855, 1)


def depth(number: int) -> bytes:
    """Give the property of a paragraph in tables inside each other."""
    return IN_TABLE + struct.pack("<Hi", 0x6649, number)


def switch(code: int, value: int = 1) -> bytes:
    """Give a property of one byte."""
    return struct.pack("<HB", code, value)


def shape(edges: Sequence[int], flags: Sequence[int]) -> bytes:
    """Give the property of a row: the edges of its cells and how they are merged."""
    cells = b"".join(struct.pack("<HHIIII", flag, 0, 0, 0, 0, 0) for flag in flags)
    content = struct.pack(f"<B{len(edges)}h", len(flags), *edges) + cells
    return struct.pack("<HH", 0xD608, len(content) + 1) + content


@dataclass(frozen=True, slots=True)
class Par:
    """A paragraph: runs of text with their properties, the character that ends it, its own properties."""

    runs: tuple[tuple[str, bytes], ...]
    end: str = "\r"
    properties: bytes = b""


def par(text: str, end: str = "\r", properties: bytes = b"") -> Par:
    """Give a paragraph of one plain run."""
    return Par(((text, b""),), end, properties)


def cells(*contents: str | tuple[tuple[str, bytes], ...]) -> list[Par]:
    """Give the cells of a row, each of one paragraph, without the end of the row."""
    return [Par(c if isinstance(c, tuple) else ((c, b""),), "\x07", IN_TABLE) for c in contents]


def row_end(edges: Sequence[int], flags: Sequence[int], properties: bytes = b"") -> Par:
    """Give the end of a row of the outermost table."""
    return par("", "\x07", IN_TABLE + ROW_END + shape(edges, flags) + properties)


def merged_rows(table: page.Table) -> Iterator[Par]:
    """Give the paragraphs of a table as Word stores it: cells merged downwards come again in every row."""
    at = {(row, column): cell for row, column, cell in table.placed()}
    going: dict[int, tuple[page.Cell, int]] = {}
    for row in range(1, len(table.rows) + 1):
        edges, flags, column = [0], [], 1
        while column <= table.width:
            cell = at.get((row, column))
            begins = cell is not None
            if cell is None:
                cell, _ = going[column]
            going[column] = cell, row
            lines = cell.text.split("\n") if begins else [""]
            yield from (par(line, "\r", IN_TABLE) for line in lines[:-1])
            yield par(lines[-1], "\x07", IN_TABLE)
            flags.append(0 if cell.down == 1 else 0x60 if begins else 0x20)
            column += cell.across
            edges.append((column - 1) * 900 + row % 3)
        yield row_end(edges, flags)


STORIES: Final = ("body", "footnotes", "headers", "macros", "comments", "endnotes", "boxes", "header_boxes")


def doc(
    body: Iterable[Par],
    others: Mapping[str, Iterable[Par]] = {},
    *,
    fonts: Sequence[str] = (),
    headers: Sequence[int] = (),
    data: bytes = b"",
    version: int = 0xC1,
) -> bytes:
    """Give a file; ``others`` are stories by name, ``headers`` the places at which those of the headers begin."""
    stories = [list(others.get(name, [])) if name != "body" else list(body) for name in STORIES]
    paragraphs = [paragraph for story in stories for paragraph in story]
    lengths = [sum(_length(paragraph) for paragraph in story) for story in stories]
    text = "".join(run for paragraph in paragraphs for run in (*(text for text, _ in paragraph.runs), paragraph.end))
    content = text.encode("utf-16-le")
    main = bytearray(_TEXT_AT) + content
    looks, marks, at = [], [], _TEXT_AT
    for paragraph in paragraphs:
        start = at
        for run, properties in (*paragraph.runs, (paragraph.end, b"")):
            end = at + len(run.encode("utf-16-le"))
            if end > at:
                looks.append((at, end, properties))
            at = end
        marks.append((start, at, b"\0\0" + paragraph.properties))
    pieces = struct.pack("<BI2IHIH", 2, 16, 0, len(content) // 2, 0, _TEXT_AT, 0)
    table, pointers = bytearray(), {}
    for number, structure in (
        (33, pieces),
        (12, _pages(main, looks, _character_page)),
        (13, _pages(main, marks, _paragraph_page)),
        (15, _fonts(fonts)),
        (11, struct.pack(f"<{len(headers)}I", *headers)),
    ):
        pointers[number] = len(table), len(structure)
        table += structure
    struct.pack_into("<HH6xH", main, 0, 0xA5EC, version, 0x0200)
    struct.pack_into("<8i", main, _COUNTS_AT, *lengths)
    for number, (start, length) in pointers.items():
        struct.pack_into("<2I", main, _POINTERS_AT + 8 * number, start, length)
    return compound({"WordDocument": bytes(main), "1Table": bytes(table), "Data": data})


def _length(paragraph: Par) -> int:
    return sum(len(text.encode("utf-16-le")) // 2 for text, _ in paragraph.runs) + 1


def _fonts(names: Sequence[str]) -> bytes:
    entries = [bytes(39) + name.encode("utf-16-le") + b"\0\0" for name in names]
    return struct.pack("<HH", len(entries), 0) + b"".join(bytes([len(entry)]) + entry for entry in entries)


Stored = tuple[int, int, bytes]
"""First byte of a range, the one after it, its properties."""


def _pages(main: bytearray, stored: list[Stored], write: Callable[[list[Stored]], bytes]) -> bytes:
    """Append pages of properties to the main stream, three ranges on each; give the list of pages."""
    main += bytes(-len(main) % _PAGE)
    starts, numbers = [], []
    for first in range(0, len(stored), 3):
        part = stored[first : first + 3]
        starts.append(part[0][0])
        numbers.append(len(main) // _PAGE)
        main += write(part)
    return struct.pack(f"<{2 * len(starts) + 1}I", *starts, stored[-1][1], *numbers)


def _filled(part: list[Stored], each: int, contents: list[bytes]) -> bytes:
    """Give a page: the ranges, where the properties of each stand, the properties from its end."""
    filled = bytearray(_PAGE)
    filled[-1] = len(part)
    struct.pack_into(f"<{len(part) + 1}I", filled, 0, *(start for start, _, _ in part), part[-1][1])
    end = _PAGE - 1
    for number, content in enumerate(contents):
        end = (end - len(content)) & ~1
        filled[end : end + len(content)] = content
        filled[4 * (len(part) + 1) + each * number] = end // 2
    return bytes(filled)


def _character_page(part: list[Stored]) -> bytes:
    return _filled(part, 1, [bytes([len(properties)]) + properties for _, _, properties in part])


def _paragraph_page(part: list[Stored]) -> bytes:
    contents = []
    for _, _, properties in part:
        size = len(properties)
        contents.append((bytes([(size + 1) // 2]) if size % 2 else bytes([0, size // 2])) + properties)
    return _filled(part, 13, contents)
