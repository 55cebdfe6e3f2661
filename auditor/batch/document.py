"""One document of a batch: a file, or a member of an archive."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Document:
    """A file to read; ``source`` is how findings name it: the path as given, with forward slashes.

    A member of an archive (``a.zip!/b.docx``) has the archive's path and its position ``inside`` it: the number of the
    member, one number for each archive on the way.
    """

    source: str
    path: Path
    inside: tuple[int, ...] = ()
