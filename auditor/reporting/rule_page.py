"""One rule explained in plain words, as sections of sentences; the terminal and the rule reference print the same."""

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.findings.examples import Example, examples_of
from auditor.reporting.rule_words import Clause, RuleWords
from auditor.rulebook.expressions import Condition
from auditor.rulebook.pack import Pack
from auditor.rulebook.periods import ALWAYS
from auditor.rulebook.rule import Basis, Rule, Template
from auditor.wording import say


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the sentences under it."""

    heading: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class RulePage:
    """What a person should know about a rule, in the order in which one asks."""

    rule_id: str
    title: str
    sections: tuple[Section, ...]


def rule_page(rule: Rule, pack: Pack, lang: str) -> RulePage:
    """Explain a rule: what must hold, when, on what basis, with which thresholds, and an example of each ending."""
    writer = _PageWriter(rule, pack, lang)
    sections = tuple(
        Section(say(lang, f"rules.{key}"), tuple(clauses)) for key, clauses in writer.sections() if clauses
    )
    return RulePage(rule.id, rule.title[lang], sections)


def citation(basis: Basis, pack: Pack, lang: str) -> str:
    """Give an article with its document, and whether it was compared with the official text."""
    document = pack.documents[basis.document]
    checked = say(lang, "rules.is_verified" if basis.verified else "rules.not_verified")
    key = "finding.citation" if document.number else "finding.citation_without_number"
    text = say(lang, key, title=document.title[lang], number=document.number, at=basis.at).strip()
    return f"{text}{checked}"


class _PageWriter:
    def __init__(self, rule: Rule, pack: Pack, lang: str) -> None:
        self._rule, self._pack, self._lang = rule, pack, lang
        labels = pack.labels
        self._words = RuleWords(rule, labels, lang)

    def sections(self) -> Iterator[tuple[str, list[Clause]]]:
        rule, words, lang = self._rule, self._words, self._lang
        yield "must_hold", words.conditions(rule.require)
        yield "applies", [Clause(words.subjects()), *words.conditions(rule.when)]
        yield "needs", [Clause(words.field(name)) for name in rule.requires]
        lets = {name: words.operand(operand) for name, operand in rule.lets}
        named = words.joins() | lets
        yield "computed", [Clause(self._pair(f"{{{name}}}", text)) for name, text in named.items()]
        yield "severity", self._severity()
        yield "status", [Clause(say(lang, f"rules.{rule.status}_since", since=rule.since))]
        yield "effective", self._effective()
        yield "dimension", [Clause(rule.dimension)]
        yield "basis", [Clause(citation(basis, self._pack, lang)) for basis in rule.basis]
        yield "param", [
            Clause(
                say(lang, "rules.param_line", name=name, value=f"{param.value.shown}{param.unit}",
                    decided_by=param.decided_by.get(lang, ""))
            )
            for name, param in rule.params.items()
        ]  # fmt: skip
        examples = examples_of(rule, self._pack, lang)
        if rule.effect is None:
            yield "failing", self._example(examples.failing)
        yield "passing" if rule.effect is None else "applying", self._example(examples.passing)
        yield "message" if rule.effect is None else "adds", [Clause(self._written(rule.says[lang]))]
        yield (
            "hints",
            [Clause(self._when(condition), (Clause(self._written(texts[lang])),)) for condition, texts in rule.hints],
        )
        yield "fix", [Clause(self._written(rule.fix[lang]))] if rule.fix else []
        yield "waivable", [Clause(say(lang, "finding.yes" if rule.waivable else "finding.no"))]
        yield "see", [Clause(words.operand(operand)) for operand in rule.see]
        stated, *overriding = self._pack.sources[rule.id].files
        yield "file", [Clause(stated.shown)]
        yield "overridden", [Clause(file.shown) for file in overriding]

    def _effective(self) -> list[Clause]:
        """Say for the forms of which years the rule is in force, where it is not for all."""
        years = self._rule.effective
        if years == ALWAYS:
            return []
        key = (
            "rules.years_until" if years.first is None else "rules.years_from" if years.last is None else "rules.years"
        )
        return [Clause(say(self._lang, key, first=years.first, last=years.last))]

    def _pair(self, name: str, text: str) -> str:
        return say(self._lang, "spelled.example_set", label=name, value=text)

    def _when(self, condition: Condition) -> str:
        return say(self._lang, "rules.when", condition=self._words.inline(self._words.condition(condition)))

    def _written(self, template: Template) -> str:
        """Give a text as its author wrote it, placeholders in braces."""
        params = {id(param.value): f"params.{name}" for name, param in self._rule.params.items()}
        parts = template.parts
        return "".join(part if isinstance(part, str) else f"{{{params.get(id(part), part.shown)}}}" for part in parts)

    def _severity(self) -> list[Clause]:
        """Say how much a failure weighs, and when it weighs otherwise: the first condition that holds decides."""
        lang = self._lang
        switches = [
            Clause(self._when(condition), (Clause(say(lang, f"report.{severity}")),))
            for severity, condition in self._rule.severity_when
        ]
        return [Clause(say(lang, f"report.{self._rule.severity}")), *switches]

    def _example(self, example: Example | None) -> list[Clause]:
        lang = self._lang
        if example is None:
            return [Clause(say(lang, "rules.no_example"))]
        changes = tuple(Clause(text) for text in example.changes)
        said = tuple(Clause(say(lang, "rules.says", message=message)) for message in example.messages[:1])
        return [Clause(say(lang, "rules.changed" if changes else "rules.unchanged"), changes), *said]
