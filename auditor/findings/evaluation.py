"""Judges forms by a pack: every rule × subject ends in exactly one outcome, and the outcomes are counted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Final

from auditor.checking.program import Program
from auditor.checking.views import FormView, ViewMaker
from auditor.engine.judge import Judge
from auditor.errors import EngineFault
from auditor.findings.account import Account
from auditor.findings.asking import Answers, Asker, Check
from auditor.findings.exemptions import Exemptions
from auditor.findings.explain import Evidence, Explainer
from auditor.findings.finding import CANNOT_CHECK, FAIL, NOT_APPLICABLE, PASS, Finding, finding_id
from auditor.findings.place import Locator, is_near_loss, place_of
from auditor.findings.words import show_number, show_size
from auditor.forms.model import Form
from auditor.rulebook.pack import Pack
from auditor.rulebook.rule import Rule
from auditor.wording import say

_EXCERPT: Final = 120
_TOGETHER: Final = 32
"""Forms settled with the engine in one go: its cost for a go is that of some twenty facts."""


@dataclass(slots=True)
class Result:
    """What auditing one form gave; ``fault`` says why the engine could not judge the form, if it could not.

    ``checks`` are those that did not pass or did not apply, or all of them on request.
    """

    form: Form
    findings: list[Finding] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    fault: EngineFault | None = None


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
    ) -> None:
        """Compile the pack's rules (only those named in ``rules``, if given) and register them with the engine.

        ``exemptions`` are the waivers and the baseline of the run. ``as_of`` (by default today) decides which dated rules
        a form without a year is asked.
        """
        self.pack = pack
        self._exemptions = exemptions
        self.lang = lang
        self.program = Program(rule for rule in pack.rules if rules is None or rule.id in rules)
        self.account = Account(tuple(program.rule.id for program in self.program.rules))
        self.locator = Locator(self.program.compiler, lang)
        self._explainer = Explainer(self.program, lang)
        self._judge = Judge(self.program.predicates, engine)
        self._asker = Asker(self.program, self._judge, as_of)
        self._views = ViewMaker(pack.vocabulary)
        self._citations = {program.rule.id: self._cite(program.rule) for program in self.program.rules}

    def evaluate(self, form: Form, *, keep_all: bool = False) -> Result:
        """Judge one form. An engine fault is kept in the result: all its checks then are ``cannot_check``.

        ``keep_all`` keeps every check in the result, for whoever asks about single subjects.
        """
        view = self._views.view(form, self.pack.layout(form.layout))
        try:
            (answers,) = self._ask([view], keep_all=keep_all)
            fault = None
        except EngineFault as error:
            answers, fault = self._asker.give_up(view), error
        return self._result(form, answers, fault)

    def evaluate_all(self, forms: Iterable[Form]) -> Iterator[Result]:
        """Judge forms one after another, settling with the engine some at a time.

        When the engine fails on some forms together, each of them is judged again alone: a fault costs one form.
        """
        stream = iter(forms)
        while chunk := list(islice(stream, _TOGETHER)):
            views = [self._views.view(form, self.pack.layout(form.layout)) for form in chunk]
            try:
                answered = self._ask(views)
            except EngineFault:
                yield from (self.evaluate(form) for form in chunk)
                continue
            for form, answers in zip(chunk, answered, strict=True):
                yield self._result(form, answers, None)

    def _ask(self, views: list[FormView], *, keep_all: bool = False) -> list[Answers]:
        """Ask everything of some forms and settle it with the engine; nothing is remembered of a fault."""
        try:
            while True:
                answered = [self._asker.ask(view, keep_all=keep_all) for view in views]
                if not self._judge.settle():
                    return answered
        except EngineFault:
            self._views.forget()
            raise

    def _result(self, form: Form, answers: Answers, fault: EngineFault | None) -> Result:
        self.account.add_form(answers.opened, answers.outcomes)
        result = Result(form, checks=answers.checks, fault=fault)
        if self._exemptions is not None:
            self._exemptions.note_form(form.form_id)
        self._explain(result)
        return result

    def _explain(self, result: Result) -> None:
        for check in result.checks:
            if check.outcome not in (PASS, NOT_APPLICABLE):
                finding = self._finding(check, result)
                if self._exemptions is not None and self._exemptions.apply(finding, self.lang):
                    check.outcome = finding.outcome
                    self.account.waive(check.program.number)
                result.findings.append(finding)

    def _finding(self, check: Check, result: Result) -> Finding:
        form, lang, rule = result.form, self.lang, check.program.rule
        spot = self.locator.spot(check)
        proof, message = self._words(check, result, spot.path)
        place = place_of(form, spot.path)
        citation, verified = self._citations[rule.id]
        failed = check.outcome == FAIL
        return Finding(
            finding_id=finding_id(rule.id, form.form_id, spot.printed, spot.path, spot.repeat),
            rule_id=rule.id,
            rule_title=rule.title[lang],
            severity=self._explainer.severity(check.program, check.runtime) if failed else rule.severity,
            outcome=check.outcome,
            dimension=rule.dimension,
            group=rule.group,
            form_id=form.form_id,
            project_name=form.texts.get("project_name") or "",
            implementing_unit=form.texts.get("implementing_unit") or "",
            department=form.texts.get("department") or "",
            year="" if form.year is None else str(form.year),
            subject=spot.subject,
            field=spot.path,
            found=proof.found,
            expected=proof.expected,
            difference="" if proof.difference is None else show_number(proof.difference),
            amount=self._amount(check, proof) if failed else "",
            message=message,
            fix=self._explainer.fix(check.program, check.runtime, proof) if failed else "",
            basis=citation,
            basis_verified=verified,
            source=form.source,
            page="" if place is None or place.page is None else str(place.page),
            line="" if place is None or place.line is None else str(place.line),
            cell="" if place is None or place.cell is None else str(place.cell),
            excerpt="" if place is None else place.text[:_EXCERPT],
            pack=self.pack.name,
            pack_version=self.pack.version,
            position=form.position,
            trial=rule.status == "trial",
        )

    def _words(self, check: Check, result: Result, path: str) -> tuple[Evidence, str]:
        """Give the evidence of a check and the message about it."""
        nothing = Evidence("", "", None)
        if result.fault is not None:
            return nothing, say(self.lang, "finding.engine_fault", reason=result.fault.render(self.lang))
        if check.outcome == CANNOT_CHECK:
            named = self._explainer.missing(check.program, check.runtime)
            return nothing, say(self.lang, "finding.cannot_check", missing=named)
        proof = self._explainer.evidence(check.program, check.runtime)
        text = self._explainer.message(check.program, check.runtime, proof)
        if is_near_loss(result.form, path):
            text += say(self.lang, "finding.damage")
        return proof, text

    def _amount(self, check: Check, proof: Evidence) -> str:
        """Give the money at stake, in 万元."""
        rule = check.program.rule
        if rule.amount_is_difference:
            return "" if proof.difference is None else show_size(proof.difference)
        if rule.amount is None:
            return ""
        value = self.program.compiler.getter(rule.amount)(check.runtime)
        return "" if value is None else show_number(value)

    def _cite(self, rule: Rule) -> tuple[str, str]:
        """Give the citation of a rule's articles, and whether all of them were compared with the official text."""
        parts = []
        for basis in rule.basis:
            document = self.pack.documents[basis.document]
            key = "finding.citation" if document.number else "finding.citation_without_number"
            title = document.title[self.lang]
            parts.append(say(self.lang, key, title=title, number=document.number, at=basis.at).strip())
        verified = bool(rule.basis) and all(basis.verified for basis in rule.basis)
        return say(self.lang, "finding.citation_separator").join(parts), str(verified).lower()
