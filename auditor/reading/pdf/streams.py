"""Packed parts of a PDF, held to a limit before pdfium unpacks them: it unpacks each whole, whatever comes out.

Drawing needs far more memory than what describes it, so a page of a few kilobytes could take gigabytes. Pictures have a
limit of their own (``pixels``) and are left alone, as are parts that could not be beyond the limit however packed.
"""

import mmap
import re
import zlib
from typing import BinaryIO, Final

from auditor.reading.source import Source, beyond

_BEGIN: Final = re.compile(rb"stream\r?\n")
_END: Final = b"endstream"
_DESCRIBED_WITHIN: Final = 1024
"""Bytes before a part in which it is described."""
_PICTURE: Final = re.compile(rb"/Subtype\s*/Image\b")
_DEFLATED: Final = re.compile(rb"/(?:FlateDecode|Fl)\b")
_MOST_RATIO: Final = 1_032
"""How many times its size a deflated part unpacks to at most."""


def refuse_huge_parts(file: BinaryIO, source: Source) -> None:
    """Raise `UnreadableDocument` where a part that is no picture unpacks to more than ``stream_bytes``."""
    if not file.seek(0, 2):
        return
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        end = 0
        for begin in _BEGIN.finditer(content):
            if begin.start() < end:
                continue  # these letters stand in a part, not before one
            found = content.find(_END, begin.end())
            end = len(content) if found < 0 else found + len(_END)
            described = _description(content, begin.start())
            times = len(_DEFLATED.findall(described))
            if times and not _PICTURE.search(described):
                unpacked = _unpacked(content[begin.end() : end], times, source.limits.stream_bytes)
                if unpacked > source.limits.stream_bytes:
                    raise beyond(source, "stream_bytes", unpacked)


def _description(content: mmap.mmap, at: int) -> bytes:
    """Give what stands between the beginning of an object and its part."""
    before = content[max(0, at - _DESCRIBED_WITHIN) : at]
    return before[before.rfind(b" obj") + 1 :]


def _unpacked(packed: bytes, times: int, most: int) -> int:
    """Give how many bytes a part unpacks to that is packed so many times; beyond ``most`` it is not unpacked further."""
    for left in range(times, 0, -1):
        if len(packed) * _MOST_RATIO**left <= most:
            break
        try:
            packed = zlib.decompressobj().decompress(packed, most + 1)
        except zlib.error:
            break
    return len(packed)
