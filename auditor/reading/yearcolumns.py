"""Columns of money in a table's header: this year's, and those of other years, told by their label or by their year."""

from collections.abc import Sequence

from auditor.forms.model import pointer
from auditor.reading.draft import Draft
from auditor.reading.grid import Row
from auditor.reading.labels import Label
from auditor.reading.layoutparts import EXECUTED, YEAR


def blocks_of(row: Row, labels: Sequence[Label | None], draft: Draft) -> dict[int, str]:
    """Give the money columns that a header row names, by column, from left to right.

    Of columns that name their year the latest is last year and the one before it the year before; a note is made where
    that is not so by the form's own year, and of further years.
    """
    found = {}
    years: dict[int, int] = {}
    money = (*draft.layout.amounts, *draft.layout.other_columns)
    for cell, label in zip(row.cells, labels, strict=True):
        if label is None or label.kind != "amount":
            continue
        if label.name == YEAR and label.note is not None:
            years[cell.column] = int(label.note)
            found[cell.column] = YEAR
        elif label.name in money:
            found[cell.column] = label.name
    if not years:
        return found
    names = dict(zip(sorted(set(years.values()), reverse=True), EXECUTED, strict=False))
    _note_wrong_years(names, row, draft)
    return {
        column: names.get(years[column], YEAR) if name == YEAR else name
        for column, name in found.items()
        if name != YEAR or years[column] in names
    }


def _note_wrong_years(names: dict[int, str], row: Row, draft: Draft) -> None:
    year = draft.form.year
    for back, (printed, name) in enumerate(names.items(), 1):
        if year is not None and printed != year - back:
            draft.damage("column_year", pointer(f"spending.{name}"), row, printed=str(printed), form=str(year))
