"""Which layout a form is printed in: the one that knows most of its labels, its title counting as one more.

Titles vary from office to office and many forms share labels, so neither decides alone.
"""

import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from auditor.reading.grid import Row
from auditor.reading.labels import LONGEST_LABEL, Label, fold
from auditor.reading.layout import Layout

LOOK_AHEAD: Final = 80
"""Rows of a form that are looked at to tell its layout; the heads of all known forms are shorter."""
LEAST_LABELS: Final = 5
"""Labels that rows without a known title must hold to be a form."""
LEAST_SHARE: Final = 0.5
"""The part of a layout's labels that must be there without a known title."""
_TITLE: Final = re.compile(r"[^。；;！？|]{0,40}绩效[^。；;！？|]{0,16}表((19|20)[0-9]{2}年度?)?")
_TITLE_LENGTH: Final = 50


class Score(NamedTuple):
    """How well a layout fits: labels of the form that it knows, and the part of its own labels that the form has."""

    known: int
    share: float


class Ahead(Iterator[Row]):
    """Rows one after another, of which the next ones may be looked at before they come."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """Begin before the first row."""
        self._rows = iter(rows)
        self._seen: deque[Row] = deque()

    def __next__(self) -> Row:
        """Give the next row."""
        return self._seen.popleft() if self._seen else next(self._rows)

    def peek(self, count: int) -> list[Row]:
        """Give up to so many of the rows that come next."""
        while len(self._seen) < count and (row := next(self._rows, None)) is not None:
            self._seen.append(row)
        return list(self._seen)[:count]


def looks_like_title(text: str) -> bool:
    """Tell whether a line of its own reads like the title of such a form, of whatever office."""
    return len(text) <= _TITLE_LENGTH and _TITLE.fullmatch(fold(text)) is not None


def choose(layouts: Sequence[Layout], titled: Collection[str], rows: Iterable[Row]) -> Layout | None:
    """Give the layout that rows are printed in; ``titled`` names those whose title stands above them.

    Without any of these, None unless enough labels are there.
    """
    rows = list(rows)
    texts = {cell.text for row in rows for cell in row.cells if len(cell.text) <= 2 * LONGEST_LABEL}
    scores = [score(layout, texts) for layout in layouts]
    order = range(len(layouts))
    ranked = sorted(order, key=lambda at: (-scores[at].known - (layouts[at].name in titled), -scores[at].share, at))
    for at in ranked:
        if layouts[at].name in titled or (_is_enough(scores[at]) and _is_like(layouts[at], rows)):
            return layouts[at]
    return None


def _is_enough(found: Score) -> bool:
    return found.known >= LEAST_LABELS and found.share >= LEAST_SHARE


def _is_like(layout: Layout, rows: Iterable[Row]) -> bool:
    """Tell whether the rows above the indicators that begin with a label are not fewer than those that do not."""
    known = strange = 0
    for row in rows:
        labels = [layout.labels[cell.text] for cell in row.cells]
        if sum(label is not None and label.kind == "column" for label in labels) > 1:
            break
        if len(labels) > 1 and row.cells[0].column == 1:
            known += labels[0] is not None
            strange += labels[0] is None and len(row.cells[0].text) <= LONGEST_LABEL
    return known >= strange


def score(layout: Layout, texts: Iterable[str]) -> Score:
    """Count the labels of a layout among texts."""
    found = [label for text in texts if (label := layout.labels[text]) is not None and label.kind != "unit"]
    here = {bare(label) for label in found} & layout.expected.keys()
    return Score(len(found), len(here) / max(1, len(layout.expected)))


def bare(label: Label) -> Label:
    """Give a label without what varies from form to form."""
    return Label(label.kind, label.name)
