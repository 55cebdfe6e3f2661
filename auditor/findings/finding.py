"""A finding: one row of findings.csv, every cell as text. Source: contract.md §3–4."""

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Final

from auditor.forms.model import Form

PASS, FAIL, NOT_APPLICABLE, CANNOT_CHECK, WAIVED = OUTCOMES = (
    "pass",
    "fail",
    "not_applicable",
    "cannot_check",
    "waived",
)
_ROW_NUMBER: Final = re.compile(r"\[\d+\]")
_ID_LENGTH: Final = 16


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose a finding is: the form, or the department or table that it is about. Every part is a text as printed."""

    form_id: str
    project_name: str
    implementing_unit: str
    department: str
    year: str
    source: str
    position: int

    @classmethod
    def of(cls, form: Form) -> "Origin":
        """Give the origin of a form's findings."""
        texts = form.texts
        return cls(
            form.form_id,
            texts.get("project_name") or "",
            texts.get("implementing_unit") or "",
            texts.get("department") or "",
            "" if form.year is None else str(form.year),
            form.source,
            form.position,
        )


@dataclass(slots=True)
class Finding:
    """One ``fail``, ``cannot_check`` or ``waived`` check; the fields are the columns of findings.csv, in order.

    ``batch_note`` is set where most forms of the batch have the same weakness, which is then told once for all. Not
    written are ``position`` (of the form in its source) and ``trial``, for ordering and the exit code, ``loss`` (why
    what was read there may not be what the form prints), ``standing`` (a ``hit``, or only ``suspected``) and ``crossed``: it concerns more than one
    form.
    """

    finding_id: str
    rule_id: str
    rule_title: str
    severity: str
    outcome: str
    dimension: str
    group: str
    form_id: str
    project_name: str
    implementing_unit: str
    department: str
    year: str
    subject: str
    field: str
    found: str
    expected: str
    difference: str
    amount: str
    message: str
    fix: str
    basis: str
    basis_verified: str
    source: str
    page: str
    line: str
    cell: str
    excerpt: str
    pack: str
    pack_version: str
    position: int
    trial: bool
    loss: str = ""
    standing: str = "hit"
    crossed: bool = False
    batch_note: str = ""


_NOT_WRITTEN: Final = ("position", "trial", "loss", "standing", "crossed")
COLUMNS: Final = tuple(name for name in Finding.__slots__ if name not in _NOT_WRITTEN)


def finding_id(rule_id: str, form_id: str, subject: str, field: str, repeat: int) -> str:
    """Give the stable id of a finding: rule, form, subject and field without row numbers.

    ``subject`` is as printed in the form, empty where nothing is printed; ``repeat`` counts the rows of that name above
    it. Neither message nor line nor value nor language takes part, so a re-run, a reworded message, a moved row or
    another finding that was mended keeps the id.
    """
    parts = [rule_id, form_id, subject, _ROW_NUMBER.sub("[]", field)]
    if repeat:
        parts.append(str(repeat))
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:_ID_LENGTH]


def order(finding: Finding) -> tuple[str, int, str, str, str]:
    """Give the key of the total order: source, form position, rule id, subject, field."""
    return (finding.source, finding.position, finding.rule_id, finding.subject, finding.field)
