"""Text that does not keep to its cell: numbers that run over a ruling, and cells that a page break cuts."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from auditor.reading import formats
from auditor.reading.breaks import Piece, heal
from auditor.reading.grid import Row
from auditor.reading.pages import Written
from auditor.reading.source import Source
from tests.printing.setting import FONT, register_font

SIZE = 10
LEFT, MIDDLE, RIGHT = 100.0, 150.0, 200.0
"""The uprights of a table of two columns; a digit is 4.62 points wide."""
Placed = tuple[float, str]


def pdf(texts: Sequence[Placed], uprights: Sequence[float] = (LEFT, MIDDLE, RIGHT)) -> bytes:
    """Give a PDF of one table with one row, and texts that begin at some x in that row."""
    register_font()
    content = BytesIO()
    canvas = Canvas(content, invariant=1)
    canvas.setFont(FONT, SIZE)
    for x, text in texts:
        canvas.drawString(x, 704, text)
    for x in uprights:
        canvas.line(x, 700, x, 720)
    for y in (700, 720):
        canvas.line(uprights[0], y, uprights[-1], y)
    canvas.save()
    return content.getvalue()


def rows_of(content: bytes, folder: Path) -> list[Row]:
    """Read the rows of a PDF."""
    path = folder / "a.pdf"
    path.write_bytes(content)
    return list(formats.rows(Source(path, "a.pdf")))


@pytest.mark.parametrize(
    ("texts", "cells"),
    [
        # Both keep to their cells.
        ([(103, "123"), (153, "456")], ["123", "456"]),
        # A number set from the left of its cell runs into the blank one beside it.
        ([(103, "186,600,000.00")], ["186,600,000.00"]),
        # It runs over the text of the one beside it, and out of the table.
        ([(103, "186,600,000.00"), (170, "7")], ["186,600,000.00", "7"]),
        ([(103, "1"), (153, "186,600,000.00")], ["1", "186,600,000.00"]),
        # A number set to the right of its cell begins in the one before it, or before the table.
        ([(137, "186,600,000.0")], ["186,600,000.0"]),
        ([(85, "186,600,000")], ["186,600,000"]),
        # So does a word.
        ([(103, "保障绩效目标实现")], ["保障绩效目标实现"]),
        # Texts that stand close to the ruling on both sides are two.
        ([(133.5, "456"), (151, "789")], ["456", "789"]),
    ],
)
def test_a_text_over_a_ruling_stays_whole(tmp_path: Path, texts: list[Placed], cells: list[str]) -> None:
    """No digit falls into another cell or out of the table."""
    (row,) = rows_of(pdf(texts), tmp_path)
    assert [cell.text for cell in row.cells] == cells


@pytest.mark.parametrize("text", ["2022年实际执行数", "100", "一一对应"])
def test_upright_text_keeps_a_character_that_comes_twice(tmp_path: Path, text: str) -> None:
    """Characters one below the other are not the same one printed twice for boldness."""
    register_font()
    content = BytesIO()
    canvas = Canvas(content, invariant=1)
    canvas.setFont(FONT, SIZE)
    for at, char in enumerate(text):
        canvas.drawString(110, 700 - 12 * at, char)
        canvas.drawString(110.3, 700 - 12 * at, char)
    canvas.rect(100, 500, 50, 220)
    canvas.rect(150, 500, 50, 220)
    canvas.drawString(160, 600, "x")
    canvas.save()
    (row,) = rows_of(content.getvalue(), tmp_path)
    assert "".join(row.cells[0].text.split()) == text


LABELS = {
    "半年（程）指标值",
    "半年（程）",
    "指标值",
    "全年（程）指标值",
    "财政拨款小计",
    "财政拨款",
    "小计",
    "一级指标",
}


def pieces(texts: Sequence[str | None], top: float) -> list[Piece]:
    """Give the cells of one row, each 50 points wide; None is blank."""
    return [
        Piece(at * 50.0, at * 50.0 + 50, 0, 1, 20, 1, (at * 50.0, top, at * 50.0 + 50, top + 20), text, sound=True)
        for at, text in enumerate(Written(text, runs_on=True) if text else None for text in texts)
    ]


@pytest.mark.parametrize(
    ("above", "below", "cut", "texts"),
    [
        # A heading that a page break cuts between its lines.
        (
            ["一级指标", "半年（程）", "全年（程）"],
            [None, "指标值", "指标值"],
            True,
            ["一级指标", "半年（程）指标值", "全年（程）指标值"],
        ),
        # Two rows of amounts below one another, whose labels happen to make a third.
        (["财政拨款", "100"], ["小计", "100"], False, ["财政拨款", "100"]),
        # Two indicators in full cells: a target is never the rest of another.
        (["提供上门护理人次", "≥6342人次"], ["改造家庭户数", "≥808户"], False, ["提供上门护理人次", "≥6342人次"]),
        # Rows of their own.
        (["资金总额", "100"], ["其他资金", "20"], False, ["资金总额", "100"]),
    ],
)
def test_a_row_that_a_page_break_cuts(
    above: list[str | None], below: list[str | None], cut: bool, texts: list[str]
) -> None:
    """Two rows are one only where all that stands in both belongs together."""
    upper = pieces(above, 700)
    is_cut, _ = heal(upper, pieces(below, 50), lambda text: "".join(text.split()) in LABELS)
    assert (is_cut, [piece.text for piece in upper]) == (cut, texts)
