"""``auditor diff``: two runs side by side, on a terminal, as CSV, or as a page."""

import csv
import html
from collections import Counter
from collections.abc import Sequence
from typing import IO, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from auditor.findings.comparison import CHANGED, CLOSED, KINDS, NEW, OPEN, Change
from auditor.reporting.csv_table import defused
from auditor.reporting.html.formview import shown
from auditor.wording import say

COLUMNS: Final = (
    "change", "finding_id", "rule_id", "rule_title", "severity", "form_id", "project_name", "implementing_unit", "subject",
    "field", "changed", "message", "source", "page", "line", "cell",
)  # fmt: skip
_LISTED: Final = ("change", "severity", "rule_id", "project_name", "subject", "message")
_STYLES: Final = {NEW: "bold red", CHANGED: "yellow", OPEN: "", CLOSED: "green"}
_PAGE_STYLE: Final = (
    "body{font:15px/1.5 'Noto Sans CJK SC','Microsoft YaHei',sans-serif;margin:2rem auto;max-width:1300px;color:#1f2328}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid #d0d7de;padding:.35rem .6rem;text-align:left;"
    "vertical-align:top;overflow-wrap:anywhere}th{background:#f6f8fa}.new{background:#ffebe9}.changed{background:#fff8c5}"
    ".closed{background:#dafbe1}thead{display:table-header-group}tr{break-inside:avoid}"
)


def print_changes(console: Console, changes: Sequence[Change], lang: str) -> None:
    """Print a line for each finding that is not just as before, and how many became what."""
    table = Table()
    for column in _LISTED:
        table.add_column(say(lang, f"diff.{column}"), overflow="fold")
    for change in changes:
        if change.kind != OPEN:
            cells = _cells(change, lang)
            style = _STYLES.get(change.kind, "dim")
            table.add_row(*(Text(cells[name], style=style if name == "change" else "") for name in _LISTED))
    if table.row_count:
        console.print(table)
    for line in counted(changes, lang):
        console.print(line)


def counted(changes: Sequence[Change], lang: str) -> list[str]:
    """Say how many findings became what, one line a kind that there is."""
    counts = Counter(change.kind for change in changes)
    return [say(lang, f"diff.count_{kind}", count=counts[kind]) for kind in KINDS if counts[kind]] or [
        say(lang, "diff.nothing")
    ]


def write_csv(stream: IO[str], changes: Sequence[Change], lang: str) -> None:
    """Write one line a finding, RFC 4180, cells that a spreadsheet would run defused."""
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for change in changes:
        cells = _cells(change, lang) | {"change": change.kind, "severity": change.row["severity"]}
        writer.writerow([defused(cells[name]) for name in COLUMNS])


def write_html(stream: IO[str], changes: Sequence[Change], lang: str) -> None:
    """Write one page without network or script; everything that came from a form is escaped."""
    title = html.escape(say(lang, "diff.title"))
    stream.write(
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_PAGE_STYLE}</style></head><body><main><h1>{title}</h1><ul>"
    )
    stream.write("".join(f"<li>{html.escape(line)}</li>" for line in counted(changes, lang)))
    heads = "".join(f'<th scope="col">{html.escape(say(lang, f"diff.{name}"))}</th>' for name in (*_LISTED, "changed"))
    stream.write(f"</ul><table><thead><tr>{heads}</tr></thead><tbody>\n")
    for change in changes:
        cells = _cells(change, lang)
        row = "".join(f"<td>{html.escape(shown(cells[name]))}</td>" for name in (*_LISTED, "changed"))
        stream.write(f'<tr class="{change.kind}">{row}</tr>\n')
    stream.write("</tbody></table></main></body></html>\n")


WRITERS: Final = {".csv": (write_csv, "utf-8-sig"), ".html": (write_html, "utf-8")}
"""Writer and encoding of each suffix."""


def _cells(change: Change, lang: str) -> dict[str, str]:
    changed = [
        say(lang, "diff.cell", name=say(lang, f"diff.{name}"), old=old or "—", new=new or "—")
        for name, old, new in change.cells
    ]
    return {
        **{name: change.row.get(name, "") for name in COLUMNS},
        "change": say(lang, f"diff.is_{change.kind}"),
        "severity": say(lang, f"report.{change.row['severity']}"),
        "changed": "；".join(changed),
    }
