"""``auditor layouts list|show|check``: what an author of layouts looks at."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.cli.conftest import EXAMPLE, Ran

Run = Callable[..., Ran]
FORM: Final = EXAMPLE.read_text(encoding="utf-8").split("\n")[:70]
"""The first of the real forms."""


@pytest.fixture
def write(tmp_path: Path) -> Callable[[list[str]], Path]:
    """Write lines to a file."""

    def _write(lines: list[str]) -> Path:
        path = tmp_path / "form.txt"
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    return _write


def test_list_names_every_layout(auditor: Run) -> None:
    """Name, title, unit and columns of each."""
    zh, en = auditor("layouts", "list"), auditor("layouts", "list", "--lang", "en")
    assert (zh.code, zh.err, en.code) == (0, "", 0)
    assert all(word in zh.out for word in ("huaian", "万元", "ministries-2022", "种版式。"))
    assert "Form of the central" in en.out


def test_show_leads_from_spelling_to_field(auditor: Run) -> None:
    """Every spelling of a label stands beside its field, and what adds up is spelled out."""
    ran = auditor("layouts", "show", "ministries-2022")
    assert ran.code == 0
    assert "主管部门及代码、主管部门" in ran.out
    assert "年度资金总额 ＝ 其中：财政拨款＋上年结转＋其他资金" in ran.out


@pytest.mark.parametrize(
    ("lang", "says"), [("zh", "没有版式“huaihai”，最接近的是“huaian”"), ("en", "there is no layout huaihai")]
)
def test_unknown_layout(auditor: Run, lang: str, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The nearest name is offered, exit code 2."""
    monkeypatch.setattr("auditor.cli.app.LANG", lang)
    ran = auditor("layouts", "show", "huaihai", "--lang", lang)
    assert ran.code == 2
    assert says in ran.err


def test_whole_form(auditor: Run, write: Callable[[list[str]], Path]) -> None:
    """Of a form read whole nothing is missing or unassigned: exit code 0, every label with its place."""
    ran = auditor("layouts", "check", write(FORM))
    assert (ran.code, ran.err) == (0, "")
    assert "识别出 34 处栏目名称" in ran.out
    assert "7:1  项目名称 → project_name" in ran.out
    assert "没有找到的栏目：无" in ran.out
    assert "未归入任何栏目的单元格 0 处" in ran.out


def test_what_is_missing_and_what_belongs_nowhere(auditor: Run, write: Callable[[list[str]], Path]) -> None:
    """A renamed label is missing, and its cells stand nowhere, with their place; exit code 1."""
    lines = [line.replace("主管部门", "归口单位") for line in FORM]
    ran = auditor("layouts", "check", write(lines), "--lang", "en")
    assert ran.code == 1
    assert "Labels not found: 主管部门" in ran.out
    assert "7:3  归口单位" in ran.out


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        ("zh", ("没有找到", "行首未识别的文字：资产编号、购置日期")),
        ("en", ("Not found:", "Unknown texts that begin a row: 资产编号、购置日期")),
    ],
)
def test_unknown_form(auditor: Run, write: Callable[[list[str]], Path], lang: str, says: tuple[str, ...]) -> None:
    """The nearest layouts are named with what was found, what was not, and what nobody knows; exit code 3."""
    table = ["资产登记表", "项目名称\t服务器", "资产编号\tA-001", "购置日期\t2024年1月"]
    ran = auditor("layouts", "check", write(table), "--lang", lang)
    assert ran.code == 3
    assert all(word in ran.out for word in says)


def test_only_one_layout(auditor: Run, write: Callable[[list[str]], Path]) -> None:
    """With ``--layout`` nothing else is tried."""
    ran = auditor("layouts", "check", write(FORM), "--layout", "ministries-2022")
    assert ran.code == 3
    assert "huaian" not in ran.out


def test_no_file(auditor: Run, tmp_path: Path) -> None:
    """A file that is not there is one sentence, exit code 3."""
    ran = auditor("layouts", "check", tmp_path / "none.txt")
    assert (ran.code, ran.out) == (3, "")
    assert "文件不存在或已被移走" in ran.err
