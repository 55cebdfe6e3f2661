"""What other layouts print beside the data of a generated form: weights, medium-term values, other years, explanations."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Final

from tests.corpus import FormData, RowData, TargetData, amount
from tests.corpus.targets import quantity

YUAN: Final = Decimal(10000)
LONG_LEVEL2: Final = {
    name: f"{name}指标" for name in ("经济效益", "社会效益", "生态效益", "可持续影响", "服务对象满意度")
}
"""How most layouts print the second levels of benefit and satisfaction."""


def own_rows(form: FormData) -> list[RowData]:
    """Give the rows that the filer thought of: the preset ones are Huai'an's own."""
    return [row for row in form.rows if row.own]


def weights(rng: Random, count: int, total: int) -> list[str]:
    """Cut a total of points into that many weights, each at least half a point."""
    cuts = sorted(rng.sample(range(1, 2 * total), count - 1))
    edges = [0, *cuts, 2 * total]
    halves = [right - left for left, right in pairwise(edges)]
    return [f"{half // 2}.5" if half % 2 else str(half // 2) for half in halves]


def in_yuan(form: FormData, printed: str, *, commas: bool) -> str:
    """Give a printed amount of the form in 元; a dash or a blank stays what it is."""
    value = amount(printed)
    if value is None or not any(digit in printed for digit in "0123456789"):
        return printed
    yuan = value * (YUAN if form.unit == "万元" else 1)
    return f"{yuan:,.2f}" if commas else f"{yuan.normalize():f}"


def times(form: FormData, printed: str, factor: int) -> str:
    """Give a multiple of a printed amount, with as many decimals."""
    value = amount(printed)
    if value is None or not any(digit in printed for digit in "0123456789"):
        return printed
    return f"{value * factor:f}"


def medium_term(rng: Random, rows: Sequence[RowData]) -> list[RowData]:
    """Give the rows of the medium term: most of the year's, counts three times as high, and now and then one more."""
    found = []
    for row in rows:
        if rng.random() < 0.85:
            found.append(replace(row, full_year=_thrice(row.full_year), half_year=None))
        if rng.random() < 0.1:
            more = quantity("≥", rng.randint(2, 90), "项")
            found.append(RowData(row.level2, f"{row.level3}配套任务数", None, more))
    return found or [replace(rows[0], half_year=None)]


def _thrice(target: TargetData | None) -> TargetData | None:
    if target is None or target.value is None or target.operator is None or target.unit in (None, "%"):
        return target
    if target.value.as_tuple().exponent != 0:
        return target
    return quantity(target.operator, target.value * 3, target.unit or "")


def explanation(rng: Random, row: RowData) -> str:
    """Give what an indicator measures, or where its standard comes from."""
    return rng.choice((f"反映{row.level3}情况", "年度工作计划", "行业标准", "问卷调查", "以往年度统计数据"))


def relabelled(rows: Sequence[RowData], names: dict[str, str]) -> list[RowData]:
    """Give the rows with other second levels, in the order in which ``names`` gives these; the others are left out."""
    order = list(dict.fromkeys(names.values()))
    found = [replace(row, level2=names[row.level2]) for row in rows if row.level2 in names]
    return sorted(found, key=lambda row: order.index(row.level2))
