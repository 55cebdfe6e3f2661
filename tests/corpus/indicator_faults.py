"""Faults in the indicator table that a rule of error severity must find, in the order of the rules."""

from dataclasses import replace
from random import Random
from typing import Final

from . import words
from .data import FormData, RowData, TargetData, amount
from .fault import Expected, Fault, Inject, error, own_row
from .targets import quantity

NARRATIVE_LABELS: Final = {"content": "项目实施内容", "long_term_goal": "中长期目标", "annual_goal": "年度目标"}
_NEEDS_TARGET: Final = ("VAL-06", "VAL-09", "DIR-01", "DIR-04", "PER-01", "NAR-05")


def wrong_rate(form: FormData, rng: Random) -> list[Expected]:
    """Print another execution rate for the half year than the spending lines give."""
    row = form.row("预算执行率")
    printed = row.half_year.value if row.half_year else None
    if printed is None:
        return []
    row.half_year = quantity("=", printed + 3 if printed <= 97 else printed - 3, "%")
    return [Expected("EXEC-01", "预算执行率", "indicators[].half_year")]


def rate_over_100(form: FormData, rng: Random) -> list[Expected]:
    """Aim at spending more than the budget."""
    form.row("预算执行率").full_year = quantity("=", 120, "%")
    return [
        Expected("EXEC-02", "预算执行率", "indicators[].full_year"),
        Expected("VAL-06", "预算执行率", "indicators[].full_year"),
    ]


def preset_missing(rule: str, level1: str) -> Inject:
    """Leave out one of the preset rows."""
    names = [name for level2, rows in words.STANDARD.items() if words.LEVEL1[level2] == level1 for name, _, _ in rows]

    def inject(form: FormData, rng: Random) -> list[Expected]:
        name = rng.choice(names)
        form.rows.remove(form.row(name))
        return [Expected(rule, name, "indicators")]

    return inject


def unnamed_row(form: FormData, rng: Random) -> list[Expected]:
    """Leave the name of an indicator blank."""
    row = own_row(form, rng)
    row.level3, row.in_place = None, True
    return [Expected("MAND-05", None, "indicators[].level3")]


def no_target(period: str, printed: TargetData | None) -> Inject:
    """Leave a target cell of an own indicator blank, or fill it with a placeholder."""

    def inject(form: FormData, rng: Random) -> list[Expected]:
        row = own_row(form, rng)
        setattr(row, period, printed)
        row.in_place = printed is None
        return [Expected("VAL-01", row.level3, f"indicators[].{period}")]

    return inject


def extra_row(rule: str, field: str, row: RowData) -> Inject:
    """Add an indicator row that breaks a rule."""

    def inject(form: FormData, rng: Random) -> list[Expected]:
        form.add_row(replace(row))
        return [Expected(rule, row.level3, f"indicators[].{field}")]

    return inject


def cost_over_budget(form: FormData, rng: Random) -> list[Expected]:
    """Limit the cost at more than the budget."""
    total = amount(form.funding["total"])
    if total is None or form.texts["end"] == "长期" or int(form.texts["end"][:4]) > (form.year or 0):
        return []  # a longer project only gets a warning
    limit = quantity("≤", f"{total + 1:f}", "万元")
    form.add_row(RowData("成本指标", "全部建设成本", limit, limit))
    return [Expected("DIR-04", "全部建设成本", "indicators[].full_year")]


def no_class(level1: str) -> Inject:
    """Leave out all indicators of a first-level class."""

    def inject(form: FormData, rng: Random) -> list[Expected]:
        form.rows = [row for row in form.rows if row.level1 != level1]
        return [Expected("COV-01", level1, "indicators")]

    return inject


def no_quantity(form: FormData, rng: Random) -> list[Expected]:
    """Leave out the indicators of quantity, but not every output."""
    form.rows = [row for row in form.rows if row.level2 != "数量指标"]
    if not any(row.level1 == "产出指标" for row in form.rows):
        return []
    return [Expected("COV-03", "绩效指标", "indicators")]


