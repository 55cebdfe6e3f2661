"""The form of 广西: instructions in its labels, classes of input, process, output and effect, and rules for scoring."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Final

from tests.corpus import FormData, RowData
from tests.printing.cells import heading, label, levels, money, name_of, target, text, unit, wide
from tests.printing.extras import own_rows, weights
from tests.printing.page import Cell, Page, Table, Value

_FUNDS: Final = (
    ("资金总额", "total"),
    ("一般公共预算拨款", "general_public_budget"),
    ("政府性基金预算拨款", "government_fund"),
    ("国有资本经营预算拨款", "state_capital"),
    ("纳入财政专户管理的收入", "special_account"),
    ("未纳入财政专户管理的收入", "other"),
    ("上年结余收入", "carry_over"),
)


def print_page(form: FormData, rng: Random) -> Page:
    """Print a form on a page."""
    table = Table([*_head(form), *_funding(form), *_texts(form), *_indicators(own_rows(form), rng)])
    return Page("guangxi", (*heading("项目支出绩效目标申报表", form.year), table))


def _head(form: FormData) -> Iterator[Sequence[Cell]]:
    texts = form.texts
    yield [label("填报单位"), text("/others/填报单位", texts["implementing_unit"], 5)]
    yield [
        label("项目名称"),
        text("/project_name", texts["project_name"], 2),
        label("项目类型"),
        text("/project_type", texts["project_type"], 2),
    ]
    yield [
        label("主管部门编码"),
        text("/others/主管部门编码", "210001", 2),
        label("主管部门名称"),
        text("/department", texts["department"], 2),
    ]
    yield [
        label("项目实施单位"),
        text("/implementing_unit", texts["implementing_unit"]),
        label("项目负责人"),
        text("/manager", texts["manager"]),
        label("联系电话"),
        text("/others/联系电话", "0771-5330000"),
    ]
    start, end = f"{form.year}0101", f"{form.year}1231"
    yield [label("起止时间"), Cell(f"{start}到{end}", 5, 1, (Value("/start", start), Value("/end", end)))]


def _funding(form: FormData) -> Iterator[Sequence[Cell]]:
    for number, (name, field) in enumerate(_FUNDS):
        head = [] if number else [unit(f"项目资金申请（{form.unit}）", form.unit, 1, len(_FUNDS))]
        yield [*head, label(name, 3), money(f"/funding/{field}", form.funding[field], 2)]


def _texts(form: FormData) -> Iterator[Sequence[Cell]]:
    texts = form.texts
    yield [label("单位职能概述（450字以内）"), text("/others/单位职能概述", "承担有关公共服务和管理工作。", 5)]
    yield [label("项目概况"), text("/content", texts["content"], 5)]
    for name, pointer in (("项目可行性", "feasibility"), ("项目必要性", "necessity")):
        yield [label(name), text(f"/{pointer}", texts[pointer], 5)]
    yield [label("项目长期目标"), text("/long_term_goal", texts["long_term_goal"], 5)]
    yield [label("项目年度目标"), text("/annual_goal", texts["annual_goal"], 5)]


def _indicators(rows: Sequence[RowData], rng: Random) -> Iterator[Sequence[Cell]]:
    points = weights(rng, len(rows), 100)
    yield [label(name) for name in ("一级指标", "二级指标", "分值", "指标内容（150字以内）", "指标值", "评分细则")]
    for number, (row, (first, second)) in enumerate(zip(rows, levels(rows, "/indicators", {}), strict=True)):
        at = f"/indicators/{number}"
        yield [
            *wide(first, 1),
            *wide(second, 1),
            money(f"{at}/weight", points[number]),
            name_of(at, row),
            target(f"{at}/full_year", row.full_year),
            text(f"{at}/explanation", "完成得满分，每少完成一项扣1分，扣完为止。"),
        ]
