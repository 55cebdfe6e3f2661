"""Writes a finding out: whose it is, what it says, where it points, and on which articles it rests."""

from dataclasses import dataclass
from typing import Final

from auditor.checking.program import Program
from auditor.errors import EngineFault
from auditor.findings.asking import Check
from auditor.findings.explain import Evidence, Explainer
from auditor.findings.finding import CANNOT_CHECK, FAIL, Finding, Origin, finding_id
from auditor.findings.masking import mask, mask_finding
from auditor.findings.words import show_number, show_size
from auditor.forms.model import Place
from auditor.rulebook.pack import Pack
from auditor.rulebook.rule import Rule, Template
from auditor.wording import say

_EXCERPT: Final = 120


@dataclass(frozen=True, slots=True)
class Aim:
    """What a finding is about: the field path, the subject's name as shown, and what its identity is made of.

    ``printed`` is the subject as printed (empty where it has no name), ``repeat`` the number of rows of that name above it;
    ``loss`` says why what was read there may not be what the form prints, empty where nothing speaks against it.
    """

    path: str
    subject: str
    printed: str
    repeat: int
    place: Place | None = None
    loss: str = ""


class Scribe:
    """Writes the findings of one program, in one language."""

    def __init__(self, program: Program, pack: Pack, lang: str) -> None:
        """Write in ``lang``, citing the pack's documents."""
        self.explainer = Explainer(program, lang)
        self._program = program
        self._pack = pack
        self._lang = lang
        self._citations = {each.rule.id: self._cite(each.rule) for each in program.rules}

    def write(self, check: Check, origin: Origin, aim: Aim, fault: EngineFault | None) -> Finding:
        """Give the finding of a check that failed or could not be made; ``fault`` says why the engine could not."""
        lang, rule, place = self._lang, check.program.rule, aim.place
        proof, message = self._words(check, fault)
        citation, verified = self._citations[rule.id]
        failed = check.outcome == FAIL
        finding = Finding(
            finding_id=finding_id(rule.id, origin.form_id, aim.printed, aim.path, aim.repeat),
            rule_id=rule.id,
            rule_title=rule.title[lang],
            severity=self.explainer.severity(check.program, check.runtime) if failed else rule.severity,
            outcome=check.outcome,
            dimension=rule.dimension,
            group=rule.group,
            form_id=origin.form_id,
            project_name=origin.project_name,
            implementing_unit=origin.implementing_unit,
            department=origin.department,
            year=origin.year,
            subject=aim.subject,
            field=aim.path,
            found=proof.found,
            expected=proof.expected,
            difference="" if proof.difference is None else show_number(proof.difference),
            amount=self._amount(check, proof) if failed else "",
            message=message,
            fix=self.explainer.fix(check.program, check.runtime, proof) if failed else "",
            basis=citation,
            basis_verified=verified,
            source=origin.source,
            page="" if place is None or place.page is None else str(place.page),
            line="" if place is None or place.line is None else str(place.line),
            cell="" if place is None or place.cell is None else str(place.cell),
            excerpt="" if place is None else mask(place.text)[:_EXCERPT],
            pack=self._pack.name,
            pack_version=self._pack.version,
            position=origin.position,
            trial=rule.status == "trial",
            loss=aim.loss,
        )
        mask_finding(finding)
        return finding

    def fill(self, texts: dict[str, Template], check: Check) -> str:
        """Fill a text of the check's rule with the values of its subject; empty where the rule has none."""
        return mask(self.explainer.filled(texts[self._lang], check.runtime)) if texts else ""

    def _words(self, check: Check, fault: EngineFault | None) -> tuple[Evidence, str]:
        """Give the evidence of a check and the message about it."""
        nothing = Evidence("", "", None)
        if fault is not None:
            return nothing, say(self._lang, "finding.engine_fault", reason=fault.render(self._lang))
        if check.outcome == CANNOT_CHECK:
            named = self.explainer.missing(check.program, check.runtime)
            return nothing, say(self._lang, "finding.cannot_check", missing=named)
        proof = self.explainer.evidence(check.program, check.runtime)
        return proof, self.explainer.message(check.program, check.runtime, proof)

    def _amount(self, check: Check, proof: Evidence) -> str:
        """Give the money at stake, in 万元."""
        rule = check.program.rule
        if rule.amount_is_difference:
            return "" if proof.difference is None else show_size(proof.difference)
        if rule.amount is None:
            return ""
        value = self._program.compiler.getter(rule.amount)(check.runtime)
        return "" if value is None else show_number(value)

    def _cite(self, rule: Rule) -> tuple[str, str]:
        """Give the citation of a rule's articles, and whether all of them were compared with the official text."""
        parts = []
        for basis in rule.basis:
            document = self._pack.documents[basis.document]
            key = "finding.citation" if document.number else "finding.citation_without_number"
            title = document.title[self._lang]
            parts.append(say(self._lang, key, title=title, number=document.number, at=basis.at).strip())
        verified = bool(rule.basis) and all(basis.verified for basis in rule.basis)
        return say(self._lang, "finding.citation_separator").join(parts), str(verified).lower()
