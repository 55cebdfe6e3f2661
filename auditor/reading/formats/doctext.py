"""What a paragraph of an old Word file shows: its runs, fields, symbols, and what makes their text doubtful."""

import struct
from typing import Final

from auditor.reading.formats import symbolfonts
from auditor.reading.formats.docfile import DocFile, Span
from auditor.reading.formats.docmarks import RunMark, run_mark
from auditor.reading.formats.flow import lowered, raised
from auditor.reading.formats.passages import Passage
from auditor.reading.formats.wordfields import Field, Fields
from auditor.reading.formats.wordparts import tick

_FIELD_BEGIN, _FIELD_RESULT, _FIELD_END = "\x13", "\x14", "\x15"
_PICTURE, _DRAWN, _SYMBOL = "\x01", "\x08", "\x28"
_SHOWN: Final = {"\x0b": "\n", "\x0e": "\n", "\x0c": "\n", "\t": "\t", "\x1e": "-"}
"""What control characters look like; the others are not seen."""
_STATE_AT: Final = 4
"""Bytes of a form field before the one that holds its state."""
_BY_DEFAULT: Final = 25
"""The state of a box that nobody touched."""


class DocText:
    """Reads one paragraph after another of one story; a field may run over several of them."""

    def __init__(self, file: DocFile) -> None:
        """Read from this file."""
        self._file = file
        self._fields = Fields()
        self._passage = Passage()
        self._marks: dict[bytes, RunMark] = {}

    def paragraph(self, span: Span) -> Passage:
        """Give what the characters of a paragraph show, its mark not among them."""
        self._passage = passage = Passage()
        for text, properties in self._file.runs(span):
            mark = self._marks.get(properties) or self._marks.setdefault(properties, run_mark(properties))
            for part in self._parts(text, mark):
                self._add(part, mark)
        passage.text, passage.deleted = _joined(passage.text), _joined(passage.deleted)
        if passage.deleted.strip():
            passage.doubts.add("tracked_change")
        return passage

    def _parts(self, text: str, mark: RunMark) -> list[str]:
        """Give the shown stretches of a run, having followed its fields."""
        if text.isprintable() and not mark.special:
            return [text]
        parts = [""]
        for char in text:
            if char in (_FIELD_BEGIN, _FIELD_RESULT, _FIELD_END):
                self._add(parts.pop(), mark)
                self._follow(char)
                parts.append("")
            else:
                parts[-1] += self._seen(char, mark)
        return parts

    def _follow(self, char: str) -> None:
        if char == _FIELD_BEGIN:
            self._fields.begin(Field())
        elif char == _FIELD_RESULT:
            self._fields.separate()
        elif (ended := self._fields.end()) is not None:
            if ended.name == "FORMDROPDOWN" and not ended.showed:
                self._picture(floats=False)  # a list to choose from, whose choice is not read
            text, is_known = ended.shows()
            self._add(text, RunMark())
            if not is_known:
                self._passage.doubts.add("formula_text")
            self._passage.numbers_page = self._passage.numbers_page or ended.numbers_page

    def _seen(self, char: str, mark: RunMark) -> str:
        """Give what a character looks like."""
        if char >= " " and not (char == _SYMBOL and mark.special):
            return char
        if char == _SYMBOL and mark.symbol is not None:
            return chr(mark.symbol[1])
        if char == _PICTURE and mark.special:
            return self._object(mark)
        if char == _DRAWN and mark.special:
            self._picture(floats=True)
        return _SHOWN.get(char, "")

    def _object(self, mark: RunMark) -> str:
        """Take what stands for a picture or for the data of a form field; a box to tick is seen as such."""
        if not mark.is_data:
            if not self._fields.hide:
                self._picture(floats=False)
            return ""
        self._fields.choose(self._box(mark.place or 0))
        return ""

    def _box(self, place: int) -> str:
        """Give the box of a form field whose data stand there; nothing where it is no box."""
        data = self._file.data
        (header,) = struct.unpack_from("<4xH", data, place)
        (flags,) = struct.unpack_from("<H", data, place + header + _STATE_AT)
        if flags & 3 != 1:
            return ""
        state = flags >> 2 & 31
        if state == _BY_DEFAULT:
            at = place + header + 10  # after version, flags and two sizes stands the name, then the default
            (name,) = struct.unpack_from("<H", data, at)
            (state,) = struct.unpack_from("<H", data, at + 2 * name + 4)
        return tick(checked=bool(state))

    def _picture(self, *, floats: bool) -> None:
        self._passage.pictures += 1
        self._passage.inline += not floats

    def _add(self, text: str, mark: RunMark) -> None:
        """Take text that is shown, unless it stands in the instruction of a field."""
        if not text:
            return
        if self._fields.hide:
            self._fields.instruct(text)
            return
        passage = self._passage
        if mark.deleted:
            passage.deleted += text
            return
        self._fields.show()
        font = self._font(mark)
        if font is not None or symbolfonts.PRIVATE.search(text):
            text, known = symbolfonts.shown(text, font)
            if not known:
                passage.doubts.add("symbol_unknown")
        if mark.height is not None:
            text = raised(text) if mark.height == "superscript" else lowered(text)
        if text.strip():
            passage.doubts.update(mark.doubts)
            if mark.inserted:
                passage.doubts.add("tracked_change")
        passage.text += text

    def _font(self, mark: RunMark) -> str | None:
        """Give the font of a run if it is one of symbols."""
        number = mark.symbol[0] if mark.symbol is not None else mark.font
        name = self._file.fonts[number] if number is not None and number < len(self._file.fonts) else None
        return name if symbolfonts.is_symbol_font(name) else None


def _joined(text: str) -> str:
    """Give a text in which the two halves of a rare character are one."""
    return text if text.isascii() else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
