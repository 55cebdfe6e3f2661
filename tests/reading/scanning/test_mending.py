"""Labels that a recogniser damaged, in the rows of scans and nowhere else."""

import pytest

from auditor.forms.vocabulary import Vocabulary
from auditor.reading.grid import Cell, Note, Row
from auditor.reading.layout import Layout
from auditor.reading.scanning.mending import mended


def row(*texts: str, scanned: bool = True, doubt: str | None = None) -> Row:
    """Give a row of a table; one cell alone stands outside."""
    cells = tuple(Cell(text, number, f"T1R1C{number}", doubt=doubt) for number, text in enumerate(texts, 1))
    return Row(cells, len(texts), 1, 1, scanned=scanned)


@pytest.mark.parametrize(
    ("texts", "meant"),
    [
        (("级指标", "二级指标", "三级指标"), ("一级指标", "二级指标", "三级指标")),
        (("般公共预算资金", "220"), ("一般公共预算资金", "220")),
        (("项目名弥", "甲项目"), ("项目名称", "甲项目")),
        (("产出指际", "数量指标", "培训次数"), ("产出指标", "数量指标", "培训次数")),
        (("准安市项目预算绩效目标表",), ("淮安市项目预算绩效目标表",)),
    ],
)
def test_labels_are_mended(
    texts: tuple[str, ...], meant: tuple[str, ...], layout: Layout, vocabulary: Vocabulary
) -> None:
    """A label with one character lost or wrong is taken for the one label it can be, and the row says so."""
    doubt = "ocr_unsure" if len(texts[0]) <= 3 else None
    (given,) = mended([row(*texts, doubt=doubt)], [layout], vocabulary)
    assert tuple(cell.text for cell in given.cells) == meant
    assert given.notes == (Note("ocr_label", texts[0]),)


@pytest.mark.parametrize(
    "texts",
    [
        ("一级指标", "二级指标", "三级指标"),
        ("级指标", "培训次数"),  # of the three labels it may be, none is beside it
        ("资金到位率", "序时进度", "=100%"),  # one character more than 资金到位, and an indicator
        ("项目名称", "支出合"),
        ("收", "220"),
        ("半年指标",),
        ("甲市项目预算绩效目标表",),
    ],
)
def test_what_is_left_alone(texts: tuple[str, ...], layout: Layout, vocabulary: Vocabulary) -> None:
    """What is a label, what may be several, short texts that were read surely, and values stay as they are."""
    given = row(*texts)
    assert list(mended([given], [layout], vocabulary)) == [given]


def test_other_formats_are_never_mended(layout: Layout, vocabulary: Vocabulary) -> None:
    """A Word document says what it says."""
    given = row("项目名弥", "甲项目", scanned=False)
    assert list(mended([given], [layout], vocabulary)) == [given]
