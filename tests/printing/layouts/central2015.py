"""The form of 财预〔2015〕88号: the medium term beside the year, in the funding, the goals and the indicators."""

from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest
from random import Random

from tests.corpus import FormData, RowData
from tests.corpus.words import LEVEL1
from tests.printing.cells import blank, heading, label, money, name_of, target, text, unit
from tests.printing.extras import LONG_LEVEL2, medium_term, own_rows, times
from tests.printing.page import Cell, Page, Table, Value

_FUNDING = (("资金总额：", "total"), ("其中：财政拨款", "fiscal_subtotal"), ("其他资金", "other"))
_LEVEL2 = (
    *("数量指标", "质量指标", "时效指标", "成本指标"),
    *("经济效益", "社会效益", "生态效益", "可持续影响", "服务对象满意度"),
)
_Pair = tuple[tuple[int, RowData] | None, tuple[int, RowData] | None]


def print_page(form: FormData, rng: Random) -> Page:
    """Print a form on a page."""
    table = Table([*_head(form, rng), *_indicators(form, rng)])
    return Page("central-2015", (*heading("项目支出绩效目标申报表", form.year), table))


def _head(form: FormData, rng: Random) -> Iterator[Sequence[Cell]]:
    texts, year = form.texts, form.year or 2024
    yield [label("项目名称"), text("/project_name", texts["project_name"], 7)]
    yield [
        label("主管部门及代码"),
        text("/department", texts["department"], 3),
        label("实施单位"),
        text("/implementing_unit", texts["implementing_unit"], 3),
    ]
    yield [
        label("项目属性"),
        text("/others/项目属性", texts["project_type"], 3),
        label("项目期"),
        _period(f"{year}年", f"{year + 2}年", 3),
    ]
    for number, (name, field) in enumerate(_FUNDING):
        first, second = ("中期" + name, "年度" + name) if not number else (name, name)
        yield [
            *([unit(f"项目资金（{form.unit}）", form.unit, 1, 3)] if not number else []),
            label(first, 2),
            money(f"/other_funding/long_term/{field}", times(form, form.funding[field], 3)),
            label(second, 2),
            money(f"/funding/{field}", form.funding[field], 2),
        ]
    period = rng.choice(("", f"（{year}年—{year + 2}年）"))
    yield [label("总体目标", 1, 2), label(f"中期目标{period}", 3), label("年度目标", 4)]
    yield [text("/long_term_goal", texts["long_term_goal"], 3), text("/annual_goal", texts["annual_goal"], 4)]


def _period(start: str, end: str, across: int) -> Cell:
    return Cell(f"{start}—{end}", across, 1, (Value("/start", start), Value("/end", end)))


def _indicators(form: FormData, rng: Random) -> Iterator[Sequence[Cell]]:
    annual = own_rows(form)
    pairs = _pairs(medium_term(rng, annual), annual)
    yield [
        label("绩效指标", 1, len(pairs) + 1),
        *(label(name) for name in ("一级指标", *("二级指标", "三级指标", "指标值") * 2)),
    ]
    names = [name for name, _ in pairs]
    for number, (level2, (left, right)) in enumerate(pairs):
        row: list[Cell] = []
        if not number or LEVEL1[names[number - 1]] != LEVEL1[level2]:
            row.append(_level1(pairs, number))
        for side, (at, found) in enumerate((("/long_term_indicators", left), ("/indicators", right))):
            if not number or names[number - 1] != level2:
                row.append(_level2(pairs, number, side, at))
            row += _entry(at, found)
        yield row


def _pairs(long_term: Sequence[RowData], annual: Sequence[RowData]) -> list[tuple[str, _Pair]]:
    """Put the rows of one second level side by side; a level that neither has is a row of the template not used."""
    sides = []
    for rows in (long_term, annual):
        numbered = list(enumerate(rows))
        sides.append({name: list(block) for name, block in groupby(numbered, key=lambda item: item[1].level2)})
    found: list[tuple[str, _Pair]] = []
    for level2 in _LEVEL2:
        left, right = (side.get(level2, []) for side in sides)
        found += [(level2, pair) for pair in zip_longest(left, right)] or [(level2, (None, None))]
    return found


def _level1(pairs: Sequence[tuple[str, _Pair]], start: int) -> Cell:
    level1 = LEVEL1[pairs[start][0]]
    block = [pair for name, pair in pairs if LEVEL1[name] == level1]
    holds = [value for pair in block for value in _values(pair, 0, "/long_term_indicators", "level1", level1)]
    holds += [value for pair in block for value in _values(pair, 1, "/indicators", "level1", level1)]
    return Cell(level1, 1, len(block), tuple(holds))


def _level2(pairs: Sequence[tuple[str, _Pair]], start: int, side: int, at: str) -> Cell:
    level2 = pairs[start][0]
    block = [pair for name, pair in pairs if name == level2]
    printed = LONG_LEVEL2.get(level2, level2)
    holds = [value for pair in block for value in _values(pair, side, at, "level2", level2)]
    holds += list(_values(block[0], side, at, "printed_level2", printed))
    return Cell(printed, 1, len(block), tuple(holds))


def _values(pair: _Pair, side: int, at: str, name: str, meaning: str) -> Iterator[Value]:
    found = pair[side]
    if found is not None:
        yield Value(f"{at}/{found[0]}/{name}", meaning)


def _entry(at: str, found: tuple[int, RowData] | None) -> list[Cell]:
    if found is None:
        return [blank(), blank()]
    number, row = found
    return [name_of(f"{at}/{number}", row), target(f"{at}/{number}/full_year", row.full_year)]
