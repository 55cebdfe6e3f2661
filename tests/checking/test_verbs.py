"""The verbs of ``let``, each as a table: what it gives, what is missing, and how a ``where`` filters."""

import time
from fractions import Fraction
from typing import Any

import pytest

from auditor.forms.model import Form
from tests.checking.build import form, let, outcomes, rule, view

GOOD = form()


def blank(*paths: str) -> Form:
    """Give the good form with these cells blank."""
    return form("set: {" + ", ".join(f"{path}: null" for path in paths) + "}")


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("{sum: spending.full_year}", 100),
        ("{sum: spending.half_year}", 50),
        ("{sum: [funding.fiscal_subtotal, funding.carry_over, funding.other]}", 100),
        ("{sum: [spending.full_year, funding.other]}", 115),
        ("{sum: funding.total}", 100),
        ("{sum: spending.full_year, where: {half_year: {more_than: 5}}}", 88),
        ("{sum: spending.full_year, where: {name: 图书书架购置费}}", 38),
        ("{sum: spending.full_year, where: {name: {contains: [购置, 装修]}}}", 88),
        ("{sum: spending.full_year, where: {name: 没有这一行}}", None),
        ("{count: spending}", 3),
        ("{count: spending.full_year}", 3),
        ("{count: spending, where: {name: 没有这一行}}", 0),
        ("{count: indicators, where: {own: true}}", 9),
        ("{count: indicators, where: {standard: true}}", 11),
        ("{count: indicators, where: {own: true, level2: 数量指标}}", 3),
        ("{count: indicators, where: {level2: {one_of: [数量指标, 质量指标]}}}", 4),
        ("{count: indicators, where: {level2: {none_of: [数量指标, 质量指标]}}}", 16),
        ("{count: indicators, where: {full_year: {filled: true}}}", 20),
        ("{count: indicators, where: {full_year.kind: quantity}}", 10),
        ("{count: indicators, where: {full_year.kind: {differs_from: quantity}}}", 10),
        ("{count: indicators, where: {level3: {matches: '率$'}, own: true}}", 3),
        ("{count: indicators, where: {progress: {at_least: 41, at_most: 50}}}", 3),
        ("{count: targets, where: {period: half_year}}", 20),
        ("{count: targets, where: {indicator.own: true, operator: ≥}}", 14),
        ("{min: spending.full_year}", 12),
        ("{max: spending.full_year}", 50),
        ("{max: [funding.total, funding.other]}", 100),
        ("{mean: spending.full_year}", Fraction(100, 3)),
        ("{min: spending.full_year, where: {name: 没有这一行}}", None),
        ("{mean: spending.full_year, where: {name: 没有这一行}}", None),
        ("{ratio: {of: funding.other, to: funding.total}}", Fraction(3, 20)),
        ("{ratio: {of: funding.other, to: funding.total}, as: percent}", 15),
        ("{ratio: {of: funding.other, to: funding.special_account}, as: percent}", None),
        ("{ratio: {of: funding.special_account, to: funding.total}}", 0),
        ("{share: {of: funding.other, in: spending.full_year}}", 15),
        ("{scaled: {of: funding.total, by: 10000}}", 1_000_000),
        ("{minus: [funding.total, funding.other]}", 85),
        ("{minus: [funding.other, funding.total]}", -85),
        ("{length: project_name}", 9),
        ("{similarity: [project_name, project_name]}", 1),
        ("{similarity: [manager, content]}", 0),
        ("{lookup: indicators, where: {standard_name: 预算执行率}, take: half_year.value}", 50),
        ("{lookup: indicators, where: {standard_name: 预算执行率}, take: level3}", "预算执行率"),
        ("{lookup: indicators, where: {level3: 没有这一行}, take: level3}", None),
        ("{lookup: spending, where: {full_year: {less_than: 20}}, take: name}", "图书室管理员授课费"),
        ("{lookup: spending, take: name}", "基层图书室新建装修费"),
    ],
)  # fmt: skip
def test_on_the_good_form(value: str, wanted: Any) -> None:
    """On a form with every value, each verb gives the exact number, text or nothing."""
    assert let(value, GOOD) == wanted


