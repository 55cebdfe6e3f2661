"""A form as rules see it: every name of `auditor.rulebook.names` as a plain attribute (see `auditor.checking.rows`)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any, Final

from auditor.checking.balances import BalanceView, balances_of, total_of
from auditor.checking.rows import (
    AmountView,
    FieldView,
    IndicatorView,
    MoneyCell,
    SpendingView,
    TargetElement,
    exact,
    in_range,
)
from auditor.checking.stated import StatedView, stated_in
from auditor.checking.texts import LABELLED, TextView, printed_texts
from auditor.forms.dates import DateSpan, parse_period_date
from auditor.forms.memo import MEMO_TEXT_LIMIT
from auditor.forms.model import FUNDING_FIELDS, NARRATIVE_FIELDS, TEXT_FIELDS, Form, Indicator, SpendingLine, pointer
from auditor.forms.quantities import Quantity, quantities_in
from auditor.forms.vocabulary import Vocabulary
from auditor.reading.layout import Layout
from auditor.reading.levels import Classes
from auditor.rulebook.plan import Number

_WHOLE_YEAR: Final = ("全年", "全年度", "本年度", "当年")
_MEMO_LIMIT: Final = 1_500
"""Rows whose views are shared between forms: each keeps some ten kilobytes of verdicts."""


Row = tuple[IndicatorView, list[TargetElement]]


class ViewMaker:
    """Makes views of forms of one vocabulary, sharing the views of rows that are printed alike."""

    def __init__(self, vocabulary: Vocabulary, profile: str = "internal") -> None:
        """Start with nothing shared; at most `_MEMO_LIMIT` rows are kept. ``profile``: internal or public."""
        self.vocabulary = vocabulary
        self.profile = profile
        self._rows: dict[tuple[object, ...], Row] = {}
        self._texts: dict[tuple[str, str, str], TextView] = {}
        self._cells: dict[tuple[str, str], MoneyCell] = {}
        self._classes: dict[str, Classes] = {}

    def view(self, form: Form, layout: Layout) -> "FormView":
        """Give the view of one form."""
        return FormView(form, layout, self)

    def money_cell(self, field: str, label: str) -> MoneyCell:
        """Give the (shared) description of a money cell."""
        found = self._cells.get((field, label))
        if found is None:
            found = self._cells[field, label] = MoneyCell(field, pointer(field), label)
        return found

    def forget(self) -> None:
        """Share no row any more that was judged so far: its verdicts cannot be relied on."""
        self._rows.clear()
        self._texts.clear()

    def text(self, area: str, label: str, value: str) -> TextView:
        """Give the view of a text; short ones, which repeat from form to form, are shared."""
        if len(value) > MEMO_TEXT_LIMIT:
            return TextView(area, label, value)
        found = self._texts.get((area, label, value))
        if found is None:
            if len(self._texts) >= _MEMO_LIMIT:
                self._texts.clear()
            found = self._texts[area, label, value] = TextView(area, label, value)
        return found

    def classes(self, layout: Layout) -> Classes:
        """Give the level-1 names of a layout and what belongs to them."""
        found = self._classes.get(layout.name)
        if found is None:
            found = self._classes[layout.name] = Classes(layout, self.vocabulary)
        return found

    def row(self, row: Indicator, layout: Layout, periods: tuple[str, ...]) -> "Row":
        """Give the (shared) views of an indicator row and of its target cells in the columns ``periods``."""
        legal = self.classes(layout).level1_for(row.read_level2 or row.level2 or "")
        key = (
            row.level1, row.level2, row.level3, row.half_year and row.half_year.raw,
            row.full_year and row.full_year.raw, row.standard, row.read_level1, row.read_level2, row.weight,
            row.declared_direction, periods, legal,
        )  # fmt: skip
        found = self._rows.get(key)
        if found is None:
            if len(self._rows) >= _MEMO_LIMIT:
                self._rows.clear()
            view = IndicatorView(row, self.vocabulary, legal)
            targets = [TargetElement(period, getattr(view, period), view, self.vocabulary) for period in periods]
            found = self._rows[key] = (view, targets)
        return found


class FormView:
    """A whole form; dotted names of the rule language are attributes with an underscore (``funding_total``).

    ``findings`` are what the rules asked so far found in it, for the rules over findings.
    """

    def __init__(self, form: Form, layout: Layout, maker: ViewMaker) -> None:
        """View ``form``, read with ``layout``; ``maker`` shares the row views."""
        self.form, self.layout = form, layout
        self.vocabulary = maker.vocabulary
        self._maker = maker
        self.missing_labels = {damage.at for damage in form.damage if damage.code == "label_missing"}
        self.lost_tables = _lost_tables(form, self.missing_labels)
        factor = maker.vocabulary.money_factor(form.unit) if form.unit else None
        self._factor: Number = 1 if factor is None else exact(factor)
        self._identity(form)
        for name in FUNDING_FIELDS:
            setattr(self, f"funding_{name}", self.money(form.funding.get(name)))
        self.layout_precision: Number | None = layout.precision
        self.layout_has_half_year = layout.has_half_year
        self.layout_weight_total = layout.weight_total
        self.layout_level1 = tuple(dict.fromkeys(maker.classes(layout).level1.values()))
        self.spending = [self._spending(line) for line in form.spending]
        rows = [maker.row(row, layout, layout.periods) for row in form.indicators]
        self.indicators = [view for view, _ in rows]
        self.targets = [target for _, targets in rows for target in targets]
        self.spending_total = self.money(form.spending_totals.get("full_year"))
        self.last_year_budget = self.money(total_of(form, "previous_budget"))
        self.last_year_executed = self.money(total_of(form, "previous_executed"))
        later = [maker.row(row, layout, ("full_year",)) for row in form.long_term_indicators]
        self.long_term_indicators = [view for view, _ in later]
        self.long_term_targets = [target for _, targets in later for target in targets]
        self._amounts: list[AmountView] | None = None
        self.findings: Sequence[Any] = ()
        self._stated: dict[str, list[StatedView]] = {}
        self._quantities: dict[str, list[Quantity]] = {}
        self._texts: list[TextView] | None = None
        self._balances: list[BalanceView] | None = None

    def _identity(self, form: Form) -> None:
        texts = form.texts
        for name in TEXT_FIELDS:
            setattr(self, name, texts.get(name))
        self.year: Number | None = form.year
        self.unit = form.unit
        self.title = form.title
        self.profile = self._maker.profile
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

    def money(self, value: Decimal | None) -> Number | None:
        """Give an amount of the form in 万元."""
        number = in_range(value)
        return None if number is None else number * self._factor

    def _spending(self, line: SpendingLine) -> SpendingView:
        return SpendingView(line.name, self.money(line.half_year), self.money(line.full_year))

    @property
    def rule_year(self) -> int | None:
        """The year whose rules are asked: the form's, None where it is not known."""
        return self.form.year

    @property
    def amounts(self) -> list[AmountView]:
        """Give every money cell of the form that is not blank, in printed order."""
        if self._amounts is None:
            self._amounts = list(self._money_cells())
        return self._amounts

    @property
    def balances(self) -> list[BalanceView]:
        """Give every sum that the layout prints with its parts (see `balances_of`)."""
        if self._balances is None:
            self._balances = balances_of(self.form, self.layout, self.money)
        return self._balances

    @property
    def texts(self) -> list[TextView]:
        """Give every printed text of the form (see `printed_texts`)."""
        if self._texts is None:
            names, text = self.layout.names, self._maker.text
            self._texts = [
                text(area, names.get(LABELLED.get(area, path), path.removeprefix("others.")), value)
                for path, area, value in printed_texts(self.form)
            ]
        return self._texts

    def text_path(self, index: int) -> str:
        """Give the field path of one of the texts."""
        return next(islice(printed_texts(self.form), index, None))[0]

    def _money_cells(self) -> Iterator[AmountView]:
        form, maker, names = self.form, self._maker, self.layout.names
        for name in FUNDING_FIELDS:
            cell = maker.money_cell(f"funding.{name}", names.get(f"funding.{name}", name))
            yield from self._amount(cell, "", form.funding.get(name))
        for index, line in enumerate(form.spending):
            for period, value in (("half_year", line.half_year), ("full_year", line.full_year)):
                cell = maker.money_cell(f"spending[{index}].{period}", names.get(period, period))
                yield from self._amount(cell, line.name or str(index + 1), value)

    def _amount(self, cell: MoneyCell, owner: str, value: Decimal | None) -> Iterator[AmountView]:
        place = self.form.places.get(cell.pointer)
        text = place.text if place is not None else ""
        if value is not None or text.strip():
            yield AmountView(cell, owner, text or str(value), value, self._factor)

    def stated(self, name: str) -> list[StatedView]:
        """Give the quantities that a text field states, in printed order."""
        found = self._stated.get(name)
        if found is None:
            text = self.form.texts.get(name) or ""
            found = self._stated[name] = stated_in(name, text, self.quantities(name), self.vocabulary)
        return found

    def quantities(self, name: str) -> list[Quantity]:
        """Give the quantities in a text of the form, found once however many rules ask for them."""
        found = self._quantities.get(name)
        if found is None:
            found = self._quantities[name] = quantities_in(getattr(self, name) or "", self.vocabulary)
        return found

    def field(self, name: str) -> FieldView:
        """Give one identity or narrative field as a subject."""
        value = self.form.texts.get(name)
        if name == "year":
            value = None if self.form.year is None else str(self.form.year)
        return FieldView(name, self.layout.names.get(name, name), value, self.layout.options.get(name))


def _lost_tables(form: Form, missing_labels: set[str]) -> frozenset[str]:
    """Name the tables of which the extraction left nothing: how many rows they have is not known."""
    is_cut = any(damage.code == "form_cut" for damage in form.damage)
    rows = {"spending": form.spending, "indicators": form.indicators}
    lost = {name for name, found in rows.items() if not found and (is_cut or f"/{name}" in missing_labels)}
    return frozenset(lost | {"targets"} if "indicators" in lost else lost)


def _bound(span: DateSpan, name: str) -> Number:
    """Give the year a period begins (start) or ends (end); 9999 for an open end."""
    return span.start_year if name == "start" else span.end_year
