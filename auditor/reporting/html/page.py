"""The page around the data: what was checked, what could not be, and the frame of the list of findings."""

import html
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Final

from auditor.findings.finding import OUTCOMES
from auditor.findings.notes import BatchNote
from auditor.reporting.html.formview import shown
from auditor.reporting.output import RunEnd, RunHead
from auditor.wording import say, template

_SCRIPT_WORDS: Final = (
    "error", "warning", "info", "fail", "cannot_check", "waived", "hit", "suspected", "shown_of", "no_finding", "rule",
    "subject", "found", "expected", "difference", "amount", "fix", "basis", "place", "excerpt", "note", "show_form",
    "close", "details", "page", "line", "cell", "source", "all", "previous", "next", "page_of", "number", "project", "unit",
    "department", "no_unit", "message", "standing", "document",
)  # fmt: skip
"""Sentences (area ``html``) that the script says."""
_PROFILES: Final = {"internal": "profile_internal", "public": "profile_public"}
_HEADINGS: Final = ("number", "severity", "rule", "project", "subject", "message")
"""The columns of the list, each of which sorts it."""


class Page:
    """Writes the parts of one report."""

    def __init__(self, head: RunHead, end: RunEnd) -> None:
        """Take what is known of the run."""
        self._head, self._end, self._lang = head, end, head.lang

    def top(self) -> str:
        """Give the page down to its data."""
        title = self._say("title")
        return "".join((
            f'<!DOCTYPE html>\n<html lang="{"zh-CN" if self._lang == "zh" else "en"}">\n<head>\n<meta charset="utf-8">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; ",
            "script-src 'unsafe-inline'; img-src data:\">\n",
            f"<title>{_text(title)}</title>\n<style>{_asset('look.css')}</style>\n</head>\n<body>\n",
            f'<a class="skip" href="#list">{self._label("skip")}</a>\n<header><h1>{_text(title)}</h1>{self._run()}</header>\n<main>\n',
            self._account(),
            self._unread(),
            self._notes(),
            self._overview(),
            self._list(),
            "</main>\n",
        ))  # fmt: skip

    def bottom(self) -> str:
        """Give what follows the data: the words and the script."""
        import json

        words = {word: template(self._lang, f"html.{word}") for word in _SCRIPT_WORDS}
        data = json.dumps(words, ensure_ascii=False).replace("<", "\\u003c")
        return f'<script type="application/json" id="words">{data}</script>\n<script>{_asset("view.js")}</script>\n</body>\n</html>\n'

    def _say(self, key: str, **details: object) -> str:
        return say(self._lang, f"html.{key}", **details)

    def _label(self, key: str, **details: object) -> str:
        return _text(self._say(key, **details))

    def _run(self) -> str:
        head = self._head
        packs = "、".join(f"{each.pack.title[self._lang]} {each.pack.version}" for each in head.packs)
        parts = [
            self._say("run", number=head.number),
            self._say("packs", packs=packs),
            self._say("inputs", count=len(head.inputs)),
            self._say(_PROFILES[head.profile]),
            self._say("program", version=head.version),
        ]
        parts += [
            self._say("setting", name=name, value=param.value.shown + param.unit) for name, param in head.settings
        ]
        return f'<p class="run">{" · ".join(map(_text, parts))}</p>'

    def _account(self) -> str:
        """Give the account as a picture and as a table: how all checks ended."""
        account = self._end.account
        counts = [(outcome, account.total(outcome)) for outcome in OUTCOMES]
        whole = max(1, account.checks)
        bars, left = [], 0.0
        for outcome, count in counts:
            width = 100 * count / whole
            bars.append(f'<rect class="o-{outcome}" x="{left:.3f}" y="0" width="{width:.3f}" height="10"></rect>')
            left += width
        picture = self._say(
            "account_picture", parts="，".join(f"{self._say(outcome)} {count}" for outcome, count in counts)
        )
        heads = "".join(
            f'<th scope="col"><span class="key o-{outcome}"></span>{self._label(outcome)}</th>' for outcome, _ in counts
        )
        cells = "".join(f"<td>{count:,}</td>" for _, count in counts)
        told = self._label(
            "adds_up" if account.adds_up else "does_not_add_up",
            forms=account.forms,
            rules=len(account.rule_ids),
            checks=f"{account.checks:,}",
        )
        return (
            f'<section aria-labelledby="account"><h2 id="account">{self._label("account")}</h2>'
            f'<svg class="account" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="{_text(picture)}">{"".join(bars)}</svg>'
            f"<table><thead><tr>{heads}</tr></thead><tbody><tr>{cells}</tr></tbody></table><p>{told}</p></section>\n"
        )

    def _unread(self) -> str:
        """Tell first what was not checked at all."""
        tally = self._end.tally
        lines = [self._say("unreadable", reason=error.render(self._lang)) for error in tally.unreadable]
        lines += [self._say("fault", form=form, reason=fault.render(self._lang)) for form, fault in tally.faults]
        if not lines:
            return ""
        return (
            f'<section class="unread" aria-labelledby="unread"><h2 id="unread">{self._label("unread", count=len(lines))}</h2>'
            f"<ul>{_items(lines)}</ul></section>\n"
        )

    def _notes(self) -> str:
        notes = self._end.tally.notes
        if not notes:
            return ""
        told = "".join(self._note(note) for note in notes)
        return f'<section aria-labelledby="notes"><h2 id="notes">{self._label("notes")}</h2>{told}</section>\n'

    def _note(self, note: BatchNote) -> str:
        """Tell one note; the projects it is about open on request."""
        more = note.count - len(note.forms)
        named = "、".join(note.forms) + (self._say("more_forms", count=more) if more > 0 else "")
        summary = f"{say(self._lang, f'report.{note.severity}')} · {note.rule_id} {note.title}：{note.text}"
        return f"<details><summary>{_text(summary)}</summary><p>{_text(named)}</p></details>"

    def _overview(self) -> str:
        """Give the frames of the plots, which the script fills and which filter the list."""
        plots = "".join(
            f'<figure><figcaption id="{name}">{self._label(name)}</figcaption>'
            f'<div class="bars" data-by="{name.removeprefix("by_")}" role="group" aria-labelledby="{name}"></div></figure>'
            for name in ("by_severity", "by_dimension", "by_rule", "by_unit")
        )
        return f'<section id="overview-part" aria-labelledby="overview"><h2 id="overview">{self._label("overview")}</h2><div class="plots">{plots}</div></section>\n'

    def _list(self) -> str:
        selects = "".join(
            f'<label>{self._label(name)} <select id="f-{name}"></select></label>'
            for name in ("outcome", "severity", "dimension", "group", "rule", "unit")
        )
        heads = "".join(
            f'<th scope="col" aria-sort="{"ascending" if name == "severity" else "none"}"><button type="button" data-sort="{name}">{self._label(name)}</button></th>'
            for name in _HEADINGS
        )
        return (
            f'<section aria-labelledby="list"><h2 id="list" tabindex="-1">{self._label("findings")}</h2>'
            f'<form class="filters" role="search"><label>{self._label("search")} <input id="f-text" type="search"></label>{selects}'
            f'<label class="check"><input id="f-noted" type="checkbox"> {self._label("with_noted")}</label>'
            f'<button type="reset">{self._label("reset")}</button></form>'
            f'<p id="count" role="status" aria-live="polite"></p>'
            f'<div class="scroll" tabindex="0" role="region" aria-label="{self._label("table")}"><table id="table"><thead><tr>{heads}</tr></thead><tbody></tbody></table></div>'
            f'<nav class="pager" aria-label="{self._label("pages")}"></nav></section>\n'
            f'<aside id="panel" hidden aria-labelledby="panel-title"><h2 id="panel-title" tabindex="-1"></h2><div id="panel-body"></div></aside>\n'
        )


def _text(text: str) -> str:
    return html.escape(shown(text))


def _items(lines: Iterable[str]) -> str:
    return "".join(f"<li>{_text(line)}</li>" for line in lines)


@cache
def _asset(name: str) -> str:
    return (files("auditor.reporting.html") / name).read_text(encoding="utf-8")
