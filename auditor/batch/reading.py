"""Documents → forms, one after another; what cannot be read is noted and costs nothing else."""

from collections.abc import Iterable, Iterator
from contextlib import closing

from auditor.batch.document import Document
from auditor.batch.unpacking import on_disk
from auditor.errors import UnreadableDocument
from auditor.forms.model import Form
from auditor.reading.document import read_document
from auditor.reading.identity import Identities
from auditor.reading.source import DEFAULT_LIMITS, Limits
from auditor.rulebook.pack import Pack


def read_all(
    documents: Iterable[Document], pack: Pack, unreadable: list[UnreadableDocument], limits: Limits = DEFAULT_LIMITS
) -> Iterator[Form]:
    """Read every document in order; one that cannot be read is noted and costs nothing else."""
    identities = Identities()
    with closing(on_disk(documents, limits, unreadable)) as files:
        for document in files:
            yield from read_forms(document, pack, identities, unreadable, limits)


def read_forms(
    document: Document, pack: Pack, identities: Identities, unreadable: list[UnreadableDocument], limits: Limits
) -> Iterator[Form]:
    """Read one document that is a file; what could be read before it became unreadable is not lost."""
    try:
        yield from read_document(document.path, document.source, pack.layouts, pack.vocabulary, identities, limits)
    except UnreadableDocument as error:
        unreadable.append(error)
