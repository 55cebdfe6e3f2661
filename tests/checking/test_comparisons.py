"""Comparisons on real values: every operator, tolerances and printed intervals at both edges, dates, money, blanks."""

from dataclasses import replace

import pytest

from auditor.findings.evaluation import Evaluation
from auditor.forms.model import Damage
from tests.checking.build import form, holds, outcomes, rule, standard_pack

GOOD = form()
PASS, FAIL, UNKNOWN, NOT_APPLICABLE = "pass", "fail", "cannot_check", "not_applicable"


@pytest.mark.parametrize(
    ("condition", "wanted"),
    [
        ("{that: funding.total, equals: 100}", PASS),
        ("{that: funding.total, equals: 100.0}", PASS),
        ("{that: funding.total, equals: 100.01}", FAIL),
        ("{that: funding.total, differs_from: 100}", FAIL),
        ("{that: funding.total, at_most: 100}", PASS),
        ("{that: funding.total, less_than: 100}", FAIL),
        ("{that: funding.total, at_least: 100}", PASS),
        ("{that: funding.total, more_than: 100}", FAIL),
        ("{that: funding.total, one_of: [99, 100.00]}", PASS),
        ("{that: funding.total, none_of: [99, 100.00]}", FAIL),
        ("{that: funding.total, one_of: [funding.other, spending.full_year]}", FAIL),
        ("{that: funding.carry_over, one_of: [funding.other, spending.half_year]}", PASS),
        ("{that: project_level, equals: 市本级}", PASS),
        ("{that: project_level, differs_from: 市本级}", FAIL),
        ("{that: project_level, one_of: [省级, 市本级]}", PASS),
        ("{that: project_level, none_of: [省级, 市级]}", PASS),
        ("{that: content, contains: [书架, 没有]}", PASS),
        ("{that: content, contains: 没有}", FAIL),
        ("{that: content, contains: vocab.placeholders}", FAIL),
        ("{that: layout.level1, contains: 满意度指标}", PASS),
        ("{that: layout.level1, contains: [成本指标, 产出指标]}", PASS),
        ("{that: layout.level1, contains: [成本指标, 产出]}", FAIL),
        ("{that: content, matches: '^新建.*。$'}", PASS),
        ("{that: content, matches: '^建'}", FAIL),
        ("{that: project_name, equals: content}", FAIL),
        ("{that: project_name, equals: project_name}", PASS),
        ("{that: manager, filled: true}", PASS),
        ("{that: manager, filled: false}", FAIL),
        ("{that: unit_printed, equals: true}", PASS),
        ("{that: unit_printed, equals: false}", FAIL),
        ("{that: unit_printed, equals: layout.has_half_year}", PASS),
        ("{all: [{that: year, equals: 2024}, {that: year, more_than: 2000}]}", PASS),
        ("{any: [{that: year, equals: 2023}, {that: year, equals: 2024}]}", PASS),
        ("{not: {that: year, equals: 2023}}", PASS),
        ("{not: [{that: year, equals: 2024}, {that: year, equals: 2023}]}", PASS),
        ("[{that: year, equals: 2024}, {not: {any: [{that: year, equals: 1}, {that: year, equals: 2}]}}]", PASS),
        ("{that: start.year, equals: year}", PASS),
        ("{that: units_distinct, equals: 1}", PASS),
        ("{that: layout.precision, equals: 2}", PASS),
    ],
)
def test_on_the_good_form(condition: str, wanted: str) -> None:
    """Each comparison on values that are all there."""
    assert holds(condition, GOOD) == wanted


