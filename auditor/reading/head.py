"""The head of an indicator table: which column of the page holds what, for one or two tables side by side."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from auditor.reading.grid import Cell

LEVELS: Final = ("level1", "level2", "level3")


class Slot(NamedTuple):
    """What the cells of one column are: the table they belong to and their role; ``None`` for a column nobody knows."""

    table: str
    role: str | None


class Piece(NamedTuple):
    """One label of a head and the column of the indicator table that it names, None when it is unknown."""

    cell: Cell
    role: str | None


class Head:
    """The columns that the head of a table (one row or two) names, each reaching to the next one's beginning."""

    def __init__(self, pieces: Iterable[Piece], tables: Sequence[str]) -> None:
        """Take the labels from left to right; a role that comes again begins the next of ``tables``."""
        self.pieces = tuple(sorted(pieces, key=lambda piece: piece.cell.column))
        self.starts = [piece.cell.column for piece in self.pieces]
        self.slots = self._told(tables)

    def _told(self, tables: Sequence[str]) -> list[Slot]:
        slots: list[Slot] = []
        seen: set[str] = set()
        at = 0
        for piece in self.pieces:
            if piece.role in seen and at + 1 < len(tables):
                at += 1
                seen = set()
            if piece.role is not None:
                seen.add(piece.role)
            slots.append(Slot(tables[at], piece.role))
        if at + 1 < len(tables):  # a table of its own where two could stand: it is that of the year
            slots = [Slot(tables[-1], slot.role) for slot in slots]
        return slots

    def slot(self, column: int) -> Slot | None:
        """Give what stands in a column; None to the left of the first label."""
        at = bisect_right(self.starts, column)
        return self.slots[at - 1] if at else None

    def below(self, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
        """Give the labels of this head with a second row of labels below it, which divides some of its columns."""
        ends = [*self.starts[1:], None]
        columns = [new.cell.column for new in pieces]
        kept = [piece for piece, end in zip(self.pieces, ends, strict=True) if not _is_divided(piece, end, columns)]
        return (*kept, *pieces)

    def divided(self, tables: Sequence[str]) -> "Head":
        """Give the head with a column for level 2 where it has none and one label (指标名称) reaches over two columns."""
        names = [at for at, piece in enumerate(self.pieces) if piece.role == "level3"]
        if len(names) == len(tables) + 1 and not any(piece.role == "level2" for piece in self.pieces):
            twice = [self.pieces[at].cell.text for at in names[:2]]
            if names[1] == names[0] + 1 and twice[0] == twice[1]:  # printed in each of the two columns
                return Head(
                    (*self.pieces[: names[0]], Piece(self.pieces[names[0]].cell, "level2"), *self.pieces[names[1] :]),
                    tables,
                )
        if len(names) != 1 or any(piece.role == "level2" for piece in self.pieces):
            return self
        at, cell = names[0], self.pieces[names[0]].cell
        reach = self.starts[at + 1] - cell.column if at + 1 < len(self.starts) else cell.across
        if reach <= 1:
            return self
        name = Piece(cell._replace(column=cell.column + 1), "level3")
        return Head((*self.pieces[:at], Piece(cell, "level2"), name, *self.pieces[at + 1 :]), tables)


def _is_divided(piece: Piece, end: int | None, columns: Sequence[int]) -> bool:
    """Tell whether labels in these columns divide what reaches from a label to ``end``.

    What is no label is one for several columns (目标值 over 上年 | 本年) or merged, or else a stray text that divides nothing.
    """
    below = [column for column in columns if piece.cell.column <= column and (end is None or column < end)]
    if piece.role is None and piece.cell.across == 1:
        return len(below) > 1 and piece.cell.column in below
    return bool(below)
