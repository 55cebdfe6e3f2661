"""The columns of the sheets of findings, as data: heading, width, what stands there, and what people may choose.

Headings are those offices use; a column without a getter is theirs to fill in.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from auditor.findings.finding import CANNOT_CHECK, Finding
from auditor.reporting.output import RunHead
from auditor.wording import knows, say

SUSPECTED: Final = "suspected"
OPINIONS: Final = ("adopted", "rejected", "to_person")
KINDS: Final = ("at_once", "in_stages", "lasting")
RESULTS: Final = ("passed", "not_passed")
OPEN, UNDER_WAY, TO_REVIEW, SIGNED_OFF, NOT_ADOPTED = STATES = (
    "open",
    "under_way",
    "to_review",
    "signed_off",
    "not_adopted",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding as one row: its number in the sheet, and the run it is from."""

    number: int
    head: RunHead
    finding: Finding


Getter = Callable[[Entry], object]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the key of its heading (``workbook.<key>``), its width in characters, its value, the words to choose from."""

    key: str
    width: int
    value: Getter | None = None
    choices: tuple[str, ...] = ()

    def heading(self, lang: str) -> str:
        """Give the heading."""
        return say(lang, f"workbook.{self.key}")

    def choice_words(self, lang: str) -> list[str]:
        """Give the words that people choose from, none where they write freely."""
        return [say(lang, f"workbook.{word}") for word in self.choices]


def _of(name: str) -> Getter:
    return lambda entry: getattr(entry.finding, name)


def group_title(group: str, lang: str) -> str:
    """Give a group of rules with its title, such as ``FUND 收入勾稽``; a pack's own group has none."""
    key = f"groups.{group}"
    return f"{group} {say(lang, key)}" if knows(key) else group


def standing_of(finding: Finding, lang: str) -> str:
    """Give 判定状态: 命中, 疑似, or 需人工 for what could not be checked or rests on a rule on trial."""
    if finding.outcome == CANNOT_CHECK or finding.trial:
        return say(lang, "workbook.for_person")
    return say(lang, "workbook.suspected" if finding.standing == SUSPECTED else "workbook.hit")


def described(finding: Finding, lang: str) -> str:
    """Give the message, with what was found and expected where both are known."""
    if not finding.found and not finding.expected:
        return finding.message
    return say(lang, "workbook.described", message=finding.message, found=finding.found, expected=finding.expected)


def place_of(finding: Finding, lang: str) -> str:
    """Give where it stands: field, page, line and cell, as far as they are known, and the document."""
    parts = [finding.subject]
    parts += [
        say(lang, f"workbook.at_{name}", at=at) for name in ("page", "line", "cell") if (at := getattr(finding, name))
    ]
    return say(lang, "workbook.place", place=" ".join(filter(None, parts)), source=finding.source)


def basis_of(finding: Finding, lang: str) -> str:
    """Give the articles, and whether they were compared with the official text."""
    key = "workbook.verified" if finding.basis_verified == "true" else "workbook.unverified"
    return f"{finding.basis}{say(lang, key)}" if finding.basis else ""


def amount_of(finding: Finding) -> object:
    """Give the money at stake as a number, for sums; blank where there is none."""
    return float(finding.amount) if finding.amount else ""


PROBLEM: Final[Sequence[Column]] = (
    Column("number", 6, lambda entry: entry.number),
    Column("run", 14, lambda entry: entry.head.number),
    Column("year", 6, _of("year")),
    Column("department", 16, _of("department")),
    Column("implementing_unit", 16, _of("implementing_unit")),
    Column("project_name", 22, _of("project_name")),
    Column("project_code", 10),
    Column("rule_id", 10, _of("rule_id")),
    Column("group", 14, lambda entry: group_title(entry.finding.group, entry.head.lang)),
    Column("dimension", 9, _of("dimension")),
    Column("severity", 9, lambda entry: say(entry.head.lang, f"report.{entry.finding.severity}")),
    Column("summary", 22, _of("rule_title")),
    Column("description", 48, lambda entry: described(entry.finding, entry.head.lang)),
    Column("place_heading", 24, lambda entry: place_of(entry.finding, entry.head.lang)),
    Column("excerpt", 22, _of("excerpt")),
    Column("amount", 12, lambda entry: amount_of(entry.finding)),
    Column("basis", 44, lambda entry: basis_of(entry.finding, entry.head.lang)),
    Column("fix", 32, _of("fix")),
    Column("standing", 9, lambda entry: standing_of(entry.finding, entry.head.lang)),
    Column("opinion", 12, None, OPINIONS),
    Column("reason", 20),
)
"""问题清单, the 21 columns of domain/outputs.md §5.3."""

LEDGER: Final[Sequence[Column]] = (
    Column("finding_id", 19, _of("finding_id")),
    Column("run", 14, lambda entry: entry.head.number),
    *(
        column
        for column in PROBLEM
        if column.key in ("year", "department", "implementing_unit", "project_name", "rule_id")
    ),
    *(
        column
        for column in PROBLEM
        if column.key in ("severity", "summary", "description", "place_heading", "amount", "fix")
    ),
    Column("kind", 12, None, KINDS),
    Column("standard", 20),
    Column("measures", 24),
    Column("office", 14),
    Column("person", 10),
    Column("deadline", 12),
    Column("progress", 20),
    Column("result", 20),
    Column("evidence", 16),
    Column("reviewer", 10),
    Column("review_date", 12),
    Column("review_result", 10, None, RESULTS),
    Column("signed_off_on", 12),
    Column("state", 10, lambda entry: say(entry.head.lang, f"workbook.{OPEN}"), STATES),
)
"""整改台账: what was found, by its lasting number, then what the unit and the reviewer fill in."""

HEADINGS: Final[Mapping[str, Sequence[Column]]] = {"problems": PROBLEM, "ledger": LEDGER}
