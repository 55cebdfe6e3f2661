"""Printed labels: how they are compared, and what each of them means in one layout.

A label is recognised on a folded view, without white space, brackets and colons and with half-width letters, so that
``全年（程） 预算数`` and ``全年(程)预算数`` are one. The text itself is never changed.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from auditor.forms.memo import Memo
from auditor.forms.patterns import Pattern

_DROPPED: Final = " \t\r\n\v\f\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff*＊()（）[]［］【】〔〕:：" + "".join(
    map(chr, range(0x2000, 0x2010))
)
_FOLDS: Final = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(map(ord, _DROPPED)),
}
_UNSURE: Final = frozenset(map(chr, _FOLDS))
"""Characters that may stand before a label without being part of it, or for another character."""
_NOTE: Final = re.compile(r"[（(\[【]([^（()）\[\]【】]*)[)）\]】]\s*\Z")
_COLON: Final = re.compile("[:：]")
_NUMERALS: Final = "0123456789０１２３４５６７８９一二三四五六七八九十(（"
_NUMBERED: Final = re.compile(
    r"[一二三四五六七八九十]{1,2}、|[0-9０-９]{1,2}[.．、](?![0-9０-９])|[(（][0-9一二三四五六七八九十]{1,2}[)）]"
)
"""The number that a form may print before its labels: 一、 1. （二）."""
_PART: Final = "其中"
"""Stands before the label of an amount that is part of another; forms print it or not."""
INLINE: Final = frozenset({"field", "other", "funding", "unit", "prose"})
"""Kinds of labels that may have their value behind a colon in their own cell."""
LONGEST_LABEL: Final = 40
"""A longer text is no label."""


def fold(text: str) -> str:
    """Give the view of a text on which labels are compared."""
    return text.translate(_FOLDS)


class Label(NamedTuple):
    """What a cell says when it is a label.

    ``kind``: ``field`` (text field, or ``period``: start and end in one), ``other`` (text of no field of its own),
    ``section``, ``funding`` (amount; ``block.field`` of another block than this year's), ``prose`` (amounts in running
    text), ``group`` (label over funding fields), ``amount`` (header of a column of the money tables), ``column`` (header
    of the indicator table), ``table`` (the indicator table's own label), ``block`` (label over one of its
    blocks), ``schedule`` and ``step`` (a table of texts and the headers of its columns), ``serial`` (numbers of the rows of
    a list), ``unit``. ``note`` is what stands in brackets at its end or the year in it, ``inline`` what follows its colon in the same cell.
    """

    kind: str
    name: str
    note: str | None = None
    inline: str | None = None


class Labels(Memo[Label | None]):
    """The labels of one layout: ``labels[text]`` tells which label the text of a cell is, None when it is none."""

    def __init__(self, by_spelling: Mapping[str, Label], patterns: Sequence[tuple[Pattern, Label]] = ()) -> None:
        """Take the labels by their folded spelling, and those whose spelling holds a year by a pattern for it."""
        super().__init__(self._look_up)
        self.by_spelling = by_spelling
        self._patterns = patterns
        digits = _NUMERALS[:20] if patterns else ""
        self._beginnings = {spelling[0] for spelling in by_spelling if spelling} | _UNSURE | {_PART[0], *digits}

    def _look_up(self, text: str) -> Label | None:
        found = self._unnumbered(text)
        if found is None and text[:1] in _NUMERALS and (numbered := _NUMBERED.match(text)):
            return self._unnumbered(text[numbered.end() :].lstrip())
        return found

    def _unnumbered(self, text: str) -> Label | None:
        if text[:1] not in self._beginnings:  # nearly all numbers and names: not worth folding
            return None
        whole = self._whole(text) if len(text) <= LONGEST_LABEL else None
        return whole or self._inline(text)

    def _whole(self, text: str) -> Label | None:
        """Read a text that is all label, with a note in brackets or without."""
        note = _NOTE.search(text)
        found = self._spelled(text)
        if found is None and note:
            found = self._spelled(text[: note.start()])
        if found is None:
            return self._with_year(text)
        return found._replace(note=note[1].strip()) if note else found

    def _spelled(self, text: str) -> Label | None:
        folded = fold(text)
        found = self.by_spelling.get(folded)
        if found is None and folded.startswith(_PART):
            part = self.by_spelling.get(folded.removeprefix(_PART))
            return part if part is not None and part.kind == "funding" else None
        return found

    def _with_year(self, text: str) -> Label | None:
        for pattern, label in self._patterns:
            if found := pattern.fullmatch(fold(text)):
                return label._replace(note=found[1])
        return None

    def _inline(self, text: str) -> Label | None:
        for colon in _COLON.finditer(text, 0, LONGEST_LABEL):
            found = self._whole(text[: colon.start()])
            if found is not None and found.kind in INLINE:
                return found._replace(inline=text[colon.end() :].strip())
        return None

    def occur_in(self, text: str) -> bool:
        """Tell whether any label of a text stands somewhere in a (long) text."""
        folded = fold(text)
        return any(
            spelling in folded for spelling, label in self.by_spelling.items() if label.kind in ("field", "other")
        )
