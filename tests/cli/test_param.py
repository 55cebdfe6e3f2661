"""``--param``: thresholds for one run, and findings that show it."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

import auditor as library
from auditor.rulebook.pack import load_pack
from auditor.rulebook.thresholds import settings_of
from tests.cli.conftest import Ran

Run = Callable[..., Ran]
DATED = Path(__file__).parents[1] / "rulebook/packs/dated"


def rows_of(path: Path) -> list[dict[str, str]]:
    """Read findings.csv as a spreadsheet would."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_threshold_is_used_and_shown(auditor: Run, example: Path, tmp_path: Path) -> None:
    """The rule judges by the value given, its findings print it and what the pack says, and the version is marked."""
    out = tmp_path / "f.csv"
    options = ("audit", example, "--out", out, "--select", "EXEC-03,SPEND-05")
    auditor(*options)
    before = [row for row in rows_of(out) if row["rule_id"] == "EXEC-03"]
    ran = auditor(*options, "--param", "EXEC-03.min_rate=10")
    after = [row for row in rows_of(out) if row["rule_id"] == "EXEC-03"]
    assert 0 < len(after) < len(before)
    assert all("低于 10%" in row["message"] and row["expected"] == "≥ 10" for row in after)
    assert all("本次运行设定：min_rate = 10%，规则包为 40%" in row["message"] for row in after)
    assert {row["finding_id"] for row in after} < {row["finding_id"] for row in before}, "ids do not change"
    assert {row["pack_version"] for row in rows_of(out)} == {before[0]["pack_version"] + "+param"}
    assert not [row for row in rows_of(out) if row["rule_id"] == "SPEND-05" and "本次运行设定" in row["message"]]
    assert "本次运行设定的阈值：EXEC-03.min_rate = 10%（规则包为 40%）" in ran.out


def test_in_english(auditor: Run, example: Path, tmp_path: Path) -> None:
    """The same in English, several thresholds at once, and the id in any case."""
    out = tmp_path / "f.csv"
    ran = auditor(
        "audit", example, "--out", out, "--lang", "en", "--param", "exec-03.min_rate=100", "--param", "DIR-06.min_target=80"
    )  # fmt: skip
    assert "Threshold set for this run: DIR-06.min_target = 80% (the pack says 85%)" in ran.out
    assert "Threshold set for this run: EXEC-03.min_rate = 100% (the pack says 40%)" in ran.out
    said = [row["message"] for row in rows_of(out) if row["rule_id"] == "EXEC-03"]
    assert all(message.endswith("(Set for this run: min_rate = 100%; the pack says 40%.)") for message in said)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("EXEC-03.min_rat=4", "没有参数“EXEC-03.min_rat”，最接近的是“EXEC-03.min_rate”"),
        ("EXEC-33.min_rate=4", "最接近的是“EXEC-03.min_rate”"),
        ("FUND-05.limit=4", "没有参数“FUND-05.limit”"),
        ("EXEC-03.min_rate=高", "EXEC-03.min_rate 的值“高”类型不对，应为 number"),
        ("EXEC-03.min_rate=1e3", "类型不对"),
        ("EXEC-03.min_rate=１０", "类型不对"),
        ("EXEC-03.min_rate=", "应写成"),
        ("EXEC-03=4", "应写成"),
        ("EXEC-03.min_rate", "应写成"),
        ("=", "应写成"),
    ],
)
def test_wrong_use(auditor: Run, example: Path, tmp_path: Path, text: str, says: str) -> None:
    """A threshold that no rule has, or a value of the wrong kind, is wrong use, and nothing is written."""
    out = tmp_path / "f.csv"
    ran = auditor("audit", example, "--out", out, "--param", text)
    assert (ran.code, says in ran.err, out.exists()) == (2, True, False), ran.err


def test_set_twice(auditor: Run, example: Path) -> None:
    """One threshold set twice is wrong use, for nobody knows which of the two counts."""
    ran = auditor("audit", example, "--param", "EXEC-03.min_rate=1", "--param", "EXEC-03.min_rate=2")
    assert (ran.code, "设定了两次" in ran.err) == (2, True)


def test_over_an_override(auditor: Run) -> None:
    """What the command line says goes over what a local pack says; the finding names the local value as the pack's."""
    local = load_pack(str(DATED), {"LOC-01.slack": "0.7"})
    ((name, param),) = settings_of(local.rules)
    assert (name, param.value.shown, param.instead_of) == ("LOC-01.slack", "0.7", "0.5")
    assert local.version == "2025.1+param"


def test_python_interface(example: Path) -> None:
    """The Python interface takes thresholds where a pack is loaded; a pack without them is as its file says."""
    pack = library.load_pack("standard", params={"EXEC-03.min_rate": "0"})
    found = library.audit(example, pack, select="EXEC-03").findings
    assert [finding for finding in found if finding.outcome == "fail"] == []
    assert settings_of(library.load_pack().rules) == []
    assert library.load_pack().version == pack.version.removesuffix("+param")
