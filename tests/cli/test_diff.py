"""``auditor diff OLD NEW``: by finding id, from run records or findings.csv, as table, CSV and page."""

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.findings.comparison import KINDS, Record, compare
from tests.cli.conftest import EXAMPLE, Ran

Run = Callable[..., Ran]


def row(finding_id: str, outcome: str = "fail", form: str = "f", rule: str = "R-01", **cells: str) -> dict[str, str]:
    """Make a finding."""
    return {
        "finding_id": finding_id,
        "outcome": outcome,
        "form_id": form,
        "rule_id": rule,
        "severity": "error",
        **cells,
    }


@pytest.mark.parametrize(
    ("old", "new", "forms", "kind"),
    [
        ([row("1")], [], {"f"}, "closed"),
        ([row("1")], [row("1")], {"f"}, "open"),
        ([row("1", message="a", line="3")], [row("1", message="b", line="4")], {"f"}, "open"),
        ([row("1", found="5")], [row("1", found="6")], {"f"}, "changed"),
        ([], [row("1")], {"f"}, "new"),
        ([row("1", "cannot_check")], [row("1")], {"f"}, "new"),
        ([row("1")], [row("1", "cannot_check")], {"f"}, "unchecked"),
        ([row("1")], [row("1", "waived")], {"f"}, "waived"),
        ([row("1")], [], {"g"}, "not_in_run"),
        ([row("1", rule="R-02")], [], {"f"}, "not_in_run"),
        ([row("1", form="")], [], {"g"}, "closed"),
    ],
)
def test_what_becomes_of_a_finding(
    old: list[dict[str, str]], new: list[dict[str, str]], forms: set[str], kind: str
) -> None:
    """A table of the ways a finding can go."""
    changes = list(compare(Record(old), Record(new, frozenset(forms), frozenset({"R-01"}))))
    assert [change.kind for change in changes] == [kind]
    assert kind in KINDS


@pytest.fixture
def runs(auditor: Run, tmp_path: Path) -> Path:
    """Audit the real forms as they are, and again with one error mended and another made."""
    for name, text in {
        "old": EXAMPLE.read_text(encoding="utf-8"),
        "new": EXAMPLE.read_text(encoding="utf-8")
        .replace("≥2700万元", "≤2700万元")
        .replace("≥1200万元", "≤1200万元")
        .replace("资金总额\t\t1200", "资金总额\t\t1201"),
    }.items():
        form = tmp_path / "huaian.txt"
        form.write_text(text, encoding="utf-8")
        outs = [option for suffix in ("json", "csv") for option in ("--out", tmp_path / f"{name}.{suffix}")]
        auditor("audit", form, *outs, "--fail-on", "never")
    return tmp_path


@pytest.mark.parametrize("suffix", ["json", "csv"])
def test_real_runs(auditor: Run, runs: Path, suffix: str) -> None:
    """The mended one is closed, the new one is new, exit code 1; records and tables say the same."""
    ran = auditor(
        "diff", runs / f"old.{suffix}", runs / f"new.{suffix}", "--out", runs / "d.csv", "--out", runs / "d.html"
    )
    assert (ran.code, ran.err) == (1, "")
    with (runs / "d.csv").open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    by_kind = Counter(line["change"] for line in found)
    assert ("DIR-01", "closed") in {(line["rule_id"], line["change"]) for line in found}
    assert {"FUND-02", "FUND-05"} <= {line["rule_id"] for line in found if line["change"] == "new"}
    assert by_kind["open"] > 200
    assert f"仍存在 {by_kind['open']} 条" in ran.out
    page = (runs / "d.html").read_text(encoding="utf-8")
    assert page.count("<tr class=") == len(found)


def test_same_run(auditor: Run, runs: Path) -> None:
    """A run compared with itself has nothing closed, changed or new: exit code 0."""
    ran = auditor("diff", runs / "old.json", runs / "old.json", "--lang", "en")
    assert ran.code == 0
    assert ran.out.strip().endswith("still open")
    assert len(ran.out.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "says"),
    [("none.json", "无法读取"), ("form.txt", "不是 findings.csv"), ("broken.json", "不是审核记录")],
)
def test_what_is_no_run(auditor: Run, runs: Path, name: str, says: str) -> None:
    """A file that is no run is refused in one sentence, exit code 2."""
    (runs / "form.txt").write_text("a,b\n1,2\n", encoding="utf-8")
    (runs / "broken.json").write_text("{", encoding="utf-8")
    ran = auditor("diff", runs / "old.json", runs / name)
    assert ran.code == 2
    assert says in ran.err


def test_unknown_suffix(auditor: Run, runs: Path) -> None:
    """Only the suffixes that can be written are taken."""
    ran = auditor("diff", runs / "old.json", runs / "new.json", "--out", runs / "d.xlsx")
    assert ran.code == 2
    assert ".csv .html" in ran.err
