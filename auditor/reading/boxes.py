"""Tick boxes in a cell: which of the printed options is chosen.

``新增□延续√``, ``☑阶段性 □经常性``, ``■是 □否``, ``新增（ ）延续（√）``. A box stands before its option or behind it; all boxes
of a cell stand on the same side, which its first sign tells. Private-use characters are the boxes of symbol fonts.
"""

import re
from typing import Final, NamedTuple

_TICK: Final = "☑☒√✓✔✅■●◉⊙▣▪🗹🗸\uf052\uf0fe\uf0fc\uf0fd\uf06e\uf054"
_EMPTY: Final = "□☐○◯▢❏❑❒◻⬜\uf06f\uf0a8\uf0a3\uf071\uf072"
_BRACKETS: Final = (
    (re.compile(rf"[（(\[［【]\s*[{_TICK}]\s*[)）\]］】]"), "√"),
    (re.compile(r"[（(\[［【]\s*[)）\]］】]"), "□"),
)
_PIECES: Final = re.compile(rf"[{_TICK}{_EMPTY}]+|[^{_TICK}{_EMPTY}]+")
_APART: Final = re.compile(rf"(?<=[{_TICK}{_EMPTY}])\s+(?=[{_TICK}{_EMPTY}])")
_OUTER: Final = " \t\r\n\u3000\u00a0;；,，、/_＿。.|"
_GAP: Final = re.compile(r"[\s;；,，、/]+")


class Choice(NamedTuple):
    """The options ticked in a cell, in printed order; ``clear`` is False where a tick may belong to either side."""

    ticked: tuple[str, ...]
    clear: bool = True


def choice_of(text: str) -> Choice | None:
    """Give what is ticked in a text; None when it has no boxes and no ticks: the text itself is the answer."""
    for pattern, sign in _BRACKETS:
        text = pattern.sub(sign, text)
    pieces = [piece for piece in _PIECES.findall(_APART.sub("", text)) if piece.strip(_OUTER)]
    if not any(_is_sign(piece) for piece in pieces):
        return None
    before = _is_before(pieces, text)
    if before is None:
        return Choice((), clear=False)
    spelt_out = any(sign in text for sign in _EMPTY)
    return Choice(tuple(_ticked(pieces, spelt_out=spelt_out, before=before)))


def _is_sign(piece: str) -> bool:
    return piece[0] in _TICK or piece[0] in _EMPTY


def _is_before(pieces: list[str], text: str) -> bool | None:
    """Tell on which side of its option a box stands; None when the text does not tell."""
    if _is_sign(pieces[0]):
        return True
    if _is_sign(pieces[-1]) or any(sign in text for sign in _EMPTY):
        return False
    # A single tick between options, 新增 √延续: it belongs to the one it touches.
    at = next(number for number, piece in enumerate(pieces) if _is_sign(piece))
    touches_left, touches_right = pieces[at - 1][-1] not in _OUTER, pieces[at + 1][0] not in _OUTER
    return None if touches_left == touches_right else touches_right


def _ticked(pieces: list[str], *, spelt_out: bool, before: bool) -> list[str]:
    """Give the ticked options; ``spelt_out`` when every option has its box, so that blanks inside one mean nothing."""
    found: list[str] = []
    for number, piece in enumerate(pieces):
        if not _is_sign(piece):
            continue
        left = pieces[number - 1] if number else None
        right = pieces[number + 1] if number + 1 < len(pieces) else None
        for owner in _owners(piece, left, right, before=before):
            words = owner.strip(_OUTER)
            option = words if spelt_out else _GAP.split(words)[0 if owner is right else -1]
            if option not in found:
                found.append(option)
    return found


def _owners(signs: str, left: str | None, right: str | None, *, before: bool) -> list[str]:
    """Give the options beside a run of signs that its ticks belong to.

    Where boxes stand before their options, a tick ahead of the next box (□新增√□延续) marks the option behind which it
    stands.
    """
    owners = []
    for at, sign in enumerate(signs):
        if sign not in _TICK:
            continue
        is_for_left = not before or right is None or any(later in _EMPTY for later in signs[at + 1 :])
        owner = left if is_for_left and left is not None else right
        if owner is not None:
            owners.append(owner)
    return owners
