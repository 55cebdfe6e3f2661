"""Running the command line in-process, as a user types it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from auditor.cli import app

EXAMPLE = Path(__file__).parents[2] / "examples" / "huaian-2024.txt"


@dataclass(frozen=True)
class Ran:
    """Exit code and both streams of one command."""

    code: int
    out: str
    err: str


@pytest.fixture
def auditor(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run one command and give what it printed."""

    def run(*arguments: object) -> Ran:
        code = app.run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return run


@pytest.fixture
def example() -> Path:
    """Give the thirteen real forms."""
    return EXAMPLE
