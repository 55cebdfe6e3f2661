"""SARIF 2.1.0, for viewers of findings: rules with help, places, lasting fingerprints, waivers as suppressions.

A text document is pointed at by line; where a document has no lines a viewer could open (a sheet, a page), the place is told as a
logical location and in words. Each document is an artifact with its SHA-256.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar, Final
from urllib.parse import quote

from auditor.findings.finding import CANNOT_CHECK, FAIL, WAIVED, Finding
from auditor.reporting.output import Output, PackRecord, RunEnd, RunHead
from auditor.reporting.rule_page import citation
from auditor.reporting.whole import WholeFile
from auditor.rulebook.rule import Rule
from auditor.wording import say

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final = {"error": "error", "warning": "warning", "info": "note"}
_KINDS: Final = {FAIL: "fail", WAIVED: "fail", CANNOT_CHECK: "open"}
_TEXT_SUFFIXES: Final = (".txt", ".tsv", ".csv")
_FINGERPRINT: Final = "findingId/v1"


class SarifOutput(Output):
    """Writes one run, as a stream."""

    wants_forms: ClassVar[bool] = False

    def __init__(self, path: Path) -> None:
        """Open the output; raises `OutputError`."""
        super().__init__(path)
        self._file = WholeFile(path, newline="")
        self._first = True

    def begin(self, head: RunHead) -> None:
        """Write the rules and the documents."""
        self._lang = head.lang
        rules = [(record, rule) for record in head.packs for rule in record.rules]
        self._numbers = {(record.pack.name, rule.id): number for number, (record, rule) in enumerate(rules)}
        driver = {
            "name": "auditor",
            "version": head.version,
            "semanticVersion": head.version,
            "fullName": say(head.lang, "sarif.full_name"),
            "language": "zh-CN" if head.lang == "zh" else "en-US",
            "rules": [_rule(rule, record, head.lang) for record, rule in rules],
        }
        artifacts = [
            {
                "location": {"uri": _uri(each.source)},
                "length": each.size,
                **({"hashes": {"sha-256": each.sha256}} if each.sha256 else {}),
            }
            for each in head.inputs
        ]
        self._file.stream.write(
            f'{{"$schema":{_json(SCHEMA)},"version":"2.1.0","runs":[{{"tool":{{"driver":{_json(driver)}}},\n'
        )
        self._file.stream.write(
            f'"automationDetails":{_json({"id": f"auditor/{head.number}"})},"columnKind":"unicodeCodePoints",\n'
        )
        self._file.stream.write(f'"artifacts":{_json(artifacts)},\n"results":[')

    def write(self, finding: Finding) -> None:
        """Write a finding."""
        self._file.stream.write(("\n" if self._first else ",\n") + _json(self._result(finding)))
        self._first = False

    def end(self, end: RunEnd) -> None:
        """Write what could not be read or judged as notifications of the run."""
        notes = [
            _notification("unreadable", error.render(self._lang), str(error.details.get("source", "")))
            for error in end.tally.unreadable
        ]
        notes += [
            _notification("engine-fault", f"{form}: {fault.render(self._lang)}", "") for form, fault in end.tally.faults
        ]
        invocation = {"executionSuccessful": not notes, "toolExecutionNotifications": notes}
        self._file.stream.write(f'\n],\n"invocations":[{_json(invocation)}]}}]}}\n')

    def commit(self) -> None:
        """Put the whole file in its place."""
        self._file.commit()

    def abort(self) -> None:
        """Leave nothing behind."""
        self._file.abort()

    def _result(self, finding: Finding) -> dict[str, Any]:
        result: dict[str, Any] = {
            "ruleId": finding.rule_id,
            "ruleIndex": self._numbers[finding.pack, finding.rule_id],
            "kind": _KINDS[finding.outcome],
            "message": {"text": finding.message or finding.rule_title},
            "locations": [_location(finding)],
            "partialFingerprints": {_FINGERPRINT: finding.finding_id},
            "properties": dict(_properties(finding)),
        }
        # A result that is not of kind "fail" has no level of its own.
        result["level"] = _LEVELS[finding.severity] if finding.outcome in (FAIL, WAIVED) else "none"
        if finding.outcome == WAIVED:
            result["suppressions"] = [{"kind": "external", "status": "accepted"}]
        return result


def _rule(rule: Rule, record: PackRecord, lang: str) -> dict[str, Any]:
    basis = "\n".join(citation(each, record.pack, lang) for each in rule.basis)
    return {
        "id": rule.id,
        **({"name": _pascal(rule.name)} if rule.name else {}),
        "shortDescription": {"text": rule.title[lang]},
        "fullDescription": {"text": f"{rule.title[lang]}\n{basis}".strip()},
        "help": {"text": f"{rule.title[lang]}\n{basis}".strip()},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "tags": [rule.group, rule.dimension],
            "pack": record.pack.name,
            "packVersion": record.pack.version,
        },
    }


def _pascal(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("-"))


def _location(finding: Finding) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(finding.source)}}
    if finding.line.isdecimal() and finding.source.lower().endswith(_TEXT_SUFFIXES):
        physical["region"] = {"startLine": int(finding.line)}
        if finding.excerpt:
            physical["region"]["snippet"] = {"text": finding.excerpt}
    logical = {
        "name": finding.subject or finding.form_id,
        "fullyQualifiedName": f"{finding.form_id}/{finding.field}",
        "kind": "element",
    }
    return {"physicalLocation": physical, "logicalLocations": [logical]}


def _properties(finding: Finding) -> Iterator[tuple[str, str]]:
    names = (
        "project_name",
        "implementing_unit",
        "department",
        "found",
        "expected",
        "amount",
        "fix",
        "page",
        "cell",
        "batch_note",
    )
    yield from ((name, text) for name in names if (text := getattr(finding, name)))
    yield "standing", finding.standing


def _notification(name: str, text: str, source: str) -> dict[str, Any]:
    places = [{"physicalLocation": {"artifactLocation": {"uri": _uri(source)}}}] if source else []
    return {"descriptor": {"id": name}, "level": "error", "message": {"text": text}, "locations": places}


def _uri(source: str) -> str:
    """Give a document as a URI: relative to where the run began, or of the file system where it was named from its root."""
    root = "file://" if source.startswith("/") else ""
    return root + quote(source.encode("utf-8", "surrogateescape"), safe="/!~@$&'()*+,;=:-._")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace").decode("utf-8")
