"""Every file of ``mistakes/`` holds one mistake; its head says where it must be told, and in which words."""

import re
from pathlib import Path
from typing import Final

import pytest

from auditor.marked import Reporter
from tests.checking.build import read_rule

FOLDER: Final = Path(__file__).parent / "mistakes"
FILES: Final = sorted(FOLDER.glob("*.yaml"))


def told(path: Path) -> list[tuple[str, str]]:
    """Give the problems of a file as (zh, en), sorted by place."""
    reporter = Reporter()
    read_rule(path.read_text(encoding="utf-8"), reporter)
    return [(problem.render("zh"), problem.render("en")) for problem in sorted(reporter.problems)]


def head(path: Path, name: str) -> list[str]:
    """Give what the lines ``# name: …`` at the top of a file say."""
    return re.findall(rf"(?m)^# {name}: (.+)$", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_place(path: Path) -> None:
    """A mistake is told once, at its line and column, and draws no others after it."""
    reporter = Reporter()
    read_rule(path.read_text(encoding="utf-8"), reporter)
    found = [f"{problem.line}:{problem.column} {problem.key.removeprefix('pack.')}" for problem in reporter.problems]
    assert sorted(found) == sorted(head(path, "expect"))


@pytest.mark.parametrize("path", [path for path in FILES if head(path, "zh")], ids=lambda path: path.stem)
def test_words(path: Path) -> None:
    """The message says in both languages what is wrong, what is allowed and what is nearest."""
    messages = told(path)
    assert messages
    for lang, number in (("zh", 0), ("en", 1)):
        (wanted,) = head(path, lang)
        assert any(wanted in message[number] for message in messages), [message[number] for message in messages]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_never_in_silence(path: Path) -> None:
    """A rule with a mistake is neither used nor dropped without a word."""
    assert told(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file_and_plain_words(path: Path) -> None:
    """A message begins with file:line:column and shows nothing of the program's inside."""
    for messages in told(path):
        for message in messages:
            assert re.match(r"TEST-01\.yaml:\d+:\d+: \S", message)
            assert not re.search(r"b'|Traceback|<class|Mapping|Sequence|\{\w+\}: ", message), message


def test_look_ahead_is_told_once(capfd: pytest.CaptureFixture[str]) -> None:
    """A bad pattern is told by the program alone: the library writes nothing to standard error."""
    told(FOLDER / "look-ahead.yaml")
    assert capfd.readouterr().err == ""
