"""Judges forms by a pack: every rule × subject ends in exactly one outcome, and the outcomes are counted.

The rules of one form come first; then, stratum by stratum, the rules over its findings, each seeing what the strata below
found.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Final

from auditor.checking.views import FormView, ViewMaker
from auditor.errors import EngineFault
from auditor.findings.account import Account
from auditor.findings.asking import Answers, Check
from auditor.findings.effects import apply_effects, finding_row
from auditor.findings.exemptions import Exemptions
from auditor.findings.finding import Finding, Origin
from auditor.findings.masking import masked_id
from auditor.findings.panel import Panel, Run, panels_of
from auditor.findings.place import Locator
from auditor.findings.scribe import Aim
from auditor.forms.model import Form
from auditor.rulebook.pack import Pack
from auditor.rulebook.strata import strata

_TOGETHER: Final = 32
"""Forms settled with the engine in one go: its cost for a go is that of some twenty facts."""


@dataclass(slots=True)
class Result:
    """What auditing one form gave; ``fault`` says why the engine could not judge the form, if it could not.

    ``checks`` are those that did not pass or did not apply, or all of them on request; ``lacking`` are the ids of the rules
    that the form's layout has no columns for.
    """

    form: Form
    view: FormView
    findings: list[Finding] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    fault: EngineFault | None = None
    lacking: set[str] = field(default_factory=set)


class Evaluation:
    """A pack made ready to judge forms; ``account`` grows with every form."""

    def __init__(
        self,
        pack: Pack,
        *,
        engine: str = "both",
        lang: str = "zh",
        rules: frozenset[str] | None = None,
        exemptions: Exemptions | None = None,
        as_of: date | None = None,
        profile: str = "internal",
    ) -> None:
        """Compile the pack's rules (only those named in ``rules``, if given) and register them with the engine.

        ``exemptions`` are the waivers and the baseline of the run. ``as_of`` (by default today) decides which dated rules
        a form without a year is asked. ``profile`` tells whether the forms are an ``internal`` version or a ``public`` one.
        """
        self.profile = profile
        self.run = Run(pack, engine, lang, exemptions, as_of)
        self.rules = tuple(rule for rule in pack.rules if rules is None or rule.id in rules)
        groups = [[rule for rule in self.rules if not rule.over], *strata(self.rules, "findings")]
        self._panels = panels_of(groups, self.run)
        self.account = Account(tuple(rule_id for panel in self._panels for rule_id in panel.rule_ids))
        self._locators = {id(panel): Locator(panel.program.compiler, lang) for panel in self._panels}
        self._views = ViewMaker(pack.vocabulary, profile)

    def view(self, form: Form) -> FormView:
        """Give a form as rules see it."""
        return self._views.view(form, self.run.pack.layout(form.layout))

    def evaluate(self, form: Form, *, keep_all: bool = False) -> Result:
        """Judge one form. An engine fault is kept in the result: all its checks then are ``cannot_check``.

        ``keep_all`` keeps every check in the result, for whoever asks about single subjects.
        """
        result = Result(form, self.view(form))
        for panel in self._panels:
            answers, fault = panel.ask_one(result.view, keep_all=keep_all)
            if fault is not None:
                self._views.forget()
            self._add(panel, result, answers, fault)
        return result

    def evaluate_all(self, forms: Iterable[Form]) -> Iterator[Result]:
        """Judge forms one after another, settling with the engine some at a time.

        When the engine fails on some forms together, each of them is judged again alone: a fault costs one form.
        """
        stream = iter(forms)
        while chunk := list(islice(stream, _TOGETHER)):
            results = [Result(form, self.view(form)) for form in chunk]
            for panel in self._panels:
                self._ask(panel, results)
            yield from results

    def aim(self, check: Check) -> Aim:
        """Give what a check of this evaluation is about."""
        panel = next(panel for panel in self._panels if check.program in panel.program.rules)
        return self._locators[id(panel)].aim(check)

    def _ask(self, panel: Panel, results: Sequence[Result]) -> None:
        try:
            answered: list[tuple[Answers, EngineFault | None]] = [
                (answers, None) for answers in panel.ask([result.view for result in results])
            ]
        except EngineFault:
            self._views.forget()
            answered = [self._ask_again(panel, result) for result in results]
        for result, (answers, fault) in zip(results, answered, strict=True):
            self._add(panel, result, answers, fault)

    def _ask_again(self, panel: Panel, result: Result) -> tuple[Answers, EngineFault | None]:
        """Ask one form alone, on a view of its own: nothing is remembered of the fault."""
        findings = result.view.findings
        result.view = self.view(result.form)
        result.view.findings = findings
        answers, fault = panel.ask_one(result.view)
        if fault is not None:
            self._views.forget()
        return answers, fault

    def _add(self, panel: Panel, result: Result, answers: Answers, fault: EngineFault | None) -> None:
        """Count the answers of one panel about one form, and write its findings."""
        if panel is self._panels[0]:
            self.account.forms += 1
            self.run.note_form(masked_id(result.form))
        result.checks.extend(answers.checks)
        result.lacking.update(program.rule.id for program in answers.lacking)
        result.fault = result.fault or fault
        origin, locator = Origin.of(result.form), self._locators[id(panel)]
        result.findings += panel.report(answers, fault, self.account, lambda check: (origin, locator.aim(check)))
        apply_effects(answers.checks, panel.scribe)
        if panel is not self._panels[-1]:
            result.view.findings = [finding_row(finding, None) for finding in result.findings]
