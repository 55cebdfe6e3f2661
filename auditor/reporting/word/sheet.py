"""项目审核意见表: who filed it, the eight sub-items with what was found, and blanks for the points, the grade and the opinion.

The tool never grades: points, 优□良□中□差□ and the opinion are a person's.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from auditor.findings.finding import CANNOT_CHECK, FAIL, Finding
from auditor.reporting.word.document import Document
from auditor.reporting.word.subitems import SUB_ITEMS, sub_item_of
from auditor.wording import say

_WIDTHS: Final = (18, 34, 98, 18)
_HEAD_WIDTHS: Final = (30, 54, 30, 54)


def write_sheet(document: Document, form: Mapping[str, Any], findings: Sequence[Finding], lang: str) -> None:
    """Write the sheet of one project on a page of its own."""
    document.page_break()
    document.paragraph(say(lang, "word.sheet_title"), "Title")
    document.table(_head(form, lang), _HEAD_WIDTHS)
    document.table(_items(findings, lang), _WIDTHS, heading=True)
    for name in ("grade", "opinion", "signature"):
        document.paragraph(say(lang, f"word.{name}"))


def _head(form: Mapping[str, Any], lang: str) -> list[list[str]]:
    total, unit = (form.get("funding") or {}).get("total"), form.get("unit") or ""
    money = f"{total} {unit}" if total is not None else ""
    names = {
        "project_name": form.get("project_name"),
        "year": form.get("year"),
        "department": form.get("department"),
        "implementing_unit": form.get("implementing_unit"),
        "total": money,
        "manager": form.get("manager"),
    }
    cells = [text for name, value in names.items() for text in (say(lang, f"word.{name}"), str(value or ""))]
    return [cells[at : at + 4] for at in range(0, len(cells), 4)]


def _items(findings: Sequence[Finding], lang: str) -> list[list[str]]:
    by_item: dict[int, list[Finding]] = {}
    for finding in findings:
        if finding.outcome in (FAIL, CANNOT_CHECK):
            by_item.setdefault(sub_item_of(finding), []).append(finding)
    rows = [[say(lang, f"word.{name}") for name in ("dimension", "item", "problems", "points")]]
    last = ""
    for number, item in enumerate(SUB_ITEMS):
        first = "" if item.dimension == last else f"{item.dimension}\n（{_sum(item.dimension)}）"
        last = item.dimension
        asked = f"{item.name}（{item.points}）\n{item.question}"
        rows.append([first, asked, _told(by_item.get(number, ()), lang), ""])
    return rows


def _sum(dimension: str) -> int:
    return sum(item.points for item in SUB_ITEMS if item.dimension == dimension)


def _told(findings: Sequence[Finding], lang: str) -> str:
    """Give the findings of a sub-item, numbered; what could not be checked is no clean bill."""
    lines = [
        say(
            lang,
            "word.unchecked" if finding.outcome == CANNOT_CHECK else f"word.of_{finding.severity}",
            number=number,
            rule=finding.rule_id,
            text=finding.message,
        )
        for number, finding in enumerate(findings, 1)
    ]
    return "\n".join(lines) or say(lang, "word.nothing_found")
