"""Where a finding points: its field path, the printed place, the subject's name, and damage near it."""

from typing import Any, Final

from auditor.checking.program import RuleProgram, Subject
from auditor.checking.runtime import Runtime
from auditor.checking.verbs import lookup_index
from auditor.checking.views import AmountView, FieldView, FormView, TargetElement
from auditor.forms.model import Form, Place
from auditor.rulebook.expressions import Call, Each, Path
from auditor.wording import say

LOSSES: Final = frozenset(
    {"value_lost", "name_lost", "value_unplaced", "form_cut", "label_missing", "unassigned_row", "not_a_number"}
)
_NAMES: Final = ("level3", "name", "full_year", "half_year", "level2")


def field_path(program: RuleProgram, subject: Subject, runtime: Runtime) -> str:
    """Give the path of the finding's field, such as ``indicators[12].half_year`` or ``funding.total``."""
    at = program.rule.at
    if isinstance(at, Each):
        return at.collection.name
    if at.root == "item":
        return _join(_subject_path(program, subject, runtime.form), _printed(at.attributes))
    if at.root == "let":
        return _let_path(program, at, runtime)
    return at.name.replace(".date", "").replace(".year", "")


def _printed(attributes: tuple[str, ...]) -> tuple[str, ...]:
    """Keep the attributes that the form prints: a target's parts stand in one cell, an indicator's flags nowhere."""
    kept = attributes[:1] if attributes and attributes[0] in _NAMES else ()
    return attributes[1:2] if attributes[:1] == ("indicator",) and attributes[1:2] == ("level3",) else kept


def _join(base: str, attributes: tuple[str, ...]) -> str:
    return ".".join((base, *attributes))


def _subject_path(program: RuleProgram, subject: Subject, view: FormView) -> str:
    item = subject.item
    if isinstance(item, FieldView):
        return item.name
    if isinstance(item, AmountView):
        return item.field
    if isinstance(item, TargetElement):
        per_row = len(item.indicator.targets)
        return f"indicators[{subject.index // per_row}].{item.period}"
    declared = program.rule.subjects
    return "" if declared is None else f"{declared.kind}[{subject.index}]"


def _let_path(program: RuleProgram, at: Path, runtime: Runtime) -> str:
    """Give the path of a looked-up row; the collection itself when the row is not there."""
    operand = dict(program.rule.lets).get(at.name)
    if isinstance(operand, Call) and operand.verb == "lookup":
        collection = operand.operands[0]
        name = collection.name if isinstance(collection, Path) else ""
        index = lookup_index(operand, runtime)
        taken = tuple(operand.option.split(".")) if operand.option else at.attributes
        return name if index is None else _join(f"{name}[{index}]", _printed(taken))
    return at.name


def pointer(field: str) -> str:
    """Give the JSON pointer of a field path: ``spending[3].full_year`` is ``/spending/3/full_year``."""
    return "/" + field.replace("[", "/").replace("]", "").replace(".", "/")


def place_of(form: Form, field: str) -> Place | None:
    """Give the printed place of a field; of a blank cell, the place of its row, else of the damage noted there."""
    at = pointer(field)
    row = at.rsplit("/", 1)[0]
    candidates = [at, *(f"{at}/{name}" for name in _NAMES)]
    if at.count("/") > 2:
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
    """True when the extraction lost something at the field, in it (a whole table), or around it (its row)."""
    at = pointer(field)
    for damage in form.damage:
        if damage.code in LOSSES and (damage.at == at or _within(damage.at, at) or _within(at, damage.at)):
            return True
    return False


def _within(inner: str, outer: str) -> bool:
    return outer not in ("", "/") and inner.startswith(outer + "/")


def subject_name(program: RuleProgram, subject: Subject, field: str, runtime: Runtime, lang: str) -> str:
    """Give what the finding is about: the line's or indicator's name, else the field's label."""
    item: Any = subject.item
    if isinstance(item, str):
        return item
    if isinstance(item, FieldView | AmountView):
        return item.label
    if item is None and "[" in field:
        item = _row(runtime.form, field)
    if item is None:
        return runtime.form.layout.names.get(field.partition("[")[0], field) if field else say(lang, "finding.form")
    row = item.indicator if isinstance(item, TargetElement) else item
    name = row.name if hasattr(row, "name") else row.level3
    if name:
        return str(name).strip()
    number = field.partition("[")[2].partition("]")[0]
    return say(lang, "finding.unnamed_row", number=int(number) + 1 if number else subject.index + 1)


def _row(view: FormView, field: str) -> Any:
    """Give the row that a field path such as ``indicators[7].half_year`` points into."""
    name, _, rest = field.partition("[")
    return getattr(view, name)[int(rest.partition("]")[0])]
