"""Printed labels: how they are compared, and what each of them means in one layout.

A label is recognised on a folded view, without white space, brackets and colons and with half-width letters, so that
``全年（程） 预算数`` and ``全年(程)预算数`` are one. The text itself is never changed.
"""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from auditor.forms.memo import Memo

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
_LONGEST_LABEL: Final = 40
"""A longer text is no label."""


def fold(text: str) -> str:
    """Give the view of a text on which labels are compared."""
    return text.translate(_FOLDS)


class Label(NamedTuple):
    """What a cell says when it is a label.

    ``kind``: ``field`` (text field), ``section``, ``funding`` (amount), ``group`` (label over funding fields),
    ``amount`` (header of an amount column), ``column`` (header of the indicator table), ``table`` (the indicator table's
    own label), ``block`` (label over one of its blocks), ``unit``. ``note`` is what
    stands in brackets at its end, ``inline`` what follows its colon in the same cell.
    """

    kind: str
    name: str
    note: str | None = None
    inline: str | None = None


class Labels(Memo[Label | None]):
    """The labels of one layout: ``labels[text]`` tells which label the text of a cell is, None when it is none."""

    def __init__(self, by_spelling: Mapping[str, Label]) -> None:
        """Take the labels by their folded spelling."""
        super().__init__(self._look_up)
        self.by_spelling = by_spelling
        self._beginnings = {spelling[0] for spelling in by_spelling if spelling} | _UNSURE

    def _look_up(self, text: str) -> Label | None:
        if text[:1] not in self._beginnings:  # nearly all numbers and names: not worth folding
            return None
        whole = self._whole(text) if len(text) <= _LONGEST_LABEL else None
        return whole or self._inline(text)

    def _whole(self, text: str) -> Label | None:
        note = _NOTE.search(text)
        found = self.by_spelling.get(fold(text))
        if found is None and note:
            found = self.by_spelling.get(fold(text[: note.start()]))
        return found._replace(note=note[1].strip()) if found and note else found

    def _inline(self, text: str) -> Label | None:
        colon = _COLON.search(text, 0, _LONGEST_LABEL)
        found = self.by_spelling.get(fold(text[: colon.start()])) if colon else None
        if found is None or colon is None or found.kind not in ("field", "funding", "unit"):
            return None
        return found._replace(inline=text[colon.end() :].strip())

    def occur_in(self, text: str) -> bool:
        """Tell whether any label of two or more characters stands somewhere in a (long) text."""
        folded = fold(text)
        return any(spelling in folded for spelling, label in self.by_spelling.items() if label.kind == "field")
