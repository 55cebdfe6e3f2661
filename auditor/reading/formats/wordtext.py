"""What the paragraphs of a Word document show: runs, fields, controls, symbols, and what makes their text doubtful.

Insertions that are tracked are kept and deletions left out, as if all were accepted; hidden and struck text is kept. All
of these are marked, because what the author meant to hand in cannot be told.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from auditor.reading.formats import symbolfonts
from auditor.reading.formats.flow import lowered, raised
from auditor.reading.formats.passages import Passage
from auditor.reading.formats.wordfields import Field, Fields
from auditor.reading.formats.wordnames import NAMES, child, is_on, value
from auditor.reading.formats.wordparts import choice_of, chosen, drawn, is_deep, is_prompt, linear, tick

_SKIPPED: Final = frozenset({
    "w:pPr", "w:rPr", "w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr", "w:sectPr", "w:sdtPr", "w:sdtEndPr", "w:instrText",
    "w:delInstrText", "w:rt", "w:customXmlPr", "w:smartTagPr", "w:footnoteRef", "w:ffData", "w:subDoc", "w:binData",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Look:
    """How a run looks, as far as it matters."""

    font: str | None = None
    height: str | None = None
    doubts: tuple[str, ...] = ()


class TextReader:
    """Reads one paragraph after another of one story (body, header, note); a field may run over several of them."""

    def __init__(self, hidden_styles: frozenset[str] = frozenset()) -> None:
        """Take the names of the styles whose text is hidden."""
        self._hidden_styles = hidden_styles
        self._fields = Fields()
        self._passage = Passage()
        self._look = _Look()
        self._deleting = False
        self._acts: dict[str, Callable[[Element], None]] = {
            "w:t": lambda element: self._add(element.text or ""),
            "w:delText": lambda element: self._add(element.text or ""),
            "w:r": self._run,
            "w:tab": lambda _: self._add("\t"),
            "w:ptab": lambda _: self._add("\t"),
            "w:br": lambda _: self._add("\n"),
            "w:cr": lambda _: self._add("\n"),
            "w:noBreakHyphen": lambda _: self._add("-"),
            "w:sym": self._symbol,
            "w:fldChar": self._field_mark,
            "w:fldSimple": self._simple_field,
            "w:instrText": lambda element: self._fields.instruct(element.text or ""),
            "w:ins": self._inserted,
            "w:moveTo": self._inserted,
            "w:del": self._deleted,
            "w:moveFrom": self._deleted,
            "w:sdt": self._control,
            "w:drawing": self._drawing,
            "w:pict": self._drawing,
            "w:object": self._drawing,
            "mc:AlternateContent": lambda element: self._inside(chosen(element)),
            "m:oMath": self._formula,
        }

    def paragraph(self, element: Element) -> Passage:
        """Give what a paragraph shows."""
        self._passage = passage = Passage()
        self._look = self._look_of(child(child(element, "w:pPr"), "w:pStyle"), None, _Look())
        self._inside(element)
        return passage

    def _inside(self, parent: Element | None) -> None:
        for element in () if parent is None else parent:
            name = NAMES[element.tag]
            act = self._acts.get(name)
            if act is not None:
                act(element)
            elif name not in _SKIPPED:
                self._inside(element)

    def _add(self, text: str) -> None:
        """Take text that is shown, unless it stands in the instruction of a field."""
        if not text or self._fields.hide:
            return
        if self._deleting:
            self._passage.deleted += text
            return
        self._fields.show()
        look = self._look
        if look.font is not None or symbolfonts.PRIVATE.search(text):
            text, known = symbolfonts.shown(text, look.font)
            if not known:
                self._passage.doubts.add("symbol_unknown")
        if look.height is not None:
            text = raised(text) if look.height == "superscript" else lowered(text)
        if look.doubts and text.strip():
            self._passage.doubts.update(look.doubts)
        self._passage.text += text

    def _run(self, element: Element) -> None:
        before = self._look
        properties = child(element, "w:rPr")
        if properties is not None:
            self._look = self._look_of(child(properties, "w:rStyle"), properties, before)
        self._inside(element)
        self._look = before

    def _look_of(self, style: Element | None, properties: Element | None, around: _Look) -> _Look:
        """Give the look that a style and properties make within the look around them."""
        doubts = ["hidden_text"] if value(style) in self._hidden_styles else [*around.doubts]
        font = height = None
        for element in () if properties is None else properties:
            name = NAMES[element.tag]
            if name == "w:vanish":
                doubts = [code for code in doubts if code != "hidden_text"] + ["hidden_text"] * is_on(element)
            elif name in ("w:strike", "w:dstrike") and is_on(element):
                doubts.append("struck_text")
            elif name == "w:rFonts":
                fonts = (value(element, "ascii"), value(element, "hAnsi"))
                font = next((name for name in fonts if symbolfonts.is_symbol_font(name)), None)
            elif name == "w:vertAlign" and value(element) != "baseline":
                height = value(element)
        return _Look(font, height, tuple(doubts)) if font or height or doubts else _Look()

    def _symbol(self, element: Element) -> None:
        code = value(element, "char") or ""
        before, font = self._look, value(element, "font")
        self._look = _Look(font if symbolfonts.is_symbol_font(font) else None, doubts=before.doubts)
        try:
            self._add(chr(int(code, 16)))
        except (ValueError, OverflowError):
            self._passage.doubts.add("symbol_unknown")
        self._look = before

    def _field_mark(self, element: Element) -> None:
        kind = value(element, "fldCharType")
        if kind == "begin":
            self._fields.begin(Field(choice=choice_of(child(element, "w:ffData"))))
        elif kind == "separate":
            self._fields.separate()
        elif kind == "end":
            self._end_field()

    def _simple_field(self, element: Element) -> None:
        choice = choice_of(child(element, "w:ffData"))
        self._fields.begin(Field(value(element, "instr") or "", in_result=True, choice=choice))
        self._inside(element)
        self._end_field()

    def _end_field(self) -> None:
        ended = self._fields.end()
        if ended is not None:
            text, is_known = ended.shows()
            self._add(text)
            if not is_known:
                self._passage.doubts.add("formula_text")
            self._passage.numbers_page = self._passage.numbers_page or ended.numbers_page

    def _inserted(self, element: Element) -> None:
        length = len(self._passage.text)
        self._inside(element)
        if self._passage.text[length:].strip():
            self._passage.doubts.add("tracked_change")

    def _deleted(self, element: Element) -> None:
        before, self._deleting = self._deleting, True
        self._inside(element)
        self._deleting = before
        if self._passage.deleted.strip():
            self._passage.doubts.add("tracked_change")

    def _control(self, element: Element) -> None:
        """Take a content control: its box, its content, but no words that only prompt for one."""
        box = child(child(element, "w:sdtPr"), "w14:checkbox")
        if box is not None:
            self._add(tick(checked=is_on(child(box, "w14:checked"))))
        elif not is_prompt(element):
            self._inside(child(element, "w:sdtContent"))

    def _drawing(self, element: Element) -> None:
        """Take a picture, an embedded object or a shape, which may hold a text box."""
        parts = list(drawn(element))
        boxes = [part for part in parts if NAMES[part.tag] == "w:txbxContent"]
        self._passage.boxes += boxes
        if len(boxes) < len(parts):
            self._passage.pictures += 1
            floats = child(element, "wp:anchor") is not None or any(
                "position:absolute" in (value(part, "style") or "") for part in element
            )
            self._passage.inline += not floats

    def _formula(self, element: Element) -> None:
        self._add(linear(element))
        if is_deep(element):
            self._passage.doubts.add("formula_text")
