"""Sums that a form prints with their parts: a total and its sources, a subtotal and its lines, spending lines and their total.

Which parts make up a sum is said by the layout (`Layout.parts`); the amounts of other years or of the whole project are
added up like this year's, and never mixed with them. Source: domain/layouts.md §4.2.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from auditor.forms.model import Form
from auditor.reading.layout import Layout
from auditor.rulebook.plan import Number

_TOTAL = "total"
_THIS_YEAR = "full_year"
Money = Callable[[Decimal | None], Number | None]


@dataclass(frozen=True, slots=True)
class BalanceView:
    """A printed sum and what its parts add up to, in 万元; ``parts`` is None where one of them is missing.

    ``sum_of``: ``total`` (of the funding), ``subtotal`` (of a part of it), ``lines`` (of spending). Where the parts are not ``exhaustive``
    the sum may be more than they are. ``lacking`` names what is not printed.
    """

    sum_of: str
    field: str
    label: str
    printed: Number | None
    parts: Number | None
    part_labels: str
    exhaustive: bool
    lacking: tuple[str, ...]


def balances_of(form: Form, layout: Layout, money: Money) -> list[BalanceView]:
    """Give the sums of a form in the layout's order, this year's first; ``money`` gives an amount in 万元."""
    blocks = {"funding": form.funding} | {f"other_funding.{name}": block for name, block in form.other_funding.items()}
    found = [balance for path, block in blocks.items() for balance in _of_funding(path, block, layout, money)]
    return [*found, *_of_spending(form, layout, money)]


def total_of(form: Form, block: str) -> Decimal | None:
    """Give the whole amount of another year, as the form prints it: the total of its column, else the sum of its lines."""
    for printed, name in ((form.other_funding.get(block, {}), _TOTAL), (form.spending_totals, block)):
        if name in printed:
            return printed[name]
    lines = [line.previous.get(block) for line in form.spending]
    amounts = [amount for amount in lines if amount is not None]
    return sum(amounts, Decimal(0)) if amounts and len(amounts) == len(lines) else None


def _of_funding(path: str, block: Mapping[str, Decimal | None], layout: Layout, money: Money) -> Iterator[BalanceView]:
    names = layout.names
    for field, parts in layout.parts.items():
        if path != "funding" and not {field, *parts} <= block.keys():
            continue  # a column that prints fewer sources is no sum of them
        label = names.get(f"{path}.{field}") or names[f"funding.{field}"]
        labels = [names.get(f"{path}.{part}") or names[f"funding.{part}"] for part in parts]
        yield _balance(
            _TOTAL if field == _TOTAL else "subtotal",
            f"{path}.{field}",
            (label, money(block.get(field))),
            list(zip(labels, (money(block.get(part)) for part in parts), strict=True)),
            exhaustive=field in layout.exhaustive,
        )


def _of_spending(form: Form, layout: Layout, money: Money) -> Iterator[BalanceView]:
    for column, total in form.spending_totals.items():
        if column == _THIS_YEAR and layout.totals_as == "funding":
            continue  # this total is the funding's as well, and held against the lines as such
        lines = [
            (
                line.name or str(number),
                money(line.previous.get(column) if column in line.previous else _cell(line, column)),
            )
            for number, line in enumerate(form.spending, 1)
        ]
        label = layout.names.get(f"spending_totals.{column}") or layout.names.get(column, column)
        yield _balance("lines", f"spending_totals.{column}", (label, money(total)), lines, exhaustive=True)


def _cell(line: object, column: str) -> Decimal | None:
    value: Decimal | None = getattr(line, column, None)
    return value


def _balance(
    sum_of: str,
    field: str,
    total: tuple[str, Number | None],
    parts: Iterable[tuple[str, Number | None]],
    *,
    exhaustive: bool,
) -> BalanceView:
    listed = list(parts)
    lacking = tuple(label for label, amount in (total, *listed) if amount is None)
    amounts = [amount for _, amount in listed if amount is not None]
    whole = sum(amounts) if len(amounts) == len(listed) and listed else None
    return BalanceView(
        sum_of, field, total[0], total[1], whole, "、".join(label for label, _ in listed), exhaustive, lacking
    )
