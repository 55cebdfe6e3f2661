"""Mistakes in vocabulary files and in rule tests: told at their place, never a crash, never passed over."""

import shutil
from pathlib import Path
from typing import Final

import pytest

from auditor.findings.ruletests import run_tests
from auditor.marked import Reporter, parse
from auditor.rulebook.pack import load_pack
from auditor.rulebook.wordfiles import read_vocabulary

STANDARD: Final = load_pack().folder


def places(reporter: Reporter) -> list[str]:
    """Give the problems as line:column key, and prove that both languages can tell them."""
    for problem in reporter.problems:
        assert problem.render("zh") != problem.render("en")
    return [f"{problem.line}:{problem.column} {problem.key.removeprefix('pack.')}" for problem in reporter.problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wrods: {vague: [若干]}", ["1:1 unknown_key"]),
        ("words: [若干]", ["1:8 wrong_type"]),
        ("words: {vague: 若干}", ["1:16 wrong_type"]),
        ("words: {vague: [[若干]]}", ["1:17 wrong_type"]),
        ("level1: {决策: {varients: [甲]}}", ["1:15 unknown_key"]),
        ("standard: {甲: {level2: 不存在}}", ["1:24 choice"]),
        ("standard: {甲: {expect: 乙}}", ["1:12 missing_key"]),
        ("families: {money: {factors: {元: 一}}}", ["1:33 wrong_type"]),
        ("families: {money: {factors: {元: 0}}}", ["1:33 wrong_type"]),
        ("operators: {!=: {before: [不是]}}", ["1:13 tag"]),
        ("operators: {'~': {before: [不是]}}", ["1:13 unknown_key"]),
        ("name_units: {endings: [人数]}", ["1:13 wrong_type"]),
        ("synonyms: [[甲, 乙]]", ["1:11 wrong_type"]),
        ("synonyms: {甲: 乙}", ["1:15 wrong_type"]),
        ("synonyms: {甲: ['']}", ["1:16 wrong_type"]),
        ("synonyms: {甲: [乙, 丙], 丁: [丙]}", ["1:27 synonym_twice"]),
        ("synonyms: {甲: [乙], 乙: [丙]}", ["1:16 synonym_twice"]),
        ("patterns: {a: '(?=b)', c: '('}", ["1:15 pattern", "1:27 pattern"]),
        ("corrections: {a: [{wrong: '(?=b)', right: c}]}", ["1:27 pattern"]),
        ("corrections: {a: {b: c}}", ["1:18 wrong_type"]),
        ("corrections: {a: [{wrong: b, rigth: c}]}", ["1:30 unknown_key"]),
        ("patterns: {a: '(?=b)'}\nwords: 5", ["1:15 pattern", "2:8 wrong_type"]),
    ],
)
def test_vocabulary(text: str, expected: list[str]) -> None:
    """A section, a shape, a level, a factor or a pattern that cannot be is told where it stands."""
    reporter = Reporter()
    source = parse(text, "vocabulary/words.yaml", reporter)
    read_vocabulary([] if source is None else [source], reporter)
    assert places(reporter) == expected


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("{name: a, expect: pas}", ["5:22 choice"]),
        ("{name: a, expect: pass, sett: {}}", ["5:28 unknown_key"]),
        ("{name: a}", ["5:4 missing_key"]),
        ("{name: [a], expect: pass}", ["5:11 wrong_type"]),
        ("a case", ["5:4 wrong_type"]),
        ("{name: a, expect: pass, set: manager}", ["5:33 wrong_type"]),
        ("{name: a, expect: pass, set: {manger: 甲}}", ["5:34 test_path"]),
        ("{name: a, expect: pass, set: {spending.99.name: 甲}}", ["5:34 test_path"]),
        ("{name: a, expect: pass, set: {year: 二〇二四}}", ["5:40 wrong_type"]),
        ("{name: a, expect: pass, set: {funding.total: [1]}}", ["5:49 wrong_type"]),
        ("{name: a, expect: pass, remove: [indicatrs]}", ["5:37 test_path"]),
        ("{name: a, expect: pass, profile: publik}", ["5:37 choice"]),
        ("{name: a, expect: pass, remove: [spending.x]}", ["5:37 test_path"]),
        ("{name: a, expect: pass, remove: [spending.99]}", ["5:37 test_path"]),
        ("{name: a, expect: pass, add: {spendings: []}}", ["5:34 test_path"]),
        ("{name: a, expect: pass, add: {spending: [{nam: 甲}]}}", ["5:46 unknown_key"]),
    ],
)
def test_rule_test(case: str, expected: list[str], tmp_path: Path) -> None:
    """A case that cannot be run as written is told where it stands, and is not run."""
    folder = tmp_path / "pack"
    shutil.copytree(STANDARD, folder)
    text = f"rule: FUND-05\nform: forms/good.yaml\ncases:\n  - {{name: good, expect: pass}}\n  - {case}\n"
    (folder / "rules/FUND/FUND-05.test.yaml").write_text(text.replace("  - ", " - "), encoding="utf-8")
    reporter = Reporter()
    (tests,) = run_tests(load_pack(str(folder)), reporter, frozenset({"FUND-05"}))
    assert places(reporter) == expected
    assert [result.case for result in tests.cases] == ["good"]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("layout: nowhere\n", ["1:9 choice"]),
        ("title: 甲\n", ["1:1 missing_key"]),
        ("layout: huaian\nspending: [甲]\n", ["2:12 wrong_type"]),
        ("layout: huaian\nyear: twelve\n", ["2:7 wrong_type"]),
        ("layout: huaian\nfunding: {totl: 1}\n", ["2:11 unknown_key"]),
    ],
)
def test_sample_form(form: str, expected: list[str], tmp_path: Path) -> None:
    """A sample form that is no form is told where it goes wrong."""
    folder = tmp_path / "pack"
    shutil.copytree(STANDARD, folder)
    (folder / "forms/good.yaml").write_text(form, encoding="utf-8")
    reporter = Reporter()
    (tests,) = run_tests(load_pack(str(folder)), reporter, frozenset({"FUND-05"}))
    assert places(reporter) == expected
    assert not tests.cases
