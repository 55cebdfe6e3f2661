"""What changed between two versions of a pack."""

import shutil
from pathlib import Path
from typing import Final

import pytest

from auditor.rulebook.changes import Change, broken_promises, changes_between
from auditor.rulebook.pack import Pack, load_packs

PACKS: Final = Path(__file__).parent / "packs"
RULE: Final = "rules/SUM/SUM-01.yaml"


@pytest.fixture
def versions(tmp_path: Path) -> tuple[Path, Path]:
    """Give two copies of the small pack, to change either."""
    for name in ("old", "new"):
        shutil.copytree(PACKS / "small", tmp_path / name)
    return tmp_path / "old", tmp_path / "new"


def rewrite(folder: Path, name: str, old: str, new: str) -> None:
    """Replace a text in a file of a pack."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def compared(versions: tuple[Path, Path]) -> tuple[list[Change], Pack, Pack]:
    """Give the changes between two packs, and the packs."""
    old, new = load_packs([str(folder) for folder in versions], together=False)
    return changes_between(old, new), old, new


def test_nothing_changed(versions: tuple[Path, Path]) -> None:
    """Two equal packs have no changes, whatever order, comments and quotes their keys stand in."""
    new = versions[1]
    lines = (new / RULE).read_text(encoding="utf-8").splitlines()
    (new / RULE).write_text("# moved\n" + "\n".join(sorted(lines, key=_moved)) + "\n", encoding="utf-8")
    rewrite(new, RULE, "severity: error", 'severity: "error"')
    assert compared(versions)[0] == []


def _moved(line: str) -> bool:
    return line.startswith(("dimension", "group", "status"))


@pytest.mark.parametrize(
    ("name", "old", "new", "key", "before", "after"),
    [
        (RULE, "severity: error", "severity: warning", "severity", "error", "warning"),
        (RULE, '"0.010"', '"0.02"', "params.slack.value", "0.010", "0.02"),
        (RULE, "en: the tests", "en: us", "params.slack.decided_by.en", "the tests", "us"),
        (RULE, "明细合计 {lines}，总额", "合计 {lines}，总额", "message.zh", None, None),
        (RULE, "sum: spending.full_year", "max: spending.full_year", "let.lines", "{sum: spending.full_year}", None),
        (RULE, ", within: params.slack", "", "require", None, "{that: lines, equals: funding.total}"),
        (RULE, "amount: difference\n", "", "amount", "difference", ""),
        (RULE, "amount: difference", 'amount: difference\neffective: {from: "2025"}', "effective", "", "{from: 2025}"),
        (RULE, "第三条", "第四条", "basis", None, "[{doc: circular, at: 第四条, verified: false}]"),
        ("rules/SUM/SUM-02.yaml", "status: trial", "status: stable", "status", "trial", "stable"),
        ("rules/SUM/SUM-02.yaml", "title: 内容不应笼统", "title: {zh: 内容不应笼统, en: x}", "title.en", None, "x"),
        ("vocabulary/words.yaml", "[待定, 若干]", "[若干, 另行]", "vocab.empty_words", "待定", "另行"),
    ],
)
def test_one_key(
    versions: tuple[Path, Path], name: str, old: str, new: str, key: str, before: str | None, after: str | None
) -> None:
    """One key changed is one rule changed with one difference, each value as written."""
    rewrite(versions[1], name, old, new)
    ((change,), *_) = compared(versions)
    assert change.kind == "changed"
    ((found, was, now),) = [(part.key, part.old, part.new) for part in change.differences]
    assert found == key
    assert was == before or (before is None and was)
    assert now == after or (after is None and now)
    assert was != now


def test_added_and_retired(versions: tuple[Path, Path]) -> None:
    """A new id is added; a rule whose status became retired is retired, not gone."""
    old, new = versions
    text = (new / "rules/SUM/SUM-02.yaml").read_text(encoding="utf-8")
    (new / "rules/SUM/SUM-04.yaml").write_text(text.replace("SUM-02", "SUM-04"), encoding="utf-8")
    rewrite(new, "rules/SUM/SUM-02.yaml", "status: trial", "status: retired")
    changes, *packs = compared((old, new))
    assert [(change.rule_id, change.kind) for change in changes] == [("SUM-02", "retired"), ("SUM-04", "added")]
    assert broken_promises(changes, *packs) == []


def test_removed_and_reused(versions: tuple[Path, Path]) -> None:
    """An id that vanished, retired or not, and a retired id that is asked again, are mistakes of the new pack."""
    old, new = versions
    (new / RULE).unlink()
    (new / RULE).with_suffix(".test.yaml").unlink()
    rewrite(new, "rules/SUM/SUM-03.yaml", "status: retired", "status: stable")
    changes, *packs = compared((old, new))
    assert [(change.rule_id, change.kind) for change in changes] == [("SUM-01", "removed"), ("SUM-03", "reused")]
    gone, again = broken_promises(changes, *packs)
    assert gone.render("zh").startswith(f"{new}/pack.yaml:1:1: 规则 SUM-01（{old}/{RULE}）在新版中不见了")
    assert again.render("en").startswith(f"{new}/rules/SUM/SUM-03.yaml:1:5: rule SUM-03 was retired in version 0.1.0")
    (new / "rules/SUM/SUM-03.yaml").unlink()
    assert [change.kind for change in compared((old, new))[0]] == ["removed", "removed"]


def test_overrides_are_compared_by_what_they_make(versions: tuple[Path, Path]) -> None:
    """The changes from a base to a local pack are what the local pack overrides."""
    changes, *_ = compared((PACKS / "small", PACKS / "local"))
    assert {change.rule_id: change.kind for change in changes} == {
        "LOC-01": "added", "SUM-01": "changed", "SUM-02": "changed"
    }  # fmt: skip
    keys = {part.key for change in changes if change.rule_id == "SUM-01" for part in change.differences}
    assert keys == {
        "severity", "waivable", "params.slack.value", "params.slack.decided_by.zh", "params.slack.decided_by.en"
    }  # fmt: skip
