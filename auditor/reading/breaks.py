"""Page breaks inside a table: which row and which merged cells go on overleaf.

A page break may fall between two rows, in the middle of a row, and in the middle of merged cells; their text stands
above, below, or is split over both. What tells is which cells lie under each other and which of them are blank.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from auditor.reading.grid import Box
from auditor.reading.pages import Table, Written
from auditor.reading.wrapping import joined_text, unit_width

SAME_EDGE: Final = 4.0
"""Points by which an edge may stand elsewhere on the next page."""
_SLIVER: Final = 6.0
"""A cell that is lower has no room for text."""
_LONG: Final = 20
"""Characters; a longer text is no label, and is prose that may have paragraphs."""
_LEANING: Final = 0.1
"""Share of a cell's height by which its text must stand off its middle to lean to one side."""
_LABEL_COLUMNS: Final = 2
"""Cells of a row that holds a label and its value, and nothing that could be a row of its own."""
_NUMERIC: Final = re.compile(r"[\d.,，．。%％\s]+")
_TARGET: Final = re.compile(r"[≥≤＞＜＝><=≧≦]")
"""How a target begins: a value of its own, never the rest of one."""
JOINED: Final = "joined_over_pages"
"""The doubt of a short text that was joined over a page break."""


@dataclass(slots=True)
class Piece:
    """A cell of a table that may go on overleaf: its edges, 0-based row, rows and height on all pages, and its text.

    ``page`` and ``box`` are those of its text, or of its beginning while it is blank. ``at_foot``: it reaches the foot of
    its part of the table. ``blank``: what stood blank above its text when it was joined before its end was known.
    """

    left: float
    right: float
    row: int
    down: int
    height: float
    page: int
    box: Box
    written: Written | None
    sound: bool
    at_foot: bool = False
    blank: "Piece | None" = None

    @property
    def text(self) -> str:
        """Its text, empty where it is blank."""
        return self.written.text if self.written else ""


Pair = tuple[Piece, Piece]


def pieces_of(table: Table, page: int) -> list[Piece]:
    """Give the cells of a table on one page, the blank ones too."""
    pieces, foot = [], len(table.grid.ys) - 1
    for number, area in enumerate(table.grid.areas):
        box, written, at_foot = table.grid.box_of(area), table.cells.get(number), area.row + area.down == foot
        height = box[3] - box[1]
        pieces.append(Piece(box[0], box[2], area.row, area.down, height, page, box, written, area.sound, at_foot))
    return pieces


def heal(
    above: Sequence[Piece],
    below: Sequence[Piece],
    is_label: Callable[[str], bool],
    merges: Callable[[Piece], bool] = lambda _: False,
) -> tuple[bool, list[Pair]]:
    """Join the cells above a page break with those below that go on with them.

    ``merges`` tells whether cells are merged elsewhere in a piece's column, as labels are in the second of two sets of
    columns. Gives whether the last row itself goes on, and the pairs that became one cell: the upper piece has all of it.
    """
    pairs = _pairs(above, below)
    whole = len(pairs) == len(above) == len(below)
    is_cut = whole and _is_cut(pairs, is_label)
    joining = pairs if is_cut else list(_leading(pairs, above, below, is_label))
    if not is_cut:
        rest = pairs[len(joining) :]
        others = [pair for pair in rest if merges(pair[0]) and not _is_in_new_block(pair, rest)]
        joining += [(upper, lower) for upper, lower in others if _is_one(upper, lower, is_label)]
    for upper, lower in joining:
        _join(upper, lower, is_cut=is_cut, doubtful=is_cut and not _has_label(pairs) and len(pairs) > _LABEL_COLUMNS)
    return is_cut, joining


