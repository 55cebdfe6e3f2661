"""The form of Huai'an: pairs of labels, a funding tree, a spending table, goals, and two columns of targets.

The grid is the one Word keeps for it: nine columns, in which each part of the form is divided differently.
"""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Final

from tests.corpus import FormData
from tests.corpus.words import FIELD_LABELS, FUNDING_LABELS
from tests.printing.cells import blank, heading, label, levels, money, name_of, spaced, target, text, unit, wide
from tests.printing.page import Cell, Page, Table

_PAIRS: Final = (
    ("project_name", "department"),
    ("project_type", "project_level"),
    ("start", "end"),
    ("implementing_unit", "manager"),
)
_FISCAL: Final = ("general_public_budget", "government_fund", "special_account")
_OTHERS: Final = ("state_capital", "social_insurance", "carry_over", "other")


def print_page(form: FormData, rng: Random) -> Page:
    """Print a form on a page; its tables may be one, or end before the indicators."""
    cheng = rng.choice(("(程)", "（程）"))
    head = [*_head(form, rng), *_funding(form, rng, cheng), *_spending(form, rng, cheng), *_goals(form)]
    indicators = list(_indicators(form, rng, cheng))
    tables = (
        [Table([*head, *indicators])] if rng.random() < 0.5 else [Table(head).compact(), Table(indicators).compact()]
    )
    return Page("huaian", (*heading(form.title, form.year), *tables))


def _head(form: FormData, rng: Random) -> Iterator[Sequence[Cell]]:
    for left, right in _PAIRS:
        yield [
            label(FIELD_LABELS[left], 2),
            text(f"/{left}", form.texts[left], 4),
            label(FIELD_LABELS[right].replace("/", "/" + rng.choice(("", " ", "\n")))),
            text(f"/{right}", form.texts[right], 2),
        ]
    for name in ("necessity", "feasibility", "content"):
        yield [label(FIELD_LABELS[name], 2), text(f"/{name}", form.texts[name], 7)]


def _funding(form: FormData, rng: Random, cheng: str) -> Iterator[Sequence[Cell]]:
    whole = 11 + len(form.spending)
    yield [
        unit(spaced(rng, "项目资金", f"({form.unit})"), form.unit, 2, whole),
        label("收入", 1, 10),
        blank(4),
        label(spaced(rng, f"全年{cheng}", "预算数"), 2),
    ]

    def amount_of(name: str) -> Cell:
        return money(f"/funding/{name}", form.funding[name], 2)

    yield [label("资金总额", 4), amount_of("total")]
    yield [label("财政拨款", 2, 4), label("小计", 2), amount_of("fiscal_subtotal")]
    for name in _FISCAL:
        yield [label(FUNDING_LABELS[name], 2), amount_of(name)]
    for name in _OTHERS:
        yield [label(FUNDING_LABELS[name], 4), amount_of(name)]


def _spending(form: FormData, rng: Random, cheng: str) -> Iterator[Sequence[Cell]]:
    note = f"（{form.spending_unit}）" if form.spending_unit else ""
    yield [
        label("支出", 1, 1 + len(form.spending)),
        blank(4),
        label(spaced(rng, f"半年{cheng}", f"计划执行数{note}")),
        label(spaced(rng, f"全年{cheng}", f"预算数{note}")),
    ]
    for number, line in enumerate(form.spending):
        at = f"/spending/{number}"
        yield [
            text(f"{at}/name", line.name, 4),
            money(f"{at}/half_year", line.half_year),
            money(f"{at}/full_year", line.full_year),
        ]


def _goals(form: FormData) -> Iterator[Sequence[Cell]]:
    for name in ("long_term_goal", "annual_goal"):
        yield [label(FIELD_LABELS[name], 2), text(f"/{name}", form.texts[name], 7)]


def _indicators(form: FormData, rng: Random, cheng: str) -> Iterator[Sequence[Cell]]:
    halves = [label(spaced(rng, f"{period}{cheng}", "指标值")) for period in ("半年", "全年")]
    yield [label("一级指标"), label("二级指标", 3), label("三级指标", 3), *halves]
    for number, (row, (first, second)) in enumerate(zip(form.rows, levels(form.rows, "/indicators", {}), strict=True)):
        at = f"/indicators/{number}"
        yield [
            *wide(first, 1),
            *wide(second, 3),
            name_of(at, row, 3),
            target(f"{at}/half_year", row.half_year),
            target(f"{at}/full_year", row.full_year),
        ]
