"""A table of texts such as 实施进度计划: what is done, from when, to when; kept cell by cell among the others."""

from collections.abc import Sequence

from auditor.reading.draft import Draft
from auditor.reading.grid import Cell, Row
from auditor.reading.labels import Label


class ScheduleReader:
    """Reads the header and the rows of the schedule; ``others`` get one text for each cell, named by row and column."""

    def __init__(self, draft: Draft) -> None:
        """Fill the others of this draft."""
        self.draft = draft
        self._columns: dict[int, str] = {}
        self._rows = 0

    def read(self, row: Row, labels: Sequence[Label | None]) -> None:
        """Take one row, with the label of the table if it begins it."""
        headers = {
            cell.column: label.name
            for cell, label in zip(row.cells, labels, strict=True)
            if label is not None and label.kind == "step"
        }
        if headers:
            self._columns = headers
        rest = [cell for cell, label in zip(row.cells, labels, strict=True) if label is None]
        if not rest:
            return
        if headers or not self._columns:
            self._put_text(row, rest)
        else:
            self._put_row(row, rest)

    def _put_row(self, row: Row, cells: Sequence[Cell]) -> None:
        self._rows += 1
        names = list(self._columns.values())
        for at, cell in enumerate(cells):
            column = self._columns.get(cell.column) or (names[at] if len(cells) == len(names) else None)
            if column is None or not self.draft.put_other(self._name(column), row, cell):
                self.draft.leave_cells([cell], row)

    def _put_text(self, row: Row, cells: Sequence[Cell]) -> None:
        """Keep the text of a schedule that is told in a sentence instead."""
        label = self.draft.layout.names["schedule"]
        for cell in cells:
            if not self.draft.put_other(label, row, cell):
                self.draft.leave_cells([cell], row)

    def _name(self, column: str) -> str:
        return f"{self.draft.layout.names['schedule']} {self._rows} {column}"
