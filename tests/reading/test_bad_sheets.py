"""Spreadsheets that are damaged, encrypted, or made to do harm: one sentence each, and never half a form."""

import struct
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.errors import UnreadableDocument
from auditor.reading import formats
from auditor.reading.source import Limits, Source
from tests.bad.ole import compound
from tests.reading.biff import biff5
from tests.reading.books import data, grid, ods, text_cell, xlsx, zipped

DOCS = Path(__file__).parents[1] / "fixtures" / "docs"
Refuse = Callable[..., UnreadableDocument]
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def texts(path: Path, limits: Limits | None = None) -> list[list[str]]:
    """Give the texts of the cells, row by row."""
    source = Source(path, path.name, limits=limits or Limits())
    return [[cell.text for cell in row.cells] for row in formats.rows(source)]


@pytest.fixture
def refusal(tmp_path: Path) -> Refuse:
    """Give the error that a file with these bytes raises."""

    def refuse(content: bytes, limits: Limits | None = None) -> UnreadableDocument:
        path = tmp_path / "表.xlsx"
        path.write_bytes(content)
        with pytest.raises(UnreadableDocument) as caught:
            texts(path, limits)
        return caught.value

    return refuse


def sheet(xml: str) -> bytes:
    """Give a workbook whose only sheet is this part."""
    return xlsx("", parts={"xl/worksheets/sheet1.xml": xml})


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FILE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (sheet(f"{BOMB}<worksheet {MAIN}><sheetData/></worksheet>"), "xml_doctype"),
        (
            sheet(f"{FILE}<worksheet {MAIN}><sheetData><row><c t='str'><v>&f;</v></c></row></sheetData></worksheet>"),
            "xml_doctype",
        ),
        (
            xlsx(grid([["甲"]]), parts={"xl/sharedStrings.xml": f"{FILE}<sst {MAIN}><si><t>&f;</t></si></sst>"}),
            "xml_doctype",
        ),
        (xlsx(grid([["甲"]]), parts={"xl/styles.xml": f"{FILE}<styleSheet {MAIN}/>"}), "xml_doctype"),
        (ods(f"{BOMB}"), "xml_broken"),
        (sheet(f"<worksheet {MAIN}><sheetData><row>"), "xml_broken"),
        (sheet(f"<worksheet {MAIN}><sheetData><row><c r='A1'><v>12"), "xml_broken"),
        (sheet(f"<worksheet {MAIN}><sheetData><row r='x'/></sheetData></worksheet>"), "xml_broken"),
        (xlsx(data('<c r="A1"><v>zwölf</v></c>')), "xml_broken"),
        (xlsx(data('<c r="A1" t="s"><v>7</v></c>')), "xml_broken"),
        (xlsx(data('<c r="A1" t="s"><v>-1</v></c>'), strings="<si><t>甲</t></si>"), "xml_broken"),
        (xlsx(data('<c r="ABCDE1"><v>7</v></c>')), "xml_broken"),
        (xlsx(data("", after='<mergeCells><mergeCell ref="A:B"/></mergeCells>')), "xml_broken"),
        (xlsx(data("", after="<mergeCells><mergeCell/></mergeCells>")), "xml_broken"),
        (zipped({"xl/workbook.xml": "<workbook", "[Content_Types].xml": "<Types/>"}), "xml_broken"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "part_missing"),
        (compound({"Workbook": b"\x09\x08\x10\x00" + bytes(40)}), "sheet_broken"),
        (compound({"Workbook": b"no workbook at all"}), "sheet_broken"),
    ],
)
def test_damage_is_told_in_one_sentence(refusal: Refuse, content: bytes, key: str) -> None:
    """With the name of the file, in both languages."""
    error = refusal(content)
    assert error.key == f"reading.{key}"
    assert all("表.xlsx" in error.render(lang) and "\n" not in error.render(lang) for lang in ("zh", "en"))


def test_a_sheet_that_is_missing(refusal: Refuse) -> None:
    """A form must not go unchecked because its part is not there."""
    relations = (
        '<Relationships><Relationship Id="s1" Type="x/worksheet" Target="worksheets/other.xml"/></Relationships>'
    )
    error = refusal(xlsx(grid([["甲"]]), parts={"xl/_rels/workbook.xml.rels": relations}))
    assert (error.key, error.details["part"]) == ("reading.part_missing", "xl/worksheets/other.xml")


