"""Bad inputs as a user meets them: one line each, the rest audited and reported, outputs whole, nothing left behind."""

import csv
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import auditor as library
from auditor.errors import UnreadableDocument
from tests.bad.documents import bad_documents
from tests.batch.packing import packed
from tests.cli.conftest import Ran

Run = Callable[..., Ran]
FAST = ("--select", "FUND", "--engine", "plain")


@pytest.fixture
def inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, example: Path) -> Path:
    """Give a folder with the thirteen real forms among bad documents, as files and in an archive."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_bytes(example.read_bytes())
    members = []
    for bad in bad_documents():
        (folder / bad.name).write_bytes(bad.content)
        members.append((bad.name, bad.content))
    (folder / "all.zip").write_bytes(packed(*members, ("good.txt", example.read_bytes())))
    return folder


def rows_of(path: Path) -> list[dict[str, str]]:
    """Read a findings.csv."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_batch_of_bad_documents(auditor: Run, inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every bad document costs itself alone, in a folder and in an archive, in both languages."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = set(tmp_path.iterdir())
    bad = list(bad_documents())
    named = [f"in/{each.name}" for each in bad] + [f"in/all.zip!/{each.name}" for each in bad]
    for lang in ("zh", "en"):
        ran = auditor("audit", "in", "--out", f"{lang}.csv", "--out", f"{lang}.json", "--lang", lang, *FAST)
        assert (ran.code, ran.err) == (3, "")
        record = json.loads((tmp_path / f"{lang}.json").read_text(encoding="utf-8"))
        assert sorted(entry["source"] for entry in record["unreadable"]) == sorted(named)
        for each in bad:
            reasons = [e["reason"] for e in record["unreadable"] if e["source"].rpartition("/")[2] == each.name]
            assert [(each.zh, each.en)[lang == "en"] in reason for reason in reasons] == [True, True], reasons
    assert set(tmp_path.iterdir()) - before == {
        tmp_path / f"{lang}.{kind}" for lang in ("zh", "en") for kind in ("csv", "json")
    }
    auditor("audit", "in/good.txt", "--out", "alone.csv", *FAST)
    alone, found = rows_of(tmp_path / "alone.csv"), rows_of(tmp_path / "zh.csv")
    for source in ("in/good.txt", "in/all.zip!/good.txt"):
        here = [row for row in found if row["source"] == source]
        assert [(row["rule_id"], row["line"], row["message"]) for row in here] == [
            (row["rule_id"], row["line"], row["message"]) for row in alone
        ]


def test_read_says_the_same(auditor: Run, inputs: Path, tmp_path: Path) -> None:
    """``read`` and the Python interface find the same documents, and refuse the same ones."""
    ran = auditor("read", "in", "--out", "forms.json")
    assert ran.code == 3
    written = json.loads((tmp_path / "forms.json").read_text(encoding="utf-8"))
    assert len(written["forms"]) == 26
    assert ran.err.splitlines() == [entry["reason"] for entry in written["unreadable"]]
    audit = library.audit("in", engine="plain", select="FUND-01")
    assert [error.render() for error in audit.tally.unreadable] == ran.err.splitlines()
    with pytest.raises(UnreadableDocument):
        list(library.read_forms("in"))


def test_what_is_passed_over_is_told_and_no_error(auditor: Run, tmp_path: Path, example: Path) -> None:
    """Programs and the like in a folder do not change the exit code, and are named; given as input they do."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_bytes(example.read_bytes())
    program = tmp_path / "in" / "setup.exe"
    program.write_bytes(b"MZ\x90\x00\x03\x00")
    ran = auditor("audit", tmp_path / "in", "--fail-on", "never", "--out", tmp_path / "f.csv", *FAST)
    assert ran.code == 0
    said = ran.out.replace("\n", "")
    assert f"另有 1 个文件不是文档（如程序、音像、快捷方式），没有检查：{program.as_posix()}" in said
    ran = auditor("read", tmp_path / "in", "--lang", "en", "--out", tmp_path / "f.json")
    assert (ran.code, ran.err.startswith("1 more files are no documents")) == (0, True)
    assert auditor("read", program, "--out", tmp_path / "f.json").err == f"{program}：这是程序文件，不是文档。\n"


@pytest.mark.parametrize("command", ["audit", "read"])
def test_limit(auditor: Run, tmp_path: Path, example: Path, command: str) -> None:
    """``--limit`` is obeyed, and what is wrong with one is wrong use."""
    ran = auditor(command, example, "--limit", "file_bytes=1000", "--out", tmp_path / "f.json")
    assert ran.code == 3
    assert "超过上限 1,000 字节" in ran.out.replace("\n", "") + ran.err
    ran = auditor(command, example, "--limit", "file_byte=1000")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("没有名为“file_byte”的上限，最接近的是“file_bytes”；可用：file_bytes unpacked_bytes")
    assert auditor(command, example, "--limit", "pages=all").code == 2
    assert "file_bytes=200000000: " in auditor(command, "--help").out


def test_limit_in_python(example: Path) -> None:
    """The same in Python."""
    with pytest.raises(UnreadableDocument, match="超过上限 1,000 字节"):
        list(library.read_forms(example, limits={"file_bytes": 1000}))
    assert library.audit(example, limits={"file_bytes": 1000}, select="FUND-01").tally.unreadable


def test_last_year_in_an_archive(auditor: Run, tmp_path: Path, example: Path) -> None:
    """Last year's forms may come in an archive too."""
    (tmp_path / "2023.zip").write_bytes(packed(("a.txt", example.read_bytes().replace(b"2024", b"2023"))))
    ran = auditor(
        "audit", example, "--previous", tmp_path / "2023.zip", "--select", "YOY-03", "--out", tmp_path / "f.csv"
    )
    assert ran.code != 3
    assert rows_of(tmp_path / "f.csv")


@pytest.mark.skipif(os.name == "nt", reason="signals are another matter there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopped_halfway(tmp_path: Path, example: Path, number: int) -> None:
    """A run that is stopped leaves neither outputs nor temporary files."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    members = [(f"{at:04}.txt", example.read_bytes()) for at in range(400)]
    (tmp_path / "a.zip").write_bytes(packed(*members))
    command = [sys.executable, "-m", "auditor", "audit", "a.zip", "--out", "f.csv", "--engine", "plain"]
    environment = {**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": str(Path(library.__file__).parents[1])}
    process = subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not list(temporary.glob("auditor-*/document*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (130, "已中断，没有写出任何文件。\n")
    assert not list(temporary.iterdir())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "tmp"]
