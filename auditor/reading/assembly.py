"""The rows of one segment → one form: a walk through its sections, each with its own reader."""

import re
from collections.abc import Sequence
from typing import Final

from auditor.forms.model import FUNDING_FIELDS, READ_BY_OCR, TEXT_FIELDS, Form
from auditor.forms.vocabulary import Vocabulary
from auditor.reading.draft import Draft, quoted, quoted_cells
from auditor.reading.fields import LABELS, FieldsReader, parted
from auditor.reading.funding import FundingReader
from auditor.reading.grid import Row
from auditor.reading.indicators import IndicatorsReader
from auditor.reading.labels import Label
from auditor.reading.lexicon import Lexicon
from auditor.reading.listed import ListedReader
from auditor.reading.placed import PlacedReader
from auditor.reading.schedule import ScheduleReader
from auditor.reading.segment import Segment
from auditor.reading.spending import SpendingReader

_SECTIONS: Final = {"field": "fields", "other": "fields", "schedule": "schedule", "prose": "funding"}
"""The section that a label of each kind leads to, wherever it stands."""

_SIGNED: Final = re.compile(
    r"(填报|填表|制表|编制|经办|审核|复核|单位负责|项目负责|财务负责|分管|联系)(人|人员|领导|电话|日期)(签字|签名|签章)?\s*([:：]|$)|(备注|注|说明)\s*[:：]"
)
"""What begins the row below a table in which the form is signed or explained: no indicator's name."""
_OF_THE_DOCUMENT: Final = frozenset({"unread_pictures", "unread_part", "hidden_part"})
"""Notes of what was left out that concern the whole document; those beside a row are told with its number."""


class Assembler:
    """Reads the segments of one document as forms."""

    def __init__(self, vocabulary: Vocabulary, source: str) -> None:
        """Read with this vocabulary; ``source`` names the document in every place."""
        self._vocabulary = vocabulary
        self._source = source
        self._lexicons: dict[str, Lexicon] = {}
        self._count = 0

    def assemble(self, segment: Segment) -> Form:
        """Give the form of the next segment of the document."""
        layout = segment.layout
        if layout.name not in self._lexicons:
            self._lexicons[layout.name] = Lexicon(layout, self._vocabulary)
        form = Form(self._source, self._count, layout.name)
        form.texts = dict.fromkeys(TEXT_FIELDS)
        form.funding = dict.fromkeys(FUNDING_FIELDS)
        form.columns, form.tables = layout.columns, layout.tables
        self._count += 1
        walk = _Walk(Draft(form, self._lexicons[layout.name]))
        walk.heading(segment)
        walk.rows(segment)
        walk.end(segment)
        walk.notes(segment)
        if any(row.scanned for row in segment.rows):
            walk.draft.damage(READ_BY_OCR, "", None)
        return form


