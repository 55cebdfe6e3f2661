"""Texts that are alike are found without comparing each with each, and none is missed."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.checking.likeness import LikenessIndex, likeness

BOUNDS = st.sampled_from([Fraction(n, 20) for n in range(1, 20)])
TEXTS = st.lists(st.text("甲乙丙丁戊己ab", min_size=0, max_size=14), max_size=25)
SETS = st.lists(st.frozensets(st.sampled_from(list("甲乙丙丁戊己庚辛")), max_size=6), max_size=25)


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ("党员教育制片项目补助", "党建制片补助", Fraction(10, 16)),
        ("甲乙", "甲乙", 1),
        ("甲乙", "丙丁", 0),
        ("甲乙丙丁", "甲丙丁", Fraction(6, 7)),
        ("", "", 1),
        (frozenset({"甲", "乙"}), frozenset({"乙", "丙"}), Fraction(1, 3)),
        (frozenset(), frozenset(), 1),
    ],
)
def test_likeness(first: str, second: str, wanted: Fraction) -> None:
    """Twice the longest common subsequence by both lengths; for sets, what is common by what there is."""
    assert likeness(first, second) == wanted
    assert likeness(second, first) == wanted


@given(texts=TEXTS, above=BOUNDS)
def test_no_alike_text_is_missed(texts: list[str], above: Fraction) -> None:
    """The index finds exactly what comparing each with each finds."""
    index = LikenessIndex(texts, above)
    for text in texts:
        wanted = [other for other in dict.fromkeys(texts) if likeness(text, other) > above and (text or other)]
        found = [other for other in index.alike(text) if text or other]
        assert sorted(map(str, found)) == sorted(other for other in wanted if text and other)


@given(sets=SETS, above=BOUNDS)
def test_no_alike_set_is_missed(sets: list[frozenset[str]], above: Fraction) -> None:
    """The same for sets of words."""
    index = LikenessIndex(sets, above)
    for words in filter(None, sets):
        wanted = {other for other in sets if other and likeness(words, other) > above}
        assert set(index.alike(words)) == wanted


@given(texts=TEXTS, others=TEXTS, above=BOUNDS)
def test_a_text_that_is_not_indexed(texts: list[str], others: list[str], above: Fraction) -> None:
    """Last year's names are looked up in this year's: what is asked need not be indexed."""
    index = LikenessIndex(texts, above)
    for other in filter(None, others):
        assert set(index.alike(other)) == {text for text in texts if text and likeness(text, other) > above}


def test_order_and_repeats() -> None:
    """Alike values come in the order indexed, each once."""
    index = LikenessIndex(["图书室甲", "图书室乙", "图书室甲", "道路维修"], Fraction(1, 2))
    assert index.alike("图书室丙") == ["图书室甲", "图书室乙"]
