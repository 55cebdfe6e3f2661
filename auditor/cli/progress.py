"""Progress of long work, on standard error and only when that is a terminal."""

import sys
import time
from typing import Final, Self

from auditor.wording import say

_EVERY: Final = 0.2
"""Seconds between two updates."""


class Progress:
    """Counts forms on one line that disappears at the end."""

    def __init__(self, lang: str) -> None:
        """Speak ``lang``."""
        self._lang = lang
        self._visible = sys.stderr.isatty()
        self._count = 0
        self._last = 0.0

    def __enter__(self) -> Self:
        """Begin; nothing is shown before the first form."""
        return self

    def __exit__(self, *_exception: object) -> None:
        """Clear the line."""
        if self._visible and self._last:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def advance(self) -> None:
        """Count one more form."""
        self._count += 1
        if self._visible and time.monotonic() - self._last > _EVERY:
            self._last = time.monotonic()
            sys.stderr.write("\r\x1b[K" + say(self._lang, "report.progress", forms=self._count))
            sys.stderr.flush()
