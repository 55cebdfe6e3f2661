"""Faults that a rule of warning or info severity must find; none of them raises an error."""

from decimal import Decimal
from random import Random
from typing import Final

from .data import FormData, LineData, RowData, TargetData
from .fault import Expected, Fault, Inject, own_row, some_line
from .indicator_faults import extra_row
from .targets import date, quantity, unparsed, word


def text_set(rule: str, name: str, printed: str, label: str) -> Inject:
    """Fill a text field with something a rule objects to."""

    def inject(form: FormData, rng: Random) -> list[Expected]:
        form.texts[name] = printed
        return [Expected(rule, label, name)]

    return inject


def line_renamed(rule: str, name: str) -> Inject:
    """Rename a spending line."""

    def inject(form: FormData, rng: Random) -> list[Expected]:
        some_line(form, rng).name = name
        return [Expected(rule, name, "spending[].name")]

    return inject


def catch_all_line(form: FormData, rng: Random) -> list[Expected]:
    """Let an open-ended line take the whole budget."""
    if len(form.spending) != 1:
        return []
    form.spending[0].name = "其他有关工作"
    return [Expected("SPEND-04", "其他有关工作", "spending[].name")]


def spring_festival(form: FormData, rng: Random) -> list[Expected]:
    """Plan nothing by mid-year for what is due at the Spring Festival."""
    line = some_line(form, rng)
    if Decimal(line.half_year.replace(",", "")) != 0:
        return []
    line.name = "困难家庭春节走访费"
    return [Expected("SPEND-09", line.name, "spending[].half_year")]


def one_line(form: FormData, rng: Random) -> list[Expected]:
    """Put all the money into one spending line."""
    total = form.funding["total"]
    if form.unit != "万元" or Decimal(total.replace(",", "")) < 50:
        return []
    rate = form.row("预算执行率")
    rate.half_year = quantity("=", 0, "%")
    form.spending = [LineData("综合服务费", "0", total)]
    return [Expected("SPEND-01", "支出明细", "spending"), Expected("EXEC-03", "支出明细", "spending")]


def arrival_short(form: FormData, rng: Random) -> list[Expected]:
    """Expect less money than the budget."""
    form.row("资金到位率").full_year = quantity("=", 90, "%")
    return [Expected("EXEC-08", "资金到位率", "indicators[].full_year")]


def preset_word(rule_word: str) -> Inject:
    """Fill another word into a preset cell."""

    def inject(form: FormData, rng: Random) -> list[Expected]:
        form.row("立项程序规范性").full_year = word(rule_word)
        return [Expected("MAND-03", "立项程序规范性", "indicators[].full_year")]

    return inject


def full_year_set(rule: str, printed: TargetData) -> Inject:
    """Print another full-year target beside an own indicator."""

    def inject(form: FormData, rng: Random) -> list[Expected]:
        row = own_row(form, rng)
        row.full_year = printed
        return [Expected(rule, row.level3, "indicators[].full_year")]

    return inject


def promise_without_indicator(form: FormData, rng: Random) -> list[Expected]:
    """Promise something that no indicator measures."""
    form.texts["annual_goal"] += "新建无人机起降点7777个。"
    return [Expected("NAR-04", "新建无人机起降点7777个", "annual_goal")]


def goal_copied(form: FormData, rng: Random) -> list[Expected]:
    """Take the content for the long-term goal."""
    form.texts["long_term_goal"] = form.texts["content"]
    return [Expected("NAR-08", "中长期目标", "long_term_goal")] if len(form.texts["content"]) > 25 else []