@pytest.mark.parametrize(
    ("condition", "change", "wanted"),
    [
        ("{that: funding.total, equals: 100}", "funding.total: null", UNKNOWN),
        ("{that: funding.total, differs_from: 100}", "funding.total: null", UNKNOWN),
        ("{that: 100, equals: funding.total}", "funding.total: null", UNKNOWN),
        ("{that: funding.total, one_of: [1, 2]}", "funding.total: null", UNKNOWN),
        ("{that: funding.total, one_of: [funding.other, 100]}", "funding.other: null", PASS),
        ("{that: funding.total, one_of: [funding.other, 99]}", "funding.other: null", UNKNOWN),
        ("{that: funding.total, none_of: [funding.other, 99]}", "funding.other: null", UNKNOWN),
        ("{that: project_name, equals: content}", "content: null", UNKNOWN),
        ("{that: project_name, one_of: [甲, 乙]}", "project_name: null", UNKNOWN),
        ("{that: content, contains: [书架]}", "content: null", UNKNOWN),
        ("{that: content, contains: [manager]}", "manager: null", UNKNOWN),
        ("{that: content, contains: [manager, 书架]}", "manager: null", PASS),
        ("{that: content, matches: '书'}", "content: null", UNKNOWN),
        ("{that: manager, filled: true}", "manager: null", FAIL),
        ("{that: manager, filled: false}", "manager: null", PASS),
        ("{that: manager, filled: true}", "manager: /", FAIL),
        ("{that: manager, filled: true}", "manager: —", FAIL),
        ("{that: manager, filled: true}", "manager: ' 无 '", FAIL),
        ("{that: manager, filled: true}", "manager: ' '", FAIL),
        ("{that: manager, filled: true}", "manager: 无锡王明", PASS),
        ("{that: funding.other, filled: true}", "funding.other: null", FAIL),
        ("{that: funding.other, filled: true}", "funding.other: '0'", PASS),
        ("{that: unit_printed, equals: layout.has_half_year}", "units_seen: []", FAIL),
        ("{any: [{that: year, equals: 2024}, {that: funding.total, equals: 1}]}", "funding.total: null", PASS),
        ("{any: [{that: year, equals: 2023}, {that: funding.total, equals: 1}]}", "funding.total: null", UNKNOWN),
        ("{all: [{that: year, equals: 2023}, {that: funding.total, equals: 1}]}", "funding.total: null", FAIL),
        ("{all: [{that: funding.total, equals: 1}, {that: year, equals: 2023}]}", "funding.total: null", FAIL),
        ("{all: [{that: year, equals: 2024}, {that: funding.total, equals: 1}]}", "funding.total: null", UNKNOWN),
        ("{not: {that: funding.total, equals: 1}}", "funding.total: null", UNKNOWN),
        ("{that: year, equals: 2024}", "year: null", UNKNOWN),
    ],
)
def test_blanks(condition: str, change: str, wanted: str) -> None:
    """A missing operand leaves a comparison unknown; ``filled`` alone knows blanks and placeholders."""
    if condition.startswith("{that: 100"):
        condition = condition.replace("100", "{sum: [funding.other, 85]}")
    assert holds(condition, form(f"set: {{{change}}}")) == wanted


@pytest.mark.parametrize(
    ("condition", "field", "wanted"),
    [
        ("{that: manager, filled: true}", "manager", UNKNOWN),
        ("{that: manager, filled: false}", "manager", UNKNOWN),
        ("{that: content, filled: true}", "manager", PASS),
        ("{that: funding.other, filled: true}", "funding.other", UNKNOWN),
        ("{that: start.year, filled: true}", "start", UNKNOWN),
        ("{that: end.date, filled: true}", "end", UNKNOWN),
    ],
)
def test_label_never_found(condition: str, field: str, wanted: str) -> None:
    """Where not even the label was found nobody is accused of a blank."""
    of = form(f"set: {{{field}: null}}", unlabelled=(field,))
    assert holds(condition, of) == wanted


def test_label_never_found_in_fields() -> None:
    """The same holds for each of listed fields."""
    made = rule(for_each="{f: {fields: [manager, content]}}", require="{that: f.value, filled: true}", at="f.value")
    of = form("set: {manager: null}")
    assert outcomes(made, of) == [FAIL, PASS]
    assert outcomes(made, replace(of, damage=[Damage("label_missing", "/manager")])) == [UNKNOWN, PASS]


@pytest.mark.parametrize(
    ("total", "within", "wanted"),
    [
        ("100.00", "0", PASS),
        ("100.01", "0", FAIL),
        ("100.01", "0.01", PASS),
        ("99.99", "0.01", PASS),
        ("100.011", "0.01", FAIL),
        ("99.989", "0.01", FAIL),
        ("100.03", "{per_line: 0.01}", PASS),
        ("99.97", "{per_line: 0.01}", PASS),
        ("100.031", "{per_line: 0.01}", FAIL),
        ("99.969", "{per_line: 0.01}", FAIL),
    ],
)
def test_tolerance(total: str, within: str, wanted: str) -> None:
    """A tolerance reaches exactly as far as it says, both ways; per line, times the three lines of the form."""
    condition = f"{{that: {{sum: spending.full_year}}, equals: funding.total, within: {within}}}"
    assert holds(condition, form(f"set: {{funding.total: '{total}'}}")) == wanted


@pytest.mark.parametrize(
    ("operator", "total", "wanted"),
    [
        ("at_most", "99.99", PASS),
        ("at_most", "99.98", FAIL),
        ("at_least", "100.01", PASS),
        ("at_least", "100.02", FAIL),
        ("differs_from", "100.01", FAIL),
        ("differs_from", "100.02", PASS),
    ],
)
def test_tolerance_of_orders(operator: str, total: str, wanted: str) -> None:
    """A tolerance helps the form in every comparison it may stand beside."""
    condition = f"{{that: {{sum: spending.full_year}}, {operator}: funding.total, within: 0.01}}"
    assert holds(condition, form(f"set: {{funding.total: '{total}'}}")) == wanted


