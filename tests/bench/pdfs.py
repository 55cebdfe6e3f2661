"""PDFs: our reader, and what a user would pick instead: pdfplumber and, where it is installed, camelot.

What counts is the row: all of its texts, with the merged labels that reach down to it. The others know no merged cells and
no page breaks; their tables are put together kindly: pages after one another, blank labels filled from above, radicals
folded.
"""

import json
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Any, Final

from auditor.reading import formats
from auditor.reading.radicals import fold_radicals
from auditor.reading.source import Source
from tests.bench.contest import Contest, Reader, Texts
from tests.corpus.valid import valid_form
from tests.printing.layouts import PRINTERS
from tests.printing.page import Table
from tests.printing.paper import write

_DOCS: Final = Path(__file__).parents[1] / "fixtures" / "docs"
_PRODUCERS: Final = ("lo", "calc", "chrome", "wordlike")


def contests(folder: Path, forms: int) -> Iterator[Contest]:
    """Give the contests; generated PDFs, one form each, are put into ``folder``."""
    yield _office()
    yield _generated(folder, forms)


def _office() -> Contest:
    """Give form 10 as LibreOffice Writer and Calc, Chrome and a writer with Word's habits print it."""
    cells = json.loads((_DOCS / "cells.json").read_text(encoding="utf-8"))["f10"]["tables"]
    shown = _rows(text for table in cells for text in _filled_cells(table))
    return _contest("pdf of offices", [_DOCS / f"f10.{producer}.pdf" for producer in _PRODUCERS], [shown] * 4)


def _generated(folder: Path, forms: int) -> Contest:
    """Give generated forms with page breaks at random."""
    files, shown = [], []
    for seed in range(forms):
        rng = Random(seed)
        page = PRINTERS["huaian"](valid_form(rng), rng)
        files.append(folder / f"{seed}.pdf")
        files[-1].write_bytes(write([page], rng).content)
        tables = [block for block in page.blocks if isinstance(block, Table)]
        placed = [
            [(p.row, p.column, p.cell.down, p.cell.across, p.cell.text) for p in table.placed()] for table in tables
        ]
        shown.append(_rows(row for table in placed for row in _filled_cells(table)))
    return _contest("pdf generated", files, shown)


def _contest(name: str, files: Sequence[Path], shown: Sequence[Texts]) -> Contest:
    readers: dict[str, Reader] = {"auditor": _ours, "pdfplumber": _pdfplumber}
    if find_spec("camelot") is not None:
        readers["camelot"] = _camelot
    return Contest(name, files, shown, readers, "pages", sum(map(_pages, files)))


def _pages(path: Path) -> int:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return len(document)


def _rows(rows: Iterable[Sequence[str]]) -> Texts:
    """Give each row as a place of its own; those without two texts say nothing."""
    found = ("|".join(text for text in map(_bare, row) if text) for row in rows)
    return {row: row for row in found if "|" in row}


def _bare(text: str) -> str:
    return fold_radicals("".join(text.split()))


def _filled_cells(cells: Iterable[Sequence[Any]]) -> Iterator[list[str]]:
    """Give the texts of each row, those of merged cells in every row they reach."""
    by_row: dict[int, list[tuple[int, str]]] = {}
    for row, column, down, _, text in cells:
        for at in range(row, row + down):
            by_row.setdefault(at, []).append((column, text))
    for row in sorted(by_row):
        yield [text for _, text in sorted(by_row[row])]


def _ours(path: Path) -> Texts:
    tables: dict[str, list[tuple[int, int, int, int, str]]] = {}
    for row in formats.rows(Source(path, path.name)):
        if row.table is not None and row.line is not None:
            placed = tables.setdefault(row.table, [])
            placed += [(row.line, cell.column, cell.down, cell.across, cell.text) for cell in row.cells]
    return _rows(row for table in tables.values() for row in _filled_cells(table))


def _pdfplumber(path: Path) -> Texts:
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    with pdfplumber.open(path) as document:
        return _rows(_filled_down(row for page in document.pages for table in page.extract_tables() for row in table))


def _camelot(path: Path) -> Texts:
    import camelot  # type: ignore[import-not-found]  # large, and at odds with the OpenCV of the OCR

    logging.getLogger("camelot").setLevel(logging.ERROR)
    tables = camelot.read_pdf(str(path), pages="all", flavor="lattice")
    return _rows(_filled_down(row for table in tables for row in table.df.to_numpy().tolist()))


def _filled_down(rows: Iterable[Sequence[str | None]]) -> Iterator[list[str]]:
    """Give rows with the blanks at their beginning filled from the rows above."""
    above: Mapping[int, str] = {}
    for row in rows:
        filled = {at: text or "" for at, text in enumerate(row)}
        for at, text in filled.items():
            if text:
                break
            filled[at] = above.get(at, "")
        above = filled
        yield list(filled.values())
