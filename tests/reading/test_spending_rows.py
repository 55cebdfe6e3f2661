"""Spending rows: names and amounts, shifted, joined, lone or not to be placed."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.forms.model import Form, SpendingLine
from auditor.forms.numbers import parse_amount
from auditor.forms.vocabulary import Vocabulary
from auditor.reading.jsonform import damage_message
from auditor.reading.layout import Layout
from auditor.reading.lexicon import Lexicon

Damages = Callable[[Form], list[tuple[str, str, int | None]]]
ReadForm = Callable[[list[str]], Form]
Replaced = Callable[[str, str], list[str]]


def printed(line: SpendingLine) -> tuple[str | None, str | None, str | None]:
    """Give a line as its texts."""
    half, full = (None if value is None else str(value) for value in (line.half_year, line.full_year))
    return line.name, half, full


@pytest.mark.parametrize(
    ("row", "line", "codes"),
    [
        ("\t\t培训费\t\t5\t12.50", ("培训费", "5", "12.50"), []),
        ("培训费\t\t5\t12.50\t\t", ("培训费", "5", "12.50"), ["row_shifted"]),
        ("\t培训费\t\t5\t12.50\t", ("培训费", "5", "12.50"), ["row_shifted"]),
        ("\t\t培训费\t\t5\t", ("培训费", "5", None), ["value_lost"]),
        ("\t\t培训费\t\t\t12.50", ("培训费", None, "12.50"), ["value_lost"]),
        ("培训费\t\t\t12.50\t\t", ("培训费", None, None), ["value_unplaced"]),
        ("培训费\t\t5\t\t\t", ("培训费", None, None), ["value_unplaced"]),
        ("\t\t培训费\t\t5", ("培训费", None, None), ["value_unplaced"]),
        ("\t\t培训费\t5\t\t", ("培训费", None, None), ["value_unplaced"]),
        ("\t\t培训费\t\t\t", ("培训费", None, None), []),
        ("\t\t\t\t5\t12.50", (None, "5", "12.50"), []),
        ("\t\t\t\t\t12.50", (None, None, "12.50"), ["value_lost"]),
        ("\t\t培训费\t\t—\t无", ("培训费", "0", "0"), ["dash_as_zero", "dash_as_zero"]),
        ("\t\t培训费\t\t待定\t12.50", ("培训费", None, "12.50"), ["not_a_number"]),
        ("\t\t培训费\t\t50000元\t12.50", ("培训费", "5", "12.50"), ["unit_converted"]),
        ("\t\t培训费\t3\t5\t12.50", ("培训费", "5", "12.50"), ["value_unplaced"]),
        ("\t\t其他资金\t\t5\t12.50", ("其他资金", "5", "12.50"), []),
        ("\t\t<b>培训费\t\t5\t12.50", ("<b>培训费", "5", "12.50"), ["markup_residue"]),
        ("支出\t\t培训费\t\t5\t12.50", ("培训费", "5", "12.50"), []),
    ],
)
def test_row(row: str, line: tuple[str | None, ...], codes: list[str], read_form: ReadForm, replaced: Replaced) -> None:
    """Two numbers are half-year and full-year in order; a lone one goes by its column if the row is not shifted."""
    form = read_form(replaced("培训费", row))
    assert printed(form.spending[0]) == line
    assert [damage.code for damage in form.damage] == codes
    assert all(damage.at.startswith("/spending/0") and damage.line == 21 for damage in form.damage)
    assert printed(form.spending[1])[0] == "资料费"


def test_columns_are_learnt_anew_after_a_page_break(read_form: ReadForm, replaced: Replaced, damages: Damages) -> None:
    """The first row of the new page says where its columns are; it is reported once, the rows after it are placed."""
    form = read_form(replaced("培训费", "\t\t培训费\t5\t12.50\n\t\t印刷费\t6\t7\n\t\t会议费\t\t8"))
    assert [printed(line) for line in form.spending[:3]] == [
        ("培训费", "5", "12.50"),
        ("印刷费", "6", "7"),
        ("会议费", None, "8"),
    ]
    assert damages(form)[:2] == [("columns_changed", "/spending/0", 21), ("value_lost", "/spending/2/half_year", 23)]


def test_name_in_the_header_row(read_form: ReadForm, replaced: Replaced, damages: Damages) -> None:
    """As in form 10: the name is joined with the numbers of the next row."""
    lines = replaced("支出", "\t支出\t教学经费\t\t半年（程） 计划执行数\n\t\t110\t220\t")
    form = read_form(lines)
    assert printed(form.spending[0]) == ("教学经费", "110", "220")
    assert damages(form)[0] == ("name_in_header_row", "/spending/0/name", 20)
    assert damage_message(form.damage[0], "zh") == (
        "第 20 行：支出名称“教学经费”写在表头所在行，已与下一行的金额合并读入。"
    )


def test_name_in_the_header_row_without_numbers_below(read_form: ReadForm, replaced: Replaced) -> None:
    """The name is kept; the next line's numbers are not taken from it."""
    form = read_form(replaced("支出", "\t支出\t教学经费\t\t半年(程) 计划执行数\t全年(程) 预算数"))
    assert [printed(line) for line in form.spending] == [
        ("教学经费", None, None),
        ("培训费", "5", "12.50"),
        ("资料费", "4", "17.50"),
    ]


@pytest.mark.parametrize("name", ["合计", "小 计", "总计："])
def test_totals_are_no_line(name: str, read_form: ReadForm, replaced: Replaced, damages: Damages) -> None:
    """A row of totals would double every sum; it is reported instead."""
    form = read_form(replaced("资料费", f"\t\t资料费\t\t4\t17.50\n\t\t{name}\t\t9\t30"))
    assert len(form.spending) == 2
    assert damages(form) == [("total_row", "/spending", 23)]


def test_text_outside_the_table(read_form: ReadForm, replaced: Replaced, damages: Damages) -> None:
    """A line without any tab is no spending line."""
    form = read_form(replaced("资料费", "\t\t资料费\t\t4\t17.50\n注：含税"))
    assert damages(form) == [("unassigned_row", "/spending", 23)]


def test_spending_header_without_its_section_label(read_form: ReadForm, replaced: Replaced) -> None:
    """The half-year column is found in no other table."""
    form = read_form(replaced("支出", "\t\t\t\t半年(程) 计划执行数\t全年(程) 预算数"))
    assert [line.name for line in form.spending] == ["培训费", "资料费"]
    assert form.damage == []


NUMERALS = "0123456789０１２,，.．一二三两十百千万亿壹贰拾佰仟元整-－+（）()¥ 半负成分之"


@settings(max_examples=500, deadline=None)
@given(st.text(alphabet=NUMERALS + "费人〇", min_size=1, max_size=8).map(str.strip).filter(bool))
def test_amounts_are_told_from_names_as_the_number_grammar_does(
    layout: Layout, vocabulary: Vocabulary, text: str
) -> None:
    """The short cut for names never overrules the grammar."""
    expected = parse_amount(text) is not None or text in layout.zero_words
    assert Lexicon(layout, vocabulary).is_amount(text) == expected
