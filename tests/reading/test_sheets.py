"""Spreadsheets: every cell's text as it is shown, its place, its spans, and what is hidden or broken in doubt."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.errors import UnreadableDocument
from auditor.forms.model import Form
from auditor.forms.vocabulary import Vocabulary
from auditor.reading import formats
from auditor.reading.document import read_document
from auditor.reading.grid import Cell, Row
from auditor.reading.layout import Layout
from auditor.reading.radicals import fold_radicals
from auditor.reading.segments import UNREAD_ROWS_KEPT
from auditor.reading.source import Source
from auditor.wording import say
from tests.checking.build import standard_pack
from tests.reading import biff12
from tests.reading.books import data, escaped, grid, merged, ods, text_cell, xlsx
from tests.reading.transcription import values_of

FIXTURES = Path(__file__).parents[1] / "fixtures"
DOCS = FIXTURES / "docs"
Read = Callable[[bytes], list[Row]]


def read_path(path: Path) -> list[Row]:
    """Give the rows of a file."""
    return list(formats.rows(Source(path, path.name)))


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Give the rows of a file with these bytes."""

    def rows(content: bytes) -> list[Row]:
        path = tmp_path / "样本"
        path.write_bytes(content)
        return read_path(path)

    return rows


def texts(rows: list[Row]) -> list[list[str]]:
    """Give the texts of the cells, row by row."""
    return [[cell.text for cell in row.cells] for row in rows]


def doubts(rows: list[Row]) -> dict[str, str]:
    """Give the texts in doubt and why."""
    return {cell.text: cell.doubt for row in rows for cell in row.cells if cell.doubt}


@pytest.mark.parametrize("suffix", ["xlsx", "xls"])
@pytest.mark.parametrize("name", ["f10", "fG"])
def test_every_cell_of_a_form_with_its_place_and_spans(name: str, suffix: str) -> None:
    """What the form was printed from, cell by cell: row, column, spans, text."""
    printed = json.loads((DOCS / "cells.json").read_text(encoding="utf-8"))[name]
    title, year, *rows = read_path(DOCS / f"{name}.{suffix}")
    assert texts([title, year]) == [[printed["form"]["title"]], [printed["form"]["year"]]]
    found = [(row.line, cell.column, cell.down, cell.across, cell.text) for row in rows for cell in row.cells]
    wanted, top = [], 3
    for table in printed["tables"]:
        height = 1 + max(row for row, *_ in table)
        wanted += [
            (top + row, 1 + column, down, across, fold_radicals(text))
            for row, column, down, across, text in table
            if text
        ]
        top += height
    # f10 has a caption between its two tables, a row that cells.json does not tell.
    between = {line for line, *_ in found} - {line for line, *_ in wanted}
    shift = 1 if between else 0
    assert len(found) - shift == len(wanted)
    first = len(printed["tables"][0]) - sum(not text for *_, text in printed["tables"][0])
    assert found[:first] == wanted[:first]
    assert [cell[1:] for cell in found[first + shift :]] == [cell[1:] for cell in wanted[first:]]


SHOWN: list[list[str]] = json.loads((DOCS / "tricky.json").read_text(encoding="utf-8"))


def test_what_a_person_sees() -> None:
    """Number formats, rich text, line breaks; what is not to be trusted is in doubt."""
    rows = read_path(DOCS / "tricky.xlsx")
    assert texts(rows) == SHOWN
    assert doubts(rows) == {
        "=1+1": "formula_uncalculated",
        "#DIV/0!": "sheet_error",
        "hidden row": "hidden_row",
        "隐": "hidden_row",
    }
    assert rows[7].cells[1] == Cell("≥95%", 2, "Sheet!B8")
    assert {row.table for row in rows} == {"Sheet"}


def test_what_a_person_sees_in_an_old_workbook() -> None:
    """The same in XLS, where LibreOffice had worked out the formula."""
    rows = read_path(DOCS / "tricky.xls")
    assert texts(rows) == [["formula", "2"] if row[0] == "formula" else row for row in SHOWN]
    assert doubts(rows) == {"#DIV/0!": "sheet_error", "hidden row": "hidden_row", "隐": "hidden_row"}


