"""The checks of form: linter, formatter, strict types, import contracts, and what the folders promise."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOP_LEVEL = {"auditor", "rules", "tests", "examples", "pyproject.toml", "README.md"}


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["importlinter.cli"],
    ],
    ids=["ruff", "format", "mypy", "layers"],
)
def test_tool_finds_nothing(command: list[str]) -> None:
    """The tool ends without a complaint."""
    name, *arguments = command
    code = ["-c", "from importlinter.cli import lint_imports_command as run; run()"]
    started = [sys.executable, *(code if name == "importlinter.cli" else ["-m", name, *arguments])]
    ran = subprocess.run(started, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def tracked() -> list[str]:
    """Give the files git tracks, or all files where this is no checkout."""
    ran = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if ran.returncode == 0 and ran.stdout:
        return ran.stdout.splitlines()
    return [path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*") if path.is_file()]


def test_top_level() -> None:
    """Nothing stands at the top that the owner did not set there (hidden files and a LICENSE aside)."""
    tops = {name.split("/")[0] for name in tracked()}
    assert {name for name in tops if not name.startswith(".") and not name.endswith(".egg-info")} <= TOP_LEVEL | {
        "LICENSE"
    }


def test_only_one_module_imports_the_engine() -> None:
    """The C extension is named in one module only."""
    naming = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "auditor").rglob("*.py")
        if "durable_rules_engine" in path.read_text(encoding="utf-8").replace("``durable_rules_engine``", "")
    ]
    assert naming == ["auditor/engine/native.py"]
