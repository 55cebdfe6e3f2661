"""What single elements of a Word document show, whatever stands around them: choices, drawings, formulas."""

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from auditor.reading.formats.wordnames import NAMES, below, child, is_on, number, value

_DEEP: Final = ("m:f", "m:sSup", "m:sSub", "m:sSubSup", "m:rad", "m:nary", "m:m", "m:eqArr", "m:limLow", "m:limUpp")
"""Formulas whose meaning is not in the order of their characters."""
_PICTURES: Final = frozenset({"a:blip", "v:imagedata", "c:chart", "dgm:relIds", "o:OLEObject"})
_OVERLAY: Final = re.compile(r"\\o\s*(?:\\a[clr]\s*)*\(([^(),;]*)[,;]([^(),;]*)\)", re.IGNORECASE)
"""The field ``EQ \\o(□,√)``: how Word puts a tick into a box or a number into a circle."""
_BOXES: Final = "□☐○◯〇"
_TICKS: Final = ("√", "✓", "✔")
_CROSSES: Final = ("×", "✗", "✘", "X", "x")
_CIRCLED: Final = dict(zip(map(str, range(1, 21)), "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", strict=True))


def chosen(alternatives: Element) -> Element | None:
    """Give the one of several renderings of a thing that is read: the first choice, else the fallback."""
    choice = child(alternatives, "mc:Choice")
    return choice if choice is not None else child(alternatives, "mc:Fallback")


def is_prompt(control: Element) -> bool:
    """Tell whether a content control shows only words that prompt for its content."""
    return is_on(child(child(control, "w:sdtPr"), "w:showingPlcHdr"))


def choice_of(form_field: Element | None) -> str:
    """Give what a form field of the old kind shows that does not stand in its result: its tick, its chosen entry."""
    box = child(form_field, "w:checkBox")
    if box is not None:
        state = child(box, "w:checked")
        return tick(checked=is_on(state if state is not None else child(box, "w:default")))
    choices = child(form_field, "w:ddList")
    if choices is None:
        return ""
    entries = [value(entry) or "" for entry in below(choices, "w:listEntry")]
    state = child(choices, "w:result")
    at = number(state if state is not None else child(choices, "w:default"), 0)
    return entries[at] if at < len(entries) else ""


def tick(*, checked: bool) -> str:
    """Give a box with or without its tick."""
    return "☑" if checked else "☐"


def drawn(element: Element) -> Iterator[Element]:
    """Give the text boxes and the pictures of a drawing, of alternatives only one."""
    for part in element:
        name = NAMES[part.tag]
        if name == "mc:AlternateContent":
            taken = chosen(part)
            yield from () if taken is None else drawn(taken)
        elif name == "w:txbxContent" or name in _PICTURES:
            yield part
        else:
            yield from drawn(part)


def linear(formula: Element) -> str:
    """Give a formula in one line: fractions with a stroke, powers with a caret."""
    name = NAMES[formula.tag]
    if name == "m:t":
        return formula.text or ""
    mark = {"m:f": "/", "m:sSup": "^"}.get(name, "")
    return mark.join(text for part in formula if (text := linear(part)))


def is_deep(formula: Element) -> bool:
    """Tell whether the meaning of a formula is not in the order of its characters."""
    return any(NAMES[part.tag] in _DEEP for part in formula.iter())


def overlay(instruction: str) -> tuple[str, bool]:
    """Give what a field that draws one character over another looks like, and whether that is known."""
    found = _OVERLAY.search(instruction)
    if found is None:
        return instruction.strip()[2:].strip(), False
    under, over = (part.strip() for part in found.groups())
    is_box = under != "" and under in _BOXES
    if is_box and over in _TICKS:
        return "☑", True
    if is_box and over in _CROSSES:
        return "☒", True
    if is_box and over in _CIRCLED:
        return _CIRCLED[over], True
    return under + over, False
