"""Names in the XML of Word documents: short ones, whichever of its namespaces a program wrote."""

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from auditor.forms.memo import Memo

_OFFICE: Final = "http://schemas.openxmlformats.org"
_STRICT: Final = "http://purl.oclc.org/ooxml"
_PREFIXES: Final = {
    f"{_OFFICE}/wordprocessingml/2006/main": "w",
    f"{_STRICT}/wordprocessingml/main": "w",
    f"{_OFFICE}/officeDocument/2006/math": "m",
    f"{_STRICT}/officeDocument/math": "m",
    f"{_OFFICE}/drawingml/2006/main": "a",
    f"{_STRICT}/drawingml/main": "a",
    f"{_OFFICE}/drawingml/2006/wordprocessingDrawing": "wp",
    f"{_STRICT}/drawingml/wordprocessingDrawing": "wp",
    f"{_OFFICE}/drawingml/2006/chart": "c",
    f"{_STRICT}/drawingml/chart": "c",
    f"{_OFFICE}/drawingml/2006/diagram": "dgm",
    f"{_STRICT}/drawingml/diagram": "dgm",
    f"{_OFFICE}/markup-compatibility/2006": "mc",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}
_OFF: Final = ("0", "false", "off", "none")


def _short(tag: str) -> str:
    namespace, _, name = tag.removeprefix("{").rpartition("}")
    return f"{_PREFIXES.get(namespace, '?')}:{name}"


NAMES: Final = Memo(_short)
"""``NAMES[element.tag]`` is ``w:tbl`` and the like; ``?:name`` in a namespace that is not known."""


def value(element: Element | None, name: str = "val") -> str | None:
    """Give an attribute by its name without namespace."""
    if element is not None:
        for key, text in element.attrib.items():
            if key == name or key.endswith("}" + name):
                return text
    return None


def number(element: Element | None, default: int) -> int:
    """Give the number in an element's ``val``; the default where there is none."""
    text = value(element)
    return int(text) if text is not None and text.isascii() and text.isdigit() else default


def is_on(element: Element | None) -> bool:
    """Tell whether a switch such as ``<w:vanish/>`` is there and not set to off."""
    return element is not None and (value(element) or "1") not in _OFF


def child(parent: Element | None, name: str) -> Element | None:
    """Give the first child of this name."""
    if parent is not None:
        for element in parent:
            if NAMES[element.tag] == name:
                return element
    return None


def children(parent: Element | None) -> dict[str, Element]:
    """Give the children by their names, the first of each."""
    found: dict[str, Element] = {}
    for element in () if parent is None else parent:
        found.setdefault(NAMES[element.tag], element)
    return found


def below(parent: Element, name: str) -> Iterator[Element]:
    """Give every element of this name at any depth, in order."""
    return (element for element in parent.iter() if NAMES[element.tag] == name)
