"""``auditor rules list`` for programs: the rules of a pack as CSV or JSON."""

import csv
import json
from collections.abc import Callable, Sequence
from typing import IO, Final

from auditor.reporting.csv_table import defused
from auditor.rulebook.pack import Pack
from auditor.rulebook.rule import Rule

COLUMNS: Final = (
    "id", "name", "title", "severity", "dimension", "group", "status", "since", "waivable", "basis", "basis_verified",
    "requires", "params", "pack", "pack_version", "file",
)  # fmt: skip
_SEPARATOR: Final = "; "


def is_verified(rule: Rule) -> bool:
    """Tell whether all articles of a rule were compared with the official text (a rule without any is not)."""
    return bool(rule.basis) and all(basis.verified for basis in rule.basis)


def _row(rule: Rule, pack: Pack, lang: str) -> dict[str, str]:
    """Give a rule's cells, all text, lists joined; ``pack`` is the one that states the rule, it or a base of it."""
    home = pack.sources[rule.id].stated.layer
    return {
        "id": rule.id,
        "name": rule.name,
        "title": rule.title[lang],
        "severity": rule.severity,
        "dimension": rule.dimension,
        "group": rule.group,
        "status": rule.status,
        "since": rule.since,
        "waivable": str(rule.waivable).lower(),
        "basis": _SEPARATOR.join(f"{basis.document} {basis.at}" for basis in rule.basis),
        "basis_verified": str(is_verified(rule)).lower(),
        "requires": _SEPARATOR.join(rule.requires),
        "params": _SEPARATOR.join(f"{name}={param.value.shown}" for name, param in rule.params.items()),
        "pack": home.name,
        "pack_version": home.version,
        "file": rule.file,
    }


def write_csv(stream: IO[str], pack: Pack, rules: Sequence[Rule], lang: str) -> None:
    """Write one line a rule, RFC 4180, cells that a spreadsheet would run defused."""
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for rule in rules:
        writer.writerow([defused(cell) for cell in _row(rule, pack, lang).values()])


def write_json(stream: IO[str], pack: Pack, rules: Sequence[Rule], lang: str) -> None:
    """Write one list of objects with the same names as the columns of the CSV."""
    json.dump([_row(rule, pack, lang) for rule in rules], stream, ensure_ascii=False, indent=1)
    stream.write("\n")


WRITERS: Final[dict[str, Callable[[IO[str], Pack, Sequence[Rule], str], None]]] = {"csv": write_csv, "json": write_json}
