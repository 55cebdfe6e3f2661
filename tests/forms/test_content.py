"""Content words: what is left out, what is read as another word, and that long texts take no time."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.forms.content import ContentWords, pairs_of
from auditor.forms.vocabulary import Vocabulary

OWN = ContentWords(
    {"stop_words": ("项目",), "opening_verbs": ("组织", "开展"), "activities": ("培训",)}, {"培训": ("研修",)}
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("图书室", ["图书", "书室"]),
        ("图书的采购", ["图书", "采购"]),
        ("图书、书架和桌椅", ["图书", "书架", "桌椅"]),
        ("图书项目建设", ["图书", "建设"]),
        ("组织开展图书展", ["图书", "书展"]),
        ("  1. 组织图书展", ["图书", "书展"]),
        ("党组织书记", ["党组", "组织", "织书", "书记"]),
        ("建设5G基站20个", ["建设", "基站"]),
        ("PM2.5浓度", ["pm", "浓度"]),
        ("教师研修", ["教师", "师培", "培训"]),
        ("图书图书", ["图书", "书图", "图书"]),
        ("，。", []),
        ("", []),
    ],
)
def test_listed(text: str, wanted: list[str]) -> None:
    """Pairs of characters, without stop words, opening verbs, particles and numbers; synonyms read alike."""
    assert OWN.listed(text) == wanted
    assert OWN.of(text) == set(wanted)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("党内关爱", "走访慰问困难党员数量"),
        ("骨干教师研修", "参训教师人数"),
        ("购买图书", "采购图书册数"),
        ("村民技术培训", "农户参训人次"),
        ("道路养护", "公路维修里程"),
    ],
)
def test_shipped_synonyms(one: str, other: str, vocabulary: Vocabulary) -> None:
    """The shipped groups connect what means the same."""
    assert vocabulary.content.of(one) & vocabulary.content.of(other)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("发展党员测试", {"测试"}), ("党员考试", {"测试"}), ("党务培训班", {"培训"}), ("新建图书室", set())],
)
def test_activities(text: str, wanted: set[str], vocabulary: Vocabulary) -> None:
    """The kinds of work are found under any of their names."""
    assert vocabulary.content.activities(text) == wanted


def test_without_word_lists() -> None:
    """A pack without such lists leaves nothing out."""
    assert ContentWords({}, {}).listed("组织项目") == ["组织", "织项", "项目"]


@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    """Whatever is printed, the words are pairs or Latin words, and the set is that of the list."""
    listed = OWN.listed(text)
    assert OWN.of(text) == set(listed)
    assert all(len(word) == 2 or word.isascii() for word in listed)
    assert all(len(pair) == 2 for pair in pairs_of(text))


def test_long_text() -> None:
    """A text as long as a book is read in a moment."""
    text = "组织研修，购置图书；" * 7_000
    started = time.process_time()
    assert len(OWN.of(text)) < 20
    assert time.process_time() - started < 5
