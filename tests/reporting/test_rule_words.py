"""Conditions in plain words: every verb, comparison, flag and subject has a sentence, and unknown ones are named."""

from dataclasses import replace
from typing import Final

import pytest

from auditor.reporting.rule_words import RuleWords
from auditor.rulebook import batchnames, names
from auditor.rulebook.expressions import COMBINATORS, COMPARISONS, Call
from auditor.rulebook.rule import Rule
from auditor.rulebook.verbs import VERBS
from auditor.wording import knows
from tests.checking.build import rule, standard_pack

PACK: Final = standard_pack()


def words(made: Rule, lang: str = "zh") -> RuleWords:
    """Speak of a rule with the labels of the shipped layout."""
    return RuleWords(made, PACK.labels, lang)


def required(lang: str = "zh", **keys: str) -> str:
    """Give what a rule made of these keys requires, its parts joined by a bar."""
    made = rule(**keys)
    spoken = words(made, lang)
    return " | ".join(spoken.inline(clause) for clause in spoken.conditions(made.require))


@pytest.mark.parametrize(
    ("keys", "zh", "en"),
    [
        ({"require": "{that: manager, filled: true}"}, "项目负责人/联系电话 已填写", "manager is filled in"),
        ({"require": "{that: manager, filled: false}"}, "项目负责人/联系电话 为空", "manager is blank"),
        ({"require": "{that: funding.total, at_least: 5}"}, "资金总额 不小于 5", "total is at least 5"),
        (
            {"require": "{that: funding.total, equals: funding.other, within: 0.01}"},
            "资金总额 等于 其他资金（允许误差 0.01）",
            "total equals other (tolerance 0.01)",
        ),
        (
            {
                "let": "{lines: {sum: spending.full_year}}",
                "require": "{that: lines, equals: funding.total, within: rounding}",
            },
            "支出明细各行的全年（程）合计 等于 资金总额（按印刷位数四舍五入）",
            "the sum of full-year of all rows of spending equals total (rounded as printed)",
        ),
        (
            {"require": "[{that: start.year, at_most: year}, {that: end.date, at_least: start.date}]"},
            "开始时间的年度 不大于 年度 | 完成时间 不小于 开始时间",
            "year of start is at most year | end is at least start",
        ),
        (
            {"require": "{not: {that: content, contains: vocab.money_units}}"},
            "项目实施内容 不含有 词表 money_units（“元”、“千元”、“万元”、“百万元”、“亿元”） 中的任何一个",
            'content contains none of word list money_units ("元", "千元", "万元", "百万元", "亿元")',
        ),
        (
            {"require": "{any: [{that: manager, filled: true}, {that: manager, matches: vocab.patterns.phone}]}"},
            "以下至少一项成立：项目负责人/联系电话 已填写；项目负责人/联系电话 符合格式 phone",
            "at least one of these holds: manager is filled in; manager matches pattern phone",
        ),
        (
            {
                "for_each": "{f: {fields: [content, annual_goal]}}",
                "let": "{part: {copied: {of: f.value, from: necessity, block: 25}}}",
                "require": "[{that: f.name, equals: annual_goal}, {that: part, at_most: 80}]",
                "at": "f.value",
            },
            "该栏目的名称 等于 年度目标 | 该栏目中与立项必要性整段相同的文字所占百分比（每段至少 25） 不大于 80",
            (
                "name of the field equals annual goal | the percentage of the field that stands in necessity "
                "word for word (in blocks of at least 25) is at most 80"
            ),
        ),
        (
            {
                "for_each": "{i: indicators}",
                "require": "{that: {words_in_both: {of: i.level3, with: content, words: vocab.meeting_words}}, equals: 0}",
            },
            "该指标的三级指标与项目实施内容都含有的词的个数（限于词表 meeting_words（“会议”、“会务”）） 等于 0",
            (
                "the number of words that both level-3 indicator of the indicator and content hold "
                '(out of word list meeting_words ("会议", "会务")) equals 0'
            ),
        ),
        (
            {
                "for_each": "{q: {numbers_in: annual_goal}}",
                "require": "{that: {measuring: {of: q, in: indicators, words: 1, where: {own: true}}}, at_least: 1}",
                "at": "q.phrase",
            },
            "衡量该数量的绩效指标（仅限 是自设指标）行数（数值、单位相符，至少 1 个相同用语） 不小于 1",
            (
                "the number of indicators (only where is one of the project's own) that measure the quantity "
                "(same number and unit, at least 1 words in common) is at least 1"
            ),
        ),
        (
            {"for_each": "{i: indicators}", "require": "{that: i.standard, equals: false}"},
            "并非“该指标是必备指标”",
            'not "the indicator is a mandatory indicator"',
        ),
        (
            {"for_each": "{i: indicators}", "require": "{that: i.full_year.kind, equals: quality_word}"},
            "该指标的全年（程）指标值的值的类型 等于 定性表述",
            "kind of value of full-year target of the indicator equals quality word",
        ),
        (
            {
                "params": "{most: {value: '30', unit: '%', decided_by: 预算科}}",
                "let": "{part: {ratio: {of: funding.other, to: funding.total}, as: percent}}",
                "require": "{that: part, at_most: params.most}",
            },
            "其他资金占资金总额的百分比 不大于 30%（阈值 most）",
            "the percentage other is of total is at most 30% (threshold most)",
        ),
        (
            {
                "let": "{target: {lookup: indicators, where: {standard_name: 预算执行率}, take: half_year}}",
                "require": "{that: target.value, equals: 50}",
            },
            "绩效指标（仅限 必备指标名称 等于 “预算执行率”）的半年（程）指标值的数值 等于 50",
            'value of half-year target of indicators (only where standard indicator equals "预算执行率") equals 50',
        ),
    ],
)
def test_conditions(keys: dict[str, str], zh: str, en: str) -> None:
    """A condition reads like a sentence, in both languages."""
    assert required(**keys) == zh
    assert required("en", **keys) == en


