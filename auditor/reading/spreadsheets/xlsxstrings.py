"""The texts that the cells of an XLSX share: rich text as one, without the readings that Japanese adds above."""

import re
from typing import Final

from auditor.reading.source import Source
from auditor.reading.spreadsheets.package import Package
from auditor.reading.spreadsheets.stream import parse

_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read_strings(package: Package, part: str, source: Source) -> list[str]:
    """Give the shared texts by their number; none where the writer put every text into its cell."""
    if part not in package:
        return []
    reader = _Reader()
    parse(package.pieces(part), reader.start, reader.end, reader.characters, source)
    return reader.strings


def unescaped(text: str) -> str:
    """Give a text with ``_x000D_`` and its like as the characters they stand for."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


class _Reader:
    """Takes the events of the part."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._parts: list[str] = []
        self._in_text = self._in_phonetic = False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "si":
            self._parts = []
        elif name == "t":
            self._in_text = not self._in_phonetic
        elif name == "rPh":
            self._in_phonetic = True

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "si":
            self.strings.append(unescaped("".join(self._parts)))
        elif name == "t":
            self._in_text = False
        elif name == "rPh":
            self._in_phonetic = False

    def characters(self, text: str) -> None:
        if self._in_text:
            self._parts.append(text)
