"""A form before it is printed: the texts that will stand in its cells, and what they mean.

It is made without any code of `auditor`, so that reading is tested against something it did not produce.
"""

from copy import deepcopy
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from .words import LEVEL1, STANDARD

TITLE: Final = "淮安市项目预算绩效目标表"
ZERO_WORDS: Final = ("-", "—", "无", "/")
_STANDARD_NAMES: Final = frozenset(name for rows in STANDARD.values() for name, _, _ in rows)


@dataclass(frozen=True, slots=True)
class TargetData:
    """A target cell: the printed text and what it means; ``value`` None for a word or a date."""

    raw: str
    kind: str
    operator: str | None = None
    value: Decimal | None = None
    upper: Decimal | None = None
    unit: str | None = None


@dataclass(slots=True)
class LineData:
    """A spending line as printed; "" is a blank cell."""

    name: str
    half_year: str
    full_year: str


@dataclass(slots=True)
class RowData:
    """An indicator row; None is a blank cell. ``in_place``: a cell is missing, so only the columns tell which one."""

    level2: str
    level3: str | None
    half_year: TargetData | None
    full_year: TargetData | None
    in_place: bool = False

    @property
    def level1(self) -> str:
        """The first level that the second belongs to."""
        return LEVEL1[self.level2]

    @property
    def standard(self) -> bool:
        """True for the eleven preset rows."""
        return self.level3 in _STANDARD_NAMES

    @property
    def own(self) -> bool:
        """True for the rows that the filer thought of."""
        return self.level1 not in ("决策", "过程")


@dataclass(slots=True)
class FormData:
    """A whole form. ``texts`` and ``funding`` hold every field of the contract, "" where the cell is blank.

    Amounts are printed in ``unit``; ``spending_unit`` is a second unit named over the spending table (a fault).
    """

    year: int | None
    unit: str
    texts: dict[str, str]
    funding: dict[str, str]
    spending: list[LineData] = field(default_factory=list)
    rows: list[RowData] = field(default_factory=list)
    spending_unit: str | None = None
    title: str = TITLE

    def copy(self) -> "FormData":
        """Give an independent copy."""
        return deepcopy(self)

    @property
    def keeps_columns(self) -> bool:
        """True when a row needs its columns to be understood, so that no page break may move them."""
        return any(row.in_place for row in self.rows)

    def row(self, level3: str) -> RowData:
        """Give the row of that name."""
        return next(row for row in self.rows if row.level3 == level3)

    def add_row(self, row: RowData) -> None:
        """Put a row at the end of its second-level block, which is opened in template order where it is missing."""
        order = list(LEVEL1)
        rank = order.index(row.level2)
        place = sum(order.index(other.level2) <= rank for other in self.rows)
        self.rows.insert(place, row)


def amount(text: str) -> Decimal | None:
    """Give what a printed amount means: exactly its digits, 0 for a dash, None for a blank cell or no number."""
    if text in ZERO_WORDS:
        return Decimal(0)
    plain = text.replace(",", "")
    return Decimal(plain) if plain and plain.lstrip("-").replace(".", "", 1).isdigit() else None
