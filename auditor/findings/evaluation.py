"""Judges forms by a pack: every rule × subject ends in exactly one outcome, and the outcomes are counted."""

from dataclasses import dataclass, field
from typing import Final

from auditor.checking.operands import getter
from auditor.checking.program import RuleProgram, Subject, truth_getter
from auditor.checking.runtime import Runtime
from auditor.checking.views import ViewMaker
from auditor.engine.judge import Judge
from auditor.errors import EngineFault
from auditor.findings import explain
from auditor.findings.account import Account
from auditor.findings.finding import CANNOT_CHECK, FAIL, NOT_APPLICABLE, PASS, Finding, finding_id
from auditor.findings.place import field_path, is_near_loss, place_of, subject_name
from auditor.findings.words import show_number, show_size
from auditor.forms.model import Form
from auditor.rulebook.pack import Pack
from auditor.rulebook.plan import Inputs, Number, Predicate, Truth, plan_rule
from auditor.wording import say

_EXCERPT: Final = 120
_OUTCOMES: Final[dict[Truth, str]] = {True: PASS, False: FAIL, None: CANNOT_CHECK}


@dataclass(slots=True)
class Check:
    """One rule asked of one subject: what it was judged on, and how it ended."""

    program: RuleProgram
    subject: Subject
    runtime: Runtime
    when: Inputs | None = None
    require: Inputs | None = None
    outcome: str = ""


@dataclass(slots=True)
class Result:
    """What auditing one form gave; ``fault`` says why the engine could not judge it, if it could not."""

    form: Form
    findings: list[Finding] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    fault: EngineFault | None = None


