"""Small documents made by hand, tables to be written into some, and how they are read."""

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Final

from hypothesis import strategies as st

from auditor.reading import formats
from auditor.reading.grid import Row
from auditor.reading.source import DEFAULT_LIMITS, Limits, Source
from tests.printing import page

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT: Final = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES: Final = {
    "r": _RELATIONS,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
}


def root(name: str, inside: str, w: str = W) -> str:
    """Give a whole part whose root is ``w:name``."""
    names = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in {**_NAMESPACES, "w": w}.items())
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name}{names}>{inside}</w:{name}>'


def docx(body: str, w: str = W, parts: Mapping[str, str] = {}) -> bytes:
    """Give a document with this body; ``parts`` are other parts by their name, related to it by the name's stem."""
    related = "".join(
        f'<Relationship Id="{Path(name).stem}" Target="{name}" Type="{_RELATIONS}/{Path(name).stem.rstrip("0123456789")}"/>'
        for name in parts
    )
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", root("document", f"<w:body>{body}</w:body>", w))
        archive.writestr("word/_rels/document.xml.rels", f"<Relationships>{related}</Relationships>")
        for name, text in parts.items():
            archive.writestr(f"word/{name}", text)
    return content.getvalue()


def p(inside: str) -> str:
    """Give a paragraph of runs."""
    return f"<w:p>{inside}</w:p>"


def r(text: str, look: str = "") -> str:
    """Give a run of text with properties."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(inside: str = "<w:p/>", properties: str = "") -> str:
    """Give a cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """Give a row."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    """Give a table."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def text_cell(text: str, properties: str = "") -> str:
    """Give a cell with one paragraph of text."""
    return tc(p(r(text)), properties)


def reader(folder: Path) -> Callable[..., list[Row]]:
    """Give a function that reads bytes as a document of whatever kind they are."""

    def read(content: bytes, known: str = "项目名称", limits: Limits = DEFAULT_LIMITS) -> list[Row]:
        path = folder / "样本"
        path.write_bytes(content)
        return list(formats.rows(Source(path, "样本", lambda text: known in text, limits)))

    return read


@st.composite
def merged_tables(draw: st.DrawFn) -> page.Table:
    """Draw a table of merged cells, cut out of a grid one rectangle after another."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    free = {(row, column) for row in range(height) for column in range(width)}
    rows: list[list[page.Cell]] = [[] for _ in range(height)]
    for row, column in sorted(free):
        if (row, column) not in free:
            continue
        across = draw(st.integers(1, next(n for n in range(1, width + 2) if (row, column + n) not in free)))
        down = draw(st.integers(1, height - row))
        free -= {(row + y, column + x) for y in range(down) for x in range(across)}
        text = draw(st.text(st.sampled_from("甲乙1≥%（\n"), max_size=4)).strip()
        rows[row].append(page.Cell(text, across, down))
    return page.Table(rows)


def cells_of(table: page.Table) -> list[tuple[int, int, int, int, str]]:
    """Give row, column, columns and rows covered, and text of the cells with text."""
    return sorted(
        (placed.row, placed.column, placed.cell.across, placed.cell.down, placed.cell.text)
        for placed in table.placed()
        if placed.cell.text
    )
