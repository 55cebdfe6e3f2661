"""Opening files: what the system does to us becomes one clear message."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from auditor.errors import UnreadableDocument
from auditor.reading.source import Source


@contextmanager
def opened(source: Source) -> Iterator[BinaryIO]:
    """Open the file for reading; raises `UnreadableDocument` where the system refuses, also while it is read."""
    try:
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