def _pairs(above: Sequence[Piece], below: Sequence[Piece]) -> list[Pair]:
    """Give the cells that lie under each other with the same edges, from left to right."""
    pairs = []
    lowers = sorted(below, key=lambda piece: piece.left)
    for upper in sorted(above, key=lambda piece: piece.left):
        lower = next((piece for piece in lowers if abs(piece.left - upper.left) <= SAME_EDGE), None)
        if lower is not None and abs(lower.right - upper.right) <= SAME_EDGE:
            pairs.append((upper, lower))
    return pairs


def _is_cut(pairs: Sequence[Pair], is_label: Callable[[str], bool]) -> bool:
    """Tell whether the row above goes on in the row below: no cell of either has a text of its own.

    Where both have text, that above must be full to its last line, as a text is that goes on, and neither may be a label,
    which stands for itself; but where a label is cut as well, a name may end like a label.
    """
    both = [(upper, lower) for upper, lower in pairs if upper.written and lower.written]
    if not both:
        return True
    if _is_second_paragraph(pairs, both):
        return True
    if all(is_label(joined_text(upper.text, lower.text)) for upper, lower in both):
        return True  # a heading of columns, cut between its lines
    # A merged label that is cut says nothing of the row: its rows may all be whole.
    single = [(upper, lower) for upper, lower in both if max(upper.down, lower.down) == 1]
    if any(_is_one_label(upper, lower, is_label) for upper, lower in single):
        return all(_goes_on(upper, lower, is_label) or _is_full(upper, lower) for upper, lower in both)
    return all(_goes_on(upper, lower, is_label) for upper, lower in both)


def _goes_on(upper: Piece, lower: Piece, is_label: Callable[[str], bool]) -> bool:
    """Tell whether the text of a cell may go on overleaf."""
    if is_label(joined_text(upper.text, lower.text)):
        return True
    if not _is_full(upper, lower):
        return False
    if _NUMERIC.fullmatch(upper.text) and _NUMERIC.fullmatch(lower.text):
        return False
    return not is_label(lower.text) and not is_label(upper.text) and not _TARGET.match(lower.text)


def _has_label(pairs: Sequence[Pair]) -> bool:
    """Tell whether the row above begins with a label of its own, and that below with a blank: no row begins so."""
    upper, lower = pairs[0]
    return bool(upper.written) and not lower.written and upper.down == lower.down == 1


def _is_full(upper: Piece, lower: Piece) -> bool:
    """Tell whether the last line of a text had no room for the first word overleaf."""
    text = upper.written
    return text is not None and (text.runs_on or text.room < unit_width(lower.text) + 1)


def _is_one_label(upper: Piece, lower: Piece, is_label: Callable[[str], bool]) -> bool:
    """Tell whether two texts are a label only together."""
    return is_label(joined_text(upper.text, lower.text)) and not (is_label(upper.text) and is_label(lower.text))


def _is_second_paragraph(pairs: Sequence[Pair], both: Sequence[Pair]) -> bool:
    """Tell whether prose beside a label goes on with its next paragraph."""
    (label, under_label), (value, _) = pairs[0], both[0]
    beside = (label.written and not under_label.written) or (not label.written and _is_centred_over(label, under_label))
    beside = beside and label.down == under_label.down == 1
    return bool(beside) and len(pairs) == _LABEL_COLUMNS and len(value.text) > _LONG


def _leading(
    pairs: Sequence[Pair], above: Sequence[Piece], below: Sequence[Piece], is_label: Callable[[str], bool]
) -> Iterator[Pair]:
    """Give the merged cells that go on, from the left up to the first column with a text of its own."""
    uppers = sorted(above, key=lambda piece: piece.left)
    lowers = sorted(below, key=lambda piece: piece.left)
    for pair, upper, lower in zip(pairs, uppers, lowers, strict=False):
        if pair != (upper, lower):
            return
        if not _is_one(upper, lower, is_label) and not _is_in_block(pair, pairs, is_label):
            return
        yield pair


