"""A form that means harm, through every output: each opens again, nothing in it runs, and no cell is larger than it may be."""

import csv
import io
import json
import re
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import docx
import openpyxl
import pyarrow.parquet as pq
import pytest

from auditor.findings.finding import COLUMNS
from auditor.reporting.outputs import FORMATS
from tests.cli.conftest import EXAMPLE, Ran, auditor
from tests.reporting.browser import needs_chromium, opened

__all__ = ["auditor"]
EVIL: Final = (
    "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\">&amp;]]>",
    '=HYPERLINK("http://127.0.0.1:9/"&A1,"点我")',
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "＝1+1",
    "\u202e\u2066反向\u2069\u200b\ufeff",
    "\x07\x1b[31m\x7f\x85\u2028\ufffe\uffff",
    "{{7*7}}${7*7}`id`%0a'; DROP TABLE findings; --",
    "_x000D__x0041_",
    "💥" * 5,
)
"""What each cell of the form begins with, in turn."""
LONG: Final = 250_000
"""Bytes of a long narrative."""
_CELLS: Final = (
    "人才专项资金\t", "淮安市委组织部\t", "常年安排项目\t", "沈雪娇", "依据《", "市委人才办", "通过实施《", "为加快引进集聚", "1、力争引进",
    "驻淮高校优秀博士资助\t", "人才培养相关费用\t", "人才安居保障累计房源筹措\t", "创业领军人才\t", "≥1800人", "≥0期\t",
)  # fmt: skip
_MOST_MB: Final = 400
_EXCEL_CELL: Final = 32_767


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write forms, each cell evil in its turn, audit them together into every format, in a process of their own."""
    folder = tmp_path_factory.mktemp("hostile")
    lines = "\n".join(EXAMPLE.read_text(encoding="utf-8").split("\n")[:70])
    for number, evil in enumerate(EVIL):
        text = lines
        for cell in _CELLS:
            assert cell in text
            text = text.replace(cell, evil + cell, 1)
        (folder / f"form{number}.txt").write_bytes(text.encode("utf-8", "surrogatepass"))
    _audit(folder, folder)
    return folder


def _audit(inputs: Path, folder: Path) -> tuple[float, float]:
    """Audit into every format; gives the seconds, and the megabytes that the process used at most."""
    outs = [f"--out={folder}/run{suffix}" for suffix in FORMATS]
    given = [sys.executable, "-m", "auditor", "audit", str(inputs), "--fail-on", "never", "--trial", *outs]
    before = time.perf_counter()
    # A process of its own, measured by its own word: what this one has loaded does not count.
    code = "import runpy,sys; sys.argv=sys.argv[1:]\ntry: runpy.run_module('auditor', run_name='__main__')\nfinally: print('PEAK', open('/proc/self/status').read().split('VmHWM:')[1].split()[0])"
    ran = subprocess.run([sys.executable, "-c", code, *given[2:]], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return time.perf_counter() - before, int(re.findall(r"PEAK (\d+)", ran.stdout)[-1]) / 1024


def _csv_rows(path: Path) -> list[dict[str, str]]:
    csv.field_size_limit(10_000_000)
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), strict=True))


def test_csv(hostile: Path) -> None:
    """The table reads back whole, and no cell is a formula to a spreadsheet."""
    rows = _csv_rows(hostile / "run.csv")
    assert {tuple(row) for row in rows} == {COLUMNS}
    cells = [cell for row in rows for cell in row.values()]
    assert [
        cell
        for cell in cells
        if re.match(r"[\s\x00\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*[=+\-@＝＋－＠]", cell)
        and not re.fullmatch(r"-?[\d.]+", cell)
    ] == []
    assert any("HYPERLINK" in cell for cell in cells)


def test_xlsx(hostile: Path) -> None:
    """A spreadsheet program finds text, not formulas."""
    assert any("HYPERLINK" in text for text in _check_workbook(hostile / "run.xlsx"))


def _check_workbook(path: Path) -> list[str]:
    """Give the texts: no formula, no link, none beyond the 32,767 UTF-16 units that a cell of Excel holds."""
    cells = [cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    texts = [str(cell.value) for cell in cells if cell.value is not None]
    assert max(len(text.encode("utf-16-le")) // 2 for text in texts) <= _EXCEL_CELL
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            ET.fromstring(part)  # our own file
            assert not re.search(rb'<f>|TargetMode="External"', part), name
    return texts


def test_docx(hostile: Path) -> None:
    """The document opens, names no other document and holds no field."""
    read = docx.Document(str(hostile / "run.docx"))
    assert any("HYPERLINK" in cell.text for table in read.tables for row in table.rows for cell in row.cells)
    with zipfile.ZipFile(hostile / "run.docx") as archive:
        for name in archive.namelist():
            assert not re.search(rb"TargetMode=\"External\"|<w:fldSimple|<w:instrText|<w:object", archive.read(name)), (
                name
            )


def test_machine_formats(hostile: Path) -> None:
    """JSON, SARIF, JUnit and Parquet read back, with as many findings as the table."""
    count = len(_csv_rows(hostile / "run.csv"))
    record = json.loads((hostile / "run.json").read_text(encoding="utf-8"))
    sarif = json.loads((hostile / "run.sarif").read_text(encoding="utf-8"))
    cases = list(ET.parse(hostile / "run.xml").iter("testcase"))
    table = pq.read_table(hostile / "run.parquet")
    assert len(record["forms"]) == len(EVIL)
    assert [len(record["findings"]), len(sarif["runs"][0]["results"]), len(cases), table.num_rows] == [count] * 4


@needs_chromium
def test_html(hostile: Path) -> None:
    """A browser shows every finding and its form; nothing of a form runs, loads or asks."""
    with opened(hostile / "run.html") as (page, said):
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.click("#table td button:nth-of-type(2)")
        assert page.title() != "run"
        assert page.locator("#table img, #panel img, #table a, #panel a, #table script, #panel script").count() == 0
        assert "HYPERLINK" in page.content()
        assert said == []


def test_a_long_cell(tmp_path: Path) -> None:
    """A narrative of a quarter of a megabyte costs seconds, and no output holds more of it than it can."""
    lines = "\n".join(EXAMPLE.read_text(encoding="utf-8").split("\n")[:70])
    words = "💥的的，共计３人（约100％)；"
    text = words * (LONG // len(words.encode()))
    (tmp_path / "form.txt").write_text(lines.replace("通过实施《", f"={text}《", 1), encoding="utf-8")
    _, megabytes = _audit(tmp_path / "form.txt", tmp_path)
    assert megabytes < _MOST_MB
    _check_workbook(tmp_path / "run.xlsx")
    assert max(len(cell) for row in _csv_rows(tmp_path / "run.csv") for cell in row.values()) < _EXCEL_CELL
    record: dict[str, Any] = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert len(record["forms"][0]["content"].encode()) > LONG - 100
    assert len(record["findings"]) == pq.read_table(tmp_path / "run.parquet").num_rows
    assert docx.Document(str(tmp_path / "run.docx")).tables


def test_a_cell_of_five_megabytes_is_refused(tmp_path: Path, auditor: Callable[..., Ran]) -> None:
    """It is no text that anybody wrote: one line says so and which limit to raise."""
    lines = "\n".join(EXAMPLE.read_text(encoding="utf-8").split("\n")[:70])
    (tmp_path / "form.txt").write_text(lines.replace("通过实施《", "字" * 1_700_000, 1), encoding="utf-8")
    said = auditor("audit", tmp_path / "form.txt", "--out", tmp_path / "run.csv")
    assert said.code == 3
    assert "--limit line_characters" in said.out
