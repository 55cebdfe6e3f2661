"""A form as rules see it: every name of `auditor.rulebook.names` as a plain attribute.

Numbers are exact rationals (int where they are whole, else `Fraction`), money in 万元; None means missing. Views of rows
that are printed alike are shared between forms, so they carry no place; subjects know their index.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from auditor.forms.dates import DateSpan, parse_period_date
from auditor.forms.model import (
    FUNDING_FIELDS,
    NARRATIVE_FIELDS,
    PERIODS,
    TEXT_FIELDS,
    Form,
    Indicator,
    SpendingLine,
    Target,
)
from auditor.forms.numbers import rounding_interval
from auditor.forms.quantities import Quantity
from auditor.forms.sections import StandardIndicator
from auditor.forms.vocabulary import Vocabulary
from auditor.reading.layout import Layout
from auditor.rulebook.plan import Number

Interval = tuple[Number, Number]
_WHOLE_YEAR: Final = ("全年", "全年度", "本年度", "当年")
_PROCESS_LEVELS: Final = ("决策", "过程")
_NOT_COUNTS: Final = ("percent", "money", "time", "unit_cost")
_MEMO_LIMIT: Final = 4_000
"""Rows whose views are shared between forms: each keeps some ten kilobytes of verdicts."""
_LONGEST_NUMBER: Final = 30


def exact(value: Decimal) -> Number:
    """Turn a printed number into an exact rational, an int where it is whole."""
    numerator, denominator = value.as_integer_ratio()
    return numerator if denominator == 1 else Fraction(numerator, denominator)


def _bound(span: DateSpan, name: str) -> Number:
    """Give the year a period begins (start) or ends (end); 9999 for an open end."""
    return span.start_year if name == "start" else span.end_year


def _number(value: Decimal | None) -> Number | None:
    """Give the exact number, None when it is missing or longer than any budget figure."""
    if value is None or value.adjusted() > _LONGEST_NUMBER:
        return None
    return exact(value)


class TargetView:
    """A target cell; all attributes None when the cell is blank or a placeholder."""

    __slots__ = (
        "amount", "amount_interval", "family", "filled", "has_operator", "has_unit", "kind", "operator", "raw", "unit", "upper",
        "value", "value_interval",
    )  # fmt: skip

    def __init__(self, target: Target | None, vocabulary: Vocabulary) -> None:
        """View ``target`` with the unit families of ``vocabulary``."""
        self.filled = target is not None and not vocabulary.is_placeholder(target.raw)
        shown = target if self.filled else None
        self.raw = shown.raw if shown else None
        self.operator = shown.operator if shown else None
        self.value = _number(shown.value) if shown else None
        self.upper = _number(shown.upper) if shown else None
        self.unit = shown.unit if shown else None
        self.kind = shown.kind if shown else None
        self.family = vocabulary.family(shown.unit) if shown and shown.unit else None
        self.has_operator = shown.operator is not None if shown else None
        self.has_unit = shown.unit is not None if shown else None
        factor = vocabulary.money_factor(self.unit) if self.unit else None
        self.amount = self.value * exact(factor) if factor is not None and self.value is not None else None
        self.value_interval: Interval | None = None
        self.amount_interval: Interval | None = None
        if shown and shown.value is not None and self.value is not None:
            low, high = (exact(bound) for bound in rounding_interval(shown.value))
            self.value_interval = (low, high)
            if factor is not None:
                self.amount_interval = (low * exact(factor), high * exact(factor))


class IndicatorView:
    """A row of the indicator table without its place; ``memo`` keeps what was judged of the row alone."""

    __slots__ = (
        "direction", "expected", "expected_units", "full_year", "half_year", "is_count", "is_money", "is_rate",
        "level1", "level2", "level3", "memo", "own", "preset", "progress", "read_level1", "read_level2", "standard",
        "standard_name", "targets",
    )  # fmt: skip

    def __init__(self, row: Indicator, periods: tuple[str, ...], vocabulary: Vocabulary) -> None:
        """View ``row``; ``periods`` are the target columns the layout has."""
        self.level1, self.level2, self.level3 = row.level1, row.level2, row.level3
        self.read_level1, self.read_level2 = row.read_level1 or row.level1, row.read_level2 or row.level2
        self.half_year = TargetView(row.half_year, vocabulary)
        self.full_year = TargetView(row.full_year, vocabulary)
        name = row.level3 or ""
        known = vocabulary.standard(name) if row.standard else None
        self.standard = row.standard
        self.own = not row.standard and row.level1 not in _PROCESS_LEVELS
        self.standard_name = known.name if known else None
        self.expected = known.expect if known else None
        self.preset = self._is_preset(known) if known else None
        self.direction = vocabulary.direction(name)
        self.expected_units = vocabulary.expected_units(name)
        self.memo: dict[object, Any] = {}
        self._measure()
        self.targets = tuple(
            TargetElement(period, getattr(self, period), self, vocabulary) for period in periods
        )

    def _is_preset(self, known: StandardIndicator) -> bool:
        """True when both cells say what the template has printed beforehand."""
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
    """True when a cell says what the template prints beforehand, or the template leaves the value to the filer."""
    return preset is None or target.raw == preset


@dataclass(frozen=True, slots=True)
class SpendingView:
    """One spending line; amounts in 万元."""

    name: str | None
    half_year: Number | None
    full_year: Number | None
    memo: dict[object, Any] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class AmountView:
    """One money cell that is not blank; ``value`` in 万元, None where it cannot be read as a number."""

    field: str
    label: str
    text: str
    value: Number | None
    readable: bool
    places: int | None


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


class ViewMaker:
    """Makes views of forms of one vocabulary, sharing the views of rows that are printed alike."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Start with nothing shared; at most `_MEMO_LIMIT` rows are kept."""
        self.vocabulary = vocabulary
        self._rows: dict[tuple[object, ...], IndicatorView] = {}

    def view(self, form: Form, layout: Layout) -> "FormView":
        """Give the view of one form."""
        return FormView(form, layout, self)

    def forget(self) -> None:
        """Share no row any more that was judged so far: its verdicts cannot be relied on."""
        self._rows.clear()

    def indicator(self, row: Indicator, periods: tuple[str, ...]) -> IndicatorView:
        """Give the (shared) view of an indicator row."""
        key = (
            row.level1, row.level2, row.level3, row.half_year and row.half_year.raw,
            row.full_year and row.full_year.raw, row.standard, row.read_level1, row.read_level2, periods,
        )  # fmt: skip
        found = self._rows.get(key)
        if found is None:
            if len(self._rows) >= _MEMO_LIMIT:
                self._rows.clear()
            found = self._rows[key] = IndicatorView(row, periods, self.vocabulary)
        return found


