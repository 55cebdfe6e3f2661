"""The texts that the cells of an XLSX share: rich text as one, without the readings that Japanese adds above."""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from auditor.reading.source import Source
from auditor.reading.spreadsheets.package import Package
from auditor.reading.spreadsheets.stream import parse

_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Strings(NamedTuple):
    """Shared texts by their number, and the numbers of those with a part that is struck through."""

    texts: list[str]
    struck: set[int]

    def find(self, number: str) -> tuple[str, bool]:
        """Give a text by its number as it stands in a cell, and whether some of it is struck; raises `ValueError`."""
        at = int(number)
        if not 0 <= at < len(self.texts):
            raise ValueError(f"text {at} of {len(self.texts)}")
        return self.texts[at], at in self.struck


def read_strings(package: Package, part: str, source: Source) -> Strings:
    """Give the shared texts; none where the writer put every text into its cell."""
    reader = _Reader()
    if part in package:
        parse(package.pieces(part), reader.start, reader.end, reader.characters, source)
    return reader.strings


def is_on(attributes: Mapping[str, str]) -> bool:
    """Tell whether an element that turns something on, such as ``strike``, does not turn it off instead."""
    return attributes.get("val", "1") not in ("0", "false", "off")


def unescaped(text: str) -> str:
    """Give a text with ``_x000D_`` and its like as the characters they stand for."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


class _Reader:
    """Takes the events of the part."""

    def __init__(self) -> None:
        self.strings = Strings([], set())
        self._parts: list[str] = []
        self._in_text = self._in_phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "si":
            self._parts = []
        elif name == "t":
            self._in_text = not self._in_phonetic
        elif name == "rPh":
            self._in_phonetic = True
        elif name == "strike" and is_on(attributes):
            self.strings.struck.add(len(self.strings.texts))

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "si":
            self.strings.texts.append(unescaped("".join(self._parts)))
        elif name == "t":
            self._in_text = False
        elif name == "rPh":
            self._in_phonetic = False

    def characters(self, text: str) -> None:
        if self._in_text:
            self._parts.append(text)
