"""Other people's readers of what the writers write: the cells they see, for a writer to be held to without `auditor`."""

from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

import docx
import openpyxl
import pdfplumber
from docx.table import Table as DocxTable
from lxml import html


class Seen(NamedTuple):
    """A cell with text: where it begins (1-based), what it covers, and its text without white space."""

    table: int
    row: int
    column: int
    across: int
    down: int
    text: str


def bare(text: str) -> str:
    """Give a text without white space."""
    return "".join(text.split())


def in_docx(content: bytes) -> Iterator[Seen]:
    """Give the cells that python-docx sees; one that is merged is the same object in every place it covers."""
    for number, table in enumerate(docx.Document(BytesIO(content)).tables, 1):
        yield from _merged(table, number)


def _merged(table: DocxTable, number: int) -> Iterator[Seen]:
    places: dict[object, list[tuple[int, int, str]]] = {}
    for row, cells in enumerate(table.rows, 1):
        for column, cell in enumerate(cells.cells, 1):
            places.setdefault(cell._tc, []).append((row, column, cell.text))
    for found in places.values():
        row, column, text = found[0]
        if bare(text):
            yield Seen(number, row, column, found[-1][1] - column + 1, found[-1][0] - row + 1, bare(text))


def in_xlsx(content: bytes) -> Iterator[tuple[str, int, int, int, int, object]]:
    """Give sheet, row, column, columns and rows covered, and the value, as openpyxl sees the cells with one."""
    for sheet in openpyxl.load_workbook(BytesIO(content)):
        sizes = {(area.min_row, area.min_col): (area.size["columns"], area.size["rows"]) for area in sheet.merged_cells}
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    across, down = sizes.get((cell.row, cell.column), (1, 1))
                    yield sheet.title, cell.row, cell.column, across, down, cell.value


def in_html(content: bytes, codec: str) -> Iterator[Seen]:
    """Give the cells that lxml sees, placed by their spans."""
    for number, table in enumerate(html.fromstring(content.decode(codec)).iter("table"), 1):
        taken: set[tuple[int, int]] = set()
        for row, line in enumerate(table.iter("tr"), 1):
            column = 1
            for cell in line.iter("td"):
                while (row, column) in taken:
                    column += 1
                across, down = int(cell.get("colspan", 1)), int(cell.get("rowspan", 1))
                taken |= {(row + y, column + x) for y in range(down) for x in range(across)}
                if text := bare(cell.text_content()):
                    yield Seen(number, row, column, across, down, text)


def in_pdf(content: bytes) -> Iterator[tuple[int, str]]:
    """Give page (from 0) and text of each box with text that pdfplumber finds."""
    with pdfplumber.open(BytesIO(content)) as document:
        for number, page in enumerate(document.pages):
            for table in page.find_tables():
                for box in table.cells:
                    # A hair more than the box: letters reach a little over their lines.
                    if text := bare(page.crop(box, strict=False).extract_text() or ""):
                        yield number, text
