"""The printed texts of a form as subjects, the verbs that quote them, and the profile of a run."""

from dataclasses import replace
from typing import Any

import pytest

from auditor.findings.evaluation import Evaluation
from auditor.findings.finding import FAIL, NOT_APPLICABLE, PASS
from auditor.forms.model import TEXT_FIELDS
from tests.checking.build import form, judge, let, real_forms, rule, standard_pack, view

GOOD = form()


def test_every_printed_text() -> None:
    """The subjects are the fields, the spending names and the indicator names, in printed order; blanks are none."""
    of = form("set: {manager: null, spending.1.name: null, indicators.4.level3: null}")
    seen = view(of)
    paths = [seen.text_path(index) for index in range(len(seen.texts))]
    assert paths == [
        *(name for name in TEXT_FIELDS if name != "manager"),
        "spending[0].name",
        "spending[2].name",
        *(f"indicators[{index}].level3" for index in range(20) if index != 4),
    ]


@pytest.mark.parametrize(
    ("path", "area", "label"),
    [
        ("project_name", "identity", "项目名称"),
        ("end", "identity", "完成时间"),
        ("manager", "manager", "项目负责人/联系电话"),
        ("annual_goal", "narratives", "年度目标"),
        ("spending[1].name", "spending_name", "支出明细"),
        ("indicators[11].level3", "indicator_name", "三级指标"),
    ],
)
def test_area_and_label(path: str, area: str, label: str) -> None:
    """A text knows what kind of place it stands in and the label printed beside it."""
    seen = view(GOOD)
    text = next(text for index, text in enumerate(seen.texts) if seen.text_path(index) == path)
    assert (text.area, text.label) == (area, label)


def test_numbers_of_a_text() -> None:
    """Numbers are listed by kind; a text without any has none, which is blank and not empty."""
    of = form("set: {content: '电话13812345678，账号6222020200012345678'}")
    texts = {text.label: text for text in view(of).texts}
    assert texts["项目实施内容"].phone_numbers == ("13812345678",)
    assert texts["项目实施内容"].account_numbers == ("6222020200012345678",)
    assert texts["年度目标"].phone_numbers is None


def test_findings_point_at_the_very_text() -> None:
    """Each finding has the field, the subject and the place of its own text."""
    made = rule(for_each="{t: texts}", require="{not: {that: t.value, contains: [党建]}}", at="t")
    for of in real_forms():
        for finding in judge(made, of).findings:
            assert "党建" in finding.excerpt
            pointer = "/" + finding.field.replace("[", "/").replace("].", "/")
            assert finding.line == str(of.places[pointer].line)


def test_texts_printed_alike_share_their_verdict() -> None:
    """A short text that comes again in another form is judged once; a long one is not kept."""
    judged = Evaluation(standard_pack(), engine="plain")
    first, second = (judged._views.view(form(), standard_pack().layout("huaian")) for _ in range(2))
    alike = [left is right for left, right in zip(first.texts, second.texts, strict=True)]
    assert all(alike)
    long = form("set: {content: '" + "甲" * 201 + "'}")
    views = [judged._views.view(long, standard_pack().layout("huaian")) for _ in range(2)]
    assert views[0].texts[10] is not views[1].texts[10]


@pytest.mark.parametrize(
    ("text", "pattern", "wanted"),
    [
        ("一二三四五六七八九十", "五", ("一二三四五六七八九十",)),
        ("一二三四五六七八九十甲乙丙丁", "八", ("…二三四五六七八九十甲乙丙丁",)),
        ("一二三四五六七八九十甲乙丙丁", "五|丁", ("一二三四五六七八九十甲…", "…八九十甲乙丙丁")),
        ("的的，一二三四五六七八，的的", "的的", ("的的，一二三四五…", "…四五六七八，的的")),
        ("没有", "的的", ()),
        ("甲\n乙\t丙", "乙", ("甲 乙 丙",)),
        ("1甲2甲3甲4甲5甲6甲7甲", "[0-9]", ("1甲2甲3甲4…", "1甲2甲3甲4甲5…", "1甲2甲3甲4甲5甲6…", "1甲2甲3甲4甲5甲6甲7…", "…2甲3甲4甲5甲6甲7甲", "…")),
    ],
)  # fmt: skip
def test_matches_in(text: str, pattern: str, wanted: tuple[str, ...]) -> None:
    """What is found is quoted with a little around it, each quotation once, at most five and then dots."""
    of = form()
    of.texts["content"] = text
    assert let(f"{{matches_in: content, pattern: '{pattern}'}}", of) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("引进高效毕业生，建立台帐", ("高效毕业生→高校毕业生", "台帐→台账")),
        ("提升知名度、美誉", ("知名度、美誉→知名度、美誉度",)),
        ("提升知名度、美誉度", ()),
    ],
)
def test_corrections_in(text: str, wanted: tuple[str, ...]) -> None:
    """Mistakes come with what is right, in the vocabulary's order."""
    assert let("{corrections_in: content, from: vocab.corrections.typos}", form(f"set: {{content: {text}}}")) == wanted


@pytest.mark.parametrize(
    "value",
    ["{matches_in: content, pattern: 甲}", "{corrections_in: content, from: vocab.corrections.typos}"],
)
def test_a_missing_text_is_not_quoted(value: str) -> None:
    """Of a text that is not printed nothing is known."""
    assert let(value, form("set: {content: null}")) is None


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("{list: spending.name}", ("基层图书室新建装修费", "图书书架购置费", "图书室管理员授课费")),
        ("{list: spending.name, where: {full_year: {less_than: 20}}}", ("图书室管理员授课费",)),
        ("{list: indicators.level2, where: {own: true, level1: 效益指标}}", ("社会效益", "可持续影响")),
        ("{list: indicators.level1, where: {standard: true}}", ("决策", "过程")),
        ("{list: indicators.level3, where: {level1: 没有}}", ()),
    ],
)
def test_list(value: str, wanted: tuple[Any, ...]) -> None:
    """One text of every row kept is listed, each once, in printed order."""
    assert let(value, GOOD) == list(wanted)
    assert None not in let("{list: spending.name}", form("set: {spending.1.name: null}"))


@pytest.mark.parametrize(("profile", "wanted"), [("internal", PASS), ("public", FAIL)])
def test_profile(profile: str, wanted: str) -> None:
    """A rule may look at the profile of the run, for the form and for rows that share their verdicts."""
    of_form = rule(require="{that: profile, equals: internal}")
    of_texts = rule(id="TEST-02", for_each="{t: texts}", require="{that: profile, equals: internal}", at="t")
    when = rule(id="TEST-03", when="{that: profile, equals: public}", require="{that: year, equals: 2024}")
    made = evaluation_of(profile, of_form, of_texts, when)
    for _ in range(2):
        checks = made.evaluate(GOOD, keep_all=True).checks
        assert {check.outcome for check in checks if check.program.rule.id != "TEST-03"} == {wanted}
        assert [check.outcome for check in checks if check.program.rule.id == "TEST-03"] == [
            NOT_APPLICABLE if profile == "internal" else PASS
        ]


def evaluation_of(profile: str, *rules: Any) -> Evaluation:
    """Give an evaluation of these rules in a profile."""
    return Evaluation(replace(standard_pack(), rules=rules), profile=profile)
