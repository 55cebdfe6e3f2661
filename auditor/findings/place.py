"""Where a finding points: its field path, the printed place, the subject's name, and damage near it."""

from typing import Any, Final

from auditor.checking.balances import BalanceView
from auditor.checking.batchview import FindingRow
from auditor.checking.compiler import Compiler
from auditor.checking.program import LONG_TERM
from auditor.checking.rows import AmountView, FieldView, SpendingView, TargetElement
from auditor.checking.stated import StatedView
from auditor.checking.texts import TextView
from auditor.checking.verbs import lookup_index
from auditor.checking.views import FormView
from auditor.findings.asking import Check
from auditor.findings.scribe import Aim
from auditor.forms.model import READ_BY_OCR, Form, Place, pointer
from auditor.rulebook import names
from auditor.rulebook.expressions import Call, Derived, Each, Path
from auditor.rulebook.walking import operands_of
from auditor.wording import say

LOSSES: Final = frozenset(
    {
        "value_lost",
        "name_lost",
        "value_unplaced",
        "form_cut",
        "label_missing",
        "unassigned_row",
        "not_a_number",
        "text_goes_on",
    }
    | {"deleted_text", "tracked_change", "hidden_text", "struck_text", "picture_in_cell", "symbol_unknown"}
    | {"formula_text", "text_box", "columns_untold"}
    | {"sheet_error", "formula_uncalculated", "format_unknown", "shown_blank"}
    | {"hidden_sheet", "hidden_row", "hidden_column"}
    | {"boxes_none", "boxes_several", "boxes_unclear", "column_year", "columns_assumed"}
)
_NAMES: Final = ("level3", "name", "full_year", "half_year", "level2", "weight", "declared_direction")


class Locator:
    """Finds the field a check points at, and the name of its subject."""

    def __init__(self, compiler: Compiler, lang: str) -> None:
        """Name subjects in ``lang``."""
        self._compiler = compiler
        self._lang = lang

    def aim(self, check: Check) -> Aim:
        """Give the field path, such as ``indicators[12].half_year`` or ``funding.total``, the subject and the place."""
        path, form = self._field(check), check.runtime.form.form
        subject, printed, repeat = self._subject(check, path)
        loss = loss_near(form, path, self._lang) or self._doubt_below(check)
        return Aim(path, subject, printed, repeat, place_of(form, path), loss)

    def _doubt_below(self, check: Check) -> str:
        """Say that a value the rule looks at is in doubt, though not where the finding points; empty where none is."""
        doubts = [damage.at for damage in check.runtime.form.form.damage if damage.doubt]
        if not doubts:
            return ""
        own = pointer(_subject_path(check))
        looked_at = {
            own if operand.root == "item" else pointer(names.printed_field(operand.name))
            for operand in operands_of(check.program.rule)
            if isinstance(operand, Path) and operand.root in ("form", "item")
        }
        is_below = any(doubt == at or _within(doubt, at) for doubt in doubts for at in looked_at)
        return say(self._lang, "finding.loss_doubt") if is_below else ""

    def _subject(self, check: Check, path: str) -> tuple[str, str, int]:
        """Give the subject as shown, as printed, and how many rows of that name (or such phrases) stand above it."""
        view, item = check.runtime.form, check.subject.item
        if isinstance(item, str):
            return item, item, 0
        if isinstance(item, FieldView):
            return item.label, item.name, 0
        if isinstance(item, StatedView):
            return item.phrase, item.phrase, item.repeat
        if isinstance(item, FindingRow):
            return item.subject, item.finding.finding_id, 0
        if isinstance(item, BalanceView):
            return item.label, "", 0
        index = _row_index(path)
        if index is None:
            return self._label(view, path), "", 0
        rows = getattr(view, path.partition("[")[0])
        printed = _row_name(rows[index])
        repeat = sum(1 for row in rows[:index] if _row_name(row) == printed)
        return printed or say(self._lang, "finding.unnamed_row", number=index + 1), printed, repeat

    def _label(self, view: FormView, path: str) -> str:
        """Give the printed label of a path that points into no row; the form's name where it points at all of it."""
        if not path:
            return say(self._lang, "finding.form")
        return view.layout.names.get(path, path.removeprefix("others."))

    def _field(self, check: Check) -> str:
        at = check.program.rule.at
        if at is None:
            return ""
        if isinstance(at, Each):
            return at.collection.name if isinstance(at.collection, Path) else ""
        if isinstance(at, Derived):
            return self._looked_up(at, check)
        if at.root == "item":
            return ".".join((_subject_path(check), *_printed(at.attributes)))
        return names.printed_field(at.name)

    def _looked_up(self, at: Derived, check: Check) -> str:
        """Give the path of a looked-up row; of the collection itself when the row is not there."""
        call = at.source
        if not isinstance(call, Call) or not isinstance(call.operands[0], Path):
            return ""
        name = call.operands[0].name
        index = lookup_index(call, check.runtime, self._compiler)
        taken = tuple(call.option.split(".")) if call.option else at.attributes
        return name if index is None else ".".join((f"{name}[{index}]", *_printed(taken)))


