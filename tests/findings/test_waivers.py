"""A waiver file is read as a person writes it; every mistake in it is told at once, at its place, with what is allowed."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.findings.waivers import plain_subject, read_day
from tests.findings.waiving import ENTRY, entry, file_of, read


def test_entry(tmp_path: Path) -> None:
    """An entry arrives as written, with its line; the subject may be left out, the form may hold blanks."""
    block = "waivers:\n  - " + "\n    ".join(f"{key}: {text}" for key, text in ENTRY.items()) + "\n"
    whole = "  - " + entry(rule="EXEC-03", subject="", form='" 2024-恩来干部学院 - 培训办班经费 "').strip()
    (first, second), problems = read(block + whole, tmp_path)
    assert not problems
    assert (first.rule, first.form, first.subject) == (ENTRY["rule"], ENTRY["form"], ENTRY["subject"])
    assert (first.reason, first.approved_by, first.document) == (
        ENTRY["reason"],
        ENTRY["approved_by"],
        ENTRY["document"],
    )
    assert (first.until, first.line, first.file) == (date(2024, 12, 31), 2, (tmp_path / "waivers.yaml").as_posix())
    assert (second.subject, second.form, second.line) == (None, ENTRY["form"], 9)


@pytest.mark.parametrize("text", ["waivers:\n", "waivers: []\n", "waivers: ~\n"])
def test_no_entries(text: str, tmp_path: Path) -> None:
    """A file may have no entries (any more)."""
    assert read(text, tmp_path) == ([], [])


@pytest.mark.parametrize(
    ("text", "at", "says"),
    [
        (entry(rule="DIR-1"), "DIR-1", "没有编号为“DIR-1”的规则，最接近的是“DIR-01”"),
        (entry(rule="dir-01"), "dir-01", "最接近的是“DIR-01”"),
        (entry(rule="VAL-01"), "VAL-01", "规则 VAL-01 不可豁免"),
        (entry(reason=""), "{", "缺少必填的键“reason”"),
        (entry(approved_by=""), "{", "缺少必填的键“approved_by”"),
        (entry(document=""), "{", "缺少必填的键“document”"),
        (entry(until=""), "{", "缺少必填的键“until”"),
        (entry(form=""), "{", "缺少必填的键“form”"),
        (entry(reason='" "'), '" "', "“reason”不能为空"),
        (entry(reason="null"), "null", "“reason”不能为空"),
        (entry(subject="~"), "~", "“subject”不能为空"),
        (entry(rule='""'), '""', "“rule”不能为空"),
        (entry(until="'　'"), "'　'", "“until”不能为空"),
        (entry(until="2024-02-30"), "2024-02-30", "“2024-02-30”不是日期，应写成 2024-12-31 这样"),
        (entry(until="2024.12.31"), "2024.12.31", "“2024.12.31”不是日期"),
        (entry(until="20241231"), "20241231", "不是日期"),
        (entry(until="２０２４-12-31"), "２０２４-12-31", "不是日期"),
        (entry(until="长期"), "长期", "“长期”不是日期"),
        (entry(until="[2024-12-31]"), "[2024-12-31]", "应为 text"),
        (entry(reasn="x"), "reasn", "不认识的键“reasn”，最接近的是“reason”；允许的键：rule, form, subject, reason"),
        (entry(line="609"), "line", "不认识的键“line”"),
        ("DIR-01", "DIR-01", "这里写的是“DIR-01”，应为 {rule, form"),
    ],
)
def test_mistake(text: str, at: str, says: str, tmp_path: Path) -> None:
    """Each mistake is told once, where it stands, and the entry is not used."""
    waivers, (problem,) = read(file_of(text), tmp_path)
    assert not waivers
    column = file_of(text).splitlines()[1].index(at) + 1
    assert f"waivers.yaml:2:{column}: " in problem.render("zh")
    assert says in problem.render("zh")
    assert problem.render("en") != problem.render("zh")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("waiver: []\n", "不认识的键“waiver”，最接近的是“waivers”"),
        ("waivers: {rule: DIR-01}\n", "应为 [{rule, form"),
        ("waivers: none\n", "这里写的是“none”"),
        ("- rule: DIR-01\n", "文件顶层应为"),
        ("", "文件是空的"),
        ("waivers:\n\t- rule: DIR-01\n", "制表符"),
        ("waivers: &all []\nmore: *all\n", "锚点"),
        ("waivers: !!python/object/apply:os.system [ls]\n", "标签"),
    ],
)
def test_not_a_waiver_file(text: str, says: str, tmp_path: Path) -> None:
    """A file of another shape is told, and nothing of it is used."""
    waivers, problems = read(text, tmp_path)
    assert not waivers
    assert any(says in problem.render("zh") for problem in problems)


@pytest.mark.parametrize("subject", ["项目完成成本", "项目 完成成本"])
def test_same_entry_twice(subject: str, tmp_path: Path) -> None:
    """The same rule, form and subject twice is a mistake, whatever else differs; the first is named."""
    waivers, (problem,) = read(file_of(entry(), entry(subject=subject, until="2025-12-31")), tmp_path)
    assert [one.line for one in waivers] == [2]
    assert problem.line == 3
    assert "与第 2 行的豁免重复" in problem.render("zh")
    assert "repeats that of line 2" in problem.render("en")


def test_same_entry_twice_on_one_line(tmp_path: Path) -> None:
    """Two entries on one line are two entries."""
    _, (problem,) = read(f"waivers: [{entry()}, {entry()}]\n", tmp_path)
    assert problem.key == "waiver.twice"


def test_a_whole_form_and_one_subject_are_two_entries(tmp_path: Path) -> None:
    """A rule may be waived for one subject, and until another day for the whole form."""
    waivers, problems = read(file_of(entry(), entry(subject="", until="2025-12-31")), tmp_path)
    assert (len(waivers), problems) == (2, [])


@given(at=st.integers(0, 10_000), cut=st.integers(0, 30), put=st.text(" -:{}[],#&*!'\"\n\t~导a", max_size=3))
def test_any_text(at: int, cut: int, put: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever is cut out or put in, the file is read, or its mistakes are told; what is read says who and until when."""
    text = file_of(entry(), entry(subject="", until="2025-12-31"))
    at %= len(text)
    waivers, problems = read(text[:at] + put + text[at + cut :], tmp_path_factory.mktemp("w"))
    for one in waivers:
        assert all((one.rule, one.form, one.reason, one.approved_by, one.document))
        assert one.subject is None or one.subject.strip()
    for problem in problems:
        assert problem.render("zh").partition("waivers.yaml:")[2]


