"""Reads the findings of an earlier run back out of findings.csv, as a person may have edited it in a spreadsheet.

Rows and columns that were deleted or moved are no mistake; a row that is no finding any more is, at its line.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from auditor.errors import UnreadableDocument
from auditor.findings.acceptance import CANDIDATE_COLUMNS, Candidate
from auditor.findings.baseline import FINDING_ID
from auditor.findings.finding import OUTCOMES
from auditor.marked import Reporter
from auditor.reading.encoding import detect
from auditor.rulebook.pack import Pack
from auditor.rulebook.spellings import nearest

_DEFUSED: Final = re.compile(r"\A'(?=[ \u3000]*[=+\-@＝＋－＠\t\r\n])")
"""What findings.csv puts before a cell that a spreadsheet would run."""


def read_candidates(path: Path, packs: Iterable[Pack], reporter: Reporter) -> Iterator[Candidate]:
    """Give the findings of a findings.csv; mistakes are noted. Raises `UnreadableDocument` when it is no text."""
    rules = {pack.name: frozenset(rule.id for rule in pack.rules) for pack in packs}
    file = path.as_posix()
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument("waiver.findings_unreadable", source=file, reason=error.strerror or error) from error
    encoding = detect(io.BytesIO(content), file, lambda text: CANDIDATE_COLUMNS[0] in text, len(content))
    rows = _rows(content[encoding.bom :].decode(encoding.codec), file, reporter)
    _, head = next(rows, (1, []))
    missing = [name for name in CANDIDATE_COLUMNS if name not in head]
    for name in missing:
        reporter.in_file(file, 1, 1, "waiver.findings_column", name=name, nearest=nearest(name, head))
    columns = [] if missing else [head.index(name) for name in CANDIDATE_COLUMNS]
    for line, row in rows if columns else ():
        found = Candidate(*(_DEFUSED.sub("", row[at]) if at < len(row) else "" for at in columns))
        if any(row) and _is_sound(found, rules, file, line, reporter):
            yield found


def _rows(text: str, file: str, reporter: Reporter) -> Iterator[tuple[int, list[str]]]:
    """Give the rows of a CSV text with the lines where they begin; where quotes do not match, that is noted."""
    table = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for row in table:
            yield line, row
            line = table.line_num + 1
    except csv.Error as error:
        reporter.in_file(file, line, 1, "waiver.findings_csv", reason=error)


def _is_sound(found: Candidate, rules: dict[str, frozenset[str]], file: str, line: int, reporter: Reporter) -> bool:
    """Tell whether a row is a finding of these packs; what is wrong with it is noted."""
    before = len(reporter.problems)
    if not FINDING_ID.match(found.finding_id):
        reporter.in_file(file, line, 1, "waiver.findings_id", found=found.finding_id)
    if found.outcome not in OUTCOMES:
        near = nearest(found.outcome, OUTCOMES)
        reporter.in_file(file, line, 1, "pack.choice", found=found.outcome, allowed=", ".join(OUTCOMES), nearest=near)
    if found.pack not in rules:
        reporter.in_file(file, line, 1, "waiver.findings_pack", found=found.pack, loaded=", ".join(rules))
    elif found.rule_id not in rules[found.pack]:
        near = nearest(found.rule_id, rules[found.pack])
        reporter.in_file(file, line, 1, "pack.unknown_rule", found=found.rule_id, nearest=near)
    return len(reporter.problems) == before
