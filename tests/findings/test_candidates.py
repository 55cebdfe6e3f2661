"""A findings.csv is read back as a person may have left it; what is no finding any more is told at its line."""

from pathlib import Path

import pytest

from auditor.errors import Problem, UnreadableDocument
from auditor.findings.acceptance import Candidate
from auditor.findings.candidates import read_candidates
from auditor.marked import Reporter
from tests.checking.build import standard_pack

HEAD = "finding_id,rule_id,outcome,form_id,subject,field,pack"
ROW = "785021e689e13ab8,EXEC-03,fail,2024-甲-乙,支出明细,spending,standard"
FOUND = Candidate("785021e689e13ab8", "EXEC-03", "fail", "2024-甲-乙", "支出明细", "spending", "standard")


def read(text: str, folder: Path, encoding: str = "utf-8-sig") -> tuple[list[Candidate], list[Problem]]:
    """Read a CSV of this text."""
    path = folder / "findings.csv"
    path.write_bytes(text.encode(encoding))
    reporter = Reporter()
    return list(read_candidates(path, [standard_pack()], reporter)), sorted(reporter.problems)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_encodings(encoding: str, end: str, tmp_path: Path) -> None:
    """A spreadsheet may save the table in an encoding of its own."""
    assert read(f"{HEAD}{end}{ROW}{end}", tmp_path, encoding) == ([FOUND], [])


def test_other_columns_in_another_order(tmp_path: Path) -> None:
    """Columns are found by their names; other columns and empty rows do not matter."""
    head, row = HEAD.split(","), ROW.split(",")
    text = "\n".join([",".join(["note", *reversed(head)]), ",".join(["看过", *reversed(row)]), ",,,,,,,", ""])
    assert read(text, tmp_path) == ([FOUND], [])


def test_defused_cell(tmp_path: Path) -> None:
    """The apostrophe that guards a cell from a spreadsheet is none of the subject's."""
    (found,), problems = read(f"{HEAD}\n{ROW.replace('支出明细', chr(39) + '=成本')}\n", tmp_path)
    assert (found.subject, problems) == ("=成本", [])


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "785021e689e13ab8",
            "7.85E+15",
            "“7.85E+15”不是问题编号（finding_id，16 位十六进制），可能被表格软件改成了数字",
        ),
        ("EXEC-03", "EXEC-3", "没有编号为“EXEC-3”的规则，最接近的是“EXEC-03”"),
        ("fail", "failed", "“failed”不在允许的取值中，最接近的是“fail”"),
        ("standard", "local", "出自规则包“local”，本次用的是：standard"),
    ],
)
def test_bad_row(old: str, new: str, says: str, tmp_path: Path) -> None:
    """A row that is no finding is told at the line where it begins, also behind a cell of several lines."""
    text = (
        f"{HEAD}\n{ROW.replace('支出明细', chr(34) + '支出' + chr(10) + '明细' + chr(34))}\n{ROW.replace(old, new)}\n"
    )
    found, (problem,) = read(text, tmp_path)
    assert len(found) == 1
    assert (problem.line, problem.column) == (4, 1)
    assert says in problem.render("zh")


def test_short_row(tmp_path: Path) -> None:
    """A row that was cut off is told, not passed over."""
    found, (problem,) = read(f"{HEAD}\n{ROW.rpartition(',')[0]}\n", tmp_path)
    assert (found, problem.line) == ([], 2)


def test_missing_columns(tmp_path: Path) -> None:
    """Columns that are not there are told all at once, with the nearest name."""
    found, problems = read(f"{HEAD.replace('form_id', 'form').replace('subject', '对象')}\n{ROW}\n", tmp_path)
    assert found == []
    assert [problem.details for problem in problems] == [
        (("name", "form_id"), ("nearest", "form")),
        (("name", "subject"), ("nearest", "—")),
    ]


def test_open_quote(tmp_path: Path) -> None:
    """A quote that is never closed would swallow the rest of the file: it is told where it begins."""
    found, (problem,) = read(f"{HEAD}\n{ROW}\n{ROW.replace('支出明细', chr(34) + '支出')}\n{ROW}\n", tmp_path)
    assert len(found) == 1
    assert problem.line == 3
    assert "引号不成对" in problem.render("zh")


@pytest.mark.parametrize(("content", "says"), [(b"", "空"), (b"PK\x03\x04rest", ""), (None, "无法读取")])
def test_no_table(content: bytes | None, says: str, tmp_path: Path) -> None:
    """A file that is no text, or not there, cannot be read at all."""
    path = tmp_path / "findings.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnreadableDocument) as caught:
        list(read_candidates(path, [standard_pack()], Reporter()))
    assert says in caught.value.render("zh")
