"""The vocabulary: names, presets, units, directions, and how files merge."""

import json
import pickle
from decimal import Decimal
from pathlib import Path

import pytest

from auditor.forms.memo import MEMO_LIMIT, Memo
from auditor.forms.vocabulary import Vocabulary

GOLD = sorted((Path(__file__).parents[1] / "fixtures/gold").glob("*.json"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("决策", "决策"),
        ("项目决策", "决策"),
        ("过程", "过程"),
        ("投入指标", "过程"),
        ("产出", "产出指标"),
        (" 产出 指标", "产出指标"),
        ("产出(工作量)指标", "产出指标"),
        ("成本指标（0-20）分", "成本指标"),
        ("效果指标", "效益指标"),
        ("满意度", "满意度指标"),
        ("数量指标", None),
        ("", None),
    ],
)
def test_level1(vocabulary: Vocabulary, text: str, name: str | None) -> None:
    """A first-level label gives its name as printed in Huai'an."""
    assert vocabulary.level1_of(text) == name


@pytest.mark.parametrize(
    ("text", "name", "level1"),
    [
        ("项目立项", "项目立项", "决策"),
        ("资金投入", "资金投入", "决策"),
        ("业务管理", "组织实施", "过程"),
        ("数量", "数量指标", "产出指标"),
        ("数量\n指标", "数量指标", "产出指标"),
        ("成本指标", "成本指标", "产出指标"),
        ("社会成本", "社会成本指标", "成本指标"),
        ("生态效益指标", "生态效益", "效益指标"),
        ("可持续影响指标", "可持续影响", "效益指标"),
        ("满意度指标", "服务对象满意度", "满意度指标"),
        ("会议召开次数", None, None),
    ],
)
def test_level2(vocabulary: Vocabulary, text: str, name: str | None, level1: str | None) -> None:
    """A second-level label gives its canonical name, which knows its first level."""
    assert vocabulary.level2_of(text) == name
    assert (vocabulary.level1_for(name) if name else None) == level1


def test_standards(vocabulary: Vocabulary) -> None:
    """The eleven preset indicators stand in template order, with their presets."""
    assert [standard.name for standard in vocabulary.standards] == [
        "立项依据充分性", "立项程序规范性", "绩效目标合理性", "绩效指标明确性", "预算编制科学性", "资金分配合理性",
        "资金到位率", "预算执行率", "资金使用合规性", "管理制度健全性", "制度执行有效性",
    ]  # fmt: skip
    funds = vocabulary.standard("资金足额到位率")
    assert funds is not None
    assert (funds.name, funds.level1, funds.level2) == ("资金到位率", "过程", "资金管理")
    assert (funds.expect, funds.half, funds.full) == (None, "序时进度", "=100%")
    execution = vocabulary.standard("预算执行率")
    assert execution is not None
    assert (execution.half, execution.full) == (None, "=100%")
    basis = vocabulary.standard("立项依据 充分性")
    assert basis is not None
    assert (basis.expect, basis.half, basis.full) == ("充分", "充分", "充分")
    assert vocabulary.standard("能耗降低率") is None


def test_mandatory_names_are_word_lists(vocabulary: Vocabulary) -> None:
    """Rules ask for the six decision and five process names through the word lists."""
    assert len(vocabulary.words["mandatory_decision"]) == 6
    assert vocabulary.words["mandatory_process"] == tuple(s.name for s in vocabulary.standards[6:])


def test_named_lists_that_rules_use_exist(vocabulary: Vocabulary) -> None:
    """The lists promised to rule authors are there and are not empty."""
    for name in (
        "vague", "graded_ok", "schedule", "placeholders", "lower_is_better", "higher_is_better", "inverters",
        "seasonal_first_half", "seasonal_second_half",
    ):  # fmt: skip
        assert vocabulary.words[name], name


