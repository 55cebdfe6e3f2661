"""The form of the central departments as published since 2022: one column of targets, one of weights, 90 in all."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random
from typing import Final

from tests.corpus import FormData, RowData
from tests.printing.cells import heading, label, levels, money, name_of, target, text, unit, wide
from tests.printing.extras import LONG_LEVEL2, own_rows, weights
from tests.printing.page import Cell, Page, Table

_COSTS: Final = "经济成本指标"
_WEIGHTS: Final = 90


def print_page(form: FormData, rng: Random) -> Page:
    """Print a form on a page."""
    rows = _rows(form)
    table = Table([*_head(form), *_indicators(rows, weights(rng, len(rows), _WEIGHTS))])
    title = rng.choice(("项目支出绩效目标表", "中央部门项目支出绩效目标表"))
    return Page("ministries-2022", (*heading(title, form.year), table))


def _rows(form: FormData) -> list[RowData]:
    """Give the filer's rows with the costs before all others, in a class of their own."""
    own = own_rows(form)
    costs = [replace(row, level2=_COSTS) for row in own if row.level2 == "成本指标"]
    return [*costs, *(row for row in own if row.level2 != "成本指标")]


def _head(form: FormData) -> Iterator[Sequence[Cell]]:
    yield [label("项目名称", 2), text("/project_name", form.texts["project_name"], 4)]
    department = form.texts["department"]
    yield [
        label("主管部门及代码", 2),
        text("/department", department and f"[101]{department}"),
        label("实施单位"),
        text("/implementing_unit", form.texts["implementing_unit"], 2),
    ]
    first, *others = (
        ("年度资金总额：", "total"),
        ("其中：财政拨款", "fiscal_subtotal"),
        ("上年结转", "carry_over"),
        ("其他资金", "other"),
    )
    amounts = form.funding
    yield [
        unit(f"项目资金（{form.unit}）", form.unit, 2, 4),
        label(first[0]),
        money(f"/funding/{first[1]}", amounts[first[1]], 3),
    ]
    for name, field in others:
        yield [label(name), money(f"/funding/{field}", amounts[field], 3)]
    yield [label("总体目标", 2), text("/annual_goal", form.texts["annual_goal"], 4)]


def _indicators(rows: Sequence[RowData], points: Sequence[str]) -> Iterator[Sequence[Cell]]:
    yield [
        label("绩效指标", 1, len(rows) + 1),
        *(label(name) for name in ("一级指标", "二级指标", "三级指标", "指标值", "分值权重（90）")),
    ]
    for number, (row, (first, second)) in enumerate(zip(rows, levels(rows, "/indicators", LONG_LEVEL2), strict=True)):
        at = f"/indicators/{number}"
        yield [
            *wide(first, 1),
            *wide(second, 1),
            name_of(at, row),
            target(f"{at}/full_year", row.full_year),
            money(f"{at}/weight", points[number]),
        ]
