"""The run record: complete, streamed, the same bytes twice."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from auditor.findings.finding import COLUMNS, OUTCOMES
from auditor.reporting.output import Output
from auditor.reporting.outputs import FORMATS, open_outputs
from tests.cli.conftest import EXAMPLE, Ran, auditor

__all__ = ["auditor"]
Run = Callable[..., Ran]


@pytest.fixture
def record(auditor: Run, tmp_path: Path) -> dict[str, Any]:
    """Audit the real forms, with an unreadable document beside them."""
    broken = tmp_path / "broken.txt"
    broken.write_bytes(b"")
    out = tmp_path / "run.json"
    assert auditor("audit", EXAMPLE, broken, "--select", "FUND,MAND", "--out", out).code == 3
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return found


def test_record_is_whole(record: dict[str, Any]) -> None:
    """Inputs with their hashes, packs, the rules that ran, every form, every finding, the account that adds up."""
    assert [len(each["sha256"]) for each in record["inputs"]] == [64, 64]
    assert [pack["name"] for pack in record["packs"]] == ["standard"]
    assert {rule["group"] for rule in record["rules"]} == {"FUND", "MAND", "CON"}
    assert record["options"] == {"select": "FUND,MAND"}
    assert len(record["forms"]) == 13
    assert set(record["findings"][0]) == {*COLUMNS, "standing"}
    account = record["account"]
    assert account["adds_up"]
    assert sum(account["outcomes"].values()) == account["checks"]
    assert set(account["outcomes"]) == set(OUTCOMES)
    assert [entry["reason"].split("：", 1)[1] for entry in record["unreadable"]] == ["文件为空（0 字节）。"]


def test_findings_are_those_of_the_table(auditor: Run, record: dict[str, Any], tmp_path: Path) -> None:
    """One evaluation, several outputs: the same findings in the same order."""
    table = tmp_path / "f.csv"
    auditor("audit", EXAMPLE, "--select", "FUND,MAND", "--out", table)
    ids = [line.split(",", 1)[0] for line in table.read_text(encoding="utf-8-sig").splitlines()[1:]]
    assert [finding["finding_id"] for finding in record["findings"]] == ids
    forms = [form["form_id"] for form in record["forms"]]
    asked = list(dict.fromkeys(finding["form_id"] for finding in record["findings"]))
    assert asked == [form for form in forms if form in asked]


def test_same_bytes_and_number(auditor: Run, tmp_path: Path) -> None:
    """Two runs write equal bytes; another selection is another run."""
    first, second, other = (tmp_path / name for name in ("a.json", "b.json", "c.json"))
    auditor("audit", EXAMPLE, "--out", first)
    auditor("audit", EXAMPLE, "--out", second)
    auditor("audit", EXAMPLE, "--select", "FUND", "--out", other)
    assert first.read_bytes() == second.read_bytes()
    assert json.loads(first.read_bytes())["run"] != json.loads(other.read_bytes())["run"]


def test_personal_numbers_are_masked(auditor: Run, tmp_path: Path) -> None:
    """No telephone number of a form stands whole in the record."""
    form = tmp_path / "form.txt"
    lines = EXAMPLE.read_text(encoding="utf-8").split("\n")[:70]
    form.write_text(
        "\n".join(lines).replace("项目负责人/ 联系电话\t", "项目负责人/ 联系电话\t13812345678 "), encoding="utf-8"
    )
    auditor("audit", form, "--out", tmp_path / "run.json", "--fail-on", "never")
    text = (tmp_path / "run.json").read_text(encoding="utf-8")
    assert "13812345678" not in text
    assert "138****5678" in text


@pytest.mark.parametrize("suffix", sorted(FORMATS))
def test_nothing_appears_before_commit(suffix: str, tmp_path: Path) -> None:
    """An output that is thrown away leaves nothing behind."""
    (output,) = open_outputs([tmp_path / f"out{suffix}"], [])
    assert isinstance(output, Output)
    output.abort()
    assert list(tmp_path.iterdir()) == []
