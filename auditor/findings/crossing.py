"""Judges a whole batch by the rules over forms: gathers the rows they look at, form by form, and asks at the end.

Strata are asked one after another; each sees what those below found. What is kept of a form is what some rule looks at.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from auditor.checking.batchrows import HEAD, NO_FORM, ROWS, FormRow, NameReader, field_path, form_row
from auditor.checking.batchview import BatchView, FindingRow, ProjectRow, RuleRow
from auditor.checking.rows import exact
from auditor.checking.runtime import Runtime
from auditor.checking.views import FormView
from auditor.engine.matching import Matching
from auditor.errors import EngineFault
from auditor.findings.account import Account
from auditor.findings.asking import Answers, Check
from auditor.findings.effects import apply_effects, batch_notes, finding_row
from auditor.findings.evaluation import Result
from auditor.findings.finding import FAIL, Finding
from auditor.findings.panel import Panel, Run, panels_of
from auditor.findings.place import place_of
from auditor.findings.pointing import point, spot_in
from auditor.reading.tables import TEXT_COLUMNS, TableRow
from auditor.rulebook.batchnames import BESIDE
from auditor.rulebook.expressions import Derived, Each, Path
from auditor.rulebook.plan import Truth
from auditor.rulebook.rule import Rule
from auditor.rulebook.strata import strata
from auditor.rulebook.walking import joins_of, operands_of

_OF_PREVIOUS: Final = {"form_indicators": "previous_indicators"}
"""Which of last year's rows rules may look at, by what they are of this year's."""
_GROWING: Final = ("findings", "rules")
"""What is another list in every stratum."""


@dataclass(slots=True)
class Beside:
    """What a run was given beside its batch; None for what it was not given.

    ``previous`` are views of last year's forms, ``executed`` and ``budget`` rows of imported tables.
    """

    previous: Iterable[FormView] | None = None
    executed: Sequence[TableRow] | None = None
    budget: Sequence[TableRow] | None = None

    @property
    def provides(self) -> frozenset[str]:
        """The names of what was given, as rules require them."""
        return frozenset(name for name in BESIDE if getattr(self, name) is not None)


@dataclass(slots=True)
class BatchResult:
    """What a whole batch came to: what is told once for all (by rule id), and a fault of the engine.

    ``checks`` are those that need a word, or all of them on request.
    """

    notes: dict[str, str] = field(default_factory=dict)
    fault: EngineFault | None = None
    checks: list[Check] = field(default_factory=list)


class Crossing:
    """The rules over forms of a pack, and what they look at of each form; ``account`` counts their checks."""

    def __init__(self, run: Run, rules: Iterable[Rule], beside: Beside) -> None:
        """Compile those of ``rules`` that are over forms; ``beside`` is what the run was given beside its batch."""
        every, vocabulary = tuple(rules), run.pack.vocabulary
        self._lang = run.lang
        self._titles = {rule.id: (rule.group, rule.title[run.lang]) for rule in every}
        self._panels = panels_of(strata(every, "forms"), run)
        self.account = Account(tuple(rule_id for panel in self._panels for rule_id in panel.rule_ids))
        softening = [rule for rule in every if rule.over == "findings" and rule.effect and rule.effect.standing]
        self._softeners = panels_of([softening] if self._panels and softening else [], run)
        self._softening = BatchView(vocabulary, ())
        self._matching = Matching(run.engine) if self._panels else None
        self._names = NameReader(vocabulary)
        self._looked_at = _LookedAt([program.rule for panel in self._panels for program in panel.program.rules])
        self._view = BatchView(vocabulary, beside.provides)
        self._runtime = Runtime(self._view, None, {})
        self._filters = {kind: list(self._alone(kind)) for kind in (*ROWS, *_OF_PREVIOUS.values())}
        self._failed: Counter[str] = Counter()
        self._lacking: Counter[str] = Counter()
        lists_units = any(row.texts["implementing_unit"] for row in beside.budget or ())
        self._office = "implementing_unit" if lists_units else "department"
        self._take_beside(beside)

    def _alone(self, kind: str) -> Iterator[Callable[[Runtime], Truth] | None]:
        """Give, for each use of a kind of rows, what must hold of a row alone for it to be used; None where nothing must."""
        for panel in self._panels:
            for program in panel.program.rules:
                uses = [join.where for join in joins_of(program.rule) if join.type == kind]
                subjects = program.rule.subjects
                if subjects is not None and subjects.kind == kind:
                    uses.append(subjects.where)
                for where in uses:
                    yield None if where is None else panel.program.compiler.split(where)[0]

    def add(self, result: Result) -> None:
        """Keep what the rules look at of one form and its findings."""
        if not self._panels:
            return
        row = self._row(result.view)
        self._view.forms.append(row)
        for at, total in enumerate(result.form.unit_totals or ()):
            place = place_of(result.form, f"unit_totals[{at}].amount")
            self._view.count_in(total, result.view.money(total.amount), place, row)
        for kind in ROWS:
            if kind in self._looked_at.kinds:
                getattr(self._view, kind).extend(self._rows(kind, result.view, row, kind))
        self._failed.update({finding.rule_id for finding in result.findings if finding.outcome == FAIL})
        self._lacking.update(result.lacking)
        if "form_findings" in self._looked_at.kinds:
            self._view.form_findings.extend(finding_row(finding, row) for finding in result.findings)

    def finish(self, take: Callable[[Finding], None], *, keep_all: bool = False) -> BatchResult:
        """Ask the rules over forms, now that the batch is whole, and hand every finding to ``take``.

        ``keep_all`` keeps every check in the result.
        """
        result = BatchResult()
        self._view.gather_names()
        forms = {row.form_id: row for row in self._view.forms}
        for panel in self._panels:
            self._count_rules()
            answers, fault = self._ask(panel, keep_all=keep_all)
            result.fault = result.fault or fault
            failed: set[tuple[str, str]] = set()
            found: list[FindingRow] = []
            for finding in panel.report(answers, fault, self.account, point):
                finding.crossed = True
                if finding.outcome == FAIL:
                    failed.add((finding.rule_id, finding.form_id))
                row = finding_row(finding, forms.get(finding.form_id, NO_FORM))
                if "form_findings" in self._looked_at.kinds:
                    found.append(row)
                self._soften(row)
                take(finding)
            self._view.form_findings += found
            self._failed.update(Counter(rule_id for rule_id, _ in failed))
            result.checks += answers.checks if keep_all else ()
            result.notes |= batch_notes(answers.checks, panel.scribe)
        return result

    def _soften(self, row: FindingRow) -> None:
        """Do to a finding near damage what the rules over the findings of one form would do (CON-02)."""
        if not row.near_loss:
            return
        self._softening.form_findings = [row]
        for panel in self._softeners:
            answers, _ = panel.ask_one(self._softening)
            apply_effects(answers.checks, panel.scribe)

    def _ask(self, panel: Panel, *, keep_all: bool) -> tuple[Answers, EngineFault | None]:
        try:
            self._prepare(panel)
        except EngineFault as error:
            return panel.give_up(self._view), error
        return panel.ask_one(self._view, keep_all=keep_all)

    def _prepare(self, panel: Panel) -> None:
        """Match the subjects of every rule with the partners its joins are about."""
        if self._matching is None:
            return
        self._view.forget_joins(_GROWING)
        for program in panel.program.rules:
            subjects = program.rule.subjects
            if subjects is None or not self._view.layout.provides.issuperset(program.inputs):
                continue
            for join in joins_of(program.rule):
                self._view.prepare(join, getattr(self._view, subjects.kind), panel.program.compiler, self._matching)

    def _count_rules(self) -> None:
        """Note how often each rule was asked of the batch's forms, and failed."""
        forms = len(self._view.forms)
        self._view.rules = [
            RuleRow(rule_id, group, title, forms - self._lacking[rule_id], self._failed[rule_id])
            for rule_id, (group, title) in sorted(self._titles.items())
        ]

    def _row(self, view: FormView) -> FormRow:
        row = form_row(view, self._names, self._looked_at.texts, self._office)
        self._note_spots(row, "forms", view)
        return row

    def _rows(self, kind: str, view: FormView, form: FormRow, name: str) -> list[Any]:
        """Give the rows of a kind that some rule looks at under ``name``."""
        rows = [row for row in ROWS[kind](view, form) if self._is_looked_at(name, row)]
        for row in rows:
            self._note_spots(row, name, view)
        return rows

    def _is_looked_at(self, kind: str, row: Any) -> bool:
        """Tell whether some rule would look at a row: its filters that need the row alone decide."""
        filters = self._filters[kind]
        self._runtime.element = row
        return any(holds is None or holds(self._runtime) is True for holds in filters)

    def _note_spots(self, row: Any, kind: str, view: FormView) -> None:
        """Note where findings about a row will point: afterwards the form is gone."""
        paths = [field_path(row, attributes) for attributes in self._looked_at.aims.get(kind, ())]
        row.spots = tuple([spot_in(view, path, self._lang) for path in paths])

    def _take_beside(self, beside: Beside) -> None:
        view = self._view
        for previous in beside.previous or ():
            row = form_row(previous, self._names, self._looked_at.texts, self._office)
            self._note_spots(row, "previous", previous)
            view.previous.append(row)
            for kind, name in _OF_PREVIOUS.items():
                if name in self._looked_at.kinds:
                    getattr(view, name).extend(self._rows(kind, previous, row, name))
        view.executed, view.budget = self._projects(beside.executed or ()), self._projects(beside.budget or ())

    def _projects(self, rows: Iterable[TableRow]) -> list[ProjectRow]:
        seen: Counter[tuple[str | None, ...]] = Counter()
        found = []
        for row in rows:
            names = tuple(row.texts[name] for name in TEXT_COLUMNS)
            found.append(self._project(row, seen[names]))
            seen[names] += 1
        return found

    def _project(self, row: TableRow, repeat: int) -> ProjectRow:
        amount, spent = (None if value is None else exact(value) for value in (row.money["amount"], row.money["spent"]))
        texts = row.texts
        return ProjectRow(
            texts["project_name"],
            self._names.core(texts["project_name"]),
            texts["department"],
            texts["implementing_unit"],
            texts[self._office],
            amount,
            spent,
            row.place,
            repeat,
        )


class _LookedAt:
    """What some rules look at of a batch: ``kinds`` of rows, ``texts`` of forms, and the ``aims`` of findings by kind."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.kinds: set[str] = set()
        texts: set[str] = set()
        self.aims: dict[str, set[tuple[str, ...]]] = {"forms": {("project_name",), ("office",)}}
        for rule in rules:
            self.kinds.update(join.type for join in joins_of(rule))
            if rule.subjects is not None:
                self.kinds.add(rule.subjects.kind)
                if isinstance(rule.at, Path):
                    self.aims.setdefault(rule.subjects.kind, set()).add(rule.at.attributes)
            for operand in operands_of(rule):
                if isinstance(operand, Path | Derived | Each):
                    texts.update(operand.attributes)
                if isinstance(operand, Path) and operand.root == "form":
                    self.kinds.add(operand.type)
        self.texts = frozenset(texts) | HEAD