@pytest.mark.parametrize("table", ["spending", "indicators", "targets"])
@pytest.mark.parametrize(("lost", "wanted"), [(False, 0), (True, None)], ids=["printed empty", "lost"])
def test_count_of_a_table_without_rows(table: str, *, lost: bool, wanted: int | None) -> None:
    """A table that is printed has no rows; of one that the extraction lost as a whole nobody knows how many."""
    labels = ("spending", "indicators") if lost else ()
    of = form("remove: [spending, indicators]", unlabelled=labels)
    assert let(f"{{count: {table}}}", of) == wanted
    assert let("{count: amounts, where: {value: {more_than: 5}}}", of) == 5
    whole = form("remove: [spending.0]", unlabelled=labels)
    assert let(f"{{count: {table}}}", whole) == let(f"{{count: {table}}}", form("remove: [spending.0]"))


@pytest.mark.parametrize(
    ("value", "blanks"),
    [
        ("{sum: spending.full_year}", ["spending.1.full_year"]),
        ("{min: spending.full_year}", ["spending.1.full_year"]),
        ("{max: spending.full_year}", ["spending.1.full_year"]),
        ("{mean: spending.full_year}", ["spending.1.full_year"]),
        ("{sum: [funding.total, funding.other]}", ["funding.other"]),
        ("{ratio: {of: funding.other, to: funding.total}}", ["funding.other"]),
        ("{ratio: {of: funding.other, to: funding.total}}", ["funding.total"]),
        ("{share: {of: funding.other, in: spending.full_year}}", ["funding.other"]),
        ("{share: {of: funding.other, in: spending.full_year}}", ["spending.0.full_year"]),
        ("{scaled: {of: funding.total, by: 10}}", ["funding.total"]),
        ("{minus: [funding.total, funding.other]}", ["funding.total"]),
        ("{minus: [funding.total, funding.other]}", ["funding.other"]),
        ("{length: project_name}", ["project_name"]),
        ("{similarity: [project_name, content]}", ["project_name"]),
        ("{similarity: [project_name, content]}", ["content"]),
        ("{strip: project_name, endings: vocab.generic_suffixes}", ["project_name"]),
        ("{words_in_both: {of: project_name, with: content, words: vocab.change_verbs}}", ["project_name"]),
        ("{words_in_both: {of: project_name, with: content, words: vocab.change_verbs}}", ["content"]),
        ("{copied: {of: project_name, from: content, block: 3}}", ["project_name"]),
        ("{copied: {of: project_name, from: content, block: 3}}", ["content"]),
        ("{copied: {of: project_name, from: content, block: funding.other}}", ["funding.other"]),
        ("{words_found: {of: project_name, in: content, or: spending.name}}", ["project_name"]),
        ("{shared_words: {of: project_name, with: content}}", ["project_name"]),
        ("{shared_words: {of: project_name, with: content}}", ["content"]),
        ("{lookup: indicators, where: {standard_name: 预算执行率}, take: half_year.value}", ["indicators.7.half_year"]),
    ],
)
def test_missing_makes_missing(value: str, blanks: list[str]) -> None:
    """A blank operand makes the result missing, never zero."""
    assert let(value, blank(*blanks)) is None


@pytest.mark.parametrize(
    ("value", "blanks", "wanted"),
    [
        ("{sum: spending.full_year, where: {full_year: {filled: true}}}", ["spending.1.full_year"], 62),
        ("{sum: spending.full_year, where: {half_year: {more_than: 1}}}", ["spending.1.half_year"], 62),
        ("{count: spending, where: {full_year: {filled: false}}}", ["spending.1.full_year"], 1),
        ("{count: spending, where: {full_year: {at_most: 1000}}}", ["spending.1.full_year"], 2),
        ("{count: spending, where: {name: {differs_from: 甲}}}", ["spending.1.name"], 2),
        ("{count: spending}", ["spending.1.full_year", "spending.1.name"], 3),
        ("{count: indicators, where: {full_year: {filled: false}}}", ["indicators.11.full_year"], 1),
        ("{count: indicators, where: {direction: {differs_from: lower_is_better}}}", ["indicators.11.level3"], 19),
    ],
)
def test_where_and_blanks(value: str, blanks: list[str], wanted: int) -> None:
    """A filter keeps the rows of which it is true; a row of which it is unknown is left out."""
    assert let(value, blank(*blanks)) == wanted


