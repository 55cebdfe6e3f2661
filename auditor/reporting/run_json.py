"""The run record: everything about a run as one JSON document, for other programs, `auditor diff` and the ledger.

``{auditor, run, lang, profile, options, settings, inputs, packs, rules, forms, findings, account, notes, waivers,
unreadable, passed_over, faults}``. Findings have the columns of findings.csv and ``standing`` (``hit`` or ``suspected``); forms are as
``auditor read`` writes them. It is written as a stream, and two runs on the same input write equal bytes.
"""

import json
import shutil
import tempfile
from dataclasses import asdict
from operator import attrgetter
from pathlib import Path
from typing import IO, Any, ClassVar, Final

from auditor.findings.account import Account
from auditor.findings.finding import COLUMNS, OUTCOMES, Finding
from auditor.findings.formrecord import FormRecord
from auditor.reporting.exemption_lines import exemption_lines
from auditor.reporting.output import Output, RunEnd, RunHead
from auditor.reporting.whole import WholeFile
from auditor.rulebook.rule import Rule

_cells = attrgetter(*COLUMNS)
_FINDING: Final = (*COLUMNS, "standing")


class JsonOutput(Output):
    """Writes the run record."""

    wants_forms: ClassVar[bool] = True

    def __init__(self, path: Path) -> None:
        """Open the output; raises `OutputError`."""
        super().__init__(path)
        self._file = WholeFile(path, newline="")
        # Forms and findings come by turns and stand in two lists: the findings wait in a file without a name.
        self._findings: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8", newline="")  # noqa: SIM115 - closed with the output
        self._first_form = self._first_finding = True
        self._lang = "zh"

    def begin(self, head: RunHead) -> None:
        """Write what is known before the first form."""
        self._lang = head.lang
        fields = {
            "auditor": head.version,
            "run": head.number,
            "lang": head.lang,
            "profile": head.profile,
            "options": dict(head.options),
            "settings": {name: param.value.shown for name, param in head.settings},
            "inputs": [asdict(each) for each in head.inputs],
            "packs": [
                {"name": each.pack.name, "version": each.pack.version, "sha256": each.sha256} for each in head.packs
            ],
            "rules": [_rule(rule, each.pack.name, head.lang) for each in head.packs for rule in each.rules],
        }
        self._file.stream.write("{\n")
        self._fields(fields)
        self._file.stream.write('"forms": [')

    def form(self, form: FormRecord) -> None:
        """Write a form."""
        self._file.stream.write(("\n" if self._first_form else ",\n") + form.text)
        self._first_form = False

    def write(self, finding: Finding) -> None:
        """Take a finding."""
        data = dict(zip(_FINDING, (*_cells(finding), finding.standing), strict=True))
        self._findings.write(("\n" if self._first_finding else ",\n") + _json(data))
        self._first_finding = False

    def end(self, end: RunEnd) -> None:
        """Write the findings, the account, and what could not be read."""
        stream = self._file.stream
        stream.write('\n],\n"findings": [')
        self._findings.seek(0)
        shutil.copyfileobj(self._findings, stream)
        stream.write("\n],\n")
        self._fields(_ending(end, self._lang), last=True)
        stream.write("}\n")

    def commit(self) -> None:
        """Put the whole file in its place."""
        self._findings.close()
        self._file.commit()

    def abort(self) -> None:
        """Leave nothing behind."""
        self._findings.close()
        self._file.abort()

    def _fields(self, fields: dict[str, Any], *, last: bool = False) -> None:
        lines = [f"{_json(name)}: {_json(value)}" for name, value in fields.items()]
        self._file.stream.write(",\n".join(lines) + ("\n" if last else ",\n"))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _rule(rule: Rule, pack: str, lang: str) -> dict[str, object]:
    return {
        "id": rule.id,
        "pack": pack,
        "title": rule.title[lang],
        "severity": rule.severity,
        "dimension": rule.dimension,
        "group": rule.group,
        "status": rule.status,
        "params": {name: param.value.shown + param.unit for name, param in rule.params.items()},
    }


def _ending(end: RunEnd, lang: str) -> dict[str, Any]:
    tally = end.tally
    return {
        "account": _account(end.account),
        "notes": [
            {
                "rule_id": note.rule_id,
                "severity": note.severity,
                "text": note.text,
                "forms": note.forms,
                "count": note.count,
            }
            for note in tally.notes
        ],
        "waivers": [] if tally.exemptions is None else list(exemption_lines(tally.exemptions, lang)),
        "unreadable": [
            {"source": str(error.details.get("source", "")), "reason": error.render(lang)} for error in tally.unreadable
        ],
        "passed_over": tally.passed_over,
        "faults": [{"form_id": form_id, "reason": fault.render(lang)} for form_id, fault in tally.faults],
    }


def _account(account: Account) -> dict[str, Any]:
    return {
        "forms": account.forms,
        "checks": account.checks,
        "adds_up": account.adds_up,
        "outcomes": {outcome: account.total(outcome) for outcome in OUTCOMES},
        "rules": {
            rule_id: {outcome: account.of_rule(rule_id, outcome) for outcome in OUTCOMES}
            for rule_id in account.rule_ids
        },
        "without_subject": account.without_subject(),
    }