@pytest.mark.parametrize(
    ("printed", "half", "wanted"),
    [
        ("17%", "16.5", PASS),
        ("17%", "17.5", PASS),
        ("17%", "16.499999", FAIL),
        ("17%", "17.500001", FAIL),
        ("17.0%", "16.95", PASS),
        ("17.0%", "16.94", FAIL),
        ("17.0%", "17.05", PASS),
        ("17.0%", "17.06", FAIL),
        ("16.67%", "16.6666666666", PASS),
        ("=17%", "16.5", PASS),
        ("3万%", "25000", PASS),
        ("3万%", "24999.99", FAIL),
        ("充分", "17", UNKNOWN),
        ("", "17", UNKNOWN),
    ],
)
def test_printed_rounding(printed: str, half: str, wanted: str) -> None:
    """A printed number stands for all numbers that round to it, up to both edges; a calculated one for itself."""
    of = form(f"set: {{spending.0.half_year: '{half}', indicators.7.half_year: '{printed}'}}")
    lets = (
        "{plan: {lookup: spending, take: half_year}, hundred: {sum: funding.total},"
        " rate: {ratio: {of: plan, to: hundred}, as: percent},"
        " target: {lookup: indicators, where: {standard_name: 预算执行率}, take: half_year}}"
    )
    assert holds("{that: rate, equals: target.value, within: rounding}", of, let=lets) == wanted
    assert holds("{that: target.value, equals: rate, within: rounding}", of, let=lets) == wanted


@pytest.mark.parametrize(
    ("operator", "half", "wanted"),
    [("at_most", "17.5", PASS), ("at_most", "17.51", FAIL), ("at_least", "16.5", PASS), ("at_least", "16.49", FAIL)],
)
def test_printed_rounding_of_orders(operator: str, half: str, wanted: str) -> None:
    """Rounding also gives the benefit of the doubt where only one side is bounded."""
    of = form(f"set: {{spending.0.half_year: '{half}', indicators.7.half_year: '17%'}}")
    lets = (
        "{plan: {lookup: spending, take: half_year},"
        " target: {lookup: indicators, where: {standard_name: 预算执行率}, take: half_year}}"
    )
    assert holds(f"{{that: plan, {operator}: target.value, within: rounding}}", of, let=lets) == wanted


def test_amounts_are_never_rounded() -> None:
    """A budget amount is exact, however few decimals it prints."""
    of = form("set: {funding.total: '100', spending.0.full_year: '50.4'}")
    assert holds("{that: {sum: spending.full_year}, equals: funding.total, within: rounding}", of) == FAIL


@pytest.mark.parametrize(
    ("start", "end", "operator", "wanted"),
    [
        ("2024年", "2024年", "at_least", PASS),
        ("2024年", "2023年", "at_least", FAIL),
        ("2024年6月", "2024年", "at_least", PASS),
        ("2024年6月", "2024年5月", "at_least", FAIL),
        ("2024年6月2日", "2024年6月1日", "at_least", FAIL),
        ("2024年6月2日", "2024年6月", "at_least", PASS),
        ("2024年1月", "长期", "at_least", PASS),
        ("2024年1月", "长期", "equals", PASS),
        ("2024年1月", "2024年", "equals", PASS),
        ("2024年1月", "2025年", "equals", FAIL),
        ("2024年1月", "2024年1月", "more_than", PASS),
        ("2024年1月1日", "2024年1月1日", "more_than", FAIL),
        ("2024年13月", "2024年", "at_least", UNKNOWN),
        ("2024年1月", "待定", "at_least", UNKNOWN),
        ("全年", "2024年12月", "at_least", PASS),
        ("全年", "2023年12月", "at_least", FAIL),
    ],
)
def test_dates(start: str, end: str, operator: str, wanted: str) -> None:
    """A printed date is all its days: two disagree only when no day of one fits any day of the other."""
    of = form(f"set: {{start: {start}, end: {end}}}")
    assert holds(f"{{that: end.date, {operator}: start.date}}", of) == wanted


@pytest.mark.parametrize(
    ("end", "wanted"), [("长期", 9999), ("持续", 9999), ("2026年", 2026), ("2024年1月-2025年12月", 2025)]
)
def test_end_year(end: str, wanted: int) -> None:
    """An open end counts as the year 9999."""
    assert holds(f"{{that: end.year, equals: {wanted}}}", form(f"set: {{end: {end}}}")) == PASS


def test_amounts_in_yuan() -> None:
    """A form in 元 is compared in 万元: every amount of it, and no other number."""
    of = form("set: {unit: 元, units_seen: [元], funding.total: '1000000', spending.0.full_year: '500000.01'}")
    assert holds("{that: funding.total, equals: 100}", of) == PASS
    assert holds("{that: {max: spending.full_year}, equals: 50.000001}", of) == PASS
    assert holds("{that: {max: amounts.value}, equals: 100}", of) == PASS
    assert holds("{that: year, equals: 2024}", of) == PASS


