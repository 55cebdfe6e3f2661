"""Imported tables of projects: columns by their heading, money in 万元, every row with its place."""

import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from auditor.errors import AuditorError
from auditor.reading.tables import TableRow, read_table
from tests.checking.build import standard_pack

NEEDED = ("project_name", "department", "amount")


def read(path: Path, *needed: str) -> list[TableRow]:
    """Read a table with the shipped vocabulary."""
    return read_table(path, path.name, standard_pack().vocabulary, needed or NEEDED)


def written(folder: Path, text: str, name: str = "b.csv", encoding: str = "utf-8") -> Path:
    """Write a table."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t"])
def test_text_table(tmp_path: Path, encoding: str, separator: str) -> None:
    """A CSV or tab-separated file in any usual encoding; the total row is passed over."""
    lines = ["项目名称,主管部门,预算数（万元）", "图书室建设,文旅局,100.50", "道路维修,住建局,20", "合计,,120.50"]
    path = written(tmp_path, "\n".join(lines).replace(",", separator), encoding=encoding)
    first, second = read(path)
    assert first.texts == {"project_name": "图书室建设", "department": "文旅局", "implementing_unit": None}
    assert (first.money["amount"], first.money["spent"]) == (Decimal("100.50"), None)
    assert (first.place.source, first.place.line, first.place.cell, first.place.text) == ("b.csv", 2, 1, "图书室建设")
    assert second.place.line == 3


@pytest.mark.parametrize(
    ("heading", "printed", "wanted"),
    [
        ("预算数（元）", "1005000", "100.5"),
        ("预算数(万元)", "1,005.00", "1005.00"),
        ("预算数（亿元）", "0.01", "100"),
        ("金额（千元）", "5", "0.5"),
    ],
)
def test_units(tmp_path: Path, heading: str, printed: str, wanted: str) -> None:
    """Amounts are turned into 万元 by the unit in the heading."""
    path = written(tmp_path, f'项目名称,部门,{heading}\n甲,乙,"{printed}"\n')
    assert read(path)[0].money["amount"] == Decimal(wanted)


def test_unit_above_the_heading(tmp_path: Path) -> None:
    """The unit may stand in a line above; a title and blank lines before the heading do not matter."""
    path = written(tmp_path, "部门预算项目支出表,,\n,,单位：元\n\n项目名称,部门,预算数\n甲,乙,10000\n")
    assert read(path)[0].money["amount"] == 1
    assert read(path)[0].place.line == 5


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "项目名称,部门,预算数\n甲,乙,1\n",
            "b.csv：第 1 行“预算数”没有写明金额单位，应写成“预算数（万元）”或“预算数（元）”",
        ),
        ("项目,金额（万元）\n甲,1\n", "没有找到表头，应有这些列：项目名称、主管部门、预算数"),
        ("项目名称,部门,预算数（万元）\n甲,乙,约一百\n丙,丁,若干\n", "第 3 行的金额“若干”不是数字"),
    ],
)
def test_mistakes(tmp_path: Path, text: str, words: str) -> None:
    """One clear message with the file, the line and what was expected."""
    with pytest.raises(AuditorError) as caught:
        read(written(tmp_path, text.replace("约一百", "100")))
    assert words in caught.value.render("zh")
    assert caught.value.exit_code == 2


HEADING = "项目名称,主管部门,预算数（万元）\n"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (HEADING + "图书室,部,1\n部门合计,部,1\n审计,部,2\n", ["图书室", "审计"]),
        (HEADING + "图书室,部,1\n合计（2个）,,1\n文旅局小计,,1\n总 计：,,1\n", ["图书室"]),
        (HEADING + "图书室,部,3\n其中：政府采购,部,1\n", ["图书室"]),
        ("序号,项目名称,主管部门,预算数（万元）\n栏次,1,2,3\n1,图书室,部,1\n", ["图书室"]),
        (HEADING + "图书室,部,1\n" + HEADING + "道路,部,1\n", ["图书室", "道路"]),
        (HEADING + '"图书室,""甲""\n二期",部,"1,000.5"\n道路,部,2\n', ['图书室,"甲"\n二期', "道路"]),
        (HEADING + "图书室\x0b一\u2028二,部,1\n", ["图书室\x0b一\u2028二"]),
        (HEADING.replace(",", ";") + "图书室;部;1\n", ["图书室"]),
        ("部门预算表\n" + HEADING.replace(",", "\t") + "图书室\t部\t1\n", ["图书室"]),
        (HEADING.replace("项目名称", '"项目\n名称"') + "图书室,部,1\n", ["图书室"]),
    ],
)
def test_which_rows_are_projects(tmp_path: Path, text: str, names: list[str]) -> None:
    """Sums, parts of a sum, numbers of columns and repeated headings are no projects; cells may hold what separates."""
    assert [row.texts["project_name"] for row in read(written(tmp_path, text))] == names


def test_a_row_of_several_lines_stands_at_its_first(tmp_path: Path) -> None:
    """A cell with line breaks does not shift the places of rows."""
    path = written(tmp_path, HEADING + '"图书\n室",部,1\n道路,部,2\n')
    assert [row.place.line for row in read(path)] == [2, 4]


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("-", None),
        ("——", None),
        ("", None),
        ("0", "0"),
        ("-5", "-5"),
        ("(5.00)", "-5.00"),
        ("100万元", "100"),
        ("3万", "3"),
    ],
)
def test_amounts_in_yuan(tmp_path: Path, printed: str, wanted: str | None) -> None:
    """A dash is no amount; a unit in the cell goes before the heading's."""
    path = written(tmp_path, f"项目名称,主管部门,预算数（元）\n图书室,部,{printed}\n")
    found = read(path)[0].money["amount"]
    plain = wanted is not None and printed in ("0", "-5", "(5.00)")
    assert found == (None if wanted is None else Decimal(wanted) / (10_000 if plain else 1))


