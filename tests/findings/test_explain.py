"""What a finding says: found, expected, difference, amount, severity, hints, and what is missing."""

import re

import pytest

from auditor.checking.program import Program
from auditor.checking.runtime import Runtime
from auditor.findings.evaluation import Evaluation
from auditor.findings.explain import Explainer
from auditor.findings.finding import Finding
from auditor.forms.model import FUNDING_FIELDS, TEXT_FIELDS, Damage, Form
from auditor.rulebook import names
from auditor.rulebook.expressions import Path
from auditor.rulebook.rule import Rule
from tests.checking.build import form, judge, rule, standard_pack, view

GOOD = form()


def only(made: Rule, of: Form, lang: str = "zh") -> Finding:
    """Give the one finding of a rule on a form."""
    (finding,) = judge(made, of, lang=lang).findings
    return finding


@pytest.mark.parametrize(
    ("require", "found", "zh", "en", "difference"),
    [
        ("{that: funding.total, equals: 99}", "100", "99", "99", "1"),
        ("{that: funding.other, equals: funding.total}", "15", "100", "100", "-85"),
        ("{that: funding.total, differs_from: 100}", "100", "不应为 100", None, "0"),
        ("{that: funding.total, at_most: 99.5}", "100", "≤ 99.5", "≤ 99.5", "0.5"),
        ("{that: funding.total, at_least: 100.25}", "100", "≥ 100.25", "≥ 100.25", "-0.25"),
        ("{that: funding.total, less_than: 100}", "100", "< 100", "< 100", "0"),
        ("{that: funding.total, more_than: 100}", "100", "> 100", "> 100", "0"),
        ("{that: funding.total, equals: 90, within: 0.50}", "100", "90（允许误差 0.5）", "90 (tolerance 0.5)", "10"),
        ("{that: funding.total, equals: 90, within: {per_line: 0.01}}", "100", "90（允许误差 每行 0.01）",
         "90 (tolerance 0.01 per line)", "10"),
        ("{that: funding.total, equals: 90, within: rounding}", "100", "90（按印刷位数四舍五入）",
         "90 (rounded as printed)", "10"),
        ("{that: funding.total, one_of: [1, 2]}", "100", "应为 1、2 之一", "one of 1, 2", ""),
        ("{that: project_level, one_of: [省级, 市级]}", "市本级", "应为 省级、市级 之一", "one of 省级, 市级", ""),
        ("{that: project_level, none_of: [省级, 市本级]}", "市本级", "不应为 省级、市本级", "none of 省级, 市本级", ""),
        ("{that: project_level, equals: 省级}", "市本级", "省级", "省级", ""),
        ("{that: manager, contains: [电话]}", "王明 051*-****0000", "应包含 电话 之一", "to contain one of 电话", ""),
        ("{that: manager, matches: '^1'}", "王明 051*-****0000", "应符合规定格式", "to have the required form", ""),
        ("{that: manager, filled: false}", "王明 051*-****0000", "应为空", "to be blank", ""),
        ("{that: unit_printed, equals: false}", None, None, None, ""),
        ("{not: {that: funding.total, equals: 100}}", "100", "不应为 100", None, "0"),
        ("{not: {that: funding.total, at_least: 100}}", "100", "< 100", "< 100", "0"),
        ("{any: [{that: funding.total, equals: 1}, {that: year, equals: 2}]}", "100", "1", "1", "99"),
        ("[{that: year, equals: 2024}, {that: funding.total, equals: 1}]", "100", "1", "1", "99"),
        ("{that: {sum: spending.full_year}, equals: 100.000001}", "100", "100.000001", "100.000001", "-0.000001"),
        ("{that: {ratio: {of: funding.total, to: 3}}, equals: 33.33}", "33.33", "33.33", "33.33", "0.00"),
    ],
)  # fmt: skip
def test_evidence(require: str, found: str | None, zh: str | None, en: str | None, difference: str) -> None:
    """Both sides of the comparison that decided stand in the finding, in the language asked for."""
    for lang, expected in (("zh", zh), ("en", en)):
        finding = only(rule(require=require), GOOD, lang)
        assert found is None or finding.found == found
        assert expected is None or finding.expected == expected
        assert finding.difference == difference


