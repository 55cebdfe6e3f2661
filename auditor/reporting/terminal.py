"""The run on a terminal: by severity, by project, the account, what could not be read, and the findings on request."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, Final

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from auditor.findings.account import Account, Tally
from auditor.findings.finding import FAIL, OUTCOMES, Finding
from auditor.findings.notes import BatchNote
from auditor.reporting.exemption_lines import exemption_lines
from auditor.reporting.input_lines import passed_over_lines
from auditor.reporting.output import Output
from auditor.reporting.summary import Summary
from auditor.rulebook.rule import SEVERITIES
from auditor.wording import say

_WIDTH: Final = 118
_NAMED_FORMS: Final = 20
"""Projects that a note of the batch names on a terminal; the others are counted."""
_COLORS: Final = {"error": "bold red", "warning": "yellow", "info": "cyan"}


def console_for(stream: IO[str]) -> Console:
    """Give a console; where there is no terminal it has a fixed width and no colours, so that bytes do not depend."""
    if stream.isatty():
        return Console(file=stream, highlight=False)
    return Console(file=stream, width=_WIDTH, highlight=False, force_terminal=False, no_color=True)


class FindingsList(Output):
    """Prints findings as they come, for a run without ``--out``."""

    def __init__(self, console: Console, lang: str) -> None:
        """Print on ``console``."""
        super().__init__(Path("-"))
        self._console = console
        self._lang = lang
        self._form = ""

    def write(self, finding: Finding) -> None:
        """Print one finding, with the project before its first; what is told once for the batch is left to its note."""
        if finding.batch_note:
            return
        if finding.form_id != self._form:
            self._form = finding.form_id
            head = f"{finding.project_name or finding.form_id}  {finding.implementing_unit}  {finding.source}"
            self._console.print(Text(f"\n{head}", style="bold"))
        style = _COLORS[finding.severity] if finding.outcome == FAIL else "dim"
        label = finding.severity if finding.outcome == FAIL else finding.outcome
        line = say(self._lang, "report.line", line=finding.line) if finding.line else ""
        text = Text.assemble(
            (f"  {say(self._lang, f'report.{label}')} ", style), f"{finding.rule_id} {finding.subject}"
        )
        self._console.print(text.append(f"  {line}\n    {finding.message}"))


def print_summary(
    console: Console, summary: Summary, account: Account, tally: Tally, outputs: Sequence[Path], lang: str
) -> None:
    """Print what the run came to."""
    console.print(_severity_table(summary, lang))
    console.print(_project_table(summary, lang))
    if summary.left_out:
        console.print(say(lang, "report.left_out", count=summary.left_out, shown=summary.shown))
    _print_notes(console, tally.notes, lang)
    console.print(_account_table(account, lang))
    key = "report.adds_up" if account.adds_up else "report.does_not_add_up"
    console.print(say(lang, key, checks=account.checks, forms=account.forms, rules=len(account.rule_ids)))
    if idle := account.without_subject():
        console.print(say(lang, "report.no_subject", rules=" ".join(idle)))
    _print_settings(console, summary, tally, lang)
    for line in passed_over_lines(tally.passed_over, lang):
        console.print(Text(line))
    for error in tally.unreadable:
        console.print(Text(say(lang, "report.unreadable", reason=error.render(lang)), style="bold red"))
    for form_id, fault in tally.faults:
        console.print(Text(say(lang, "report.fault", form=form_id, reason=fault.render(lang)), style="bold red"))
    for path in outputs:
        console.print(say(lang, "report.written", path=path.as_posix()))


def _print_settings(console: Console, summary: Summary, tally: Tally, lang: str) -> None:
    """Print what made this run another than the usual: rules asleep, waivers and a baseline, thresholds set."""
    if summary.sleeping:
        console.print(say(lang, "report.sleeping", count=len(summary.sleeping), rules=" ".join(summary.sleeping)))
    if tally.exemptions is not None:
        for line in exemption_lines(tally.exemptions, lang):
            console.print(Text(line))
    for name, param in summary.settings:
        value, old = f"{param.value.shown}{param.unit}", f"{param.instead_of}{param.unit}"
        console.print(say(lang, "report.setting", name=name, value=value, old=old))


def _print_notes(console: Console, notes: Sequence[BatchNote], lang: str) -> None:
    """Tell once what most forms of the batch share, and which forms these are."""
    if notes:
        console.print(Text(say(lang, "report.notes"), style="bold"))
    for note in notes:
        named = say(lang, "finding.list_separator").join(note.forms[:_NAMED_FORMS])
        if note.count > _NAMED_FORMS:
            named += say(lang, "report.more_forms", count=note.count - _NAMED_FORMS)
        title = Text(f"{note.rule_id} {note.title}", style=_COLORS[note.severity])
        console.print(Padding(title.append(f"  {note.text}", style="default"), (0, 0, 0, 2), expand=False))
        console.print(
            Padding(Text(say(lang, "report.noted_forms", forms=named), style="dim"), (0, 0, 0, 4), expand=False)
        )


def _severity_table(summary: Summary, lang: str) -> Table:
    table = _table(lang, "by_severity", ("severity", "count", "rules"))
    for severity in SEVERITIES:
        name = Text(say(lang, f"report.{severity}"), style=_COLORS[severity])
        table.add_row(name, str(summary.severities[severity]), say(lang, f"report.{severity}_means"))
    return table


def _project_table(summary: Summary, lang: str) -> Table:
    columns = ("project", "unit", *SEVERITIES, "cannot_check", "damage")
    table = _table(lang, "by_project", columns)
    for line in summary.lines():
        counts = [
            Text(str(line.failures[severity] or "·"), style=_COLORS[severity] if line.failures[severity] else "dim")
            for severity in SEVERITIES
        ]
        table.add_row(line.project, line.unit, *counts, str(line.cannot_check or "·"), str(line.damage or "·"))
    return table


def _account_table(account: Account, lang: str) -> Table:
    table = _table(lang, "account", (*OUTCOMES, "checks"))
    table.add_row(*(str(account.total(outcome)) for outcome in OUTCOMES), str(account.checks))
    return table


def _table(lang: str, title: str, columns: Iterable[str]) -> Table:
    table = Table(title=say(lang, f"report.{title}"), title_justify="left", title_style="bold")
    for column in columns:
        numeric = column not in ("severity", "rules", "project", "unit")
        table.add_column(say(lang, f"report.{column}"), justify="right" if numeric else "left", overflow="fold")
    return table
