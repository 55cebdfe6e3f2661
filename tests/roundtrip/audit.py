"""Reads and judges printed text, and puts outcomes into a shape that can be compared between two texts."""

import json
import re
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Final

from auditor.findings.evaluation import Evaluation, Result
from auditor.findings.finding import CANNOT_CHECK, COLUMNS, FAIL, Finding, order
from auditor.forms.model import Form
from auditor.reading.document import read_document
from auditor.rulebook.pack import Pack

SOURCE: Final = "corpus.txt"
_ROW_NUMBER: Final = re.compile(r"\[\d+\]")
_OF_THE_PLACE: Final = ("source", "page", "line", "cell")

Key = tuple[str, str, str]


class Auditor:
    """Reads and judges with one pack; no dataclass, of which hypothesis would print every rule."""

    def __init__(self, pack: Pack, evaluation: Evaluation, folder: Path) -> None:
        """Judge with this evaluation of this pack; texts are put into ``folder``."""
        self.pack = pack
        self.evaluation = evaluation
        self.folder = folder

    def read(self, text: str, encoding: str = "utf-8") -> list[Form]:
        """Give the forms printed in a text."""
        return self.read_file(text.encode(encoding))

    def read_file(self, content: bytes, suffix: str = "txt") -> list[Form]:
        """Give the forms in a file of any format."""
        path = self.folder / f"corpus.{suffix}"
        path.write_bytes(content)
        return list(read_document(path, path.name, self.pack.layouts, self.pack.vocabulary))

    def judge(self, text: str) -> list[Result]:
        """Read a text and judge its forms."""
        return [self.evaluation.evaluate(form) for form in self.read(text)]

    def judge_one(self, text: str) -> Result:
        """Read and judge a text of exactly one form."""
        results = self.judge(text)
        assert len(results) == 1, f"{len(results)} forms read where one is printed"
        return results[0]

    def outcomes(self, text: str) -> Counter[tuple[str, str, str, str]]:
        """Count every check of a text's one form by rule, subject, field without row numbers, and outcome."""
        (form,) = self.read(text)
        found: Counter[tuple[str, str, str, str]] = Counter()
        for check in self.evaluation.evaluate(form, keep_all=True).checks:
            aim = self.evaluation.aim(check)
            found[check.program.rule.id, aim.subject, without_rows(aim.path), check.outcome] += 1
        return found


def without_rows(field: str) -> str:
    """Give a field path without its row numbers: ``spending[].full_year``."""
    return _ROW_NUMBER.sub("[]", field)


def key(finding: Finding) -> Key:
    """Give what a finding is about: rule, subject, field without row numbers."""
    return finding.rule_id, finding.subject, without_rows(finding.field)


def failed(result: Result, *severities: str) -> Counter[Key]:
    """Count the failures of these severities."""
    return Counter(key(item) for item in result.findings if item.outcome == FAIL and item.severity in severities)


def unknown(result: Result, severity: str) -> set[str]:
    """Give the rules of this severity that could not be checked somewhere on the form."""
    return {item.rule_id for item in result.findings if item.outcome == CANNOT_CHECK and item.severity == severity}


def as_bytes(results: list[Result]) -> bytes:
    """Give all cells of all findings, in the order and form in which they would be written."""
    found = sorted((item for result in results for item in result.findings), key=order)
    rows = [[asdict(item)[name] for name in COLUMNS] for item in found]
    return json.dumps(rows, ensure_ascii=False).encode()


def without_place(result: Result) -> list[str]:
    """Give the findings of a form without what changes when it moves in its document."""
    names = [name for name in COLUMNS if name not in _OF_THE_PLACE]
    return [
        json.dumps([asdict(item)[name] for name in names], ensure_ascii=False)
        for item in sorted(result.findings, key=order)
    ]


def messages(result: Result) -> list[tuple[str, str, str]]:
    """Give what the findings of a form say, in the order in which they would be written."""
    return [(item.rule_id, item.field, item.message) for item in sorted(result.findings, key=order)]
