"""INPUT… → the documents of a batch, each once, in a fixed order. Source: contract.md §1."""

import glob
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from auditor.batch.archives import list_archive
from auditor.batch.document import Document
from auditor.batch.names import shown_path
from auditor.batch.walking import Identity, files_in, identity
from auditor.errors import UnreadableDocument, UsageError
from auditor.reading.files import opened
from auditor.reading.formats.kind import kind_of
from auditor.reading.magic import HEAD_BYTES, NO_DOCUMENTS, ZIP, told_by
from auditor.reading.source import DEFAULT_LIMITS, Limits, Source

_MAGIC: Final = "*?["


@dataclass(slots=True)
class Discovery:
    """What inputs hold: documents in order, what could not be looked into, and files that cannot be documents."""

    documents: list[Document] = field(default_factory=list)
    unreadable: list[UnreadableDocument] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)


def discover(inputs: Iterable[str], besides: Iterable[Path | None] = (), limits: Limits = DEFAULT_LIMITS) -> Discovery:
    """Give every document of the inputs, each once whatever names lead to it, sorted by name.

    Folders are searched with their subfolders, and archives with those inside them; hidden files, the lock files of
    office programs (``~$…``) and what systems leave there are left out, and so are the files ``besides``, which steer
    the run. Programs, sound, films and the like in them are passed over. Raises `UsageError` when no input is given.
    """
    given = list(inputs)
    if not given:
        raise UsageError("batch.no_input")
    search = _Search({identity(path) for path in besides if path is not None}, limits)
    for text in given:
        search.input(text)
    return search.result()


class _Search:
    """Gathers what the inputs hold; a file that several names lead to goes by the first of them in order."""

    def __init__(self, apart: set[Identity], limits: Limits) -> None:
        self._apart = apart
        self._limits = limits
        self._files: dict[Identity, Document] = {}
        self._directly: set[Identity] = set()
        self._unreadable: list[UnreadableDocument] = []

    def input(self, text: str) -> None:
        """Take one input as the user typed it."""
        path = Path(text)
        if path.exists() or path.is_symlink() or not any(char in text for char in _MAGIC):
            self._path(path)
            return
        names = sorted(glob.glob(text, recursive=True))  # noqa: PTH207 - Path has no glob for absolute patterns
        if not names:
            self._unreadable.append(UnreadableDocument("batch.not_found", source=text))
        for name in names:
            self._path(Path(name))

    def _path(self, path: Path) -> None:
        if path.is_dir():
            self._folder(path)
        elif path.exists():
            self._file(path, directly=True)
        else:
            self._unreadable.append(UnreadableDocument("batch.not_found", source=shown_path(path)))

    def _folder(self, folder: Path) -> None:
        empty = True
        for found in files_in(folder):
            empty = False
            if isinstance(found, UnreadableDocument):
                self._unreadable.append(found)
            else:
                self._file(found, directly=False)
        if empty:
            self._unreadable.append(UnreadableDocument("batch.empty_folder", source=shown_path(folder)))

    def _file(self, path: Path, *, directly: bool) -> None:
        key = identity(path)
        if key in self._apart:
            return
        document = Document(shown_path(path), path)
        self._files[key] = min(self._files.get(key, document), document)
        if directly:
            self._directly.add(key)

    def result(self) -> Discovery:
        """Look into what was found: archives are searched, what cannot be a document is passed over."""
        found = Discovery(unreadable=self._unreadable)
        for key, document in self._files.items():
            kind = self._kind(document)
            if kind == ZIP:
                contents = list_archive(document, self._limits)
                found.documents += contents.documents
                found.unreadable += contents.unreadable
                found.passed_over += contents.passed_over
            elif kind in NO_DOCUMENTS and key not in self._directly:
                found.passed_over.append(document.source)
            else:
                found.documents.append(document)
        found.documents.sort()
        found.passed_over.sort()
        return found

    def _kind(self, document: Document) -> str | None:
        """Give the kind of a file; None where it cannot be told, which is said when the document is read."""
        source = Source(document.path, document.source, limits=self._limits)
        try:
            with opened(source) as file:
                kind = told_by(file.read(HEAD_BYTES))
            return kind_of(source) if kind == ZIP else kind
        except UnreadableDocument:
            return None
