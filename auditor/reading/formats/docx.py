"""Word documents (docx, docm, dotx; transitional and strict) → rows of placed cells, with the standard library alone.

A document is read in its printed order: the header of each section, its body, its footer, and the notes at the end. No
macro is run, no link is followed, and the XML is parsed without any DOCTYPE (`reading.packed`).
"""

import posixpath
import zipfile
from collections.abc import Iterator
from functools import cached_property
from typing import Final
from xml.etree.ElementTree import Element

from auditor.errors import UnreadableDocument
from auditor.reading import packed
from auditor.reading.formats.gridding import Numbering, noted, with_pictures
from auditor.reading.formats.wordblocks import BlockReader
from auditor.reading.formats.wordnames import NAMES, child, is_on, value
from auditor.reading.formats.wordtext import TextReader
from auditor.reading.grid import Note, Row
from auditor.reading.source import Source

_USUAL_PART: Final = "word/document.xml"
_UNSHOWN_NOTES: Final = ("separator", "continuationSeparator", "continuationNotice")
_LETTERS: Final = {"header": "H", "footer": "F"}
"""First letters of the names of what stands there: ``H1P2`` is the second paragraph of the first header."""


def rows(source: Source) -> Iterator[Row]:
    """Give the rows of a document, one table after another, texts outside of them as rows of width 1.

    Raises `UnreadableDocument` when the file is damaged, beyond a limit, or holds nothing but pictures.
    """
    try:
        with packed.opened_parts(source) as archive:
            yield from noted(_Document(archive, source).items())
    except RecursionError:
        raise UnreadableDocument("reading.nested_deep", source=source.name) from None


class _Document:
    """One package: its parts, and what refers to them."""

    def __init__(self, archive: zipfile.ZipFile, source: Source) -> None:
        self._archive = archive
        self._source = source
        self._main = next((target for kind, target in self._relations("").values() if kind == "officeDocument"), "")
        if not packed.has_part(archive, self._main):
            self._main = _USUAL_PART
        self._related = self._relations(self._main)
        self._hidden_styles = frozenset(self._find_hidden_styles())
        self._read: dict[str, int] = {"header": 0, "footer": 0}
        self._taken: set[str] = set()

    def items(self) -> Iterator[Row | Note]:
        """Give the rows of all parts that a reader sees, and notes of what was left out."""
        body = child(self._part(self._main), "w:body")
        if body is None:
            raise UnreadableDocument("reading.part_missing", source=self._source.name, part="w:body")
        reader = BlockReader(TextReader(self._hidden_styles))
        yield from with_pictures(self._sections_of(body, reader), self._source, lambda: reader.pictures)

    def _sections_of(self, body: Element, reader: BlockReader) -> Iterator[Row | Note]:
        names = Numbering(self._source)
        for elements, section in _sections(body):
            yield from self._margins(section, "header")
            for item in names.rows(reader.blocks(elements)):
                yield self._named(item) if isinstance(item, Note) else item
            yield from self._margins(section, "footer")
        yield from self._notes()

    def _margins(self, section: Element | None, kind: str) -> Iterator[Row | Note]:
        """Give the headers or footers that begin with this section; what it has in common with others comes once."""
        for reference in section if section is not None else ():
            if NAMES[reference.tag] != f"w:{kind}Reference":
                continue
            use = value(reference, "type")
            if (use == "first" and not is_on(child(section, "w:titlePg"))) or (use == "even" and not self._has_even):
                continue
            _, target = self._related.get(value(reference, "id") or "", ("", ""))
            if target and target not in self._taken and packed.has_part(self._archive, target):
                self._taken.add(target)
                self._read[kind] += 1
                yield from self._story(self._part(target), f"{_LETTERS[kind]}{self._read[kind]}")

    def _notes(self) -> Iterator[Row | Note]:
        """Give footnotes and endnotes."""
        for kind, letter in (("footnotes", "N"), ("endnotes", "E")):
            if (name := self._first(kind)) is not None:
                shown = [note for note in self._part(name) if value(note, "type") not in _UNSHOWN_NOTES]
                for number, note in enumerate(shown, 1):
                    yield from self._story(note, f"{letter}{number}")

    def _story(self, parent: Element, prefix: str) -> Iterator[Row | Note]:
        reader = BlockReader(TextReader(self._hidden_styles))
        yield from Numbering(self._source, prefix).rows(reader.blocks(parent))

    def _named(self, note: Note) -> Note:
        """Give a note that says which part was left out, not by which key the document refers to it."""
        if note.code != "unread_part":
            return note
        return note._replace(text=posixpath.basename(self._related.get(note.text, ("", note.text))[1]))

    @cached_property
    def _has_even(self) -> bool:
        """Whether pages with an even number have headers of their own."""
        name = self._first("settings")
        return name is not None and is_on(child(self._part(name), "w:evenAndOddHeaders"))

    def _find_hidden_styles(self) -> Iterator[str]:
        name = self._first("styles")
        data = b"" if name is None else packed.read_part(self._archive, name, self._source)
        # Styles are half of a small document, and hardly any document hides text by them.
        for style in packed.parse_xml(data, self._source) if b"vanish" in data else ():
            if is_on(child(child(style, "w:rPr"), "w:vanish")):
                yield value(style, "styleId") or ""

    def _first(self, kind: str) -> str | None:
        """Give the name of the first part of a kind that the document refers to."""
        found = (target for one, target in self._related.values() if one == kind)
        return next((target for target in found if packed.has_part(self._archive, target)), None)

    def _part(self, name: str) -> Element:
        return packed.parse_xml(packed.read_part(self._archive, name, self._source), self._source)

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Give, by its key, the kind and the name of each part that a part refers to; nothing outside of the file."""
        folder, name = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        if not packed.has_part(self._archive, listed):
            return {}
        found: dict[str, tuple[str, str]] = {}
        for relation in self._part(listed):
            if value(relation, "TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, value(relation, "Target") or ""))
                kind = (value(relation, "Type") or "").rpartition("/")[2]
                found[value(relation, "Id") or ""] = kind, target.lstrip("/")
        return found


def _sections(body: Element) -> Iterator[tuple[list[Element], Element | None]]:
    """Give the sections of a body: their elements and what describes them, which stands at their end."""
    elements: list[Element] = []
    for element in body:
        elements.append(element)
        is_description = NAMES[element.tag] == "w:sectPr"
        section = element if is_description else child(child(element, "w:pPr"), "w:sectPr")
        if section is not None:
            yield elements, section
            elements = []
    yield elements, None
