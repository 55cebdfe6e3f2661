"""The eight sub-items of the review form of targets (项目支出绩效目标审核表, 财预〔2015〕88号), and which rules feed which.

Source: domain/regulations.md §1.3. A rule that is not named goes by its dimension, so that rules of other packs have a place.
"""

from dataclasses import dataclass
from typing import Final

from auditor.findings.finding import Finding


@dataclass(frozen=True, slots=True)
class SubItem:
    """A sub-item: its dimension, name and points; what it asks; groups and single rules that feed it."""

    dimension: str
    name: str
    points: int
    question: str
    rules: tuple[str, ...]


SUB_ITEMS: Final = (
    SubItem(
        "完整性",
        "规范完整性",
        10,
        "格式规范，内容完整、准确、详实，无缺项、错项",
        ("ID", "FUND", "MAND", "VAL", "TXT", "WGT", "PRV", "SPEND-02"),
    ),
    SubItem(
        "完整性",
        "明确清晰性",
        10,
        "绩效目标明确，反映项目主要内容和预期产出",
        ("NAR-01", "NAR-03", "VAL-05", "ID-04", "PER-01"),
    ),
    SubItem(
        "相关性",
        "目标相关性",
        15,
        "符合法律法规、规划和部门职能",
        ("NAR-02", "NAR-06", "NAR-08", "NAR-09", "BAT-01", "BAT-02", "BAT-03"),
    ),
    SubItem(
        "相关性",
        "指标科学性",
        15,
        "指标全面、细化、量化，关键指标有指标值",
        ("COV", "CLS", "NAR", "VAL-02", "VAL-08", "VAL-11", "VAL-12", "SPEND-08", "BAT-07", "YOY-03"),
    ),
    SubItem("适当性", "绩效合理性", 15, "效益显著，符合行业正常水平", ("DIR", "VAL-07", "PER", "YOY", "BAT-08")),
    SubItem(
        "适当性",
        "资金匹配性",
        15,
        "目标与资金量相匹配",
        (
            "FUND-05",
            "FUND-06",
            "FUND-07",
            "FUND-09",
            "SPEND",
            "EXEC",
            "DIR-04",
            "DIR-05",
            "BAT-04",
            "BAT-05",
            "BAT-06",
            "YOY-04",
            "YOY-05",
        ),
    ),
    SubItem("可行性", "实现可能性", 10, "经过充分调研和合理测算", ("SPEND-07", "EXEC-03", "PER-03", "PER-06")),
    SubItem("可行性", "条件充分性", 10, "实施方案、组织和制度有保障", ("ID-06", "FUND-08", "MAND-02")),
)
_BY_DIMENSION: Final = {"完整性": 0, "相关性": 3, "适当性": 4, "可行性": 6}


def sub_item_of(finding: Finding) -> int:
    """Give the number of the sub-item a finding belongs to: by its rule, else by its group, else by its dimension."""
    for name in (finding.rule_id, finding.group):
        for number, item in enumerate(SUB_ITEMS):
            if name in item.rules:
                return number
    return _BY_DIMENSION.get(finding.dimension, 0)
