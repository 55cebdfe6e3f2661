"""What a batch keeps of a form for rules over forms: its rows, reduced to the names of `auditor.rulebook.batchnames`.

Texts that no rule looks at are not kept. Each row knows the spots that findings may point at: field path, printed place,
and whether the extraction lost something there.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import re2

from auditor.checking.rows import TargetView
from auditor.checking.views import FormView
from auditor.forms.model import FUNDING_FIELDS, NARRATIVE_FIELDS, TEXT_FIELDS, Place
from auditor.forms.vocabulary import Vocabulary
from auditor.forms.vocabulary import view as folded
from auditor.rulebook.plan import Number

_LIMITS: Final = {"≥": "lower", ">": "lower", "≤": "upper", "<": "upper", "=": "exact"}
_EXECUTION_RATE: Final = "预算执行率"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a finding about a row points: the field path and its label, the place printed there, and why what was read there is in doubt."""

    path: str
    label: str
    place: Place | None
    loss: str


@dataclass(slots=True)
class FundingRow:
    """The funding fields, in 万元."""

    total: Number | None
    fiscal_subtotal: Number | None
    general_public_budget: Number | None
    government_fund: Number | None
    special_account: Number | None
    state_capital: Number | None
    social_insurance: Number | None
    carry_over: Number | None
    other: Number | None


@dataclass(slots=True, eq=False)
class FormRow:
    """One form of a batch; ``texts`` holds those of its texts that rules look at, ``office_field`` names its office's."""

    form_id: str
    source: str
    position: int
    layout: str
    provides: frozenset[str]
    office: str | None
    office_field: str
    year: int | None
    texts: Mapping[str, str | None]
    name_core: str | None
    phase: str
    funding: FundingRow
    half_year_plan: Number | None
    half_year_execution: Number | None
    execution_row: int | None
    own_indicators: int
    indicator_names: tuple[str, ...]
    indicator_values: str
    spots: tuple[Spot, ...] = ()

    def __getattr__(self, name: str) -> str | None:
        """Give one of the form's texts."""
        if name in _TEXTS:
            return self.texts.get(name)
        raise AttributeError(name)


_TEXTS: Final = frozenset((*TEXT_FIELDS, "narratives"))
HEAD: Final = frozenset(("project_name", "department", "implementing_unit"))
"""The texts that every finding names; always kept."""


NO_FORM: Final = FormRow(
    "",
    "",
    0,
    "",
    frozenset(),
    None,
    "",
    None,
    {},
    None,
    "",
    FundingRow(*[None] * len(FUNDING_FIELDS)),
    None,
    None,
    None,
    0,
    (),
    "",
)
"""What stands for the form of a finding that concerns none: a blank one."""


@dataclass(slots=True, eq=False)
class SpendingRow:
    """One spending line of a form of the batch; amounts in 万元. ``repeat`` counts the lines of that name above it."""

    name: str | None
    half_year: Number | None
    full_year: Number | None
    form: FormRow
    index: int
    repeat: int
    spots: tuple[Spot, ...] = ()


@dataclass(slots=True, eq=False)
class IndicatorRow:
    """One indicator row of a form of the batch; ``repeat`` counts the rows of that name above it."""

    level1: str | None
    level2: str | None
    level3: str | None
    key: str | None
    own: bool
    direction: str
    limit: str | None
    half_year: TargetView
    full_year: TargetView
    form: FormRow
    index: int
    repeat: int
    spots: tuple[Spot, ...] = ()


@dataclass(slots=True, eq=False)
class TextRow:
    """One narrative of a form of the batch; blank ones have no row."""

    field: str
    label: str
    text: str
    length: int
    form: FormRow
    spots: tuple[Spot, ...] = ()


class NameReader:
    """Reads what a project name is made of, by the pack's vocabulary: its core, and the phase of a series."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Use the pack's word lists ``generic_suffixes`` and its patterns ``project_year`` and ``project_phase``."""
        self._endings = sorted(vocabulary.words.get("generic_suffixes", ()), key=len, reverse=True)
        year, phase = (vocabulary.patterns.get(f"project_{name}") for name in ("year", "phase"))
        self._year = re2.compile(year) if year else None
        self._phase = re2.compile(phase) if phase else None

    def core(self, name: str | None) -> str | None:
        """Give the name without years, punctuation and generic endings; the bare name where nothing else is left."""
        if name is None or not name.strip():
            return None
        bare = "".join(char for char in folded(name) if char.isalnum())
        if self._year is not None:
            bare = self._year.sub("", bare) or bare
        core = bare
        while ending := next((end for end in self._endings if core.endswith(end) and core != end), ""):
            core = core.removesuffix(ending)
        return core

    def phase(self, name: str | None) -> str:
        """Give the part of a name that tells one phase of a series from the next, empty where there is none."""
        found = self._phase.search(folded(name)) if self._phase is not None and name else None
        return found[0] if found else ""


