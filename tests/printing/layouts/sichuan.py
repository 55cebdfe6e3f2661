"""The list of 四川: many projects in one sheet, amounts in 元, the sign, the number and the unit of a target apart."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from random import Random
from typing import Final

from tests.corpus import FormData, RowData, TargetData
from tests.printing.cells import label, money, text
from tests.printing.extras import LONG_LEVEL2, in_yuan, own_rows, weights
from tests.printing.page import Cell, Page, Paragraph, Table, Value

_COLUMNS: Final = (
    *("单位名称", "项目名称", "预算数", "年度目标", "一级指标", "二级指标", "三级指标"),
    *("指标性质", "指标值", "度量单位", "权重", "指标方向性"),
)
_WEIGHTS: Final = 90
_SIGNS: Final = {"=": ("=", "＝"), "≥": ("≥",), "≤": ("≤",)}


def print_page(form: FormData, rng: Random) -> Page:
    """Print a list of one project."""
    return print_list([form], rng)


def print_list(forms: Sequence[FormData], rng: Random) -> Page:
    """Print a list of projects, in the year of the first; those of one unit stand below its name."""
    year = forms[0].year
    title = f"部门预算项目绩效目标申报表（{year}年度）"
    numbers = range(len(forms))
    named = tuple(value for form in numbers for value in (Value("/title", title, form), Value("/year", year, form)))
    units = tuple(Value("/unit", "元", form) for form in numbers)
    rows = list(_rows(forms, rng))
    head = (Paragraph(title, named), Paragraph("金额单位：元", units))
    return Page("sichuan-list", (*head, Table([[label(name) for name in _COLUMNS], *rows])), len(forms))


def _rows(forms: Sequence[FormData], rng: Random) -> Iterator[Sequence[Cell]]:
    commas = rng.random() < 0.7
    for unit, block in groupby(enumerate(forms), key=lambda item: item[1].texts["implementing_unit"]):
        projects = list(block)
        counts = [len(own_rows(form)) for _, form in projects]
        for place, (number, form) in enumerate(projects):
            lines = _project(form, number, in_yuan(form, form.funding["total"], commas=commas), rng)
            if not place:
                holds = tuple(Value("/implementing_unit", unit, one) for one, _ in projects) if unit else ()
                lines[0] = [Cell(unit, 1, sum(counts), holds), *lines[0]]
            yield from lines


def _project(form: FormData, number: int, budget: str, rng: Random) -> list[list[Cell]]:
    """Give the rows of one project without the unit, each of its texts merged over them; in any order."""
    rows = own_rows(form)
    rng.shuffle(rows)
    points = weights(rng, len(rows), _WEIGHTS)
    lines = [_indicator(f"/indicators/{at}", row, points[at], rng) for at, row in enumerate(rows)]
    whole = len(rows)
    lines[0] = [
        text("/project_name", form.texts["project_name"], 1, whole),
        money("/funding/total", budget, 1, whole),
        text("/annual_goal", form.texts["annual_goal"], 1, whole),
        *lines[0],
    ]
    return [[_of(cell, number) for cell in line] for line in lines]


def _of(cell: Cell, form: int) -> Cell:
    """Give the cell with its values said to be of that form."""
    return Cell(cell.text, cell.across, cell.down, tuple(value._replace(form=form) for value in cell.holds))


def _indicator(at: str, row: RowData, weight: str, rng: Random) -> list[Cell]:
    level2 = LONG_LEVEL2.get(row.level2, row.level2)
    sign, number, unit, raw = _parts(row.full_year, rng)
    return [
        Cell(row.level1, 1, 1, (Value(f"{at}/level1", row.level1),)),
        Cell(level2, 1, 1, (Value(f"{at}/level2", row.level2), Value(f"{at}/printed_level2", level2))),
        text(f"{at}/level3", row.level3 or ""),
        text(f"{at}/nature", sign),
        Cell(number, 1, 1, (Value(f"{at}/full_year", raw),) if raw else ()),
        Cell(unit),
        money(f"{at}/weight", weight),
        text(f"{at}/declared_direction", "反向指标" if sign == "≤" else "正向指标"),
    ]


def _parts(target: TargetData | None, rng: Random) -> tuple[str, str, str, TargetData | None]:
    """Give sign, number and unit as they stand in three columns, and what they mean together; words stand alone."""
    if target is None:
        return "≥", "", "", None
    if target.value is None or target.operator is None:
        return "定性", target.raw, "", target
    sign, unit = rng.choice(_SIGNS[target.operator]), target.unit or ""
    value = target.value if target.value.as_tuple().exponent <= 0 else Decimal(int(target.value))  # type: ignore[operator]
    whole = TargetData(f"{sign}{value}{unit}", "quantity", target.operator, value, None, target.unit)
    return sign, str(value), unit, whole
