"""The README is true: every command in it runs, its output is real, and the rule it teaches works."""

import csv
import os
import re
import shutil
import subprocess
import sys
from html import escape
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from auditor.api import audit
from auditor.cli import app
from auditor.findings.finding import COLUMNS
from auditor.rulebook.pack import load_pack
from tests.reporting.browser import needs_chromium

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "huaian-2024.txt"
RULES = load_pack().rules
AWAKE = [rule for rule in RULES if rule.status != "trial" and rule.effect is None]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PICTURES = ("report.png", "workbook.png")
BLOCKS = [
    commands
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    if (commands := [line for line in block.splitlines() if line[:8] == "auditor "])
]


def marked_block(mark: str) -> str:
    """Give the fenced block behind an HTML comment."""
    found = re.search(rf"<!-- {re.escape(mark)} -->\n```\w*\n(.*?)```", README, re.DOTALL)
    assert found is not None, mark
    return found[1]


@pytest.mark.parametrize("commands", BLOCKS, ids=lambda commands: commands[0])
def test_commands_run(commands: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands of a block run as printed, one after another in one folder, and each ends with exit code 0."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    for command in commands:
        assert app.run(command.split()[1:]) == 0, command


def test_python_example(monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python lines run as printed and give the findings of the thirteen forms with the contract's columns."""
    found = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert found is not None
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {}
    exec(found[1], names)
    assert names["frame"].shape == (len(audit(EXAMPLE).findings), len(COLUMNS))
    assert set(names["frame"].dtypes.astype(str)) == {"string"}


def test_main_job_from_a_fresh_install(tmp_path: Path) -> None:
    """The first command, typed in a copy of the repository, sets up, audits and writes the findings: exit code 1.

    The installed wheel carries the rules, so the command also works from any other folder.
    """
    copy = tmp_path / "copy"
    ignored = shutil.ignore_patterns(".git", ".venv*", "*_cache", "__pycache__", ".hypothesis", "*.egg-info", "build")
    shutil.copytree(ROOT, copy, ignore=ignored)
    command = marked_block("main job").strip()
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    environment["PATH"] = f"{Path(sys.base_prefix) / 'bin'}{os.pathsep}{environment['PATH']}"
    environment.setdefault("CPPFLAGS", "-DPyEval_CallObject=PyObject_CallObject")
    ran = subprocess.run(
        ["bash", "-c", command], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert f"账目相符：13 张表 × {len(AWAKE)} 条规则" in ran.stdout
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    script = copy / ".venv" / "bin" / "auditor"
    again = subprocess.run(
        [script, "audit", copy / "examples" / "huaian-2024.txt", "--out", "f.csv"],
        cwd=elsewhere, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert again.returncode == 1, again.stderr
    assert (elsewhere / "f.csv").stat().st_size > 100_000


def test_errors_shown_are_the_real_ones(tmp_path: Path) -> None:
    """The table of errors is what the audit of the example says."""
    out = tmp_path / "findings.csv"
    app.run(["audit", str(ROOT / "examples" / "huaian-2024.txt"), "--out", str(out)])
    with out.open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["severity"] == "error" and row["outcome"] == "fail"]
    columns = ("rule_id", "project_name", "subject", "line", "message")
    table = "\n".join("| " + " | ".join(escape(row[name], quote=False) for name in columns) + " |" for row in rows)
    assert table in README


def test_picture_is_the_real_one() -> None:
    """The picture is what ``examples/picture.py`` draws today."""
    ran = subprocess.run(
        [sys.executable, "-c", "import picture, sys; sys.stdout.write(picture.draw())"],
        cwd=ROOT / "examples", env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr.decode()
    assert ran.stdout.decode() == (ROOT / "examples" / "summary.svg").read_text(encoding="utf-8")


@needs_chromium
def test_pictures_are_drawn(tmp_path: Path) -> None:
    """``examples/pictures.py`` draws both pictures of the README; fonts differ from machine to machine, so no byte is compared."""
    script = f"import pathlib, pictures; pictures.draw(pathlib.Path({str(tmp_path)!r}))"
    ran = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT / "examples", env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr.decode()
    assert {path.name for path in tmp_path.iterdir()} == set(PICTURES)
    for name in PICTURES:
        with Image.open(tmp_path / name) as drawn, Image.open(ROOT / "examples" / name) as kept:
            assert drawn.size == kept.size


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_are_shown(name: str) -> None:
    """The README shows each picture, a PNG of the width of a page and of no more than 300 KB, with something on it."""
    assert f"](examples/{name})" in README
    path = ROOT / "examples" / name
    assert path.stat().st_size < 300_000
    with Image.open(path) as picture:
        assert (picture.format, picture.width) == ("PNG", 1400)
        assert len(picture.convert("RGB").getcolors(1_000_000) or ()) > 16


def test_rule_of_the_tutorial(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The rule that the README teaches lints, passes its tests and runs, in a pack begun as the README says."""
    pack = tmp_path / "mypack"
    assert app.run(["rules", "new", "FUND-21", "--pack", str(pack)]) == 0
    for name in ("rules/FUND/FUND-21.yaml", "rules/FUND/FUND-21.test.yaml"):
        (pack / name).write_text(marked_block(f"file: {name}"), encoding="utf-8")
    assert app.run(["rules", "lint", str(pack)]) == 0
    assert app.run(["rules", "test", str(pack)]) == 0
    assert f"{len(RULES) + 1} 条规则" in capsys.readouterr().out
    example = ROOT / "examples" / "huaian-2024.txt"
    assert app.run(["audit", str(example), "--pack", str(pack), "--select", "FUND-21"]) == 0
