"""The form of 大庆 in 黑龙江: last year beside this year, in the sources of money, the spending and the indicators."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Final

from tests.corpus import FormData, amount
from tests.printing.cells import heading, label, levels, money, name_of, target, text, unit, wide
from tests.printing.extras import own_rows, relabelled
from tests.printing.page import Cell, Page, Table, Value

_LAST_YEAR: Final = ("previous_budget", "previous_executed")
_SOURCES: Final = (("合计", "total"), ("财政拨款", "fiscal_subtotal"), ("其他资金", "other"))
_LEVELS: Final = {
    **dict.fromkeys(("数量指标", "质量指标", "时效指标", "成本指标"), "目标完成程度"),
    **dict.fromkeys(("经济效益", "社会效益", "生态效益", "可持续影响", "服务对象满意度"), "项目实施效益"),
}
_KINDS: Final = ["大型修缮", "大型购置", "信息化建设", "会议培训", "专项业务", "其他"]


def print_page(form: FormData, rng: Random) -> Page:
    """Print a form on a page."""
    rows = [*_head(form, rng), *_sources(form, rng), *_spending(form, rng), *_indicators(form, rng)]
    return Page("heilongjiang-daqing", (*heading("项目支出绩效目标申报表", form.year), Table(rows)))


def _head(form: FormData, rng: Random) -> Iterator[Sequence[Cell]]:
    texts = form.texts
    yield [label("编制单位"), text("/implementing_unit", texts["implementing_unit"], 5)]
    yield [
        label("项目名称"),
        text("/project_name", texts["project_name"]),
        label("项目负责人"),
        text("/manager", texts["manager"]),
        label("联系电话"),
        text("/others/联系电话", "0459-6180000"),
    ]
    chosen = rng.choice(_KINDS)
    boxes = " ".join(f"{'■' if kind == chosen else '□'}{kind}" for kind in _KINDS)
    yield [label("项目类别"), Cell(boxes, 5, 1, (Value("/others/项目类别", chosen),))]
    period = f"{texts['start']}至{texts['end']}"
    yield [
        label("项目属性"),
        Cell("新增□ 延续√", 2, 1, (Value("/others/项目属性", "延续"),)),
        label("实施时间"),
        Cell(period, 2, 1, (Value("/start", texts["start"]), Value("/end", texts["end"]))),
    ]
    yield [label("项目申请原因"), text("/necessity", texts["necessity"], 5)]


def _past(rng: Random, printed: str) -> list[str]:
    return [f"{(amount(printed) or Decimal(0)) * rng.randint(80, 110) / 100:.2f}" for _ in _LAST_YEAR]


def _sources(form: FormData, rng: Random) -> Iterator[Sequence[Cell]]:
    yield [
        unit(f"资金来源（{form.unit}）", form.unit, 1, len(_SOURCES) + 1),
        label("项目", 2),
        *(label(name) for name in ("上年度预算安排", "上年度实际执行", "本年度申请金额")),
    ]
    for name, field in _SOURCES:
        past = _past(rng, form.funding[field])
        yield [
            label(name, 2),
            *(money(f"/other_funding/{block}/{field}", spent) for block, spent in zip(_LAST_YEAR, past, strict=True)),
            money(f"/funding/{field}", form.funding[field]),
        ]


def _spending(form: FormData, rng: Random) -> Iterator[Sequence[Cell]]:
    yield [
        label("支出明细", 1, len(form.spending) + 1),
        *(label(name) for name in ("项目", "上年度预算安排", "上年度实际执行", "本年度申请金额", "测算依据")),
    ]
    for number, line in enumerate(form.spending):
        at = f"/spending/{number}"
        past = _past(rng, line.full_year)
        yield [
            text(f"{at}/name", line.name),
            *(money(f"{at}/previous/{block}", spent) for block, spent in zip(_LAST_YEAR, past, strict=True)),
            money(f"{at}/full_year", line.full_year),
            text(f"{at}/basis", rng.choice(("依据合同", "按市场询价测算", ""))),
        ]


def _indicators(form: FormData, rng: Random) -> Iterator[Sequence[Cell]]:
    rows = relabelled(own_rows(form), _LEVELS)
    yield [label("预期目标"), text("/annual_goal", form.texts["annual_goal"], 5)]
    yield [
        *(label(name) for name in ("二级指标", "三级指标", "上年度实际水平", "本年度计划水平")),
        label("指标内容/计算公式", 2),
    ]
    for number, (row, (first, second)) in enumerate(zip(rows, levels(rows, "/indicators", {}), strict=True)):
        at = f"/indicators/{number}"
        # The level above is not printed: its name follows from this one.
        above = first.holds if first is not None else ()
        yield [
            *(replace(cell, holds=(*cell.holds, *above)) for cell in wide(second, 1)),
            name_of(at, row),
            target(f"{at}/previous", row.half_year),
            target(f"{at}/full_year", row.full_year),
            text(f"{at}/explanation", f"反映{row.level3}情况", 2),
        ]
