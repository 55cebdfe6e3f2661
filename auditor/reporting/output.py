"""One output of a run: what every format module implements, and what it is given.

A run tells each output, in this order: how it begins (`RunHead`), then each form (only those that want forms) followed by
its findings in the total order, findings of no form where their source stands, and how the run ended (`RunEnd`). Nothing
appears at the output's path before `commit`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from auditor.findings.account import Account, Tally
from auditor.findings.finding import Finding
from auditor.findings.formrecord import FormRecord
from auditor.rulebook.pack import Pack
from auditor.rulebook.rule import Param, Rule


@dataclass(frozen=True, slots=True)
class InputFile:
    """A document as it was given: how findings name it, the SHA-256 of its bytes, and their number."""

    source: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class PackRecord:
    """A pack that judged: the pack, the SHA-256 of its files, and the rules of it that ran."""

    pack: Pack
    sha256: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class RunHead:
    """What is known before the first finding. No time of day: two runs on the same input write equal bytes.

    ``number`` names the run (批次号): a hash of its inputs, packs and options. ``settings`` are thresholds set for this run,
    ``options`` what else was asked for, by the option's name.
    """

    number: str
    version: str
    lang: str
    profile: str
    inputs: Sequence[InputFile]
    packs: Sequence[PackRecord]
    settings: Sequence[tuple[str, Param]]
    options: Mapping[str, str]

    def rule(self, finding: Finding) -> Rule:
        """Give the rule that found something."""
        return next(
            rule
            for record in self.packs
            if record.pack.name == finding.pack
            for rule in record.rules
            if rule.id == finding.rule_id
        )


@dataclass(frozen=True, slots=True)
class RunEnd:
    """What is known at the end: the account of all checks, and what could not be read or judged, waivers, batch notes."""

    account: Account
    tally: Tally


class Output:
    """Base of the outputs; a format overrides what it needs. ``wants_forms`` tells that `form` should be called."""

    wants_forms: ClassVar[bool] = False

    def __init__(self, path: Path) -> None:
        """Remember where the output goes; a format opens its file here and raises `OutputError` where it cannot."""
        self.path = path

    def begin(self, head: RunHead) -> None:
        """Take what is known before the first finding."""

    def form(self, form: FormRecord) -> None:
        """Take a form; its findings follow."""

    def write(self, finding: Finding) -> None:
        """Take a finding."""

    def end(self, end: RunEnd) -> None:
        """Take what is known at the end, and write what is left."""

    def commit(self) -> None:
        """Put the whole output in its place."""

    def abort(self) -> None:
        """Leave nothing behind."""
