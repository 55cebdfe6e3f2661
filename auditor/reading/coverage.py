"""What became of every cell of a document: a label, a value, a remark about damage, or nothing that the layout knows.

For authors of layouts (`auditor layouts check`): reading itself notes what it lost, form by form; here each cell of the
document is looked up again, so that nothing can be passed over by both.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

from auditor.errors import UnreadableDocument
from auditor.forms.model import FUNDING_BLOCKS, Form, Place
from auditor.forms.vocabulary import Vocabulary
from auditor.reading import formats
from auditor.reading.choice import bare
from auditor.reading.document import read_rows
from auditor.reading.grid import Cell, Row
from auditor.reading.labels import Label, fold
from auditor.reading.layout import Layout
from auditor.reading.layoutparts import YEAR
from auditor.reading.source import Source

_OPTIONAL: Final = ("serial", "name")
"""Headings of columns that a form is whole without."""
_STRANGE: Final = 20
"""Most unknown labels named."""
_NUMBER: Final = 6
"""A longer text that is a whole line of what was read was read."""
_LABEL_LENGTH: Final = 20
"""A longer text is no label."""
_Spot = tuple[int | None, int | None, int | str | None]


@dataclass(frozen=True, slots=True)
class Printed:
    """A cell of the document: its place and, where it is a label, what it means in the layout."""

    place: Place
    label: Label | None = None


@dataclass(slots=True)
class FormCoverage:
    """One form: which labels of its layout were found and where, which are missing, and which cells belong to nothing."""

    form: Form
    layout: Layout
    labels: list[Printed] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    unassigned: list[Printed] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How far a document that is no known form agrees with one layout: labels found, and those that are not there.

    ``strange`` are the texts that begin a row like a label and are none of this layout.
    """

    layout: Layout
    found: tuple[str, ...]
    missing: tuple[str, ...]
    strange: tuple[str, ...]


@dataclass(slots=True)
class Coverage:
    """A whole document: its forms, or, where there is none, the reason and the layouts, nearest first."""

    forms: list[FormCoverage] = field(default_factory=list)
    reason: UnreadableDocument | None = None
    nearest: list[Likeness] = field(default_factory=list)


def cover(source: Source, layouts: Sequence[Layout], vocabulary: Vocabulary) -> Coverage:
    """Read a document and tell what became of its cells; raises `UnreadableDocument` when it cannot be opened at all."""
    rows = list(formats.rows(source))
    coverage = Coverage()
    forms: list[Form] = []
    try:
        forms.extend(read_rows(rows, source.name, layouts, vocabulary, limits=source.limits))
    except UnreadableDocument as error:
        coverage.reason = error
        coverage.nearest = sorted((_likeness(rows, layout) for layout in layouts), key=_by_share)
    placed = {(place.page, place.line, place.cell) for form in forms for place in form.places.values()}
    headed: set[Label] = set()  # the heading of a list stands above the first of its forms
    for form, own in zip(forms, _by_form(rows, forms), strict=True):
        layout = next(layout for layout in layouts if layout.name == form.layout)
        if not layout.is_list:
            headed = set()
        coverage.forms.append(_cover_form(form, layout, own, placed, vocabulary, headed))
    return coverage


def _by_form(rows: Sequence[Row], forms: Sequence[Form]) -> Iterator[Sequence[Row]]:
    """Give the rows of each form: from its first cell of its own (the first form: from the top) to the next one's.

    What several forms share, such as the title above a list, belongs to none.
    """
    spots = [{(place.page, place.line, place.cell) for place in form.places.values()} for form in forms]
    shared = Counter(spot for placed in spots for spot in placed)
    begins: list[int] = []
    for placed in spots:
        own = {spot for spot in placed if shared[spot] == 1}
        after = begins[-1] + 1 if begins else 0
        found = (at for at in range(after, len(rows)) if any(_spot(rows[at], cell) in own for cell in rows[at].cells))
        begins.append(next(found, after))
    for number, _ in enumerate(begins):
        end = begins[number + 1] if number + 1 < len(begins) else len(rows)
        yield rows[begins[number] if number else 0 : end]


def _cover_form(
    form: Form,
    layout: Layout,
    rows: Iterable[Row],
    placed: AbstractSet[_Spot],
    vocabulary: Vocabulary,
    found: set[Label],
) -> FormCoverage:
    """Tell what became of the rows of one form; the labels it has are added to ``found``."""
    covered = FormCoverage(form, layout)
    told = {part for text in (*form.texts.values(), *form.others.values()) if text for part in text.split("\n")}
    for row in rows:
        for cell in row.cells:
            label = layout.labels[cell.text]
            printed = Printed(Place(form.source, cell.page or row.page, row.line, cell.ref, cell.text, cell.box), label)
            if label is not None:
                found.add(bare(label))
                covered.labels.append(printed)
            elif len(cell.text) > _NUMBER and cell.text in told:
                continue  # a further paragraph of a text, whose place is that of the first
            elif _spot(row, cell) not in placed and not _is_known(row, cell, layout, vocabulary):
                covered.unassigned.append(printed)
    in_prose = {Label("funding", name) for name in layout.funding if f"/funding/{name}" in form.places}
    covered.missing = _missing(layout, found | in_prose)
    return covered


def _spot(row: Row, cell: Cell) -> _Spot:
    return (cell.page or row.page, row.line, cell.ref)


def _is_known(row: Row, cell: Cell, layout: Layout, vocabulary: Vocabulary) -> bool:
    """Tell whether a cell that is neither label nor value is still no loss: a level of the table, a title, a page mark."""
    text = cell.text
    return bool(
        vocabulary.level1_of(text)
        or vocabulary.level2_of(text)
        or text in layout.level1
        or fold(text) in layout.totals
        or layout.is_title(text)
        or layout.year_of_line(text)
        or (row.width == 1 and layout.is_page_mark(text))
    )


def _likeness(rows: Sequence[Row], layout: Layout) -> Likeness:
    labels = (layout.labels[cell.text] for row in rows for cell in row.cells)
    seen = {bare(label) for label in labels if label is not None}
    return Likeness(
        layout,
        tuple(text for label, text in layout.expected.items() if label in seen),
        tuple(_missing(layout, seen)),
        tuple(dict.fromkeys(_strange(rows, layout)))[:_STRANGE],
    )


def _missing(layout: Layout, found: AbstractSet[Label]) -> list[str]:
    """Give the expected labels that were not found; a column headed by a year stands for those of other years."""
    by_year = any(label.name == YEAR for label in found)
    spared = {*_OPTIONAL, *(FUNDING_BLOCKS if by_year else ())}
    return [text for label, text in layout.expected.items() if label not in found and label.name not in spared]


def _strange(rows: Iterable[Row], layout: Layout) -> Iterator[str]:
    for row in rows:
        text = row.cells[0].text
        if len(row.cells) > 1 and len(text) <= _LABEL_LENGTH and layout.labels[text] is None:
            yield text


def _by_share(likeness: Likeness) -> tuple[float, str]:
    """Order by the share of labels found, the highest first, then by name."""
    total = len(likeness.found) + len(likeness.missing)
    return (-len(likeness.found) / max(1, total), likeness.layout.name)
