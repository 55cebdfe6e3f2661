"""Every target value printed in the thirteen seed forms, counted against the domain vocabulary's own figures."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.forms.model import Target
from auditor.forms.targets import parse_target
from auditor.forms.vocabulary import Vocabulary

ROOT = Path(__file__).parents[2]
GOLD = sorted((ROOT / "tests/fixtures/gold").glob("*.json"))


def printed_rows() -> Iterator[list[str]]:
    """Give the non-blank cells of every row below an indicator header, straight from the text."""
    inside = False
    for line in (ROOT / "examples/huaian-2024.txt").read_text(encoding="utf-8").splitlines():
        cells = [cell for cell in line.split("\t") if cell.strip()]
        if line.startswith("一级指标"):
            inside = True
        elif line.startswith("淮安市项目预算绩效目标表"):
            inside = False
        elif inside and cells:
            yield cells


def own_targets(vocabulary: Vocabulary) -> list[Target]:
    """Give the full-year target of each indicator that is no preset row and has a name."""
    targets = []
    for cells in printed_rows():
        names = [c for c in cells if not (vocabulary.level1_of(c) or vocabulary.level2_of(c))]
        if any(vocabulary.standard(name) for name in names) or names == ["合理", "合理"]:
            continue  # the second is form 9's row that lost its name
        target = parse_target(cells[-1], vocabulary)
        assert target is not None
        targets.append(target)
    return targets


def test_every_printed_value_is_understood(vocabulary: Vocabulary) -> None:
    """No value of the seed stays unparsed."""
    values = {cell for cells in printed_rows() for cell in cells[-2:] if not vocabulary.level2_of(cell)}
    names = {name for cells in printed_rows() for name in cells[:-2]}
    unparsed = {
        value
        for value in values - names
        if (target := parse_target(value, vocabulary)) is None or target.kind == "unparsed"
    }
    assert unparsed == {"立体化对外展示淮安组工形象，提升淮安知名度、美誉"}  # a name: its row has lost one value


def test_operators_of_own_indicators(vocabulary: Vocabulary) -> None:
    """116 own indicators: ≥ 66, = 34, ≤ 3, and 13 words."""
    targets = own_targets(vocabulary)
    assert len(targets) == 116
    assert Counter(target.operator for target in targets) == {"≥": 66, "=": 34, "≤": 3, None: 13}
    words = Counter(target.raw for target in targets if target.kind == "quality_word")
    assert words == {
        "持续提升": 3, "有所提升": 3, "及时": 3, "有效促进": 1, "有效提升": 1, "一定程度缓解": 1, "合规": 1,
    }  # fmt: skip


def test_units_of_own_indicators(vocabulary: Vocabulary) -> None:
    """The units, each as often as the domain vocabulary counts it."""
    units = Counter(target.unit for target in own_targets(vocabulary) if target.kind == "quantity")
    assert units == {
        "%": 44, "次": 13, "人": 11, "个": 11, "期": 3, "篇": 3, "门": 3, "万元": 3, "部": 2, "项": 2, "套": 1, "平方米": 1,
        "人次": 1, "份": 1, "册": 1, "批次": 1, "批": 1, "月": 1,
    }  # fmt: skip


@pytest.mark.parametrize("file", GOLD, ids=[file.stem for file in GOLD])
def test_gold_values(vocabulary: Vocabulary, file: Path) -> None:
    """In each hand-read form every value parses, and every quantity has operator, value and unit."""
    for row in json.loads(file.read_text(encoding="utf-8"))["indicators"]:
        for text in (row["half_year"], row["full_year"]):
            target = parse_target(text, vocabulary)
            if text is None:
                assert target is None
                continue
            assert target is not None
            assert target.kind in {"quantity", "quality_word", "progress"}, text
            if target.kind == "quantity":
                assert target.operator is not None
                assert target.unit is not None
                assert f"{target.operator}{target.value}{target.unit}" == text


def test_preset_values(vocabulary: Vocabulary) -> None:
    """Of the preset rows only the half-year execution rate varies."""
    execution: Counter[str] = Counter()
    for file in GOLD:
        for row in json.loads(file.read_text(encoding="utf-8"))["indicators"]:
            standard = vocabulary.standard(row["level3"]) if row["level3"] else None
            if standard is None:
                continue
            assert row["full_year"] == standard.full
            if standard.name == "预算执行率":
                execution[row["half_year"]] += 1
            else:
                assert row["half_year"] == standard.half
    assert execution == {"=0%": 5, "=50%": 4, "=3%": 1, "=9%": 1, "=17%": 1, "=26%": 1}


def test_names_whose_units_do_not_fit(vocabulary: Vocabulary) -> None:
    """On the seed two full-year units contradict their names (catalogue rule VAL-08: forms 8 and 9)."""
    misfits = set()
    for file in GOLD:
        for row in json.loads(file.read_text(encoding="utf-8"))["indicators"]:
            target = parse_target(row["full_year"], vocabulary)
            if (
                row["level3"]
                and target
                and target.unit
                and vocabulary.unit_allowed(row["level3"], target.unit) is False
            ):
                misfits.add(row["level3"])
    assert misfits == {"发展党员培训人次", "重点制片任务完成数量"}
