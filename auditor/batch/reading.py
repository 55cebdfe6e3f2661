"""Documents → forms, one after another; what cannot be read is noted and costs nothing else."""

from collections.abc import Iterable, Iterator

from auditor.batch.discovery import Document
from auditor.errors import UnreadableDocument
from auditor.forms.model import Form
from auditor.reading.document import read_document
from auditor.reading.identity import Identities
from auditor.rulebook.pack import Pack


def read_all(documents: Iterable[Document], pack: Pack, unreadable: list[UnreadableDocument]) -> Iterator[Form]:
    """Read every document in order; one that cannot be read is noted and costs nothing else."""
    identities = Identities()
    for document in documents:
        yield from read_forms(document, pack, identities, unreadable)


def read_forms(
    document: Document, pack: Pack, identities: Identities, unreadable: list[UnreadableDocument]
) -> Iterator[Form]:
    """Read one document; what could be read before it became unreadable is not lost."""
    try:
        yield from read_document(document.path, document.source, pack.layouts, pack.vocabulary, identities)
    except UnreadableDocument as error:
        unreadable.append(error)
