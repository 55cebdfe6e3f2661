"""The form of 宁乡 in 湖南: boxes to tick, funding told in a sentence, a schedule, indicators of the whole project and the year."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Final

from tests.corpus import FormData, RowData, amount
from tests.printing.cells import heading, label, levels, name_of, target, text, wide
from tests.printing.extras import LONG_LEVEL2, medium_term, own_rows
from tests.printing.page import Cell, Page, Table, Value

_BENEFIT: Final = {"满意度指标": "效益指标"}
"""Satisfaction stands among the benefits."""
_BOXES: Final = (("新增□延续√", "延续"), ("新增√延续□", "新增"), ("■新增 □延续", "新增"), ("□新增 ■延续", "延续"))


def print_page(form: FormData, rng: Random) -> Page:
    """Print a form on a page."""
    own = own_rows(form)
    blocks = (("长期绩效指标", "/long_term_indicators", medium_term(rng, own)), ("年度绩效指标", "/indicators", own))
    indicators = [row for name, at, rows in blocks for row in _indicators(name, at, rows)]
    table = Table([*_head(form, rng), *_texts(form), *_schedule(form), *_goals(form), *indicators])
    return Page("hunan-ningxiang", (*heading("项目支出绩效目标申报表", form.year), table))


def _head(form: FormData, rng: Random) -> Iterator[Sequence[Cell]]:
    texts = form.texts
    box, kind = rng.choice(_BOXES)
    yield [label("填报单位（盖章）"), text("/others/填报单位", texts["implementing_unit"], 5)]
    yield [
        label("项目名称"),
        text("/project_name", texts["project_name"], 3),
        label("项目属性"),
        Cell(box, 1, 1, (Value("/others/项目属性", kind),)),
    ]
    yield [
        label("主管部门"),
        text("/department", texts["department"], 3),
        label("主管部门编码"),
        text("/others/主管部门编码", "325001"),
    ]
    yield [
        label("项目单位"),
        text("/implementing_unit", texts["implementing_unit"]),
        label("项目负责人"),
        text("/manager", texts["manager"]),
        label("联系电话"),
        text("/others/联系电话", "0731-87880001"),
    ]
    period = f"{texts['start']}至{texts['end']}"
    yield [label("起止时间"), Cell(period, 5, 1, (Value("/start", texts["start"]), Value("/end", texts["end"])))]
    yield [label("资金总额及构成"), _funding(form)]


def _funding(form: FormData) -> Cell:
    """Give the funding as a sentence; the cell holds the text and the amounts in it."""
    parts = {name: form.funding[name] for name in ("total", "fiscal_subtotal", "other")}
    shown = {
        name: printed if amount(printed) is not None and printed[-1:].isdigit() else "0"
        for name, printed in parts.items()
    }
    prose = (
        f"总额{shown['total']}{form.unit} 一、财政拨款：{shown['fiscal_subtotal']}{form.unit} "
        f"二、自有资金：0{form.unit} 三、其他：{shown['other']}{form.unit}"
    )
    values = tuple(Value(f"/funding/{name}", amount(printed)) for name, printed in shown.items())
    return Cell(prose, 5, 1, (Value("/others/资金总额及构成", prose), Value("/unit", form.unit), *values))


def _texts(form: FormData) -> Iterator[Sequence[Cell]]:
    texts = form.texts
    yield [label("项目概况"), text("/content", texts["content"], 5)]
    yield [label("项目立项情况", 1, 3), label("项目立项的依据"), text("/others/项目立项的依据", "年度工作计划", 4)]
    yield [label("项目立项的可行性"), text("/feasibility", texts["feasibility"], 4)]
    yield [label("项目立项的必要性"), text("/necessity", texts["necessity"], 4)]


def _schedule(form: FormData) -> Iterator[Sequence[Cell]]:
    lines = form.spending[:3]
    yield [
        label("项目实施进度计划", 1, len(lines) + 1),
        label("项目实施内容", 3),
        label("开始时间"),
        label("完成时间"),
    ]
    for number, line in enumerate(lines, 1):
        at = f"/others/实施进度计划 {number}"
        yield [
            text(f"{at} 项目实施内容", line.name, 3),
            text(f"{at} 开始时间", f"{form.year}年1月"),
            text(f"{at} 完成时间", f"{form.year}年{number * 4}月"),
        ]


def _goals(form: FormData) -> Iterator[Sequence[Cell]]:
    yield [label("项目长期绩效目标"), text("/long_term_goal", form.texts["long_term_goal"], 5)]
    yield [label("项目年度绩效目标"), text("/annual_goal", form.texts["annual_goal"], 5)]


def _indicators(name: str, at: str, rows: Sequence[RowData]) -> Iterator[Sequence[Cell]]:
    yield [
        label(name, 1, len(rows) + 1),
        *(label(column) for column in ("一级指标", "二级指标", "指标内容", "指标值", "备注")),
    ]
    for number, (row, (first, second)) in enumerate(zip(rows, levels(rows, at, LONG_LEVEL2), strict=True)):
        yield [
            *wide(first, 1),
            *wide(second, 1),
            name_of(f"{at}/{number}", row),
            target(f"{at}/{number}/full_year", row.full_year),
            label(""),
        ]
