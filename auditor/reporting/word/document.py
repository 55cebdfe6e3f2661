"""A Word document being written: paragraphs and tables in turn, as a stream; memory does not grow with its pages."""

import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Final
from xml.sax.saxutils import escape

_W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DIRECTION: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LONGEST: Final = 2_000
"""Longest text of one finding on paper; the rest stands in the other outputs."""
_DATE: Final = (2000, 1, 1, 0, 0, 0)
"""Time stamp of the parts: the same findings give the same bytes."""
_FONT: Final = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋"/>'
_HEADING_FONT: Final = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体"/>'
_PARTS: Final = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
    "word/styles.xml": f"<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{_FONT}"
    '<w:sz w:val="24"/><w:lang w:val="zh-CN" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    f'<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:pPr><w:spacing w:after="120"/><w:jc w:val="center"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr>{_HEADING_FONT}<w:b/><w:sz w:val="36"/></w:rPr></w:style>'
    f'<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:pPr><w:keepNext/><w:spacing w:before="160" w:after="60"/><w:outlineLvl w:val="1"/></w:pPr><w:rPr>{_HEADING_FONT}<w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Small"><w:name w:val="Small"/><w:rPr><w:sz w:val="20"/></w:rPr></w:style></w:styles>',
}
_PAGE: Final = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
_BORDERS: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


class Document:
    """Collects the body on disk; `save` packs it."""

    def __init__(self) -> None:
        """Begin an empty document."""
        self._body: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8", newline="")  # noqa: SIM115 - see `close`
        self._is_empty = True

    def paragraph(self, text: str = "", style: str = "", align: str = "") -> None:
        """Add a paragraph; line breaks in the text stay."""
        self._is_empty = False
        self._body.write(_paragraph(text, style, align))

    def page_break(self) -> None:
        """Go on on a new page, unless nothing stands on this one yet."""
        if not self._is_empty:
            self._body.write('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')

    def table(self, rows: Iterable[Sequence[str]], widths: Sequence[int], *, heading: bool = False) -> None:
        """Add a table; widths in millimetres. The cell above goes on where a cell of the first column is blank in a row below it.

        A ``heading`` row comes again on each page.
        """
        self._is_empty = False
        grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in widths)
        self._body.write(
            f'<w:tbl><w:tblPr><w:tblW w:w="{_twips(sum(widths))}" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        )
        for number, (row, below) in enumerate(_with_next(rows)):
            mark = "<w:trPr><w:tblHeader/></w:trPr>" if heading and number == 0 else "<w:trPr><w:cantSplit/></w:trPr>"
            cells = "".join(
                _cell(text, width, _merge(at, row, below))
                for at, (text, width) in enumerate(zip(row, widths, strict=True))
            )
            self._body.write(f"<w:tr>{mark}{cells}</w:tr>")
        self._body.write("</w:tbl>")
        self._body.write(_paragraph("", "Small", ""))

    def save(self, stream: IO[bytes]) -> None:
        """Pack the document into an open file."""
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in _PARTS.items():
                archive.writestr(_entry(name), f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}')
            with archive.open(_entry("word/document.xml"), "w", force_zip64=True) as part:
                part.write(
                    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document {_W}><w:body>'.encode()
                )
                self._body.flush()
                self._body.buffer.seek(0)  # type: ignore[attr-defined]  # a text file over bytes
                shutil.copyfileobj(self._body.buffer, part)  # type: ignore[attr-defined]
                part.write(f"{_PAGE}</w:body></w:document>".encode())

    def close(self) -> None:
        """Throw the collected body away."""
        self._body.close()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _with_next(rows: Iterable[Sequence[str]]) -> Iterator[tuple[Sequence[str], Sequence[str] | None]]:
    """Give each row with the one below it, None below the last."""
    left = iter(rows)
    row = next(left, None)
    while row is not None:
        below = next(left, None)
        yield row, below
        row = below


def _twips(millimetres: int) -> int:
    return round(millimetres * 56.7)


def _merge(column: int, row: Sequence[str], below: Sequence[str] | None) -> str:
    if column:
        return ""
    if not row[0]:
        return "<w:vMerge/>"
    return '<w:vMerge w:val="restart"/>' if below is not None and not below[0] else ""


def _cell(text: str, width: int, merge: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{_twips(width)}" w:type="dxa"/>{merge}<w:vAlign w:val="center"/></w:tcPr>{_paragraph(text, "Small", "")}</w:tc>'


def _paragraph(text: str, style: str, align: str) -> str:
    look = (f'<w:pStyle w:val="{style}"/>' if style else "") + (f'<w:jc w:val="{align}"/>' if align else "")
    runs = "<w:r><w:br/></w:r>".join(
        f'<w:r><w:t xml:space="preserve">{_text(line)}</w:t></w:r>' for line in text.split("\n")
    )
    return f"<w:p><w:pPr>{look}</w:pPr>{runs if text else ''}</w:p>"


def _text(text: str) -> str:
    cut = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    return escape(_DIRECTION.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", _NO_XML.sub("\ufffd", cut)))
