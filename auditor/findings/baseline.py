"""A baseline: a generated list of accepted findings that are waived until a day.

The file is JSON with one finding a line, so that two of them can be compared line by line; its first line says how many
there are and what they hash to: a line that was lost, added or changed by hand is told. Findings are known again by
their ids, which depend neither on the language nor on the version of the pack; the rest of a line is for reading.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

from auditor.findings.waivers import read_day
from auditor.marked import Reporter

FORMAT: Final = 1
FINDING_ID: Final = re.compile(r"[0-9a-f]{16}\Z")
_END: Final = "]}"


@dataclass(frozen=True, slots=True)
class Accepted:
    """One accepted finding; the fields are the keys of its line, in order, and the order of the list."""

    form: str
    rule: str
    subject: str
    field: str
    id: str


_KEYS: Final = tuple(field.name for field in fields(Accepted))
_ENCODE: Final = json.JSONEncoder(ensure_ascii=False).encode
_cells = attrgetter(*_KEYS)


@dataclass(frozen=True, slots=True)
class Baseline:
    """A baseline as read: accepted findings by their ids; ``until`` is the last day it holds."""

    file: str
    until: date
    findings: dict[str, Accepted]


def baseline_lines(findings: Iterable[Accepted], until: date) -> Iterator[str]:
    """Give the lines of a baseline file; the same findings give the same lines whatever their order."""
    rows = sorted(_cells(finding) for finding in findings)
    lines = [_ENCODE(dict(zip(_KEYS, row, strict=True))) for row in rows]
    day = until.isoformat()
    head = {"auditor_baseline": FORMAT, "until": day, "count": len(lines), "sha256": _digest(day, lines)}
    yield json.dumps(head).removesuffix("}") + ', "findings": ['
    last = len(lines) - 1
    yield from (line if at == last else f"{line}," for at, line in enumerate(lines))
    yield _END


def read_baseline(path: Path, reporter: Reporter) -> Baseline | None:
    """Read a baseline; gives None after noting every line that is not as `baseline_lines` wrote it."""
    before = len(reporter.problems)
    baseline = _Reader(path.as_posix(), reporter).read(path)
    return baseline if len(reporter.problems) == before else None


class _Reader:
    """Reads one file; places in it are lines, and columns where a line is no JSON."""

    def __init__(self, file: str, reporter: Reporter) -> None:
        self._file = file
        self._reporter = reporter

    def read(self, path: Path) -> Baseline | None:
        lines = self._lines(path)
        if lines is None:
            return None
        head = self._head(lines[0] if lines else "")
        if head is None:
            return None
        count, digest, until = head
        body = [line.removesuffix(",") for line in (lines[1:-1] if lines[-1] == _END else lines[1:])]
        before = len(self._reporter.problems)
        findings = self._findings(body)
        if lines[-1] != _END or len(body) != count:
            self._note(len(lines), "waiver.baseline_count", wanted=count, found=len(body))
        elif len(self._reporter.problems) == before and digest != _digest(until.isoformat(), body):
            self._note(1, "waiver.baseline_changed")
        return Baseline(self._file, until, findings)

    def _lines(self, path: Path) -> list[str] | None:
        """Give the lines of the file without their ends."""
        try:
            content = path.read_bytes()
        except OSError as error:
            self._note(1, "pack.unreadable", reason=error.strerror or error)
            return None
        try:
            return content.decode("utf-8-sig").replace("\r\n", "\n").removesuffix("\n").split("\n")
        except UnicodeDecodeError as error:
            self._note(
                content[: error.start].count(b"\n") + 1, "waiver.baseline_bytes", byte=f"0x{content[error.start]:02X}"
            )
            return None

    def _head(self, line: str) -> tuple[int, str, date] | None:
        """Give the count, the hash and the last day that the first line says."""
        found = _json(f"{line}{_END}")
        match found:
            case {
                "auditor_baseline": int(form),
                "until": str(until),
                "count": int(count),
                "sha256": str(digest),
                "findings": [],
            }:
                day = read_day(until)
                if form == FORMAT and day is not None:
                    return count, digest, day
        self._note(1, "waiver.baseline_head")
        return None

    def _findings(self, body: Sequence[str]) -> dict[str, Accepted]:
        found: dict[str, Accepted] = {}
        for number, line in enumerate(body, 2):
            entry = _json(line)
            if (
                not isinstance(entry, dict)
                or tuple(entry) != _KEYS
                or not all(isinstance(v, str) for v in entry.values())
                or not FINDING_ID.match(entry["id"])
            ):
                self._note(number, "waiver.baseline_line", keys=", ".join(_KEYS))
            elif entry["id"] in found:
                self._note(number, "waiver.baseline_twice", id=entry["id"])
            else:
                found[entry["id"]] = Accepted(**entry)
        return found

    def _note(self, line: int, key: str, **details: object) -> None:
        self._reporter.in_file(self._file, line, 1, key, **details)


def _json(text: str) -> Any:
    """Give what a line holds, None where it is no JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _digest(until: str, lines: Iterable[str]) -> str:
    digest = hashlib.sha256(until.encode())
    for line in lines:
        digest.update(b"\n" + line.encode())
    return digest.hexdigest()
