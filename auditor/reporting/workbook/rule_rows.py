"""规则说明: every rule that ran, with basis and thresholds, and how its checks ended."""

from collections.abc import Iterator

from auditor.findings.finding import OUTCOMES
from auditor.reporting.output import RunEnd, RunHead
from auditor.reporting.rule_page import citation
from auditor.reporting.workbook.columns import group_title
from auditor.rulebook.rule import Rule
from auditor.wording import say

WIDTHS = (10, 34, 9, 9, 18, 9, 44, 44, 9, 9, 9, 9, 9, 16)


def headings(lang: str) -> list[str]:
    """Give the headings."""
    names = ("rule_id", "summary", "severity", "dimension", "group", "status", "thresholds", "basis")
    return [
        *(say(lang, f"workbook.{name}") for name in names),
        *(say(lang, f"report.{outcome}") for outcome in OUTCOMES),
        say(lang, "workbook.pack"),
    ]


def rows(head: RunHead, end: RunEnd) -> Iterator[list[object]]:
    """Give one row a rule that checks something; those that only change what others find have no counts."""
    for record in head.packs:
        for rule in record.rules:
            counted = rule.id in end.account.rule_ids
            counts = [end.account.of_rule(rule.id, outcome) if counted else "" for outcome in OUTCOMES]
            basis = "\n".join(citation(each, record.pack, head.lang) for each in rule.basis)
            pack = f"{record.pack.name} {record.pack.version}"
            yield [*_texts(rule, head.lang), basis, *counts, pack]


def _texts(rule: Rule, lang: str) -> list[object]:
    thresholds = [
        say(lang, "workbook.threshold", name=name, value=param.value.shown + param.unit, by=param.decided_by[lang])
        for name, param in rule.params.items()
    ]
    return [
        rule.id,
        rule.title[lang],
        say(lang, f"report.{rule.severity}"),
        rule.dimension,
        group_title(rule.group, lang),
        say(lang, f"rules.{rule.status}"),
        "\n".join(thresholds),
    ]
