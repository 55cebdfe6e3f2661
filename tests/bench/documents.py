"""Word documents and web pages: our readers, and what a user would pick instead: python-docx, docx2python, pandas, lxml.

The Word files hold what offices' do: text in content controls (at which docx2python takes a table apart) and in tracked
insertions (which python-docx does not see).
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any, Final

from auditor.reading import formats
from auditor.reading.source import Source
from tests.bench.contest import Contest, Reader, Texts
from tests.corpus.valid import valid_form
from tests.printing import web, word
from tests.printing.layouts import PRINTERS
from tests.printing.page import Page, Written, printed

_DOCS: Final = Path(__file__).parents[1] / "fixtures" / "docs"


def contests(folder: Path, forms: int) -> Iterator[Contest]:
    """Give the contests; generated documents, one form each, are put into ``folder``."""
    docx: dict[str, Reader] = {"auditor": _ours, "python-docx": _python_docx, "docx2python": _docx2python}
    html: dict[str, Reader] = {"auditor": _ours, "pandas.read_html": _pandas, "lxml.html": _lxml}
    yield _generated("docx", word.write, docx, folder, forms)
    yield _generated("html", web.write, html, folder, forms)
    yield _doc()


def _generated(
    format_: str,
    write: Callable[[Sequence[Page], Random], Written],
    readers: Mapping[str, Reader],
    folder: Path,
    forms: int,
) -> Contest:
    """Give generated forms: merged cells, broken runs, end tags left out, old encodings."""
    files, shown = [], []
    for seed in range(forms):
        rng = Random(seed)
        pages = [PRINTERS["huaian"](valid_form(rng), rng)]
        written = write(pages, rng)
        files.append(folder / f"{seed}.{format_}")
        files[-1].write_bytes(written.content)
        texts = printed(pages)[0].texts
        shown.append({str(spot.ref): texts[pointer] for (_, pointer), spot in written.spots.items() if spot.ref})
    return Contest(format_, files, shown, readers, "files", len(files))


def _doc() -> Contest:
    """Give the two old Word files whose cells are known one by one, by the columns that Word keeps."""
    files = [_DOCS / "f10.doc", _DOCS / "fG.doc"]
    readers = {"auditor": _ours, "office-oxide": _office_oxide}
    return Contest("doc", files, [_known(file.stem) for file in files], readers, "files", len(files))


def _known(name: str) -> Texts:
    cells = json.loads((_DOCS / "cells.json").read_text(encoding="utf-8"))[name]["tables"]
    texts: dict[str, str] = {}
    for number, table in enumerate(cells, 1):
        edges = sorted({edge for _, column, _, across, _ in table for edge in (column, column + across)})
        texts |= {f"T{number}R{row + 1}C{edges.index(column) + 1}": text for row, column, _, _, text in table if text}
    return texts


def _ours(path: Path) -> Texts:
    rows = formats.rows(Source(path, path.name))
    return {str(cell.ref): cell.text for row in rows for cell in row.cells}


def _python_docx(path: Path) -> Texts:
    import docx

    return _named((row.cells for row in table.rows) for table in docx.Document(str(path)).tables)


def _docx2python(path: Path) -> Texts:
    with import_module("docx2python").docx2python(path) as document:
        tables = [table for table in document.body if len(table) > 1 or any(len(row) > 1 for row in table)]
    return _named(((_Text("\n".join(cell)) for cell in row) for row in table) for table in tables)


def _pandas(path: Path) -> Texts:
    import pandas as pd

    frames = pd.read_html(path, header=None, keep_default_na=False)
    return _named(((_Text(str(value)) for value in row) for row in frame.to_numpy().tolist()) for frame in frames)


def _lxml(path: Path) -> Texts:
    from lxml import html

    return _spread(
        ([(cell.text_content(), int(cell.get("colspan", 1)), int(cell.get("rowspan", 1))) for cell in row.iter("td")]
         for row in table.iter("tr"))
        for table in html.parse(str(path)).getroot().iter("table")
    )  # fmt: skip


def _office_oxide(path: Path) -> Texts:
    read = import_module("office_oxide").Document.open(str(path)).to_ir()
    elements = [element for section in read["sections"] for element in section["elements"]]
    return _spread(
        ([("\n".join(map(_said, cell["content"])), cell["col_span"], cell["row_span"]) for cell in row["cells"]]
         for row in table["rows"])
        for table in elements if table["type"] == "table"
    )  # fmt: skip


def _said(paragraph: Mapping[str, Any]) -> str:
    return "".join(part.get("text", "") for part in paragraph.get("content", ()))


class _Text:
    """A cell of a reader that gives only texts."""

    def __init__(self, text: str) -> None:
        self.text = text


def _named(tables: Any) -> Texts:
    """Give the texts of all tables by the names of their cells, as each stands in its grid."""
    return {
        f"T{number}R{row}C{column}": cell.text
        for number, table in enumerate(tables, 1)
        for row, cells in enumerate(table, 1)
        for column, cell in enumerate(cells, 1)
    }


def _spread(tables: Any) -> Texts:
    """Give the texts by the names of their cells, which stand where the spans of those before and above leave room."""
    texts: dict[str, str] = {}
    for number, table in enumerate(tables, 1):
        taken: set[tuple[int, int]] = set()
        for row, cells in enumerate(table, 1):
            column = 1
            for text, across, down in cells:
                while (row, column) in taken:
                    column += 1
                taken |= {(row + y, column + x) for y in range(down) for x in range(across)}
                texts[f"T{number}R{row}C{column}"] = text
    return texts
