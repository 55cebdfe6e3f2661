"""A baseline file: the same findings give the same bytes, and every change that was not made by the program is told."""

import json
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import Problem
from auditor.findings.acceptance import Acceptance, Candidate
from auditor.findings.baseline import Accepted, Baseline, baseline_lines, read_baseline
from auditor.findings.finding import CANNOT_CHECK, FAIL, WAIVED
from auditor.marked import Reporter
from tests.checking.build import standard_pack
from tests.findings.waiving import real_findings

UNTIL = date(2025, 12, 31)
texts = st.text(st.characters(codec="utf-8"), max_size=8)
ids = st.integers(0, 2**64 - 1).map(lambda number: f"{number:016x}")
findings = st.lists(st.builds(Accepted, texts, texts, texts, texts, ids), max_size=6, unique_by=lambda one: one.id)


def accepted() -> list[Accepted]:
    """Give three accepted findings."""
    return [
        Accepted("2024-甲-乙", f"DIR-0{at}", "项目成本", f"indicators[{at}].full_year", f"{at:016x}")
        for at in (1, 2, 3)
    ]


def text_of(found: list[Accepted], until: date = UNTIL) -> str:
    """Give a baseline as its file holds it."""
    return "".join(f"{line}\n" for line in baseline_lines(found, until))


def read(content: str | bytes, folder: Path) -> tuple[Baseline | None, list[Problem]]:
    """Read a file of this content."""
    path = folder / "baseline.json"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    reporter = Reporter()
    return read_baseline(path, reporter), sorted(reporter.problems)


