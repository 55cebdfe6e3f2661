"""What is in a zip archive, and in the archives inside it; what one input unpacks to is counted together."""

import stat
import zipfile
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final

from auditor.batch.document import Document
from auditor.batch.names import is_litter, member_names
from auditor.batch.unpacking import PREFIX, unpack
from auditor.errors import UnreadableDocument
from auditor.reading.formats.kind import kind_of
from auditor.reading.magic import NO_DOCUMENTS, ZIP, told_by
from auditor.reading.packed import opened_parts, pieces
from auditor.reading.source import Limits, Source, beyond

INSIDE: Final = "!/"
"""What stands between an archive and its member in the name of a document."""
_OFFICE: Final = frozenset({".docx", ".docm", ".dotx", ".xlsx", ".xlsm", ".xltx", ".ods", ".odt", ".pptx", ".ofd"})
"""Suffixes of members that are not unpacked only to see whether they are archives."""


@dataclass(slots=True)
class Contents:
    """What an archive holds, whatever lies in archives inside it: documents, refusals, and files that are none."""

    documents: list[Document] = field(default_factory=list)
    unreadable: list[UnreadableDocument] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)


def list_archive(document: Document, limits: Limits) -> Contents:
    """Give what is in an archive, in its order; one that is beyond the limits as a whole is one refusal."""
    lister = _Lister(document, limits)
    try:
        lister.run()
    except UnreadableDocument as error:
        return Contents(unreadable=[error])
    contents = lister.contents
    if not (contents.documents or contents.unreadable):
        contents.unreadable.append(UnreadableDocument("batch.empty_archive", source=document.source))
    return contents


class _Lister:
    """Goes through one archive and those inside it, counting together what they hold."""

    def __init__(self, document: Document, limits: Limits) -> None:
        self.contents = Contents()
        self._top = document
        self._limits = limits
        self._members = 0
        self._bytes = 0

    def run(self) -> None:
        with TemporaryDirectory(prefix=PREFIX) as folder, opened_parts(self._source(self._top)) as archive:
            self._archive(archive, self._top, Path(folder))

    def _archive(self, archive: zipfile.ZipFile, document: Document, folder: Path) -> None:
        members = archive.infolist()
        self._count(members)
        for number, (info, name) in enumerate(zip(members, member_names(members), strict=True)):
            if not _is_folder(info) and not any(is_litter(part) for part in name.split("/")):
                source, inside = f"{document.source}{INSIDE}{name}", (*document.inside, number)
                self._member(archive, info, Document(source, document.path, inside), folder)

    def _member(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, document: Document, folder: Path) -> None:
        if stat.S_ISLNK(info.external_attr >> 16):
            self.contents.unreadable.append(UnreadableDocument("batch.link_member", source=document.source))
            return
        kind = _kind_by_head(archive, info, self._source(document))
        if kind in NO_DOCUMENTS:
            self.contents.passed_over.append(document.source)
        elif kind == ZIP and PurePosixPath(document.source).suffix.lower() not in _OFFICE:
            self._packed(archive, info, document, folder)
        else:
            self.contents.documents.append(document)

    def _packed(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, document: Document, folder: Path) -> None:
        """Go into a member that may be an archive; one that cannot be read is left to be refused as a document."""
        path = folder / str(len(document.inside))
        source = replace(self._source(document), path=path)
        try:
            unpack(archive, info, source)
            with ExitStack() as stack:
                inner = stack.enter_context(opened_parts(source)) if kind_of(source) == ZIP else None
                if inner is None:
                    self.contents.documents.append(document)
                elif len(document.inside) > self._limits.depth:
                    self.contents.unreadable.append(beyond(source, "depth", len(document.inside)))
                else:
                    self._archive(inner, document, folder)
        except _BeyondTogetherError:
            raise
        except UnreadableDocument as error:
            self.contents.unreadable.append(error)
        finally:
            path.unlink(missing_ok=True)

    def _count(self, members: list[zipfile.ZipInfo]) -> None:
        self._members += len(members)
        self._bytes += sum(info.file_size for info in members)
        for name, found in (("members", self._members), ("unpacked_bytes", self._bytes)):
            if found > getattr(self._limits, name):
                error = beyond(self._source(self._top), name, found)
                raise _BeyondTogetherError(error.key, **error.details)

    def _source(self, document: Document) -> Source:
        return Source(document.path, document.source, limits=self._limits)


class _BeyondTogetherError(UnreadableDocument):
    """An archive with those inside it is beyond a limit, so that it is refused as a whole."""


def _kind_by_head(archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: Source) -> str | None:
    """Give what the first bytes of a member tell; None also where they cannot be read, which is told when it is read."""
    try:
        with closing(pieces(archive, info, source)) as stream:
            return told_by(next(stream, b""))
    except UnreadableDocument:
        return None


def _is_folder(info: zipfile.ZipInfo) -> bool:
    return info.orig_filename.endswith(("/", "\\")) and info.file_size == 0
