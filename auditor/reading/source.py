"""One document to be read, and how much of it is read at most."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from auditor.errors import UnreadableDocument


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read at most; beyond it the document is refused in one sentence, never read in part.

    Each is far above what a form needs and far below what harms the machine.
    """

    file_bytes: int = 200_000_000
    """Size of one file, packed or not."""
    unpacked_bytes: int = 1_000_000_000
    """What the parts of one zip file (Office documents are such) unpack to, together."""
    unpacked_ratio: int = 200
    """How many times larger than its packed form a part of more than a megabyte may be."""
    xml_bytes: int = 200_000_000
    """Size of one XML part that is held in memory as a tree."""
    members: int = 10_000
    """Files in one archive."""
    depth: int = 3
    """Archives inside archives."""
    pages: int = 2_000
    """Pages of one document."""
    stream_bytes: int = 20_000_000
    """What one part of a PDF that is no picture unpacks to: the drawing of a page, or a font."""
    page_objects: int = 200_000
    """Lines, texts, pictures and pieces of lines on one page of a PDF."""
    rows: int = 1_048_576
    """Rows of one sheet or table up to its last one that is not blank; all that a spreadsheet can have."""
    cells: int = 5_000_000
    """Cells of one sheet that are not blank."""
    line_characters: int = 1_000_000
    """Characters of one line of a text: a thousand times the longest narrative seen."""
    form_rows: int = 10_000
    """Rows of one form: a hundred times the longest form seen."""
    pixels: int = 100_000_000
    """Pixels of one scanned page."""


DEFAULT_LIMITS: Final = Limits()


def _nothing_known(_sample: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Source:
    """A document: where it lies, what places and messages call it, and its limits.

    ``is_known`` tells whether a text holds a label of some layout; by it an encoding is recognised. ``is_label`` tells
    whether a whole text is a label or a title; by it the halves of one that a page break cut in two are recognised.
    """

    path: Path
    name: str
    is_known: Callable[[str], bool] = field(default=_nothing_known)
    limits: Limits = DEFAULT_LIMITS
    is_label: Callable[[str], bool] = field(default=_nothing_known)


def beyond(source: Source, limit: str, found: int) -> UnreadableDocument:
    """Give the refusal of a document in which ``found`` is more than the limit of that name (``reading.limit_NAME``)."""
    return UnreadableDocument(
        f"reading.limit_{limit}", source=source.name, found=f"{found:,}", limit=f"{getattr(source.limits, limit):,}"
    )