def _printed(attributes: tuple[str, ...]) -> tuple[str, ...]:
    """Keep the attributes that the form prints: a target's parts stand in one cell, an indicator's flags nowhere."""
    return attributes[:1] if attributes and attributes[0] in _NAMES else ()


def _subject_path(check: Check) -> str:
    item, index = check.subject.item, check.subject.index
    if isinstance(item, FieldView):
        return item.name
    if isinstance(item, AmountView | BalanceView | FindingRow | StatedView):
        return item.field
    if isinstance(item, TextView):
        return str(check.runtime.form.text_path(index))
    if isinstance(item, TargetElement):
        number = index // len(check.runtime.form.layout.periods)
        return f"{_row_path(check, 'targets', 'indicators', number)}.{item.period}"
    declared = check.program.rule.subjects
    return "" if declared is None else _row_path(check, declared.kind, declared.kind, index)


def _row_path(check: Check, kind: str, rows: str, number: int) -> str:
    """Give the path of a row; the long-term ones are subjects after those of this year."""
    view, index = check.runtime.form, check.subject.index
    above = len(getattr(view, kind)) if kind in LONG_TERM else index + 1
    return f"{rows}[{number}]" if index < above else f"{LONG_TERM[rows]}[{index - above}]"


def _row_index(path: str) -> int | None:
    """Give the index of the row that a field path such as ``indicators[7].half_year`` points into."""
    number = path.partition("[")[2].partition("]")[0]
    return int(number) if number else None


def _row_name(row: Any) -> str:
    name = row.name if isinstance(row, SpendingView) else row.level3
    return (name or "").strip()


def place_of(form: Form, field: str) -> Place | None:
    """Give the printed place of a field; of a blank cell, the place of its row, else of the damage noted there."""
    at = pointer(field)
    row = at.rsplit("/", 1)[0]
    candidates = [at, *(f"{at}/{name}" for name in _NAMES)]
    if row.count("/") > 1:  # a cell of a row, such as /spending/3/full_year
        candidates += [f"{row}/{name}" for name in _NAMES]
    found = next((form.places[candidate] for candidate in candidates if candidate in form.places), None)
    if found is not None:
        return found
    first = next((form.places[name] for name in (f"{at}/0/name", f"{at}/0/level3") if name in form.places), None)
    if first is not None:
        return Place(first.source, first.page, first.line, None, "")
    line = next((damage.line for damage in form.damage if damage.at == at and damage.line), None)
    return None if line is None else Place(form.source, None, line, None, "")


def loss_near(form: Form, field: str, lang: str) -> str:
    """Say why what was read at a field may not be what the form prints; empty where nothing speaks against it.

    The whole form was recognised from a picture, or the extraction lost or doubted something at the field, in it (a whole
    table) or around it (its row).
    """
    at = pointer(field)
    if any(damage.code == READ_BY_OCR for damage in form.damage):
        return say(lang, "finding.loss_scan")
    for damage in form.damage:
        if damage.at != at and not _within(damage.at, at) and not _within(at, damage.at):
            continue
        if damage.code in LOSSES or damage.doubt:
            return say(lang, "finding.loss_here")
    return ""


def _within(inner: str, outer: str) -> bool:
    return outer not in ("", "/") and inner.startswith(outer + "/")