@pytest.mark.parametrize("value", ["sum", "min", "max", "mean"])
def test_no_rows(value: str) -> None:
    """The sum of an empty table is missing, its count is nothing."""
    empty = form("remove: [spending.0, spending.1, spending.2]")
    assert let(f"{{{value}: spending.full_year}}", empty) is None
    assert let("{count: spending}", empty) == 0


@pytest.mark.parametrize(
    ("amounts", "wanted"),
    [
        (("0.1", "0.2", "0"), Fraction(3, 10)),
        (("0.10", "0.20", "0.00"), Fraction(3, 10)),
        (("33.33", "33.33", "33.34"), 100),
        (("-5", "5", "0"), 0),
        (("1,234,567.89", "0.11", "0"), 1_234_568),
        (("９９．５", "0.5", "—"), 100),
        (("3万", "0", "0"), 30_000),
        (("99999999999999999999", "0.00000000000000000001", "0"), Fraction(99999999999999999999 * 10**20 + 1, 10**20)),
    ],
)
def test_exact_sums(amounts: tuple[str, ...], wanted: Any) -> None:
    """Sums are exact to the last printed digit; a dash is printed for zero."""
    cells = ", ".join(f'spending.{row}.full_year: "{text}"' for row, text in enumerate(amounts))
    assert let("{sum: spending.full_year}", form(f"set: {{{cells}}}")) == wanted


def test_exact_shares() -> None:
    """A third is a third: three shares of one third are a whole, not 99.99."""
    thirds = form("set: {spending.0.full_year: '1', spending.1.full_year: '1', spending.2.full_year: '1'}")
    share = let("{share: {of: s.full_year, in: spending.full_year}}", thirds, for_each="{s: spending}")
    assert share == Fraction(100, 3)
    assert share * 3 == 100


@pytest.mark.parametrize("item", [0, 1, 2])
def test_share_of_each_row(item: int) -> None:
    """A share depends on its row."""
    wanted = (50, 38, 12)[item]
    assert (
        let("{share: {of: s.full_year, in: spending.full_year}}", GOOD, for_each="{s: spending}", item=item) == wanted
    )


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("{count: spending, where: {full_year: {more_than: {scaled: {of: half_year, by: 2}}}}}", 1),
        ("{count: spending, where: {name: {equals: {strip: name, endings: vocab.generic_suffixes}}}}", 3),
        ("{sum: spending.full_year, where: {full_year: {at_least: {minus: [funding.total, full_year]}}}}", 50),
    ],
)
def test_calculation_inside_where(value: str, wanted: int) -> None:
    """A calculation inside a filter is made anew for each row."""
    assert let(value, GOOD) == wanted


