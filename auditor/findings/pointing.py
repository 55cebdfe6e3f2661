"""Whose a finding over a batch is, and where it points: a form, a row of one, of a table, another finding, or a rule.

Two findings of one rule never have one identity: what has no name of its own is told apart by all that names it.
"""

import json
import re
from dataclasses import replace
from typing import Any, Final

from auditor.checking.batchrows import FormRow, IndicatorRow, SpendingRow, Spot, TextRow, field_path, printed_name
from auditor.checking.batchview import FindingRow, NamedRow, ProjectRow, RuleRow, SubtotalRow
from auditor.checking.views import FormView
from auditor.findings.asking import Check
from auditor.findings.finding import Finding, Origin
from auditor.findings.place import loss_near, place_of
from auditor.findings.scribe import Aim
from auditor.forms.model import Place
from auditor.rulebook.expressions import Path
from auditor.wording import say

_ROW: Final = re.compile(r"(?P<rows>indicators|spending)\[(?P<number>[0-9]+)\]")
_NOBODY: Final = Origin("", "", "", "", "", "", 0)


def spot_in(view: FormView, path: str, lang: str) -> Spot:
    """Give the spot of a form that a path points at, while the form is there; a row without a name is named by number."""
    label = view.layout.names.get(path) or _row_label(view, path, lang) or path
    return Spot(path, label, place_of(view.form, path), loss_near(view.form, path, lang))


def _row_label(view: FormView, path: str, lang: str) -> str:
    """Give the name of the indicator or spending row that a path points into; empty for any other path."""
    found = _ROW.match(path)
    if found is None:
        return ""
    number = int(found["number"])
    row = getattr(view, found["rows"])[number]
    name = row.name if found["rows"] == "spending" else row.level3
    return name or say(lang, "finding.unnamed_row", number=number + 1)


def point(check: Check) -> tuple[Origin, Aim]:
    """Give whose a check is, and where it points."""
    return _origin(check.subject.item), aim_of(check)


def _origin(row: Any) -> Origin:
    """Give whose a finding about a row of the batch is."""
    if row is None or isinstance(row, RuleRow):
        return _NOBODY
    if isinstance(row, FindingRow):
        return _origin_of_finding(row.finding)
    if isinstance(row, NamedRow):
        first = _origin(row.first)
        return first if row.project_name is not None else replace(first, form_id="", project_name="")
    if isinstance(row, SubtotalRow):
        line = row.place.line if row.place is not None else None
        return Origin("", "", "", row.name, "", row.source, line or 0)
    if isinstance(row, ProjectRow):
        name, unit, department = row.project_name or "", row.implementing_unit or "", row.department or ""
        return Origin("", name, unit, department, "", row.place.source, row.place.line or 0)
    form: FormRow = row if isinstance(row, FormRow) else row.form
    name, unit, department = (form.texts.get(key) or "" for key in ("project_name", "implementing_unit", "department"))
    year = "" if form.year is None else str(form.year)
    return Origin(form.form_id, name, unit, department, year, form.source, form.position)


def _origin_of_finding(finding: Finding) -> Origin:
    return Origin(
        finding.form_id,
        finding.project_name,
        finding.implementing_unit,
        finding.department,
        finding.year,
        finding.source,
        finding.position,
    )


def aim_of(check: Check) -> Aim:
    """Give what a check about a row of the batch points at."""
    row, at = check.subject.item, check.program.rule.at
    attributes = at.attributes if isinstance(at, Path) else ()
    if isinstance(row, NamedRow):
        return _aim_at_name(row, attributes)
    if isinstance(row, ProjectRow):
        name = row.project_name or ""
        return Aim("", name, _joined(row.department, row.implementing_unit, name), row.repeat, row.place)
    if isinstance(row, SubtotalRow):
        return Aim("", row.name, _joined("subtotal", row.name), 0, row.place)
    if isinstance(row, FindingRow):
        return _aim_at_finding(row.finding)
    if row is None or isinstance(row, RuleRow):
        name = "" if row is None else row.rule_id
        return Aim("", name, name, 0)
    return _aim_at_row(row, attributes)


def _aim_at_row(row: FormRow | SpendingRow | IndicatorRow | TextRow, attributes: tuple[str, ...]) -> Aim:
    spot, printed = _spot_of(row, attributes), printed_name(row)
    return Aim(spot.path, printed or spot.label, printed, getattr(row, "repeat", 0), spot.place, spot.loss)


def _spot_of(row: FormRow | SpendingRow | IndicatorRow | TextRow, attributes: tuple[str, ...]) -> Spot:
    path = field_path(row, attributes)
    return next((spot for spot in row.spots if spot.path == path), Spot(path, path, None, loss=""))


def _aim_at_name(row: NamedRow, attributes: tuple[str, ...]) -> Aim:
    """Point at where an office or a project is named first; one project name may be that of several offices."""
    name = row.project_name or row.office or ""
    if isinstance(row.first, ProjectRow):
        printed = name if row.project_name is None else _joined(row.office, row.name_core)
        return Aim("", name, printed, 0, row.first.place)
    spot = _spot_of(row.first, attributes)
    return Aim(spot.path, name, name, 0, spot.place, spot.loss)


def _aim_at_finding(finding: Finding) -> Aim:
    """Point where another finding points; its identity is the other's."""
    page, line = (int(number) if number else None for number in (finding.page, finding.line))
    place = Place(finding.source, page, line, finding.cell or None, finding.excerpt)
    return Aim(finding.field, finding.subject, finding.finding_id, 0, place, finding.loss)


def _joined(*names: str | None) -> str:
    """Give several names as one text, so that no two lists of names give the same."""
    return json.dumps(["".join((name or "").split()) for name in names], ensure_ascii=False)
