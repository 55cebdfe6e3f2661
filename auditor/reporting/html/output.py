"""``--out NAME.html``: the report, written as a stream; only counts and the table of rules are held in memory.

The findings stand in the page as data, which the script of the page shows; nothing that came from a form is ever read as
markup. Of a form no more than its texts is kept, for the view beside a finding.
"""

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, ClassVar, Final

from auditor.findings.finding import Finding
from auditor.findings.formrecord import FormRecord
from auditor.reporting.html.formview import sections, shown
from auditor.reporting.html.page import Page
from auditor.reporting.output import Output, RunEnd, RunHead
from auditor.reporting.rule_page import citation
from auditor.reporting.whole import WholeFile
from auditor.rulebook.rule import SEVERITIES

_TEXTS: Final = (
    "subject", "field", "found", "expected", "difference", "amount", "message", "fix", "page", "line", "cell", "excerpt",
    "batch_note", "finding_id",
)  # fmt: skip
"""What a finding holds as text, after the numbers of its rule, severity, outcome, form and standing."""


class HtmlOutput(Output):
    """Writes the report."""

    wants_forms: ClassVar[bool] = True

    def __init__(self, path: Path) -> None:
        """Open the output; raises `OutputError`."""
        super().__init__(path)
        self._file = WholeFile(path, newline="")
        self._forms: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8", newline="")  # noqa: SIM115 - closed with the output
        self._findings: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8", newline="")  # noqa: SIM115 - closed with the output
        self._origins: dict[tuple[str, str, str, str, str], int] = {}
        self._of_form: dict[str, int] = {}
        self._count = 0

    def begin(self, head: RunHead) -> None:
        """Give every rule its number, and take the labels of every layout."""
        self._head = head
        self._rules = {
            (record.pack.name, rule.id): number
            for number, (record, rule) in enumerate((record, rule) for record in head.packs for rule in record.rules)
        }
        self._names: dict[str, Mapping[str, str]] = {}
        for record in head.packs:
            for layout in record.pack.layouts:
                self._names.setdefault(layout.name, layout.names)

    def form(self, form: FormRecord) -> None:
        """Keep the texts of a form."""
        data = form.data
        number = self._of_form.setdefault(data["form_id"], len(self._of_form))
        view = sections(data, self._names.get(data["layout"], {}), self._head.lang)
        head = [shown(data.get("title") or ""), shown(form.source)]
        self._forms.write(f'<script type="application/json" id="form{number}">{embedded([head, view])}</script>\n')

    def write(self, finding: Finding) -> None:
        """Keep a finding, with the numbers of what it shares with others."""
        origin = tuple(
            shown(text)
            for text in (
                finding.form_id,
                finding.project_name,
                finding.implementing_unit,
                finding.department,
                finding.source,
            )
        )
        row = [
            self._rules[finding.pack, finding.rule_id],
            SEVERITIES.index(finding.severity),
            finding.outcome,
            self._origins.setdefault(origin, len(self._origins)),  # type: ignore[arg-type]  # five texts
            finding.standing,
            self._of_form.get(finding.form_id, -1),
            *(shown(getattr(finding, name)) for name in _TEXTS),
        ]
        self._findings.write(("\n" if self._count == 0 else ",\n") + embedded(row))
        self._count += 1

    def end(self, end: RunEnd) -> None:
        """Write the page."""
        page = Page(self._head, end)
        stream = self._file.stream
        stream.write(page.top())
        stream.write(f'<script type="application/json" id="rules">{embedded(self._rule_rows())}</script>\n')
        stream.write(f'<script type="application/json" id="origins">{embedded(list(self._origins))}</script>\n')
        stream.write('<script type="application/json" id="findings">[')
        self._copy(self._findings)
        stream.write("\n]</script>\n")
        self._copy(self._forms)
        stream.write(page.bottom())

    def commit(self) -> None:
        """Put the whole page in its place."""
        self._close()
        self._file.commit()

    def abort(self) -> None:
        """Leave nothing behind."""
        self._close()
        self._file.abort()

    def _rule_rows(self) -> list[list[str]]:
        lang = self._head.lang
        return [
            [
                rule.id,
                rule.title[lang],
                rule.dimension,
                rule.group,
                "\n".join(citation(each, record.pack, lang) for each in rule.basis),
            ]
            for record in self._head.packs
            for rule in record.rules
        ]

    def _copy(self, part: IO[str]) -> None:
        part.seek(0)
        shutil.copyfileobj(part, self._file.stream)

    def _close(self) -> None:
        self._forms.close()
        self._findings.close()


def embedded(value: Any) -> str:
    """Give JSON that may stand inside a script element: nothing in it can end the element or begin markup."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text.encode("utf-8", "replace").decode("utf-8")
