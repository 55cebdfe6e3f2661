"""Quantities promised in goals against indicators, on goals of other policy fields than the seed's."""

import time
from dataclasses import replace
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.findings.evaluation import Evaluation
from auditor.findings.finding import CANNOT_CHECK, FAIL, Finding
from auditor.forms.model import Form, Indicator
from auditor.forms.targets import parse_target
from tests.checking.build import form, standard_pack, view

RULES: Final = ("NAR-04", "NAR-05")
PACK: Final = replace(standard_pack(), rules=tuple(rule for rule in standard_pack().rules if rule.id in RULES))
EVALUATION: Final = Evaluation(PACK)
Rows = dict[str, str]


def goal(text: str, rows: Rows) -> Form:
    """Give the good form with this annual goal and these own indicators, name and full-year value."""
    of = form()
    of.texts["annual_goal"] = text
    of.indicators = [row for row in of.indicators if row.standard]
    for name, value in rows.items():
        target = parse_target(value, PACK.vocabulary)
        of.indicators.append(
            Indicator("产出指标", "数量指标", name, target, target, standard=False, printed_level2=None)
        )
    return of


def findings(of: Form) -> list[Finding]:
    """Give what the two rules say."""
    return [finding for finding in EVALUATION.evaluate(of).findings if finding.outcome in (FAIL, CANNOT_CHECK)]


def told(text: str, rows: Rows) -> list[tuple[str, str]]:
    """Give rule and phrase of every finding."""
    return [(finding.rule_id, finding.subject) for finding in findings(goal(text, rows))]


