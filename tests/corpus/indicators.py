"""The indicator table of a generated form: the eleven preset rows and the filer's own."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from random import Random
from typing import Final

from . import words
from .data import RowData, TargetData
from .targets import date, preset, quantity, spelled, word
from .theme import Theme

_PLACE_SHARE: Final = 0.5
MOST_OWN_ROWS: Final = 16


def preset_rows(rng: Random, execution: TargetData) -> list[RowData]:
    """Give the eleven rows of the template, shuffled within their blocks as units leave them."""
    rows = []
    for level2, block in words.STANDARD.items():
        own_block = [
            RowData(level2, name, execution if half is None else preset(half), preset(full or ""))
            for name, half, full in block
        ]
        rng.shuffle(own_block)
        rows += own_block
    return rows


def own_rows(rng: Random, theme: Theme, year: int, budget: tuple[str, str], least: int) -> list[RowData]:
    """Give the filer's own rows, ``least`` or more, block by block, no name twice.

    ``budget`` holds the total and the half-year plan in 万元, as printed.
    """
    blocks: list[tuple[str, int, Callable[[], RowData]]] = [
        ("数量指标", rng.randint(1, 5), lambda: _count(rng, theme)),
        ("质量指标", rng.randint(1, 3), lambda: _rate(rng, theme)),
        ("时效指标", rng.randint(0, 2), lambda: _time(rng, year)),
        ("成本指标", rng.randint(0, 2), lambda: _cost(rng, theme, budget)),
        ("经济效益", rng.choice((0, 0, 1)), lambda: _economy(rng)),
        ("社会效益", rng.randint(1, 2), lambda: _effect(rng, theme)),
        ("生态效益", rng.choice((0, 0, 1)), lambda: _ecology(rng)),
        ("可持续影响", rng.choice((0, 0, 1)), lambda: _lasting(rng)),
        ("服务对象满意度", rng.choice((0, 1, 1, 1)), lambda: _content(rng, theme)),
    ]
    short = max(0, least - sum(wanted for _, wanted, _ in blocks))
    blocks[0] = (blocks[0][0], blocks[0][1] + short, blocks[0][2])
    seen: set[str | None] = set()
    return [row for level2, wanted, make in blocks for row in _distinct(level2, wanted, make, seen)]


def _distinct(level2: str, wanted: int, make: Callable[[], RowData], seen: set[str | None]) -> Iterator[RowData]:
    """Make rows until that many names are new; a small stock of names may give fewer."""
    for _ in range(6 * wanted):
        if wanted == 0:
            return
        row = make()
        if row.level3 not in seen:
            seen.add(row.level3)
            wanted -= 1
            row.level2 = level2
            yield row


def _named(rng: Random, name: str) -> str:
    """Put a place before a name now and then, so that a large corpus has many names."""
    if rng.random() >= _PLACE_SHARE:
        return name
    return rng.choice(words.TOWNS if rng.random() < 0.7 else words.DISTRICTS) + name


def _pair(rng: Random, half: TargetData, full: TargetData) -> tuple[TargetData, TargetData]:
    return spelled(rng, half), spelled(rng, full)


def _count(rng: Random, theme: Theme) -> RowData:
    """Make a count: what is reached by mid-year is a part of the whole."""
    name, unit, most = rng.choice(theme.counts).split()
    full = rng.randint(1, int(most))
    if full > 100 and rng.random() < 0.7:
        full = -(-full // 100) * 100
    half = rng.choice((0, full // 2, rng.randint(0, full)))
    sign = rng.choice("≥≥≥=")
    targets = _pair(rng, quantity(sign, half, unit), quantity(sign, full, unit))
    return RowData("", _named(rng, name), *targets)


def _rate(rng: Random, theme: Theme) -> RowData:
    """Make a share: the higher the better with ≥, or the lower the better with ≤."""
    if rng.random() < 0.25:
        most = quantity("≤", rng.choice((1, 2, 3, 5, "0.5", "1.5")), "%")
        return RowData("", _named(rng, rng.choice(theme.limits)), most, most)
    full = rng.choice((85, 90, 95, 98, 100, "99.5"))
    sign = "=" if full == 100 else "≥"
    target = quantity(sign, full, "%")
    return RowData("", _named(rng, rng.choice(theme.rates)), *_pair(rng, target, target))


def _time(rng: Random, year: int) -> RowData:
    """Make a deadline, a grade or a share of what is done in time."""
    name = _named(rng, rng.choice(words.TIME_NAMES))
    form = rng.randrange(4)
    if form == 0:
        return RowData("", name, date(f"{year}年6月底前"), date(f"{year}年{rng.randint(9, 12)}月底前"))
    if form == 1:
        return RowData("", name, date("6月30日前"), date("12月31日前"))
    if form == 2:
        grade = word(rng.choice(words.TIMELY))
        return RowData("", name.removesuffix("时间") + "及时性", grade, grade)
    share = quantity("=", 100, "%")
    return RowData("", name.removesuffix("时间") + "及时率", share, share)


def _cost(rng: Random, theme: Theme, budget: tuple[str, str]) -> RowData:
    """Limit the cost of the whole project, of a part of it, or of one unit, within the budget."""
    total, plan = budget
    form = rng.randrange(3)
    if form == 0:
        return RowData("", "项目总成本", quantity("≤", plan, "万元"), quantity("≤", total, "万元"))
    if form == 1:
        part = str((Decimal(total) * rng.randint(10, 60) / 100).quantize(Decimal("0.01")))
        limit = quantity("≤", part, "万元")
        return RowData("", f"{rng.choice(theme.items)}控制数", limit, limit)
    limit = quantity("≤", rng.randint(2, 90) * 10, "元/人")
    return RowData("", _named(rng, "人均服务成本"), limit, limit)


def _economy(rng: Random) -> RowData:
    if rng.random() < 0.5:
        full = rng.randint(10, 5000)
        return RowData("", rng.choice(words.INCOMES), quantity("≥", full // 2, "万元"), quantity("≥", full, "万元"))
    full = rng.randint(2, 20)
    return RowData("", rng.choice(words.GROWTHS), quantity("≥", full // 2, "%"), quantity("≥", full, "%"))


def _effect(rng: Random, theme: Theme) -> RowData:
    grade = word(rng.choice(words.WORD_TARGETS))
    return RowData("", _named(rng, rng.choice(theme.effects)), grade, grade)


def _ecology(rng: Random) -> RowData:
    name, unit = rng.choice((("节约用电量", "千瓦时"), ("新增绿化面积", "平方米"), ("减少碳足迹数量", "吨")))
    full = rng.randint(1, 400) * 10
    return RowData("", name, quantity("≥", full // 2, unit), quantity("≥", full, unit))


def _lasting(rng: Random) -> RowData:
    grade = word(rng.choice(("健全", "完善", "持续提升")))
    return RowData("", rng.choice(words.LASTING), grade, grade)


def _content(rng: Random, theme: Theme) -> RowData:
    share = quantity("≥", rng.choice((80, 85, 90, 95)), "%")
    return RowData("", _named(rng, f"{theme.people}满意度"), *_pair(rng, share, share))
