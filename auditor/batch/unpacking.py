"""Members of zip archives as files of their own, each for as long as it is read.

A member is written to a private folder under a name of ours, within the limits, and removed as soon as it was read.
"""

import zipfile
from collections.abc import Generator, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final, Self

from auditor.batch.document import Document
from auditor.errors import UnreadableDocument
from auditor.reading.packed import opened_parts, pieces
from auditor.reading.source import Limits, Source, beyond

PREFIX: Final = "auditor-"
"""How the names of our folders for temporary files begin."""
_LONGEST_SUFFIX: Final = 6


def on_disk(
    documents: Iterable[Document], limits: Limits, unreadable: list[UnreadableDocument]
) -> Generator[Document, None, None]:
    """Give the documents one by one as files, members of archives only until the next one is asked for.

    Members that cannot be unpacked are noted. Close the iterator (`contextlib.closing`) to remove what is left.
    """
    with _Unpacker(limits) as unpacker:
        for document in documents:
            if not document.inside:
                yield document
                continue
            try:
                path = unpacker.unpack(document)
            except UnreadableDocument as error:
                unreadable.append(error)
                continue
            try:
                yield Document(document.source, path)
            finally:
                path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _Level:
    """One archive that is open, inside the one before it."""

    key: Path | int
    archive: zipfile.ZipFile
    closing: ExitStack


class _Unpacker:
    """Unpacks members to a private folder; the archives that lead to a member stay open for the next one."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._levels: list[_Level] = []
        self._folder: TemporaryDirectory[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._close_from(0)
        if self._folder is not None:
            self._folder.cleanup()

    def unpack(self, document: Document) -> Path:
        """Write a member to the folder and give its path; raises `UnreadableDocument`."""
        self._folder = self._folder or TemporaryDirectory(prefix=PREFIX)
        keys: tuple[Path | int, ...] = (document.path, *document.inside[:-1])
        same = 0
        while same < min(len(keys), len(self._levels)) and self._levels[same].key == keys[same]:
            same += 1
        self._close_from(same)
        for depth in range(same, len(keys)):
            self._open(document, keys[depth], depth)
        path = Path(self._folder.name) / f"document{_safe_suffix(document.source)}"
        self._write(document, document.inside[-1], path)
        return path

    def _open(self, document: Document, key: Path | int, depth: int) -> None:
        path = document.path
        with ExitStack() as stack:
            if isinstance(key, int):
                assert self._folder is not None  # made before any archive is opened
                path = Path(self._folder.name) / str(depth)
                stack.callback(path.unlink, missing_ok=True)
                self._write(document, key, path)
            source = Source(path, document.source, limits=self._limits)
            archive = stack.enter_context(opened_parts(source))
            self._levels.append(_Level(key, archive, stack.pop_all()))

    def _write(self, document: Document, number: int, path: Path) -> None:
        members = self._levels[-1].archive.infolist()
        if number >= len(members):
            raise UnreadableDocument("reading.changed", source=document.source)
        unpack(self._levels[-1].archive, members[number], Source(path, document.source, limits=self._limits))

    def _close_from(self, depth: int) -> None:
        while len(self._levels) > depth:
            self._levels.pop().closing.close()


def unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: Source) -> None:
    """Write a member to the path of ``source``; nothing of it is left where it cannot be read."""
    if info.file_size > source.limits.file_bytes:
        raise beyond(source, "file_bytes", info.file_size)
    try:
        with source.path.open("wb") as file:
            file.writelines(pieces(archive, info, source))
    except OSError as error:
        source.path.unlink(missing_ok=True)
        raise UnreadableDocument("batch.not_unpacked", source=source.name, reason=error.strerror or error) from None
    except UnreadableDocument:
        source.path.unlink(missing_ok=True)
        raise


def _safe_suffix(name: str) -> str:
    suffix = PurePosixPath(name).suffix.lower()
    return suffix if suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) <= _LONGEST_SUFFIX else ""
