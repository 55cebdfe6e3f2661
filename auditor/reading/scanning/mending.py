"""Labels that a recogniser damaged by one character → as they are printed, told by the layouts and the vocabulary.

Only labels are mended, never values, and only where one label alone is meant: ``级指标`` is 一级指标 beside 二级指标 and
三级指标. Each is noted. Source: reading.md §7 (the lone 一 is lost; 淮 is read as 准).
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rapidfuzz.distance import Levenshtein

from auditor.forms.memo import Memo
from auditor.forms.vocabulary import Vocabulary
from auditor.reading.grid import Cell, Note, Row
from auditor.reading.labels import fold
from auditor.reading.layout import Layout

_SHORT: Final = 3
"""Labels of so many characters or fewer are alike by chance: they are mended only where the recogniser was unsure."""
_LONGEST: Final = 20
_LOOK_ALIKES: Final = {
    "准": "淮",
    "千": "干",
    "末": "未",
    "土": "士",
    "巿": "市",
    "人": "入",
    "颁": "预",
    "曰": "目",
    "日": "目",
}
"""What characters of titles are misread as, and what they are."""
NOTE: Final = "ocr_label"


def mended(rows: Iterable[Row], layouts: Sequence[Layout], vocabulary: Vocabulary) -> Iterator[Row]:
    """Give the rows, those of scans with their labels mended and noted."""
    mender = None
    for row in rows:
        if not row.scanned:
            yield row
            continue
        mender = mender or _Mender(layouts, vocabulary)
        yield mender.mend(row)


class _Mender:
    """Knows the labels, level words and titles that a form may print."""

    def __init__(self, layouts: Sequence[Layout], vocabulary: Vocabulary) -> None:
        self._layouts = layouts
        self._known = {spelling for layout in layouts for spelling in layout.labels.by_spelling}
        self._known |= {fold(word) for word in vocabulary.level_words}
        self._vocabulary = vocabulary
        self._near: Memo[tuple[str, ...]] = Memo(self._neighbours)

    def mend(self, row: Row) -> Row:
        """Give a row with its labels as printed."""
        texts = [fold(cell.text) for cell in row.cells]
        cells, notes = [], []
        for cell, text in zip(row.cells, texts, strict=True):
            meant = self._title(cell) if row.width == 1 else self._label(cell, text, texts)
            cells.append(cell if meant is None else cell._replace(text=meant))
            if meant is not None:
                notes.append(Note(NOTE, cell.text))
        return row._replace(cells=tuple(cells), notes=(*row.notes, *notes)) if notes else row

    def _label(self, cell: Cell, text: str, beside: Sequence[str]) -> str | None:
        """Give the one label that a cell means though it does not say it; None where it says one, or none is meant."""
        if not 1 < len(text) <= _LONGEST or self._is_known(cell.text, text):
            return None
        if len(text) <= _SHORT and cell.doubt is None:
            return None
        meant = [label for label in self._near[text] if label not in beside]
        return meant[0] if len(meant) == 1 else None

    def _is_known(self, text: str, folded: str) -> bool:
        if folded in self._known or self._vocabulary.standard(text) is not None:
            return True
        return any(layout.labels[text] is not None for layout in self._layouts)

    def _neighbours(self, text: str) -> tuple[str, ...]:
        """Give the labels of which a text misses one character, or has one wrong; a recogniser adds none."""
        if text.isascii():
            return ()
        longer = (known for known in self._known if len(text) <= len(known) <= len(text) + 1 and len(known) > 1)
        return tuple(sorted(known for known in longer if Levenshtein.distance(text, known, score_cutoff=1) == 1))

    def _title(self, cell: Cell) -> str | None:
        """Give the title that a line is but for one character that looks like another."""
        if any(layout.is_title(cell.text) for layout in self._layouts):
            return None
        for at, char in enumerate(cell.text[:_LONGEST]):
            meant = cell.text[:at] + _LOOK_ALIKES.get(char, char) + cell.text[at + 1 :]
            if meant != cell.text and any(layout.is_title(meant) for layout in self._layouts):
                return meant
        return None
