"""Draws the pictures in the README, of the report and the workbook of the example: ``examples/report.png``, ``examples/workbook.png``.

Run it from the top of the repository, where a Chromium is: ``python examples/pictures.py``. ``report.png`` is a screenshot of the
report in that browser. ``workbook.png`` is no screenshot of an office program: the first rows of the real workbook are read back with
their texts, widths and colours, set as a table, and the browser takes the picture of that.
"""

import io
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stdout
from html import escape
from pathlib import Path
from typing import Any, Final

import openpyxl
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from auditor.cli import app

HERE: Final = Path(__file__).parent
EXAMPLE: Final = Path("examples", "huaian-2024.txt")
"""As it is given to the command, for findings name it so."""
CHROMIUM: Final = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
SHEET: Final = "问题清单"
ROWS: Final = 12
WIDTH, HEIGHT = 1400, 900
_COLOURS: Final = 128
_SCALE: Final = 0.8
"""Of the workbook, so that the columns down to 原文摘录 are in the picture."""
_PIXELS: Final = 7
"""Of one character of a column's width."""
_LOOK: Final = """
    body { margin: 0; background: #fff; font: 13px/1.4 "Noto Serif CJK SC", "SimSun", serif; zoom: SCALE; }
    table { border-collapse: collapse; table-layout: fixed; } td, th { border: 1px solid #bfbfbf; padding: 2px 4px; overflow-wrap: anywhere; }
    .letter, .number { background: #e6e6e6; color: #444; text-align: center; font: 12px sans-serif; }
    nav { position: fixed; inset: auto 0 0 0; background: #e6e6e6; padding: 4px 40px; font: 14px "Noto Sans CJK SC", sans-serif; }
    nav span { padding: 4px 14px; } nav span:first-child { background: #fff; border-bottom: 3px solid #217346; font-weight: bold; }
"""


def draw(folder: Path) -> None:
    """Audit the example and put both pictures into a folder."""
    if CHROMIUM is None:
        sys.exit("no Chromium on this machine: set CHROMIUM to its path")
    with tempfile.TemporaryDirectory() as name:
        report, workbook = Path(name, "report.html"), Path(name, "problems.xlsx")
        with redirect_stdout(io.StringIO()), chdir(HERE.parent):
            app.run(["audit", str(EXAMPLE), "--out", str(report), "--out", str(workbook), "--fail-on", "never"])
        table = Path(name, "workbook.html")
        table.write_text(as_table(openpyxl.load_workbook(workbook)), encoding="utf-8")
        with opened(report) as page:
            show_finding(page)
            keep(page.screenshot(), folder / "report.png")
        with opened(table) as page:
            keep(page.screenshot(), folder / "workbook.png")


@contextmanager
def opened(path: Path) -> Iterator[Page]:
    """Open a page in a window without any network."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, offline=True).new_page()
        page.goto(path.as_uri())
        yield page
        browser.close()


def show_finding(page: Page) -> None:
    """Choose the errors of one unit and open the one that is certainly in the form beside it."""
    page.locator(".bars[data-by=severity] button.error").click()
    page.locator(".bars[data-by=unit] button", has_text="恩来干部学院").click()
    page.locator("#table tbody tr", has_text="DIR-01").locator("button").last.click()
    page.evaluate("document.getElementById('list').scrollIntoView()")


def keep(screenshot: bytes, path: Path) -> None:
    """Write a picture with few colours, which are all it has."""
    Image.open(io.BytesIO(screenshot)).convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(
        path, optimize=True
    )


def as_table(book: Any) -> str:
    """Set the first rows of the list of problems as a table, with the names of all sheets below."""
    sheet = book[SHEET]
    columns = [(each.min, each.max, each.width) for each in sheet.column_dimensions.values()]
    widths = [width for first, last, width in columns for _ in range(first, last + 1)][: sheet.max_column]
    letters = "".join(f'<td class="letter">{cell.column_letter}</td>' for cell in sheet[1])
    rows = "".join(
        f'<tr><td class="number">{number}</td>{"".join(map(_cell, cells))}</tr>'
        for number, cells in enumerate(sheet.iter_rows(1, ROWS), 1)
    )
    grid = "".join(f'<col style="width: {round(width * _PIXELS)}px">' for width in (5, *widths))
    tabs = "".join(f"<span>{escape(name)}</span>" for name in book.sheetnames)
    return (
        f'<!DOCTYPE html><meta charset="utf-8"><style>{_LOOK.replace("SCALE", str(_SCALE))}</style>'
        f'<table style="width: {round(sum((5, *widths)) * _PIXELS)}px">{grid}<tr><td class="letter"></td>{letters}</tr>{rows}</table><nav>{tabs}</nav>'
    )


def _cell(cell: Any) -> str:
    """Set a cell with its text, colour and place, as the workbook has them."""
    colour = f"#{cell.fill.fgColor.rgb[-6:]}" if cell.fill.fill_type else "#fff"
    at = "middle" if cell.alignment.vertical == "center" else "top"
    weight = "bold" if cell.font.bold or cell.font.name == "黑体" else "normal"
    style = f"background: {colour}; vertical-align: {at}; text-align: {cell.alignment.horizontal or 'left'}; font-weight: {weight}"
    return f'<td style="{style}">{escape(str(cell.value if cell.value is not None else ""))}</td>'


if __name__ == "__main__":
    draw(HERE)