class _Walk:
    """One form being read: which section a row belongs to, and what is missing at the end."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.section = "fields"
        self.fields = FieldsReader(draft)
        self.funding = FundingReader(draft, self.fields)
        self.spending = SpendingReader(draft)
        self.schedule = ScheduleReader(draft)
        placed = draft.layout.is_placed
        self.indicators: IndicatorsReader | PlacedReader = PlacedReader(draft) if placed else IndicatorsReader(draft)

    def heading(self, segment: Segment) -> None:
        """Read title and year, and report what stood before the form and belongs to none."""
        draft, form, layout = self.draft, self.draft.form, self.draft.layout
        self._leave_unread(segment.before, segment.more_before)
        if segment.title is not None:
            form.title = segment.title.cells[0].text
            draft.put("/title", segment.title, segment.title.cells[0])
            if segment.unknown_title:
                draft.damage("title_unknown", "/title", segment.title, text=form.title, layout=layout.name)
            form.year = layout.year_of_title(form.title)
            if form.year is not None:
                draft.put("/year", segment.title, segment.title.cells[0])
        else:
            draft.damage("form_glued" if segment.glued else "title_missing", "/title", segment.rows[0])
        if segment.year is not None:
            form.year = layout.year_of_line(segment.year.cells[0].text)
            draft.put("/year", segment.year, segment.year.cells[0])
        if form.year is None:
            draft.damage("year_missing", "/year", segment.title or segment.rows[0])

    def rows(self, segment: Segment) -> None:
        """Read the rows of a form, or of one project of a list."""
        if segment.listed is None or not isinstance(self.indicators, PlacedReader):
            for row in segment.rows:
                self.row(row)
            return
        before = len(self.draft.form.damage)
        for row in segment.listed.page.above:
            self.row(row)
        if not segment.listed.is_first:
            del self.draft.form.damage[before:]  # what stands above the list is told once
        reader = ListedReader(self.draft, segment.listed, self.indicators)
        reader.read(segment.rows)
        self.fields.found |= reader.fields
        self.funding.found |= reader.funding

    def row(self, row: Row) -> None:
        """Give one row to the reader of its section."""
        known = self.draft.layout.labels
        first = known[row.cells[0].text]
        if first is not None and first.inline and len(row.cells) == 1 and self.section == "fields":
            row = parted(row, known)
        if self.section == "indicators" and (first is None or not self._leaves_indicators(first)):
            self._read_unlabelled(row)
            return
        labels = [known[cell.text] for cell in row.cells]
        if not any(labels):
            if self.section != "indicators" and self.indicators.is_headless_row(row.cells):
                self._enter("indicators")
        elif self.indicators.is_header(labels):
            self._enter("indicators")
            self.indicators.header(row, labels)
            return
        else:
            self._enter_section(labels)
        if self.section == "spending":
            self.spending.read(row, labels)
        elif self.section == "funding":
            self.funding.read(row, labels)
        elif self.section == "fields":
            self._read_fields(row, labels)
        elif self.section == "schedule":
            self.schedule.read(row, labels)
        else:
            self._read_indicator(row, labels)

    def _read_unlabelled(self, row: Row) -> None:
        """Read a row of the indicator table without a label; below the table there may be signatures and notes."""
        if _SIGNED.match(row.cells[0].text):
            self.draft.leave_row(row, "/indicators")
        else:
            self.indicators.read(row)

    def _read_fields(self, row: Row, labels: Sequence[Label | None]) -> None:
        """Read a row of texts, which may end with the first amount: 实施单位 | … | 年度资金总额 | 820.5."""
        at = self._money_begins(row, labels)
        self.fields.read(row._replace(cells=row.cells[:at]), labels[:at])
        if at < len(row.cells):
            self._enter("funding")
            self.funding.read(row._replace(cells=row.cells[at:]), labels[at:])

    def _money_begins(self, row: Row, labels: Sequence[Label | None]) -> int:
        """Give the number of cells before a label of money with its amount."""
        for at, label in enumerate(labels):
            if at and label is not None and label.kind == "funding" and labels[at - 1] is None:
                amount = label.inline or "".join(cell.text for cell in row.cells[at + 1 : at + 2])
                if self.draft.lexicon.is_amount(amount):
                    return at
        return len(labels)

    def _read_indicator(self, row: Row, labels: Sequence[Label | None]) -> None:
        """Read a row of the table without the table's own labels, which may stand beside any of its rows."""
        kinds = [label.kind if label is not None else None for label in labels]
        taken = next((at for at, kind in enumerate(kinds) if kind not in ("table", "block")), len(kinds))
        for label in labels[:taken]:
            if label is not None and label.kind == "block":
                self.indicators.block(label.name)
        if taken < len(kinds):
            self.indicators.read(row._replace(cells=row.cells[taken:]))

    def notes(self, segment: Segment) -> None:
        """Report what the reader of the format left out beside the rows of this form."""
        heads = [row for row in (segment.title, segment.year) if row is not None]
        if segment.listed is not None:  # what stands above a list is told once
            heads = [*heads, *segment.listed.page.above, segment.listed.head.row] if segment.listed.is_first else []
            heads += segment.listed.fresh
        for row in (*segment.before, *heads, *segment.rows, *segment.stray_titles, *segment.after):
            for note in row.notes:
                at = None if note.code in _OF_THE_DOCUMENT else row
                self.draft.damage(note.code, "", at, text=quoted(note.text))

    def _leaves_indicators(self, first: Label) -> bool:
        if first.kind in LABELS:
            return not self.fields.is_known(first)
        return first.kind in ("column", "table", "block", "schedule")

    def _enter_section(self, labels: Sequence[Label | None]) -> None:
        """Move to the section that the row's first labels name; without any, stay."""
        first = labels[0]
        if first is None or first.kind == "amount":
            if self._is_spending_header(labels):
                self._enter("spending")
        elif first.kind == "other" and self.section == "funding" and _has_funding(labels):
            return  # a text among the amounts
        elif first.kind in _SECTIONS:
            self._enter(_SECTIONS[first.kind])
        elif first.kind == "section":
            for label in labels:
                if label is None or label.kind != "section":
                    break
                self._enter(label.name)
        elif first.kind in ("table", "block"):
            self._enter("indicators")
        elif first.kind in ("funding", "group") and self.section == "fields":
            self._enter("funding")

    def _is_spending_header(self, labels: Sequence[Label | None]) -> bool:
        """Tell whether a funding row that names every amount column heads the spending table, its label being lost."""
        if self.section != "funding":
            return False
        named = {label.name for label in labels if label is not None and label.kind == "amount"}
        return len(named) > 1 and named == set(self.draft.layout.amounts)

    def _enter(self, section: str) -> None:
        if section != self.section:
            self._close()
            if section == "spending" and self.funding.header is not None:
                self.spending.adopt(*self.funding.header)
        self.section = section

    def _close(self) -> None:
        if self.section == "spending":
            self.spending.close()
        elif self.section == "fields":
            self.fields.close()
        elif self.section == "funding":
            self.funding.close()

    def end(self, segment: Segment) -> None:
        """Report what the form should have and has not."""
        self._close()
        draft, layout, form = self.draft, self.draft.layout, self.draft.form
        for row in segment.stray_titles:
            draft.damage("title_without_form", "", row, text=row.text)
        if form.unit is None:
            form.unit = layout.unit
            draft.damage("unit_assumed", "/unit", None, unit=layout.unit)
        self._leave_unread(segment.after, segment.more_after)
        self._note_missing_labels()
        found = {
            "funding": self.funding.found,
            "spending": form.spending,
            "indicators": form.indicators,
        }
        expected = {"funding": layout.funding, "spending": layout.amounts, "indicators": layout.columns}
        missing = [name for name, parts in expected.items() if parts and not found[name]]
        if missing:
            names = "、".join(layout.names[name] for name in missing)
            draft.damage("form_cut", f"/{missing[0]}", segment.rows[-1] if segment.rows else None, sections=names)

    def _leave_unread(self, rows: Sequence[Row], more: int) -> None:
        """Report rows that belong to no form, and how many more there are."""
        for row in rows:
            self.draft.damage("unread_row", "", row, text=quoted_cells(row.cells))
        if more:
            self.draft.damage("unread_more", "", None, count=str(more))

    def _note_missing_labels(self) -> None:
        draft, layout = self.draft, self.draft.layout
        for field in layout.fields:
            if field not in self.fields.found:
                draft.damage("label_missing", f"/{field}", None, label=layout.names[field])
        for field in layout.funding:
            if field not in self.funding.found:
                draft.damage("label_missing", f"/funding/{field}", None, label=layout.names[f"funding.{field}"])


def _has_funding(labels: Sequence[Label | None]) -> bool:
    return any(label is not None and label.kind == "funding" for label in labels)