def test_blank_is_found_blank() -> None:
    """A blank cell is found empty; the message says so in words."""
    made = rule(require="{that: manager, filled: true}", at="manager", message='{zh: "“{manager}”", en: "<{manager}>"}')
    finding = only(made, form("set: {manager: null}"))
    assert (finding.found, finding.expected, finding.message) == ("", "应填写", "“（空）”")
    assert only(made, form("set: {manager: null}"), "en").message == "<(blank)>"


def test_dates_are_shown_as_dates() -> None:
    """A date is shown as a date, not as the program's numbers for its days."""
    made = rule(require="{that: end.date, less_than: start.date}", at="end.date", message='"{start.date}"')
    finding = only(made, GOOD)
    for shown in (finding.found, finding.expected, finding.message):
        assert not re.search(r"\d{8}", shown), shown
        assert "2024" in shown


def test_long_texts_are_cut() -> None:
    """A long text is cut in the table's cells, never in the message."""
    long = "长" * 500
    made = rule(require="{that: content, equals: 短}", at="content", message='"{content}"')
    finding = only(made, form(f"set: {{content: {long}}}"))
    assert 0 < len(finding.found) < 100
    assert finding.message == long


@pytest.mark.parametrize(
    ("amount", "wanted"),
    [
        ("difference", "1"),
        ("funding.other", "15"),
        ("lines", "100"),
        ("params.sum", "7"),
        ("funding.special_account", "0"),
    ],
)
def test_amount(amount: str, wanted: str) -> None:
    """The money at stake is what the rule names: a value, or by how much the two sides differ, without sign."""
    made = rule(
        params="{sum: {value: 7, decided_by: 测试}}",
        let="{lines: {sum: spending.full_year}}",
        require="{that: lines, equals: 101}",
        amount=amount,
    )
    finding = only(made, GOOD)
    assert (finding.amount, finding.difference) == (wanted, "-1")


def test_amount_that_is_blank() -> None:
    """No money is at stake where the amount is not printed, or the check could not be made."""
    made = rule(require="{that: year, equals: 1}", amount="funding.other")
    assert only(made, form("set: {funding.other: null}")).amount == ""
    unknown = rule(require="{that: funding.total, equals: 1}", amount="funding.other")
    assert only(unknown, form("set: {funding.total: null}")).amount == ""


@pytest.mark.parametrize(("total", "severity"), [("10", "warning"), ("1000", "error"), ("5000", "info")])
def test_severity_when(total: str, severity: str) -> None:
    """The first condition that is true sets the severity of a failing check."""
    made = rule(
        require="{that: year, equals: 1}",
        severity_when="[{severity: info, when: {that: funding.total, more_than: 2000}},"
        " {severity: error, when: {that: funding.total, more_than: 500}}]",
        severity="warning",
    )
    assert only(made, form(f"set: {{funding.total: '{total}'}}")).severity == severity


def test_severity_of_what_could_not_be_checked() -> None:
    """An unknown condition changes no severity; a check that could not be made keeps the rule's."""
    made = rule(
        require="{that: funding.other, equals: 1}",
        severity_when="[{severity: info, when: {that: funding.total, more_than: 2000}},"
        " {severity: info, when: {that: year, equals: 2024}}]",
    )
    assert only(made, form("set: {funding.total: null}")).severity == "info"
    assert only(made, form("set: {funding.other: null}")).severity == "error"


def test_hints() -> None:
    """A hint is added when its condition is true, and only then; in English after a blank."""
    made = rule(
        require="{that: year, equals: 1}",
        message="{zh: 年度有误。, en: Wrong year.}",
        hints="[{when: {that: funding.total, equals: 100},"
        " text: {zh: '总额 {funding.total}。', en: 'Total {funding.total}.'}},"
        " {when: {that: funding.other, equals: 1}, text: {zh: 乙, en: B}},"
        " {when: {that: funding.carry_over, equals: 1}, text: {zh: 丙, en: C}}]",
    )
    of = form("set: {funding.carry_over: null}")
    assert only(made, of).message == "年度有误。总额 100。"
    assert only(made, of, "en").message == "Wrong year. Total 100."


