"""Scans: our reader, and RapidOCR as a user would call it, which gives lines of text and no cells.

What counts is the text of a cell, wherever it stands; a line that RapidOCR reads right counts as the cell it fills.
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from auditor.reading import formats
from auditor.reading.formats.scan import is_installed
from auditor.reading.source import Source
from tests.bench.contest import Contest, Texts

_DOCS: Final = Path(__file__).parents[1] / "fixtures" / "docs"
_DPI: Final = 200
_NARROW: Final = str.maketrans("（）：，", "():,")


def contests(_folder: Path, _files: int) -> Iterator[Contest]:
    """Give form 10 as a clean scan and as a bad one; nothing without the extra ``ocr``."""
    if not is_installed():
        return
    tables = json.loads((_DOCS / "cells.json").read_text(encoding="utf-8"))["f10"]["tables"]
    shown = _texts(text for table in tables for *_, text in table)
    readers = {"auditor": _ours, "rapidocr": _rapidocr}
    for name, file in (("clean scan", "f10.scanA.pdf"), ("bad scan", "f10.scanB.pdf")):
        yield Contest(name, [_DOCS / file], [shown], readers, "pages", 1)


def _texts(texts: Iterator[str]) -> Texts:
    narrow = ("".join(text.split()).translate(_NARROW) for text in texts)
    return {text: text for text in narrow if text}


def _ours(path: Path) -> Texts:
    return _texts(cell.text for row in formats.rows(Source(path, path.name)) for cell in row.cells)


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    one_thread = {f"EngineConfig.onnxruntime.{name}_op_num_threads": 1 for name in ("intra", "inter")}
    return RapidOCR(params={"Global.log_level": "critical", **one_thread})


def _rapidocr(path: Path) -> Texts:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        page = document[0].render(scale=_DPI / 72).to_numpy()
    return _texts(iter(_engine()(page).txts))
