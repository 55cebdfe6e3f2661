"""A whole batch as rules over forms see it: every name of `auditor.rulebook.batchnames.FORMS` as a list of rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from auditor.checking.batchrows import FormRow, IndicatorRow, SpendingRow, TextRow
from auditor.checking.joining import Compile, JoinIndex, Matcher
from auditor.checking.runtime import Runtime
from auditor.forms.model import Place, UnitTotal
from auditor.forms.vocabulary import Vocabulary
from auditor.rulebook.expressions import Joined
from auditor.rulebook.plan import Number


@dataclass(slots=True, eq=False)
class ProjectRow:
    """A project of an imported table; money in 万元. ``repeat`` counts the rows of the same names above it."""

    project_name: str | None
    name_core: str | None
    department: str | None
    implementing_unit: str | None
    office: str | None
    amount: Number | None
    spent: Number | None
    place: Place
    repeat: int = 0


@dataclass(slots=True, eq=False)
class SubtotalRow:
    """A sum that a list prints for the projects of a unit; money in 万元.

    ``filed`` is what the projects counted so far add up to, None where one is not known or others may belong to the sum.
    """

    name: str
    amount: Number | None
    filed: Number | None
    listed: int
    source: str
    place: Place | None


@dataclass(slots=True, eq=False)
class NamedRow:
    """An office, or a project of one, that forms or the budget table name; ``first`` names it first."""

    office: str | None
    project_name: str | None
    name_core: str | None
    first: FormRow | ProjectRow


@dataclass(slots=True, eq=False)
class RuleRow:
    """A rule asked of the batch: in how many of its forms, and how many failed it."""

    rule_id: str
    group: str
    title: str
    asked_forms: int
    failed_forms: int


@dataclass(slots=True, eq=False)
class FindingRow:
    """A finding as rules see it; ``form`` is its form's row in a batch, else None; ``finding`` what effects change."""

    rule_id: str
    group: str
    severity: str
    outcome: str
    dimension: str
    subject: str
    field: str
    amount: Number | None
    near_loss: bool
    loss: str
    form: FormRow | None
    finding: Any


@dataclass(frozen=True, slots=True)
class BatchLayout:
    """What stands for a layout where rules are asked of a whole batch; ``provides`` are the inputs the run was given."""

    provides: frozenset[str]
    name: str = "batch"
    names: Mapping[str, str] = field(default_factory=dict)
    periods: tuple[str, ...] = ()


class BatchView:
    """The rows of a batch. ``joins`` must be prepared before rules are asked."""

    missing_labels: Final = frozenset[str]()
    lost_tables: Final = frozenset[str]()

    def __init__(self, vocabulary: Vocabulary, provides: Iterable[str]) -> None:
        """Begin an empty batch; ``provides`` names what the run was given beside its forms."""
        self.vocabulary = vocabulary
        self.layout = BatchLayout(frozenset(provides))
        self.forms: list[FormRow] = []
        self.form_spending: list[SpendingRow] = []
        self.form_indicators: list[IndicatorRow] = []
        self.form_texts: list[TextRow] = []
        self.form_findings: list[FindingRow] = []
        self.previous: list[FormRow] = []
        self.previous_indicators: list[IndicatorRow] = []
        self.executed: list[ProjectRow] = []
        self.budget: list[ProjectRow] = []
        self.offices: list[NamedRow] = []
        self.projects: list[NamedRow] = []
        self.rules: list[RuleRow] = []
        self._subtotals: dict[tuple[str, str, Place | None], SubtotalRow] = {}
        self._joins: dict[Joined, JoinIndex] = {}

    @property
    def spending(self) -> list[SpendingRow]:
        """The spending lines of all forms."""
        return self.form_spending

    @property
    def indicators(self) -> list[IndicatorRow]:
        """The indicators of all forms."""
        return self.form_indicators

    @property
    def texts(self) -> list[TextRow]:
        """The narratives of all forms."""
        return self.form_texts

    @property
    def findings(self) -> list[FindingRow]:
        """The findings of all forms."""
        return self.form_findings

    @property
    def rule_year(self) -> int | None:
        """The year whose rules are asked: the last year that a form of the batch is for, None where none is known."""
        return max((row.year for row in self.forms if row.year is not None), default=None)

    @property
    def subtotals(self) -> list[SubtotalRow]:
        """The sums that lists of projects print, in the order of the lists."""
        return list(self._subtotals.values())

    def count_in(self, total: UnitTotal, amount: Number | None, place: Place | None, form: FormRow) -> None:
        """Add a form to a sum that counts it."""
        self.layout = BatchLayout(self.layout.provides | {"subtotals"})
        key = (form.source, total.name, place)
        row = self._subtotals.setdefault(key, SubtotalRow(total.name, amount, 0, 0, form.source, place))
        own = form.funding.total
        row.listed += 1
        row.filed = None if row.filed is None or own is None or not total.is_certain else row.filed + own

    def gather_names(self) -> None:
        """List the offices and projects that forms or the budget table name, each once, the forms' first."""
        rows: list[FormRow | ProjectRow] = [*self.forms, *self.budget]
        offices: dict[str, NamedRow] = {}
        projects: dict[tuple[str, str], NamedRow] = {}
        for row in rows:
            office = "".join((row.office or "").split())
            if office:
                offices.setdefault(office, NamedRow(row.office, None, None, row))
            if row.name_core:
                named = NamedRow(row.office, row.project_name, row.name_core, row)
                projects.setdefault((office, row.name_core), named)
        self.offices, self.projects = list(offices.values()), list(projects.values())

    def forget_joins(self, sources: Iterable[str]) -> None:
        """Forget the joins over these names: their rows are no longer the same."""
        self._joins = {join: index for join, index in self._joins.items() if join.source not in sources}

    def prepare(self, join: Joined, subjects: Sequence[Any], compiler: Compile, matcher: Matcher) -> None:
        """Match the subjects of a rule with their partners; raises `EngineFault`."""
        if join not in self._joins:
            elements = getattr(self, join.source)
            self._joins[join] = JoinIndex(join, compiler, elements, Runtime(self, None, {}))
        self._joins[join].match((Runtime(self, subject, {}) for subject in subjects), matcher)

    def partners(self, join: Joined, runtime: Runtime) -> list[Any] | None:
        """Give what a join found for the runtime's subject; None where the subject lacks a value to go by."""
        return self._joins[join].partners(runtime)
