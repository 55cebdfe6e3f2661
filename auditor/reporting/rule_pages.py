"""Rules on a terminal: the list of a pack, one rule in plain words, and how its tests went."""

from collections.abc import Sequence
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from auditor.findings.ruletests import CaseResult, RuleTests
from auditor.reporting.rule_list import is_verified
from auditor.reporting.rule_page import rule_page
from auditor.reporting.rule_words import Clause
from auditor.rulebook.pack import Pack
from auditor.rulebook.rule import Rule
from auditor.wording import say

_PASSED: Final = "✓"
_FAILED: Final = "✗"


def print_list(console: Console, pack: Pack, rules: Sequence[Rule], lang: str) -> None:
    """Print rules of a pack: id, title, severity, dimension, status, and whether the articles are verified."""
    table = Table(title=f"{pack.title[lang]}（{pack.name} {pack.version}）", title_justify="left")
    for column in ("id", "title", "severity", "dimension", "status", "verified"):
        table.add_column(say(lang, f"rules.{column}"), overflow="fold")
    for rule in rules:
        table.add_row(
            rule.id,
            rule.title[lang],
            say(lang, f"report.{rule.severity}"),
            rule.dimension,
            say(lang, f"rules.{rule.status}"),
            say(lang, "finding.yes" if is_verified(rule) else "finding.no"),
        )
    console.print(table)
    console.print(say(lang, "rules.count", count=len(rules)))


def print_rule(console: Console, rule: Rule, pack: Pack, lang: str) -> None:
    """Explain one rule in plain words."""
    page = rule_page(rule, pack, lang)
    console.print(Text(f"{page.rule_id}  {page.title}", style="bold"))
    for section in page.sections:
        first, *rest = section.clauses
        if not rest and not first.parts:
            console.print(Text.assemble((f"  {section.heading}  ", "dim"), first.text))
            continue
        console.print(Text(f"  {section.heading}", style="dim"))
        for clause in section.clauses:
            _print_clause(console, clause, 2)


def _print_clause(console: Console, clause: Clause, depth: int) -> None:
    console.print(Padding(Text(clause.text), (0, 0, 0, 2 * depth), expand=False))
    for part in clause.parts:
        _print_clause(console, part, depth + 1)


def print_tests(console: Console, results: Sequence[RuleTests], lang: str) -> bool:
    """Print failing cases, and uncovered outcomes of the rules that the pack states itself; gives True when every case went as expected."""
    failed = passed = 0
    for tests in results:
        for case in tests.cases:
            if not case.problems:
                passed += 1
                continue
            failed += 1
            _print_failure(console, case, lang)
        if tests.missing_file:
            console.print(say(lang, "pack.no_test", rule=tests.rule.id, file=tests.missing_file))
        elif tests.borrowed and any(case.problems for case in tests.cases):
            console.print(say(lang, "rules.borrowed", rule=tests.rule.id, file=tests.borrowed))
        elif tests.uncovered and not tests.inherited:
            names = say(lang, "finding.list_separator").join(_outcome(name, lang) for name in tests.uncovered)
            console.print(say(lang, "rules.uncovered", rule=tests.rule.id, outcomes=names))
    mark = _FAILED if failed else _PASSED
    console.print(say(lang, "rules.tested", mark=mark, rules=len(results), passed=passed, failed=failed))
    return not failed


def _print_failure(console: Console, case: CaseResult, lang: str) -> None:
    """Print what a case expected, what it found instead, and what the rule really said."""
    console.print(Text(f"{_FAILED} {case.file}:{case.line} {case.rule_id} {case.case}", style="bold red"))
    for what, wanted, got in case.problems:
        pair = [_outcome(name, lang) if what == "expect" else name for name in (wanted, got)]
        sentence = say(lang, f"rules.case_{what}", expected=pair[0], found=pair[1] or say(lang, "rules.nothing"))
        console.print(Padding(Text(sentence), (0, 0, 0, 4), expand=False))
    for message in case.messages:
        console.print(Padding(Text(say(lang, "rules.says", message=message)), (0, 0, 0, 4), expand=False))


def _outcome(name: str, lang: str) -> str:
    """Give an outcome in words, with the word to be written in a test."""
    return f"{say(lang, f'report.{name}')} {name}" if lang == "zh" else name
