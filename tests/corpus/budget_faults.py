"""Faults in texts, funding and spending that a rule of error severity must find, in the order of the rules."""

from decimal import Decimal
from random import Random
from typing import Final

from . import words
from .data import FormData, amount
from .fault import Expected, Fault, Inject, error, some_line

_BLANK_FIELDS: Final = ("project_name", "department", "implementing_unit", "manager", "annual_goal")
_NEEDS_TOTAL: Final = frozenset({"FUND-02", "FUND-05", "ID-09", "EXEC-01", "DIR-04"})


def blank_field(name: str, printed: str) -> Inject:
    """Leave an obligatory text field blank, or fill it with a placeholder."""

    def inject(form: FormData, rng: Random) -> list[Expected]:
        form.texts[name] = printed
        return [Expected("ID-01", words.FIELD_LABELS[name], name)]

    return inject


def no_year(form: FormData, rng: Random) -> list[Expected]:
    """Print no year."""
    form.year = None
    return [Expected("ID-01", "年度", "year")]


def year_outside(form: FormData, rng: Random) -> list[Expected]:
    """Print a year that the project's period does not hold."""
    form.year = int(form.texts["start"][:4]) - rng.randint(1, 5)
    return [Expected("ID-02", "年度", "year")]


def end_before_start(form: FormData, rng: Random) -> list[Expected]:
    """End some months before the start, within the year of the form."""
    end = rng.randint(1, 8)
    form.texts |= {"start": f"{form.year}年{end + rng.randint(1, 4)}月", "end": f"{form.year}年{end}月"}
    return [Expected("ID-03", "完成时间", "end")]


def two_units(form: FormData, rng: Random) -> list[Expected]:
    """Name another unit over the spending table than over the funding table."""
    form.spending_unit = "元" if form.unit == "万元" else "万元"
    return [Expected("ID-09", None, "unit")]


def ten_thousandfold(form: FormData, rng: Random) -> list[Expected]:
    """State the budget in the narrative as 万元 where the table holds it in 元, or the reverse."""
    total = amount(form.funding["total"])
    if total is None or form.unit != "万元":
        return []
    form.texts["content"] = f"由财政预算安排{total * 10000:f}万元用于各项支出，统筹推进项目建设。"
    return [Expected("ID-09", None, "unit")]


def _changed(form: FormData, name: str, by: str) -> None:
    """Add to an amount of the funding table; a dash counts as 0."""
    before = amount(form.funding[name]) or Decimal(0)
    form.funding[name] = f"{before + Decimal(by):f}"


def part_off(form: FormData, rng: Random) -> list[Expected]:
    """Change a part of the fiscal subtotal."""
    _changed(
        form, rng.choice(("general_public_budget", "government_fund", "special_account")), rng.choice(("300", "1500"))
    )
    return [Expected("FUND-01", "财政拨款小计", "funding.fiscal_subtotal")]


def source_off(form: FormData, rng: Random) -> list[Expected]:
    """Change a source beside the fiscal subtotal."""
    _changed(
        form, rng.choice(("state_capital", "social_insurance", "carry_over", "other")), rng.choice(("300", "1500"))
    )
    return [Expected("FUND-02", "资金总额", "funding.total")]


def no_total(form: FormData, rng: Random) -> list[Expected]:
    """Leave the total blank."""
    form.funding["total"] = ""
    return [Expected("FUND-03", "资金总额", "funding.total")]


def negative_amount(form: FormData, rng: Random) -> list[Expected]:
    """Take money back in one source and add it in another, so that the sum stays right."""
    _changed(form, "carry_over", "12")
    form.funding["state_capital"] = "-12"
    return [Expected("FUND-04", "国有资本金", "funding.state_capital")]


def no_number(form: FormData, rng: Random) -> list[Expected]:
    """Write a word where an amount should stand."""
    name = rng.choice(("state_capital", "social_insurance"))
    form.funding[name] = rng.choice(("待核", "同上年", "见附件"))
    return [Expected("FUND-04", words.FUNDING_LABELS[name], f"funding.{name}")]


def too_exact(form: FormData, rng: Random) -> list[Expected]:
    """Print a third decimal, too small to disturb the sums."""
    _changed(form, "social_insurance", "0.004")
    return [Expected("FUND-04", "社保基金", "funding.social_insurance")]


def spending_off(form: FormData, rng: Random) -> list[Expected]:
    """Add a hundredth to a spending line, in the unit of the form."""
    line = some_line(form, rng)
    line.full_year = f"{(amount(line.full_year) or Decimal(0)) + Decimal('0.01'):f}"
    return [Expected("FUND-05", "资金总额", "funding.total")]


def line_named(name: str) -> Inject:
    """Give a spending line a name that says nothing."""

    def inject(form: FormData, rng: Random) -> list[Expected]:
        some_line(form, rng).name = name
        return [Expected("SPEND-02", None if name in ("", "/") else name, "spending[].name")]

    return inject


def half_over_full(form: FormData, rng: Random) -> list[Expected]:
    """Plan more for the half year than for the year on one line, with the half-year sum and the rate kept."""
    if len(form.spending) < 2:
        return []
    line, other = rng.sample(form.spending, 2)
    half, full = amount(line.half_year) or Decimal(0), amount(line.full_year) or Decimal(0)
    other_full = amount(other.full_year) or Decimal(0)
    if half <= 0:
        return []
    less = half - Decimal("0.01")
    line.full_year, other.full_year = f"{less:f}", f"{other_full + full - less:f}"
    return [Expected("SPEND-03", line.name, "spending[].half_year")]


BUDGET_FAULTS: Final[tuple[Fault, ...]] = (
    *(error(f"ID-01 blank {name}", blank_field(name, "")) for name in _BLANK_FIELDS),
    *(
        error(f"ID-01 placeholder {name}", blank_field(name, mark))
        for name, mark in zip(_BLANK_FIELDS, "/—无略/", strict=True)
    ),
    error("ID-01 blank start", blank_field("start", ""), "ID-02", "ID-03"),
    error("ID-01 blank end", blank_field("end", ""), "ID-02", "ID-03"),
    error("ID-01 no year", no_year, "ID-02"),
    error("ID-02 year outside the period", year_outside),
    error("ID-03 end before start", end_before_start),
    error("ID-09 two units", two_units),
    error("ID-09 ten thousandfold", ten_thousandfold),
    error("FUND-01 part off", part_off),
    error("FUND-02 source off", source_off),
    error("FUND-03 no total", no_total, *_NEEDS_TOTAL),
    error("FUND-04 negative", negative_amount),
    error("FUND-04 no number", no_number, "FUND-02", "FUND-03"),
    error("FUND-04 too exact", too_exact),
    error("FUND-05 spending off", spending_off),
    *(error(f"SPEND-02 {name or 'blank'}", line_named(name)) for name in ("", "其他", "明细1", "项目二", "/")),
    error("SPEND-03 half over full", half_over_full),
)
