"""The same page as other offices type it: labels spread with blanks, ended with a colon, broken, or set upright."""

from dataclasses import replace
from random import Random
from typing import Final

from .page import Block, Cell, Page, Table

_SHARE: Final = 0.1
_LONGEST_SPREAD: Final = 4
_ENDS: Final = "：:)）"


def varied(page: Page, rng: Random) -> Page:
    """Vary the labels of a page; no value changes."""
    return replace(page, blocks=tuple(_block(block, rng) for block in page.blocks))


def _block(block: Block, rng: Random) -> Block:
    return Table([[_cell(cell, rng) for cell in row] for row in block.rows]) if isinstance(block, Table) else block


def _cell(cell: Cell, rng: Random) -> Cell:
    text = cell.text
    if len(text) < 2 or "\n" in text or rng.random() >= _SHARE:
        return cell
    if cell.is_label:
        kinds = [_broken, _upright, *[_spread] * (len(text) <= _LONGEST_SPREAD), *[_ended] * (text[-1] not in _ENDS)]
        return replace(cell, text=rng.choice(kinds)(text, rng))
    if cell.holds and all("level" in value.pointer and "level3" not in value.pointer for value in cell.holds):
        return replace(cell, text=_upright(text, rng))
    return cell


def _spread(text: str, rng: Random) -> str:
    return rng.choice((" ", "　", "  ")).join(text)


def _ended(text: str, rng: Random) -> str:
    return text + rng.choice("：:")


def _broken(text: str, rng: Random) -> str:
    at = rng.randint(1, len(text) - 1)
    return f"{text[:at]}\n{text[at:]}"


def _upright(text: str, _rng: Random) -> str:
    return "\n".join(text)