@pytest.mark.parametrize(
    "text", ["/", "／", "—", "——", "－", "-", "无", " 无 ", "不适用", "*", "＊", "略", "待定", "XX", "ＸＸ"]
)
def test_placeholder(vocabulary: Vocabulary, text: str) -> None:
    """Marks for "nothing" are known in every width."""
    assert vocabulary.is_placeholder(text)


@pytest.mark.parametrize("text", ["0", "无障碍设施", "略有提升", "", " ", "合规"])
def test_no_placeholder(vocabulary: Vocabulary, text: str) -> None:
    """A value, and a blank, is no placeholder."""
    assert not vocabulary.is_placeholder(text)


@pytest.mark.parametrize(
    ("unit", "family", "factor", "money"),
    [
        ("%", "percent", "1", None),
        ("％", "percent", "1", None),
        ("百分比", "percent", "1", None),
        ("‰", "percent", "0.1", None),
        ("百分点", "percentage_point", "1", None),
        ("人", "person", "1", None),
        ("名", "person", "1", None),
        ("人次", "person_time", "1", None),
        ("批次", "occasion", "1", None),
        ("台(套)", "set", "1", None),
        ("元", "money", "1", "0.0001"),
        ("万元", "money", "10000", "1"),
        ("亿元", "money", "100000000", "10000"),
        ("元/人", "unit_cost", "1", None),
        ("万元/套", "unit_cost", None, None),
        ("月", "time", None, None),
        ("亩", "area", "666.667", None),
        ("部门", "部门", None, None),
    ],
)
def test_units(vocabulary: Vocabulary, unit: str, family: str, factor: str | None, money: str | None) -> None:
    """A unit knows its family, its factor to the base, and for money its factor to 万元."""
    assert vocabulary.family(unit) == family
    assert vocabulary.factor(unit) == (None if factor is None else Decimal(factor))
    assert vocabulary.money_factor(unit) == (None if money is None else Decimal(money))


def test_known_units_longest_first(vocabulary: Vocabulary) -> None:
    """The longest unit comes first, so that 人次 is never cut to 人."""
    lengths = [len(unit) for unit in vocabulary.known_units]
    assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize(
    ("name", "direction"),
    [
        ("2023年度引进创新创业人才离职率", "lower_is_better"),
        ("能耗降低率", "higher_is_better"),
        ("项目完成成本", "lower_is_better"),
        ("项目成本率", "lower_is_better"),
        ("成本节约率", "higher_is_better"),
        ("投诉处理率", "higher_is_better"),
        ("事故下降率", "higher_is_better"),
        ("资金结余率", "lower_is_better"),
        ("成本控制率", "unknown"),
        ("社会满意度", "higher_is_better"),
        ("排放达标率", "higher_is_better"),
        ("单位产值能耗", "lower_is_better"),
        ("预算执行率", "unknown"),
        ("会议召开次数", "unknown"),
        ("大厅安全事故数", "lower_is_better"),
        ("水电气消耗下降率", "higher_is_better"),
        ("", "unknown"),
    ],
)
def test_direction(vocabulary: Vocabulary, name: str, direction: str) -> None:
    """An inverter turns a bad thing good; the last word of the name decides; 控制率 never tells."""
    assert vocabulary.direction(name) == direction


def indicators() -> list[dict[str, str | None]]:
    """Give all indicators of the thirteen hand-read seed forms."""
    return [row for file in GOLD for row in json.loads(file.read_text(encoding="utf-8"))["indicators"]]