def form_row(view: FormView, names: NameReader, kept: frozenset[str], office: str) -> FormRow:
    """Give the row of a form; ``kept`` are the texts to keep, ``office`` the field that names its office."""
    execution = next((index for index, row in enumerate(view.indicators) if row.standard_name == _EXECUTION_RATE), None)
    form, own = view.form, [row for row in view.indicators if row.own and row.level3]
    texts = {name: getattr(view, name) for name in sorted((kept | HEAD) & _TEXTS)}
    plans = [line.half_year for line in view.spending]
    return FormRow(
        form_id=form.form_id,
        source=form.source,
        position=form.position,
        layout=form.layout,
        provides=view.layout.provides,
        office=form.texts.get(office),
        office_field=office,
        year=form.year,
        texts=texts,
        name_core=names.core(view.form.texts.get("project_name")),
        phase=names.phase(view.form.texts.get("project_name")),
        funding=FundingRow(*(getattr(view, f"funding_{name}") for name in FUNDING_FIELDS)),
        half_year_plan=None if not plans or None in plans else sum(plans),  # type: ignore[arg-type]
        half_year_execution=None if execution is None else view.indicators[execution].half_year.value,
        execution_row=execution,
        own_indicators=len(own),
        indicator_names=tuple(sorted({indicator_key(row.level3 or "") for row in own})),
        indicator_values="；".join(
            sorted(f"{indicator_key(row.level3 or '')}：{row.half_year.raw}／{row.full_year.raw}" for row in own)
        ),
    )


def indicator_key(name: str) -> str:
    """Give an indicator's name as it is compared: full-width forms folded, only letters and digits."""
    return "".join(char for char in folded(name) if char.isalnum())


def spending_rows(view: FormView, row: FormRow) -> list[SpendingRow]:
    """Give the spending lines of a form."""
    repeats = _Repeats()
    return [
        SpendingRow(line.name, line.half_year, line.full_year, row, index, repeats.of(line.name))
        for index, line in enumerate(view.spending)
    ]


def indicator_rows(view: FormView, row: FormRow) -> list[IndicatorRow]:
    """Give the indicators of a form."""
    repeats = _Repeats()
    return [
        IndicatorRow(
            indicator.level1,
            indicator.level2,
            indicator.level3,
            indicator_key(indicator.level3) if indicator.level3 else None,
            indicator.own,
            indicator.direction,
            _LIMITS.get(indicator.full_year.operator or ""),
            indicator.half_year,
            indicator.full_year,
            row,
            index,
            repeats.of(indicator.level3),
        )
        for index, indicator in enumerate(view.indicators)
    ]


class _Repeats(Counter[str]):
    """Counts names as they come."""

    def of(self, name: str | None) -> int:
        """Give how often the name came before."""
        self[(name or "").strip()] += 1
        return self[(name or "").strip()] - 1


def text_rows(view: FormView, row: FormRow) -> list[TextRow]:
    """Give the narratives of a form that are not blank."""
    found = [(name, getattr(view, name) or "") for name in NARRATIVE_FIELDS]
    labels = view.layout.names
    return [
        TextRow(name, labels.get(name, name), "".join(text.split()), len("".join(text.split())), row)
        for name, text in found
        if text.strip() and not view.vocabulary.is_placeholder(text)
    ]


ROWS: Final[dict[str, Callable[[FormView, FormRow], list[Any]]]] = {
    "form_spending": spending_rows,
    "form_indicators": indicator_rows,
    "form_texts": text_rows,
}
"""How the rows of each collection are taken from a form."""


def printed_name(row: Any) -> str:
    """Give the name of a row as printed, empty for a row without a name of its own."""
    name = row.name if isinstance(row, SpendingRow) else row.level3 if isinstance(row, IndicatorRow) else None
    return (name or "").strip()


def field_path(row: Any, attributes: tuple[str, ...]) -> str:
    """Give the path, in its form, of what a rule points at in a row of the batch."""
    if isinstance(row, SpendingRow):
        return f"spending[{row.index}].{attributes[0] if attributes else 'name'}"
    if isinstance(row, IndicatorRow):
        named = attributes[0] if attributes and attributes[0] in ("half_year", "full_year") else "level3"
        return f"indicators[{row.index}].{named}"
    if isinstance(row, TextRow):
        return row.field
    if attributes == ("half_year_execution",) and row.execution_row is not None:
        return f"indicators[{row.execution_row}].half_year"
    if attributes == ("office",):
        return str(row.office_field)
    return _OF_FORM.get(attributes[0], ".".join(attributes)) if attributes else "project_name"


_OF_FORM: Final = {
    "name_core": "project_name",
    "half_year_plan": "spending",
    "half_year_execution": "indicators",
    "own_indicators": "indicators",
    "indicator_names": "indicators",
    "indicator_values": "indicators",
}
"""The printed field that stands for what is computed of a form."""
