"""A page as tab-separated text: a cell stands in the column where it begins, as text extraction leaves it."""

from collections.abc import Sequence
from random import Random

from .page import Page, Paragraph, Spots, Table, Written

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "gb18030")


def write(pages: Sequence[Page], rng: Random) -> Written:
    """Write the pages one below the other, in one of the usual encodings."""
    lines: list[str] = []
    spots = Spots()
    for page in pages:
        for block in page.blocks:
            lines.append("")
            if isinstance(block, Paragraph):
                lines.append(flat(block.text))
                spots.note(block.holds, 1, len(lines))
                continue
            for row, column, cell in block.placed():
                spots.note(cell.holds, column, len(lines) + row)
            lines += _lines(block)
        spots.turn(page)
    return Written("\n".join([*lines, ""]).encode(rng.choice(ENCODINGS)), spots.found)


def _lines(table: Table) -> list[str]:
    rows = [[""] * table.width for _ in table.rows]
    for row, column, cell in table.placed():
        rows[row - 1][column - 1] = flat(cell.text)
    return ["\t".join(row) for row in rows]


def flat(text: str) -> str:
    """Give the text of a cell on one line; a line break is a blank between letters and digits, else nothing."""
    first, *others = text.split("\n")
    for line in others:
        blank = (
            " " if first[-1:].isascii() and first[-1:].isalnum() and line[:1].isascii() and line[:1].isalnum() else ""
        )
        first += blank + line
    return first
