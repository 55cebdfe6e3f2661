"""The parts of an Office file and how they refer to each other (ECMA-376 part 2)."""

import posixpath
import zipfile
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from auditor.errors import UnreadableDocument
from auditor.reading.packed import parse_xml, pieces
from auditor.reading.source import Source

NO_CELLS: Final = frozenset({"chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"})
"""Types of sheets that hold a chart, a dialogue, or macros of the 1990s."""


class Package:
    """The parts of an Office file by their names, whatever case and slashes its writer chose."""

    def __init__(self, archive: zipfile.ZipFile, source: Source) -> None:
        """Look at the directory of an open archive."""
        self.archive = archive
        self.source = source
        self._parts: dict[str, list[zipfile.ZipInfo]] = {}
        for info in archive.infolist():
            self._parts.setdefault(info.filename.replace("\\", "/").lstrip("/").lower(), []).append(info)

    def __contains__(self, name: str) -> bool:
        """Tell whether there is a part of this name."""
        return name.lower() in self._parts

    def pieces(self, name: str) -> Iterator[bytes]:
        """Give a part in pieces; raises `UnreadableDocument`, also where it is missing or there are two of it."""
        found = self._parts.get(name.lower(), [])
        if len(found) != 1:
            key = "reading.part_twice" if found else "reading.part_missing"
            raise UnreadableDocument(key, source=self.source.name, part=name)
        return pieces(self.archive, found[0], self.source)

    def tree(self, name: str) -> Element:
        """Give the root element of a small part."""
        return parse_xml(b"".join(self.pieces(name)), self.source)

    def targets(self, name: str) -> dict[str, tuple[str, str]]:
        """Give type and part of every inner relationship of a part (of the package for no name), by its id."""
        folder, base = posixpath.split(name)
        relations = posixpath.join(folder, "_rels", f"{base}.rels")
        if relations not in self:
            return {}
        found = {}
        for element in self.tree(relations):
            if element.get("TargetMode") != "External":
                target = element.get("Target", "").replace("\\", "/")
                part = posixpath.normpath(posixpath.join(folder, target)) if target[:1] != "/" else target[1:]
                found[element.get("Id", "")] = (element.get("Type", "").rpartition("/")[2], part)
        return found


def all_named(root: Element, name: str) -> Iterator[Element]:
    """Give the elements of this name at any depth, whatever their namespace."""
    return (element for element in root.iter() if local(element) == name)


def local(element: Element) -> str:
    """Give an element's name without its namespace."""
    return element.tag.rpartition("}")[2]
