"""The writers, held to what other people's readers see in their files."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from random import Random

import pytest

from tests.corpus import valid_form
from tests.printing import paper, readers, web, word, workbook
from tests.printing.layouts import PRINTERS
from tests.printing.page import Cell, Page, Paragraph, Table, Value, printed
from tests.printing.readers import Seen, bare

SEEDS = range(4)
PRINTED = [(layout, seed) for layout in PRINTERS for seed in SEEDS]


def page_of(layout: str, seed: int) -> Page:
    """Print a form."""
    return PRINTERS[layout](valid_form(Random(seed)), Random(seed))


def cells_of(page: Page) -> Iterator[Seen]:
    """Give the cells with text, table by table."""
    tables = [block for block in page.blocks if isinstance(block, Table)]
    for number, table in enumerate(tables, 1):
        for row, column, cell in table.placed():
            if cell.text:
                yield Seen(number, row, column, cell.across, cell.down, bare(cell.text))


@pytest.mark.parametrize(("layout", "seed"), PRINTED)
def test_word(layout: str, seed: int) -> None:
    """python-docx, which knows no tracked insertions or controls, sees every cell of a document without them."""
    page = page_of(layout, seed)
    content = word.write([page], Random(seed), tracked=False).content
    assert sorted(readers.in_docx(content)) == sorted(cells_of(page))


@pytest.mark.parametrize(("layout", "seed"), PRINTED)
def test_web(layout: str, seed: int) -> None:
    """The parser lxml sees every cell where its spans put it."""
    page = page_of(layout, seed)
    content = web.write([page], Random(seed)).content
    codec = "utf-8" if b"charset=utf-8" in content or _is_utf8(content) else "gb18030"
    assert sorted(readers.in_html(content, codec)) == sorted(cells_of(page))


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


@pytest.mark.parametrize(("layout", "seed"), PRINTED)
def test_workbook(layout: str, seed: int) -> None:
    """The library openpyxl finds every value in the cell that the writer names, and merges of the same sizes."""
    page = page_of(layout, seed)
    written = workbook.write([page], Random(seed))
    seen = {
        f"{sheet}!{_letter(column)}{row}": value for sheet, row, column, _, _, value in readers.in_xlsx(written.content)
    }
    for pointer, text in printed([page])[0].texts.items():
        assert _same(seen[str(written.spots[0, pointer].ref)], text), pointer
    sizes = Counter((across, down) for _, _, _, across, down, _ in readers.in_xlsx(written.content) if down > 1)
    assert sizes == Counter((cell.across, cell.down) for cell in cells_of(page) if cell.down > 1)


def _letter(column: int) -> str:
    return chr(64 + column)


def _same(value: object, text: str) -> bool:
    """Compare a cell's value with the printed text; a number or day is compared as such."""
    if isinstance(value, str):
        return value == text
    if isinstance(value, int | float):
        number = Decimal(text.rstrip("%").replace(",", "")) / (100 if "%" in text else 1)
        return abs(float(number) - value) < 1e-9
    return str(value).startswith(text)


@pytest.mark.parametrize(("layout", "seed"), [(layout, seed) for layout, seed in PRINTED if seed < 2])
def test_paper(layout: str, seed: int) -> None:
    """Where no page break cuts a label, pdfplumber finds a box with the text of each cell."""
    page = page_of(layout, seed)
    style = paper.Style(6.5, True, 60, "lines", True, False, False, "", 0)
    content = paper.write([page], Random(seed), style).content
    seen = Counter(text for _, text in readers.in_pdf(content))
    assert seen == Counter(cell.text for cell in cells_of(page))


OVERLAPPING = Table([[Cell("a", 1, 2), Cell("b")], [Cell("c", 2)]])
RAGGED = Table([[Cell("a"), Cell("b")], [Cell("c")]])


@pytest.mark.parametrize("table", [OVERLAPPING, RAGGED])
def test_a_table_that_cannot_be_is_refused(table: Table) -> None:
    """Cells that overlap or leave a gap are a mistake of the printer, told at once."""
    with pytest.raises(ValueError, match=r"overlap|wide"):
        table.placed()


def test_a_value_printed_twice_is_refused() -> None:
    """A pointer means one cell."""
    twice = Paragraph("x", (Value("/title", "x"),))
    with pytest.raises(ValueError, match="twice"):
        printed([Page("huaian", (twice, twice))])
