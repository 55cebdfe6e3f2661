"""Workbooks as small as can be, written part by part, so that a test says exactly what stands in the file."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import Final

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Give a zip file of these parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def xlsx(
    *sheets: str,
    names: Iterable[str] = ("Sheet1", "Sheet2", "Sheet3"),
    states: Iterable[str] = (),
    codes: Iterable[str] = (),
    strings: str | None = None,
    parts: Mapping[str, str | bytes] | None = None,
    properties: str = "",
) -> bytes:
    """Give a workbook; each sheet is what its ``worksheet`` element holds.

    Style number n (from 1) shows numbers by the n-th of ``codes``; ``strings`` is what the ``sst`` element holds;
    ``parts`` replace or add parts.
    """
    shown = dict(zip(names, states, strict=False))
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" state="{shown.get(name, "visible")}" r:id="s{number}"/>'
        for number, (name, _) in enumerate(zip(names, sheets, strict=False), 1)
    )
    related = [(f"s{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)] + [
        ("st", "styles", "styles.xml"),
        ("ss", "sharedStrings", "sharedStrings.xml"),
    ]
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": relations([("r1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}">{properties}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(related),
        "xl/styles.xml": _styles(list(codes)),
    }
    for number, sheet in enumerate(sheets, 1):
        files[f"xl/worksheets/sheet{number}.xml"] = f'{HEAD}<worksheet xmlns="{MAIN}">{sheet}</worksheet>'
    if strings is not None:
        files["xl/sharedStrings.xml"] = f'{HEAD}<sst xmlns="{MAIN}">{strings}</sst>'
    return zipped(files | dict(parts or {}))


def relations(entries: Iterable[tuple[str, str, str]]) -> str:
    """Give the part that tells how others are reached: id, type and part of each."""
    found = "".join(
        f'<Relationship Id="{id_}" Type="{_OFFICE}/{kind}" Target="{part}"/>' for id_, kind, part in entries
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{found}</Relationships>'


def data(*rows: str, before: str = "", after: str = "") -> str:
    """Give a sheet of these rows, each what its ``row`` element holds."""
    found = "".join(f'<row r="{number}">{row}</row>' for number, row in enumerate(rows, 1))
    return f"{before}<sheetData>{found}</sheetData>{after}"


def grid(rows: Iterable[Iterable[str | None]], *, left: int = 1, top: int = 1, after: str = "") -> str:
    """Give a sheet of texts from the cell in column ``left`` and row ``top`` on; None leaves a cell out."""
    lines = []
    for number, row in enumerate(rows, top):
        cells = "".join(
            text_cell(f"{letter(column)}{number}", text) for column, text in enumerate(row, left) if text is not None
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    return f"<sheetData>{''.join(lines)}</sheetData>{after}"


def text_cell(name: str, text: str) -> str:
    """Give a cell that holds its text itself."""
    return f'<c r="{name}" t="inlineStr"><is><t xml:space="preserve">{escaped(text)}</t></is></c>'


def merged(*ranges: str) -> str:
    """Give the merged ranges of a sheet."""
    found = "".join(f'<mergeCell ref="{each}"/>' for each in ranges)
    return f"<mergeCells>{found}</mergeCells>"


def letter(column: int) -> str:
    """Give the letters of a column up to ZZ."""
    first, second = divmod(column - 1, 26)
    return (chr(64 + first) if first else "") + chr(65 + second)


def escaped(text: str) -> str:
    """Give a text as it stands in XML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def ods(*sheets: str, styles: str = "") -> bytes:
    """Give an OpenDocument spreadsheet; each sheet is a whole ``table:table`` element."""
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{name}="{urn}:{name}:1.0"' for name in ("office", "table", "text", "style"))
    spaces += f' xmlns:draw="{urn}:drawing:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    content = (
        f"{HEAD}<office:document-content {spaces} {calc}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(sheets)}</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def _styles(codes: list[str]) -> str:
    formats = "".join(
        f'<numFmt numFmtId="{number}" formatCode="{escaped(code)}"/>' for number, code in enumerate(codes, 164)
    )
    styles = "".join(f'<xf numFmtId="{number}"/>' for number in range(164, 164 + len(codes)))
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts><cellXfs><xf numFmtId="0"/>{styles}</cellXfs>'
        "</styleSheet>"
    )
