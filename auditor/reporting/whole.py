"""Outputs appear whole or not at all: written beside their place under another name, moved there at the end."""

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from auditor.errors import OutputError


class WholeFile:
    """A file being written; `commit` puts it in its place, `abort` leaves nothing behind."""

    def __init__(
        self, path: Path, *, encoding: str = "utf-8", newline: str | None = None, binary: bool = False
    ) -> None:
        """Open the file beside ``path``, for text or bytes; raises `OutputError` when that folder cannot be written."""
        self.path = path
        if path.is_dir():
            raise OutputError("output.is_folder", path=path)
        try:
            handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        except OSError as error:
            raise OutputError("output.not_writable", path=path, reason=error.strerror) from error
        self._temporary = Path(name)
        self.stream: IO[Any] = (
            os.fdopen(handle, "w+b") if binary else os.fdopen(handle, "w", encoding=encoding, newline=newline)
        )

    def commit(self) -> None:
        """Put the file in its place; raises `OutputError` when that fails, leaving nothing behind."""
        try:
            self.stream.close()
            self._temporary.chmod(_usual_mode())
            self._temporary.replace(self.path)
        except OSError as error:
            self._temporary.unlink(missing_ok=True)
            raise OutputError("output.not_writable", path=self.path, reason=error.strerror) from error

    def abort(self) -> None:
        """Throw away what was written."""
        try:
            self.stream.close()
        finally:
            self._temporary.unlink(missing_ok=True)


@contextmanager
def written_whole(path: Path | None, *, encoding: str = "utf-8") -> Iterator[IO[str]]:
    """Give a stream to write to: the file at ``path``, which appears at the end if all went well, else standard output.

    Line ends are written as they come.
    """
    if path is None:
        yield sys.stdout
        return
    file = WholeFile(path, encoding=encoding, newline="")
    try:
        yield file.stream
    except BaseException:
        file.abort()
        raise
    file.commit()


def write_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Write texts into a folder, made where it is missing; all of them appear, or none when one cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError("output.not_writable", path=folder, reason=error.strerror) from error
    opened: list[WholeFile] = []
    try:
        for name, text in files.items():
            opened.append(WholeFile(folder / name, newline=""))
            opened[-1].stream.write(text)
    except BaseException:
        for file in opened:
            file.abort()
        raise
    for file in opened:
        file.commit()


def _usual_mode() -> int:
    """Give the permissions an ordinary new file gets (a temporary file is private)."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