def test_where_knows_the_subject_and_the_lets() -> None:
    """A filter may compare the rows with the subject and with earlier lets."""
    same = "{count: spending, where: {name: {differs_from: s.name}}}"
    assert [let(same, GOOD, for_each="{s: spending}", item=row) for row in range(3)] == [2, 2, 2]
    most = let(
        "{lookup: spending, where: {full_year: {equals: most}}, take: name}", GOOD, "most: {max: spending.full_year}"
    )
    assert most == "基层图书室新建装修费"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("培训60人以上，购置图书8000册", [(60, "人", "≥"), (8000, "册", None)]),
        ("投入3万元", [(3, "万元", None)]),
        ("满意度达到90%以上", [(90, "%", "≥")]),
        ("不少于1,200.50万元", [(Fraction(240_100, 200), "万元", "≥")]),
        ("2024年1月起实施", []),
        ("", []),
    ],
)
def test_numbers_in(text: str, wanted: list[tuple[Any, str, str | None]]) -> None:
    """Quantities of a text come with unit and direction, exact; dates are none."""
    of = form(f'set: {{annual_goal: "{text}"}}')
    assert [(q.value, q.unit, q.operator) for q in let("{numbers_in: annual_goal}", of)] == wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("{count: money}", 2),
        ("{max: money.amount}", 350),
        ("{sum: money.amount}", Fraction(7007, 20)),
        ("{min: money.value, where: {unit: 元}}", 3500),
        ("{count: money, where: {amount: {at_least: 1}}}", 1),
    ],
)
def test_money_in_a_text(value: str, wanted: Any) -> None:
    """Money in a text is compared in 万元, whatever unit it is printed in."""
    of = form('set: {annual_goal: "投入350万元，其中设备3500元，培训60人。"}')
    assert let(value, of, "money: {numbers_in: [annual_goal], where: {family: money}}") == wanted


@pytest.mark.parametrize(
    "value", ["{numbers_in: [annual_goal]}", "{years_in: annual_goal, pattern: '((?:19|20)[0-9]{2})年'}"]
)
def test_a_missing_text_holds_nothing(value: str) -> None:
    """A text that is not printed promises nothing: no quantity, no year; the collection is empty."""
    assert let(value, blank("annual_goal")) == []


def test_years_in() -> None:
    """Years are found by the pattern's group, as numbers."""
    of = form("set: {necessity: 2019年设立，自2021年起每年安排}")
    years = "years: {years_in: necessity, pattern: '((?:19|20)[0-9]{2})年'}"
    assert let("{min: years.value}", of, years) == 2019
    assert let("{max: years.value}", of, years) == 2021
    assert let("{count: years, where: {value: {less_than: year}}}", of, years) == 2


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("基层图书室建设项目", "基层图书室建设"),
        ("基层图书室建设", "基层图书室建设"),
        (" 图书项目 ", "图书"),
        ("项目", ""),
    ],
)
def test_strip(name: str, wanted: str) -> None:
    """One longest ending is taken off, blanks around it aside."""
    of = form(f'set: {{project_name: "{name}"}}')
    made = rule(
        params="{endings: {value: [项目, 目], decided_by: 测试}}",
        let="{tested: {strip: project_name, endings: params.endings}}",
        require=f'{{that: tested, equals: "{wanted}"}}',
    )
    assert outcomes(made, of) == ["pass"]


@pytest.mark.parametrize(
    ("text", "wanted"), [("一二三", 3), (" 一 二\t三\n", 3), ("一\u3000二", 2), ("ab 12", 4), ("😀", 1)]
)
def test_length(text: str, wanted: int) -> None:
    """A length counts the characters that are no blanks."""
    of = form()
    of.texts["content"] = text
    assert let("{length: content}", of) == wanted


@pytest.mark.parametrize(
    ("left", "right", "wanted"),
    [("甲乙丙丁", "甲乙丙丁", 1), ("甲乙丙丁", "戊己庚辛", 0), ("甲乙丙丁", "甲乙戊己", Fraction(1, 2)), ("甲", "", 0)],
)
def test_similarity(left: str, right: str, wanted: Any) -> None:
    """Similarity goes from 0 to 1 as an exact fraction of four places, and is the same both ways."""
    of = form()
    of.texts["content"], of.texts["annual_goal"] = left, right
    assert let("{similarity: [content, annual_goal]}", of) == wanted
    assert let("{similarity: [annual_goal, content]}", of) == wanted


@pytest.mark.parametrize(
    ("left", "right", "wanted"),
    [
        ("素质提升", "有所提升", 1),
        ("素质提升，环境改善", "改善并提升", 2),
        ("素质提升", "有所提高", 0),
        ("", "提升", 0),
    ],
)
def test_words_in_both(left: str, right: str, wanted: int) -> None:
    """The listed words that both texts hold are counted once each."""
    of = form()
    of.texts["content"], of.texts["annual_goal"] = left, right
    words = "{words_in_both: {of: content, with: annual_goal, words: vocab.change_verbs}}"
    assert let(words, of) == wanted


