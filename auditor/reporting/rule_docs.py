"""The rule reference as Markdown: one page a rule, and an index by dimension, by group and by basis.

The index also tells what is not there: documents of the register that no rule rests on, and rules of which no article
was compared with the official text.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from auditor.reporting.rule_page import RulePage, rule_page
from auditor.reporting.rule_words import Clause
from auditor.rulebook.documents import Document
from auditor.rulebook.pack import Pack
from auditor.rulebook.rule import DIMENSIONS, Basis, Rule
from auditor.wording import say

INDEX: Final = "index.md"
_MARKUP: Final = re.compile(r"([\\`*_<>\[\]|#~])")


def rule_docs(pack: Pack, lang: str) -> dict[str, str]:
    """Give the pages by file name; the same pack gives the same bytes."""
    pages = {f"{rule.id}.md": _page(rule_page(rule, pack, lang), lang) for rule in pack.rules}
    return {INDEX: _lines(_Index(pack, lang).lines()), **pages}


def _page(page: RulePage, lang: str) -> str:
    lines = [f"# {page.rule_id} {_plain(page.title)}", "", f"[{say(lang, 'rules.to_index')}]({INDEX})"]
    for section in page.sections:
        lines += ["", f"## {_plain(section.heading)}", ""]
        lines += [line for clause in section.clauses for line in _bullets(clause, 0)]
    return _lines(lines)


def _bullets(clause: Clause, depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}- {_plain(clause.text)}"
    for part in clause.parts:
        yield from _bullets(part, depth + 1)


class _Index:
    """Writes the index of one pack."""

    def __init__(self, pack: Pack, lang: str) -> None:
        self._pack, self._lang = pack, lang

    def lines(self) -> Iterator[str]:
        pack, lang = self._pack, self._lang
        yield f"# {_plain(pack.title[lang])}"
        yield ""
        yield f"{_plain(pack.name)} {_plain(pack.version)}　{self._say('rules.count', count=len(pack.rules))}"
        dimensions = {name: [rule for rule in pack.rules if rule.dimension == name] for name in DIMENSIONS}
        yield from self._listing("rules.by_dimension", dimensions)
        groups = {name: [rule for rule in pack.rules if rule.group == name] for name in self._groups()}
        yield from self._listing("rules.by_group", groups)
        yield from self._by_basis()
        yield from self._section("rules.documents_without_rule", self._unused())
        unverified = [rule for rule in pack.rules if not any(basis.verified for basis in rule.basis)]
        yield from self._section("rules.rules_without_verified", (self._line(rule) for rule in unverified))

    def _groups(self) -> list[str]:
        return list(dict.fromkeys(rule.group for rule in self._pack.rules))

    def _listing(self, key: str, chosen: dict[str, list[Rule]]) -> Iterator[str]:
        yield from ("", f"## {self._say(key)}")
        for name, rules in chosen.items():
            if rules:
                yield from ("", f"### {_plain(name)}", "")
                yield from (self._line(rule) for rule in rules)

    def _by_basis(self) -> Iterator[str]:
        """List the articles of every document that rules rest on, each with its rules."""
        yield from ("", f"## {self._say('rules.by_basis')}")
        for name, document in self._pack.documents.items():
            articles = self._articles(name)
            if articles:
                yield from ("", f"### {self._document(document)}", "")
                for article, rules in articles.items():
                    links = say(self._lang, "finding.list_separator").join(_link(rule) for rule in rules)
                    yield "- " + self._say("spelled.example_set", label=_plain(article), value=links)

    def _articles(self, document: str) -> dict[str, list[Rule]]:
        found: dict[str, list[Rule]] = {}
        for rule in self._pack.rules:
            for basis in rule.basis:
                if basis.document == document:
                    found.setdefault(self._article(basis), []).append(rule)
        return dict(sorted(found.items()))

    def _article(self, basis: Basis) -> str:
        checked = self._say("rules.is_verified" if basis.verified else "rules.not_verified")
        return f"{basis.at}{checked}"

    def _unused(self) -> Iterator[str]:
        used = {basis.document for rule in self._pack.rules for basis in rule.basis}
        for name, document in self._pack.documents.items():
            if name not in used:
                yield f"- {self._document(document)}"

    def _document(self, document: Document) -> str:
        return _plain(f"{document.title[self._lang]} {document.number}".strip())

    def _section(self, key: str, lines: Iterable[str]) -> Iterator[str]:
        yield from ("", f"## {self._say(key)}", "")
        found = list(lines)
        yield from found or [self._say("rules.none")]

    def _line(self, rule: Rule) -> str:
        lang = self._lang
        status = "" if rule.status == "stable" else f" · {say(lang, f'rules.{rule.status}')}"
        return f"- {_link(rule)} {_plain(rule.title[lang])} · {say(lang, f'report.{rule.severity}')}{status}"

    def _say(self, key: str, /, **details: object) -> str:
        return say(self._lang, key, **details)


def _link(rule: Rule) -> str:
    return f"[{rule.id}]({rule.id}.md)"


def _plain(text: str) -> str:
    """Give a text so that Markdown prints it as it is, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"
