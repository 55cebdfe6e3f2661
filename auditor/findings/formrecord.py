"""A form on its way to the outputs: as JSON, so that a batch keeps none of its forms in memory."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from auditor.findings.masking import mask_json, masked_id
from auditor.forms.model import Form
from auditor.reading.jsonform import form_to_json


@dataclass(frozen=True)
class FormRecord:
    """A form as ``auditor read`` writes it (contract.md §2), personal numbers masked; ``position`` is its place in the source."""

    source: str
    position: int
    text: str

    @classmethod
    def of(cls, form: Form, lang: str) -> "FormRecord":
        """Take down a form."""
        data = form_to_json(form, lang)
        data = mask_json({**data, "form_id": masked_id(form)})
        return cls(form.source, form.position, json.dumps(data, ensure_ascii=False, separators=(",", ":")))

    @cached_property
    def data(self) -> dict[str, Any]:
        """Give the form as plain lists, mappings and texts."""
        found: dict[str, Any] = json.loads(self.text)
        return found
