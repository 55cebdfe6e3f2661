"""One batch: documents → forms → results, in order, with everything that went wrong counted and named."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Protocol

from auditor.batch.beside import BesidePaths, read_beside
from auditor.batch.discovery import Discovery
from auditor.batch.document import Document
from auditor.batch.reading import read_forms
from auditor.batch.spool import Spool
from auditor.batch.unpacking import on_disk
from auditor.checking.views import FormView
from auditor.errors import UnreadableDocument
from auditor.findings.account import Account, Tally
from auditor.findings.crossing import Beside, Crossing
from auditor.findings.discretion import Discretion
from auditor.findings.evaluation import Evaluation, Result
from auditor.findings.finding import FAIL, Finding
from auditor.findings.formrecord import FormRecord
from auditor.findings.masking import masked_id
from auditor.findings.notes import BatchNote
from auditor.reading.identity import Identities
from auditor.reading.source import DEFAULT_LIMITS, Limits
from auditor.wording import say


class Taker(Protocol):
    """Whoever is given every finding, one by one."""

    def write(self, finding: Finding) -> None:
        """Take one finding."""


class FormTaker(Protocol):
    """Whoever is given every form before its findings."""

    def form(self, form: FormRecord) -> None:
        """Take one form."""


class Batch:
    """Audits documents by one or several packs and delivers the findings in their total order, once all are known.

    Forms are named uniquely over the whole batch. ``discretion`` masks what leaves it.
    """

    def __init__(
        self,
        evaluations: Sequence[Evaluation],
        each: Callable[[Result], None],
        beside: BesidePaths | None = None,
        limits: Limits = DEFAULT_LIMITS,
        *,
        keep_forms: bool = False,
    ) -> None:
        """Prepare; ``each`` is told every result as it comes, for progress and summaries.

        With ``keep_forms`` the forms are held on disk for the outputs that show them.

        Raises `UsageError` for a table in ``beside`` that cannot be read.
        """
        self.tally = Tally()
        self._evaluations = evaluations
        self._identities = [Identities() for _ in evaluations]
        self._each = each
        self._limits = limits
        self._keep_forms = keep_forms
        self.discretion = Discretion(evaluations[0].profile)
        self._spool = Spool()
        paths = beside or BesidePaths()
        self.tally.passed_over += [] if paths.previous is None else paths.previous.passed_over
        errors: list[list[UnreadableDocument]] = [[] for _ in evaluations]
        self._crossings = [
            Crossing(evaluation.run, evaluation.rules, self._known(read_beside(paths, evaluation, unreadable, limits)))
            for evaluation, unreadable in zip(evaluations, errors, strict=True)
        ]
        self.tally.unreadable += _unreadable_by_all(errors)

    def audit(self, found: Discovery) -> None:
        """Audit the documents one after another; what else the inputs held is kept for the account of the run."""
        self.tally.unreadable += found.unreadable
        self.tally.passed_over += found.passed_over
        with closing(on_disk(found.documents, self._limits, self.tally.unreadable)) as files:
            for document in files:
                self._document(document)

    def deliver(self, takers: Sequence[Taker], form_takers: Sequence[FormTaker] = ()) -> None:
        """Ask what concerns the whole batch, and give every finding to all takers, in the total order.

        Each form goes to ``form_takers`` before its findings.
        """
        notes: dict[tuple[str, str], str] = {}
        for evaluation, crossing in zip(self._evaluations, self._crossings, strict=True):
            result = crossing.finish(lambda finding: self._spool.add([finding]))
            notes |= {(evaluation.run.pack.name, rule_id): text for rule_id, text in result.notes.items()}
            if result.fault is not None:
                self.tally.faults.append((say(evaluation.run.lang, "finding.batch"), result.fault))
        self._learn_approvers()
        with self._spool as spool:
            forms = _Ahead(spool.forms(), form_takers, self.discretion)
            for finding in self._noted(spool.ordered(), notes):
                forms.up_to((finding.source, finding.position))
                shown = self.discretion.finding(finding)
                for taker in takers:
                    taker.write(shown)
            forms.rest()
        self.discretion.tally(self.tally)

    def account(self) -> Account:
        """Give the account of all packs together."""
        parts = [evaluation.account for evaluation in self._evaluations]
        first, *others = [*parts, *(crossing.account for crossing in self._crossings)]
        for other in others:
            first = first.joined(other)
        return first

    def _known(self, beside: Beside) -> Beside:
        """Learn whom last year's forms name, as they are read."""
        if beside.previous is None:
            return beside
        return replace(beside, previous=map(self._met, beside.previous))

    def _met(self, view: FormView) -> FormView:
        self.discretion.note(view.form)
        return view

    def _learn_approvers(self) -> None:
        for evaluation in self._evaluations:
            for name in () if evaluation.run.exemptions is None else evaluation.run.exemptions.approvers:
                self.discretion.note_person(name)

    def _document(self, document: Document) -> None:
        """Audit one document; unreadable means that no pack could read it."""
        errors: list[UnreadableDocument] = []
        for number, evaluation in enumerate(self._evaluations):
            forms = read_forms(document, evaluation.run.pack, self._identities[number], errors, self._limits)
            for result in evaluation.evaluate_all(forms):
                self._crossings[number].add(result)
                self._form(result)
        if len(errors) == len(self._evaluations):
            self.tally.unreadable.append(errors[0])

    def _form(self, result: Result) -> None:
        tally = self.tally
        tally.forms += 1
        if result.fault is not None:
            tally.faults.append((masked_id(result.form), result.fault))
        self.discretion.note(result.form)
        self._each(result)
        if self._keep_forms:
            self._spool.add_form(FormRecord.of(result.form, self._evaluations[0].run.lang))
        self._spool.add(result.findings)

    def _noted(self, findings: Iterable[Finding], notes: Mapping[tuple[str, str], str]) -> Iterator[Finding]:
        """Mark the findings that are told once for the whole batch, and gather whose they are."""
        gathered: dict[tuple[str, str], BatchNote] = {}
        for finding in findings:
            key = (finding.pack, finding.rule_id)
            if finding.outcome == FAIL and key in notes:
                finding.batch_note = notes[key]
                if key not in gathered:
                    gathered[key] = BatchNote(finding.rule_id, finding.rule_title, finding.severity, notes[key])
                gathered[key].add(finding.form_id, finding.project_name)
            yield finding
        self.tally.notes = [gathered[key] for key in sorted(gathered)]


class _Ahead:
    """Gives forms to their takers, each before its findings."""

    def __init__(self, forms: Iterator[FormRecord], takers: Sequence[FormTaker], discretion: Discretion) -> None:
        self._forms, self._takers, self._discretion = forms, takers, discretion
        self._next = next(forms, None)

    def up_to(self, place: tuple[str, int]) -> None:
        """Give the forms that stand no later than this source and position."""
        while self._next is not None and (self._next.source, self._next.position) <= place:
            shown = self._discretion.form(self._next) if self._takers else self._next
            for taker in self._takers:
                taker.form(shown)
            self._next = next(self._forms, None)

    def rest(self) -> None:
        """Give the forms that are left."""
        while self._next is not None:
            self.up_to((self._next.source, self._next.position))


def _unreadable_by_all(errors: Sequence[Sequence[UnreadableDocument]]) -> list[UnreadableDocument]:
    """Give the documents that no pack could read, each once, as the first pack tells them."""
    first, *others = ({error.details["source"]: error for error in each} for each in errors)
    return [error for source, error in first.items() if all(source in other for other in others)]
