"""Opening files: what the system does to us becomes one clear message."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from auditor.errors import UnreadableDocument
from auditor.reading.source import Source, beyond


@contextmanager
def opened(source: Source) -> Iterator[BinaryIO]:
    """Open the file for reading; raises `UnreadableDocument` where the system refuses, also while it is read."""
    try:
        _refuse_irregular(source)
        with source.path.open("rb") as file:
            yield file
    except FileNotFoundError:
        raise UnreadableDocument("reading.not_found", source=source.name) from None
    except IsADirectoryError:
        raise UnreadableDocument("reading.is_directory", source=source.name) from None
    except PermissionError:
        raise UnreadableDocument("reading.no_permission", source=source.name) from None
    except OSError as error:
        raise UnreadableDocument("reading.io_error", source=source.name, reason=error.strerror or str(error)) from None


def refuse_large(source: Source) -> None:
    """Raise `UnreadableDocument` for a document of more bytes than allowed."""
    with opened(source) as file:
        size = file.seek(0, 2)
    if size > source.limits.file_bytes:
        raise beyond(source, "file_bytes", size)


def _refuse_irregular(source: Source) -> None:
    """Raise for a pipe or device, which would never end or never begin; a folder fails when it is opened."""
    mode = source.path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise UnreadableDocument("reading.not_regular", source=source.name)
