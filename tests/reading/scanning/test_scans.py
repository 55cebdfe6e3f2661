"""Form 10 as a clean scan and as a bad one, 200 dots to the inch: read by OCR, held to the transcription, audited.

Reading a page takes seconds, so each is read once; without the extra ``ocr`` these tests are skipped.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from auditor.errors import UnreadableDocument
from auditor.findings.evaluation import Evaluation
from auditor.forms.model import Form
from auditor.forms.vocabulary import Vocabulary
from auditor.reading.document import read_document
from auditor.reading.formats.scan import is_installed
from auditor.reading.layout import Layout
from auditor.rulebook.pack import load_pack
from tests.reading.transcription import values_of

pytestmark = pytest.mark.skipif(not is_installed(), reason="the extra ocr is not installed: pip install 'auditor[ocr]'")

DOCS = Path(__file__).parents[2] / "fixtures" / "docs"
GOLD = json.loads((Path(__file__).parents[2] / "fixtures" / "gold" / "form-10.json").read_text(encoding="utf-8"))
GOLD["funding"]["total"] = "220"  # the text it was transcribed from had lost it
DPI = 200


@pytest.fixture(scope="module")
def read(layout: Layout, vocabulary: Vocabulary) -> Callable[[Path], list[Form]]:
    """Read the forms of a file."""
    return lambda path: list(read_document(path, path.name, [layout], vocabulary))


@pytest.fixture(scope="module")
def clean(read: Callable[[Path], list[Form]]) -> Form:
    """Form 10 from the clean scan: turned by 0.6 degrees, light noise, JPEG."""
    (form,) = read(DOCS / "f10.scanA.pdf")
    return form


@pytest.fixture(scope="module")
def bad(read: Callable[[Path], list[Form]]) -> Form:
    """Form 10 from the bad scan: turned by 1.4 degrees, heavy noise, blurred, JPEG."""
    (form,) = read(DOCS / "f10.scanB.pdf")
    return form


def wrong(form: Form) -> set[str]:
    """Give the pointers of the values that are not as transcribed, brackets and marks of either width being one."""
    got, gold = dict(flat(values_of(form))), dict(flat(GOLD))
    return {at for at, value in got.items() if value != gold[at]}


def flat(values: object, at: str = "") -> Iterator[tuple[str, str]]:
    """Give every single value with its pointer."""
    if isinstance(values, dict | list):
        for key, value in values.items() if isinstance(values, dict) else enumerate(values):
            yield from flat(value, f"{at}/{key}")
    else:
        yield at, "".join(str(values).split()).translate(str.maketrans("（）：，", "():,"))


def doubtful(form: Form) -> set[str]:
    """Give the pointers of the values that are in doubt."""
    return {damage.at for damage in form.damage if damage.doubt}


def test_every_value_of_a_clean_scan(clean: Form) -> None:
    """Nothing is read wrongly, and hardly anything is doubted."""
    assert not wrong(clean)
    assert len(doubtful(clean)) <= 6


def test_whatever_is_wrong_is_doubtful(bad: Form) -> None:
    """On a bad scan some values are wrong (≥2门 is read ≥217), and each of them is marked."""
    assert len(wrong(bad)) <= 8
    assert wrong(bad) <= doubtful(bad)


def test_every_value_has_its_place(clean: Form) -> None:
    """A value knows its page, its cell and its box on the page."""
    place = clean.places["/funding/total"]
    assert (place.page, place.cell, place.text) == (1, "T1R9C6", "220")
    assert place.box is not None
    left, top, right, bottom = place.box
    assert 375 < left < right < 550
    assert 215 < top < bottom < 260


@pytest.mark.parametrize(("lang", "said"), [("zh", "（本表由扫描件识别读入，疑似提取问题"), ("en", "read from a scan")])
def test_no_finding_of_a_scan_stands_by_itself(clean: Form, lang: str, said: str) -> None:
    """Whatever is found in a form read from a picture is only suspected, and says so."""
    pack = load_pack("standard")
    result = Evaluation(pack, lang=lang).evaluate(clean)
    failed = [finding for finding in result.findings if finding.outcome == "fail"]
    assert failed
    assert all(finding.standing == "suspected" and said in finding.message for finding in failed)


@pytest.fixture(scope="module")
def drawn() -> Iterator[np.ndarray[tuple[int, int], np.dtype[np.uint8]]]:
    """Draw the first rows of the clean scan."""
    from auditor.reading.pdf.document import opened_pdf
    from auditor.reading.source import Source

    with opened_pdf(Source(DOCS / "f10.scanA.pdf", "scan")) as document:
        yield document.picture(1, DPI)[270:440]


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_on_its_side_or_head(drawn: np.ndarray[tuple[int, int], np.dtype[np.uint8]], turns: int) -> None:
    """However a page was laid on the scanner, it is read the right way up."""
    from auditor.reading.pages import Table
    from auditor.reading.scanning.page import read_page

    page = read_page(np.ascontiguousarray(np.rot90(drawn, turns)), DPI, 1)
    (table,) = [part for part in page.parts if isinstance(part, Table)]
    texts = [written.text for _, written in sorted(table.cells.items())]
    assert texts[:4] == ["项目名称", "教学、宣传等运行经费", "主管部门", "淮安市委组织部"]


def test_the_same_picture_gives_the_same_page(drawn: np.ndarray[tuple[int, int], np.dtype[np.uint8]]) -> None:
    """Nothing depends on what was read before."""
    from auditor.reading.scanning.page import read_page

    assert read_page(drawn, DPI, 1) == read_page(drawn, DPI, 1)


@pytest.mark.parametrize(
    ("rows", "zh", "en"),
    [
        (slice(0, 60), "扫描件上没有文字", "no text on the scan"),
        (slice(120, 270), "没有找到表格线", "no ruled table was found"),
    ],
)
def test_a_picture_without_a_table(
    rows: slice, zh: str, en: str, read: Callable[[Path], list[Form]], tmp_path: Path
) -> None:
    """A blank page, and a page with text alone, are refused with the reason: never an empty form."""
    from PIL import Image

    from auditor.reading.pdf.document import opened_pdf
    from auditor.reading.source import Source

    with opened_pdf(Source(DOCS / "f10.scanA.pdf", "scan")) as document:
        part = document.picture(1, DPI)[rows]
    path = tmp_path / "扫描.png"
    Image.fromarray(np.ascontiguousarray(part)).save(path, dpi=(DPI, DPI))
    with pytest.raises(UnreadableDocument) as caught:
        read(path)
    assert zh in caught.value.render("zh")
    assert en in caught.value.render("en")
