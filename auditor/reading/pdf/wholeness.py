"""Whether a PDF whose table of contents is broken is whole all the same, so that reading it loses nothing.

pdfium reads what it can find and says nothing of what it cannot; half a file would be read as a short one.
"""

import re
import zlib
from typing import BinaryIO, Final

_TAIL: Final = 2048
"""Bytes at the end within which a whole file says that it ends."""
_STREAM: Final = re.compile(
    rb"<<(?:(?!stream|endobj).)*?/Filter\s*\[?\s*/FlateDecode(?:(?!stream|endobj).)*?>>\s*stream\r?\n", re.DOTALL
)
"""The beginning of a part that is packed and not encoded any further."""
_MOST: Final = 50_000_000
"""Bytes of one stream that are unpacked to see that it is whole."""


def is_whole(file: BinaryIO) -> bool:
    """Tell whether a PDF has its end and all of its packed parts can be unpacked."""
    file.seek(0)
    content = file.read()
    if b"%%EOF" not in content[-_TAIL:]:
        return False
    return all(_is_sound(content, found.end()) for found in _STREAM.finditer(content))


def _is_sound(content: bytes, start: int) -> bool:
    unpacker = zlib.decompressobj()
    end = content.find(b"endstream", start)
    if end < 0:
        return False
    try:
        unpacker.decompress(memoryview(content)[start:end], _MOST)
    except zlib.error:
        return False
    return unpacker.eof or bool(unpacker.unconsumed_tail)
