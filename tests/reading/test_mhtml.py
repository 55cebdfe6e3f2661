"""Web archives: every page inside is read, one after another, however it is packed."""

from collections.abc import Callable
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from auditor.errors import UnreadableDocument
from auditor.reading.grid import Row
from tests.reading.office import reader

Read = Callable[..., list[Row]]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """Read the bytes of an archive."""
    return reader(tmp_path_factory.mktemp("mhtml"))


def archive(*parts: MIMEText) -> bytes:
    """Give a web archive as Excel saves one."""
    whole = MIMEMultipart("related", boundary="----=_NextPart")
    for part in parts:
        whole.attach(part)
    return whole.as_bytes()


def sheet(text: str, charset: str) -> MIMEText:
    """Give one page of an archive."""
    page = f"<html><body><table><tr><td>项目名称</td><td>{text}</td></tr></table></body></html>"
    part = MIMEText(page, "html", charset)
    part["Content-Location"] = "file:///C:/book.files/sheet001.htm"
    return part


def test_all_pages_in_order(read: Read) -> None:
    """Each sheet of a workbook is a page of its own, in whatever encoding; other parts are passed over."""
    frames = MIMEText("<frameset><frame src=sheet001.htm></frameset>", "html", "us-ascii")
    rows = read(archive(frames, sheet("甲", "utf-8"), MIMEText("td{}", "css", "utf-8"), sheet("乙㎡", "gb18030")))
    assert [row.notes for row in rows] == [(), ()]
    assert [(row.text, row.cells[1].ref) for row in rows] == [
        ("项目名称 | 甲", "T1R1C2"),
        ("项目名称 | 乙㎡", "T2R1C2"),
    ]


def test_archive_of_one_part(read: Read) -> None:
    """A page saved as a message of its own."""
    (row,) = read(b"MIME-Version: 1.0\n" + sheet("甲", "utf-8").as_bytes())
    assert row.cells[1].text == "甲"


def test_no_page_inside(read: Read) -> None:
    """A mail without a web page is named as such."""
    with pytest.raises(UnreadableDocument) as caught:
        read(archive(MIMEText("你好", "plain", "utf-8")))
    assert caught.value.key == "reading.format_mhtml"
    assert "MHTML" in caught.value.render("en")


@pytest.mark.parametrize(
    "content", [b"MIME-Version: 1.0\n", b"MIME-Version: 1.0\nContent-Type: text/html; charset=x\n\n"]
)
def test_cut_archive(content: bytes, read: Read) -> None:
    """What is cut off is refused, not a traceback."""
    with pytest.raises(UnreadableDocument):
        read(content)