def another_promise(form: FormData, rng: Random) -> list[Expected]:
    """Promise another number in the annual goal than the indicator aims at."""
    for row in form.rows:
        target = row.full_year
        if not row.own or target is None or target.value is None or "元" in (target.unit or "元"):
            continue
        kept = f"{row.level3}达到{target.value}{target.unit}以上"
        if form.texts["annual_goal"].count(kept) == 1:
            changed = f"{row.level3}达到{target.value - 1}{target.unit}以上"
            form.texts["annual_goal"] = form.texts["annual_goal"].replace(kept, changed)
            return [Expected("NAR-05", changed, "annual_goal")]
    return []


def text_left(rule: str, name: str, printed: str) -> Inject:
    """Leave in a narrative what was to be taken out."""

    def inject(form: FormData, rng: Random) -> list[Expected]:
        form.texts[name] += printed
        return [Expected(rule, NARRATIVE_LABELS[name], name)]

    return inject


INDICATOR_FAULTS: Final[tuple[Fault, ...]] = (
    error("EXEC-01 wrong rate", wrong_rate),
    error("EXEC-02 over 100", rate_over_100),
    error("MAND-01 preset missing", preset_missing("MAND-01", "决策")),
    error("MAND-02 preset missing", preset_missing("MAND-02", "过程"), "EXEC-01"),
    error("MAND-05 unnamed", unnamed_row),
    error("COV-01 no output", no_class("产出指标")),
    error("COV-01 no benefit", no_class("效益指标")),
    error("COV-03 no quantity", no_quantity),
    error("TXT-01 tag", text_left("TXT-01", "annual_goal", '<span class="a">')),
    error("TXT-01 entity", text_left("TXT-01", "content", "&nbsp;")),
    error("TXT-02 placeholder", text_left("TXT-02", "content", "由××部门实施。")),
    error("TXT-02 instruction", text_left("TXT-02", "long_term_goal", "（200字以内）")),
    error("VAL-01 half year blank", no_target("half_year", None), *_NEEDS_TARGET),
    error("VAL-01 full year blank", no_target("full_year", None), *_NEEDS_TARGET),
    error("VAL-01 half year placeholder", no_target("half_year", TargetData("/", "unparsed")), *_NEEDS_TARGET),
    error("VAL-01 full year placeholder", no_target("full_year", TargetData("—", "unparsed")), *_NEEDS_TARGET),
    error(
        "VAL-06 over 100",
        extra_row(
            "VAL-06",
            "full_year",
            RowData("质量指标", "设施验收合格率", quantity("≥", 95, "%"), quantity("≥", 195, "%")),
        ),
    ),
    error(
        "VAL-06 below 0",
        extra_row(
            "VAL-06", "half_year", RowData("质量指标", "设施验收合格率", quantity("≥", -5, "%"), quantity("≥", 95, "%"))
        ),
    ),
    error(
        "VAL-09 other unit",
        extra_row(
            "VAL-09", "half_year", RowData("数量指标", "专题研讨活动", quantity("≥", 2, "次"), quantity("≥", 40, "人"))
        ),
    ),
    error(
        "DIR-01 lower is better",
        extra_row(
            "DIR-01", "full_year", RowData("质量指标", "服务投诉率", quantity("≥", 2, "%"), quantity("≥", 2, "%"))
        ),
    ),
    error(
        "DIR-01 cost with ≥",
        extra_row(
            "DIR-01",
            "full_year",
            RowData("成本指标", "人均管理成本", quantity("≥", 90, "元/人"), quantity("≥", 90, "元/人")),
        ),
    ),
    error("DIR-04 cost over budget", cost_over_budget),
    error(
        "PER-01 half over full",
        extra_row(
            "PER-01",
            "half_year",
            RowData("数量指标", "编印工作简报期数", quantity("≥", 9, "期"), quantity("≥", 6, "期")),
        ),
    ),
    error("NAR-05 another promise", another_promise),
)
