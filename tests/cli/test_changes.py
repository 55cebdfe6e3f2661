"""``auditor rules changes OLD NEW``."""

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from auditor.rulebook.pack import load_pack
from tests.cli.conftest import Ran

Run = Callable[..., Ran]
PACKS: Final = Path(__file__).parents[1] / "rulebook/packs"


@pytest.mark.parametrize(
    ("lang", "says"),
    [("zh", ["停用", "新增", "新增 2 条、停用 1 条"]), ("en", ["retired", "added", "2 added, 1 retired"])],
)
def test_table(auditor: Run, lang: str, says: list[str]) -> None:
    """The table names both versions, every rule that changed, and how; the counts stand below."""
    ran = auditor("rules", "changes", PACKS / "small", PACKS / "dated", "--lang", lang)
    assert (ran.code, ran.err) == (0, "")
    assert "small 0.1.0 → dated 2025.1" in ran.out
    assert all(word in ran.out for word in (*says, "LOC-01", "SUM-01"))


def test_no_change(auditor: Run) -> None:
    """A pack compared with itself has no changes."""
    named = f"standard {load_pack().version}"
    assert f"{named} → {named}：没有变化" in auditor("rules", "changes", "standard", "standard").out
    assert "no changes" in auditor("rules", "changes", "standard", "standard", "--lang", "en").out


def test_csv_and_json(auditor: Run, tmp_path: Path) -> None:
    """Both formats say the same, in a file or on standard output, and twice the same bytes."""
    packs = ("rules", "changes", PACKS / "small", PACKS / "local")
    rows = list(csv.DictReader(io.StringIO(auditor(*packs, "--format", "csv").out, newline="")))
    listed = json.loads(auditor(*packs, "--format", "json").out)
    flat = [
        (change["id"], change["kind"], part["key"], part["old"], part["new"])
        for change in listed["changes"]
        for part in change["differences"] or [{"key": "", "old": "", "new": ""}]
    ]
    assert [(row["id"], row["kind"], row["key"], row["old"], row["new"]) for row in rows] == flat
    assert ("SUM-01", "changed", "severity", "error", "warning") in flat
    assert listed["new"] == {"pack": "local", "version": "2024.1"}
    written = []
    for name in ("a.csv", "b.csv"):
        auditor(*packs, "--out", tmp_path / name)
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]
    assert written[0].startswith(b"\xef\xbb\xbfid,kind,title,key,old,new\r\n")


def test_broken_promises(auditor: Run, tmp_path: Path) -> None:
    """A dropped id is shown in the list, told on standard error, and is an invalid pack: exit code 4."""
    shutil.copytree(PACKS / "small", tmp_path / "new")
    (tmp_path / "new/rules/SUM/SUM-03.yaml").unlink()
    ran = auditor("rules", "changes", PACKS / "small", tmp_path / "new")
    assert ran.code == 4
    assert "删除（不允许）" in ran.out
    assert f"{tmp_path}/new/pack.yaml:1:1: 规则 SUM-03" in ran.err
    assert "status: retired" in ran.err


@pytest.mark.parametrize(
    ("old", "new", "code", "says"),
    [
        ("nowhere", "standard", 2, "找不到规则包“nowhere”"),
        ("standard", str(PACKS / "broken"), 4, f"{PACKS}/broken/pack.yaml:2:1: 缺少必填的键"),
    ],
)
def test_packs_that_cannot_be_compared(auditor: Run, old: str, new: str, code: int, says: str) -> None:
    """A pack that is not there is wrong use; the mistakes of an invalid one are told with its name."""
    ran = auditor("rules", "changes", old, new)
    assert ran.code == code
    assert says in ran.err
    assert ran.out == ""
