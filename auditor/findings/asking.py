"""Asks every rule of every subject of a form, and gives each exactly one outcome.

A rule applies when all parts of its ``when`` are true; it then passes when all parts of ``require`` are. One false part
decides; an unknown part makes the outcome ``cannot_check`` only if no other part is false (three-valued ``all``).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from auditor.checking.batchrows import FormRow
from auditor.checking.batchview import BatchView
from auditor.checking.program import Program, RuleProgram, Subject, subjects
from auditor.checking.runtime import Runtime
from auditor.checking.views import FormView
from auditor.engine.judge import PENDING, Answer, Judge
from auditor.findings.finding import CANNOT_CHECK, FAIL, NOT_APPLICABLE, PASS
from auditor.rulebook.periods import ALWAYS
from auditor.rulebook.rule import Subjects

View = FormView | BatchView
_QUIET: Final = (PASS, NOT_APPLICABLE)
_UNASKED: Final = "unasked"
_OPEN: Final = "open"
_ROWS: Final = ("spending", "indicators", "targets", "texts")


@dataclass(slots=True)
class Check:
    """One rule asked of one subject, and how it ended."""

    program: RuleProgram
    subject: Subject
    runtime: Runtime
    outcome: str


@dataclass(slots=True)
class Answers:
    """The outcomes of one form, and the checks that need a word (or all, on request).

    ``opened`` counts the subjects of each rule before any is judged; ``outcomes`` counts by rule number and outcome;
    ``lacking`` are the rules whose columns the layout does not have.
    """

    opened: Counter[int] = field(default_factory=Counter)
    outcomes: dict[tuple[int, str], int] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)
    lacking: "Sequence[RuleProgram]" = ()

    def count(self, program: RuleProgram, outcome: str, times: int = 1) -> None:
        """Count an outcome."""
        key = (program.number, outcome)
        self.outcomes[key] = self.outcomes.get(key, 0) + times


@dataclass(slots=True, eq=False)
class Verdict:
    """How the rules of a group end for one row, as far as the row alone decides.

    ``settled`` are those that ended, ``loud`` those of them that need a word, ``open`` those that ask more.
    """

    settled: tuple[tuple[RuleProgram, str], ...]
    loud: tuple[tuple[RuleProgram, str], ...]
    open: tuple[RuleProgram, ...]


@dataclass(slots=True, eq=False)
class Group:
    """The rules asked of the same subjects; with ``sharing``, rows printed alike share what they decide alone."""

    declared: Subjects | None
    rules: list[RuleProgram]
    sharing: bool
    verdicts: dict[tuple[str, ...], Verdict] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Questions:
    """What is asked of the forms of one layout and year.

    ``lacking`` are rules whose columns the layout does not have, and rules not in force in that year.
    """

    groups: list[Group] = field(default_factory=list)
    lacking: list[RuleProgram] = field(default_factory=list)


class Asker:
    """Asks a program's rules of forms. The answers stand once the judge has settled."""

    def __init__(self, program: Program, judge: Judge, as_of: date | None = None) -> None:
        """Ask the rules of ``program``; ``judge`` decides their predicates.

        A form whose year is not known is asked the rules in force in the year of the day ``as_of`` (by default today).
        """
        self._program = program
        self._judge = judge
        self._inputs, self._known = program.inputs, judge.known
        self._this_year = (as_of or datetime.now().astimezone()).year
        self._dated = [rule for rule in program.rules if rule.rule.effective != ALWAYS]
        self._questions: dict[tuple[str, bool, frozenset[int]], Questions] = {}

    def ask(self, view: View, *, keep_all: bool = False) -> Answers:
        """Give the outcome of every check of a form or a batch, as far as the judge has not to settle first."""
        questions = self._questions_for(view, sharing=not keep_all)
        answers = Answers(lacking=questions.lacking)
        for program in questions.lacking:
            answers.opened[program.number] = 1
            answers.count(program, NOT_APPLICABLE)
        common: dict[int, Any] = {}
        for group in questions.groups:
            items = subjects(group.declared, view)
            for program in group.rules:
                answers.opened[program.number] = len(items)
            verdicts: Counter[Verdict] = Counter()
            for index, item in enumerate(items):
                runtime = Runtime(view, item, common)
                if not group.sharing:
                    self._ask_rules(group.rules, Subject(index, item), runtime, answers, keep_all=keep_all)
                    continue
                verdict = self._verdict(group, runtime)
                verdicts[verdict] += 1
                for program, outcome in verdict.loud:
                    answers.checks.append(Check(program, Subject(index, item), runtime, outcome))
                if verdict.open:
                    self._ask_rules(verdict.open, Subject(index, item), runtime, answers, keep_all=False)
            for verdict, times in verdicts.items():
                for program, outcome in verdict.settled:
                    answers.count(program, outcome, times)
        return answers

    def give_up(self, view: View) -> Answers:
        """Give every check of a form the outcome ``cannot_check``: the engine could not judge it."""
        answers = Answers()
        questions = self._questions_for(view, sharing=False)
        for program in questions.lacking:
            answers.opened[program.number] = 1
            answers.count(program, NOT_APPLICABLE)
        for group in questions.groups:
            for index, item in enumerate(subjects(group.declared, view)):
                for program in group.rules:
                    answers.opened[program.number] += 1
                    answers.count(program, CANNOT_CHECK)
                    runtime = Runtime(view, item, {})
                    answers.checks.append(Check(program, Subject(index, item), runtime, CANNOT_CHECK))
        return answers

    def _questions_for(self, view: View, *, sharing: bool) -> Questions:
        """Sort the rules for one layout and year, once; without ``sharing`` every rule is asked of every row anew."""
        layout, past = view.layout, self._not_in_force(view)
        key = (layout.name, sharing, past)
        if key not in self._questions:
            questions = self._questions[key] = Questions()
            for declared, programs in self._program.groups:
                lacking = [
                    rule for rule in programs if rule.number in past or not layout.provides.issuperset(rule.inputs)
                ]
                questions.lacking += lacking
                rules = [rule for rule in programs if rule not in lacking]
                if rules:
                    rows = declared is not None and declared.kind in _ROWS
                    questions.groups.append(Group(declared, rules, sharing and rows))
        return self._questions[key]

    def _not_in_force(self, view: View) -> frozenset[int]:
        """Give the numbers of the rules that are not in force in the year of the form, or in the last year of the batch."""
        if not self._dated:
            return frozenset()
        year = self._this_year if view.rule_year is None else view.rule_year
        return frozenset(rule.number for rule in self._dated if year not in rule.rule.effective)

    def _ask_rules(
        self,
        rules: "list[RuleProgram] | tuple[RuleProgram, ...]",
        subject: Subject,
        runtime: Runtime,
        answers: Answers,
        *,
        keep_all: bool,
    ) -> None:
        for program in rules:
            outcome = self._outcome(program, runtime)
            if outcome is _UNASKED:
                answers.opened[program.number] -= 1
                continue
            answers.count(program, outcome)
            if keep_all or outcome not in _QUIET or (outcome is PASS and program.rule.effect is not None):
                answers.checks.append(Check(program, subject, runtime, outcome))

    def _verdict(self, group: Group, runtime: Runtime) -> Verdict:
        """Give what a row alone decides, kept with the row: a row printed alike in another form decides the same."""
        memo = runtime.item.memo
        found: Verdict | None = memo.get(group)
        if found is None:
            outcomes = tuple([self._outcome_of_row(program, runtime) for program in group.rules])
            found = group.verdicts.get(outcomes)
            if found is None:
                pairs = list(zip(group.rules, outcomes, strict=True))
                settled = tuple((program, outcome) for program, outcome in pairs if outcome is not _OPEN)
                loud = tuple((program, outcome) for program, outcome in settled if outcome not in _QUIET)
                rest = tuple(program for program, outcome in pairs if outcome is _OPEN)
                found = group.verdicts[outcomes] = Verdict(settled, loud, rest)
            if not self._judge.is_waiting:
                memo[group] = found
        return found

    def _outcome_of_row(self, program: RuleProgram, runtime: Runtime) -> str:
        """Give the outcome as far as the row alone decides it: one false part of ``when`` that looks at no more."""
        if program.local:
            return self._outcome(program, runtime)
        if program.where is None and self._all(program.local_when, runtime) is False:
            return NOT_APPLICABLE
        return _OPEN

    def _outcome(self, program: RuleProgram, runtime: Runtime) -> str:
        if program.where is not None:
            runtime.element = runtime.item
            if program.where(runtime) is not True:
                return _UNASKED
        if program.columns and _lacks(runtime.item, program.columns):
            return NOT_APPLICABLE
        if program.when:
            applies = self._all(program.when, runtime)
            if applies is not True:
                return NOT_APPLICABLE if applies is False else CANNOT_CHECK
        holds = self._all(program.require, runtime)
        if holds is None or holds is PENDING:
            return CANNOT_CHECK
        return PASS if holds else FAIL

    def _all(self, indices: tuple[int, ...], runtime: Runtime) -> Answer:
        """Judge a conjunction; each predicate is judged once per subject, however many rules ask it."""
        truths = runtime.truths
        found: Answer = True
        for index in indices:
            truth = truths.get(index, PENDING)
            if truth is PENDING:
                inputs = self._inputs[index](runtime)
                truth = self._known[index].get(inputs, PENDING)
                if truth is PENDING:
                    truth = self._judge.ask_new(index, inputs)
                truths[index] = truth
            if truth is False:
                return False
            if truth is not True:
                found = truth
        return found


def _lacks(row: Any, columns: frozenset[str]) -> bool:
    """Tell whether the layout of a row's form lacks any of the columns; a row that is of no form lacks nothing."""
    form = row if isinstance(row, FormRow) else getattr(row, "form", None)
    return isinstance(form, FormRow) and not columns <= form.provides
