"""The words around a quantity: what it counts, and how it is called."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.forms.phrases import AFTER_SHOWN, BEFORE_SHOWN, Phrase, phrases
from auditor.forms.quantities import quantities_in
from auditor.forms.vocabulary import Vocabulary


def read(text: str, vocabulary: Vocabulary) -> list[Phrase]:
    """Give the phrases of a text."""
    return phrases(text, quantities_in(text, vocabulary), vocabulary.content)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("举办培训班1次。", ["举办培训班1次"]),
        (" 7. 编发典型案例4次。", ["编发典型案例4次"]),
        ("1、力争引进毕业生3万人；2、引进团队4个以上", ["力争引进毕业生3万人", "引进团队4个以上"]),
        ("（一）新建水厂2座。②改造管网5公里", ["新建水厂2座", "改造管网5公里"]),
        ("举办2个以上专题培训班", ["举办2个以上专题培训班"]),
        ("颁发证书1800份以上和奖章400个以上", ["颁发证书1800份以上", "奖章400个以上"]),
        ("支持20家企业和10个园区", ["支持20家企业", "10个园区"]),
        ("采购救护车2辆、设备3台", ["采购救护车2辆", "设备3台"]),
        ("考察、谈心谈话6批次", ["谈心谈话6批次"]),
        ("开展文明创建、乡村振兴各1次", ["开展文明创建、乡村振兴各1次"]),
        ("培训村医2期120人", ["培训村医2期", "培训村医2期120人"]),
        ("改造危房，完成120户", ["完成120户"]),
        ("建设500平方米以上的广场3个", ["建设500平方米以上的广场", "广场3个"]),
        ("满意度≥90%", ["满意度≥90%"]),
        ("没有数量", []),
    ],
)
def test_shown(text: str, shown: list[str], vocabulary: Vocabulary) -> None:
    """A phrase is called by its own words, without the number of its item and the words of its neighbours."""
    assert [phrase.shown for phrase in read(text, vocabulary)] == shown


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("举办培训班1次", [{"训班"}]),
        ("季度考核共4次", [{"考核"}]),
        ("举办2个以上专题讲座", [{"讲座"}]),
        ("干部考察、谈心谈话6批次", [{"考察", "谈话"}]),
        ("颁发证书18份和奖章4个", [{"证书"}, {"奖章"}]),
        ("改造危房，完成120户", [{"危房"}]),
        ("改造危房。完成120户", [set()]),
        ("培训村医2期120人", [{"村医"}, {"村医"}]),
    ],
)
def test_heads(text: str, heads: list[set[str]], vocabulary: Vocabulary) -> None:
    """The last words of a phrase are those of its enumeration; without a word of its own, those of the clause before."""
    assert [set(phrase.heads) for phrase in read(text, vocabulary)] == heads


@given(
    st.lists(
        st.sampled_from(["3个", "培训", "，", "、", "。", "和", "1万人", "每年", "1. ", "5期", "图书室"]), max_size=25
    )
)
def test_any_text(vocabulary: Vocabulary, parts: list[str]) -> None:
    """Every quantity has one phrase, which holds the quantity as printed and stands in the text."""
    text = "".join(parts)
    found = quantities_in(text, vocabulary)
    for quantity, phrase in zip(found, phrases(text, found, vocabulary.content), strict=True):
        assert quantity.raw in phrase.shown
        assert phrase.shown in text
        assert len(phrase.shown) <= BEFORE_SHOWN + len(quantity.raw) + AFTER_SHOWN


@pytest.mark.parametrize("text", ["1个，" * 20_000, "培训1人和" * 14_000, "图" * 70_000 + "1个", "、1个" * 20_000])
def test_long_text(text: str, vocabulary: Vocabulary) -> None:
    """A text as long as a book is read in a moment."""
    started = time.process_time()
    read(text, vocabulary)
    assert time.process_time() - started < 10
