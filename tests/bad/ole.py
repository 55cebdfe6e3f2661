"""Compound files (old Office) as small as can be, made of named streams."""

import struct
from collections.abc import Mapping
from typing import Final

SECTOR: Final = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER: Final = struct.Struct("<8s16xHHHHH6x9I109I")
_SMALLEST: Final = 4096
"""Streams smaller than this would stand in sectors of their own kind; they are filled up instead."""


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Give a file with these streams at its root: header, one sector of the table, directory, streams."""
    contents = [
        content.ljust(max(_SMALLEST, -(-len(content) // SECTOR) * SECTOR), b"\0") for content in streams.values()
    ]
    directory_sectors = -(-(len(streams) + 1) // 4)
    fat = [_FAT, *range(2, 1 + directory_sectors), _END]
    starts = []
    for content in contents:
        starts.append(len(fat))
        sectors = len(content) // SECTOR
        fat += [*range(len(fat) + 1, len(fat) + sectors), _END]
    fat += [_FREE] * (SECTOR // 4 - len(fat))
    header = _HEADER.pack(_MAGIC, 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, _SMALLEST, _END, 0, _END, 0, 0, *[_FREE] * 108)
    entries = _entry("Root Entry", 5, 1 if streams else _FREE, _FREE, _END, 0)
    for number, (name, content, start) in enumerate(zip(streams, contents, starts, strict=True), 1):
        entries += _entry(name, 2, _FREE, number + 1 if number < len(streams) else _FREE, start, len(content))
    entries = entries.ljust(directory_sectors * SECTOR, b"\0")
    return header + struct.pack("<128I", *fat) + entries + b"".join(contents)


def _entry(name: str, kind: int, child: int, right: int, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII36xIQ", encoded, len(encoded), kind, 1, _FREE, right, child, start, size)


def workbook(*, encrypted: bool) -> bytes:
    """Give the stream of a workbook: its first records, with a password or without."""
    begin = struct.pack("<HH16x", 0x0809, 16)
    password = struct.pack("<HH4x", 0x002F, 4) if encrypted else b""
    return begin + password + struct.pack("<HH12x", 0x0085, 12)


def word(*, encrypted: bool) -> bytes:
    """Give the stream of a Word document: the beginning of its header."""
    return struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0x0804, 0, 0x0100 if encrypted else 0)