def as_ods() -> bytes:
    """Give form 10 as an OpenDocument spreadsheet."""
    rows = []
    for line in form_10():
        cells, column = "", 1
        for at, down, across, text in line:
            gap = f'<table:covered-table-cell table:number-columns-repeated="{at - column}"/>' if at > column else ""
            spans = f'table:number-rows-spanned="{down}" table:number-columns-spanned="{across}"'
            cells += f"{gap}<table:table-cell {spans}>{paragraphs(text)}</table:table-cell>"
            column = at + 1
        rows.append(f"<table:table-row>{cells}</table:table-row>")
    return ods(f'<table:table table:name="绩效目标表">{"".join(rows)}</table:table>')


def paragraphs(text: str) -> str:
    """Give a text of several lines as OpenDocument has it."""
    return "".join(f"<text:p>{escaped(line)}</text:p>" for line in text.split("\n"))


def as_xlsb() -> bytes:
    """Give form 10 as a binary workbook."""
    rows, ranges = [], []
    for number, line in enumerate(form_10()):
        cells = [biff12.cell(biff12.TEXT, at - 1, biff12.text(text)) for at, _, _, text in line]
        rows.append(biff12.row(number, *cells))
        ranges += [(number, number + down - 1, at - 1, at + across - 2) for at, down, across, _ in line]
    return biff12.xlsb(biff12.sheet(*rows, merged=ranges), names=["绩效目标表"])


def form_10() -> list[list[tuple[int, int, int, str]]]:
    """Give the rows of form 10: column from 1, rows and columns spanned, text of each cell."""
    printed = json.loads((DOCS / "cells.json").read_text(encoding="utf-8"))["f10"]
    rows = [[(1, 1, 9, printed["form"]["title"])], [(1, 1, 9, printed["form"]["year"])]]
    for table in printed["tables"]:
        first = len(rows)
        rows += [[] for _ in range(1 + max(row for row, *_ in table))]
        for row, column, down, across, text in table:
            rows[first + row].append((column + 1, down, across, text))
    return rows


WRITTEN = {
    "f10.xlsx": (DOCS / "f10.xlsx").read_bytes,
    "f10.xls": (DOCS / "f10.xls").read_bytes,
    "f10.ods": as_ods,
    "f10.xlsb": as_xlsb,
}


@pytest.mark.parametrize("name", WRITTEN)
def test_the_form_is_the_transcribed_one(tmp_path: Path, name: str, layout: Layout, vocabulary: Vocabulary) -> None:
    """Every value of form 10; the total, lost in the text it was transcribed from, is there."""
    path = tmp_path / name
    path.write_bytes(WRITTEN[name]())
    (form,) = read_document(path, name, [layout], vocabulary)
    found = values_of(form)
    assert found.pop("funding") == {"total": "220", **dict.fromkeys(ZEROES, "0"), **dict.fromkeys(FISCAL, "220")}
    gold = json.loads((FIXTURES / "gold" / "form-10.json").read_text(encoding="utf-8"))
    assert found == {key: gold[key] for key in found}
    assert form.damage == []
    assert form.places["/spending/0/full_year"].cell == "绩效目标表!I21"


FISCAL = ("fiscal_subtotal", "general_public_budget")
ZEROES = (
    "government_fund", "special_account", "state_capital", "social_insurance", "carry_over", "other"
)  # fmt: skip
CELLS = [
    ('<c r="A1" t="s"><v>0</v></c>', "甲", None),
    ('<c r="A1" t="s"><v>1</v></c>', "乙丙", None),
    ('<c r="A1" t="s"><v>2</v></c>', "丁\n戊", None),
    (
        '<c r="A1" t="inlineStr"><is><r><t>己</t></r><rPh sb="0" eb="1"><t>ji</t></rPh><r><t>庚</t></r></is></c>',
        "己庚",
        None,
    ),
    ('<c r="A1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c>', "ab", None),
    ('<c r="A1" s="1"><f>B1*2</f><v>0.955</v></c>', "95.5%", None),
    ('<c r="A1" s="1"><f>B1*2</f></c>', "=B1*2", "formula_uncalculated"),
    ('<c r="A1"><f t="shared" si="0"/></c>', "=", "formula_uncalculated"),
    ('<c r="A1" t="e"><f>1/0</f><v>#REF!</v></c>', "#REF!", "sheet_error"),
    ('<c r="A1" s="2"><v>45292</v></c>', "45292", "format_unknown"),
    ('<c r="A1" s="3"><v>12</v></c>', "12", "shown_blank"),
    ('<c r="A1" s="3" t="inlineStr"><is><t>密</t></is></c>', "密", "shown_blank"),
    ('<c r="A1" t="b"><v>0</v></c>', "FALSE", None),
    ('<c r="A1" t="d"><v>2024-01-01</v></c>', "2024-01-01", None),
    ('<c r="A1"><v>1E3</v></c>', "1000", None),
    ('<c r="A1"><v>33.333333333333336</v></c>', "33.3333333333333", None),
    ('<c r="A1" s="99"><v>5</v></c>', "5", None),
    ('<c t="inlineStr"><is><t>无名</t></is></c>', "无名", None),
    ('<c r="A1" t="str"><v>_x6C5F_苏_x000D_</v></c>', "江苏", None),
    ('<c r="A1" t="s"><v>3</v></c>', "≥90%≥95%", "struck_text"),
    ('<c r="A1" t="s"><v>4</v></c>', "≥95%", None),
    (
        '<c r="A1" t="inlineStr"><is><r><rPr><strike/></rPr><t>旧</t></r><r><t>新</t></r></is></c>',
        "旧新",
        "struck_text",
    ),
    (
        '<c r="A1" t="str"><f>DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>',
        '=DISPIMG("ID_1",1)',
        "picture_in_cell",
    ),
    ('<c r="A1" t="str"><v>⼀般⽀出</v></c>', "一般支出", None),
]


