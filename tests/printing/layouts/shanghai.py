"""The form of Shanghai: amounts in 元, the total of the whole project beside the year's, one column of targets."""

from collections.abc import Iterator, Sequence
from random import Random

from tests.corpus import FormData
from tests.printing.cells import heading, label, levels, money, name_of, target, text, unit, wide
from tests.printing.extras import LONG_LEVEL2, in_yuan, own_rows, times
from tests.printing.page import Cell, Page, Table


def print_page(form: FormData, rng: Random) -> Page:
    """Print a form on a page."""
    table = Table([*_head(form, rng), *_funding(form, rng), *_goals(form), *_indicators(form)])
    return Page("shanghai", (*heading("财政项目支出绩效目标申报表", form.year), table))


def _head(form: FormData, rng: Random) -> Iterator[Sequence[Cell]]:
    texts = form.texts
    yield [
        label("项目名称"),
        text("/project_name", texts["project_name"], 2),
        label("项目性质"),
        text("/others/项目性质", rng.choice(("阶段性项目", "一次性项目", "经常性项目")), 2),
    ]
    yield [
        label("项目类别"),
        text("/others/项目类别", "特定目标类", 2),
        label("主管部门"),
        text("/department", texts["department"], 2),
    ]
    yield [
        label("实施单位", 1, 2),
        text("/implementing_unit", texts["implementing_unit"], 2, 2),
        label("计划开始日期"),
        text("/start", texts["start"], 2),
    ]
    yield [label("计划完成日期"), text("/end", texts["end"], 2)]


def _funding(form: FormData, rng: Random) -> Iterator[Sequence[Cell]]:
    commas = rng.random() < 0.7
    amounts = {name: in_yuan(form, printed, commas=commas) for name, printed in form.funding.items()}
    whole = {
        name: in_yuan(form, times(form, form.funding[name], 3), commas=commas) for name in ("total", "fiscal_subtotal")
    }
    yield [
        unit("项目资金（元）", "元", 1, 3),
        label("项目资金总额"),
        money("/other_funding/long_term/total", whole["total"]),
        label("其中：财政资金"),
        money("/other_funding/long_term/fiscal_subtotal", whole["fiscal_subtotal"], 2),
    ]
    yield [
        label("年度资金申请总额"),
        money("/funding/total", amounts["total"]),
        label("其中：当年财政拨款"),
        money("/funding/fiscal_subtotal", amounts["fiscal_subtotal"], 2),
    ]
    yield [
        label("上年结转资金"),
        money("/funding/carry_over", amounts["carry_over"]),
        label("其他资金"),
        money("/funding/other", amounts["other"], 2),
    ]


def _goals(form: FormData) -> Iterator[Sequence[Cell]]:
    yield [
        label("项目绩效目标", 1, 2),
        label("项目总目标"),
        text("/long_term_goal", form.texts["long_term_goal"], 4),
    ]
    yield [label("年度总体目标"), text("/annual_goal", form.texts["annual_goal"], 4)]


def _indicators(form: FormData) -> Iterator[Sequence[Cell]]:
    rows = own_rows(form)
    yield [label("一级指标"), label("二级指标"), label("三级指标", 2), label("年度指标值", 2)]
    for number, (row, (first, second)) in enumerate(zip(rows, levels(rows, "/indicators", LONG_LEVEL2), strict=True)):
        at = f"/indicators/{number}"
        yield [
            *wide(first, 1),
            *wide(second, 1),
            name_of(at, row, 2),
            target(f"{at}/full_year", row.full_year, 2),
        ]
