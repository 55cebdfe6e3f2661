"""Text on the pages of a PDF that nobody sees is not read as values, and is told; what is seen is read, whatever it is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from auditor.errors import UnreadableDocument
from auditor.reading.grid import Row
from tests.reading.pdfs import Paper, placed, plain, read, texts

SECRET = "暗文九九"


def with_table(hide: Callable[[Paper], None]) -> bytes:
    """Give a page with a table in whose blank cell something is hidden."""
    paper = Paper()
    paper.table(plain([["项目", "金额"], ["培训", ""]]))
    hide(paper)
    return paper.finished()


def in_white(paper: Paper) -> None:
    """Write in white on white."""
    paper.canvas.setFillGray(1)
    paper.text(140, 85, SECRET)


def nearly_white(paper: Paper) -> None:
    """Write in a white that is not quite white."""
    paper.canvas.setFillColorRGB(0.98, 0.99, 0.97)
    paper.text(140, 85, SECRET)


def dark_on_dark(paper: Paper) -> None:
    """Write in black on black, as on a text that was blacked out."""
    paper.canvas.rect(130, paper.height - 100, 80, 20, stroke=0, fill=1)
    paper.text(140, 85, SECRET)


def invisible(paper: Paper) -> None:
    """Write by the render mode that draws nothing."""
    text = paper.canvas.beginText(140, paper.height - 95)
    text.setFont("STSong-Light", 10)
    text.setTextRenderMode(3)
    text.textOut(SECRET)
    paper.canvas.drawText(text)


def under_a_field(paper: Paper) -> None:
    """Cover a text with white."""
    paper.text(140, 85, SECRET)
    paper.canvas.setFillGray(1)
    paper.canvas.rect(131, paper.height - 99, 78, 18, stroke=0, fill=1)


def under_a_picture(paper: Paper) -> None:
    """Cover a text with a picture."""
    paper.text(140, 85, SECRET)
    paper.canvas.drawImage(ImageReader(Image.new("RGB", (80, 20), "grey")), 131, paper.height - 99, 78, 18)


def tiny(paper: Paper) -> None:
    """Write in letters that nobody could read."""
    paper.text(140, 85, SECRET, size=0.5)


def off_the_page(paper: Paper) -> None:
    """Write beside the page."""
    paper.text(700, 85, SECRET)


HIDDEN = (in_white, nearly_white, dark_on_dark, invisible, under_a_field, under_a_picture, tiny, off_the_page)


@pytest.mark.parametrize("hide", HIDDEN, ids=lambda hide: hide.__name__)
def test_unseen_text_is_left_out_and_told(hide: Callable[[Paper], None], tmp_path: Path) -> None:
    """The cell is blank, as it looks; a note quotes what is hidden there."""
    found = read(tmp_path, with_table(hide))
    assert texts(found) == [["项目", "金额"], ["培训"]]
    assert [note for row in found for note in row.notes] == [("unseen_text", SECRET)]


def light_on_dark(paper: Paper) -> None:
    """Write in white on a dark field."""
    paper.canvas.rect(130, paper.height - 100, 80, 20, stroke=0, fill=1)
    paper.canvas.setFillGray(1)
    paper.text(140, 85, SECRET)


def under_glass(paper: Paper) -> None:
    """Lay a field over a text that can be seen through, as a marker does."""
    paper.text(140, 85, SECRET)
    paper.canvas.setFillColorRGB(1, 1, 0, alpha=0.4)
    paper.canvas.rect(131, paper.height - 99, 78, 18, stroke=0, fill=1)


def under_a_seal(paper: Paper) -> None:
    """Set a seal on a text: a picture with holes."""
    paper.text(140, 85, SECRET)
    seal = Image.new("RGBA", (80, 80), (255, 0, 0, 0))
    for at in range(80):
        seal.putpixel((at, at), (255, 0, 0, 255))
    paper.canvas.drawImage(ImageReader(seal), 130, paper.height - 130, 80, 80, mask="auto")


def on_a_picture(paper: Paper) -> None:
    """Write on a picture."""
    paper.canvas.drawImage(ImageReader(Image.new("RGB", (80, 20), "lightgrey")), 131, paper.height - 99, 78, 18)
    paper.text(140, 85, SECRET)


def in_red(paper: Paper) -> None:
    """Write in colour."""
    paper.canvas.setFillColorRGB(1, 0, 0)
    paper.text(140, 85, SECRET)


SEEN = (light_on_dark, under_glass, under_a_seal, on_a_picture, in_red)


@pytest.mark.parametrize("show", SEEN, ids=lambda show: show.__name__)
def test_what_is_seen_is_read(show: Callable[[Paper], None], tmp_path: Path) -> None:
    """White on dark, under a marker or a seal, on a picture, in colour: it is there to be read."""
    found = read(tmp_path, with_table(show))
    assert texts(found) == [["项目", "金额"], ["培训", SECRET]]
    assert [note for row in found for note in row.notes] == []


def test_page_of_hidden_text_alone(tmp_path: Path) -> None:
    """A document in which nothing is seen has nothing to read, and says why."""
    paper = Paper()
    in_white(paper)
    with pytest.raises(UnreadableDocument) as caught:
        read(tmp_path, paper.finished())
    assert caught.value.render("zh").startswith("样本.pdf：PDF 中的文字全都看不见")
    assert "none of the text in the PDF can be seen" in caught.value.render("en")


def test_form_fields_and_notes_on_the_page(tmp_path: Path) -> None:
    """What a form field shows is read where it shows it; a hidden one is not."""
    paper = Paper()
    paper.table(plain([["项目", "金额"], ["培训", ""]]))
    form = paper.canvas.acroForm
    form.textfield(
        name="amount", value="123456", x=131, y=int(paper.height) - 99, width=70, height=18, fontSize=10, borderWidth=0
    )
    found = read(tmp_path, paper.finished())
    assert texts(found) == [["项目", "金额"], ["培训", "123456"]]


def test_bold_by_printing_twice(tmp_path: Path) -> None:
    """A text that is printed twice, a hair apart, is one text."""
    paper = Paper()
    paper.table(plain([["项目", "金额"], ["培训", ""]]))
    for off in (0, 0.3):
        paper.text(140 + off, 85, "11培培22")
    assert placed(read(tmp_path, paper.finished()))[-1][4] == "11培培22"


@pytest.mark.parametrize(
    ("printed", "expected", "doubt"),
    [
        ("220 000", "220000", "digits_joined"),
        ("1 234 567.89", "1234567.89", "digits_joined"),
        ("≥1 000人", "≥1000人", "digits_joined"),
        ("220 00", "220 00", None),
        ("12 345 67", "12 345 67", None),
        ("2024 100", "2024 100", None),
        ("ISO 9001 认证", "ISO 9001 认证", None),
        ("1,234.5", "1,234.5", None),
        ("１，２３４．５", "１，２３４．５", None),
        ("财政专⼾⽀出", "财政专户支出", None),
        ("½㎡③", "½㎡③", None),
    ],
)
def test_numbers_with_blanks_and_odd_characters(printed: str, expected: str, doubt: str | None, tmp_path: Path) -> None:
    """Groups of three digits are one number, in doubt; all else stays as it is printed, radicals folded."""
    paper = Paper()
    paper.table(plain([["项目", "金额"], ["培训", printed]]), widths=[80, 200])
    (_, cell) = read(tmp_path, paper.finished())[-1].cells
    assert (cell.text, cell.doubt) == (expected, doubt)


def rows_of(paper: Paper, folder: Path) -> list[Row]:
    """Read what was made."""
    return read(folder, paper.finished())


def test_wrapped_lines_and_paragraphs(tmp_path: Path) -> None:
    """Lines that are full go on, Latin words apart; a line that ended early ends a paragraph."""
    paper = Paper()
    paper.table(plain([["", "值"]]), widths=[106, 100], row_height=100)
    for number, line in enumerate(["一二三四五六七八九十", "甲乙丙丁结束。", "1.节约用电 energy", "saving system"]):
        paper.text(53, 65 + 12 * number, line)
    assert (
        texts(rows_of(paper, tmp_path))[0][0] == "一二三四五六七八九十甲乙丙丁结束。\n1.节约用电 energy saving system"
    )
