"""A run as long as wished: the audit of the thirteen real forms again and again, each time under other projects and units.

Only one round of findings is in memory, so that what a writer holds can be seen.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, Final, NamedTuple

from auditor.batch.discovery import discover
from auditor.batch.head import run_head
from auditor.batch.run import Batch
from auditor.findings.evaluation import Evaluation
from auditor.findings.finding import Finding, finding_id
from auditor.findings.formrecord import FormRecord
from auditor.reporting.output import InputFile, RunEnd, RunHead
from auditor.rulebook.pack import load_pack
from tests.bench.child import ROOT

_FORMS: Final = ROOT / "examples" / "huaian-2024.txt"


class Round(NamedTuple):
    """What an output is told of the forms of one document, in order: a form, then its findings."""

    events: Sequence[FormRecord | Finding]
    findings: int


class Repeated:
    """The audit of the real forms, to be told to outputs again and again."""

    def __init__(self) -> None:
        """Audit them once."""
        found = discover([str(_FORMS)])
        evaluations = [Evaluation(load_pack())]
        batch = Batch(evaluations, lambda _: None, keep_forms=True)
        batch.audit(found)
        self._events: list[FormRecord | Finding] = []
        batch.deliver([self], [self])
        self._head = run_head(found.documents, evaluations, {})
        self.end = RunEnd(batch.account(), batch.tally)

    def form(self, form: FormRecord) -> None:
        """Keep a form."""
        self._events.append(form)

    def write(self, finding: Finding) -> None:
        """Keep a finding."""
        self._events.append(finding)

    @cached_property
    def findings(self) -> int:
        """Give the number of findings of one round."""
        return sum(isinstance(event, Finding) for event in self._events)

    def head(self, findings: int) -> RunHead:
        """Give the head of a run with so many findings: each round is a document."""
        (given,) = self._head.inputs
        rounds = -(-findings // self.findings)
        return replace(self._head, inputs=[InputFile(_source(at), given.sha256, given.size) for at in range(rounds)])

    def rounds(self, findings: int) -> Iterator[Round]:
        """Give exactly so many findings, with their forms, document by document."""
        number = 0
        while findings > 0:
            events: list[FormRecord | Finding] = []
            left = findings
            for event in self._events:
                events.append(_again(event, number))
                left -= isinstance(event, Finding)
                if not left:
                    break
            yield Round(events, findings - left)
            findings, number = left, number + 1


def _again(event: FormRecord | Finding, number: int) -> FormRecord | Finding:
    return _form_again(event, number) if isinstance(event, FormRecord) else _finding_again(event, number)


def _finding_again(finding: Finding, number: int) -> Finding:
    form_id = _other(finding.form_id, number)
    return replace(
        finding,
        finding_id=finding_id(finding.rule_id, form_id, finding.finding_id, finding.field, 0),
        form_id=form_id,
        project_name=_other(finding.project_name, number),
        implementing_unit=_other(finding.implementing_unit, number),
        source=_source(number),
    )


def _form_again(form: FormRecord, number: int) -> FormRecord:
    data: dict[str, Any] = json.loads(form.text)
    for name in ("form_id", "project_name", "implementing_unit"):
        data[name] = _other(data[name], number)
    data["source"] = _source(number)
    return FormRecord(data["source"], form.position, json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def _other(text: str, number: int) -> str:
    return f"{text}（{number + 1}）" if text else text


def _source(number: int) -> str:
    return f"{number + 1:06}/{_FORMS.name}"
