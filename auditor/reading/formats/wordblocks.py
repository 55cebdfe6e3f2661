"""The blocks of a Word document: paragraphs, and tables with their merged cells, in reading order."""

from collections.abc import Iterable, Iterator
from typing import Final
from xml.etree.ElementTree import Element

from auditor.reading.formats.gridding import Block, Merging, MergingCell, Paragraph, Table, TableCell
from auditor.reading.formats.passages import CellContent, is_page_number
from auditor.reading.formats.wordnames import NAMES, below, child, children, is_on, number, value
from auditor.reading.formats.wordparts import chosen, is_prompt
from auditor.reading.formats.wordtext import TextReader
from auditor.reading.grid import Note

_SKIPPED: Final = frozenset({"w:sectPr", "w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr", "w:sdtPr", "w:del", "w:moveFrom"})


class BlockReader:
    """Reads the blocks of one story; ``pictures`` counts those outside of cells."""

    def __init__(self, text: TextReader) -> None:
        """Read paragraphs with this reader."""
        self._text = text
        self.pictures = 0
        self._notes: list[Note] = []

    def blocks(self, parent: Iterable[Element]) -> Iterator[Block]:
        """Give the blocks that elements hold; each note before the block that it was found in."""
        for element in parent:
            name = NAMES[element.tag]
            if name == "w:p":
                yield from self._paragraph(element)
            elif name == "w:tbl":
                table = self._table(element)
                yield from self._notes
                self._notes.clear()
                yield table
            elif name == "w:altChunk":
                yield Note("unread_part", value(element, "id") or "")
            elif name == "mc:AlternateContent":
                yield from self._chosen(element)
            elif name not in _SKIPPED and not (name == "w:sdt" and is_prompt(element)):
                yield from self.blocks(element)

    def _chosen(self, alternatives: Element) -> Iterator[Block]:
        taken = chosen(alternatives)
        if taken is not None:
            yield from self.blocks(taken)

    def _paragraph(self, element: Element) -> Iterator[Block]:
        passage = self._text.paragraph(element)
        self.pictures += passage.pictures
        if passage.deleted.strip() and not passage.text.strip():
            yield Note("deleted_line", passage.deleted.strip())
        if not (passage.numbers_page and is_page_number(passage.text)):
            for line in passage.text.split("\n"):
                yield Paragraph(line, passage.doubt)
        for box in passage.boxes:
            yield from self.blocks(box)

    def _table(self, element: Element) -> Table:
        grid = child(element, "w:tblGrid")
        columns = 0 if grid is None else sum(NAMES[column.tag] == "w:gridCol" for column in grid)
        merging = Merging()
        rows = [self._row(row, merging) for row in _parts(element, "w:tr")]
        return Table([rows], columns)

    def _row(self, element: Element, merging: Merging) -> list[TableCell]:
        properties = child(element, "w:trPr")
        column = 1 + number(child(properties, "w:gridBefore"), 0)
        marks = {"hidden_text": "w:hidden", "tracked_change": "w:ins"}
        doubts = tuple(doubt for doubt, name in marks.items() if is_on(child(properties, name)))
        found = [self._cell(part, doubts) for part in _parts(element, "w:tc")]
        for cell, _, _ in found:
            cell.column, column = column, column + cell.across
        cells = merging.row(found)
        if child(properties, "w:del") is not None:
            self._delete(cells)
        return cells

    def _delete(self, cells: list[TableCell]) -> None:
        """Leave out a row that a tracked change deletes, and note what it says."""
        said = " | ".join(cell.text for cell in cells if cell.text)
        if said:
            self._notes.append(Note("deleted_line", said))
        for cell in cells:
            cell.text, cell.inner = "", []

    def _cell(self, element: Element, doubts: tuple[str, ...]) -> MergingCell:
        properties = children(child(element, "w:tcPr"))
        if any(name in properties for name in ("w:cellIns", "w:cellDel", "w:cellMerge")):
            doubts += ("tracked_change",)
        content = CellContent()
        self._fill(content, element, doubts)
        cell = TableCell(content.text, max(1, number(properties.get("w:gridSpan"), 1)), doubt=content.doubt)
        cell.inner = content.inner
        merges = (properties.get(name) for name in ("w:hMerge", "w:vMerge"))
        from_left, from_above = (merge is not None and value(merge) != "restart" for merge in merges)
        return cell, from_left, from_above

    def _fill(self, content: CellContent, parent: Element, doubts: tuple[str, ...]) -> None:
        """Take what an element inside a cell holds, text boxes included."""
        for element in parent:
            name = NAMES[element.tag]
            if name == "w:p":
                passage = self._text.paragraph(element)
                content.take(passage, doubts)
                for box in passage.boxes:
                    self._fill(content, box, (*doubts, "text_box"))
            elif name == "w:tbl":
                content.inner.append(self._table(element))
            elif name == "w:altChunk":
                self._notes.append(Note("unread_part", value(element, "id") or ""))
            elif name == "mc:AlternateContent":
                taken = chosen(element)
                self._fill(content, taken if taken is not None else element, doubts)
            elif name not in _SKIPPED and not (name == "w:sdt" and is_prompt(element)):
                self._fill(content, element, doubts)


def _parts(parent: Element, wanted: str) -> Iterator[Element]:
    """Give the rows of a table or the cells of a row, also those inside content controls and the like."""
    for element in parent:
        name = NAMES[element.tag]
        if name == wanted:
            yield element
        elif name not in _SKIPPED and name != "w:tbl":
            if name == "w:sdt" and is_prompt(element):
                for text in below(element, "w:t"):
                    text.text = ""
            yield from _parts(element, wanted)
