"""The form of 鄂州 in 湖北: costs with their basis and what was spent in the two years before, and standards of indicators."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from random import Random
from typing import Final

from tests.corpus import FormData, amount
from tests.printing.cells import blank, label, levels, money, name_of, target, text, wide
from tests.printing.extras import LONG_LEVEL2, explanation, own_rows
from tests.printing.page import Cell, Page, Paragraph, Table, Value

_YEARS: Final = ("earlier_executed", "previous_executed")


def print_page(form: FormData, rng: Random) -> Page:
    """Print a form on a page; its title names the year."""
    year = form.year or 2024
    title = f"鄂州市{year}年市直部门预算项目支出绩效目标表"
    head = (
        Paragraph(title, (Value("/title", title), Value("/year", year))),
        Paragraph(f"金额单位：{form.unit}", (Value("/unit", form.unit),)),
    )
    table = Table([*_head(form), *_costs(form, rng, year), *_goal(form), *_indicators(form, rng), *_foot()])
    return Page("hubei-ezhou", (*head, table))


def _head(form: FormData) -> Iterator[Sequence[Cell]]:
    yield [
        label("项目名称"),
        text("/project_name", form.texts["project_name"], 2),
        label("项目类别"),
        text("/others/项目类别", "本级支出项目", 2),
    ]
    yield [
        label("项目性质"),
        text("/others/项目性质", form.texts["project_type"], 2),
        label("立项依据"),
        text("/others/立项依据", form.texts["necessity"], 2),
    ]


def _costs(form: FormData, rng: Random, year: int) -> Iterator[Sequence[Cell]]:
    lines = form.spending
    yield [
        label("项目预算成本构成", 1, len(lines) + 2),
        blank(),
        label("金额"),
        label("测算（公式）依据"),
        *(label(f"{past}年实际执行数") for past in (year - 2, year - 1)),
    ]
    sums = [Decimal(0), Decimal(0)]
    for number, line in enumerate(lines):
        at = f"/spending/{number}"
        past = [f"{(amount(line.full_year) or Decimal(0)) * rng.randint(80, 110) / 100:.2f}" for _ in _YEARS]
        sums = [total + Decimal(spent) for total, spent in zip(sums, past, strict=True)]
        yield [
            text(f"{at}/name", line.name),
            money(f"{at}/full_year", line.full_year),
            text(f"{at}/basis", rng.choice(("依据招标文件", "根据三定方案，据实结算", "参照市场价格", ""))),
            *(money(f"{at}/previous/{name}", spent) for name, spent in zip(_YEARS, past, strict=True)),
        ]
    columns = (("full_year", "/funding/total", form.funding["total"]), *_totals(sums))
    cells = [_total(column, also, printed) for column, also, printed in columns]
    yield [label("合计"), cells[0], blank(), *cells[1:]]


def _totals(sums: Sequence[Decimal]) -> Iterator[tuple[str, str, str]]:
    for name, spent in zip(_YEARS, sums, strict=True):
        yield name, f"/other_funding/{name}/total", f"{spent}"


def _total(column: str, also: str, printed: str) -> Cell:
    """Give a total: the form prints no other, so that it is the funding's as well."""
    meaning = amount(printed)
    holds = (Value(f"/spending_totals/{column}", meaning), Value(also, meaning))
    return Cell(printed, 1, 1, holds if meaning is not None else ())


def _goal(form: FormData) -> Iterator[Sequence[Cell]]:
    yield [label("绩效目标"), text("/annual_goal", form.texts["annual_goal"], 5)]


def _indicators(form: FormData, rng: Random) -> Iterator[Sequence[Cell]]:
    rows = own_rows(form)
    yield [
        label("绩效指标", 1, len(rows) + 1),
        *(label(name) for name in ("一级指标", "二级指标", "三级指标", "绩效标准", "当年预期实现值")),
    ]
    for number, (row, (first, second)) in enumerate(zip(rows, levels(rows, "/indicators", LONG_LEVEL2), strict=True)):
        at = f"/indicators/{number}"
        yield [
            *wide(first, 1),
            *wide(second, 1),
            name_of(at, row),
            text(f"{at}/explanation", explanation(rng, row)),
            target(f"{at}/full_year", row.full_year),
        ]


def _foot() -> Iterator[Sequence[Cell]]:
    measures = "落实考核办法，按季度考评付款。"
    yield [label("保障绩效目标实现措施"), text("/others/保障绩效目标实现措施", measures, 5)]
    opinion = "单位公章： 年 月 日"
    yield [label("主管部门审核意见"), text("/others/主管部门审核意见", opinion, 5)]
