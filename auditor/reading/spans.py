"""Merged cells that reach down over the rows below them, in documents that say how far."""

from auditor.reading.grid import Cell, Row

Key = tuple[str, str]
"""Table and role."""


class Spans:
    """The last merged cell of each column, and the row in which it ends."""

    def __init__(self) -> None:
        """Begin above the first row."""
        self._last: dict[Key, tuple[Row, Cell]] = {}

    def take(self, key: Key, row: Row, cell: Cell) -> None:
        """Note a cell; only one of several rows reaches further."""
        if cell.down > 1:
            self._last[key] = (row, cell)
        else:
            self._last.pop(key, None)

    def over(self, key: Key, row: Row) -> tuple[Row, Cell] | None:
        """Give the merged cell that covers this row in its column, with the row where it stands."""
        last = self._last.get(key)
        return last if last is not None and _reaches(*last, row) else None

    def ended(self, key: Key, row: Row) -> bool:
        """Tell whether the column's last cell was merged and ended above this row."""
        last = self._last.get(key)
        return last is not None and not _reaches(*last, row)


def _reaches(start: Row, cell: Cell, row: Row) -> bool:
    if start.table != row.table or start.line is None or row.line is None:
        return False
    return start.line <= row.line < start.line + cell.down