def _is_in_block(pair: Pair, pairs: Sequence[Pair], is_label: Callable[[str], bool]) -> bool:
    """Tell whether a text goes on in a block of merged cells of one height, some of which say nothing more overleaf."""
    upper, lower = pair
    block = [(u, w) for u, w in pairs if (u.down, w.down) == (upper.down, lower.down)]
    goes_on = any(u.written and not w.written for u, w in block)
    # The end of a name may be spelled like a label: 项目（2期）.
    is_name = len(lower.text) <= _LONG and _is_full(upper, lower) and not _NUMERIC.fullmatch(upper.text)
    return lower.down > 1 and goes_on and (_goes_on(upper, lower, is_label) or (is_name and not is_label(upper.text)))


def _is_in_new_block(pair: Pair, rest: Sequence[Pair]) -> bool:
    """Tell whether a block of merged cells begins overleaf left of this pair: the next project of a list, by its name."""
    lower = pair[1]
    return lower.down > 1 and any(w.written and w.down == lower.down for _, w in rest[: rest.index(pair)])


def _is_one(upper: Piece, lower: Piece, is_label: Callable[[str], bool]) -> bool:
    """Tell whether two pieces in the same columns, of different rows, are one merged cell."""
    if not lower.written:
        return True
    if not upper.written:
        return upper.height < _SLIVER or _may_go_on(lower) or _is_centred_over(upper, lower)
    if _is_one_label(upper, lower, is_label):
        return True
    merged = max(upper.down, lower.down) > 1
    long = len(upper.text) > _LONG or _meet_at_break(upper, lower)
    return merged and long and _goes_on(upper, lower, is_label)


def _meet_at_break(upper: Piece, lower: Piece) -> bool:
    """Tell whether two texts lean towards the page break between them, as one does that stands in the middle of both."""
    if upper.written is None or lower.written is None or upper.written.middle is None or lower.written.middle is None:
        return False
    above = upper.written.middle - (upper.box[1] + upper.box[3]) / 2
    below = (lower.box[1] + lower.box[3]) / 2 - lower.written.middle
    return above > _LEANING * upper.height and below > _LEANING * lower.height


def _may_go_on(piece: Piece) -> bool:
    """Tell whether merged rows fill a page, so that they may be the middle of a cell over three pages (see `parted`)."""
    return piece.at_foot and piece.down > 1


def parted(piece: Piece) -> list[Piece]:
    """Part a cell from what was blank above it where, its end being known, its text stands in the middle of the rest."""
    above = piece.blank
    if above is None:
        return [piece]
    rest = replace(
        piece, row=above.row + above.down, down=piece.down - above.down, height=piece.height - above.height, blank=None
    )
    return [piece] if _is_centred_over(above, rest) else [above, rest]


def _is_centred_over(upper: Piece, lower: Piece) -> bool:
    """Tell whether a text stands in the middle of both pieces rather than in the middle of its own."""
    if lower.written is None or lower.written.middle is None:
        return False
    below_break = lower.written.middle - lower.box[1]
    of_its_own, of_both = lower.height / 2, (lower.height - upper.height) / 2
    return abs(below_break - of_both) < abs(below_break - of_its_own)


def _join(upper: Piece, lower: Piece, *, is_cut: bool, doubtful: bool) -> None:
    """Make the upper piece the whole cell."""
    blank = replace(upper) if not upper.written and not is_cut and lower.written and _may_go_on(lower) else None
    upper.down += lower.down - is_cut
    upper.height += lower.height
    upper.sound = upper.sound and lower.sound
    if lower.written is None:
        return
    if upper.written is None:
        upper.written, upper.page, upper.box, upper.blank = lower.written, lower.page, lower.box, blank
        return
    doubt = upper.written.doubt or lower.written.doubt
    if doubtful and not doubt and len(upper.text) <= _LONG:
        doubt = JOINED
    text = joined_text(upper.text, lower.text) if _is_full(upper, lower) else f"{upper.text}\n{lower.text}"
    upper.written = lower.written._replace(text=text, doubt=doubt, middle=upper.box[3])
