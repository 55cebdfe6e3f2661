"""Where the columns of a table stand, and whether a row keeps to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from auditor.reading.draft import Draft
from auditor.reading.grid import Cell, Row


@dataclass(frozen=True, slots=True)
class Columns:
    """The 1-based columns of a name and of the values beside it, and the width of the rows; from the header row."""

    name: int | None
    values: Mapping[str, int]
    width: int

    def checked(self, draft: Draft, at: str, row: Row, name: Cell | None, placed: Mapping[str, Cell]) -> "Columns":
        """Compare a whole row with the columns: note when it is shifted, and learn the columns anew after a page break.

        Gives the columns in force from here on.
        """
        if name is not None and self._is_whole(name, placed):
            return self if self.width == row.width else replace(self, width=row.width)
        keeps_name = name is None or self.name is None or name.column == self.name
        # A damaged header may have lost a column: what it does not show cannot be compared.
        keeps_values = all(self.values.get(period, cell.column) == cell.column for period, cell in placed.items())
        if keeps_name and keeps_values:
            return replace(self, width=row.width)
        if keeps_name and row.width != self.width:
            draft.damage("columns_changed", at, row)
            return Columns(self.name, {period: cell.column for period, cell in placed.items()}, row.width)
        draft.damage("row_shifted", at, row)
        return self

    def _is_whole(self, name: Cell, placed: Mapping[str, Cell]) -> bool:
        """Tell, fast, whether a row stands just as the header does; nearly all rows do."""
        return name.column == self.name and [cell.column for cell in placed.values()] == list(self.values.values())

    def by_position(self, row: Row, name: Cell | None, cells: Sequence[Cell]) -> dict[str, Cell]:
        """Place those values that stand in a known column; none when the row is shifted."""
        if row.width != self.width or (name is not None and self.name not in (None, name.column)):
            return {}
        periods = {column: period for period, column in self.values.items()}
        return {periods[cell.column]: cell for cell in cells if cell.column in periods}
