"""Form 10 and form G, the one with the hard characters, as four programs make PDFs of them: every cell, and the form."""

import json
from pathlib import Path

import pytest

from auditor.forms.vocabulary import Vocabulary
from auditor.reading.document import read_document
from auditor.reading.formats import rows
from auditor.reading.grid import Row
from auditor.reading.layout import Layout
from auditor.reading.radicals import fold_radicals
from auditor.reading.source import Source
from tests.reading.transcription import values_of

DOCS = Path(__file__).parents[1] / "fixtures" / "docs"
GOLD = Path(__file__).parents[1] / "fixtures" / "gold" / "form-10.json"
CELLS = json.loads((DOCS / "cells.json").read_text(encoding="utf-8"))
PRODUCERS = ("lo", "calc", "chrome", "wordlike")
LOST = {
    ("fG", "chrome"): {"\uf06f": "\ufffd"},
    ("fG", "wordlike"): {"\uf06f": "", "⩾10个": "10个", "⩽11个": "11个"},
}
"""What the producer itself did not write into the file, for want of a glyph."""
JOINED = {"220000", "1000", "1100", "2200"}
"""Numbers of form G with blanks between their digits."""
Placed = tuple[int, int, int, int, str]
"""Row, column, rows and columns covered, text."""


def read(name: str) -> list[Row]:
    """Read a fixture."""
    return list(rows(Source(DOCS / name, name)))


def ranked(cells: list[Placed]) -> list[Placed]:
    """Give the cells that are not blank, with rows and columns counted among those where some cell begins."""
    at_rows, at_columns = sorted({cell[0] for cell in cells}), sorted({cell[1] for cell in cells})
    return sorted(
        (
            at_rows.index(row),
            at_columns.index(column),
            sum(row <= at < row + down for at in at_rows),
            sum(column <= at < column + across for at in at_columns),
            text,
        )
        for row, column, down, across, text in cells
        if text
    )


def expected(form: str, producer: str) -> list[list[Placed]]:
    """Give the cells of each table as they were laid out, white space aside; a sheet is one table."""
    lost = LOST.get((form, producer), {})
    tables = [
        [(row, column, down, across, bare(lost.get(text, text))) for row, column, down, across, text in table]
        for table in CELLS[form]["tables"]
    ]
    if producer != "calc" or len(tables) == 1:
        return [ranked(table) for table in tables]
    first, second = tables
    below = max(row + down for row, _, down, *_ in first)
    return [ranked([*first, *((row + below, *rest) for row, *rest in second)])]


def bare(text: str) -> str:
    """Give a text without white space and radicals."""
    return fold_radicals("".join(text.split()))


@pytest.mark.parametrize("producer", PRODUCERS)
@pytest.mark.parametrize("form", ["f10", "fG"])
def test_every_cell(form: str, producer: str) -> None:
    """Each cell is read where it stands, with its spans and its very characters, and with its box on its page."""
    found: dict[str, list[Placed]] = {}
    for row in read(f"{form}.{producer}.pdf"):
        assert row.page is not None
        for cell in row.cells:
            left, top, right, bottom = cell.box or (0, 0, 0, 0)
            assert 0 < left < right < 596
            assert 0 < top < bottom < 842
            if row.table is None:
                continue
            assert row.line is not None
            found.setdefault(row.table, []).append((row.line, cell.column, cell.down, cell.across, bare(cell.text)))
            assert cell.ref == f"{row.table}R{row.line}C{cell.column}"
    assert [[(row - 1, column - 1, *rest) for row, column, *rest in table] for table in found.values()] == expected(
        form, producer
    )


@pytest.mark.parametrize("producer", PRODUCERS)
def test_doubts(producer: str) -> None:
    """Only what may be otherwise is in doubt: numbers with blanks in them, and characters that the file does not tell."""
    assert not [cell for row in read(f"f10.{producer}.pdf") for cell in row.cells if cell.doubt]
    doubted = {cell.text: cell.doubt for row in read(f"fG.{producer}.pdf") for cell in row.cells if cell.doubt}
    assert {text for text, doubt in doubted.items() if doubt == "digits_joined"} <= JOINED
    assert "220000" in doubted
    assert {doubt for text, doubt in doubted.items() if text not in JOINED} <= {
        "symbol_unknown",
        "unreadable_character",
    }


@pytest.mark.parametrize("producer", PRODUCERS)
def test_form_equals_the_transcription(producer: str, layout: Layout, vocabulary: Vocabulary) -> None:
    """Form 10 is read as it is read from the text, but for the total, which the extraction of the text had lost."""
    name = f"f10.{producer}.pdf"
    (form,) = read_document(DOCS / name, name, [layout], vocabulary)
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    gold["funding"]["total"] = "220"
    assert values_of(form) == {key: gold[key] for key in values_of(form)}
    assert form.damage == []