class Evaluation:
    """A pack made ready to judge forms; ``account`` grows with every form."""

    def __init__(
        self, pack: Pack, *, engine: str = "both", lang: str = "zh", rules: frozenset[str] | None = None
    ) -> None:
        """Compile the pack's rules (only those named in ``rules``, if given) and register them with the engine."""
        self.pack = pack
        self.lang = lang
        chosen = [rule for rule in pack.rules if rules is None or rule.id in rules]
        self.programs = [RuleProgram(plan_rule(rule)) for rule in chosen]
        self.account = Account(tuple(program.rule.id for program in self.programs))
        predicates: list[Predicate] = []
        self._indices: list[tuple[int, int]] = []
        for program in self.programs:
            when = -1
            if program.when is not None:
                when = len(predicates)
                predicates.append(program.when.predicate)
            self._indices.append((when, len(predicates)))
            predicates.append(program.require.predicate)
        self._judge = Judge(predicates, engine)
        self._views = ViewMaker(pack.vocabulary)
        self._basis = {program.rule.id: self._cite(program) for program in self.programs}

    def evaluate(self, form: Form) -> Result:
        """Judge one form. An engine fault is kept in the result: all its checks then are ``cannot_check``."""
        layout = self.pack.layout(form.layout)
        view = self._views.view(form, layout)
        result = Result(form)
        lacking: list[RuleProgram] = []
        for number, program in enumerate(self.programs):
            if not layout.provides.issuperset(program.rule.requires):
                lacking.append(program)
                continue
            common: dict[str, object] = {}
            for subject in program.subjects(view):
                runtime = Runtime(view, subject.item, program.lets, common)
                result.checks.append(Check(program, subject, runtime))
        self._decide(result)
        self._count(result, lacking)
        self._explain(result)
        return result

    def _decide(self, result: Result) -> None:
        """Let the judge decide first whether each rule applies, then what it requires."""
        numbers = {id(program): number for number, program in enumerate(self.programs)}
        try:
            asked: list[Check] = []
            queries: list[tuple[int, Inputs]] = []
            for check in result.checks:
                if check.program.when is not None:
                    check.when = check.program.when.inputs(check.runtime)
                    asked.append(check)
                    queries.append((self._indices[numbers[id(check.program)]][0], check.when))
            for check, truth in zip(asked, self._judge.decide(queries), strict=True):
                if truth is not True:
                    check.outcome = NOT_APPLICABLE if truth is False else CANNOT_CHECK
            remaining = [check for check in result.checks if not check.outcome]
            for check in remaining:
                check.require = check.program.require.inputs(check.runtime)
            queries = [
                (self._indices[numbers[id(check.program)]][1], check.require or ()) for check in remaining
            ]
            for check, truth in zip(remaining, self._judge.decide(queries), strict=True):
                check.outcome = _OUTCOMES[truth]
        except EngineFault as fault:
            result.fault = fault
            for check in result.checks:
                check.outcome = CANNOT_CHECK

    def _count(self, result: Result, lacking: list[RuleProgram]) -> None:
        account = self.account
        account.forms += 1
        for program in lacking:
            account.open(program.rule.id, 1)
            account.close(program.rule.id, NOT_APPLICABLE)
        for check in result.checks:
            account.open(check.program.rule.id, 1)
            account.close(check.program.rule.id, check.outcome)

    def _explain(self, result: Result) -> None:
        repeats: dict[str, int] = {}
        for check in result.checks:
            if check.outcome in (PASS, NOT_APPLICABLE):
                continue
            path = field_path(check.program, check.subject, check.runtime)
            subject = subject_name(check.program, check.subject, path, check.runtime, self.lang)
            stable = finding_id(check.program.rule.id, result.form.form_id, subject, path, 0)
            repeat = repeats[stable] = repeats.get(stable, -1) + 1
            result.findings.append(self._finding(check, result, path, subject, repeat))

    def _finding(self, check: Check, result: Result, path: str, subject: str, repeat: int) -> Finding:
        program, form, lang = check.program, result.form, self.lang
        rule = program.rule
        proof, message = self._words(check, result, path)
        place = place_of(form, path)
        citation, verified = self._basis[rule.id]
        return Finding(
            finding_id=finding_id(rule.id, form.form_id, subject, path, repeat),
            rule_id=rule.id,
            rule_title=rule.title[lang],
            severity=self._severity(check),
            outcome=check.outcome,
            dimension=rule.dimension,
            group=rule.group,
            form_id=form.form_id,
            project_name=form.texts.get("project_name") or "",
            implementing_unit=form.texts.get("implementing_unit") or "",
            department=form.texts.get("department") or "",
            year="" if form.year is None else str(form.year),
            subject=subject,
            field=path,
            found=proof.found,
            expected=proof.expected,
            difference="" if proof.difference is None else show_number(proof.difference),
            amount=self._amount(check, proof),
            message=message,
            fix=rule.fix[lang] if check.outcome == FAIL else "",
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

    def _words(self, check: Check, result: Result, path: str) -> tuple[explain.Evidence, str]:
        lang, program, runtime = self.lang, check.program, check.runtime
        nothing = explain.Evidence("", "", None)
        if result.fault is not None:
            return nothing, say(lang, "finding.engine_fault", reason=result.fault.render(lang))
        if check.outcome == CANNOT_CHECK:
            unknown, inputs = (program.require, check.require) if check.require else (program.when, check.when)
            named = explain.missing(unknown or program.require, inputs or (), runtime, lang)
            return nothing, say(lang, "finding.cannot_check", missing=named)
        proof = explain.evidence(program, check.require or (), runtime, lang)
        text = explain.message(program, runtime, proof, lang)
        if is_near_loss(result.form, path):
            text += say(lang, "finding.damage")
        return proof, text

    def _severity(self, check: Check) -> str:
        rule = check.program.rule
        if check.outcome == FAIL:
            for severity, condition in rule.severity_when:
                if truth_getter("severity", condition)(check.runtime) is True:
                    return severity
        return rule.severity

    def _amount(self, check: Check, proof: explain.Evidence) -> str:
        rule = check.program.rule
        if check.outcome != FAIL:
            return ""
        if rule.amount_is_difference:
            return "" if proof.difference is None else show_size(proof.difference)
        if rule.amount is None:
            return ""
        value: Number | None = getter(rule.amount)(check.runtime)
        return "" if value is None else show_number(value)

    def _cite(self, program: RuleProgram) -> tuple[str, str]:
        """Give the citation of a rule's articles, and whether all of them were compared with the official text."""
        parts = []
        for basis in program.rule.basis:
            document = self.pack.documents[basis.document]
            number = f"（{document.number}）" if document.number else ""
            parts.append(f"{document.title[self.lang]}{number} {basis.at}".strip())
        verified = bool(program.rule.basis) and all(basis.verified for basis in program.rule.basis)
        return "；".join(parts), str(verified).lower()
