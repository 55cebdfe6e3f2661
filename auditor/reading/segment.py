"""The rows of one form, and the title above them until it is known whose it is."""

from dataclasses import dataclass, field
from typing import Final

from auditor.reading.choice import bare
from auditor.reading.grid import Row
from auditor.reading.labels import Label
from auditor.reading.layout import Layout
from auditor.reading.listform import Listed, Page

_LABELS: Final = frozenset({"field", "other", "funding", "prose"})
"""Kinds of labels by which a form is told from the one before."""


@dataclass(slots=True)
class Segment:
    """The rows of one form.

    ``glued``: no title parts it from the form before. ``unknown_title``: the title is that of no layout. ``listed``: it is
    one project of a list. ``before``: rows above it that are no form, ``more_before`` the number of those that are not
    quoted; ``after`` and ``more_after`` are the same behind the last form of a document.
    """

    layout: Layout
    rows: list[Row] = field(default_factory=list)
    title: Row | None = None
    year: Row | None = None
    glued: bool = False
    unknown_title: bool = False
    before: list[Row] = field(default_factory=list)
    more_before: int = 0
    after: list[Row] = field(default_factory=list)
    more_after: int = 0
    stray_titles: list[Row] = field(default_factory=list)
    seen: set[Label] = field(default_factory=set)
    in_indicators: bool = False
    listed: Listed | None = None

    def notice(self, row: Row) -> None:
        """Take a row and remember which labels the form has."""
        self.rows.append(row)
        label = self.layout.labels[row.cells[0].text]
        if label is None:
            return
        if label.kind in _LABELS:
            self.seen.add(bare(label))
        elif label.kind in ("column", "table", "block"):
            self.in_indicators = True

    def is_ended_by(self, layout: Layout, row: Row) -> bool:
        """Tell whether a row under a title of ``layout`` belongs to the next form: it brings labels this one has."""
        labels = {bare(label) for cell in row.cells if (label := layout.labels[cell.text])}
        if layout is not self.layout:
            return any(label.kind in _LABELS for label in labels)
        first = Label("field", layout.first_field)
        return bool(labels & self.seen) or (first in labels and bool(self.seen))

    @property
    def has_begun(self) -> bool:
        """Tell whether the first field was seen."""
        return Label("field", self.layout.first_field) in self.seen

    def is_glued_to(self, row: Row) -> bool:
        """Tell whether a row below the indicators brings a label once more, without a title over it."""
        label = self.layout.labels[row.cells[0].text]
        if not self.in_indicators or label is None or label.kind not in _LABELS or bare(label) not in self.seen:
            return False
        return not self._is_indicator(row)

    def may_end_above(self, row: Row) -> bool:
        """Tell whether a row is no part of this form by its first label: it was seen before, or is another layout's."""
        label = self.layout.labels[row.cells[0].text]
        return self.in_indicators and (label is None or bare(label) in self.seen)

    def _is_indicator(self, row: Row) -> bool:
        """Tell whether a row is an indicator that happens to be named like a field: a name and its values, no more."""
        others = row.cells[1:]
        return len(others) == len(self.layout.values) and all(self.layout.labels[cell.text] is None for cell in others)


@dataclass(slots=True)
class Heading:
    """A title and the lines below it, until it is known what it is the title of; ``titled`` are the layouts it fits."""

    title: Row
    titled: tuple[Layout, ...]
    year: Row | None = None
    rows: list[Row] = field(default_factory=list)
    layout: Layout | None = None
    is_decided: bool = False

    @property
    def text(self) -> str:
        """The title."""
        return self.title.cells[0].text

    def segment(self, layout: Layout) -> Segment:
        """Begin the segment of a form below this title."""
        return Segment(layout, title=self.title, year=self.year, rows=self.rows, unknown_title=not self.titled)

    def page(self) -> Page:
        """Give the title as that of a page of a list."""
        return Page(self.title, self.year, tuple(self.rows))