@pytest.mark.parametrize(("cell", "text", "doubt"), CELLS)
def test_cells(read: Read, cell: str, text: str, doubt: str | None) -> None:
    """Each way in which a cell can hold something."""
    strings = (
        "<si><t>甲</t></si>"
        "<si><r><t>乙</t></r><r><rPr><b/></rPr><t>丙</t></r><phoneticPr/><rPh sb='0' eb='1'><t>bing</t></rPh></si>"
        "<si><t xml:space='preserve'> 丁_x000D_\n戊</t></si>"
        "<si><r><rPr><strike/></rPr><t>≥90%</t></r><r><t>≥95%</t></r></si>"
        "<si><r><rPr><strike val='0'/></rPr><t>≥95%</t></r></si>"
    )
    (row,) = read(xlsx(data(cell), codes=["0.0%", "ggge年", ";;;"], strings=strings))
    assert row.cells == (Cell(text, 1, "Sheet1!A1", doubt=doubt),)


@pytest.mark.parametrize(
    "cell", ['<c r="A1" t="str"><f>IF(1,"")</f><v></v></c>', '<c r="A1" s="1"/>', '<c r="A1" s="3"><v>0</v></c>']
)
def test_cells_that_show_nothing(read: Read, cell: str) -> None:
    """A formula that gives no text, a style alone, and a zero whose format shows none are blank."""
    assert read(xlsx(data(cell), codes=["0%", "0", "0;-0;;@"])) == []


def test_a_sheet_that_shows_no_zeros(read: Read) -> None:
    """A setting of the sheet, whatever the format."""
    view = '<sheetViews><sheetView showZeros="0" workbookViewId="0"/></sheetViews>'
    assert texts(read(xlsx(data('<c r="A1"><v>0</v></c><c r="B1"><v>1</v></c>', before=view)))) == [["1"]]


def test_merged_cells_stand_once(read: Read) -> None:
    """What a merged cell covers is not seen; its spans are told; columns count from the table's own left edge."""
    sheet = grid([["甲", "藏", "乙"], ["丙", None, "丁"]], left=2, top=3, after=merged("B3:C3", "D4:D9"))
    first, second = read(xlsx(sheet))
    assert first == Row((Cell("甲", 1, "Sheet1!B3", 2), Cell("乙", 3, "Sheet1!D3")), 3, 3, None, "Sheet1")
    assert second.cells == (Cell("丙", 1, "Sheet1!B4"), Cell("丁", 3, "Sheet1!D4", 1, 6))


def test_names_without_the_usual_prefixes(read: Read) -> None:
    """Writers may call the parts and elements otherwise; what matters is what they mean."""
    main = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    parts: dict[str, str | bytes] = {
        "xl/worksheets/sheet1.xml": f'<x:worksheet xmlns:x="{main}"><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c>'
        '<x:c t="n"><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>',
        "xl/SharedStrings.xml": f'<x:sst xmlns:x="{main}"><x:si><x:t>甲</x:t></x:si></x:sst>',
    }
    assert texts(read(xlsx("", parts=parts))) == [["甲", "2"]]


