"""Plain text and tab-separated text → rows of placed cells, streaming: memory does not grow with the file."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from auditor.errors import UnreadableDocument
from auditor.forms.memo import Memo
from auditor.reading.encoding import Encoding, detect
from auditor.reading.grid import Cell, Row


def rows(path: Path, source: str, is_known: Callable[[str], bool]) -> Iterator[Row]:
    """Give the rows that are not blank, one a line; cells are parted by tabs, pages by form feeds.

    ``is_known`` tells whether a text holds a label of some layout (see `encoding.detect`). Raises `UnreadableDocument`
    before the first row when the file cannot be opened, is no text, or has a line that is too long.
    """
    with _opened(path, source) as file:
        encoding = detect(file, source, is_known)
        split = Memo(_split)  # half of the lines are the template's own and come again in every form
        page = 1 if encoding.paged else None
        for number, line in enumerate(_lines(file, encoding), start=1):
            if "\f" not in line:
                cells, width = split[line]
                if cells:
                    yield Row(cells, width, number, page)
                continue
            for part_number, part in enumerate(line.split("\f")):
                page = (page or 1) + (part_number > 0)
                cells, width = split[part]
                if cells:
                    yield Row(cells, width, number, page)


def whole(path: Path, source: str, is_known: Callable[[str], bool]) -> str:
    """Give the whole text of a file in any of the encodings that `rows` reads; raises `UnreadableDocument`."""
    with _opened(path, source) as file:
        encoding = detect(file, source, is_known)
        return "\n".join(_lines(file, encoding))


@contextmanager
def _opened(path: Path, source: str) -> Iterator[BinaryIO]:
    """Open the file and turn what the system or a changed file does to us into one clear message."""
    try:
        with path.open("rb") as file:
            yield file
    except FileNotFoundError:
        raise UnreadableDocument("reading.not_found", source=source) from None
    except IsADirectoryError:
        raise UnreadableDocument("reading.is_directory", source=source) from None
    except PermissionError:
        raise UnreadableDocument("reading.no_permission", source=source) from None
    except UnicodeDecodeError:
        raise UnreadableDocument("reading.changed", source=source) from None
    except OSError as error:
        raise UnreadableDocument("reading.io_error", source=source, reason=error.strerror or str(error)) from None


def _lines(file: BinaryIO, encoding: Encoding) -> Iterator[str]:
    """Give the lines without their ends; only CR, LF and CR LF end a line, not U+2028 or a form feed."""
    file.seek(encoding.bom)
    text = io.TextIOWrapper(file, encoding=encoding.codec, errors="strict", newline=None)
    try:
        for line in text:
            yield line.removesuffix("\n")
    finally:
        with suppress(ValueError):  # the file is closed already where the reader stopped halfway
            text.detach()


def _split(line: str) -> tuple[tuple[Cell, ...], int]:
    """Give the cells of a line that are not blank, and its width."""
    if "\ufeff" in line:  # the mark of a file that was appended to this one
        line = line.replace("\ufeff", "")
    parts = line.split("\t")
    texts = enumerate([part.strip() for part in parts], 1)
    return tuple([Cell(text, column, column) for column, text in texts if text]), len(parts)
