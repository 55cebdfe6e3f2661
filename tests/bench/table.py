"""The table that a benchmark prints: rows of text, as columns for the terminal or as markdown."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Table:
    """Rows under a head; every cell is text."""

    head: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)

    def add(self, *cells: str) -> None:
        """Add a row of as many cells as the head has."""
        if len(cells) != len(self.head):
            raise ValueError(cells)
        self.rows.append(cells)

    def as_text(self) -> str:
        """Give the table with aligned columns."""
        widths = [max(map(_width, column)) for column in zip(self.head, *self.rows, strict=True)]
        rule = tuple("-" * width for width in widths)
        return "\n".join(_aligned(cells, widths).rstrip() for cells in (self.head, rule, *self.rows))

    def as_markdown(self) -> str:
        """Give the table as markdown."""
        rule = tuple("---" for _ in self.head)
        return "\n".join(f"| {' | '.join(cells)} |" for cells in (self.head, rule, *self.rows))


def _width(text: str) -> int:
    """Give the columns a text takes on a terminal; Chinese characters take two."""
    return sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in text)


def _aligned(cells: Iterable[str], widths: Sequence[int]) -> str:
    return "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True))
