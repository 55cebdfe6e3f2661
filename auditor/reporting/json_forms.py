"""forms.json: what was read, form by form, with the place of every value. Source: contract.md §2."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from auditor.errors import UnreadableDocument
from auditor.findings.discretion import Discretion
from auditor.findings.formrecord import FormRecord
from auditor.forms.model import Form
from auditor.reading.jsonform import form_to_json
from auditor.reporting.whole import WholeFile


class JsonForms:
    """Writes ``{"forms": [...], "unreadable": [...]}`` as a stream; memory does not grow with the forms."""

    def __init__(self, stream: IO[Any], lang: str, profile: str | None = None) -> None:
        """Begin the document on an open text stream; without a ``profile`` everything stands as it was read."""
        self._discretion = None if profile is None else Discretion(profile)
        self._stream = stream
        self._lang = lang
        self._first = True
        stream.write('{"forms": [')

    def write(self, form: Form) -> None:
        """Add one form."""
        data = form_to_json(form, self._lang)
        if self._discretion is not None:
            self._discretion.note(form)
            data = self._discretion.form(FormRecord.of(form, self._lang)).data
        text = json.dumps(data, ensure_ascii=False, indent=1)
        self._stream.write(("\n" if self._first else ",\n") + text)
        self._first = False

    def finish(self, unreadable: list[UnreadableDocument]) -> None:
        """End the document with what could not be read."""
        entries = [
            {"source": str(error.details.get("source", "")), "reason": error.render(self._lang)}
            for error in self.shown(unreadable)
        ]
        self._stream.write(f'\n], "unreadable": {json.dumps(entries, ensure_ascii=False, indent=1)}}}\n')

    def shown(self, unreadable: Iterable[UnreadableDocument]) -> list[UnreadableDocument]:
        """Give what may be told of documents that could not be read."""
        hide = self._discretion
        return list(unreadable) if hide is None else [hide.unreadable(error) for error in unreadable]

    def shown_path(self, source: str) -> str:
        """Give the name of a document as it may be told."""
        return source if self._discretion is None else self._discretion.path(source)


def open_json(path: Path) -> WholeFile:
    """Open forms.json; raises `OutputError`."""
    return WholeFile(path)
