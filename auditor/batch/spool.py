"""Holds the findings, and forms, of a batch on disk until all are known, and gives them in their total order.

What concerns the whole batch (a rule over forms, a note told once for all) is known only at its end, so no finding can be
written out before. Memory does not grow with the batch: a private SQLite file, which nobody else sees, sorts.
"""

import marshal
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Final, Self

from auditor.findings.finding import Finding, order
from auditor.findings.formrecord import FormRecord

_TOGETHER: Final = 1_000
"""Findings written in one go."""
_FIELDS: Final = tuple(Finding.__slots__)


class Spool:
    """Findings on their way out; a context manager that leaves nothing behind."""

    def __init__(self) -> None:
        """Open an empty spool."""
        self._file = sqlite3.connect("", isolation_level=None)
        self._file.execute("PRAGMA journal_mode = OFF")
        self._file.execute("BEGIN")
        columns = "source BLOB, position INTEGER, rule_id BLOB, subject BLOB, field BLOB, number INTEGER, finding BLOB"
        self._file.execute(f"CREATE TABLE findings ({columns})")
        self._file.execute(
            "CREATE TABLE forms (source BLOB, position INTEGER, form TEXT, PRIMARY KEY (source, position))"
        )
        self._count = 0
        self._waiting: list[tuple[object, ...]] = []

    def __enter__(self) -> Self:
        """Give the spool itself."""
        return self

    def __exit__(self, *_exception: object) -> None:
        """Throw the file away."""
        self._file.close()

    def add(self, findings: Iterable[Finding]) -> None:
        """Take findings in any order; of two with the same order, the first taken comes first."""
        for finding in findings:
            source, position, *names = order(finding)
            data = marshal.dumps([_plain(getattr(finding, name)) for name in _FIELDS])
            rule_id, subject, field = (_bytes(name) for name in names)
            self._waiting.append((_bytes(source), position, rule_id, subject, field, self._count, data))
            self._count += 1
        if len(self._waiting) >= _TOGETHER:
            self._flush()

    def add_form(self, form: FormRecord) -> None:
        """Take a form; of one that several packs read, the first stays."""
        self._file.execute(
            "INSERT OR IGNORE INTO forms VALUES (?, ?, ?)", (_bytes(form.source), form.position, form.text)
        )

    def forms(self) -> Iterator[FormRecord]:
        """Give every form, by source and position."""
        rows = self._file.execute("SELECT source, position, form FROM forms ORDER BY source, position")
        for source, position, text in rows:
            yield FormRecord(source.decode("utf-8", "surrogatepass"), position, text)

    def ordered(self) -> Iterator[Finding]:
        """Give every finding, in the total order of findings.csv."""
        self._flush()
        rows = self._file.execute(
            "SELECT finding FROM findings ORDER BY source, position, rule_id, subject, field, number"
        )
        for (data,) in rows:
            yield Finding(**dict(zip(_FIELDS, marshal.loads(data), strict=True)))  # noqa: S302 - our own bytes

    def _flush(self) -> None:
        self._file.executemany("INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?, ?)", self._waiting)
        self._waiting.clear()


def _plain(value: object) -> object:
    """Give a text out of a pack file, which knows its place, as a mere text."""
    return str(value) if isinstance(value, str) else value


def _bytes(text: str) -> bytes:
    """Give a text as bytes that sort as Python sorts texts; names of files may hold what is no text."""
    return text.encode("utf-8", "surrogatepass")