@pytest.mark.parametrize(
    ("text", "source", "block", "wanted"),
    [
        ("甲乙丙丁", "前甲乙丙丁后", 4, 100),
        ("甲乙丙丁", "前甲乙丙丁后", 5, 0),
        ("甲乙丙丁戊己", "甲乙丙，丁戊己", 3, 100),
        ("甲乙丙子丁戊", "甲乙丙，丁戊己", 3, 50),
        ("甲乙丙丁", "甲乙丙、乙丙丁", 3, 100),
        ("甲 乙\n丙", "甲乙丙", 3, 100),
        ("甲甲甲甲", "甲甲", 2, 100),
        ("", "甲乙丙", 1, 0),
        ("甲乙丙", "", 1, 0),
        ("甲乙丙", "甲乙丙", 0, None),
    ],
)
def test_copied(text: str, source: str, block: int, wanted: Any) -> None:
    """Every character inside a block that stands in the other text counts once; blanks count nowhere."""
    of = form()
    of.texts["content"], of.texts["annual_goal"] = text, source
    assert let(f"{{copied: {{of: content, from: annual_goal, block: {block}}}}}", of) == wanted


@pytest.mark.parametrize(
    ("text", "source", "wanted"),
    [
        ("图书", "购置图书", 100),
        ("图书室", "购置图书", 100),
        ("图书桌", "购置图书", 50),
        ("图书，桌子", "购置图书", 50),
        ("甲乙丙", "丙乙甲", 0),
        ("授课", "没有", 100),
        ("书", "书", None),
        ("甲乙", "", 0),
    ],
)
def test_words_found(text: str, source: str, wanted: Any) -> None:
    """The pairs of characters of a text are looked for in another text and in the names of the spending lines."""
    of = form()
    of.texts["content"], of.texts["annual_goal"] = text, source
    assert let("{words_found: {of: content, in: annual_goal, or: spending.name}}", of) == wanted


def test_copied_from_a_long_text() -> None:
    """Texts as long as a book are compared in a moment."""
    of = form()
    text = "".join(chr(0x4E00 + number % 20_000) for number in range(70_000))
    of.texts["content"], of.texts["annual_goal"] = text, text[1:]
    started = time.process_time()
    assert let("{copied: {of: annual_goal, from: content, block: 25}}", of) == 100
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("value", "for_each", "item", "wanted"),
    [
        ("{shared_words: {of: s.name, with: content}}", "{s: spending}", 1, 3),
        ("{shared_words: {of: s.name, with: indicators.level3}}", "{s: spending}", 2, 5),
        ("{shared_words: {of: s.name, with: indicators.level3, where: {own: false}}}", "{s: spending}", 0, 0),
    ],
)
def test_shared_words(value: str, for_each: str, item: int, wanted: int) -> None:
    """The pairs of characters that a text shares with any of the others are counted once each."""
    assert let(value, GOOD, for_each=for_each, item=item) == wanted


@pytest.mark.parametrize(
    ("change", "displaced", "legal"),
    [
        ("", False, "产出指标"),
        ("indicators.11.read_level1: 过程", True, "产出指标"),
        ("indicators.11.read_level2: 组织实施", True, "过程"),
        ("indicators.11.level2: 文化效益", False, None),
        ("indicators.11.level2: null", False, None),
        ("indicators.11.level1: null", False, "产出指标"),
    ],
)
def test_class_labels_of_a_row(change: str, displaced: bool, legal: str | None) -> None:
    """A row knows whether the labels printed around it say another class, and where its level 2 belongs."""
    of = form(f"set: {{{change}}}")
    row = view(of).indicators[11]
    assert (row.displaced, row.legal_level1) == (displaced, legal)
