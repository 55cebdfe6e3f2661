"""What a budget-performance form is, once read: the value classes that every later floor works on.

Text is kept as printed; numbers are ``Decimal`` with exactly the printed digits; money is in the form's own unit
(万元 unless the layout says 元). Every value knows its place: `Form.places` maps a JSON pointer such as
``/spending/0/full_year`` to the `Place` it was read from. Source: contract.md §2.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

TEXT_FIELDS: Final = (
    "project_name",
    "department",
    "project_type",
    "project_level",
    "start",
    "end",
    "implementing_unit",
    "manager",
    "necessity",
    "feasibility",
    "content",
    "long_term_goal",
    "annual_goal",
)
NARRATIVE_FIELDS: Final = ("necessity", "feasibility", "content", "long_term_goal", "annual_goal")
FUNDING_FIELDS: Final = (
    "total",
    "fiscal_subtotal",
    "general_public_budget",
    "government_fund",
    "special_account",
    "state_capital",
    "social_insurance",
    "carry_over",
    "other",
)
PERIODS: Final = ("half_year", "full_year")
FUNDING_BLOCKS: Final = ("long_term", "previous_budget", "previous_executed", "earlier_executed")
"""Columns of money beside this year's: the whole project or medium term, last year's budget, what was spent last year and
the year before that."""
READ_BY_OCR: Final = "read_by_ocr"
"""The code of the damage of a form that was read from pictures of its pages: any of its values may be misread."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: document, page (1-based), line or row (1-based), cell, raw text, box on the page.

    ``cell`` is the column number in text, ``Sheet1!B7`` in a sheet, ``T1R5C3`` (table, row, column) elsewhere; ``box`` is
    left, top, right, bottom in points from the page's upper left corner.
    """

    source: str
    page: int | None
    line: int | None
    cell: int | str | None
    text: str
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Damage:
    """One repair or loss of the extraction: a code, the pointer or area it concerns, and what the message names.

    ``doubt``: the text there may not be what the document shows.
    """

    code: str
    at: str
    details: tuple[tuple[str, str], ...] = ()
    line: int | None = None
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """A target value: ``raw`` as printed, and its parts when the grammar of `forms.targets` understood them."""

    raw: str
    operator: str | None
    value: Decimal | None
    upper: Decimal | None
    unit: str | None
    kind: str
    approximate: bool = False


@dataclass(slots=True)
class SpendingLine:
    """One line of 支出明细; amounts in the form's unit, None where the document prints nothing.

    ``basis`` is how it was computed (测算依据); ``previous`` holds the columns of other years (`FUNDING_BLOCKS`), ``others``
    the texts of further columns (数量, 单位) by their printed label.
    """

    name: str | None
    half_year: Decimal | None
    full_year: Decimal | None
    basis: str | None = None
    previous: dict[str, Decimal | None] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Indicator:
    """One row of the indicator table.

    ``level1``/``level2`` are as the contract reads merged cells; ``read_level1``/``read_level2`` are what plain
    fill-down of the printed labels would have given, kept as evidence. ``weight`` in points, None where none is printed.
    As printed: ``nature`` (指标性质: ≥ = ≤ 定性), ``declared_direction`` (指标方向性), ``explanation`` (指标解释、绩效标准).
    ``previous`` is the actual level of last year.
    """

    level1: str | None
    level2: str | None
    level3: str | None
    half_year: Target | None
    full_year: Target | None
    standard: bool = False
    printed_level2: str | None = None
    repaired: bool = False
    read_level1: str | None = None
    read_level2: str | None = None
    weight: Decimal | None = None
    nature: str | None = None
    declared_direction: str | None = None
    explanation: str | None = None
    previous: Target | None = None


@dataclass(frozen=True, slots=True)
class UnitTotal:
    """A sum that a list prints for all projects of a unit, of which the form is one.

    ``is_certain``: it is known which projects it counts; else it may count others, further down the list, too.
    """

    name: str
    amount: Decimal | None
    is_certain: bool


@dataclass(slots=True)
class Form:
    """One form of one project.

    ``position`` is its 0-based place in the source document; ``columns`` are those of its layout's indicator table and
    ``tables`` its lists of indicators (``annual``, and ``long_term`` where a layout has both). ``long_term_indicators`` are those of the medium term or the whole project, where a layout has both;
    ``other_funding`` is the funding of the `FUNDING_BLOCKS` that the layout prints; ``spending_totals`` are the totals
    printed below the spending lines, by column; ``unit_totals`` are the sums of units that count the project where it
    stands in a list, the widest first (None elsewhere); ``others`` are the texts of labels that have no field of their own, by
    their printed label.
    """

    source: str
    position: int
    layout: str
    title: str | None = None
    year: int | None = None
    unit: str | None = None
    units_seen: tuple[str, ...] = ()
    texts: dict[str, str | None] = field(default_factory=dict)
    funding: dict[str, Decimal | None] = field(default_factory=dict)
    spending: list[SpendingLine] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    long_term_indicators: list[Indicator] = field(default_factory=list)
    other_funding: dict[str, dict[str, Decimal | None]] = field(default_factory=dict)
    spending_totals: dict[str, Decimal | None] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    damage: list[Damage] = field(default_factory=list)
    form_id: str = ""
    columns: tuple[str, ...] = ()
    tables: tuple[str, ...] = ("annual",)
    unit_totals: list[UnitTotal] | None = None

    @property
    def weighted(self) -> bool:
        """Whether the indicator table has a column of weights."""
        return "weight" in self.columns


def pointer(field: str) -> str:
    """Give the JSON pointer of a field path: ``spending[3].full_year`` is ``/spending/3/full_year``."""
    return "/" + field.replace("[", "/").replace("]", "").replace(".", "/")
