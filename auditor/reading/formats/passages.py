"""What a paragraph of a Word document shows, and what its paragraphs make of a cell; the same for new files and old."""

from collections.abc import Collection
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from auditor.reading.formats.gridding import PICTURE, Table, weightiest


@dataclass(slots=True)
class Passage:
    """What a paragraph shows.

    ``deleted``: text of tracked deletions. ``pictures`` count what cannot be read as text, ``inline`` those that stand in
    the text itself. ``boxes`` are the contents of text boxes. ``numbers_page``: it holds the number of the page.
    """

    text: str = ""
    doubts: set[str] = field(default_factory=set)
    deleted: str = ""
    pictures: int = 0
    inline: int = 0
    boxes: list[Element] = field(default_factory=list)
    numbers_page: bool = False

    @property
    def doubt(self) -> str | None:
        """The weightiest doubt."""
        return weightiest(self.doubts)


@dataclass(slots=True)
class CellContent:
    """What a cell holds: its lines, its doubts, text that was deleted, pictures, the tables inside."""

    lines: list[str] = field(default_factory=list)
    doubts: set[str] = field(default_factory=set)
    deleted: str = ""
    pictures: int = 0
    inner: list[Table] = field(default_factory=list)

    def take(self, passage: Passage, doubts: Collection[str] = ()) -> None:
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


def is_page_number(text: str) -> bool:
    """Tell whether a line with a page number holds nothing else."""
    return not text.strip("0123456789 \t\n\u3000第页共/-—–－·.,，()（）")