@pytest.mark.parametrize(
    ("columns", "rows", "wanted"),
    [
        ('<cols><col min="2" max="3" hidden="1"/></cols>', "", {"乙": "hidden_column", "丁": "hidden_column"}),
        (
            '<cols><col min="2" max="2" width="0" customWidth="1"/></cols>',
            "",
            {"乙": "hidden_column", "丁": "hidden_column"},
        ),
        ("", 'hidden="1"', {"甲": "hidden_row", "乙": "hidden_row"}),
        ("", 'ht="0" customHeight="1"', {"甲": "hidden_row", "乙": "hidden_row"}),
        ('<cols><col min="1" max="1" hidden="1"/></cols>', "", {"丙": "hidden_column"}),
    ],
)
def test_hidden_rows_and_columns_are_read_in_doubt(read: Read, columns: str, rows: str, wanted: dict[str, str]) -> None:
    """Nothing is left out; a merged cell that reaches out of what is hidden is seen."""
    first = text_cell("A1", "甲") + text_cell("B1", "乙")
    second = text_cell("A2", "丙") + text_cell("B2", "丁")
    sheet = f'{columns}<sheetData><row r="1" {rows}>{first}</row><row r="2">{second}</row></sheetData>'
    found = read(xlsx(sheet + (merged("A1:B1") if 'max="1"' in columns else "")))
    assert doubts(found) == wanted


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_read_in_doubt(read: Read, state: str) -> None:
    """A form in one must not go unchecked, and nobody may be accused of what nobody saw."""
    content = xlsx(grid([["甲"]]), grid([["乙"]]), names=("一", "二"), states=("visible", state))
    rows = read(content)
    assert texts(rows) == [["甲"], ["乙"]]
    assert doubts(rows) == {"乙": "hidden_sheet"}
    assert [row.table for row in rows] == ["一", "二"]


def test_a_sheet_formatted_to_its_last_row(read: Read) -> None:
    """Blank cells cost next to nothing, and what stands below them is read."""
    blank = "".join(
        f'<row r="{row}" s="1"><c r="A{row}" s="1"/><c r="B{row}" s="1"/></row>' for row in range(2, 100_000)
    )
    sheet = f'<sheetData><row r="1">{text_cell("A1", "首")}</row>{blank}<row r="100000">{text_cell("B100000", "尾")}</row></sheetData>'
    rows = read(xlsx(sheet))
    assert [(row.line, row.cells[0].text) for row in rows] == [(1, "首"), (100_000, "尾")]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "doubt",
    [
        "sheet_error",
        "formula_uncalculated",
        "format_unknown",
        "shown_blank",
        "hidden_sheet",
        "hidden_row",
        "hidden_column",
    ],
)
def test_every_doubt_is_told(lang: str, doubt: str) -> None:
    """In both languages, with the text."""
    assert "#REF!" in say(lang, f"reading.{doubt}", text="#REF!")


CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
ODS_CELLS = [
    (CELL.format("甲"), "甲", None),
    (CELL.format("甲<text:span>乙</text:span><text:s text:c='2'/>丙<text:line-break/>丁"), "甲乙  丙\n丁", None),
    (CELL.format("甲</text:p><text:p>乙"), "甲\n乙", None),
    (
        CELL.format("<text:ruby><text:ruby-base>甲</text:ruby-base><text:ruby-text>jia</text:ruby-text></text:ruby>"),
        "甲",
        None,
    ),
    (
        "<table:table-cell><office:annotation><text:p>批注</text:p></office:annotation><text:p>甲</text:p></table:table-cell>",
        "甲",
        None,
    ),
    (
        '<table:table-cell office:value-type="percentage" office:value="0.955"><text:p>95.5%</text:p></table:table-cell>',
        "95.5%",
        None,
    ),
    ('<table:table-cell office:value-type="float" office:value="12.50"/>', "12.5", None),
    ('<table:table-cell office:value-type="percentage" office:value="0.955"/>', "0.955", "format_unknown"),
    ('<table:table-cell office:value-type="date" office:date-value="2024-01-01"/>', "2024-01-01", "format_unknown"),
    ('<table:table-cell table:formula="of:=[.B1]*2"/>', "=[.B1]*2", "formula_uncalculated"),
    (
        '<table:table-cell table:formula="of:=1/0" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>',
        "#DIV/0!",
        "sheet_error",
    ),
    ('<table:table-cell table:formula="of:=A2"><text:p>Err:522</text:p></table:table-cell>', "Err:522", "sheet_error"),
]


