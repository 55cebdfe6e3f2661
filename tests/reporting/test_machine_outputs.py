"""Outputs for other programs: SARIF by its official schema, JUnit by counting, Parquet by reading back."""

import json
import os
import xml.etree.ElementTree as ET
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest

from auditor.reporting.outputs import open_outputs
from auditor.reporting.sarif import _uri
from tests.cli.conftest import EXAMPLE, Ran, auditor

__all__ = ["auditor"]
Run = Callable[..., Ran]
SCHEMA: Final = os.environ.get("SARIF_SCHEMA", "")
WAIVER: Final = """
waivers:
  - rule: DIR-01
    form: 2024-恩来干部学院-培训办班经费
    subject: 项目完成成本
    reason: 经核实
    approved_by: 王明
    document: 会议纪要
    until: 2099-12-31
"""


@pytest.fixture(scope="session")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Audit the real forms, one finding waived, with a document that cannot be read, into every machine format."""
    from auditor.cli import app

    folder = tmp_path_factory.mktemp("machine")
    (folder / "坏 文件.txt").write_bytes(b"")
    (folder / "waivers.yaml").write_text(WAIVER, encoding="utf-8")
    outs = [f"--out={folder}/run.{suffix}" for suffix in ("sarif", "xml", "parquet", "json")]
    app.run(["audit", str(EXAMPLE), str(folder / "坏 文件.txt"), "--waivers", str(folder / "waivers.yaml"), *outs])
    return folder


@pytest.fixture
def record(ran: Path) -> dict[str, Any]:
    """Give the run record beside the others."""
    found: dict[str, Any] = json.loads((ran / "run.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture
def sarif(ran: Path) -> dict[str, Any]:
    """Give the SARIF log."""
    found: dict[str, Any] = json.loads((ran / "run.sarif").read_text(encoding="utf-8"))
    return found


@pytest.mark.skipif(not SCHEMA, reason="SARIF_SCHEMA does not name the official schema (.ci/run fetches it)")
def test_sarif_fits_the_official_schema(sarif: dict[str, Any]) -> None:
    """The schema of the standard has nothing to object to."""
    schema = json.loads(Path(SCHEMA).read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    assert [error.message for error in validator.iter_errors(sarif)] == []


def test_sarif_says_what_was_found(sarif: dict[str, Any], record: dict[str, Any]) -> None:
    """Every finding is a result with its rule, place and fingerprint; a waiver suppresses, and is not left out."""
    (run,) = sarif["runs"]
    results, rules = run["results"], run["tool"]["driver"]["rules"]
    assert [each["partialFingerprints"]["findingId/v1"] for each in results] == [
        each["finding_id"] for each in record["findings"]
    ]
    assert all(rules[each["ruleIndex"]]["id"] == each["ruleId"] for each in results)
    by_outcome = {each["outcome"]: result for each, result in zip(record["findings"], results, strict=True)}
    assert by_outcome["waived"]["suppressions"] == [{"kind": "external", "status": "accepted"}]
    assert (by_outcome["cannot_check"]["kind"], by_outcome["cannot_check"]["level"]) == ("open", "none")
    direction = by_outcome["waived"]["locations"][0]["physicalLocation"]
    assert direction["region"]["startLine"] == 609
    assert direction["artifactLocation"]["uri"].endswith("huaian-2024.txt")
    assert run["invocations"][0]["executionSuccessful"] is False
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert "%E5%9D%8F%20" in note["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]


@pytest.mark.parametrize(
    ("source", "uri"),
    [
        ("a b/表.txt", "a%20b/%E8%A1%A8.txt"),
        ("/a/b.docx", "file:///a/b.docx"),
        ("a.zip!/b#1.docx", "a.zip!/b%231.docx"),
    ],
)
def test_sarif_names_documents_by_uri(source: str, uri: str) -> None:
    """A relative name stays relative; one from the root is a file of the system; nothing else is special."""
    assert _uri(source) == uri


def test_sarif_explains_rules(sarif: dict[str, Any]) -> None:
    """Each rule has a title, a help text with its articles, and its level."""
    rules = {rule["id"]: rule for rule in sarif["runs"][0]["tool"]["driver"]["rules"]}
    assert rules["FUND-02"]["defaultConfiguration"]["level"] == "error"
    assert "预算法" in rules["FUND-02"]["help"]["text"]
    assert rules["FUND-02"]["name"] == "TotalFundingAddsUp"


def test_junit_counts(ran: Path, record: dict[str, Any]) -> None:
    """Errors fail, what cannot be checked is skipped, what was not read is an error; the counts are right."""
    tree = ET.parse(ran / "run.xml")
    suites = tree.getroot().findall("testsuite")
    assert {suite.get("name", "").rsplit("/", 1)[-1] for suite in suites} == {"huaian-2024.txt", "没有检查的内容"}
    for suite in suites:
        assert int(suite.get("tests", "")) == len(suite.findall("testcase"))
        for name, tag in {"failures": "failure", "errors": "error", "skipped": "skipped"}.items():
            assert int(suite.get(name, "")) == len(suite.findall(f"testcase/{tag}"))
    failed = [each for each in record["findings"] if (each["outcome"], each["severity"]) == ("fail", "error")]
    assert len(tree.findall(".//failure")) == len(failed)
    assert len(tree.findall(".//error")) == 1


def test_junit_of_impossible_characters() -> None:
    """Characters that XML cannot hold are replaced; the file can be read."""
    from auditor.reporting.junit import _attribute, _text

    attribute, text = _attribute("x\x00<\ud800"), _text("y\x07&")
    element = ET.fromstring(f"<a b={attribute}>{text}</a>")
    assert (element.attrib, element.text) == ({"b": "x\ufffd<\ufffd"}, "y\ufffd&")


def test_parquet_reads_back(ran: Path, record: dict[str, Any]) -> None:
    """The same findings, texts as texts and numbers as numbers."""
    import pyarrow.parquet as pq

    table = pq.read_table(ran / "run.parquet")
    rows = table.to_pylist()
    assert [row["finding_id"] for row in rows] == [each["finding_id"] for each in record["findings"]]
    assert table.schema.metadata[b"auditor.run"] == record["run"].encode()
    money = [row for row in rows if row["amount"]]
    assert money
    assert all(row["amount_decimal"] == Decimal(row["amount"]) for row in money)
    assert all(row["amount_decimal"] is None for row in rows if not row["amount"])
    assert all(row["line_number"] == int(row["line"]) for row in rows if row["line"])


def test_parquet_without_its_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence says what to install, and nothing is left behind."""
    from auditor.errors import OutputError

    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(OutputError) as caught:
        open_outputs([tmp_path / "f.csv", tmp_path / "f.parquet"], [])
    assert "auditor[parquet]" in caught.value.render("zh")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", ["sarif", "xml", "parquet"])
def test_same_bytes(auditor: Run, tmp_path: Path, suffix: str) -> None:
    """Two runs write equal bytes."""
    for name in ("a", "b"):
        auditor("audit", EXAMPLE, "--select", "FUND", "--out", tmp_path / f"{name}.{suffix}")
    assert (tmp_path / f"a.{suffix}").read_bytes() == (tmp_path / f"b.{suffix}").read_bytes()
