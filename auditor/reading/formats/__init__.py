"""Formats: one module each, which turns a document into rows of placed cells (`reading.grid`).

A module has one public function, ``rows(source: Source) -> Iterator[Row]``, and raises `UnreadableDocument`. It is
imported when a document of its format comes, and the format is told by what the file holds, never by its name.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import Final

from auditor.errors import UnreadableDocument
from auditor.reading.files import refuse_large
from auditor.reading.formats.kind import kind_of
from auditor.reading.grid import Row
from auditor.reading.guard import guarded
from auditor.reading.source import Source

_MODULES: Final = {
    "csv": "delimited",
    "doc": "doc",
    "docx": "docx",
    "html": "html",
    "image": "scan",
    "mhtml": "mhtml",
    "ods": "sheets",
    "pdf": "pdf",
    "text": "text",
    "xls": "sheets",
    "xlsb": "sheets",
    "xlsx": "sheets",
}
"""The module of each kind of document."""


def rows(source: Source) -> Iterator[Row]:
    """Give the rows of a document of any format that is read; raises `UnreadableDocument`."""
    refuse_large(source)
    kind = kind_of(source)
    if kind not in _MODULES:
        raise UnreadableDocument(f"reading.format_{kind}", source=source.name)
    yield from guarded(_read(source, kind), source.name, kind)


def _read(source: Source, kind: str) -> Iterator[Row]:
    module = import_module(f"{__name__}.{_MODULES[kind]}")
    yield from module.rows(source)
