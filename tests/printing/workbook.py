"""Pages as an Excel workbook: real merges, numbers as numbers with the format that shows what is printed."""

import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from random import Random
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from .page import Cell, Page, Paragraph, Placed, Spots, Written

SHEET_NAMES: Final = ("Sheet1", "绩效目标表", "项目绩效目标表 (2)", "2024年", "附件1-绩效", "表'甲'", "a!b")
_NUMBER: Final = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,4})?")
_PERCENT: Final = re.compile(r"\d{1,3}(\.\d)?%")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_THIN: Final = Side("thin")
_EDGES: Final = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def write(pages: Sequence[Page], rng: Random) -> Written:
    """Write the pages on a sheet each or one below the other; the first cell need not be A1."""
    book = Workbook()
    book.remove(book.worksheets[0])
    names = rng.sample(SHEET_NAMES, len(SHEET_NAMES))
    apart = rng.random() < 0.5
    spots = Spots()
    sheet = _Sheet(book, names.pop(), rng, spots)
    for number, page in enumerate(pages):
        if number and apart and names:
            sheet = _Sheet(book, names.pop(), rng, spots)
        sheet.print(page)
        spots.turn(page)
    if rng.random() < 0.3 and names:
        book.create_sheet(names.pop())  # the blank sheets that Excel adds
    content = BytesIO()
    book.save(content)
    return Written(content.getvalue(), spots.found)


class _Sheet:
    """One sheet being filled from its top; ``left`` and ``row`` are the cells left free."""

    def __init__(self, book: Workbook, name: str, rng: Random, spots: Spots) -> None:
        self.spots = spots
        self.sheet: Worksheet = book.create_sheet(name)
        self.rng = rng
        self.left = rng.choice((0, 0, 0, 1, 2))
        self.row = rng.choice((0, 0, 0, 1, 3))
        self.numbers = rng.random() < 0.7

    def print(self, page: Page) -> None:
        """Print a page below what stands there already."""
        width = max(block.width for block in page.blocks if not isinstance(block, Paragraph))
        for block in page.blocks:
            if isinstance(block, Paragraph):
                wide = width if self.rng.random() < 0.7 else 1  # a title is usually merged over the table
                self._put(Placed(1, 1, Cell(block.text, wide, 1, block.holds)))
                self.row += 1
                continue
            for placed in block.placed():
                self._put(placed)
            self.row += len(block.rows) + self.rng.choice((0, 0, 1))
        self.row += self.rng.choice((0, 1, 2))

    def _put(self, placed: Placed) -> None:
        row, column, cell = self.row + placed.row, self.left + placed.column, placed.cell
        if cell.across * cell.down > 1:
            self.sheet.merge_cells(None, row, column, row + cell.down - 1, column + cell.across - 1)
        target = self.sheet.cell(row, column)
        assert isinstance(target, SheetCell)
        target.border = _EDGES
        self._fill(target, cell.text)
        name = f"{self.sheet.title}!{get_column_letter(column)}{row}"
        self.spots.note(cell.holds, name, row)

    def _fill(self, target: SheetCell, text: str) -> None:
        """Write a text; a number or day becomes one, shown by its format just as printed."""
        if self.numbers and _shows_number(text):
            target.value, target.number_format = Decimal(text.replace(",", "")), _format_of(text)
        elif self.numbers and _PERCENT.fullmatch(text):
            target.value, target.number_format = Decimal(text[:-1]) / 100, "0.0%" if "." in text else "0%"
        elif self.numbers and _DAY.fullmatch(text):
            target.value, target.number_format = datetime.fromisoformat(text), "yyyy-mm-dd"
        elif text:
            target.value = text
            target.data_type = "s"  # =100% is a text, no formula
            if "\n" in text:
                target.alignment = Alignment(wrap_text=True)


def _shows_number(text: str) -> bool:
    """Tell whether a text is a number that Excel shows as it is printed: no zeros before it, no −0."""
    return bool(_NUMBER.fullmatch(text)) and not re.match(r"-?0[0-9]|-0[.0]*$", text)


def _format_of(text: str) -> str:
    """Give the format that shows a number with these commas and decimals."""
    decimals = len(text.partition(".")[2])
    if "," in text:
        return "#,##0" + ("." + "0" * decimals if decimals else "")
    return "General" if not decimals or not text.endswith("0") else "0." + "0" * decimals
