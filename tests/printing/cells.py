"""What the printers of all layouts print with: labels, blanks, and cells that know the value they hold."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

from tests.corpus import RowData, TargetData, amount

from .page import Cell, Paragraph, Value


def label(text: str, across: int = 1, down: int = 1) -> Cell:
    """Give a cell that says what the values beside or below it are."""
    return Cell(text, across, down, is_label=True)


def blank(across: int = 1, down: int = 1) -> Cell:
    """Give an empty cell."""
    return Cell("", across, down)


def text(pointer: str, printed: str, across: int = 1, down: int = 1) -> Cell:
    """Give the cell of a text; a blank one holds no value."""
    return Cell(printed, across, down, (Value(pointer, printed),) if printed else ())


def money(pointer: str, printed: str, across: int = 1, down: int = 1) -> Cell:
    """Give the cell of an amount as printed; what is no number holds no value."""
    meaning = amount(printed)
    return Cell(printed, across, down, () if meaning is None else (Value(pointer, meaning),))


def target(pointer: str, data: TargetData | None, across: int = 1, down: int = 1) -> Cell:
    """Give the cell of a target."""
    return Cell(data.raw, across, down, (Value(pointer, data),)) if data else Cell("", across, down)


def unit(printed: str, name: str, across: int = 1, down: int = 1) -> Cell:
    """Give a label that names the unit of money."""
    return Cell(printed, across, down, (Value("/unit", name),))


def heading(title: str, year: int | None) -> Iterator[Paragraph]:
    """Give the title and the year below it."""
    yield Paragraph(title, (Value("/title", title),))
    if year is not None:
        yield Paragraph(f"{year}年度", (Value("/year", year),))


def levels(rows: Sequence[RowData], at: str, names: dict[str, str]) -> Iterator[tuple[Cell | None, Cell | None]]:
    """Give for each indicator the cells of level 1 and 2 that begin in its row, merged over the rows they are meant for.

    ``at`` is the pointer of the list; ``names`` says how this layout prints a level, where it is not the name itself.
    """
    for number, row in enumerate(rows):
        first = second = None
        if number == 0 or rows[number - 1].level1 != row.level1:
            first = _merged(rows, number, "level1", at, names)
        if number == 0 or rows[number - 1].level2 != row.level2:
            second = _merged(rows, number, "level2", at, names)
            own = Value(f"{at}/{number}/printed_level2", second.text)
            second = replace(second, holds=(*second.holds, own))
        yield first, second


def _merged(rows: Sequence[RowData], start: int, level: str, at: str, names: dict[str, str]) -> Cell:
    name = getattr(rows[start], level)
    end = next((i for i in range(start, len(rows)) if getattr(rows[i], level) != name), len(rows))
    holds = tuple(Value(f"{at}/{number}/{level}", name) for number in range(start, end))
    return Cell(names.get(name, name), 1, end - start, holds)


def wide(cell: Cell | None, across: int) -> list[Cell]:
    """Give the cell over that many columns, nothing for none: to be spread into a row."""
    return [] if cell is None else [replace(cell, across=across)]


def name_of(pointer: str, row: RowData, across: int = 1) -> Cell:
    """Give the cell of an indicator's name."""
    return text(f"{pointer}/level3", row.level3 or "", across)


def spaced(rng: Random, first: str, second: str) -> str:
    """Give a label of two parts on one line or two, with or without a blank."""
    return first + rng.choice(("", " ", "\n")) + second
