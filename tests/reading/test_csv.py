"""CSV: forms saved from a spreadsheet as text, whatever separates their cells; tab-separated text is read as before."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import UnreadableDocument
from auditor.forms.model import Form
from auditor.forms.vocabulary import Vocabulary
from auditor.reading import formats
from auditor.reading.document import read_document
from auditor.reading.grid import Cell, Row
from auditor.reading.layout import Layout
from auditor.reading.radicals import fold_radicals
from auditor.reading.source import Source
from tests.reading.transcription import values_of

Read = Callable[..., list[Row]]


def rows_of(path: Path) -> list[Row]:
    """Give the rows of a file."""
    return list(formats.rows(Source(path, path.name, lambda sample: "项目名称" in sample)))


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Give the rows of a CSV file with this text."""

    def rows(text: str, suffix: str = ".csv", encoding: str = "utf-8") -> list[Row]:
        path = tmp_path / f"样本{suffix}"
        path.write_bytes(text.encode(encoding))
        return rows_of(path)

    return rows


def texts(rows: list[Row]) -> list[list[str]]:
    """Give the texts of the cells, row by row."""
    return [[cell.text for cell in row.cells] for row in rows]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("项目名称,甲,,乙\n总额,1\n", [["项目名称", "甲", "乙"], ["总额", "1"]]),
        ('项目名称,"甲,乙"\n金额,"1,234.50"\n', [["项目名称", "甲,乙"], ["金额", "1,234.50"]]),
        ('项目名称,"一\r\n二"\r\n"他说""好""",1\r\n', [["项目名称", "一\n二"], ['他说"好"', "1"]]),
        ("项目名称;甲\n金额;1,5\n说明;乙\n", [["项目名称", "甲"], ["金额", "1,5"], ["说明", "乙"]]),
        ("项目名称\t甲\n金额\t1,234\n", [["项目名称", "甲"], ["金额", "1,234"]]),
        ('项目名称\t"一\n二"\n金额\t1\n', [["项目名称", "一\n二"], ["金额", "1"]]),
        ('项目名称\t6"管\n金额\t"甲"乙\n', [["项目名称", '6"管'], ["金额", '"甲"乙']]),
        ("项目名称\n甲，乙\n", [["项目名称"], ["甲，乙"]]),
        ("项目名称, 甲 ,\u3000\n,,\n乙,丙\n", [["项目名称", "甲"], ["乙", "丙"]]),
    ],
)
def test_cells(read: Read, text: str, wanted: list[list[str]]) -> None:
    """Commas, semicolons or tabs; what stands in quotes is one cell; outer white space and blank rows are nothing."""
    assert texts(read(text)) == wanted


def test_places(read: Read) -> None:
    """A row stands on the first line of its record; columns are counted with the blank ones."""
    first, second = read('项目名称,"一\n二",甲,\n乙,,丙,\n')
    assert first == Row((Cell("项目名称", 1, 1), Cell("一\n二", 2, 2), Cell("甲", 3, 3)), 4, 1, None)
    assert second == Row((Cell("乙", 1, 1), Cell("丙", 3, 3)), 4, 3, None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".CSV"])
def test_encodings(read: Read, encoding: str, suffix: str) -> None:
    """The same encodings as any text."""
    assert texts(read('项目名称,"甲\n乙"\n金额,1\n', suffix, encoding)) == [["项目名称", "甲\n乙"], ["金额", "1"]]


def test_only_the_name_makes_it_csv(read: Read) -> None:
    """In other text a comma is a comma and a quote is a quote."""
    assert texts(read('项目名称,"甲"\n', ".txt")) == [['项目名称,"甲"']]


@pytest.mark.parametrize(("text", "line"), [('项目名称,甲\n金额,"1\n乙,丙\n', 2), ('项目名称,甲\n丙,丁\n乙,"2"x\n', 3)])
def test_quotes_that_do_not_match(read: Read, text: str, line: int) -> None:
    """The rest of the file could be one cell: it is refused, before any row is given."""
    with pytest.raises(UnreadableDocument) as caught:
        read(text)
    assert f"样本.csv：自第 {line} 行起引号不成对或位置不对" in caught.value.render("zh")
    assert f"from line {line} on quotes do not match" in caught.value.render("en")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_form_saved_as_csv(
    tmp_path: Path,
    layout: Layout,
    vocabulary: Vocabulary,
    sample: list[str],
    read_form: Callable[..., Form],
    separator: str,
) -> None:
    """The form is the one that its tab-separated text is."""
    saved = io.StringIO()
    csv.writer(saved, delimiter=separator).writerows(
        line.replace("半年(程) ", "半年(程)\n").split("\t") for line in sample
    )
    path = tmp_path / "表.csv"
    path.write_text(saved.getvalue(), encoding="utf-8", newline="")
    (form,) = read_document(path, path.name, [layout], vocabulary)
    assert values_of(form) == values_of(read_form(sample))
    assert form.damage == []


cells = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp", "Cf"]) | st.sampled_from(',;"\n '), max_size=8
)


@given(st.lists(st.lists(cells, min_size=2, max_size=5), min_size=1, max_size=6), st.sampled_from(",;\t"))
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], separator: str
) -> None:
    """Whatever a spreadsheet quotes comes back, if the rows are equally long, as a spreadsheet writes them."""
    width = max(map(len, rows))
    saved = io.StringIO()
    written = [["项目名称", *["列"] * width], *[["行", *row, *[""] * (width - len(row))] for row in rows] * 2]
    csv.writer(saved, delimiter=separator).writerows(written)
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    path.write_text(saved.getvalue(), encoding="utf-8", newline="")
    wanted = [[text for cell in row if (text := fold_radicals(cell.strip()))] for row in written]
    assert texts(rows_of(path)) == wanted
