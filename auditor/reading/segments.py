"""Rows of a document → the rows of one form after another, each with the layouts whose title stands over it.

A form begins at a title line that is followed by a label the open form already has (else the title is a page header),
or, without any title, where a label of the open form comes a second time. Which layout it is printed in is told by the
labels below, unless the title alone tells (`auditor.reading.choice`). Only one form is held in memory.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from auditor.errors import UnreadableDocument
from auditor.forms.memo import Memo
from auditor.reading.beginnings import Beginnings
from auditor.reading.choice import LEAST_LABELS, LOOK_AHEAD, Ahead, bare, choose, looks_like_title
from auditor.reading.grid import Row
from auditor.reading.labels import Label
from auditor.reading.layout import Layout
from auditor.reading.listform import NO_PAGE, ListCutter, Project, is_list_head
from auditor.reading.segment import Heading, Segment

UNREAD_ROWS_KEPT: Final = 20
"""Rows that belong to no form are quoted up to this number."""
_SHORT_FORM: Final = 12
"""Rows of a form at least; a title further down is the next form's."""
ABOVE_LIST: Final = 10
"""Most rows between the title of a list and its head."""


class Segmenter:
    """Cuts the rows of one document into segments; afterwards it can tell what was found and what was not."""

    def __init__(self, layouts: Sequence[Layout], source: str, longest_form: int) -> None:
        """Look for forms of these layouts; ``source`` names the document in errors.

        A form of more than ``longest_form`` rows is refused, with the document.
        """
        self.layouts = layouts
        self.source = source
        self.found_labels: dict[str, set[Label]] = {layout.name: set() for layout in layouts}
        self.is_blank = True
        self._longest_form = longest_form
        self._titled = Memo(self._layouts_titled)  # forms of one office bear one title
        self._forms = [layout for layout in layouts if not layout.is_list]
        self._lists = [layout for layout in layouts if layout.is_list]
        self._beginnings = Beginnings(self._forms)
        self._ahead = Ahead(())
        self._open: Segment | None = None
        self._list: tuple[Layout, ListCutter] | None = None
        self._heading: Heading | None = None
        self._unread: list[Row] = []
        self._more_unread = 0
        self._sheet = ""

    def cut(self, rows: Iterable[Row]) -> Iterator[Segment]:
        """Give the segments in order, each once the next is known, for what stands behind the last one belongs to it.

        Raises `UnreadableDocument` on a form without end, after the segments before it.
        """
        held: Segment | None = None
        try:
            for segment in self._segments(rows):
                if held is not None:
                    yield held
                held = segment
        except UnreadableDocument:
            if held is not None:
                yield held
            raise
        if held is not None:
            held.after, held.more_after = self._unread, self._more_unread
            yield held

    def _segments(self, rows: Iterable[Row]) -> Iterator[Segment]:
        self._ahead = Ahead(rows)
        for row in self._ahead:
            if (left := self._leave_sheet(row)) is not None:
                yield left
            self.is_blank = False
            alone = len(row.cells) == 1
            if alone and self._take_heading(row):
                continue
            if alone and row.width == 1 and not row.notes and self._is_page_mark(row):
                continue
            if self._heading is not None and self._is_below_heading(self._heading, row):
                continue
            if (ended := self._take_row(row)) is not None:
                yield ended
        if self._heading is not None:
            self._end_heading(self._heading)
        if (last := self._end_open()) is not None:
            yield last

    def _leave_sheet(self, row: Row) -> Segment | None:
        """End a list, or a form that has reached its indicators, where a row stands on another sheet.

        Workbooks hold lists of choices, ledgers and the like behind their forms; their rows are no indicators.
        """
        before, self._sheet = self._sheet, _sheet_of(row)
        if before == self._sheet:
            return None
        is_whole = self._list is not None or (self._open is not None and self._open.in_indicators)
        return self._end_open() if is_whole else None

    def _take_heading(self, row: Row) -> bool:
        text = row.cells[0].text
        titled = self._titled[text]
        if titled is not None:
            if self._heading is not None:
                self._drop_heading(self._heading)
            certain = next((layout for layout in titled if layout.title_decides), None)
            self._heading = Heading(row, titled, layout=certain)
            return True
        heading = self._heading
        if heading is None:
            return False
        if any(layout.year_of_line(text) is not None for layout in heading.titled or self.layouts):
            heading.year = row
            return True
        return False

    def _layouts_titled(self, text: str) -> tuple[Layout, ...] | None:
        """Give the layouts whose title a text is, none where it merely looks like one; None when it is no title."""
        titled = tuple(layout for layout in self.layouts if layout.is_title(text))
        return titled if titled or looks_like_title(text) else None

    def _is_below_heading(self, heading: Heading, row: Row) -> bool:
        """Keep a line between a title and the table, such as 金额单位：万元, until it is known what the title is."""
        if self._list_layout(row):
            return False
        if heading.layout is None and (self._has_label(row) or (row.width > 1 and not self._is_unit_line(row))):
            self._decide(heading, row)
        if heading.layout is not None and heading.layout.is_list and self._list is None:
            return self._is_above_list(heading, row)
        layouts = self.layouts if heading.layout is None else (heading.layout,)
        labels = [label for layout in layouts for cell in row.cells if (label := layout.labels[cell.text])]
        if labels and not all(label.kind == "unit" for label in labels):
            return False
        if not labels and row.width > 1:
            return False
        heading.rows.append(row)
        return True

    def _is_above_list(self, heading: Heading, row: Row) -> bool:
        """Keep a row between the title of a list and its head."""
        if len(heading.rows) >= ABOVE_LIST or self._list_layout(row):
            return False
        heading.rows.append(row)
        self._heading = heading
        return True

    def _decide(self, heading: Heading, row: Row) -> Layout | None:
        """Tell the layout of the form below a title, or that it is none."""
        if heading.layout is None and not heading.is_decided:
            heading.is_decided = True
            if self._list is not None and self._list[0] in heading.titled and not self._has_label(row):
                heading.layout = self._list[0]  # the list goes on below the head of its next page
            else:
                names = [layout.name for layout in heading.titled]
                heading.layout = choose(self.layouts, names, [*heading.rows, *self._form_from(row)])
        return heading.layout

    def _has_label(self, row: Row) -> bool:
        labels = (layout.labels[cell.text] for layout in self.layouts for cell in row.cells)
        return any(label is not None and label.kind != "unit" for label in labels)

    def _is_unit_line(self, row: Row) -> bool:
        """Tell whether a row names the unit of money and nothing else, as between the title and the table of any form."""
        if len(row.cells) > 1:
            return False
        label = next((label for layout in self.layouts if (label := layout.labels[row.cells[0].text])), None)
        return label is not None and label.kind == "unit"

    def _form_from(self, row: Row) -> Iterator[Row]:
        """Give a row and the next ones of the form that it begins, as far as they tell its layout."""
        return self._beginnings.up_to_next(chain((row,), self._up_to_title()))

    def _up_to_title(self) -> Iterator[Row]:
        for number, row in enumerate(self._ahead.peek(LOOK_AHEAD)):
            if number > _SHORT_FORM and len(row.cells) == 1 and self._titled[row.cells[0].text] is not None:
                return
            yield row

    def _drop_heading(self, heading: Heading) -> None:
        """Settle a title that begins no form: inside a form it is the head of a page, else it is unread."""
        current = self._open
        if current is None:
            self._leave_unread(heading.title)
        elif not heading.titled and (current.title is None or current.title.cells[0].text != heading.text):
            current.notice(heading.title)
        for row in heading.rows:
            if current is not None:
                current.notice(row)
            else:
                self._leave_unread(row)

    def _end_heading(self, heading: Heading) -> None:
        """Settle the title at the end of the file: all that is left of a form."""
        self._drop_heading(heading)
        if self._open is not None and heading.titled:
            self._open.stray_titles.append(heading.title)

    def _is_page_mark(self, row: Row) -> bool:
        layout = self._list[0] if self._list is not None else self._open.layout if self._open is not None else None
        return layout is not None and layout.is_page_mark(row.cells[0].text)

    def _take_row(self, row: Row) -> Segment | None:
        """Put a row where it belongs; give the open segment when the row ends it."""
        heading, self._heading = self._heading, None
        if listed := self._list_layout(row):
            return self._take_list_head(listed, heading, row)
        layout = None if heading is None else self._decide(heading, row)
        if heading is not None and layout is not None and layout.is_list and self._list is None:
            if self._is_above_list(heading, row):
                return None
            layout = None
        if self._list is not None and (heading is None or layout is self._list[0]):
            return self._take_listed(*self._list, heading, row)
        if (new := self._begun(heading, layout, row)) is not None:
            return self._begin(new, row)
        if self._open is None:
            self._leave_unread(row)
            return None
        self._check_length(len(self._open.rows), row)
        self._open.notice(row)
        return None

    def _begun(self, heading: Heading | None, layout: Layout | None, row: Row) -> Segment | None:
        """Give the form that a row begins, below a title of ``layout`` or without any; settle a title that begins none."""
        current = self._open
        if heading is not None and layout is not None and (current is None or self._is_ended(current, layout, row)):
            return heading.segment(layout)
        if heading is not None:
            self._drop_heading(heading)
        untitled = self._untitled(row) if current is None else self._glued(current, row)
        return Segment(untitled, glued=current is not None) if untitled is not None else None

    def _take_listed(self, layout: Layout, cutter: ListCutter, heading: Heading | None, row: Row) -> Segment | None:
        """Give a row to the list that is open, if it begins no form; a heading is that of the list's next page."""
        if heading is None and (untitled := self._untitled(row)):
            return self._begin(Segment(untitled, glued=True), row)
        if heading is not None:
            cutter.page = heading.page()
        self._check_length(cutter.length, row)
        return self._listed(layout, cutter, cutter.take(row))

    def _check_length(self, length: int, row: Row) -> None:
        if length >= self._longest_form:
            limit = f"{self._longest_form:,}"
            raise UnreadableDocument("reading.form_too_long", source=self.source, line=row.line or 0, limit=limit)

    def _begin(self, new: Segment, row: Row) -> Segment | None:
        ended = self._end_open()
        new.before, self._unread = self._unread, []
        new.more_before, self._more_unread = self._more_unread, 0
        below_title, new.rows = new.rows, []
        for taken in (*below_title, row):
            new.notice(taken)
        self._open = new
        return ended

    def _list_layout(self, row: Row) -> Layout | None:
        """Give the layout of lists whose head a row is."""
        return next((layout for layout in self._lists if is_list_head(row, layout)), None)

    def _take_list_head(self, layout: Layout, heading: Heading | None, row: Row) -> Segment | None:
        """Begin a list, or turn to its next page; give the segment that ends here."""
        ended = None
        if self._list is None or self._list[0] is not layout:
            ended = self._end_open()
            self._list = (layout, ListCutter(layout, NO_PAGE if heading is None else heading.page()))
        elif heading is not None:
            self._list[1].page = heading.page()
        self._list[1].take(row)
        return ended

    def _listed(self, layout: Layout, cutter: ListCutter, project: Project | None) -> Segment | None:
        """Give a project of a list as a segment, with the rows that stood before it and belong to none."""
        for row in cutter.strays:
            self._leave_unread(row)
        cutter.strays.clear()
        if project is None:
            return None
        page = project.listed.page
        segment = Segment(layout, project.rows, page.title, page.year, listed=project.listed)
        segment.unknown_title = page.title is not None and not any(
            each.is_title(page.title.cells[0].text) for each in self.layouts
        )
        segment.before, self._unread = self._unread, []
        segment.more_before, self._more_unread = self._more_unread, 0
        return segment

    def _end_open(self) -> Segment | None:
        """Give the form that is open and ends here, if it is one at all."""
        if self._list is None:
            ended, self._open = self._open, None
            return self._checked(ended)
        (layout, cutter), self._list = self._list, None
        return self._listed(layout, cutter, cutter.end())

    def _is_ended(self, current: Segment, layout: Layout, row: Row) -> bool:
        """Tell whether a row under a title of ``layout`` begins the next form; else the title is the head of a page."""
        if current.is_ended_by(layout, row):
            return True
        return current.has_begun and self._beginnings.leads_to_first(row, self._ahead)

    def _glued(self, current: Segment, row: Row) -> Layout | None:
        """Give the layout of the next form where a row without a title over it begins one, of whatever layout."""
        begins = self._beginnings.is_first(row) and current.has_begun
        if not begins and current.may_end_above(row):
            begins = self._beginnings.leads_to_first(row, self._ahead) and self._untitled(row) is not None
        if begins or current.is_glued_to(row):
            return choose(self._forms, (current.layout.name,), self._form_from(row))
        return None

    def _untitled(self, row: Row) -> Layout | None:
        """Give the layout of a form that begins here without a title: its first label, and enough others below."""
        begins = self._beginnings.leads_to_first(row, self._ahead)
        return choose(self._forms, (), self._form_from(row)) if begins else None

    def _checked(self, segment: Segment | None) -> Segment | None:
        """Give a segment that has ended if it is a form at all; else its rows belong to none."""
        if segment is None:
            return None
        least = LEAST_LABELS if segment.title is None and not segment.glued else 1
        if len(segment.seen) >= least or (segment.title is not None and segment.in_indicators):
            return segment
        for row in [*segment.before, *segment.rows]:
            self._leave_unread(row)
        self._more_unread += segment.more_before
        return None

    def _leave_unread(self, row: Row) -> None:
        if len(self._unread) < UNREAD_ROWS_KEPT:
            self._unread.append(row)
        else:
            self._more_unread += 1
        for layout in self.layouts:
            found = (layout.labels[cell.text] for cell in row.cells)
            self.found_labels[layout.name] |= {bare(label) for label in found if label}


def _sheet_of(row: Row) -> str:
    """Give the name of the sheet that a row stands on; empty in other documents."""
    ref = row.cells[0].ref
    return ref.rpartition("!")[0] if isinstance(ref, str) else ""
