"""One good document of each format that is read, to be damaged by tests."""

import csv
import io
from functools import cache
from pathlib import Path
from typing import Final

from tests.reading.books import ods
from tests.reading.conftest import SAMPLE

_DOCS: Final = Path(__file__).parents[1] / "fixtures" / "docs"
_FILES: Final = {
    "docx": "f10.docx",
    "doc": "f10.doc",
    "xlsx": "f10.xlsx",
    "xls": "f10.xls",
    "html": "f10.html",
    "pdf": "f10.lo.pdf",
}
FORMATS: Final = (*_FILES, "txt", "csv", "ods", "mhtml")
"""The suffixes of `good`."""


@cache
def good(suffix: str) -> bytes:
    """Give a document of one form."""
    if suffix in _FILES:
        return (_DOCS / _FILES[suffix]).read_bytes()
    return {"txt": SAMPLE.encode, "csv": _csv, "ods": _ods, "mhtml": _mhtml}[suffix]()


def _rows() -> list[list[str]]:
    return [line.split("\t") for line in SAMPLE.splitlines()]


def _csv() -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(_rows())
    return text.getvalue().encode("gb18030")


def _ods() -> bytes:
    rows = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in _rows())
    return ods(f'<table:table table:name="表">{rows}</table:table>')


def _cell(text: str) -> str:
    shown = f"<text:p>{text.replace('<', '&lt;')}</text:p>" if text else ""
    return f'<table:table-cell office:value-type="string">{shown}</table:table-cell>'


def _mhtml() -> bytes:
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
    part = 'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
    return (head + part).encode() + good("html") + b"\r\n--b--\r\n"
