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


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: document, page (1-based), line (1-based), cell (column number or sheet cell), raw text."""

    source: str
    page: int | None
    line: int | None
    cell: int | str | None
    text: str


@dataclass(frozen=True, slots=True)
class Damage:
    """One repair or loss of the extraction: a code, the pointer or area it concerns, and what the message names."""

    code: str
    at: str
    details: tuple[tuple[str, str], ...] = ()
    line: int | None = None


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
    """One line of 支出明细; amounts in the form's unit, None where the document prints nothing."""

    name: str | None
    half_year: Decimal | None
    full_year: Decimal | None


@dataclass(slots=True)
class Indicator:
    """One row of the indicator table.

    ``level1``/``level2`` are as the contract reads merged cells; ``read_level1``/``read_level2`` are what plain
    fill-down of the printed labels would have given, kept as evidence. ``weight`` in points, None where none is printed.
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


@dataclass(slots=True)
class Form:
    """One form of one project.

    ``position`` is its 0-based place in the source document; ``weighted`` tells whether its indicator table has a column
    of weights.
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
    places: dict[str, Place] = field(default_factory=dict)
    damage: list[Damage] = field(default_factory=list)
    form_id: str = ""
    weighted: bool = False


def pointer(field: str) -> str:
    """Give the JSON pointer of a field path: ``spending[3].full_year`` is ``/spending/3/full_year``."""
    return "/" + field.replace("[", "/").replace("]", "").replace(".", "/")