@given(found=findings, data=st.data())
def test_round_trip(found: list[Accepted], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What was written is read, whatever the order and the texts; the file is JSON."""
    text = text_of(data.draw(st.permutations(found)))
    assert text == text_of(found)
    baseline, problems = read(text, tmp_path_factory.mktemp("b"))
    assert problems == []
    assert baseline is not None
    assert (baseline.until, baseline.findings) == (UNTIL, {one.id: one for one in found})
    assert json.loads(text)["count"] == len(found)


@pytest.mark.parametrize("content", [text_of(accepted()).replace("\n", "\r\n"), "\ufeff" + text_of(accepted())])
def test_line_ends_and_mark(content: str, tmp_path: Path) -> None:
    """Line ends of another system, and a byte order mark, are no damage."""
    baseline, problems = read(content, tmp_path)
    assert problems == []
    assert baseline is not None
    assert len(baseline.findings) == 3


def swapped(old: str, new: str) -> Callable[[str], str]:
    """Give a change of one place."""

    def change(text: str) -> str:
        assert text.count(old) >= 1
        return text.replace(old, new, 1)

    return change


def without_line(at: int) -> Callable[[str], str]:
    """Give a change that loses one line."""
    return lambda text: "".join(line for number, line in enumerate(text.splitlines(keepends=True)) if number != at)


@pytest.mark.parametrize(
    ("change", "line", "says"),
    [
        (swapped("2025-12-31", "2035-12-31"), 1, "与校验值不符"),
        (swapped('"DIR-01"', '"DIR-09"'), 1, "与校验值不符"),
        (swapped("0000000000000002", "000000000000000a"), 1, "与校验值不符"),
        (swapped('"form"', ' "form"'), 1, "与校验值不符"),
        (without_line(2), 4, "应有 3 个问题，实有 2 个"),
        (without_line(4), 4, "应有 3 个问题，实有 3 个"),
        (lambda text: text[: text.index("DIR-02")], 3, "不是 auditor baseline write 写出的样子"),
        (swapped('"rule": "DIR-02"', '"rule": DIR-02'), 3, "每行应为 form, rule, subject, field, id"),
        (swapped('"rule": "DIR-02", ', ""), 3, "每行应为 form, rule, subject, field, id"),
        (swapped('"rule": "DIR-02"', '"rule": 2'), 3, "每行应为"),
        (swapped("0000000000000002", "2"), 3, "每行应为"),
        (swapped("0000000000000002", "0000000000000001"), 3, "问题 0000000000000001 在基线中出现了两次"),
        (swapped('"auditor_baseline": 1', '"auditor_baseline": 2'), 1, "第一行被改动"),
        (swapped("2025-12-31", "2025-13-31"), 1, "第一行被改动"),
        (swapped('"count": 3', '"count": "3"'), 1, "第一行被改动"),
        (swapped("\n", ""), 1, "第一行被改动"),
        (lambda _text: "", 1, "不是 auditor baseline write 写出的基线文件"),
        (lambda _text: "waivers: []\n", 1, "不是 auditor baseline write 写出的基线文件"),
        (lambda _text: "[" * 100_000, 1, "不是 auditor baseline write 写出的基线文件"),
    ],
)  # fmt: skip
def test_damage(change: Callable[[str], str], line: int, says: str, tmp_path: Path) -> None:
    """A file edited by hand, cut off or of another kind is refused, at the line where it shows."""
    baseline, problems = read(change(text_of(accepted())), tmp_path)
    assert baseline is None
    assert [problem.line for problem in problems if says in problem.render("zh")] == [line]
    assert all(problem.render("en") != problem.render("zh") for problem in problems)


@given(at=st.integers(0, 10_000), cut=st.integers(0, 3), put=st.binary(max_size=3))
def test_any_change_is_told(at: int, cut: int, put: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever bytes are cut out or put in, the baseline is refused, or means what it meant."""
    content = text_of(accepted()).encode()
    at %= len(content)
    baseline, problems = read(content[:at] + put + content[at + cut :], tmp_path_factory.mktemp("b"))
    assert bool(problems) == (baseline is None)
    if baseline is not None:
        assert (baseline.until, list(baseline.findings.values())) == (UNTIL, accepted())


def test_all_damage_at_once(tmp_path: Path) -> None:
    """Two bad lines are told together."""
    text = text_of(accepted()).replace('"rule": "DIR-01"', '"rule": DIR-01').replace('"DIR-03"', "3")
    _, problems = read(text, tmp_path)
    assert [problem.line for problem in problems] == [2, 4]


@pytest.mark.parametrize(
    ("content", "says"), [(text_of(accepted()).encode("gb18030"), "不是 UTF-8 编码"), (b"\xff\xfe{", "字节 0xFF")]
)
def test_not_text(content: bytes, says: str, tmp_path: Path) -> None:
    """A file in another encoding is told, with the line."""
    baseline, (problem,) = read(content, tmp_path)
    assert baseline is None
    assert says in problem.render("zh")


def test_no_file(tmp_path: Path) -> None:
    """A file that is not there is one problem."""
    reporter = Reporter()
    assert read_baseline(tmp_path / "none.json", reporter) is None
    assert [problem.key for problem in reporter.problems] == ["pack.unreadable"]


def test_acceptance() -> None:
    """Failures of rules that may be waived are accepted; what stays out is counted, whatever the order."""
    acceptance, again = Acceptance([standard_pack()]), Acceptance([standard_pack()])
    for finding in real_findings():
        acceptance.write(finding)
    for finding in random.Random(1).sample(real_findings(), len(real_findings())):
        again.write(finding)
    assert text_of(list(acceptance.accepted.values())) == text_of(list(again.accepted.values()))
    failed = [finding for finding in real_findings() if finding.outcome == FAIL]
    assert len(acceptance.accepted) + acceptance.refused.total() == len(failed)
    assert acceptance.refused == {"MAND-01": 2, "MAND-05": 1, "FUND-03": 1, "VAL-01": 1}
    assert acceptance.unchecked == len(real_findings()) - len(failed)
    assert acceptance.waived == 0


def test_acceptance_leaves_out_what_is_waived() -> None:
    """A finding that a waiver holds, or that could not be checked, does not go into a baseline."""
    acceptance = Acceptance([standard_pack()])
    for outcome in (WAIVED, CANNOT_CHECK):
        acceptance.take(Candidate("0" * 16, "DIR-01", outcome, "form", "subject", "field", "standard"))
    assert (acceptance.accepted, acceptance.waived, acceptance.unchecked) == ({}, 1, 1)
