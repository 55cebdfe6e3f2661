"""The last catch: whatever a reader raises costs the one document, and is told."""

import os
import traceback
from collections.abc import Iterator
from typing import Final, TypeVar

from auditor.errors import TRACEBACK, UnreadableDocument

_Read = TypeVar("_Read")
_PANIC: Final = "PanicException"
"""What a library written in Rust raises where it fails; no `Exception`, so that nobody catches it by chance."""


def guarded(reading: Iterator[_Read], source: str, part: str) -> Iterator[_Read]:
    """Give what a reader gives; any exception that it did not mean becomes `UnreadableDocument`.

    ``part`` is the kind of the document, or ``form`` where the grid was read and the form in it was not. What was given
    before stays given. Where the environment variable `TRACEBACK` is set, the traceback goes to standard error.
    """
    try:
        yield from reading
    except (UnreadableDocument, GeneratorExit):
        raise
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != _PANIC:
            raise
        if os.environ.get(TRACEBACK):
            traceback.print_exception(error)
        reason = type(error).__name__
        raise UnreadableDocument("reading.reader_failed", source=source, part=part, reason=reason) from None
