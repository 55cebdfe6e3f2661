"""The tables of a web page while it is read: rows and cells that begin and end, with or without their tags."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from auditor.reading.formats.flow import Flow
from auditor.reading.formats.gridding import PICTURE, Table, TableCell, weightiest

GROUPS: Final = {"thead": 0, "tbody": 1, "tfoot": 2}
"""Groups of rows in the order in which they are shown, wherever they stand."""
_MOST_ACROSS: Final = 1_000
_MOST_DOWN: Final = 65_534
"""The widest and deepest span that HTML knows."""


@dataclass(slots=True)
class _OpenTable:
    """A table being read; ``row`` and ``cell`` are None between rows and cells."""

    groups: list[tuple[int, list[list[TableCell]]]] = field(default_factory=list)
    row: list[TableCell] | None = None
    cell: TableCell | None = None
    flow: Flow = field(default_factory=Flow)


class OpenTables:
    """The tables that are open at one point of a page, one inside the other."""

    def __init__(self) -> None:
        """Begin outside of any."""
        self._open: list[_OpenTable] = []

    def __bool__(self) -> bool:
        """Tell whether any table is open."""
        return bool(self._open)

    @property
    def flow(self) -> Flow | None:
        """The text of the innermost cell."""
        return next((table.flow for table in reversed(self._open) if table.cell is not None), None)

    @property
    def is_between_cells(self) -> bool:
        """Whether a table is open, but no cell of it."""
        return bool(self._open) and self._open[-1].cell is None

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open a table, a group of rows, a row or a cell; a cell without a row makes one."""
        if tag == "table":
            self._open.append(_OpenTable())
            return
        table = self._open[-1]
        if tag in GROUPS:
            table.groups.append((GROUPS[tag], []))
            return
        if tag == "tr" or table.row is None:
            if not table.groups:
                table.groups.append((GROUPS["tbody"], []))
            table.row = []
            table.groups[-1][1].append(table.row)
        if tag != "tr":
            across = min(max(count(attributes.get("colspan")), 1), _MOST_ACROSS)
            table.cell = TableCell("", across, min(count(attributes.get("rowspan")), _MOST_DOWN))
            table.flow = Flow()

    def end_cell(self) -> None:
        """Close the cell of the innermost table, if one is open."""
        table = self._open[-1] if self._open else None
        if table is None or table.cell is None or table.row is None:
            return
        _fill(table.cell, table.flow)
        table.row.append(table.cell)
        table.cell = None

    def end_row(self) -> None:
        """Close the row of the innermost table, if one is open."""
        self.end_cell()
        if self._open:
            self._open[-1].row = None

    def end_table(self) -> Table | None:
        """Close the innermost table; give it, unless it goes into a cell of another."""
        self.end_row()
        ended = self._open.pop()
        table = Table([rows for _, rows in sorted(ended.groups, key=lambda group: group[0])])
        outer = next((table.cell for table in reversed(self._open) if table.cell is not None), None)
        if outer is None:
            return table
        outer.inner.append(table)
        return None


def _fill(cell: TableCell, flow: Flow) -> None:
    """Give a cell its text and its doubt; where there is no text, what was deleted or that there is a picture."""
    cell.text = flow.text().replace("\t", " ")
    doubts = flow.doubts | ({"picture_in_cell"} if flow.pictures else set())
    if not cell.text and not cell.inner and flow.deleted.strip():
        cell.text, doubts = " ".join(flow.deleted.split()), {"deleted_text"}
    elif not cell.text and not cell.inner and flow.pictures:
        cell.text = PICTURE
    cell.doubt = weightiest(doubts)


def count(text: str | None) -> int:
    """Give the number a span begins with; 1 where there is none."""
    digits = ""
    for char in (text or "").strip():
        if not "0" <= char <= "9":
            break
        digits += char
    return int(digits[:9]) if digits else 1
