"""The form of 奉节 in 重庆: approval and overview in texts, the budget of the year within that of the project, weights of 90."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random
from typing import Final

from tests.corpus import FormData, RowData
from tests.printing.cells import heading, label, levels, money, name_of, target, text, wide
from tests.printing.extras import LONG_LEVEL2, explanation, own_rows, times, weights
from tests.printing.page import Cell, Page, Table, Value

_COSTS: Final = "经济成本指标"
_COLUMNS: Final = ("一级指标", "二级指标", "三级指标", "指标值", "分值", "指标解释")


def print_page(form: FormData, rng: Random) -> Page:
    """Print a form on a page."""
    own = own_rows(form)
    costs = [replace(row, level2=_COSTS) for row in own if row.level2 == "成本指标"]
    rows = [*costs, *(row for row in own if row.level2 != "成本指标")]
    table = Table([*_head(form, rng), *_funding(form), *_indicators(rows, rng)])
    return Page("chongqing-fengjie", (*heading("项目绩效目标申报表", form.year), table))


def _head(form: FormData, rng: Random) -> Iterator[Sequence[Cell]]:
    texts = form.texts
    yield [
        label("预算单位"),
        text("/others/预算单位", texts["implementing_unit"], 3),
        label("金额单位"),
        Cell(form.unit, 2, 1, (Value("/unit", form.unit),)),
    ]
    yield [
        label("项目名称"),
        text("/project_name", texts["project_name"], 3),
        label("项目分类"),
        text("/others/项目分类", rng.choice(("一般性项目", "重点专项")), 2),
    ]
    yield [
        label("建设周期"),
        Cell(f"{texts['start']}—{texts['end']}", 3, 1, (Value("/start", texts["start"]), Value("/end", texts["end"]))),
        label("业务主管部门"),
        text("/department", texts["department"], 2),
    ]
    yield [
        label("实施单位"),
        text("/implementing_unit", texts["implementing_unit"]),
        label("项目负责人"),
        text("/manager", texts["manager"]),
        label("联系电话"),
        text("/others/联系电话", "023-56557001", 2),
    ]
    for name, pointer, field in (
        ("项目审批", "/others/项目审批", "necessity"),
        ("项目总体概况", "/content", "content"),
        ("年度主要目标和成果", "/annual_goal", "annual_goal"),
    ):
        yield [label(name), text(pointer, texts[field], 6)]


def _funding(form: FormData) -> Iterator[Sequence[Cell]]:
    amounts = form.funding
    yield [
        label("项目资金预算执行10分", 1, 5),
        label("项目总预算"),
        money("/other_funding/long_term/total", times(form, amounts["total"], 3)),
        label("财政资金预算分类"),
        text("/others/财政资金预算分类", "项目支出", 3),
    ]
    yield [label("当年年度预算"), money("/funding/total", amounts["total"], 5)]
    yield [
        label("其中：财政资金"),
        money("/funding/fiscal_subtotal", amounts["fiscal_subtotal"]),
        label("财政资金科目代码"),
        text("/others/财政资金科目代码", "2130599", 3),
    ]
    yield [label("其中：其它资金"), money("/funding/other", amounts["other"], 5)]
    yield [
        label("年度预算执行率"),
        text("/others/年度预算执行率", "100%"),
        label("分值"),
        text("/others/分值", "10", 3),
    ]


def _indicators(rows: Sequence[RowData], rng: Random) -> Iterator[Sequence[Cell]]:
    points = weights(rng, len(rows), 90)
    yield [label("年度绩效目标(90分)", 1, len(rows) + 1), *(label(name) for name in _COLUMNS)]
    for number, (row, (first, second)) in enumerate(zip(rows, levels(rows, "/indicators", LONG_LEVEL2), strict=True)):
        at = f"/indicators/{number}"
        yield [
            *wide(first, 1),
            *wide(second, 1),
            name_of(at, row),
            target(f"{at}/full_year", row.full_year),
            money(f"{at}/weight", points[number]),
            text(f"{at}/explanation", explanation(rng, row)),
        ]