@pytest.mark.parametrize(("cell", "text", "doubt"), ODS_CELLS)
def test_cells_of_an_opendocument(read: Read, cell: str, text: str, doubt: str | None) -> None:
    """The text that the program showed, and a doubt where it kept none."""
    (row,) = read(ods(f'<table:table table:name="表"><table:table-row>{cell}</table:table-row></table:table>'))
    assert row.cells == (Cell(text, 1, "表!A1", doubt=doubt),)


def test_repeated_merged_and_hidden_in_an_opendocument(read: Read) -> None:
    """Repetition stands for many rows and cells; merged cells cover others; sheets, rows and columns may be hidden."""
    styles = (
        '<style:style style:name="h" style:family="table"><style:table-properties table:display="false"/></style:style>'
    )
    wide = '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="3"><text:p>甲</text:p></table:table-cell>'
    covered = "<table:covered-table-cell><text:p>藏</text:p></table:covered-table-cell>"
    gap = '<table:table-cell table:number-columns-repeated="2"/>'
    first = (
        '<table:table table:name="一"><table:table-column table:number-columns-repeated="4"/>'
        '<table:table-column table:visibility="collapse"/>'
        f"<table:table-row>{wide}{covered}{gap}{CELL.format('乙')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'
        f'<table:table-row table:number-rows-repeated="2" table:visibility="filter">{CELL.format("丙")}</table:table-row>'
        "</table:table>"
    )
    second = f'<table:table table:name="二" table:style-name="h"><table:table-row>{CELL.format("丁")}</table:table-row></table:table>'
    rows = read(ods(first, second, styles=styles))
    assert [(row.table, row.line, texts([row])[0]) for row in rows[1:]] == [
        ("一", 1_000_002, ["丙"]),
        ("一", 1_000_003, ["丙"]),
        ("二", 1, ["丁"]),
    ]
    assert rows[0].cells == (Cell("甲", 1, "一!A1", 2, 3), Cell("乙", 5, "一!E1", doubt="hidden_column"))
    assert [row.cells[0].doubt for row in rows[1:]] == ["hidden_row", "hidden_row", "hidden_sheet"]


def form_rows(lines: list[str]) -> list[list[str | None]]:
    """Give the cells of a form written as tab-separated lines."""
    return [[cell or None for cell in line.split("\t")] for line in lines]


@pytest.fixture
def forms(tmp_path: Path, layout: Layout, vocabulary: Vocabulary) -> Callable[[bytes], list[Form]]:
    """Give the forms in a workbook."""

    def found(content: bytes) -> list[Form]:
        path = tmp_path / "样本.xlsx"
        path.write_bytes(content)
        return list(read_document(path, path.name, [layout], vocabulary))

    return found


def test_forms_side_by_side_come_one_after_another(
    forms: Callable[[bytes], list[Form]], sample: list[str], read_form: Callable[..., Form]
) -> None:
    """Two forms parted by a blank column, under titles of their own, are the two forms that each would be alone."""
    left = form_rows(sample)
    right = form_rows([line.replace("甲项目", "戊项目").replace("12.50", "13.50") for line in sample])
    both = [[*one, *[None] * (6 - len(one)), None, *two] for one, two in zip(left, right, strict=True)]
    first, second = forms(xlsx(grid(both, left=2)))
    alone = values_of(read_form(sample))
    assert values_of(first) == alone
    assert (second.texts["project_name"], second.damage) == ("戊项目", [])
    assert [line.full_year and str(line.full_year) for line in second.spending] == ["13.50", "17.50"]
    assert second.places["/project_name"].cell == "Sheet1!J3"


def test_forms_side_by_side_above_one_that_is_not(forms: Callable[[bytes], list[Form]], sample: list[str]) -> None:
    """Only the rows that stand side by side are parted; a form below them is whole."""
    rows = form_rows(sample)
    named = form_rows([line.replace("甲项目", "末项目") for line in sample])
    beside = [[*row, *[None] * (6 - len(row)), None, *row] for row in rows]
    wide = [[cell for value in row for cell in (value, None)] for row in named]
    found = forms(xlsx(grid([*beside, [], [], *wide])))
    assert [form.texts["project_name"] for form in found] == ["甲项目", "甲项目", "末项目"]


