"""``auditor rules changes``: what changed between two versions of a pack, as a table, CSV or JSON."""

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import IO, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from auditor.reporting.csv_table import defused
from auditor.rulebook.changes import KINDS, REMOVED, REUSED, Change, Difference
from auditor.rulebook.pack import Pack
from auditor.wording import say

COLUMNS: Final = ("id", "kind", "title", "key", "old", "new")
_STYLES: Final = {REMOVED: "bold red", REUSED: "bold red"}
_NOTHING: Final = (Difference("", "", ""),)
Packs = tuple[Pack, Pack]


def print_changes(console: Console, changes: Sequence[Change], packs: Packs, lang: str) -> None:
    """Print a line for each key that changed, and how many rules changed in which way."""
    old, new = packs
    title = f"{old.name} {old.version} → {new.name} {new.version}"
    table = Table(title=title, title_justify="left")
    for column in ("id", "kind", "title", "key", "old", "new"):
        table.add_column(say(lang, f"rules.change_{column}"), overflow="fold")
    for change in changes:
        kind = Text(say(lang, f"rules.is_{change.kind}"), style=_STYLES.get(change.kind, ""))
        for at, part in enumerate(change.differences or _NOTHING):
            head = ("", "", "") if at else (change.rule_id, kind, change.title[lang])
            table.add_row(*head, Text(part.key), Text(part.old), Text(part.new))
        table.add_section()
    if changes:
        console.print(table)
    counts = Counter(change.kind for change in changes)
    told = [
        say(lang, "rules.change_count", kind=say(lang, f"rules.is_{kind}"), count=counts[kind])
        for kind in KINDS
        if counts[kind]
    ]
    shown = say(lang, "finding.list_separator").join(told) or say(lang, "rules.no_change")
    console.print(say(lang, "rules.change_counts", packs=title, counts=shown))


def write_csv(stream: IO[str], changes: Sequence[Change], _packs: Packs, lang: str) -> None:
    """Write one line a key that changed, RFC 4180, cells that a spreadsheet would run defused."""
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in _rows(changes, lang):
        writer.writerow([defused(cell) for cell in row])


def _rows(changes: Sequence[Change], lang: str) -> Iterator[tuple[str, ...]]:
    for change in changes:
        for part in change.differences or _NOTHING:
            yield change.rule_id, change.kind, change.title[lang], part.key, part.old, part.new


def write_json(stream: IO[str], changes: Sequence[Change], packs: Packs, lang: str) -> None:
    """Write both packs and the list of changes, each with the keys that changed."""
    named = {
        name: {"pack": pack.name, "version": pack.version} for name, pack in zip(("old", "new"), packs, strict=True)
    }
    listed = [
        {
            "id": change.rule_id,
            "kind": change.kind,
            "title": change.title[lang],
            "differences": [{"key": part.key, "old": part.old, "new": part.new} for part in change.differences],
        }
        for change in changes
    ]
    json.dump({**named, "changes": listed}, stream, ensure_ascii=False, indent=1)
    stream.write("\n")


WRITERS: Final[dict[str, Callable[[IO[str], Sequence[Change], Packs, str], None]]] = {
    "csv": write_csv,
    "json": write_json,
}
