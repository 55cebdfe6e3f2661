"""Pages as a Word document, written as WordprocessingML by hand: merged cells, broken runs, tracked insertions, controls."""

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from random import Random
from typing import Final
from xml.sax.saxutils import escape

from .page import Cell, Page, Paragraph, Spots, Table, Written

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)

_DELETED: Final = '<w:del w:id="2" w:author="a"><w:r><w:delText>旧</w:delText></w:r></w:del>'


def write(pages: Sequence[Page], rng: Random, *, tracked: bool = True) -> Written:
    """Write the pages one after the other; without ``tracked`` no text stands in insertions and controls."""
    runs = Runs(rng, tracked)
    body: list[str] = []
    spots = Spots()
    tables = 0
    for page in pages:
        for block in page.blocks:
            if isinstance(block, Paragraph):
                body.append(runs.paragraph(block.text))
                spots.note(block.holds, None, None)
                continue
            tables += 1
            body += _table(block, runs)
            body.append("<w:p/>")  # Word needs one between two tables
            spots.note_table(block, tables)
        if rng.random() < 0.5:
            body.append('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')
        spots.turn(page)
    return Written(_packed("".join(body)), spots.found)


def _packed(body: str) -> bytes:
    document = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{body}'
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>'
    )
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/document.xml", document)
    return content.getvalue()


def _table(table: Table, runs: "Runs") -> Iterator[str]:
    """Give the table; a cell merged downwards comes again, blank, in every row it reaches."""
    at = {(row, column): cell for row, column, cell in table.placed()}
    yield '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>'
    yield '<w:gridCol w:w="900"/>' * table.width + "</w:tblGrid>"
    going: dict[int, tuple[Cell, int]] = {}
    for row in range(1, len(table.rows) + 1):
        yield "<w:tr>"
        column = 1
        while column <= table.width:
            cell = at.get((row, column))
            if cell is None:
                cell, last = going[column]
                assert row <= last
                yield _cell(cell, runs, begins=False)
            else:
                going[column] = (cell, row + cell.down - 1)
                yield _cell(cell, runs, begins=True)
            column += cell.across
        yield "</w:tr>"
    yield "</w:tbl>"


def _cell(cell: Cell, runs: "Runs", *, begins: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.across}"/>' if cell.across > 1 else ""
    merge = "" if cell.down == 1 else '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
    inside = runs.cell(cell.text) if begins else "<w:p/>"
    return f'<w:tc><w:tcPr><w:tcW w:w="{900 * cell.across}" w:type="dxa"/>{span}{merge}</w:tcPr>{inside}</w:tc>'


@dataclass(frozen=True, slots=True)
class Runs:
    """Breaks texts into runs as Word does, some of them inserted with tracking on or in a control."""

    rng: Random
    tracked: bool

    def cell(self, text: str) -> str:
        """Give the paragraphs of a cell: a line break is one, or a break inside one; a whole cell may be a control."""
        lines = text.split("\n") if self.rng.random() < 0.5 else [text]
        inside = "".join(self.paragraph(line) for line in lines)
        return f"<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>" if text and self._strikes(0.05) else inside

    def paragraph(self, text: str) -> str:
        """Give a paragraph of one run or more."""
        runs = []
        while text:
            size = self.rng.choice((len(text), len(text), self.rng.randint(1, len(text))))
            runs.append(self._run(text[:size]))
            text = text[size:]
        return f"<w:p>{''.join(runs)}</w:p>"

    def _run(self, text: str) -> str:
        parts = [f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\n")]
        run = f'<w:r><w:rPr><w:sz w:val="21"/></w:rPr>{"<w:br/>".join(parts)}</w:r>'
        if self._strikes(0.03):
            return f'<w:ins w:id="1" w:author="a">{run}</w:ins>{_DELETED}'
        return f"<w:sdt><w:sdtContent>{run}</w:sdtContent></w:sdt>" if self._strikes(0.03) else run

    def _strikes(self, share: float) -> bool:
        return self.tracked and self.rng.random() < share