def test_all_mistakes_at_once(tmp_path: Path) -> None:
    """A file with five mistakes tells five, in their order."""
    text = file_of(entry(rule="DIR-99", until="soon"), entry(reason="", boss="x"), entry(rule="FUND-01"))
    _, problems = read(text, tmp_path)
    assert [problem.key.partition(".")[2] for problem in problems] == [
        "unknown_rule",
        "day",
        "missing_key",
        "unknown_key",
        "not_waivable",
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [("2024-02-29", date(2024, 2, 29)), ("2023-02-29", None), ("2024-2-9", None), ("2024-W01-1", None), ("", None)],
)
def test_day(text: str, day: date | None) -> None:
    """A day is written in one way, and must be one that the calendar has."""
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("第 5 行（名称未填）", "row 5 (no name)"),
        ("整张表", "the form"),
        (" 项目　完成成本", "项目完成成本"),
        ("'=成本", "=成本"),
    ],
)
def test_subjects_that_are_the_same(one: str, other: str) -> None:
    """A subject is the same in either language, with blanks, and as a spreadsheet shows it."""
    assert plain_subject(one) == plain_subject(other)


@pytest.mark.parametrize(("one", "other"), [("第 5 行（名称未填）", "row 15 (no name)"), ("成本", "项目成本")])
def test_subjects_that_differ(one: str, other: str) -> None:
    """Different subjects stay different."""
    assert plain_subject(one) != plain_subject(other)