class FormView:
    """A whole form; dotted names of the rule language are attributes with an underscore (``funding_total``)."""

    def __init__(self, form: Form, layout: Layout, maker: ViewMaker) -> None:
        """View ``form``, read with ``layout``; ``maker`` shares the row views."""
        self.form, self.layout = form, layout
        self.vocabulary = maker.vocabulary
        self.missing_labels = {damage.at for damage in form.damage if damage.code == "label_missing"}
        factor = maker.vocabulary.money_factor(form.unit) if form.unit else None
        self._factor: Number = 1 if factor is None else exact(factor)
        periods = PERIODS if layout.has_half_year else PERIODS[1:]
        self._identity(form)
        for name in FUNDING_FIELDS:
            setattr(self, f"funding_{name}", self._money(form.funding.get(name)))
        self.layout_precision: Number | None = layout.precision
        self.layout_has_half_year = layout.has_half_year
        self.spending = [self._spending(line) for line in form.spending]
        self.indicators = [maker.indicator(row, periods) for row in form.indicators]
        self.targets = [element for row in self.indicators for element in row.targets]
        self._amounts: list[AmountView] | None = None

    def _identity(self, form: Form) -> None:
        texts = form.texts
        for name in TEXT_FIELDS:
            setattr(self, name, texts.get(name))
        self.year: Number | None = form.year
        self.unit = form.unit
        self.title = form.title
        self.unit_printed = bool(form.units_seen)
        self.units_distinct: Number = len(set(form.units_seen))
        self.narratives = "\n".join(texts.get(name) or "" for name in NARRATIVE_FIELDS)
        for name in ("start", "end"):
            span = self._span(texts.get(name))
            setattr(self, f"{name}_date", None if span is None else (span.lo, span.hi))
            setattr(self, f"{name}_year", None if span is None else _bound(span, name))

    def _span(self, text: str | None) -> DateSpan | None:
        """Read a start or end date; 全年 means the form's own year."""
        if text is not None and text.strip() in _WHOLE_YEAR and self.form.year is not None:
            text = f"{self.form.year}年"
        return parse_period_date(text)

    def _money(self, value: Decimal | None) -> Number | None:
        number = _number(value)
        return None if number is None else number * self._factor

    def _spending(self, line: SpendingLine) -> SpendingView:
        return SpendingView(line.name, self._money(line.half_year), self._money(line.full_year))

    @property
    def amounts(self) -> list[AmountView]:
        """Give every money cell of the form that is not blank, in printed order."""
        if self._amounts is None:
            self._amounts = [view for cell in self._money_cells() if (view := self._amount(*cell)) is not None]
        return self._amounts

    def _money_cells(self) -> list[tuple[str, str, str, Decimal | None]]:
        form, labels = self.form, self.layout.names
        cells = [
            (f"funding.{name}", f"/funding/{name}", labels.get(f"funding.{name}", name), form.funding.get(name))
            for name in FUNDING_FIELDS
        ]
        for index, line in enumerate(form.spending):
            for period in PERIODS:
                name = f"{line.name or index + 1} {labels.get(f'spending.{period}', period)}"
                value = line.half_year if period == "half_year" else line.full_year
                cells.append((f"spending[{index}].{period}", f"/spending/{index}/{period}", name, value))
        return cells

    def _amount(self, field: str, pointer: str, label: str, value: Decimal | None) -> AmountView | None:
        place = self.form.places.get(pointer)
        if value is None and (place is None or not place.text.strip()):
            return None
        text = place.text if place is not None else str(value)
        exponent = value.as_tuple().exponent if value is not None else None
        places = max(0, -exponent) if isinstance(exponent, int) else None
        return AmountView(field, label, text, self._money(value), value is not None, places)

    def field(self, name: str) -> FieldView:
        """Give one identity or narrative field as a subject."""
        value = self.form.texts.get(name)
        if name == "year":
            value = None if self.form.year is None else str(self.form.year)
        return FieldView(name, self.layout.names.get(name, name), value, self.layout.options.get(name))
