"""Binary workbooks: the same cells as in XLSX, held to another reader of them."""

import struct
from pathlib import Path

import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import UnreadableDocument
from auditor.reading import formats
from auditor.reading.grid import Cell, Row
from auditor.reading.radicals import fold_radicals
from auditor.reading.source import Source
from tests.reading import biff12
from tests.reading.biff12 import cell, row, sheet, xlsb

CODES = ["0.0%", '"≥"0"%"', "yyyy-mm-dd"]


def read(path: Path, content: bytes) -> list[Row]:
    """Give the rows of a file with these bytes."""
    path.write_bytes(content)
    return list(formats.rows(Source(path, path.name)))


def real(value: float) -> bytes:
    """Give a number as it is stored."""
    return struct.pack("<d", value)


@pytest.mark.parametrize(
    ("record", "text", "doubt"),
    [
        (cell(biff12.SHARED, 0, struct.pack("<I", 1)), "乙", None),
        (cell(biff12.TEXT, 0, biff12.text("甲\n丙")), "甲\n丙", None),
        (cell(biff12.FORMULA_TEXT, 0, biff12.text("果") + bytes(10)), "果", None),
        (cell(biff12.REAL, 0, real(0.955), 1), "95.5%", None),
        (cell(biff12.FORMULA_NUMBER, 0, real(95) + bytes(10), 2), "≥95%", None),
        (cell(biff12.RK, 0, struct.pack("<i", 45292 << 2 | 2), 3), "2024-01-01", None),
        (cell(biff12.RK, 0, struct.pack("<i", 12345 << 2 | 3)), "123.45", None),
        (cell(biff12.RK, 0, real(1.5)[4:]), "1.5", None),
        (cell(biff12.RK, 0, struct.pack("<i", -7 << 2 | 2)), "-7", None),
        (cell(biff12.BOOLEAN, 0, b"\1"), "TRUE", None),
        (cell(biff12.ERROR, 0, b"\x17"), "#REF!", "sheet_error"),
    ],
)
def test_cells(tmp_path: Path, record: bytes, text: str, doubt: str | None) -> None:
    """Each way in which a cell can hold something."""
    (found,) = read(tmp_path / "a.xlsb", xlsb(sheet(row(0, record)), codes=CODES, strings=["甲", "乙"]))
    assert found.cells == (Cell(text, 1, "Sheet1!A1", doubt=doubt),)


def test_merged_and_hidden(tmp_path: Path) -> None:
    """Merged cells stand once; hidden rows, columns and sheets are in doubt; zeros may be set not to show."""
    first = sheet(
        row(0, cell(6, 0, biff12.text("甲")), cell(6, 1, biff12.text("藏")), cell(6, 3, biff12.text("乙"))),
        row(4, cell(6, 0, biff12.text("丙")), cell(5, 1, real(0)), hidden=True),
        columns=biff12.hidden_column(3, 5),
        merged=[(0, 2, 0, 1)],
        zeros=False,
    )
    rows = read(tmp_path / "a.xlsb", xlsb(first, sheet(row(0, cell(6, 0, biff12.text("丁")))), states=(0, 2)))
    assert [(found.table, found.line, found.cells) for found in rows] == [
        ("Sheet1", 1, (Cell("甲", 1, "Sheet1!A1", 2, 3), Cell("乙", 4, "Sheet1!D1", doubt="hidden_column"))),
        ("Sheet1", 5, (Cell("丙", 1, "Sheet1!A5", doubt="hidden_row"),)),
        ("Sheet2", 1, (Cell("丁", 1, "Sheet2!A1", doubt="hidden_sheet"),)),
    ]


values = st.one_of(
    st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=300), st.floats(-1e9, 1e9)
)


@given(st.lists(st.lists(values, min_size=1, max_size=5), min_size=1, max_size=20))
def test_another_reader_agrees(tmp_path_factory: pytest.TempPathFactory, grid: list[list[str | float]]) -> None:
    """calamine, which shares no line with this reader, finds the same values in the same cells."""
    rows = [
        row(
            at,
            *[
                cell(6, column, biff12.text(each)) if isinstance(each, str) else cell(5, column, real(each))
                for column, each in enumerate(line)
            ],
        )
        for at, line in enumerate(grid)
    ]
    path = tmp_path_factory.mktemp("xlsb") / "a.xlsb"
    found = {str(cell.ref): cell.text for each in read(path, xlsb(sheet(*rows))) for cell in each.cells}
    other = python_calamine.load_workbook(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    wanted = {
        f"Sheet1!{'ABCDE'[column]}{at}": fold_radicals(value) if isinstance(value, str) else value
        for at, line in enumerate(other, 1)
        for column, value in enumerate(line)
        if value != ""
    }
    assert found.keys() == wanted.keys()
    assert all(
        text == wanted[name] if isinstance(wanted[name], str) else float(text) == float(f"{wanted[name]:.15g}")
        for name, text in found.items()
    )


@pytest.mark.parametrize("cut", [1, 30, 60])
def test_a_part_that_is_cut_off(tmp_path: Path, cut: int) -> None:
    """One sentence, and nothing of the sheet."""
    whole = sheet(row(0, cell(6, 0, biff12.text("甲" * 40))))
    with pytest.raises(UnreadableDocument) as caught:
        read(tmp_path / "a.xlsb", xlsb(whole[:-cut]))
    assert caught.value.key == "reading.sheet_broken"
