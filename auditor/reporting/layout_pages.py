"""Layouts on a terminal: the list of a pack, one layout with its labels, and what a document matched."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from auditor.forms.model import Place
from auditor.reading.coverage import Coverage, FormCoverage, Likeness, Printed
from auditor.reading.jsonform import damage_message
from auditor.reading.layout import Layout
from auditor.wording import say

_SHOWN: Final = 60
"""Longest quotation of a cell."""
_NEAREST: Final = 3
"""Layouts named for a document that fits none."""
_KINDS: Final = (
    *("field", "other", "section", "group", "funding", "prose", "amount", "table", "block", "column", "unit"),
    *("schedule", "step"),
)


def print_list(console: Console, layouts: Sequence[Layout], lang: str) -> None:
    """Print name, title, unit, and the value columns of the indicator table of each layout."""
    table = Table()
    for column in ("name", "title", "unit", "labels", "columns"):
        table.add_column(say(lang, f"layouts.{column}"), overflow="fold")
    for layout in sorted(layouts, key=lambda layout: layout.name):
        columns = [layout.names[f"indicators.{column}"] for column in layout.columns]
        table.add_row(
            layout.name,
            layout.title[lang],
            layout.unit,
            str(len(set(layout.labels.by_spelling.values()))),
            "、".join(columns),
        )
    console.print(table)
    console.print(say(lang, "layouts.count", count=len(layouts)))


def print_layout(console: Console, layout: Layout, lang: str) -> None:
    """Print every label of a layout with the field it leads to; several spellings of one label stand together."""
    console.print(Text(f"{layout.name}  {layout.title[lang]}", style="bold"))
    spellings: dict[tuple[str, str], list[str]] = defaultdict(list)
    for spelling, label in layout.labels.by_spelling.items():
        spellings[label.kind, label.name].append(spelling)
    for kind in dict.fromkeys((*_KINDS, *(kind for kind, _ in spellings))):
        named = {name: texts for (of, name), texts in spellings.items() if of == kind}
        if not named:
            continue
        table = Table(title=say(lang, f"layouts.kind_{kind}"), title_justify="left")
        table.add_column(say(lang, "layouts.field"), overflow="fold")
        table.add_column(say(lang, "layouts.spellings"), overflow="fold")
        for name, texts in named.items():
            table.add_row(name, "、".join(texts))
        console.print(table)
    for field, parts in layout.parts.items():
        key = "layouts.sum" if field in layout.exhaustive else "layouts.at_least_sum"
        labels = "＋".join(layout.names[f"funding.{part}"] for part in parts)
        console.print(say(lang, key, whole=layout.names[f"funding.{field}"], parts=labels))


def print_coverage(console: Console, coverage: Coverage, lang: str) -> None:
    """Print what became of a document."""
    for number, form in enumerate(coverage.forms, 1):
        _print_form(console, number, form, lang)
    if coverage.reason is not None:
        console.print(Text(coverage.reason.render(lang)))
    if not coverage.forms:
        for likeness in coverage.nearest[:_NEAREST]:
            _print_likeness(console, likeness, lang)


def _print_form(console: Console, number: int, covered: FormCoverage, lang: str) -> None:
    form = covered.form
    head = say(
        lang,
        "layouts.form",
        number=number,
        layout=covered.layout.title[lang],
        name=covered.layout.name,
        project=form.texts.get("project_name") or "—",
        year=form.year or "—",
        unit=form.unit or "—",
    )
    console.print(Text(head, style="bold"))
    counted = {
        "values": len(form.places),
        "spending": len(form.spending),
        "indicators": len(form.indicators),
        "long_term": len(form.long_term_indicators),
    }
    _say(console, say(lang, "layouts.counted", **counted))
    _print_cells(console, say(lang, "layouts.matched", count=len(covered.labels)), covered.labels, covered.layout)
    _say(console, say(lang, "layouts.missing", labels="、".join(covered.missing) or say(lang, "layouts.nothing")))
    _print_cells(console, say(lang, "layouts.unassigned", count=len(covered.unassigned)), covered.unassigned)
    _say(console, say(lang, "layouts.damage", count=len(form.damage)))
    for damage in form.damage:
        _say(console, f"{damage.at or '/'}  {damage_message(damage, lang)}", 4)


def _print_cells(console: Console, heading: str, cells: Iterable[Printed], layout: Layout | None = None) -> None:
    _say(console, heading)
    for cell in cells:
        text = " ".join(cell.place.text.split())
        meaning = f" → {cell.label.name}" if cell.label is not None and layout is not None else ""
        _say(console, f"{_where(cell.place)}  {text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}{meaning}", 4)


def _where(place: Place) -> str:
    """Give a place as a finding would: page, line and cell, as far as the format knows them."""
    parts = [f"p{place.page}" if place.page else "", str(place.line or ""), str(place.cell or "")]
    return ":".join(part for part in parts if part)


def _print_likeness(console: Console, likeness: Likeness, lang: str) -> None:
    total = len(likeness.found) + len(likeness.missing)
    found, missing = "、".join(likeness.found) or "—", "、".join(likeness.missing) or "—"
    names = {"layout": likeness.layout.title[lang], "name": likeness.layout.name}
    _say(console, say(lang, "layouts.likeness", **names, count=len(likeness.found), of=total), 0)
    _say(console, say(lang, "layouts.likeness_found", labels=found))
    _say(console, say(lang, "layouts.likeness_missing", labels=missing))
    _say(console, say(lang, "layouts.likeness_strange", labels="、".join(likeness.strange) or "—"))


def _say(console: Console, text: str, depth: int = 2) -> None:
    console.print(Padding(Text(text), (0, 0, 0, depth), expand=False))