ANSWERED: Final = [
    ("新建农村公路30公里，改造危桥5座。", {"农村公路新建里程": "≥30公里", "危桥改造数量": "=5座"}),
    ("道路维修养护里程达到120公里。", {"公路养护里程": "≥120公里"}),
    ("农村饮水安全工程12处，受益人口2.3万人，水质达标率达到98%以上。", {"饮水安全工程数": "≥12个", "受益人口数": "≥23000人", "供水水质达标率": "≥98%"}),
    ("组织教师培训600人次，培训合格率95%以上。", {"教师参训人次": "≥600人次", "培训合格率": "≥95%"}),
    ("为全县6000名适龄妇女开展“两癌”免费筛查，筛查率达到90%。", {"妇女两癌筛查人数": "≥6000人", "两癌筛查率": "≥90%"}),
    ("建设高标准农田3.5万亩。", {"高标准农田建设面积": "≥35000亩"}),
    ("新增绿化造林面积不少于1500亩，成活率85%以上。", {"绿化造林面积": "≥100公顷", "苗木成活率": "≥85%"}),
    ("新建、改扩建公办幼儿园8所，新增学位2160个。", {"新建改扩建幼儿园数": "=8所", "新增学位数": "≥2160个"}),
    ("资助家庭经济困难学生1,250人，资助金额250万元，应助尽助率100%。", {"资助困难学生人数": "=1250人", "应助尽助率": "=100%"}),
    ("送戏下乡演出120场，放映公益电影2400场次，惠及群众10万人次以上。", {"送戏下乡场次": "≥120场", "公益电影放映场次": "≥2400场", "惠及群众人次": "≥10万人次"}),
    ("发放种粮补贴8万户，补贴面积45.6万亩。", {"种粮补贴户数": "=80000户", "种粮补贴面积": "=456000亩"}),
    ("家庭医生签约率不低于75%，重点人群签约率不低于85%。", {"家庭医生签约率": "≥75%", "重点人群签约率": "≥85%"}),
    ("采购救护车2辆、负压设备3台，配备至乡镇卫生院。", {"购置救护车数量": "=2辆", "购置负压设备数量": "=3台"}),
    ("培育新型职业农民三百人，建立示范基地五个。", {"新型职业农民培育人数": "≥300人", "示范基地数": "=5处"}),
    ("举办就业招聘会十二场，新增城镇就业4500人。", {"招聘会场次": "≥12场", "城镇新增就业人数": "≥4500人"}),
    ("对50个行政村开展人居环境整治，无害化厕所改造3000户。", {"人居环境整治村数": "=50个", "厕所改造户数": "≥3000户"}),
    ("落实残疾人两项补贴，发放率100%；为300名残疾人提供居家托养服务。", {"补贴发放率": "=100%", "托养残疾人数": "=300人"}),
    ("2024年底前完成老旧小区改造15个，惠及居民4800户。", {"老旧小区改造数": "=15个", "惠及居民户数": "≥4800户"}),
    ("深入推进“四好农村路”建设，创建示范乡镇2个。", {"创建示范乡镇数": "=2个"}),
    ("检测农产品1500批次，每月抽检不少于100批次。", {"农产品检测批次": "≥1500批次"}),
    ("全县现有学校56所，今年计划改造校舍12所。", {"校舍改造学校数": "=12所"}),
    ("处理生活垃圾约5万吨，无害化处理率100%。", {"生活垃圾处理量": "≥52000吨", "垃圾无害化处理率": "=100%"}),
    ("维护路灯1.2万盏，亮灯率98%。", {"路灯维护数": "≥12000盏", "路灯亮灯率": "≥98%"}),
    ("建设500平方米以上的社区文化广场3个。", {"社区文化广场数": "=3个"}),
    ("引进高层次人才15名左右，柔性引才30人次。", {"引进高层次人才数": "≥15人", "柔性引才人次": "≥30人次"}),
    ("按照每人每天20元标准，为1200名学生提供营养餐。", {"营养餐受益学生数": "=1200人"}),
    ("慰问老党员2次，每次50人。", {"走访慰问次数": "=2次"}),
    ("开展普法宣传，共发放资料1万份，举办讲座8场。", {"普法资料发放份数": "≥10000份", "普法讲座场次": "≥8场"}),
    ("培训村医2期120人。", {"村医培训期数": "=2期", "村医培训人数": "≥120人"}),
    ("改造危房，完成120户。", {"危房改造户数": "=120户"}),
    ("救助流浪乞讨人员800至1000人次。", {"救助流浪乞讨人员人次": "≥900人次"}),
    ("办件时限压缩至3个工作日，利用3年时间完成改革。", {}),
]  # fmt: skip
UNANSWERED: Final = [
    ("新建农村公路30公里，改造危桥5座。", {"农村公路新建里程": "≥30公里"}, [("NAR-04", "改造危桥5座")]),
    ("新建村卫生室5个，改造乡镇卫生院5个。", {"新建村卫生室数": "=5个"}, [("NAR-04", "改造乡镇卫生院5个")]),
    ("教师培训600人次，教师考试600人次。", {"教师培训人次": "≥600人次"}, [("NAR-04", "教师考试600人次")]),
    ("组织骨干教师培训5次，召开教研会议5次。", {"教研会议次数": "=5次"}, [("NAR-04", "组织骨干教师培训5次")]),
    ("免费筛查6000人。", {"筛查人次": "≥6000人次"}, [("NAR-04", "免费筛查6000人")]),
    ("建设高标准农田3.5万亩。", {"高标准农田建设面积": "≥3.2万亩"}, [("NAR-05", "建设高标准农田3.5万亩")]),
    ("家庭医生签约率不低于75%。", {"家庭医生签约率": "≥70%"}, [("NAR-05", "家庭医生签约率不低于75%")]),
    ("培育新型职业农民三百人。", {"新型职业农民培育人数": "≥280人"}, [("NAR-05", "培育新型职业农民三百人")]),
    ("新建改造供水管网40公里。", {"供水管网新建改造长度": "≥45000米"}, [("NAR-05", "新建改造供水管网40公里")]),
    ("处理生活垃圾约5万吨。", {"生活垃圾处理量": "≥3万吨"}, [("NAR-04", "处理生活垃圾约5万吨")]),
    ("病死畜禽无害化处理1.5万头。", {"畜禽养殖污染治理率": "≥95%"}, [("NAR-04", "病死畜禽无害化处理1.5万头")]),
    ("送戏下乡120场；送戏下乡120场。", {}, [("NAR-04", "送戏下乡120场"), ("NAR-04", "送戏下乡120场")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rows"), ANSWERED, ids=[text[:12] for text, _ in ANSWERED])
def test_answered(text: str, rows: Rows) -> None:
    """What the indicators measure, in whatever words, and what is no promise, is told by neither rule."""
    assert told(text, rows) == []


@pytest.mark.parametrize(("text", "rows"), [entry for entry in ANSWERED if entry[1]])
def test_without_the_indicators(text: str, rows: Rows) -> None:
    """Without the indicators every promise is told, by the rule that asks for one: one finding for each lost row."""
    assert len(told(text, {})) == len(rows)
    assert {rule for rule, _ in told(text, {})} == {"NAR-04"}


@pytest.mark.parametrize(("text", "rows", "wanted"), UNANSWERED)
def test_unanswered(text: str, rows: Rows, wanted: list[tuple[str, str]]) -> None:
    """What no indicator measures, and what one measures by another number, is told once and by its own words."""
    assert told(text, rows) == wanted


def test_repeated_phrases_have_their_own_ids() -> None:
    """The same promise twice is two findings; a sentence put before them changes no id."""
    ids = [finding.finding_id for finding in findings(goal("送戏下乡120场；送戏下乡120场。", {}))]
    assert len(set(ids)) == 2
    more = findings(goal("新建剧院2座。送戏下乡120场；送戏下乡120场。", {}))
    assert {finding.finding_id for finding in more} > set(ids)


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ({"危桥改造数量": ""}, {CANNOT_CHECK}),
        ({"危桥改造数量": "/"}, {CANNOT_CHECK}),
        ({"校舍改造数量": ""}, {CANNOT_CHECK}),
        ({"图书册数": ""}, {FAIL}),
        ({"": "=5座"}, {CANNOT_CHECK}),
        ({"": "=6座"}, {FAIL}),
        ({"危桥改造数量": "持续推进"}, {FAIL}),
    ],
)
def test_lost_cells(rows: Rows, wanted: set[str]) -> None:
    """A row that lost its value or its name may be the one that measures: the rule says that it cannot tell."""
    of = goal("改造危桥5座。", rows)
    for row in of.indicators:
        row.level3 = row.level3 or None
    assert {finding.outcome for finding in findings(of)} == wanted


_SUBJECTS: Final = st.sampled_from(
    ["危桥改造", "教师培训", "高标准农田建设", "困难学生资助", "公益电影放映", "示范基地创建", "湿地修复"]
)
_UNITS: Final = st.sampled_from(["个", "人", "户", "场", "亩", "公里", "套", "%"])
_NUMBERS: Final = st.integers(min_value=2, max_value=99_999)
_SHAPES: Final = st.sampled_from(
    ["{0}{1}{2}", "完成{0}{1}{2}以上", "{0}不少于{1}{2}", "全年{0}共{1}{2}", "力争{0}达到{1}{2}"]
)


@settings(max_examples=60)
@given(_SUBJECTS, _NUMBERS, _UNITS, _SHAPES)
def test_written_into_goal_and_indicator(subject: str, number: int, unit: str, shape: str) -> None:
    """A promise that is an indicator as well is found there; with another number there it is told exactly once."""
    text = shape.format(subject, number, unit) + "。"
    assert told(text, {f"{subject}数量": f"≥{number}{unit}"}) == []
    assert [rule for rule, _ in told(text, {f"{subject}数量": f"≥{number + 1}{unit}"})] == ["NAR-05"]
    assert [rule for rule, _ in told(text, {})] == ["NAR-04"]


@settings(max_examples=40)
@given(
    st.lists(st.tuples(_SUBJECTS, _NUMBERS, _UNITS), min_size=1, max_size=5, unique_by=lambda part: part[0]), st.data()
)
def test_order_does_not_matter(parts: list[tuple[str, int, str]], data: st.DataObject) -> None:
    """Whatever the order of the indicators, the same promises are told, by the same ids."""
    text = "，".join(f"{subject}{number}{unit}" for subject, number, unit in parts) + "。"
    kept = parts[: data.draw(st.integers(0, len(parts)))]
    rows = {f"{subject}数": f"={number}{unit}" for subject, number, unit in kept}
    moved = dict(data.draw(st.permutations(list(rows.items()))))
    first, second = findings(goal(text, rows)), findings(goal(text, moved))
    assert [finding.finding_id for finding in first] == [finding.finding_id for finding in second]
    assert {finding.subject for finding in first} == {f"{s}{n}{u}" for s, n, u in parts[len(kept) :]}


@pytest.mark.parametrize(
    "text", ["新建图书室20个，" * 4_000, "改造危桥" * 17_000 + "5座", "1个" * 20_000, "、考察" * 20_000 + "5次"]
)
def test_long_goals(text: str) -> None:
    """A goal as long as a book is matched in a moment."""
    of = goal(text, {"新建图书室数量": "=20个", "危桥改造数量": "=5座"})
    started = time.process_time()
    seen = view(of)
    assert len(seen.stated("annual_goal")) <= 20_000
    EVALUATION.evaluate(of)
    assert time.process_time() - started < 60