def test_placeholders() -> None:
    """A message is filled with exact values: lets, parameters, the subject's attributes, and what decided."""
    made = rule(
        params="{least: {value: '1000.50', unit: 万元, decided_by: 测试}}",
        for_each="{s: spending, where: {half_year: {less_than: 10}}}",
        let="{share: {share: {of: s.full_year, in: spending.full_year}}, third: {ratio: {of: s.full_year, to: 9}}}",
        require="{that: s.full_year, at_least: params.least}",
        at="s.full_year",
        message='"{s.name}|{s.half_year}|{share}|{third}|{params.least}|{difference}|{found}|{expected}|{year}"',
    )
    assert only(made, GOOD).message == "图书室管理员授课费|5|12|1.33|1000.5|988.5|12|≥ 1000.5|2024"


@pytest.mark.parametrize(
    ("require", "change", "zh", "en"),
    [
        ("{that: funding.total, equals: 1}", "funding.total: null", "资金总额", "资金总额"),
        ("{that: {sum: spending.full_year}, equals: funding.total}", "spending.0.full_year: null", "支出明细",
         "支出明细"),
        ("{that: {minus: [funding.total, funding.other]}, equals: 1}", "funding.other: null", "其他资金", "其他资金"),
        ("{that: year, equals: 1}", "year: null", "年度", "年度"),
        ("{that: start.year, equals: 1}", "start: null", "开始时间", "开始时间"),
        ("{that: content, contains: [甲]}", "content: null", "项目实施内容", "项目实施内容"),
        ("{that: {ratio: {of: funding.other, to: funding.special_account}}, equals: 1}", "manager: 王明",
         "计算所需的数值", "a value of the calculation"),
    ],
)  # fmt: skip
def test_cannot_check_names_what_is_missing(require: str, change: str, zh: str, en: str) -> None:
    """A check that could not be made says in words which value is missing."""
    of = form(f"set: {{{change}}}")
    finding = only(rule(require=require), of)
    assert finding.outcome == "cannot_check"
    assert finding.message.startswith("无法判断：缺少或无法识别 ")
    assert zh in finding.message
    assert (finding.found, finding.expected, finding.difference, finding.fix) == ("", "", "", "")
    english = only(rule(require=require), of, "en").message
    assert english.startswith("Cannot be checked: ")
    assert en in english


def test_cannot_check_names_each_missing_value_once() -> None:
    """Every missing value is named, once; those that are there are not."""
    made = rule(
        let="{left: {minus: [funding.total, funding.other]}}",
        require="{any: [{that: left, equals: 1}, {that: funding.total, equals: funding.carry_over},"
        " {that: year, equals: 1}]}",
    )
    finding = only(made, form("set: {funding.total: null, funding.other: null}"))
    assert finding.message == "无法判断：缺少或无法识别 资金总额、其他资金。"


def test_cannot_check_of_a_blank_target() -> None:
    """A blank target cell is named as the cell, not as one of its parts; the second form alike says the same."""
    made = rule(
        for_each="{i: indicators}",
        require="{that: i.half_year.value, at_least: 0}",
        at="i.half_year",
        when="{that: i.own, equals: true}",
    )
    of = form("set: {indicators.11.half_year: null}")
    finding, *_ = judge(made, of).findings
    assert finding.message == "无法判断：缺少或无法识别 半年（程）指标值。"
    assert finding.field == "indicators[11].half_year"


LABELLED = [(owner, attribute) for owner, attributes in names.ELEMENTS.items() for attribute in attributes]


@pytest.mark.parametrize(("owner", "attribute"), LABELLED, ids=map(".".join, LABELLED))
def test_every_attribute_has_a_name_in_words(owner: str, attribute: str) -> None:
    """Whatever value is missing, it is named in the reader's language, never by the program's word for it."""
    kind = names.ELEMENTS[owner][attribute]
    path = Path(kind, "item", "x", (attribute,), f"x.{attribute}", owner)
    runtime = Runtime(view(GOOD), None, {})
    zh = Explainer(Program([]), "zh")._label(path, runtime)
    en = Explainer(Program([]), "en")._label(path, runtime)
    assert not re.search("[a-z]", zh), zh
    assert "_" not in en
    assert zh != en


@pytest.mark.parametrize("name", sorted(names.FORM))
def test_every_form_name_has_a_name_in_words(name: str) -> None:
    """The same holds for every value of the form itself."""
    path = Path(names.FORM[name], "form", name, (), name)
    assert not re.search("[a-z]", Explainer(Program([]), "zh")._label(path, Runtime(view(GOOD), None, {})))