def test_a_sheet_without_a_part(refusal: Refuse) -> None:
    """The list of sheets names one that nothing leads to."""
    error = refusal(xlsx(grid([["甲"]]), parts={"xl/_rels/workbook.xml.rels": "<Relationships/>"}))
    assert (error.key, error.details["part"]) == ("reading.part_missing", "Sheet1")


def test_macros_are_no_content(tmp_path: Path) -> None:
    """Neither those of today nor those of the 1990s, which look like a sheet; a chart is none either."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "".join(
        f'<Relationship Id="s{number}" Type="{office}/{kind}" Target="{part}"/>'
        for number, kind, part in (
            (1, "worksheet", "worksheets/sheet1.xml"),
            (2, "xlMacrosheet", "macrosheets/sheet1.xml"),
            (3, "chartsheet", "chartsheets/sheet1.xml"),
        )
    )
    path = tmp_path / "a.xlsm"
    parts: dict[str, str | bytes] = {
        "xl/_rels/workbook.xml.rels": f"<Relationships>{relations}</Relationships>",
        "xl/vbaProject.bin": b"Auto_Open",
        "xl/macrosheets/sheet1.xml": f"<macrosheet {MAIN}>{grid([['=EXEC()']])}</macrosheet>",
    }
    path.write_bytes(xlsx(grid([["甲"]]), "", "", parts=parts))
    assert texts(path) == [["甲"]]


@pytest.mark.parametrize(
    ("content", "limit", "found"),
    [
        (xlsx(f'<sheetData><row r="500">{text_cell("A500", "甲")}</row></sheetData>'), "rows", "500"),
        (xlsx(grid([["甲"] * 20] * 20)), "cells", "101"),
        (
            ods(
                '<table:table table:name="a"><table:table-row table:number-rows-repeated="1000000">'
                '<table:table-cell table:number-columns-repeated="1000"><text:p>甲</text:p></table:table-cell>'
                "</table:table-row></table:table>"
            ),
            "rows",
            "1,000,000",
        ),
        (
            ods(
                '<table:table table:name="a"><table:table-row>'
                '<table:table-cell table:number-columns-repeated="1000000000"><text:p>甲</text:p></table:table-cell>'
                "</table:table-row></table:table>"
            ),
            "cells",
            "1,000,000,000",
        ),
        (compound({"Book": biff5([(400, 0, "甲")])}), "rows", "401"),
        (compound({"Book": biff5([(0, column, "甲") for column in range(150)])}), "cells", "150"),
    ],
)
def test_beyond_the_limits(refusal: Refuse, content: bytes, limit: str, found: str) -> None:
    """Refused with what was found and how to raise the limit; repetition is not unrolled first."""
    error = refusal(content, Limits(rows=399, cells=100))
    assert (error.key, error.details["found"]) == (f"reading.limit_{limit}", found)
    assert f"--limit {limit}=" in error.render("zh")
    assert f"--limit {limit}=" in error.render("en")


def test_merged_ranges_without_end_cost_nothing(tmp_path: Path) -> None:
    """Ranges over whole columns, thousands of them and one upon the other, are not unrolled."""
    ranges = "".join(f'<mergeCell ref="A{row}:XFD1048576"/>' for row in range(1, 3000))
    rows = grid([[f"r{row}"] for row in range(1, 3000)], after=f"<mergeCells>{ranges}</mergeCells>")
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx(rows))
    assert texts(path)[0] == ["r1"]


def test_an_old_workbook_of_excel_5(tmp_path: Path) -> None:
    """Its texts are in the code page that it names."""
    path = tmp_path / "a.xls"
    path.write_bytes(compound({"Book": biff5([(0, 0, "项目名称"), (0, 2, "甲"), (2, 1, 0.955), (2, 2, 1234.5)])}))
    assert texts(path) == [["项目名称", "甲"], ["0.955", "1234.5"]]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["f10.xls", "tricky.xls", "tricky.xlsx"]), st.data())
def test_no_damage_is_a_crash(tmp_path_factory: pytest.TempPathFactory, name: str, drawn: st.DataObject) -> None:
    """Bytes changed anywhere: the file is read or refused in one sentence."""
    content = bytearray((DOCS / name).read_bytes())
    for _ in range(drawn.draw(st.integers(1, 4))):
        at = drawn.draw(st.integers(0, len(content) - 5))
        content[at : at + 4] = struct.pack("<I", drawn.draw(st.integers(0, 2**32 - 1)))
    path = tmp_path_factory.mktemp("bad") / name
    path.write_bytes(bytes(content))
    with suppress(UnreadableDocument):
        texts(path)
