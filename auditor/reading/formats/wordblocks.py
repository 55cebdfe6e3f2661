"""The blocks of a Word document: paragraphs, and tables with their merged cells, in reading order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from auditor.reading.formats.gridding import PICTURE, Block, Paragraph, Table, TableCell, weightiest
from auditor.reading.formats.wordnames import NAMES, below, child, is_on, number, value
from auditor.reading.formats.wordparts import chosen, is_prompt
from auditor.reading.formats.wordtext import Passage, TextReader
from auditor.reading.grid import Note

_SKIPPED: Final = frozenset({"w:sectPr", "w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr", "w:sdtPr", "w:del", "w:moveFrom"})


@dataclass(slots=True)
class _Merge:
    """How a cell continues one that stands above it or on its left."""

    from_above: bool
    from_left: bool


@dataclass(slots=True)
class _Content:
    """What a cell holds: its lines, its doubts, text that was deleted, pictures, the tables inside."""

    lines: list[str] = field(default_factory=list)
    doubts: set[str] = field(default_factory=set)
    deleted: str = ""
    pictures: int = 0
    inner: list[Table] = field(default_factory=list)

    def take(self, passage: Passage, doubts: tuple[str, ...]) -> None:
        """Add a paragraph."""
        self.lines.append(passage.text.replace("\t", " "))
        self.doubts |= passage.doubts
        if passage.text.strip():
            self.doubts.update(doubts)
        self.deleted += passage.deleted
        self.pictures += passage.pictures
        if passage.inline:
            self.doubts.add("picture_in_cell")

    @property
    def text(self) -> str:
        """The lines; where there are none, what was deleted or that there is a picture."""
        text = "\n".join(self.lines).strip()
        if text or self.inner:
            return text
        return self.deleted.strip() or (PICTURE if self.pictures else "")

    @property
    def doubt(self) -> str | None:
        """The weightiest doubt about the text."""
        if not "\n".join(self.lines).strip() and not self.inner:
            if self.deleted.strip():
                return "deleted_text"
            if self.pictures:
                return "picture_in_cell"
        return weightiest(self.doubts)


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
        if not (passage.numbers_page and _is_page_number(passage.text)):
            for line in passage.text.split("\n"):
                yield Paragraph(line, passage.doubt)
        for box in passage.boxes:
            yield from self.blocks(box)

    def _table(self, element: Element) -> Table:
        grid = child(element, "w:tblGrid")
        columns = 0 if grid is None else sum(NAMES[column.tag] == "w:gridCol" for column in grid)
        rows: list[list[TableCell]] = []
        above: dict[int, TableCell] = {}
        for row in _parts(element, "w:tr"):
            cells, above = self._row(row, above)
            rows.append(cells)
        return Table([rows], columns)

    def _row(self, element: Element, above: dict[int, TableCell]) -> tuple[list[TableCell], dict[int, TableCell]]:
        """Give the cells of a row, and those that may reach down into the next one by their column.

        ``above`` are those of the row before.
        """
        properties = child(element, "w:trPr")
        column = 1 + number(child(properties, "w:gridBefore"), 0)
        marks = {"hidden_text": "w:hidden", "tracked_change": "w:ins"}
        doubts = tuple(doubt for doubt, name in marks.items() if is_on(child(properties, name)))
        cells: list[TableCell] = []
        reaching: dict[int, TableCell] = {}
        for part in _parts(element, "w:tc"):
            cell, merge = self._cell(part, doubts)
            cell.column, column = column, column + cell.across
            owner = cells[-1] if merge.from_left and cells else above.get(cell.column) if merge.from_above else None
            if owner is None:
                cells.append(cell)
                reaching[cell.column] = cell
                continue
            if merge.from_left and owner is cells[-1]:
                owner.across += cell.across
            else:
                owner.down += 1
                reaching[cell.column] = owner
            owner.inner += cell.inner
            if cell.text and cell.text != owner.text:  # Word does not show it, but somebody wrote it
                cells.append(TableCell(cell.text, cell.across, 1, cell.column, "hidden_text"))
        if child(properties, "w:del") is not None:
            self._delete(cells)
        return cells, reaching

    def _delete(self, cells: list[TableCell]) -> None:
        """Leave out a row that a tracked change deletes, and note what it says."""
        said = " | ".join(cell.text for cell in cells if cell.text)
        if said:
            self._notes.append(Note("deleted_line", said))
        for cell in cells:
            cell.text, cell.inner = "", []

    def _cell(self, element: Element, doubts: tuple[str, ...]) -> tuple[TableCell, _Merge]:
        properties = child(element, "w:tcPr")
        if any(child(properties, name) is not None for name in ("w:cellIns", "w:cellDel", "w:cellMerge")):
            doubts += ("tracked_change",)
        content = _Content()
        self._fill(content, element, doubts)
        cell = TableCell(content.text, max(1, number(child(properties, "w:gridSpan"), 1)), doubt=content.doubt)
        cell.inner = content.inner
        merges = (child(properties, "w:vMerge"), child(properties, "w:hMerge"))
        return cell, _Merge(*(merge is not None and value(merge) != "restart" for merge in merges))

    def _fill(self, content: _Content, parent: Element, doubts: tuple[str, ...]) -> None:
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


def _is_page_number(text: str) -> bool:
    """Tell whether a line with a page number holds nothing else."""
    return not text.strip("0123456789 \t\n\u3000第页共/-—–－·.,，()（）")
