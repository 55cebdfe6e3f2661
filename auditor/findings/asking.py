"""Asks every rule of every subject of a form, and gives each exactly one outcome.

A rule applies when all parts of its ``when`` are true; it then passes when all parts of ``require`` are. One false part
decides; an unknown part makes the outcome ``cannot_check`` only if no other part is false (three-valued ``all``).
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

from auditor.checking.program import Program, RuleProgram, Subject, subjects
from auditor.checking.runtime import Runtime
from auditor.checking.views import FormView
from auditor.engine.judge import PENDING, Answer, Judge
from auditor.findings.finding import CANNOT_CHECK, FAIL, NOT_APPLICABLE, PASS
from auditor.reading.layout import Layout
from auditor.rulebook.rule import Subjects

_QUIET: Final = (PASS, NOT_APPLICABLE)
_UNASKED: Final = "unasked"
_ROWS: Final = ("spending", "indicators", "targets")


@dataclass(slots=True)
class Check:
    """One rule asked of one subject, and how it ended."""

    program: RuleProgram
    subject: Subject
    runtime: Runtime
    outcome: str


@dataclass(slots=True)
class Answers:
    """The outcomes of one form: counted by rule number, and the checks that need a word (or all, on request)."""

    counts: dict[int, Counter[str]] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Verdict:
    """How the local rules of a group end for one row; ``loud`` are those that need a word."""

    outcomes: tuple[str, ...]
    loud: tuple[tuple[RuleProgram, str], ...]


@dataclass(slots=True, eq=False)
class Group:
    """The rules asked of the same subjects; the ``local`` ones look at a row alone and share verdicts between rows."""

    declared: Subjects | None
    wide: list[RuleProgram]
    local: list[RuleProgram]
    verdicts: dict[tuple[str, ...], Verdict] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Questions:
    """What is asked of the forms of one layout; ``lacking`` are rules whose columns the layout does not have."""

    groups: list[Group] = field(default_factory=list)
    lacking: list[RuleProgram] = field(default_factory=list)


class Asker:
    """Asks a program's rules of forms."""

    def __init__(self, program: Program, judge: Judge) -> None:
        """Ask the rules of ``program``; ``judge`` decides their predicates."""
        self._program = program
        self._judge = judge
        self._questions: dict[tuple[str, bool], Questions] = {}

    def ask(self, view: FormView, *, keep_all: bool = False) -> Answers:
        """Give the outcome of every check of a form; raises `EngineFault`."""
        while True:
            answers = self._ask_all(view, keep_all=keep_all)
            if not self._judge.settle():
                return answers

    def give_up(self, view: FormView) -> Answers:
        """Give every check of a form the outcome ``cannot_check``: the engine could not judge it."""
        answers = self._ask_all(view, keep_all=True, fixed=CANNOT_CHECK)
        answers.checks = [check for check in answers.checks if check.outcome == CANNOT_CHECK]
        return answers

    def _ask_all(self, view: FormView, *, keep_all: bool, fixed: str | None = None) -> Answers:
        questions = self._questions_for(view.layout, sharing=not keep_all)
        answers = Answers({program.number: Counter() for program in self._program.rules})
        for program in questions.lacking:
            answers.counts[program.number][NOT_APPLICABLE] = 1
        common: dict[int, Any] = {}
        for group in questions.groups:
            verdicts: Counter[Verdict] = Counter()
            for index, item in enumerate(subjects(group.declared, view)):
                runtime = Runtime(view, item, common)
                for program in group.wide:
                    outcome = self._outcome(program, runtime)
                    if outcome is _UNASKED:
                        continue
                    outcome = fixed or outcome
                    answers.counts[program.number][outcome] += 1
                    if keep_all or outcome not in _QUIET:
                        answers.checks.append(Check(program, Subject(index, item), runtime, outcome))
                if group.local:
                    verdict = self._verdict(group, runtime)
                    verdicts[verdict] += 1
                    for program, outcome in verdict.loud:
                        answers.checks.append(Check(program, Subject(index, item), runtime, outcome))
            _add(answers, group, verdicts)
        return answers

    def _questions_for(self, layout: Layout, *, sharing: bool) -> Questions:
        """Sort the rules for one layout, once; without ``sharing`` every rule is asked of every row anew."""
        key = (layout.name, sharing)
        if key not in self._questions:
            questions = self._questions[key] = Questions()
            for declared, programs in self._program.groups:
                group = Group(declared, [], [])
                rows = sharing and declared is not None and declared.kind in _ROWS
                for program in programs:
                    if not layout.provides.issuperset(program.rule.requires):
                        questions.lacking.append(program)
                    else:
                        (group.local if rows and program.local else group.wide).append(program)
                if group.wide or group.local:
                    questions.groups.append(group)
        return self._questions[key]

    def _verdict(self, group: Group, runtime: Runtime) -> Verdict:
        """Give the verdict on a row, kept with the row: a row printed alike in another form has the same."""
        memo = runtime.item.memo
        found: Verdict | None = memo.get(group)
        if found is None:
            outcomes = tuple([self._outcome(program, runtime) for program in group.local])
            found = group.verdicts.get(outcomes)
            if found is None:
                pairs = zip(group.local, outcomes, strict=True)
                loud = tuple((program, outcome) for program, outcome in pairs if outcome not in _QUIET)
                found = group.verdicts[outcomes] = Verdict(outcomes, loud)
            if not self._judge.is_waiting:
                memo[group] = found
        return found

    def _outcome(self, program: RuleProgram, runtime: Runtime) -> str:
        if program.where is not None and program.where(runtime) is not True:
            return _UNASKED
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
            if index in truths:
                truth = truths[index]
            else:
                truth = truths[index] = self._judge.ask(index, self._program.inputs[index](runtime))
            if truth is False:
                return False
            if truth is not True:
                found = truth
        return found


def _add(answers: Answers, group: Group, verdicts: Counter[Verdict]) -> None:
    """Count the outcomes of the local rules, verdict by verdict."""
    for verdict, count in verdicts.items():
        for program, outcome in zip(group.local, verdict.outcomes, strict=True):
            answers.counts[program.number][outcome] += count
