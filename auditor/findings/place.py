"""Where a finding points: its field path, the printed place, the subject's name, and damage near it."""

from typing import Any, Final

from auditor.checking.compiler import Compiler
from auditor.checking.rows import AmountView, FieldView, TargetElement
from auditor.checking.verbs import lookup_index
from auditor.checking.views import FormView
from auditor.findings.asking import Check
from auditor.forms.model import Form, Place
from auditor.rulebook.expressions import Call, Derived, Each, Path
from auditor.wording import say

LOSSES: Final = frozenset(
    {"value_lost", "name_lost", "value_unplaced", "form_cut", "label_missing", "unassigned_row", "not_a_number"}
)
_NAMES: Final = ("level3", "name", "full_year", "half_year", "level2")


class Locator:
    """Finds the field a check points at, and the name of its subject."""

    def __init__(self, compiler: Compiler, lang: str) -> None:
        """Name subjects in ``lang``."""
        self._compiler = compiler
        self._lang = lang

    def field_and_subject(self, check: Check) -> tuple[str, str]:
        """Give the field path, such as ``indicators[12].half_year`` or ``funding.total``, and the subject's name."""
        path = self._field(check)
        return path, self._subject(check, path)

    def _field(self, check: Check) -> str:
        at = check.program.rule.at
        if isinstance(at, Each):
            return at.collection.name if isinstance(at.collection, Path) else ""
        if isinstance(at, Derived):
            return self._looked_up(at, check)
        if at.root == "item":
            return ".".join((_subject_path(check), *_printed(at.attributes)))
        return at.name.removesuffix(".date").removesuffix(".year")

    def _looked_up(self, at: Derived, check: Check) -> str:
        """Give the path of a looked-up row; of the collection itself when the row is not there."""
        call = at.source
        if not isinstance(call, Call) or not isinstance(call.operands[0], Path):
            return ""
        name = call.operands[0].name
        index = lookup_index(call, check.runtime, self._compiler)
        taken = tuple(call.option.split(".")) if call.option else at.attributes
        return name if index is None else ".".join((f"{name}[{index}]", *_printed(taken)))

    def _subject(self, check: Check, path: str) -> str:
        """Give what the check is about: the line's or indicator's name, else the field's label."""
        view = check.runtime.form
        item: Any = check.subject.item
        if isinstance(item, str):
            return item
        if isinstance(item, FieldView | AmountView):
            return item.label
        if item is None and "[" in path:
            item = _row(view, path)
        if item is None:
            return view.layout.names.get(path, path) if path else say(self._lang, "finding.form")
        row = item.indicator if isinstance(item, TargetElement) else item
        name = row.name if hasattr(row, "name") else row.level3
        if name:
            return str(name).strip()
        number = path.partition("[")[2].partition("]")[0]
        return say(self._lang, "finding.unnamed_row", number=int(number) + 1 if number else check.subject.index + 1)


def _printed(attributes: tuple[str, ...]) -> tuple[str, ...]:
    """Keep the attributes that the form prints: a target's parts stand in one cell, an indicator's flags nowhere."""
    return attributes[:1] if attributes and attributes[0] in _NAMES else ()


def _subject_path(check: Check) -> str:
    item, index = check.subject.item, check.subject.index
    if isinstance(item, FieldView):
        return item.name
    if isinstance(item, AmountView):
        return item.field
    if isinstance(item, TargetElement):
        return f"indicators[{index // len(check.runtime.form.layout.periods)}].{item.period}"
    declared = check.program.rule.subjects
    return "" if declared is None else f"{declared.kind}[{index}]"


def _row(view: FormView, path: str) -> Any:
    """Give the row that a field path such as ``indicators[7].half_year`` points into."""
    name, _, rest = path.partition("[")
    return getattr(view, name)[int(rest.partition("]")[0])]


def pointer(field: str) -> str:
    """Give the JSON pointer of a field path: ``spending[3].full_year`` is ``/spending/3/full_year``."""
    return "/" + field.replace("[", "/").replace("]", "").replace(".", "/")


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


def is_near_loss(form: Form, field: str) -> bool:
    """Tell whether the extraction lost something at the field, in it (a whole table), or around it (its row)."""
    at = pointer(field)
    for damage in form.damage:
        if damage.code in LOSSES and (damage.at == at or _within(damage.at, at) or _within(at, damage.at)):
            return True
    return False


def _within(inner: str, outer: str) -> bool:
    return outer not in ("", "/") and inner.startswith(outer + "/")
