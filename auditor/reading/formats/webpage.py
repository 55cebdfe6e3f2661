"""A web page → paragraphs and tables, as a browser shows it: end tags may be missing, and what is hidden is left out.

Form controls show what was filled in or chosen. No link, frame, image or style sheet is fetched.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from auditor.reading.formats import symbolfonts
from auditor.reading.formats.flow import Flow, lowered, raised
from auditor.reading.formats.gridding import Block, Paragraph, weightiest
from auditor.reading.formats.markup import Tag, tokens
from auditor.reading.formats.openelements import WALLS, OpenElements
from auditor.reading.formats.webtables import GROUPS, OpenTables, count
from auditor.reading.grid import Note

_VOID: Final = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "frame",
    "bgsound", "basefont", "keygen",
})  # fmt: skip
_BLOCKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "p",
    "pre", "section", "summary", "ul", "optgroup", "title",
})  # fmt: skip
_ELSEWHERE: Final = {"iframe": "src", "frame": "src", "object": "data", "embed": "src"}
"""Elements that show another file, and the attribute that names it."""
_NO_VALUE: Final = ("hidden", "button", "submit", "reset", "image", "file", "password")
_SPACER: Final = 3
"""Pictures of fewer points only fill space."""


@dataclass(slots=True)
class _OpenList:
    """A list to choose from: its entries, and whether each is chosen."""

    several: bool
    entries: list[tuple[bool, Flow]] = field(default_factory=list)

    def chosen(self) -> str:
        """Give what the closed list shows."""
        chosen = [flow.text() for is_chosen, flow in self.entries if is_chosen]
        if not chosen and self.entries and not self.several:
            return self.entries[0][1].text()
        return "、".join(chosen if self.several else chosen[-1:])


class WebPage:
    """Reads one page; afterwards ``blocks`` holds what it shows."""

    def __init__(self, text: str) -> None:
        """Read the page with this text."""
        self.blocks: list[Block] = []
        self.elsewhere: list[str] = []
        self.pictures = 0
        self._elements = OpenElements()
        self._tables = OpenTables()
        self._lists: list[_OpenList] = []
        self._flow = Flow()
        self._hidden = Flow()
        for token in tokens(text):
            if isinstance(token, str):
                self._take(token)
            elif token.ends:
                self._end(token.name)
            else:
                self._begin(token)
        self._close()

    def _begin(self, token: Tag) -> None:
        """Open an element; one that is closed at once, as in XHTML, ends at once."""
        tag, attributes = token.name, token.attributes
        self._end_implied(tag)
        if tag not in _VOID:
            self._elements.begin(tag, attributes)
        look = self._elements.look
        if not look.hidden and not look.quiet:
            self._show(tag, attributes)
        elif tag in _BLOCKS or tag in WALLS:
            self._hidden.end_block()
        if token.closed and tag not in _VOID:
            self._end(tag)

    def _show(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take what the beginning of an element shows."""
        if tag == "br":
            self._target.end_line()
        elif tag in _BLOCKS:
            self._end_block()
        elif tag in ("input", "select", "option"):
            self._control(tag, attributes)
        elif tag == "table" or (self._tables and (tag in ("tr", "td", "th") or tag in GROUPS)):
            if tag == "table" and self._target is self._flow:
                self._end_paragraph()
            self._tables.begin(tag, attributes)
        elif tag in ("tr", "td", "th"):  # outside of any table no more than text
            self._end_block()
        elif tag == "img":
            self._picture(attributes)
        elif tag in _ELSEWHERE:
            self.elsewhere.append(attributes.get(_ELSEWHERE[tag], ""))

    def _end(self, tag: str) -> None:
        """Close an element and what is still open inside it."""
        if tag == "br":  # browsers take </br> for <br>
            self._target.end_line()
            return
        look = self._elements.end(tag)
        if look is None or look.hidden or look.quiet:
            return
        if tag in _BLOCKS:
            self._end_block()
        elif tag == "select" and self._lists:
            chosen = self._lists.pop().chosen()
            self._target.add(chosen, kept=True)
        elif tag == "table":
            self._end_table()
        elif tag == "tr":
            self._tables.end_row()
        elif tag in ("td", "th"):
            self._tables.end_cell()
        elif tag == "caption":
            self._end_block()

    def _take(self, data: str) -> None:
        """Take text between tags."""
        look = self._elements.look
        if look.quiet:
            return
        if look.hidden:
            self._hidden.add(data)
            return
        target = self._target
        if look.deleted:
            target.deleted += data
            target.doubts.add("tracked_change")
            return
        if look.font is not None or symbolfonts.PRIVATE.search(data):
            data, known = symbolfonts.shown(data, look.font)
            if not known:
                target.doubts.add("symbol_unknown")
        if look.height is not None:
            data = raised(data) if look.height == "super" else lowered(data)
        if look.doubts and data.strip():
            target.doubts |= look.doubts
        target.add(data, kept=look.kept)

    def _close(self) -> None:
        """End the page, and all that is still open; a page that ends inside a table was probably cut off."""
        cut = bool(self._tables)
        while self._tables:
            self._end_table()
        self._end_paragraph()
        if hidden := self._hidden.text():
            self.blocks.append(Note("hidden_part", " ".join(hidden.split())))
        if cut:
            self.blocks.append(Note("page_cut", ""))

    @property
    def _target(self) -> Flow:
        """Where text goes: into the entry of a list, the innermost cell, or outside of tables."""
        if self._lists and self._lists[-1].entries:
            return self._lists[-1].entries[-1][1]
        return self._tables.flow or self._flow

    def _end_implied(self, tag: str) -> None:
        """Close what the beginning of an element ends, its end tag being left out."""
        if tag in ("td", "th"):
            self._end("td")
            self._end("th")
        elif tag == "tr":
            self._end("tr")
            self._tables.end_row()
        elif tag in GROUPS:
            for group in GROUPS:
                self._end(group)
            self._tables.end_row()
        elif tag == "table" and self._tables.is_between_cells and not self._elements.look.hidden:
            self._end("table")

    def _end_table(self) -> None:
        table = self._tables.end_table() if self._tables else None
        if table is not None:
            self._end_paragraph()  # what stood in the table outside of its cells is shown above it
            self.blocks.append(table)

    def _end_block(self) -> None:
        """Begin a new line in a cell, a new paragraph outside."""
        target = self._target
        if target is self._flow:
            self._end_paragraph()
        else:
            target.end_block()

    def _end_paragraph(self) -> None:
        flow, self._flow = self._flow, Flow()
        doubt = weightiest(flow.doubts)
        self.blocks += [Paragraph(line, doubt) for line in flow.text().split("\n") if line.strip()]
        if flow.deleted.strip() and not flow.text():
            self.blocks.append(Note("deleted_line", " ".join(flow.deleted.split())))

    def _control(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take what a form control shows."""
        if tag == "select":
            self._lists.append(_OpenList("multiple" in attributes))
        elif tag == "option" and self._lists:
            self._lists[-1].entries.append(("selected" in attributes, Flow()))
        elif tag == "input":
            kind = attributes.get("type", "text").lower()
            if kind in ("checkbox", "radio"):
                self._target.add("☑" if "checked" in attributes else "☐")
            elif kind not in _NO_VALUE:
                self._target.add(attributes.get("value", ""), kept=True)

    def _picture(self, attributes: Mapping[str, str]) -> None:
        """Count a picture, unless the page says that it is an ornament."""
        if attributes.get("alt") == "":
            return
        if any(side in attributes and count(attributes[side]) <= _SPACER for side in ("width", "height")):
            return
        target = self._target
        target.pictures += 1
        if target is self._flow:
            self.pictures += 1
