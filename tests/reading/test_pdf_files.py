"""PDF files that are locked, damaged, too long, scanned, or hostile: one clear line each; and memory that stays flat."""

import tracemalloc
import zlib
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader

from auditor.errors import PartlyUnread, UnreadableDocument
from auditor.forms.vocabulary import Vocabulary
from auditor.reading.document import read_document
from auditor.reading.formats import scan
from auditor.reading.layout import Layout
from auditor.reading.source import Limits
from tests.reading.pdfs import Paper, plain, read, texts

DOCS = Path(__file__).parents[1] / "fixtures" / "docs"
TABLE = plain([["项目", "金额"], ["培训", "1"]])


def whole() -> bytes:
    """Give a small PDF."""
    paper = Paper()
    paper.table(TABLE)
    return paper.finished()


def refusal(folder: Path, content: bytes, limits: Limits | None = None) -> UnreadableDocument:
    """Give the error that a file raises."""
    with pytest.raises(UnreadableDocument) as caught:
        read(folder, content, limits or Limits())
    return caught.value


def test_password(tmp_path: Path) -> None:
    """A file that needs a password says so; one that only forbids printing is read."""
    locked = Paper(encrypt=StandardEncryption("geheim", "owner"))
    locked.table(TABLE)
    error = refusal(tmp_path, locked.finished())
    assert "密码" in error.render("zh") or "加密" in error.render("zh")
    assert "password" in error.render("en")
    owned = Paper(encrypt=StandardEncryption("", "owner", canPrint=0, canCopy=0))
    owned.table(TABLE)
    assert texts(read(tmp_path, owned.finished())) == [["项目", "金额"], ["培训", "1"]]


DAMAGED = {
    "head alone": b"%PDF-1.7\n",
    "rubbish": b"%PDF-1.7\n" + bytes(range(256)) * 40,
    "zeros": b"%PDF-1.4\n" + bytes(5000),
    "cut in the middle": whole()[: len(whole()) // 2],
    "cut before its table of contents": whole()[: whole().rindex(b"xref\n0")],
    "no pages": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF",
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_damaged_files(content: bytes, tmp_path: Path) -> None:
    """What cannot be read as a whole is not read in part."""
    error = refusal(tmp_path, content)
    assert error.render("zh") == "样本.pdf：PDF 文件已损坏或不完整，无法可靠读取，请重新导出或索取原件。"
    assert "damaged or incomplete" in error.render("en")


@pytest.mark.parametrize("name", ["f10.lo.pdf", "f10.chrome.pdf", "f10.calc.pdf", "f10.wordlike.pdf"])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.95, 0.99])
def test_cut_files(name: str, share: float, tmp_path: Path) -> None:
    """A file of any producer that was cut off anywhere is refused, never read as a shorter one."""
    content = (DOCS / name).read_bytes()
    assert refusal(tmp_path, content[: int(len(content) * share)]).key == "reading.pdf_damaged"


def test_wrong_table_of_contents_alone_is_no_harm(tmp_path: Path) -> None:
    """A file whose parts are all there is read though its table of contents points nowhere."""
    content = whole()
    at = content.rindex(b"startxref\n") + len(b"startxref\n")
    broken = content[:at] + b"9" + content[at + 1 :]
    assert texts(read(tmp_path, broken)) == [["项目", "金额"], ["培训", "1"]]


def test_flipped_bytes_with_a_wrong_table_of_contents(tmp_path: Path) -> None:
    """Where the table of contents is wrong and packed content cannot be unpacked, the file is refused."""
    content = (DOCS / "f10.lo.pdf").read_bytes()
    at = content.index(b"stream\n") + 40
    content = content[:at] + bytes(200) + content[at + 200 :]
    at = content.rindex(b"startxref\n") + len(b"startxref\n")
    assert refusal(tmp_path, content[:at] + b"9" + content[at + 1 :]).key == "reading.pdf_damaged"


def many(pages: int) -> bytes:
    """Give a PDF of many pages, each with a table and a line above it."""
    paper = Paper()
    for number in range(pages):
        paper.text(60, 200, f"第{number}表")
        paper.table(TABLE, top=300)
        paper.turn()
    return paper.finished()


def test_too_many_pages(tmp_path: Path) -> None:
    """Ten thousand blank pages are refused by their number, at once and without holding them."""
    pages = b"".join(
        b"%d 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n" % (at + 3) for at in range(10_000)
    )
    kids = b" ".join(b"%d 0 R" % (at + 3) for at in range(10_000))
    content = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 10000/Kids["
        + kids
        + b"]>>endobj\n"
        + pages
        + b"trailer<</Root 1 0 R/Size 10003>>\n%%EOF"
    )
    error = refusal(tmp_path, content)
    assert "共有 10,000 页，超过上限 2,000 页" in error.render("zh")
    assert "10,000 pages, more than the limit of 2,000" in error.render("en")
    assert len(read(tmp_path, many(3), Limits(pages=3))) == 9
    assert refusal(tmp_path, many(4), Limits(pages=3)).key == "reading.limit_pages"