def test_trial() -> None:
    """The findings of a rule on trial are marked, those of others are not."""
    assert only(rule(require="{that: year, equals: 1}", status="trial"), GOOD).trial
    assert not only(rule(require="{that: year, equals: 1}"), GOOD).trial


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (Damage("value_lost", "/spending/0/full_year"), True),
        (Damage("value_unplaced", "/spending/0"), True),
        (Damage("value_lost", "/spending/1/full_year"), False),
        (Damage("value_lost", "/spending/0/half_year"), False),
        (Damage("row_shifted", "/spending/0"), False),
        (Damage("unassigned_row", "/spending"), True),
        (Damage("form_cut", ""), False),
    ],
)
def test_damage_near(damage: Damage, told: bool) -> None:
    """A finding near something the extraction lost knows it; repairs that lost nothing, and losses elsewhere, do not count."""
    made = rule(
        for_each="{s: spending, where: {half_year: {at_least: 25}}}",
        require="{that: s.full_year, equals: 1}",
        at="s.full_year",
    )
    of = form()
    of.damage = [damage]
    assert bool(only(made, of).loss) == told


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("/spending/1/full_year", "所依据的文字读取时存疑"),
        ("/funding/total", "该处文本在提取时有损坏或缺失"),
        ("/funding/other", ""),
        ("/manager", ""),
    ],
)
def test_doubt_below_a_finding(at: str, told: str) -> None:
    """A finding that rests on a doubtful operand, such as one line of a sum, knows it, wherever it points."""
    made = rule(let="{sum: {sum: spending.full_year}}", require="{that: sum, equals: 1}", at="funding.total")
    of = form()
    of.damage = [Damage("any_code", at, doubt=True)]
    assert only(made, of).loss == told


def test_citation() -> None:
    """The basis names each document with its number and the place in it; verified only if every one is."""
    basis = "[{doc: cz-2015-88, at: 第三条, verified: true}, {doc: practice, at: 惯例, verified: %s}]"
    zh = only(rule(require="{that: year, equals: 1}", basis=basis % "false"), GOOD)
    assert zh.basis == "中央部门预算绩效目标管理办法（财预〔2015〕88号） 第三条；审核实务 惯例"
    assert zh.basis_verified == "false"
    assert only(rule(require="{that: year, equals: 1}", basis=basis % "true"), GOOD).basis_verified == "true"
    en = only(rule(require="{that: year, equals: 1}", basis=basis % "true"), GOOD, "en").basis
    assert "；" not in en
    assert "（" not in en


def test_placeholders_in_the_fix() -> None:
    """The advice is filled like the message."""
    made = rule(
        for_each="{s: spending}", require="{that: s.full_year, at_least: 13}", at="s.full_year",
        fix="{zh: '请核对“{s.name}”。', en: 'Check {s.name}.'}",
    )  # fmt: skip
    assert only(made, GOOD).fix == "请核对“图书室管理员授课费”。"
    assert only(made, GOOD, "en").fix == "Check 图书室管理员授课费."


_CELLS = [
    *(f"{name}: null" for name in (*TEXT_FIELDS, "year", "title", "unit")),
    *(f"funding.{name}: null" for name in FUNDING_FIELDS),
    *(f"spending.1.{name}: null" for name in ("name", "half_year", "full_year")),
    *(f"indicators.{row}.{name}: null" for row in (0, 3, 7, 11, 15, 16, 18) for name in names.ELEMENTS["indicators"]
      if name in ("level1", "level2", "level3", "half_year", "full_year")),
    *(f"indicators.{row}.{name}: '{text}'" for row in (0, 7, 11, 15) for name in ("half_year", "full_year")
      for text in ("/", "随便", "100", "5人", "2024年6月")),
]  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("cell", _CELLS)
def test_shipped_rules_on_any_blank_or_odd_cell(cell: str, lang: str) -> None:
    """Whatever cell is blank or odd, every shipped rule ends with a sentence in the reader's words."""
    for finding in SHIPPED[lang].evaluate(form(f"set: {{{cell}}}")).findings:
        assert finding.message
        assert "{" not in finding.message + finding.fix
        if lang == "zh":
            assert not re.search("[a-z]{4,}_?", finding.message), finding.message


SHIPPED = {lang: Evaluation(standard_pack(), engine="plain", lang=lang) for lang in ("zh", "en")}