WARNING_FAULTS: Final = (
    Fault("ID-04 generic name", "info", text_set("ID-04", "project_name", "办公经费", "项目名称")),
    Fault("ID-05 no telephone", "info", text_set("ID-05", "manager", "王明", "项目负责人/联系电话")),
    Fault("ID-06 several managers", "info", text_set("ID-06", "manager", "王明、李芳等", "项目负责人/联系电话")),
    Fault("ID-07 unknown type", "warning", text_set("ID-07", "project_type", "日常项目", "项目类型")),
    Fault("SPEND-01 one line", "warning", one_line),
    Fault("SPEND-04 catch-all", "warning", catch_all_line),
    Fault("SPEND-05 named like a target", "info", line_renamed("SPEND-05", "举办讲座次数")),
    Fault("SPEND-06 general expense", "info", line_renamed("SPEND-06", "差旅费")),
    Fault("SPEND-09 spring festival", "warning", spring_festival),
    Fault("EXEC-08 money short", "warning", arrival_short),
    Fault("MAND-03 other word", "warning", preset_word("合理")),
    Fault("MAND-03 softened word", "info", preset_word("较规范")),
    Fault("VAL-02 unparsed", "warning", full_year_set("VAL-02", unparsed("详见实施方案附件二"))),
    Fault(
        "VAL-03 no sign",
        "info",
        extra_row(
            "VAL-03",
            "full_year",
            RowData(
                "数量指标",
                "印制手册份数",
                quantity("≥", 2, "份"),
                TargetData("9份", "quantity", None, Decimal(9), None, "份"),
            ),
        ),
    ),
    Fault(
        "VAL-04 no unit",
        "warning",
        extra_row(
            "VAL-04",
            "full_year",
            RowData("数量指标", "印制手册份数", quantity("≥", 2, "份"), TargetData("≥9", "quantity", "≥", Decimal(9))),
        ),
    ),
    Fault(
        "VAL-05 month or months",
        "warning",
        extra_row("VAL-05", "full_year", RowData("时效指标", "手册发放期限", date("6月底前"), quantity("=", 6, "月"))),
    ),
    Fault(
        "VAL-07 always met",
        "warning",
        extra_row(
            "VAL-07", "full_year", RowData("数量指标", "印制手册份数", quantity("≥", 0, "份"), quantity("≥", 0, "份"))
        ),
    ),
    Fault(
        "VAL-08 unit unfit",
        "warning",
        extra_row(
            "VAL-08", "full_year", RowData("数量指标", "宣讲人数", quantity("≥", 2, "个"), quantity("≥", 4, "个"))
        ),
    ),
    Fault("VAL-11 vague", "warning", full_year_set("VAL-11", word("有所提升"))),
    Fault(
        "VAL-12 no date",
        "info",
        extra_row("VAL-12", "full_year", RowData("时效指标", "手册发放时效", word("及时"), word("及时"))),
    ),
    Fault(
        "DIR-02 upper limit",
        "warning",
        extra_row(
            "DIR-02", "full_year", RowData("质量指标", "手册知晓率", quantity("≤", 80, "%"), quantity("≤", 90, "%"))
        ),
    ),
    Fault(
        "DIR-03 cost fixed",
        "warning",
        extra_row(
            "DIR-03", "full_year", RowData("成本指标", "管理成本占比", quantity("=", 3, "%"), quantity("=", 3, "%"))
        ),
    ),
    Fault(
        "DIR-06 low target",
        "info",
        extra_row(
            "DIR-06", "full_year", RowData("质量指标", "手册覆盖率", quantity("≥", 20, "%"), quantity("≥", 40, "%"))
        ),
    ),
    Fault(
        "PER-06 after mid-year",
        "info",
        extra_row(
            "PER-06",
            "half_year",
            RowData("数量指标", "国庆主题展览场次", quantity("≥", 1, "场"), quantity("≥", 2, "场")),
        ),
    ),
    Fault(
        "PER-07 annual measure met",
        "info",
        extra_row(
            "PER-07", "half_year", RowData("质量指标", "年度任务占比", quantity("≥", 90, "%"), quantity("≥", 90, "%"))
        ),
    ),
    Fault("NAR-01 too short", "warning", text_set("NAR-01", "feasibility", "条件具备。", "实施可行性")),
    Fault("NAR-02 nothing cited", "warning", text_set("NAR-02", "necessity", "根据本单位职责设立。", "立项必要性")),
    Fault("NAR-04 promise not measured", "warning", promise_without_indicator),
    Fault(
        "NAR-07 filler",
        "warning",
        extra_row(
            "NAR-07", "level3", RowData("数量指标", "参加会议人数", quantity("≥", 2, "人"), quantity("≥", 4, "人"))
        ),
    ),
    Fault("NAR-08 copied", "warning", goal_copied),
    Fault(
        "NAR-09 input", "info", text_set("NAR-09", "annual_goal", "保障各项日常工作经费，满足运行需要。", "年度目标")
    ),
)
