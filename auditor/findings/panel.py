"""Some rules of a pack, asked together: their program, who judges it, and who writes its findings."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from auditor.checking.program import Program
from auditor.engine.judge import Judge
from auditor.errors import EngineFault
from auditor.findings.account import Account
from auditor.findings.asking import Answers, Asker, Check, View
from auditor.findings.exemptions import Exemptions
from auditor.findings.finding import NOT_APPLICABLE, PASS, Finding, Origin
from auditor.findings.scribe import Aim, Scribe
from auditor.rulebook.pack import Pack
from auditor.rulebook.rule import Rule


@dataclass(frozen=True, slots=True)
class Run:
    """What all panels of a run share: pack, engine, language, waivers and baseline, and the day of the run."""

    pack: Pack
    engine: str = "both"
    lang: str = "zh"
    exemptions: Exemptions | None = None
    as_of: date | None = None

    def note_form(self, form_id: str) -> None:
        """Note a form of the batch, so that waivers of forms that are not there can be told."""
        if self.exemptions is not None:
            self.exemptions.note_form(form_id)


class Panel:
    """Rules that see the same: those of one form, or those of one stratum of rules over findings or forms.

    ``first`` is the number of its first rule in the account of the run, ``rule_ids`` are the rules that check something, by
    their numbers. Rules that only change what others find check nothing: they come last and are not in the account.
    """

    def __init__(self, rules: Iterable[Rule], run: Run, first: int) -> None:
        """Compile the rules and register them with the engine."""
        self.program = Program(sorted(rules, key=lambda rule: rule.effect is not None))
        self.rule_ids = tuple(each.rule.id for each in self.program.rules if each.rule.effect is None)
        self.first = first
        self.scribe = Scribe(self.program, run.pack, run.lang)
        self._run = run
        self._judge = Judge(self.program.predicates, run.engine)
        self._asker = Asker(self.program, self._judge, run.as_of)

    def ask(self, views: Sequence[View], *, keep_all: bool = False) -> list[Answers]:
        """Ask everything of some views and settle it with the engine; raises `EngineFault`."""
        while True:
            answered = [self._asker.ask(view, keep_all=keep_all) for view in views]
            if not self._judge.settle():
                return answered

    def give_up(self, view: View) -> Answers:
        """Give every check of a view the outcome ``cannot_check``."""
        return self._asker.give_up(view)

    def ask_one(self, view: View, *, keep_all: bool = False) -> tuple[Answers, EngineFault | None]:
        """Ask everything of one view; what the engine could not judge is ``cannot_check``, with the fault."""
        try:
            (answers,) = self.ask([view], keep_all=keep_all)
        except EngineFault as error:
            return self.give_up(view), error
        return answers, None

    def report(
        self,
        answers: Answers,
        fault: EngineFault | None,
        account: Account,
        about: Callable[[Check], tuple[Origin, Aim]],
    ) -> Iterator[Finding]:
        """Count the answers in the account, and write the findings one by one; what is waived is waived here.

        ``about`` tells whose a check is and where it points.
        """
        checking = len(self.rule_ids)
        opened = {number: count for number, count in answers.opened.items() if number < checking}
        outcomes = {key: count for key, count in answers.outcomes.items() if key[0] < checking}
        account.add(opened, outcomes, self.first)
        for check in answers.checks:
            if check.outcome in (PASS, NOT_APPLICABLE):
                continue
            finding = self.scribe.write(check, *about(check), fault)
            if self._run.exemptions is not None and self._run.exemptions.apply(finding, self._run.lang):
                check.outcome = finding.outcome
                account.waive(check.program.number + self.first)
            yield finding


def panels_of(groups: Iterable[Iterable[Rule]], run: Run) -> list[Panel]:
    """Give a panel for each group of rules; their rules are numbered through."""
    panels: list[Panel] = []
    for group in groups:
        panels.append(Panel(group, run, sum(len(panel.rule_ids) for panel in panels)))
    return panels
