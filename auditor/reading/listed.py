"""One project of a list → a form: its texts and amounts from its own rows, the rest from the rows around them."""

from collections.abc import Callable
from typing import Final

from auditor.forms.model import UnitTotal
from auditor.reading.draft import Draft, quoted_cells
from auditor.reading.grid import Cell, Row
from auditor.reading.head import Head, Piece
from auditor.reading.listform import Listed, Parts, Subtotal, code_of, split_row
from auditor.reading.placed import PlacedReader

_UNIT: Final = "implementing_unit"


class ListedReader:
    """Reads the rows of one project; ``fields`` and ``funding`` are what the head of the list has columns for."""

    def __init__(self, draft: Draft, listed: Listed, indicators: PlacedReader) -> None:
        """Fill this draft, whose indicators are read by ``indicators``."""
        self.draft = draft
        self.fields: set[str] = set()
        self.funding: set[str] = set()
        self._listed = listed
        self._indicators = indicators

    def read(self, rows: list[Row]) -> None:
        """Read the head, the unit, the subtotals and then the rows."""
        self._read_head()
        self._read_unit()
        subtotals = enumerate(self._listed.subtotals)
        self.draft.form.unit_totals = [self._read_subtotal(at, subtotal) for at, subtotal in subtotals]
        for row in rows:
            self._read_row(row, split_row(row, self._listed.head))
        self._note_around()

    def _read_head(self) -> None:
        head, names = self._listed.head, {"field": self.fields, "funding": self.funding}
        pieces = []
        for cell, label in head.columns:
            if label is not None and label.kind in names:
                names[label.kind].add(label.name)
            if label is not None:
                self.draft.see_unit(label, head.row, cell)
            if label is None or label.kind == "column":
                pieces.append(Piece(cell, label.name if label is not None else None))
        self._indicators.take_head(Head(pieces, ("annual",)))
        if self._listed.is_first:
            self.draft.leave_cells([piece.cell for piece in pieces if piece.role is None], head.row, "/indicators")

    def _read_unit(self) -> None:
        """Take the unit that is printed above, unless the project's own row has it."""
        if self._listed.unit is not None and _UNIT in self.draft.layout.fields:
            row, cell = self._listed.unit
            self.fields.add(_UNIT)
            self.draft.put_field(_UNIT, row, cell)

    def _read_subtotal(self, at: int, subtotal: Subtotal) -> UnitTotal:
        """Read a sum that counts this project."""
        row, name, amount, beside = subtotal
        if row in self._listed.fresh:  # told once, with the first project that it counts
            self.draft.leave_cells(beside, row, f"/unit_totals/{at}")
        unit = self._listed.unit[1].text if self._listed.unit is not None else None
        value = self.draft.put_amount(f"/unit_totals/{at}/amount", row, amount) if amount is not None else None
        text = self.draft.put_text(f"/unit_totals/{at}/name", row, name)
        return UnitTotal(text, value, code_of(text) is not None or text == unit)

    def _read_row(self, row: Row, parts: Parts) -> None:
        self._take(row, parts.fields, self._put_text)
        self._take(row, parts.amounts, self._put_amount)
        if parts.indicator:
            self._indicators.read(row._replace(cells=parts.indicator))
        self.draft.leave_cells(parts.unknown, row)

    def _take(self, row: Row, cells: dict[str, Cell], put: Callable[[str, Row, Cell], str]) -> None:
        """Give texts or amounts their value; cells that repeat it say nothing new."""
        for name, cell in cells.items():
            pointer = put(name, row, cell)
            if self.draft.form.places[pointer].text != cell.text:
                self.draft.leave_cells([cell], row, pointer)

    def _put_text(self, name: str, row: Row, cell: Cell) -> str:
        self.draft.put_field(name, row, cell)
        return f"/{name}"

    def _put_amount(self, name: str, row: Row, cell: Cell) -> str:
        pointer = f"/funding/{name}"
        if pointer not in self.draft.form.places:
            self.draft.form.funding[name] = self.draft.put_amount(pointer, row, cell)
        return pointer

    def _note_around(self) -> None:
        """Report the rows around the project that say nothing certain of it."""
        listed, damage = self._listed, self.draft.damage
        for row in listed.headings:
            damage("list_heading", f"/{_UNIT}", row, text=quoted_cells(row.cells))
        for row in (*listed.below, *(subtotal.row for subtotal in listed.passed)):
            damage("list_total_unread", "/unit_totals", row, text=quoted_cells(row.cells))
        for row in listed.loose:
            self.draft.leave_row(row)
        for row in listed.beyond:
            damage("project_beyond_span", "/project_name", row, text=quoted_cells(row.cells))