@pytest.mark.parametrize(
    ("for_each", "zh"),
    [
        ("", "整张表判定一次"),
        ("{i: indicators}", "对“绩效指标”逐行判定"),
        ("{i: indicators, where: {own: true}}", "对“绩效指标”逐行判定（仅限 是自设指标）"),
        ("{name: vocab.money_units}", "对下列各词逐个判定：“元”、“千元”、“万元”、“百万元”、“亿元”"),
        ("{f: {fields: [start, end]}}", "对下列栏目逐个判定：开始时间、完成时间"),
        ("{q: {numbers_in: [content, annual_goal]}}", "对下列栏目中写明的数量逐个判定：项目实施内容、年度目标"),
        (
            "{q: {numbers_in: content}, where: {unit: 人}}",
            "对下列栏目中写明的数量逐个判定：项目实施内容（仅限 计量单位 等于 “人”）",
        ),
    ],
)
def test_subjects(for_each: str, zh: str) -> None:
    """What a rule is asked of is said with the form's own labels."""
    made = rule(for_each=for_each) if for_each else rule()
    assert words(made).subjects() == zh


def test_every_word_of_the_language_has_a_sentence() -> None:
    """No verb, comparison, combinator or flag of a row is left to the fallback."""
    verbs = {f"verb_{verb}" for verb in VERBS if verb != "lookup"} | {"verb_ratio_percent"}
    comparisons = {f"comparison_{name}" for name in COMPARISONS if name != "filled"}
    flags = {f"flag_{name}" for element in names.ELEMENTS.values() for name, kind in element.items() if kind == "flag"}
    tables = {f"table_{kind}" for kind in batchnames.FORMS.values()}
    found = (*verbs, *comparisons, *flags, *tables, *COMBINATORS)
    lacking = [name for name in found if not knows(f"spelled.{name}")]
    assert not lacking


def test_what_has_no_sentence_is_named() -> None:
    """A verb that the words do not know is shown by its name with its operands, and nothing breaks."""
    made = rule(let="{lines: {sum: spending.full_year}}", require="{that: lines, at_least: 1}")
    ((_, call),) = made.lets
    assert isinstance(call, Call)
    assert words(made).operand(replace(call, verb="squared")) == "squared（支出明细各行的全年（程））"


def test_long_lets_go_by_their_names() -> None:
    """A let whose meaning is longer than a line is called by its name: the page explains it once."""
    made = rule(
        let="{counted: {count: indicators, where: {level2: 数量指标, is_count: true, progress: {filled: true}}}}",
        require="{that: counted, at_least: 2}",
    )
    assert [clause.text for clause in words(made).conditions(made.require)] == ["“counted” 不小于 2"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_shipped_rule(lang: str) -> None:
    """Every shipped rule is said whole, without a name of the program's inside."""
    for made in PACK.rules:
        spoken = words(made, lang)
        clauses = [*spoken.conditions(made.when), *spoken.conditions(made.require)]
        text = " ".join([spoken.subjects(), *(spoken.inline(clause) for clause in clauses)])
        assert "Call(" not in text
        assert "vocab." not in text
        assert "None" not in text
