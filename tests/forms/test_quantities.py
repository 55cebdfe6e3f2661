"""Quantities in running text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.forms.targets import quantities_in
from auditor.forms.vocabulary import Vocabulary

Found = tuple[str, str, str | None, str | None, str | None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("目前每年都培训30000多人次的学员", [("30000多人次", "30000", None, "人次", None)]),
        ("举办活动不少于200次", [("不少于200次", "200", None, "次", "≥")]),
        ("引进团队4个以上", [("4个以上", "4", None, "个", "≥")]),
        ("成本控制在50万元以内", [("控制在50万元以内", "50", None, "万元", "≤")]),
        ("引进毕业生3万人", [("3万人", "3E+4", None, "人", None)]),
        ("召开三次会议", [("三次", "3", None, "次", None)]),
        ("每季度1次", [("1次", "1", None, "次", None)]),
        ("按照薪酬的30—35%给予补贴", [("30—35%", "30", "35", "%", None)]),
        ("资助150-500万元", [("150-500万元", "150", "500", "万元", None)]),
        ("培训1,200人次", [("1,200人次", "1200", None, "人次", None)]),
        ("共１２３人", [("１２３人", "123", None, "人", None)]),
        ("培训 60 人 以上", [("60 人 以上", "60", None, "人", "≥")]),
        ("编印数量≥50期", [("≥50期", "50", None, "期", "≥")]),
        ("合格率≥90", [("≥90", "90", None, None, "≥")]),
        ("八成以上居民满意", [("八成以上", "80", None, "%", "≥")]),
        ("约100人左右", [("约100人左右", "100", None, "人", None)]),
        ("十余个", [("十余个", "10", None, "个", None)]),
        ("利用3-5年时间", [("3-5年", "3", "5", "年", None)]),
        ("1. 举办2个培训班；2. 编印50期", [("2个", "2", None, "个", None), ("50期", "50", None, "期", None)]),
        ("培训5个人才项目", [("5个", "5", None, "个", None)]),
        (
            "全年投入1640000元（164万元）",
            [("1640000元", "1640000", None, "元", None), ("164万元", "164", None, "万元", None)],
        ),
    ],
)
def test_found(vocabulary: Vocabulary, text: str, expected: list[Found]) -> None:
    """Quantities with their operator, bounds and unit, as printed."""
    found = [
        (q.raw, str(q.value), None if q.upper is None else str(q.upper), q.unit, q.operator)
        for q in quantities_in(text, vocabulary)
    ]
    assert found == expected
    for quantity in quantities_in(text, vocabulary):
        assert text[quantity.start :].startswith(quantity.raw)


@pytest.mark.parametrize(
    "text",
    [
        "1. 做好工作 2. 加强管理", "1、保障经费；2、补助重点", "（2）人才工作", "1.年度公务员管理", "第3次会议", "第三批", "2024年", "2023年度综合考核",
        "2021-2025年", "2023-2024学年", "2024年1-6月", "9月30日", "含9月30日", "三月", "30日前", "〔2015〕95号", "淮办发[2021]11号", "5号楼",
        "333产业人才", "533工程", "“七一”活动", "“一报告两评议”", "一报告两评议", "“四个意识”", "《2024年10项措施》", "G20", "PM2.5", "A4纸", "二十大",
        "十四五期间", "以1:1比例分担", "12:30", "一次性就业补贴", "培育一批示范点", "一人一策", "同一个", "百日攻坚", "千人计划", "万人", "几个", "十分重要",
        "3部门联合", "电话0517-83600000", "12345热线", "不少于5", "培训5，300", "", "一支队伍", "三会一课",
    ],
)  # fmt: skip
def test_not_found(vocabulary: Vocabulary, text: str) -> None:
    """Ordinals, years, dates, document numbers, names and ratios are no quantities."""
    assert quantities_in(text, vocabulary) == []


def test_clause_around(vocabulary: Vocabulary) -> None:
    """The words before and after are those of the same clause."""
    text = "做好服务。每个社区每年20万元标准设立，慰问300人；完成。"
    money, people = quantities_in(text, vocabulary)
    assert (money.before, money.after) == ("每个社区每年", "标准设立")
    assert (people.before, people.after) == ("慰问", "")


def test_context_is_bounded(vocabulary: Vocabulary) -> None:
    """A clause without end gives only its nearest words."""
    (found,) = quantities_in("某" * 5000 + "5个" + "某" * 5000, vocabulary)
    assert (len(found.before), len(found.after)) == (120, 120)


@given(
    text=st.text(max_size=200)
    | st.text(alphabet="0123456789.,万十一二三分之成-—至≥≤约多以上个人次元%年月日“”《》〔〕第同 :号，。", max_size=80)
)
def test_never_raises(vocabulary: Vocabulary, text: str) -> None:
    """In any text, what is found stands in it, in order and without overlap."""
    end = 0
    for quantity in quantities_in(text, vocabulary):
        assert quantity.start >= end
        end = quantity.start + len(quantity.raw)
        assert text[quantity.start : end] == quantity.raw
        assert text[: quantity.start].endswith(quantity.before)
        assert text[end:].startswith(quantity.after)


@pytest.mark.parametrize(
    "piece", ["1", "一", " ", "(", "≥", "1,", "不少于", "1-", "“", "《", "〔2015", "十万", "A1.", "三分之", "台(", "某"]
)
def test_hostile_texts_are_cheap(vocabulary: Vocabulary, piece: str) -> None:
    """Time grows linearly: a text of 100,000 characters is read well within the allowance."""
    start = time.process_time()
    quantities_in((piece * 100_000)[:100_000], vocabulary)
    assert time.process_time() - start < 5
