"""Rows and cells of a form as rules see them: every attribute of `auditor.rulebook.names` as a plain attribute.

Numbers are exact rationals (int where they are whole, else `Fraction`), money in 万元; None means missing. Views of rows
that are printed alike are shared between forms, so they carry no place; subjects know their index.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from auditor.forms.model import Indicator, Target
from auditor.forms.numbers import fold, rounding_interval
from auditor.forms.quantities import Quantity
from auditor.forms.sections import StandardIndicator
from auditor.forms.vocabulary import Vocabulary
from auditor.rulebook.plan import Number

Interval = tuple[Number, Number]
_PROCESS_LEVELS: Final = ("决策", "过程")
_NOT_COUNTS: Final = ("percent", "money", "time", "unit_cost")
_LONGEST_NUMBER: Final = 30


def exact(value: Decimal) -> Number:
    """Turn a printed number into an exact rational, an int where it is whole."""
    numerator, denominator = value.as_integer_ratio()
    return numerator if denominator == 1 else Fraction(numerator, denominator)


def in_range(value: Decimal | None) -> Number | None:
    """Give the exact number, None when it is missing or longer than any budget figure."""
    if value is None or value.adjusted() >= _LONGEST_NUMBER:
        return None
    return exact(value)


class TargetView:
    """A target cell; all attributes None when the cell is blank or a placeholder."""

    __slots__ = (
        "_factor", "_printed", "amount", "family", "filled", "has_operator", "has_unit", "kind", "operator", "raw", "unit", "upper",
        "value",
    )  # fmt: skip

    def __init__(self, target: Target | None, vocabulary: Vocabulary) -> None:
        """View ``target`` with the unit families of ``vocabulary``."""
        self.filled = target is not None and not vocabulary.is_placeholder(target.raw)
        shown = target if self.filled else None
        self.raw = shown.raw if shown else None
        self.operator = shown.operator if shown else None
        self.value = in_range(shown.value) if shown else None
        self.upper = in_range(shown.upper) if shown else None
        self.unit = shown.unit if shown else None
        self.kind = shown.kind if shown else None
        self.family = vocabulary.family(shown.unit) if shown and shown.unit else None
        self.has_operator = shown.operator is not None if shown else None
        self.has_unit = shown.unit is not None if shown else None
        factor = vocabulary.money_factor(self.unit) if self.unit else None
        self.amount = self.value * exact(factor) if factor is not None and self.value is not None else None
        self._printed = shown.value if shown and self.value is not None else None
        self._factor = factor

    @property
    def value_interval(self) -> Interval | None:
        """Give the numbers that the printed value may stand for: half a unit of its last place either way."""
        if self._printed is None:
            return None
        low, high = rounding_interval(self._printed)
        return exact(low), exact(high)

    @property
    def amount_interval(self) -> Interval | None:
        """Give the amounts in 万元 that the printed money value may stand for."""
        interval = self.value_interval
        if interval is None or self._factor is None:
            return None
        factor = exact(self._factor)
        return interval[0] * factor, interval[1] * factor


class IndicatorView:
    """A row of the indicator table without its place; ``memo`` keeps what was judged of the row alone."""

    __slots__ = (
        "declared_direction", "direction", "displaced", "expected", "expected_units", "full_year", "half_year", "is_count",
        "is_money", "is_rate", "legal_level1", "level1", "level2", "level3", "memo", "named_direction", "own", "plain_name", "preset", "progress", "read_level1", "read_level2",
        "standard", "standard_name", "weight",
    )  # fmt: skip

    def __init__(self, row: Indicator, vocabulary: Vocabulary, legal_level1: str | None = None) -> None:
        """View ``row``; ``legal_level1`` is the level 1 that its level 2 belongs to in its layout."""
        self.level1, self.level2, self.level3 = row.level1, row.level2, row.level3
        self.read_level1, self.read_level2 = row.read_level1 or row.level1, row.read_level2 or row.level2
        self.displaced = (self.read_level1, self.read_level2) != (row.level1, row.level2)
        self.legal_level1 = legal_level1
        self.half_year = TargetView(row.half_year, vocabulary)
        self.full_year = TargetView(row.full_year, vocabulary)
        name = row.level3 or ""
        self.plain_name = "".join(filter(str.isalnum, fold(name))) or None
        known = vocabulary.standard(name) if row.standard else None
        self.standard = row.standard
        self.weight = in_range(row.weight)
        self.own = not row.standard and row.level1 not in _PROCESS_LEVELS
        self.standard_name = known.name if known else None
        self.expected = known.expect if known else None
        self.preset = self._is_preset(known) if known else None
        self.named_direction = vocabulary.direction(name)
        self.declared_direction = vocabulary.declared_direction(row.declared_direction or "")
        self.direction = self.declared_direction or self.named_direction
        self.expected_units = vocabulary.expected_units(name)
        self.memo: dict[object, Any] = {}
        self._measure()

    def _is_preset(self, known: StandardIndicator) -> bool:
        """Tell whether both cells say what the template has printed beforehand."""
        return _is(self.half_year, known.half) and _is(self.full_year, known.full)

    def _measure(self) -> None:
        full, half = self.full_year, self.half_year
        quantity = full.kind == "quantity" if full.kind is not None else None
        self.is_count = quantity and full.unit is not None and full.family not in _NOT_COUNTS
        self.is_money = quantity and full.family == "money"
        self.is_rate = quantity and full.family == "percent"
        self.progress: Number | None = None
        if half.value is not None and full.value is not None and full.value > 0:
            self.progress = Fraction(half.value * 100) / full.value


class TargetElement:
    """One target cell as a subject of its own, with the indicator it belongs to."""

    __slots__ = ("indicator", "memo", "period", "target", "unit_allowed")

    def __init__(self, period: str, target: TargetView, indicator: IndicatorView, vocabulary: Vocabulary) -> None:
        """View the cell of ``period`` (half_year or full_year) of ``indicator``."""
        self.period = period
        self.target = target
        self.indicator = indicator
        self.memo: dict[object, Any] = {}
        unit = target.unit
        self.unit_allowed = vocabulary.unit_allowed(indicator.level3 or "", unit) if unit else None


def _is(target: TargetView, preset: str | None) -> bool:
    """Tell whether a cell says what the template prints beforehand, or the template leaves it to the filer."""
    return preset is None or target.raw == preset


@dataclass(frozen=True, slots=True)
class SpendingView:
    """One spending line; amounts in 万元."""

    name: str | None
    half_year: Number | None
    full_year: Number | None
    memo: dict[object, Any] = field(default_factory=dict, compare=False)


class AmountView:
    """One money cell that is not blank; ``value`` in 万元, None where it cannot be read as a number."""

    __slots__ = ("cell", "owner", "places", "readable", "text", "value")

    def __init__(self, cell: "MoneyCell", owner: str, text: str, printed: Decimal | None, factor: Number) -> None:
        """View the number printed in ``cell``; ``owner`` names the spending line it belongs to, if any."""
        self.cell = cell
        self.owner = owner
        self.text = text
        self.readable = printed is not None
        number = in_range(printed)
        self.value = None if number is None else number * factor
        exponent = printed.as_tuple().exponent if printed is not None else None
        self.places = max(0, -exponent) if isinstance(exponent, int) else None

    @property
    def field(self) -> str:
        """Give the field path."""
        return self.cell.field

    @property
    def label(self) -> str:
        """Give the cell's label, after the name of its line."""
        return f"{self.owner} {self.cell.label}".strip()


@dataclass(frozen=True, slots=True)
class MoneyCell:
    """Where a money cell stands: its field path, its JSON pointer and its printed label."""

    field: str
    pointer: str
    label: str


@dataclass(frozen=True, slots=True)
class FieldView:
    """One identity or narrative field; ``options`` are the layout's allowed words, None where it lists none."""

    name: str
    label: str
    value: str | None
    options: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class QuantityView:
    """A quantity promised in a text; ``amount`` in 万元 where the unit is money."""

    value: Number
    unit: str | None
    family: str | None
    amount: Number | None
    operator: str | None
    before: str
    after: str


def quantity_view(quantity: Quantity, vocabulary: Vocabulary) -> QuantityView:
    """View one quantity found in a text."""
    unit = quantity.unit
    factor = vocabulary.money_factor(unit) if unit else None
    value = exact(quantity.value)
    return QuantityView(
        value,
        unit,
        vocabulary.family(unit) if unit else None,
        None if factor is None else value * exact(factor),
        quantity.operator,
        quantity.before,
        quantity.after,
    )


@dataclass(frozen=True, slots=True)
class NumberView:
    """A number found in a text by a pattern."""

    value: Number
