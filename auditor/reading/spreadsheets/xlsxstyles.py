"""The styles of an XLSX: what of them changes how a cell is read, the number format and letters struck through."""

from typing import Final, NamedTuple

from auditor.reading.spreadsheets.codes import BUILT_IN
from auditor.reading.spreadsheets.package import Package, all_named
from auditor.reading.spreadsheets.xlsxstrings import is_on


class Style(NamedTuple):
    """The format code of a cell, and whether its text is struck through."""

    code: str = "General"
    is_struck: bool = False


_PLAIN: Final = Style()


class Styles:
    """The cell styles by their number."""

    def __init__(self, styles: list[Style]) -> None:
        """Keep the styles in order."""
        self._styles = {str(number): style for number, style in enumerate(styles)}

    def find(self, number: str) -> Style:
        """Give a style by its number as it stands in a cell; a plain one where there is none."""
        return self._styles.get(number, _PLAIN)


def read_styles(package: Package, part: str) -> Styles:
    """Read the part of the styles, if there is one."""
    if part not in package:
        return Styles([])
    root = package.tree(part)
    codes = {element.get("numFmtId"): element.get("formatCode", "") for element in all_named(root, "numFmt")}
    fonts = next(all_named(root, "fonts"), ())
    struck = {
        str(number)
        for number, font in enumerate(fonts)
        if any(is_on(mark.attrib) for mark in all_named(font, "strike"))
    }
    found = []
    for element in next(all_named(root, "cellXfs"), ()):
        key = element.get("numFmtId", "0")
        code = codes.get(key) or BUILT_IN.get(int(key) if key.isdecimal() else 0, "General")
        found.append(Style(code, element.get("fontId") in struck))
    return Styles(found)