def test_direction_of_all_seed_names(vocabulary: Vocabulary) -> None:
    """On the seed only the two staff-turnover rates and the cost indicators are lower-is-better."""
    lower = {
        name for row in indicators() if (name := row["level3"]) and vocabulary.direction(name) == "lower_is_better"
    }
    assert lower == {
        "2023年度引进创新创业人才离职率", "2023年度引进名校优生离职率", "项目完成成本", "完成项目成本", "项目成本率",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "units", "good", "bad"),
    [
        ("发展党员培训人次", ("人次",), "人次", "人"),
        ("参加会议人数", ("人", "名"), "位", "人次"),
        ("会议出勤率", ("%",), "‰", "次"),
        ("召开会议次数", ("次", "场", "场次", "期", "批", "批次"), "期", "个"),
        ("重点制片任务完成数量", ("个、项等计数单位",), "部", "%"),
        ("服务中心面积", ("平方米", "㎡", "亩", "公顷", "平方公里"), "亩", "个"),
        ("项目完成成本", ("元", "万元", "元/单位", "%"), "万元/套", "人"),
        ("学员满意度", ("%", "分"), "%", "人"),
        ("培训人数（人）", ("人", "名"), "人", "%"),
    ],
)
def test_expected_units(vocabulary: Vocabulary, name: str, units: tuple[str, ...], good: str, bad: str) -> None:
    """The ending of a name calls for units; one of the same family will do."""
    assert vocabulary.expected_units(name) == units
    assert vocabulary.unit_allowed(name, good) is True
    assert vocabulary.unit_allowed(name, bad) is False


@pytest.mark.parametrize("name", ["巡查频率", "工作效率", "创新创业团队", ""])
def test_names_that_call_for_nothing(vocabulary: Vocabulary, name: str) -> None:
    """Where the name says nothing about units, nothing is asserted."""
    assert vocabulary.expected_units(name) is None
    assert vocabulary.unit_allowed(name, "次") is None


def test_files_merge() -> None:
    """Word lists of one name are joined without repeats; a later pattern replaces an earlier one."""
    merged = Vocabulary.from_mappings(
        [
            {"words": {"vague": ["较好"], "own": ["甲"]}, "patterns": {"year": "a"}},
            {"words": {"vague": ["较好", "较高"]}, "patterns": {"year": "b", "phone": "c"}},
        ]
    )
    assert merged.words["vague"] == ("较好", "较高")
    assert merged.words["own"] == ("甲",)
    assert dict(merged.patterns) == {"year": "b", "phone": "c"}


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ({"wrods": {}}, "unknown vocabulary section 'wrods'; known: "),
        ({"words": ["a"]}, "words: expected a mapping, found list"),
        ({"words": {"a": "b"}}, "a: expected a list of words, found 'b'"),
        ({"level1": {"决策": "x"}}, "level1.决策: expected a mapping, found str"),
        ({"name_units": {}}, "name_units: expected a list, found dict"),
        ({"level2": {"数量指标": {"level1": []}}}, r"level1: expected a text, found \[\]"),
        ({"standard": {"甲": {"level2": "乙"}}}, "standard.甲: level2 '乙' is no second-level name"),
    ],
)
def test_wrong_shape(mapping: dict[str, object], message: str) -> None:
    """A mapping of the wrong shape is a ValueError that names the place."""
    with pytest.raises(ValueError, match=message):
        Vocabulary.from_mappings([mapping])


def test_an_empty_vocabulary_works() -> None:
    """Without any file nothing is known and nothing fails."""
    empty = Vocabulary.from_mappings([])
    assert empty.level2_of("数量指标") is None
    assert empty.direction("项目完成成本") == "unknown"
    assert empty.expected_units("人数") is None
    assert not empty.is_placeholder("/")


def test_memo_stays_small() -> None:
    """A memo starts anew when full and never keeps prose."""
    memo = Memo(len)
    for number in range(MEMO_LIMIT + 1):
        assert memo[str(number)] == len(str(number))
    assert len(memo) == 1
    assert memo["长" * 300] == 300
    assert len(memo) == 1


def test_vocabulary_travels_to_workers(vocabulary: Vocabulary) -> None:
    """A pickled vocabulary answers as before."""
    copy = pickle.loads(pickle.dumps(vocabulary))
    assert copy.direction("能耗降低率") == "higher_is_better"
    assert copy.family("万元/套") == "unit_cost"