def test_a_blank_column_inside_a_form_parts_nothing(
    forms: Callable[[bytes], list[Form]], sample: list[str], read_form: Callable[..., Form]
) -> None:
    """Labels and their values may stand far apart."""
    wide = [[cell for value in row for cell in (value, None, None)] for row in form_rows(sample)]
    (form,) = forms(xlsx(grid(wide)))
    assert values_of(form) == values_of(read_form(sample))


def test_forms_below_each_other_and_on_several_sheets(forms: Callable[[bytes], list[Form]], sample: list[str]) -> None:
    """One document, four forms, in printed order; the one on the hidden sheet says so at every value."""
    rows = form_rows(sample)
    sheet = grid([*rows, [], *rows])
    found = forms(xlsx(sheet, grid(rows), grid(rows), states=("visible", "visible", "hidden")))
    assert [form.places["/project_name"].cell for form in found] == [
        "Sheet1!B3",
        f"Sheet1!B{len(rows) + 4}",
        "Sheet2!B3",
        "Sheet3!B3",
    ]
    assert [{damage.code for damage in form.damage} for form in found] == [set(), set(), set(), {"hidden_sheet"}]
    hidden = {damage.at for damage in found[3].damage}
    assert {"/project_name", "/funding/total", "/spending/1/full_year", "/indicators/4/half_year"} <= hidden


DRAWING_SPACES = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def anchored(row: int, column: int, shape: str) -> str:
    """Give a drawing whose upper left corner lies in a cell, counted from 1."""
    corner = f"<xdr:from><xdr:col>{column - 1}</xdr:col><xdr:row>{row - 1}</xdr:row></xdr:from>"
    return f"<xdr:twoCellAnchor>{corner}{shape}</xdr:twoCellAnchor>"


def text_box(*lines: str) -> str:
    """Give a shape with text."""
    paragraphs = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)
    return f"<xdr:sp><xdr:txBody>{paragraphs}</xdr:txBody></xdr:sp>"


