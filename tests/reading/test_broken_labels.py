"""Labels and levels that are set upright or broken over lines: the same labels, and nothing of the break is kept."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from auditor.forms.model import Form
from auditor.forms.vocabulary import Vocabulary
from auditor.reading.document import read_rows
from auditor.reading.formats import text
from auditor.reading.grid import Row
from auditor.reading.layout import Layout
from auditor.reading.source import Source

BROKEN = {
    "项目名称": "项目\n名称",
    "收入": "收\n入",
    "财政拨款": "财政\n拨款",
    "全年(程) 预算数": "全年(程)\n预算数",
    "培训费": "培训\n费",
    "12.50": "12.\n50",
    "决策": "决\n策",
    "项目立项": "项\n目\n立\n项",
    "立项依据充分性": "立项依据\n充分性",
    "产出指标": "产\n出\n指\n标",
    "数量指标": "数量\n指标",
    "质量指标": "质\n\n量 \n指标",
    "服务对象满意度": "服务对象\n满意度",
    "≥90%": "≥\n90%",
}


@pytest.fixture
def rows(tmp_path: Path, sample: list[str]) -> list[Row]:
    """Give the rows of the small form."""
    path = tmp_path / "a.txt"
    path.write_text("\n".join(sample), encoding="utf-8")
    return list(text.rows(Source(path, "a.txt")))


@pytest.fixture
def read(layout: Layout, vocabulary: Vocabulary) -> Callable[[list[Row]], Form]:
    """Read the one form in these rows."""

    def one(given: list[Row]) -> Form:
        (form,) = read_rows(given, "a.txt", [layout], vocabulary)
        return form

    return one


def broken(rows: list[Row]) -> Iterator[Row]:
    """Give the rows with every text of the table broken."""
    for row in rows:
        yield row._replace(cells=tuple(cell._replace(text=BROKEN.get(cell.text, cell.text)) for cell in row.cells))


def test_a_form_with_broken_cells_is_the_same(rows: list[Row], read: Callable[[list[Row]], Form]) -> None:
    """Values, levels, damage and the printed second level are those of the form in one line."""
    whole, parted = read(rows), read(list(broken(rows)))
    assert {cell.text for row in rows for cell in row.cells} >= BROKEN.keys()
    assert parted.indicators == whole.indicators
    assert [line.name for line in parted.spending] == [line.name for line in whole.spending]
    assert (parted.texts, parted.funding, parted.spending) == (whole.texts, whole.funding, whole.spending)
    assert (parted.damage, parted.unit) == (whole.damage, whole.unit)


def test_the_place_keeps_the_break(rows: list[Row], read: Callable[[list[Row]], Form]) -> None:
    """A place quotes the cell as it stands in the document."""
    assert read(list(broken(rows))).places["/indicators/0/level1"].text == "决\n策"
