"""One batch: documents → forms → results, in order, with everything that went wrong counted and named."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from auditor.batch.discovery import Document
from auditor.errors import UnreadableDocument
from auditor.findings.account import Account, Tally
from auditor.findings.evaluation import Evaluation, Result
from auditor.findings.finding import Finding, order
from auditor.forms.model import Form
from auditor.reading.document import read_document
from auditor.reading.identity import Identities
from auditor.rulebook.pack import Pack


class Output(Protocol):
    """Where findings go: written one by one, and put in place at the end."""

    def write(self, finding: Finding) -> None:
        """Add one finding."""

    def commit(self) -> None:
        """Put the whole output in its place."""

    def abort(self) -> None:
        """Leave nothing behind."""


def read_all(documents: Iterable[Document], pack: Pack, unreadable: list[UnreadableDocument]) -> Iterator[Form]:
    """Read every document in order; one that cannot be read is noted and costs nothing else."""
    identities = Identities()
    for document in documents:
        yield from _read(document, pack, identities, unreadable)


def _read(
    document: Document, pack: Pack, identities: Identities, unreadable: list[UnreadableDocument]
) -> Iterator[Form]:
    """Read one document; what could be read before it became unreadable is not lost."""
    try:
        yield from read_document(document.path, document.source, pack.layouts, pack.vocabulary, identities)
    except UnreadableDocument as error:
        unreadable.append(error)


class Batch:
    """Audits documents by one or several packs and writes the findings in their total order.

    Documents come sorted and forms in printed order, so with one pack only the findings of one form are ever sorted;
    with several packs, those of one document. Forms are named uniquely over the whole batch.
    """

    def __init__(
        self, evaluations: Sequence[Evaluation], outputs: Sequence[Output], each: Callable[[Result], None]
    ) -> None:
        """Prepare; ``each`` is told every result as it comes, for progress and summaries."""
        self.tally = Tally()
        self._evaluations = evaluations
        self._identities = [Identities() for _ in evaluations]
        self._outputs = outputs
        self._each = each

    def audit(self, documents: Iterable[Document]) -> None:
        """Audit the documents one after another."""
        for document in documents:
            if len(self._evaluations) == 1:
                for findings in self._document(document):
                    self._write(findings)
            else:
                self._write([finding for findings in self._document(document) for finding in findings])

    def account(self) -> Account:
        """Give the account of all packs together."""
        first, *others = [evaluation.account for evaluation in self._evaluations]
        for other in others:
            first = first.joined(other)
        return first

    def _document(self, document: Document) -> Iterator[list[Finding]]:
        """Give the findings of each form of a document; unreadable means that no pack could read it."""
        errors: list[UnreadableDocument] = []
        for evaluation, identities in zip(self._evaluations, self._identities, strict=True):
            for result in evaluation.evaluate_all(_read(document, evaluation.pack, identities, errors)):
                yield self._form(result)
        if len(errors) == len(self._evaluations):
            self.tally.unreadable.append(errors[0])

    def _form(self, result: Result) -> list[Finding]:
        tally = self.tally
        tally.forms += 1
        if result.fault is not None:
            tally.faults.append((result.form.form_id, result.fault))
        self._each(result)
        return result.findings

    def _write(self, findings: list[Finding]) -> None:
        for finding in sorted(findings, key=order):
            for output in self._outputs:
                output.write(finding)
