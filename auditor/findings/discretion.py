"""What a run must not tell: the one place that every finding, form and closing word passes on its way to the outputs.

Telephone, identity card and account numbers are masked in every profile. The ``public`` profile also masks persons: the
names in cells that name persons (项目负责人, 联系人…) and behind such words in texts, wherever these very names stand. A name
of three characters or more is masked in all forms of the batch, one of two only in its own form and in findings over several:
two characters are too often part of a word. Files and sheets go by their given names in the internal profile, so
that they are found again; in the public one these are masked, too.

What identifies a finding was hashed before, and waivers were applied, so neither depends on the profile.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from auditor.errors import UnreadableDocument
from auditor.findings.account import Tally
from auditor.findings.exemptionreport import ExemptionReport, WaiverUse
from auditor.findings.finding import Finding
from auditor.findings.formrecord import FormRecord
from auditor.findings.masking import CELLS, mask, mask_json
from auditor.findings.namemask import NameMask
from auditor.forms.model import Form
from auditor.forms.persons import Name, is_person_label, names_in_cell, names_in_text
from auditor.reading.jsonform import form_to_json

PUBLIC: Final = "public"
Key = tuple[str, int]
"""A form: its source and position."""
_SHORT: Final = 2


class Discretion:
    """Masks for one profile; in the public one it must `note` every form before the first thing is shown."""

    def __init__(self, profile: str) -> None:
        """Know nobody yet."""
        self.is_public = profile == PUBLIC
        self._wide, self._all = NameMask(), NameMask()
        self._own: dict[Key, NameMask] = {}
        self._ids: dict[str, str] = {}
        self._used: Counter[str] = Counter()

    def note(self, form: Form) -> None:
        """Learn whom a form names."""
        if not self.is_public:
            return
        own = NameMask()
        for cell, names in _persons(form_to_json(form)):
            for each in (own, self._all):
                each.add(names, cell)
            self._wide.add([name for name in names if len(name.text) > _SHORT and name.is_plain], "")
        offices = [form.texts.get(name) or "" for name in ("implementing_unit", "department")]
        for each in (own, self._all, self._wide):
            each.protect(offices)
        if own:
            self._own[form.source, form.position] = own

    def note_person(self, text: str) -> None:
        """Learn whom a cell names that is in no form, such as who approved a waiver."""
        if self.is_public:
            self._all.add(list(names_in_cell(mask(text))), mask(text))
            self._wide.add(list(names_in_cell(mask(text))), mask(text))

    def text(self, text: str, of: Key | None = None) -> str:
        """Give a text as it may be shown; ``of`` is the form it is about, None where it is about several."""
        shown = mask(text)
        if not self.is_public:
            return shown
        if of is None:
            return self._all.mask(shown)
        own = self._own.get(of)
        return self._wide.mask(own.mask(shown) if own is not None else shown)

    def path(self, text: str, of: Key | None = None) -> str:
        """Give the name of a file or sheet as it may be shown."""
        return self.text(text, of) if self.is_public else text

    def form_id(self, form_id: str, of: Key) -> str:
        """Give the id of a form as it may be shown; of several that become alike, the second is ``…#2``.

        ``form_id`` has its numbers masked.
        """
        shown = self.text(form_id, of)
        if shown == form_id:
            return form_id
        if form_id not in self._ids:
            self._used[shown] += 1
            self._ids[form_id] = shown if self._used[shown] == 1 else f"{shown}#{self._used[shown]}"
        return self._ids[form_id]

    def finding(self, finding: Finding) -> Finding:
        """Mask a finding."""
        if not self.is_public:  # what was written of the form is masked; who waived the finding, and why, is not yet
            finding.message = mask(finding.message)
            return finding
        of = None if finding.crossed else (finding.source, finding.position)
        finding.form_id = self.form_id(finding.form_id, (finding.source, finding.position))
        for name in (*CELLS, "batch_note"):
            setattr(finding, name, self.text(getattr(finding, name), of))
        for name in ("source", "cell"):
            setattr(finding, name, self.path(getattr(finding, name), of))
        return finding

    def form(self, form: FormRecord) -> FormRecord:
        """Give a form as it may be shown."""
        if not self.is_public:
            return form
        of = (form.source, form.position)
        data = mask_json(form.data, lambda text: self.text(text, of))
        data["form_id"] = self.form_id(form.data["form_id"], of)
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        return FormRecord(self.path(form.source, of), form.position, text)

    def tally(self, tally: Tally) -> None:
        """Mask what is told at the end of a run."""
        tally.faults = [(self.text(form_id), fault) for form_id, fault in tally.faults]
        if self.is_public:
            tally.unreadable = [self.unreadable(error) for error in tally.unreadable]
            tally.passed_over = [self.text(source) for source in tally.passed_over]

    def unreadable(self, error: UnreadableDocument) -> UnreadableDocument:
        """Give what is told of a document that could not be read."""
        if not self.is_public:
            return error
        return type(error)(error.key, **{name: self._detail(value) for name, value in error.details.items()})

    def exemptions(self, report: ExemptionReport) -> ExemptionReport:
        """Mask what became of waivers: they name forms and subjects."""
        return replace(report, waivers=tuple(self._waiver(use) for use in report.waivers))

    def _waiver(self, use: WaiverUse) -> WaiverUse:
        waiver = use.waiver
        subject = None if waiver.subject is None else self.text(waiver.subject)
        shown = replace(waiver, form=self.text(waiver.form), subject=subject, document=self.text(waiver.document))
        return replace(use, waiver=shown, nearest=self.text(use.nearest))

    def _detail(self, value: object) -> object:
        return self.text(value) if isinstance(value, str) else value


def _persons(value: Any, label: str = "") -> Iterator[tuple[str, list[Name]]]:
    """Give every text of a form that names persons, with the names; numbers in the text are masked, as it will be shown."""
    if isinstance(value, str):
        shown = mask(value)
        cell = list(names_in_cell(shown)) if label == "manager" or is_person_label(label) else []
        behind = list(names_in_text(shown))
        if cell:
            yield shown, cell
        if behind:
            yield "", behind
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _persons(each, key)
    elif isinstance(value, Iterable):
        for each in value:
            yield from _persons(each, label)
