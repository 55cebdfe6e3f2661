"""forms.json: what was read, form by form, with the place of every value. Source: contract.md §2."""

import json
from pathlib import Path
from typing import IO, Any

from auditor.errors import UnreadableDocument
from auditor.forms.model import Form
from auditor.reading.jsonform import form_to_json
from auditor.reporting.whole import WholeFile


class JsonForms:
    """Writes ``{"forms": [...], "unreadable": [...]}`` as a stream; memory does not grow with the forms."""

    def __init__(self, stream: IO[Any], lang: str) -> None:
        """Begin the document on an open text stream."""
        self._stream = stream
        self._lang = lang
        self._first = True
        stream.write('{"forms": [')

    def write(self, form: Form) -> None:
        """Add one form."""
        text = json.dumps(form_to_json(form, self._lang), ensure_ascii=False, indent=1)
        self._stream.write(("\n" if self._first else ",\n") + text)
        self._first = False

    def finish(self, unreadable: list[UnreadableDocument]) -> None:
        """End the document with what could not be read."""
        entries = [
            {"source": str(error.details.get("source", "")), "reason": error.render(self._lang)} for error in unreadable
        ]
        self._stream.write(f'\n], "unreadable": {json.dumps(entries, ensure_ascii=False, indent=1)}}}\n')


def open_json(path: Path) -> WholeFile:
    """Open forms.json; raises `OutputError`."""
    return WholeFile(path)
