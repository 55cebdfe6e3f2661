"""Writes a corpus: one big text of many forms, and beside it a table of the findings it must give."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

from .data import FormData
from .faults import FAULTS, Expected, Fault
from .printing import print_form
from .valid import valid_form

EXPECTED_COLUMNS: Final = ("form", "project_name", "fault", "severity", "rule_id", "subject", "field")
_TRIES: Final = 20


@dataclass(frozen=True, slots=True)
class CorpusForm:
    """One printed form of a corpus, with its fault, if any, and what must be found for it."""

    number: int
    data: FormData
    text: str
    fault: Fault | None = None
    expected: list[Expected] = field(default_factory=list)


def corpus(forms: int, seed: int = 0, fault_share: float = 0.1) -> Iterator[CorpusForm]:
    """Give that many forms, of which about ``fault_share`` (0–1) have one fault; no two have the same project and unit.

    Each form depends on ``seed`` and its number alone: the same seed gives the same forms, however many.
    """
    seen: dict[tuple[str, ...], int] = {}
    for number in range(1, forms + 1):
        rng = Random(f"{seed}/{number}")
        data = valid_form(rng)
        key = (str(data.year), data.texts["implementing_unit"], data.texts["project_name"])
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1:
            data.texts["project_name"] += f"（{seen[key]}期）"
        fault, expected = None, list[Expected]()
        if rng.random() < fault_share:
            data, fault, expected = _with_fault(data, rng)
        yield CorpusForm(number, data, print_form(data, rng), fault, expected)


def _with_fault(data: FormData, rng: Random) -> tuple[FormData, Fault | None, list[Expected]]:
    """Put one fault into the form; not every fault finds an occasion in every form."""
    for _ in range(_TRIES):
        fault = rng.choice(FAULTS)
        changed, expected = fault.into(data, rng)
        if expected:
            return changed, fault, expected
    return data, None, []


def expected_path(path: Path) -> Path:
    """Give where the expected findings of a corpus lie: ``x.txt`` has ``x.expected.csv``."""
    return path.with_suffix(".expected.csv")


def write_corpus(path: Path, forms: int, seed: int = 0, fault_share: float = 0.1) -> int:
    """Write a corpus (UTF-8) and its expected findings; give the number of faults."""
    faults = 0
    with (
        path.open("w", encoding="utf-8", newline="\n") as text,
        expected_path(path).open("w", encoding="utf-8", newline="") as table,
    ):
        rows = csv.writer(table)
        rows.writerow(EXPECTED_COLUMNS)
        for form in corpus(forms, seed, fault_share):
            text.write(form.text)
            if form.fault is None:
                continue
            faults += 1
            for found in form.expected:
                head = (form.number, form.data.texts["project_name"], form.fault.name, form.fault.severity)
                rows.writerow((*head, found.rule, found.subject or "", found.field))
    return faults