def test_blank_departments_are_those_above(tmp_path: Path) -> None:
    """As where merged cells were saved as text; a department of its own takes no unit from above."""
    heading = "主管部门,预算单位,项目名称,预算数（万元）\n"
    path = written(tmp_path, heading + "甲局,一所,图书室,1\n,,道路,2\n,二所,桥梁,3\n乙局,,水库,4\n")
    found = [(row.texts["department"], row.texts["implementing_unit"]) for row in read(path)]
    assert found == [("甲局", "一所"), ("甲局", "一所"), ("甲局", "二所"), ("乙局", None)]


@pytest.mark.parametrize(
    ("title", "heading"),
    [("市直单位100万元以上项目支出表,,", "预算数"), ("单位名称：市教育局,,", "预算数"), (",,", "预算数（美元）")],
)
def test_what_is_no_unit_of_money(tmp_path: Path, title: str, heading: str) -> None:
    """A title that names amounts, a unit of government and another currency do not tell the unit: nothing is guessed."""
    with pytest.raises(AuditorError) as caught:
        read(written(tmp_path, f"{title}\n项目名称,部门,{heading}\n图书室,部,1\n"))
    assert "没有写明金额单位" in caught.value.render("zh")


@pytest.mark.parametrize("name", ["b.xlsx", "b.xls", "b.ods"])
def test_broken_spreadsheet(tmp_path: Path, name: str) -> None:
    """A file that is no spreadsheet is told, whatever its suffix promises."""
    with pytest.raises(AuditorError) as caught:
        read(written(tmp_path, "no spreadsheet", name))
    assert f"{name}：表格无法读取" in caught.value.render("zh")


def test_missing_file(tmp_path: Path) -> None:
    """A file that is not there is told."""
    for name in ("no.csv", "no.xlsx"):
        with pytest.raises(AuditorError):
            read(tmp_path / name)


def workbook(path: Path, cells: dict[str, str], merged: str) -> None:
    """Write a workbook of one sheet, as office programs do: a zip of XML files."""
    rows: dict[int, list[str]] = {}
    for name, value in cells.items():
        number = int(name.lstrip("ABCDEFG"))
        kind = "" if value.replace(".", "", 1).isdecimal() else ' t="str"'
        rows.setdefault(number, []).append(f'<c r="{name}"{kind}><v>{value}</v></c>')
    data = "".join(f'<row r="{number}">{"".join(cells)}</row>' for number, cells in sorted(rows.items()))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{types}"><Default Extension="rels" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{relations}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1"'
        f' Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>'
        '<sheet name="预算" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{data}</sheetData>'
        f'<mergeCells count="1"><mergeCell ref="{merged}"/></mergeCells></worksheet>',
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')


def test_spreadsheet(tmp_path: Path) -> None:
    """A merged department stands for all of its rows; places name the sheet and the cell; numbers keep their digits."""
    path = tmp_path / "budget.xlsx"
    cells = {
        "A1": "主管部门", "B1": "项目名称", "C1": "预算数（万元）",
        "A2": "文旅局", "B2": "图书室建设", "C2": "100.5",
        "B3": "阅读推广", "C3": "20.000000000000004",
        "A4": "合计", "C4": "120.5",
    }  # fmt: skip
    workbook(path, cells, "A2:A3")
    first, second = read(path)
    assert [row.texts["department"] for row in (first, second)] == ["文旅局", "文旅局"]
    assert [row.money["amount"] for row in (first, second)] == [Decimal("100.5"), Decimal(20)], (
        "no more digits than spreadsheets show"
    )
    assert (second.place.cell, second.place.line, second.place.text) == ("预算!B3", 3, "阅读推广")