@pytest.mark.parametrize(
    ("target", "wanted"), [("≤100万元", 100), ("≤1000000元", 100), ("≤0.01亿元", 100), ("≤1,000千元", 100)]
)
def test_target_amount(target: str, wanted: int) -> None:
    """The amount of a money target is in 万元, whatever its unit."""
    made = rule(
        let="{cost: {lookup: indicators, where: {level3: 项目总成本}, take: full_year}}",
        require=f"{{that: cost.amount, equals: {wanted}}}",
        at="cost",
    )
    assert outcomes(made, form(f"set: {{indicators.16.full_year: '{target}'}}")) == [PASS]


@pytest.mark.parametrize(("text", "wanted"), [("9" * 29, FAIL), ("9" * 31, UNKNOWN), ("-" + "9" * 31, UNKNOWN)])
def test_numbers_out_of_bounds(text: str, wanted: str) -> None:
    """A number longer than any budget figure is not compared."""
    assert holds("{that: funding.total, equals: 100}", form(f"set: {{funding.total: '{text}'}}")) == wanted


def test_unique() -> None:
    """A name is unique when no other row bears it; a blank name is unknown."""
    made = rule(for_each="{s: spending}", require="{that: s.name, unique: spending.name}", at="s.name")
    assert outcomes(made, GOOD) == [PASS] * 3
    assert outcomes(made, form("set: {spending.2.name: 图书书架购置费}")) == [PASS, FAIL, FAIL]
    assert outcomes(made, form("set: {spending.1.name: null, spending.2.name: null}")) == [PASS, UNKNOWN, UNKNOWN]


@pytest.mark.parametrize(
    ("when", "change", "wanted"),
    [
        ("{that: year, equals: 2024}", "", PASS),
        ("{that: year, equals: 2023}", "", NOT_APPLICABLE),
        ("{that: funding.total, equals: 100}", "set: {funding.total: null}", UNKNOWN),
        ("[{that: funding.total, equals: 100}, {that: year, equals: 1}]", "set: {funding.total: null}", NOT_APPLICABLE),
    ],
)
def test_when(when: str, change: str, wanted: str) -> None:
    """A rule whose ``when`` is false does not apply; one whose ``when`` is unknown cannot be checked."""
    assert holds("{that: project_name, filled: true}", form(change), when=when) == wanted


@pytest.mark.parametrize(
    ("for_each", "count"),
    [
        ("{s: spending}", 3),
        ("{i: indicators}", 20),
        ("{t: targets}", 40),
        ("{a: amounts}", 15),
        ("{word: vocab.mandatory_decision}", 6),
        ("{f: {fields: [manager, year, content]}}", 3),
        ("{s: spending, where: {half_year: {more_than: 5}}}", 2),
        ("{i: indicators, where: {own: true}}", 9),
    ],
)
def test_subjects(for_each: str, count: int) -> None:
    """A rule is asked once of each subject, in printed order; a ``where`` leaves subjects out altogether."""
    assert outcomes(rule(for_each=for_each), GOOD) == [PASS] * count


def test_layout_without_the_column() -> None:
    """A rule that needs a column the layout lacks does not apply, once."""
    made = rule(requires="[indicators.half_year]", for_each="{i: indicators}")
    pack = standard_pack()
    layouts = tuple(replace(layout, provides=frozenset({"funding"})) for layout in pack.layouts)
    judged = Evaluation(replace(pack, rules=(made,), layouts=layouts))
    assert judged.evaluate(GOOD).findings == []
    assert judged.account.total(NOT_APPLICABLE) == 1
    assert judged.account.adds_up


def test_two_flags() -> None:
    """Two flags of the form are compared with each other, not only the left one looked at."""
    made = rule(for_each="{i: indicators}", require="{that: i.own, equals: i.standard}", at="i")
    assert outcomes(made, GOOD) == [FAIL] * 20


@pytest.mark.parametrize("text", ["a\nb", "\u3000甲", "甲\u00a0", "长" * 2100, '"', "\\", "😀"])
def test_hostile_constants(text: str) -> None:
    """A constant of any characters is compared alike by both evaluators."""
    of = form()
    of.texts["content"] = text
    escaped = "".join(f"\\U{ord(char):08x}" for char in text)
    for operator, wanted in (("equals", PASS), ("differs_from", FAIL), ("one_of", PASS), ("contains", PASS)):
        right = f'["{escaped}", 乙]' if operator in ("one_of", "contains") else f'"{escaped}"'
        assert holds(f"{{that: content, {operator}: {right}}}", of) == wanted