def test_memory_does_not_grow_with_the_pages(tmp_path: Path) -> None:
    """Four times the pages, the same peak."""
    peaks = []
    for count in (20, 80):
        content = many(count)
        tracemalloc.start()
        assert len(read(tmp_path, content)) == 3 * count
        peaks.append(tracemalloc.get_traced_memory()[1] - 3 * count * 1500)
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 100_000


def test_too_many_objects(tmp_path: Path) -> None:
    """A page that is a drawing of more lines than any form has is refused."""
    paper = Paper()
    for number in range(300):
        paper.canvas.line(number, 10, number, 20)
    error = refusal(tmp_path, paper.finished(), Limits(page_objects=200))
    assert "有一页上的图形、文字对象超过 200 个的上限" in error.render("zh")
    path = paper.canvas.beginPath()
    for number in range(300):
        path.moveTo(number, 10)
        path.lineTo(number, 20)
    drawn = Paper()
    drawn.canvas.drawPath(path)
    assert refusal(tmp_path, drawn.finished(), Limits(page_objects=200)).key == "reading.limit_page_objects"


def scanned(paper: Paper) -> None:
    """Fill a page with a picture."""
    paper.canvas.drawImage(ImageReader(Image.new("L", (200, 280), 230)), 20, 20, 550, 800)


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read as where OCR is not installed."""
    monkeypatch.setattr(scan, "is_installed", lambda: False)


@pytest.mark.usefixtures("without_ocr")
def test_scan_without_ocr(tmp_path: Path) -> None:
    """A document of pictures alone is refused with what to do."""
    paper = Paper()
    scanned(paper)
    paper.turn()
    scanned(paper)
    error = refusal(tmp_path, paper.finished())
    assert "PDF 的全部 2 页都是图片（扫描件），没有文字层" in error.render("zh")
    assert "all 2 pages of the PDF are pictures (scans)" in error.render("en")


@pytest.mark.usefixtures("without_ocr")
def test_invisible_text_of_a_scan_is_not_trusted(tmp_path: Path) -> None:
    """The text that a scanner's own OCR lays over the picture is no text layer."""
    paper = Paper()
    scanned(paper)
    text = paper.canvas.beginText(100, 500)
    text.setFont("STSong-Light", 10)
    text.setTextRenderMode(3)
    text.textOut("项目名称")
    paper.canvas.drawText(text)
    assert refusal(tmp_path, paper.finished()).key == "reading.pdf_pictures"


@pytest.mark.usefixtures("without_ocr")
def test_scanned_page_among_others(tmp_path: Path, layout: Layout, vocabulary: Vocabulary) -> None:
    """The form on the other pages is given, with a note where the page was; then the document is told as read in part."""
    import pypdfium2

    with pypdfium2.PdfDocument(DOCS / "f10.lo.pdf") as document, pypdfium2.PdfDocument.new() as joined:
        paper = Paper()
        scanned(paper)
        joined.import_pages(document)
        with pypdfium2.PdfDocument(paper.finished()) as scan:
            joined.import_pages(scan)
        joined.save(tmp_path / "a.pdf")
    forms = read_document(tmp_path / "a.pdf", "a.pdf", [layout], vocabulary)
    form = next(forms)
    assert form.funding["total"] == 220
    assert [damage.code for damage in form.damage] == ["unread_page"]
    with pytest.raises(PartlyUnread) as caught:
        next(forms)
    assert caught.value.render("zh").startswith("a.pdf：第 2 页是图片（扫描件），没有文字层，未能读取，其余各页已读取")
    assert caught.value.render("en").startswith("a.pdf: page 2: pictures (scans) without text, which were not read")


def test_large_picture_beside_text_is_told(tmp_path: Path) -> None:
    """A picture that covers much of a page of text is not read, and that is noted."""
    paper = Paper()
    for number in range(12):
        paper.text(60, 60 + 14 * number, "这一页有许多文字，图片在文字下方。" * 2)
    paper.canvas.drawImage(ImageReader(Image.new("L", (200, 280), 230)), 20, 20, 550, 500)
    found = read(tmp_path, paper.finished())
    assert len(found) == 12
    assert [note for row in found for note in row.notes] == [("unread_picture", "1")]


def test_scripts_and_attachments_are_left_alone(tmp_path: Path) -> None:
    """A script that a viewer would run when the file is opened is no text."""
    content = whole().replace(b"/Type /Catalog", b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/Type /Catalog")
    assert b"JavaScript" in content
    assert texts(read(tmp_path, content)) == [["项目", "金额"], ["培训", "1"]]


def test_same_file_same_rows(tmp_path: Path) -> None:
    """Reading twice gives the same."""
    content = (DOCS / "fG.chrome.pdf").read_bytes()
    assert read(tmp_path, content) == read(tmp_path, content)


def test_packed_content_that_ends_early(tmp_path: Path) -> None:
    """A stream whose end is missing is found where the table of contents is wrong too."""
    packed = zlib.compress(b"BT ET" * 100)[:-8]
    content = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Length "
        + str(len(packed)).encode()
        + b"/Filter/FlateDecode>>stream\n"
        + packed
        + b"\nendstream endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF"
    )
    assert refusal(tmp_path, content).key == "reading.pdf_damaged"
