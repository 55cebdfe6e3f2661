"""Form 10 and form G, the one with the hard characters, as Word and web pages: every cell, and the form they hold."""

import json
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.forms.vocabulary import Vocabulary
from auditor.reading.document import read_document
from auditor.reading.grid import Row
from auditor.reading.layout import Layout
from tests.reading.office import reader
from tests.reading.transcription import values_of

DOCS = Path(__file__).parents[1] / "fixtures" / "docs"
GOLD = Path(__file__).parents[1] / "fixtures" / "gold" / "form-10.json"
CELLS = json.loads((DOCS / "cells.json").read_text(encoding="utf-8"))
FILES = ("f10.docx", "fG.docx", "f10.doc", "fG.doc", "f10.html", "f10.gb.html", "fG.html", "fG.gb.html")
LAST_COLUMN = {"f10.docx": 5, "f10.doc": 5, "f10.html": 9, "f10.gb.html": 9}
"""Where the annual values stand in the second table, by the grid that each format keeps."""

Placed = tuple[int, int, int, int, str]
"""Row, column, rows and columns covered, text."""


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[Row]]:
    """Read the bytes of a document."""
    return reader(tmp_path_factory.mktemp("docs"))


def ranked(cells: list[Placed]) -> list[Placed]:
    """Give the cells with their columns counted among those that some cell of the table begins or ends at."""
    edges = sorted({edge for _, column, _, across, _ in cells for edge in (column, column + across)})
    rank = {edge: number for number, edge in enumerate(edges)}
    return sorted(
        (row, rank[column], down, rank[column + across] - rank[column], "".join(text.split()))
        for row, column, down, across, text in cells
    )


def expected(name: str) -> list[list[Placed]]:
    """Give the cells with text of each table of a form."""
    return [
        ranked([(row + 1, column, down, across, text) for row, column, down, across, text in table])
        for table in CELLS[name]["tables"]
    ]


@pytest.mark.parametrize("file", FILES)
def test_every_cell(file: str, read: Callable[..., list[Row]]) -> None:
    """Each cell is read where it stands, with its spans and its very characters."""
    found: dict[str, list[Placed]] = defaultdict(list)
    for row in read((DOCS / file).read_bytes()):
        for cell in row.cells if row.table else ():
            assert row.line is not None
            found[str(row.table)].append((row.line, cell.column, cell.down, cell.across, cell.text))
            assert cell.ref == f"{row.table}R{row.line}C{cell.column}"
            assert cell.doubt == ("symbol_unknown" if "\uf06f" in cell.text else None)
    shown = [[cell for cell in table if cell[4]] for table in expected(file.partition(".")[0])]
    assert [ranked(cells) for cells in found.values()] == shown


@pytest.mark.parametrize("file", [file for file in FILES if file.startswith("f10")])
def test_form_equals_the_transcription(file: str, layout: Layout, vocabulary: Vocabulary) -> None:
    """Form 10 is read as it is read from the text, but for the total, which the extraction of the text had lost."""
    (form,) = read_document(DOCS / file, file, [layout], vocabulary)
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    gold["funding"]["total"] = "220"
    assert values_of(form) == {key: gold[key] for key in values_of(form)}
    place = form.places["/indicators/13/full_year"]
    assert (place.cell, place.line, place.text) == (f"T2R15C{LAST_COLUMN[file]}", 15, "≥90%")
