"""Target values: operators, numbers, ranges, units, dates and words."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.forms.memo import MEMO_LIMIT
from auditor.forms.model import Target
from auditor.forms.numbers import plain
from auditor.forms.targets import parse_target
from auditor.forms.vocabulary import Vocabulary

Parts = tuple[str | None, str | None, str | None, str | None]

PREFIXES = {
    "≥": ["≥", "≧", "⩾", ">=", "＞=", "＞＝", "=>", "≮", "》", "》=", "不少于", "不低于", "至少", "大于等于", "达到"],
    ">": [">", "＞", "大于", "超过", "高于", "多于"],
    "≤": ["≤", "≦", "<=", "＜=", "=<", "≯", "不超过", "不高于", "小于等于", "控制在"],
    "<": ["<", "＜", "小于", "少于", "低于", "不足"],
    "=": ["=", "＝", "等于", "为"],
}
SUFFIXES = {"≥": ["以上", "及以上"], "≤": ["以内", "以下", "之内", "及以下"]}
UNITS = ["%", "人", "人次", "个", "万元", "台（套）", "平方米", "批次", "个月", "元/人", "‰", "项"]


def parts(target: Target | None) -> Parts:
    """Give operator, value, upper and unit as texts."""
    assert target is not None
    assert target.kind == "quantity", target
    numbers = [None if number is None else str(number) for number in (target.value, target.upper)]
    return target.operator, numbers[0], numbers[1], target.unit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("≥95%", ("≥", "95", None, "%")),
        ("=0%", ("=", "0", None, "%")),
        ("≥ 95 %", ("≥", "95", None, "%")),
        ("≥９５％", ("≥", "95", None, "%")),
        ("≥98.50%", ("≥", "98.50", None, "%")),
        ("4个以上", ("≥", "4", None, "个")),
        ("90%以上", ("≥", "90", None, "%")),
        ("90以上", ("≥", "90", None, None)),
        ("5%以下", ("≤", "5", None, "%")),
        ("控制在5%以内", ("≤", "5", None, "%")),
        ("超过90%以上", ("≥", "90", None, "%")),
        ("》90%", ("≥", "90", None, "%")),
        ("100百分比", (None, "100", None, "%")),
        ("50个百分点", (None, "50", None, "百分点")),
        ("3万人", (None, "3E+4", None, "人")),
        ("3万元", (None, "3", None, "万元")),
        ("三万元", (None, "3", None, "万元")),
        ("三万", (None, "3E+4", None, None)),
        ("三十三万五千元", (None, "335000", None, "元")),
        ("3.6万批次", (None, "3.6E+4", None, "批次")),
        ("≥1,200.50万元", ("≥", "1200.50", None, "万元")),
        ("≥１，２００元", ("≥", "1200", None, "元")),
        ("220 000元", (None, "220000", None, "元")),
        ("一百二十人", (None, "120", None, "人")),
        ("两次", (None, "2", None, "次")),
        ("八成以上", ("≥", "80", None, "%")),
        ("百分之九十五", (None, "95", None, "%")),
        ("百分之95以上", ("≥", "95", None, "%")),
        ("三分之二", (None, "66.67", None, "%")),
        ("-5%", (None, "-5", None, "%")),
        ("30—35%", (None, "30", "35", "%")),
        ("30%-35%", (None, "30", "35", "%")),
        ("30～35%", (None, "30", "35", "%")),
        ("30%至35%", (None, "30", "35", "%")),
        ("3-5万人", (None, "3E+4", "5E+4", "人")),
        ("150-500万元", (None, "150", "500", "万元")),
        ("3万-5万元", (None, "3", "5", "万元")),
        ("3至5次", (None, "3", "5", "次")),
        ("=6月", ("=", "6", None, "月")),
        ("6月", (None, "6", None, "月")),
        ("≤3个月", ("≤", "3", None, "个月")),
        ("10个工作日内", (None, "10", None, "工作日")),
        ("≥5台(套)", ("≥", "5", None, "台（套）")),
        ("≥2次（含）", ("≥", "2", None, "次")),
        ("≥95%（满分100）", ("≥", "95", None, "%")),
        ("≤20万元/套", ("≤", "20", None, "万元/套")),
        ("≥12次/年", ("≥", "12", None, "次/年")),
        ("≥3个项目", ("≥", "3", None, "个")),
        ("5部门", (None, "5", None, "部门")),
        ("10人才", (None, "10", None, "人才")),
        ("365", (None, "365", None, None)),
        ("1:1", (None, None, None, "比例")),
        ("1∶2", (None, None, None, "比例")),
    ],
)
def test_quantity(vocabulary: Vocabulary, text: str, expected: Parts) -> None:
    """A number with its operator, bounds and unit."""
    target = parse_target(text, vocabulary)
    assert parts(target) == expected
    assert target is not None
    assert target.raw == text


@pytest.mark.parametrize(
    "text", ["约50人", "50人左右", "近50人", "大约50 人", "50余人", "50多人", "约≥50人", "≥约50人", "五十余人"]
)
def test_approximate(vocabulary: Vocabulary, text: str) -> None:
    """Marks of an approximate number are noted and the number kept."""
    target = parse_target(text, vocabulary)
    assert target is not None
    assert target.approximate
    assert (target.value, target.unit) == (Decimal(50), "人")


@pytest.mark.parametrize(
    ("text", "kind", "operator"),
    [
        ("2024年6月底前", "date", None),
        ("6月底前", "date", None),
        ("2025年9月30日前", "date", None),
        ("≤2024年12月", "date", "≤"),
        ("年底前", "date", None),
        ("第三季度", "date", None),
        ("上半年", "date", None),
        ("20250930", "date", None),
        ("序时进度", "progress", None),
        ("按序时进度", "progress", None),
        ("按计划完成", "progress", None),
        ("合规", "quality_word", None),
        ("有效促进", "quality_word", None),
        ("一定程度缓解", "quality_word", None),
        ("较合理", "quality_word", None),
        ("基本完善", "quality_word", None),
        ("更加规范、有效", "quality_word", None),
        ("有所提升。", "quality_word", None),
        ("达到优秀", "quality_word", "≥"),
        ("长期", "quality_word", None),
    ],
)
def test_words_and_dates(vocabulary: Vocabulary, text: str, kind: str, operator: str | None) -> None:
    """Values without a number are told apart."""
    assert parse_target(text, vocabulary) == Target(text, operator, None, None, None, kind)


@pytest.mark.parametrize(
    "text",
    ["/", "—", "好坏", "优良中低差", "一般", "一流", "七一活动", "≥90%以内", "≤5次以上", "35-30%", "5000元-1万元", "1,23", "3 5次", "元", "≥",
     "以上", "1.2.3", "做好各项工作", "明显", "合格率≥90%", "≥5次、≥3人", "<ol>", "长" * 201, "9" * 300],
)  # fmt: skip
def test_unparsed(vocabulary: Vocabulary, text: str) -> None:
    """What the grammar does not know, or what contradicts itself, is never guessed."""
    assert parse_target(text, vocabulary) == Target(text, None, None, None, None, "unparsed")


@pytest.mark.parametrize("text", [None, "", "  ", "\n\t\u3000"])
def test_blank(vocabulary: Vocabulary, text: str | None) -> None:
    """A blank cell is no target."""
    assert parse_target(text, vocabulary) is None


numbers = st.decimals(min_value=0, max_value=10**9, places=2) | st.integers(0, 10**9).map(Decimal)
spellings = st.sampled_from([(sign, word) for sign, words in PREFIXES.items() for word in words])


@given(spelling=spellings, number=numbers, unit=st.sampled_from(UNITS), blank=st.sampled_from(["", " "]))
def test_every_operator(
    vocabulary: Vocabulary, spelling: tuple[str, str], number: Decimal, unit: str, blank: str
) -> None:
    """Any operator spelling before any number with any unit."""
    sign, word = spelling
    target = parse_target(f"{word}{blank}{number:,f}{blank}{unit}", vocabulary)
    assert parts(target) == (sign, plain(number), None, unit)


@given(sign=st.sampled_from(["≥", "≤"]), data=st.data(), number=numbers, unit=st.sampled_from(UNITS))
def test_every_suffix(vocabulary: Vocabulary, sign: str, data: st.DataObject, number: Decimal, unit: str) -> None:
    """Any operator behind any unit."""
    word = data.draw(st.sampled_from(SUFFIXES[sign]))
    assert parts(parse_target(f"{plain(number)}{unit}{word}", vocabulary)) == (sign, plain(number), None, unit)


@given(low=st.integers(0, 10**6), width=st.integers(0, 10**6), mark=st.sampled_from(["-", "—", "～", "~", "至", "——"]))
def test_every_range(vocabulary: Vocabulary, low: int, width: int, mark: str) -> None:
    """The unit of a range stands at its right end or at both."""
    for text in (f"{low}{mark}{low + width}人", f"{low}人{mark}{low + width}人"):
        assert parts(parse_target(text, vocabulary)) == (None, str(low), str(low + width), "人")


grammar_text = st.text(
    alphabet="0123456789.,万千百十一二三点分之成-—~至≥≤>=<约多以上内个人次万元/()%年月日底前有效提升序时进度 :",
    max_size=40,
)


@given(text=st.text(max_size=250) | grammar_text)
def test_never_raises(vocabulary: Vocabulary, text: str) -> None:
    """Any text gives a target with that very text, or None for a blank one."""
    target = parse_target(text, vocabulary)
    if target is None:
        assert not text.strip("\u200b\ufeff" + "".join(char for char in text if char.isspace()))
    else:
        assert target.raw == text
        assert target.kind in {"quantity", "quality_word", "progress", "date", "unparsed"}
        assert target.upper is None or (target.value is not None and target.value <= target.upper)


@pytest.mark.parametrize(
    "piece",
    ["1", "一", "≥", "1,", "不少于", "1-", "十万", "A", "1 ", "一1", "1个", "三分之", "1.", "3万", "约", "(", "1(", "套(", "某", "5某",
     "有效", "有所提升", "提升", "点", "一点", "成"],
)  # fmt: skip
def test_hostile_cells_are_cheap(vocabulary: Vocabulary, piece: str) -> None:
    """No repetition makes the grammar backtrack for long, whatever the length."""
    start = time.process_time()
    for length in (8, 16, 40, 199, 100_000):
        for text in (
            (piece * length)[:length],
            "1" + (piece * length)[: length - 1],
            (piece * length)[: length - 1] + "!",
        ):
            parse_target(text, vocabulary)
    assert time.process_time() - start < 1


def test_memo_is_bounded(vocabulary: Vocabulary) -> None:
    """A batch of ever new values does not fill the memory."""
    for number in range(MEMO_LIMIT + 10):
        parse_target(f"≥{number}人", vocabulary)
    assert len(vocabulary.targets) <= MEMO_LIMIT
