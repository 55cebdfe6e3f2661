"""Whole valid forms: no rule of error severity finds anything, whatever warnings and notes remain."""

from random import Random
from typing import Final

from . import words
from .data import FormData, LineData
from .indicators import own_rows, preset_rows
from .money import Money, choose_money, choose_total, halves, printed_rate, split
from .narratives import narratives
from .targets import quantity
from .theme import Theme
from .themes import THEMES

MOST_LINES: Final = 14
_PHONE_SHARE: Final = 0.3


def valid_form(rng: Random, *, lines: int | None = None, least_rows: int = 1) -> FormData:
    """Make a form; ``lines`` fixes the number of spending lines, ``least_rows`` the fewest indicators of its own.

    The same state of ``rng`` gives the same form.
    """
    theme = rng.choice(THEMES)
    year = rng.randint(2019, 2026)
    money = choose_money(rng)
    count = lines or min(MOST_LINES, rng.choice((1, 2, 3, 3, 4, 5, 6, 8, 11, 14)))
    total, grain = choose_total(rng, count)
    full = split(rng, total, count, grain)
    half = halves(rng, full, grain)
    wan = Money("万元", "plain")
    rate = quantity("=", printed_rate(sum(half), total, rng.choice((0, 0, 0, 0, 1, 2))), "%")
    budget = (wan.text(total), wan.text(sum(half)))
    form = FormData(
        year=year,
        unit=money.unit,
        texts=_identity(rng, theme, year),
        funding=_funding(rng, money, total, grain),
        spending=[
            LineData(name, money.text(by_mid_year), money.text(whole))
            for name, by_mid_year, whole in zip(_items(rng, theme, count), half, full, strict=True)
        ],
        rows=preset_rows(rng, rate) + own_rows(rng, theme, year, budget, least_rows),
    )
    form.texts |= narratives(rng, form, theme, budget[0])
    return form


def _identity(rng: Random, theme: Theme, year: int) -> dict[str, str]:
    place = rng.choice((*words.DISTRICTS, *words.TOWNS, "全市", ""))
    start, end = _period(rng, year)
    manager = _person(rng)
    if rng.random() < _PHONE_SHARE:
        manager += f" 0517-8{rng.randrange(10**7):07}"
    elif rng.random() < 0.2:
        manager += f"、{_person(rng)}"
    stem = rng.choice(theme.projects)
    return {
        "project_name": place + stem + rng.choice(words.PROJECT_ENDINGS),
        "department": theme.department,
        "project_type": rng.choice(words.PROJECT_TYPES),
        "project_level": rng.choice(words.PROJECT_LEVELS),
        "start": start,
        "end": end,
        "implementing_unit": theme.department if rng.random() < 0.5 else _unit(rng, stem),
        "manager": manager,
    }


def _unit(rng: Random, stem: str) -> str:
    return f"{rng.choice(('淮安市', *words.DISTRICTS))}{stem}{rng.choice(words.UNIT_ENDINGS)}"


def _person(rng: Random) -> str:
    return rng.choice(words.SURNAMES) + rng.choice(words.GIVEN)


def _period(rng: Random, year: int) -> tuple[str, str]:
    """Give start and end as printed; the year lies between them."""
    first, last = year - rng.choice((0, 0, 0, 1, 3)), year + rng.choice((0, 0, 0, 1, 2))
    style = rng.choice(("年", "年", "年", "月", "日", ".", "-"))
    if style == "年":
        return f"{first}年", rng.choice((f"{last}年", f"{last}年", "长期"))
    if style == "月":
        return f"{first}年1月", f"{last}年12月"
    if style == "日":
        return f"{first}年1月1日", f"{last}年12月31日"
    return (f"{first}.1", f"{last}.12") if style == "." else (f"{first}-01-01", f"{last}-12-31")


def _items(rng: Random, theme: Theme, count: int) -> list[str]:
    """Give that many different names of spending lines."""
    names = rng.sample(theme.items, min(count, len(theme.items)))
    while len(names) < count:
        name = rng.choice((*words.TOWNS, *words.DISTRICTS)) + rng.choice(theme.items)
        if name not in names:
            names.append(name)
    return names


def _funding(rng: Random, money: Money, total: int, grain: int) -> dict[str, str]:
    """Give the nine amounts of the funding tree; most money is general budget."""
    sources = ["general_public_budget"]
    sources += [name for name in ("government_fund", "special_account", "carry_over", "other") if rng.random() < 0.15]
    if rng.random() < 0.1:
        sources.remove("general_public_budget")
        sources = sources or ["other"]
    sources = sources[: total // grain]
    amounts = dict.fromkeys(words.FUNDING_LABELS, 0)
    amounts |= dict(zip(sources, split(rng, total, len(sources), grain), strict=True))
    amounts["fiscal_subtotal"] = sum(
        amounts[name] for name in ("general_public_budget", "government_fund", "special_account")
    )
    amounts["total"] = total
    dash = rng.choice(("0", "0", "0", "0", "0", "—", "-")) if money.style == "plain" else ""
    return {name: dash if not cents and dash else money.text(cents) for name, cents in amounts.items()}
