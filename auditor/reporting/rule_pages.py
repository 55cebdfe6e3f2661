"""Rules on a terminal: the list of a pack, one rule in plain words, and how its tests went."""

from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from auditor.findings.ruletests import RuleTests
from auditor.rulebook.pack import Pack
from auditor.rulebook.rule import Rule, Template
from auditor.wording import say

_PASSED: Final = "✓"
_FAILED: Final = "✗"


def print_list(console: Console, pack: Pack, lang: str) -> None:
    """Print every rule: id, title, severity, dimension, status, and whether its articles are verified."""
    table = Table(title=f"{pack.title[lang]}（{pack.name} {pack.version}）", title_justify="left")
    for column in ("id", "title", "severity", "dimension", "status", "verified"):
        table.add_column(say(lang, f"rules.{column}"), overflow="fold")
    for rule in pack.rules:
        verified = all(basis.verified for basis in rule.basis)
        table.add_row(
            rule.id,
            rule.title[lang],
            say(lang, f"report.{rule.severity}"),
            rule.dimension,
            say(lang, f"rules.{rule.status}"),
            say(lang, "finding.yes" if verified else "finding.no"),
        )
    console.print(table)
    console.print(say(lang, "rules.count", count=len(pack.rules)))


def print_rule(console: Console, rule: Rule, pack: Pack, lang: str) -> None:
    """Explain one rule: what it says, on what basis, with which thresholds, and what to do about a finding."""
    console.print(Text(f"{rule.id}  {rule.title[lang]}", style="bold"))
    lines = [
        ("severity", say(lang, f"report.{rule.severity}")),
        ("dimension", rule.dimension),
        ("status", say(lang, f"rules.{rule.status}")),
        ("needs", " ".join(rule.requires) or "—"),
        ("waivable", say(lang, "finding.yes" if rule.waivable else "finding.no")),
    ]
    for basis in rule.basis:
        document = pack.documents[basis.document]
        checked = say(lang, "rules.is_verified" if basis.verified else "rules.not_verified")
        lines.append(("basis", f"{document.title[lang]} {document.number} {basis.at} {checked}"))
    for name, param in rule.params.items():
        lines.append(("param", f"{name} = {param.value.shown}{param.unit}（{param.decided_by.get(lang, '')}）"))
    if rule.see:
        lines.append(("see", " ".join(operand.shown for operand in rule.see)))
    lines.append(("message", _written(rule.message[lang])))
    lines.append(("fix", _written(rule.fix[lang])))
    lines.append(("file", (pack.folder / rule.file).as_posix()))
    for key, text in lines:
        console.print(Text.assemble((f"  {say(lang, f'rules.{key}')}  ", "dim"), text))


def _written(template: Template) -> str:
    return "".join(part if isinstance(part, str) else f"{{{part.shown}}}" for part in template.parts)


def print_tests(console: Console, results: list[RuleTests], lang: str) -> bool:
    """Print failing cases and uncovered outcomes; gives True when every case went as expected."""
    failed = passed = 0
    for tests in results:
        for case in tests.cases:
            if not case.problems:
                passed += 1
                continue
            failed += 1
            console.print(Text(f"{_FAILED} {case.file}:{case.line} {case.rule_id} {case.case}", style="bold red"))
            for what, expected, found in case.problems:
                console.print("    " + say(lang, "rules.case_problem", what=what, expected=expected, found=found))
        if tests.missing_file:
            console.print(say(lang, "pack.no_test", rule=tests.rule.id, file=tests.missing_file))
        elif tests.uncovered:
            console.print(say(lang, "rules.uncovered", rule=tests.rule.id, outcomes=", ".join(tests.uncovered)))
    mark = _FAILED if failed else _PASSED
    console.print(say(lang, "rules.tested", mark=mark, rules=len(results), passed=passed, failed=failed))
    return not failed