def related(kind: str, part: str) -> str:
    """Give the relationships of a sheet that has one other part."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return (
        f'<Relationships xmlns="{space}"><Relationship Id="x" Type="{office}/{kind}" Target="{part}"/></Relationships>'
    )


def drawn(sheet: str, *anchors: str) -> bytes:
    """Give a workbook of one sheet with drawings."""
    parts: dict[str, str | bytes] = {
        "xl/worksheets/_rels/sheet1.xml.rels": related("drawing", "../drawings/drawing1.xml"),
        "xl/drawings/drawing1.xml": f"<xdr:wsDr {DRAWING_SPACES}>{''.join(anchors)}</xdr:wsDr>",
    }
    return xlsx(sheet, parts=parts)


def test_a_title_in_a_text_box_is_read_where_it_floats(read: Read) -> None:
    """Over blank rows it stands as a cell, in doubt; over cells it is noted, as pictures are."""
    floating = [
        anchored(1, 2, text_box("绩效", "目标表")),
        anchored(3, 1, text_box("贴条")),
        anchored(3, 1, "<xdr:pic/>"),
    ]
    title, first = read(drawn(grid([["甲", "乙"]], top=3), *floating))
    assert title.cells == (Cell("绩效\n目标表", 2, "Sheet1!B1", doubt="text_box"),)
    assert texts([first]) == [["甲", "乙"]]
    assert first.notes == (("sheet_text_box", "贴条"), ("unread_pictures", "1"))


def test_nothing_but_pictures(read: Read) -> None:
    """A scan pasted into a sheet is told, not passed over as a blank document."""
    with pytest.raises(UnreadableDocument) as caught:
        read(drawn(grid([]), anchored(1, 1, "<xdr:pic/>"), anchored(40, 1, "<xdr:pic/>")))
    assert (caught.value.key, caught.value.details["count"]) == ("reading.pictures_only", 2)


def test_comments_are_noted(read: Read) -> None:
    """A comment is no part of the form; it is listed before the row it is made on, or at the end."""
    comments = (
        '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><commentList>'
        '<comment ref="B2"><text><r><t>张三:\n</t></r><r><t>待核</t></r></text></comment>'
        '<comment ref="A9"><text><t>末</t></text></comment></commentList></comments>'
    )
    parts: dict[str, str | bytes] = {
        "xl/worksheets/_rels/sheet1.xml.rels": related("comments", "/xl/comments1.xml"),
        "xl/comments1.xml": comments,
    }
    first, second = read(xlsx(grid([["甲"], ["乙"]]), parts=parts))
    assert (first.notes, second.notes) == ((), (("sheet_comment", "B2 张三: 待核"), ("sheet_comment", "A9 末")))


def test_what_floats_in_an_opendocument(read: Read) -> None:
    """Comments and drawings are no text of the cell they hang on."""
    frame = "<draw:frame><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame>"
    picture = "<draw:frame><draw:image/></draw:frame>"
    comment = "<office:annotation><dc:date>2024</dc:date><text:p>待核</text:p></office:annotation>"
    sheet = (
        f'<table:table table:name="表"><table:shapes>{frame.format("标题")}</table:shapes>'
        "<table:table-row><table:table-cell/></table:table-row>"
        f"<table:table-row><table:table-cell>{comment}<text:p>甲</text:p>{frame.format('贴条')}{picture}</table:table-cell>"
        "</table:table-row></table:table>"
    )
    title, row = read(ods(sheet))
    assert title.cells == (Cell("标题", 1, "表!A1", doubt="text_box"),)
    assert texts([row]) == [["甲"]]
    assert set(row.notes) == {("sheet_comment", "A2 待核"), ("sheet_text_box", "贴条"), ("unread_pictures", "1")}


def test_notes_and_doubts_reach_the_form(forms: Callable[[bytes], list[Form]], sample: list[str]) -> None:
    """They are listed as damage, each with its sentence."""
    rows = grid(form_rows(sample))
    (form,) = forms(drawn(rows, anchored(5, 1, text_box("贴条"))))
    (note,) = form.damage
    assert (note.code, say("zh", f"reading.{note.code}", **dict(note.details))) == (
        "sheet_text_box",
        "浮在单元格上方的文本框，未读入：“贴条”。",
    )


CHOICES = [[f"选项{number}", str(number)] for number in range(30)]


def test_choices_on_a_sheet_behind_a_form_are_no_indicators(
    forms: Callable[[bytes], list[Form]], sample: list[str]
) -> None:
    """They are listed as rows of no form, the first ones each and the others by their number."""
    rows = form_rows(sample)
    (form,) = forms(xlsx(grid(rows), grid(CHOICES), states=("visible", "hidden")))
    assert [indicator.level3 for indicator in form.indicators][-1] == "学员满意度"
    assert [damage.code for damage in form.damage] == [*["unread_row"] * UNREAD_ROWS_KEPT, "unread_more"]
    assert dict(form.damage[-1].details) == {"count": "10"}


def test_a_ledger_behind_a_form_does_not_make_it_too_long(
    forms: Callable[[bytes], list[Form]], sample: list[str]
) -> None:
    """A sheet of any length may follow, and the next form begins where its labels stand."""
    ledger = [["项目名称", "主管部门", "金额"], *([f"项目{number}", "某局", "1"] for number in range(12_000))]
    rows = form_rows(sample)
    first, second = forms(xlsx(grid(rows), grid(ledger), grid(rows)))
    assert values_of(first) == values_of(second)
    assert first.damage == []
    assert dict(second.damage[-1].details) == {"count": str(len(ledger) - UNREAD_ROWS_KEPT)}


def test_a_form_may_go_on_on_the_next_sheet(
    forms: Callable[[bytes], list[Form]], sample: list[str], read_form: Callable[..., Form]
) -> None:
    """As long as its indicators were not reached."""
    rows = form_rows(sample)
    at = next(number for number, row in enumerate(rows) if row[0] == "一级指标")
    (form,) = forms(xlsx(grid(rows[:at]), grid(rows[at:])))
    assert values_of(form) == values_of(read_form(sample))
    assert form.damage == []


def test_choices_on_a_sheet_behind_a_list_are_no_projects(tmp_path: Path) -> None:
    """A list ends with its sheet, unless the next one has its head or title again."""
    lines = (FIXTURES / "other-layouts" / "sichuan.txt").read_text(encoding="utf-8").splitlines()
    path = tmp_path / "清单.xlsx"
    path.write_bytes(xlsx(grid(form_rows(lines)), grid(CHOICES), states=("visible", "hidden")))
    pack = standard_pack()
    found = list(read_document(path, path.name, pack.layouts, pack.vocabulary))
    alone = list(read_document(FIXTURES / "other-layouts" / "sichuan.txt", "清单.txt", pack.layouts, pack.vocabulary))
    assert [values_of(form) for form in found] == [values_of(form) for form in alone]
    assert [damage.code for damage in found[-1].damage][-1] == "unread_more"
