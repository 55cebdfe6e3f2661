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

_QUIET: Final = (PASS, NOT_APPLICABLE)
_UNASKED: Final = "unasked"


@dataclass(slots=True)
class Check:
    """One rule asked of one subject, and how it ended."""

    program: RuleProgram
    subject: Subject
    runtime: Runtime
    outcome: str


@dataclass(slots=True)
class Answers:
    """The outcomes of one form: counted by rule, and the checks that need a word (or all, on request)."""

    counts: dict[int, Counter[str]] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)


class Asker:
    """Asks a program's rules of forms."""

    def __init__(self, program: Program, judge: Judge) -> None:
        """Ask the rules of ``program``; ``judge`` decides their predicates."""
        self._program = program
        self._judge = judge

    def ask(self, view: FormView, *, keep_all: bool = False) -> Answers:
        """Give the outcome of every check of a form; raises `EngineFault`."""
        while True:
            answers = self._ask_all(view, keep_all=keep_all, judged=True)
            if not self._judge.settle():
                return answers

    def give_up(self, view: FormView) -> Answers:
        """Give every check of a form the outcome ``cannot_check``: the engine could not judge it."""
        return self._ask_all(view, keep_all=True, judged=False)

    def _ask_all(self, view: FormView, *, keep_all: bool, judged: bool) -> Answers:
        answers = Answers()
        common: dict[int, Any] = {}
        for declared, programs in self._program.groups:
            asked = [program for program in programs if self._has_columns(program, view, answers)]
            for index, item in enumerate(subjects(declared, view) if asked else ()):
                runtime = Runtime(view, item, common)
                for program in asked:
                    outcome = self._outcome(program, runtime) if judged else CANNOT_CHECK
                    if outcome in _QUIET and not keep_all:
                        answers.counts[program.number][outcome] += 1
                    elif outcome is not _UNASKED:
                        answers.counts[program.number][outcome] += 1
                        answers.checks.append(Check(program, Subject(index, item), runtime, outcome))
        return answers

    def _has_columns(self, program: RuleProgram, view: FormView, answers: Answers) -> bool:
        """Tell whether the layout has what the rule needs; without it the rule as a whole does not apply."""
        counts = answers.counts[program.number] = Counter()
        if view.layout.provides.issuperset(program.rule.requires):
            return True
        counts[NOT_APPLICABLE] = 1
        return False

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
            truth = truths.get(index, _UNASKED)
            if truth is _UNASKED:
                truth = truths[index] = self._judge.ask(index, self._program.inputs[index](runtime))
            if truth is False:
                return False
            if truth is not True:
                found = truth
        return found
