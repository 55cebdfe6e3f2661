"""Spreadsheets: our reader, and what a user would pick instead: openpyxl, pandas, calamine, xlrd.

The values of the others are turned into text kindly: a whole number loses the ``.0`` that Python gives it.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any, Final

from auditor.reading import formats
from auditor.reading.source import Source
from auditor.reading.spreadsheets.workbook import column_letters
from tests.bench.contest import Contest, Texts
from tests.corpus.valid import valid_form
from tests.printing.layouts import PRINTERS
from tests.printing.page import printed
from tests.printing.workbook import write

_DOCS: Final = Path(__file__).parents[1] / "fixtures" / "docs"


def contests(folder: Path, forms: int) -> Iterator[Contest]:
    """Give the contests; generated workbooks, one form each, are put into ``folder``."""
    yield _xlsx(folder, forms)
    yield _xls()


def _xlsx(folder: Path, forms: int) -> Contest:
    """Give generated forms: numbers, percents and dates with formats, merged cells, sheets of several names."""
    files, shown = [], []
    for seed in range(forms):
        rng = Random(seed)
        pages = [PRINTERS["huaian"](valid_form(rng), rng)]
        written = write(pages, rng)
        files.append(folder / f"{seed}.xlsx")
        files[-1].write_bytes(written.content)
        texts = printed(pages)[0].texts
        shown.append({str(spot.ref): texts[pointer] for (_, pointer), spot in written.spots.items()})
    readers = {"auditor": _ours, "openpyxl": _openpyxl, "pandas.read_excel": _pandas, "python-calamine": _calamine}
    return Contest("xlsx", files, shown, readers, "files", len(files))


def _xls() -> Contest:
    """Give the old workbooks whose cells are known one by one: a form of texts, and a list of number formats."""
    (table,) = _known("cells")["fG"]["tables"]
    form = {f"绩效目标表!{column_letters(column + 1)}{row + 3}": text for row, column, *_, text in table if text}
    formats_shown = {
        f"Sheet!B{row}": text for row, (label, text) in enumerate(_known("tricky"), 1) if label != "formula"
    }
    readers = {"auditor": _ours, "xlrd": _xlrd, "pandas.read_excel": _pandas, "python-calamine": _calamine}
    return Contest("xls", [_DOCS / "fG.xls", _DOCS / "tricky.xls"], [form, formats_shown], readers, "files", 2)


def _known(name: str) -> Any:
    return json.loads((_DOCS / f"{name}.json").read_text(encoding="utf-8"))


def _ours(path: Path) -> Texts:
    rows = formats.rows(Source(path, path.name))
    return {str(cell.ref): cell.text for row in rows for cell in row.cells}


def _openpyxl(path: Path) -> Texts:
    from openpyxl import load_workbook

    book = load_workbook(path, data_only=True)
    return _named((sheet.title, sheet.iter_rows(values_only=True)) for sheet in book.worksheets)


def _pandas(path: Path) -> Texts:
    import pandas as pd

    frames = pd.read_excel(path, sheet_name=None, header=None, dtype=object)
    return _named((name, frame.where(frame.notna(), None).to_numpy().tolist()) for name, frame in frames.items())


def _calamine(path: Path) -> Texts:
    from python_calamine import load_workbook

    book = load_workbook(str(path))
    return _named((name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names)


def _xlrd(path: Path) -> Texts:
    import xlrd

    book = xlrd.open_workbook(str(path))
    return _named((sheet.name, (sheet.row_values(row) for row in range(sheet.nrows))) for sheet in book.sheets())


def _named(sheets: Iterable[tuple[str, Iterable[Iterable[Any]]]]) -> Texts:
    """Give the values of all sheets as texts by the names of their cells."""
    return {
        f"{name}!{column_letters(column)}{row}": _text(value)
        for name, rows in sheets
        for row, values in enumerate(rows, 1)
        for column, value in enumerate(values, 1)
        if value not in (None, "")
    }


def _text(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
