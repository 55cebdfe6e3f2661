"""What lies over the cells of an XLSX sheet: comments, text boxes, pictures."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from auditor.reading.spreadsheets.package import Package, all_named, local
from auditor.reading.spreadsheets.workbook import Sheet, split_reference


def add_drawings(sheet: Sheet, package: Package, part: str) -> None:
    """Add comments, text boxes and the number of pictures to a sheet whose cells were read."""
    for kind, target in package.targets(part).values():
        if target not in package:
            continue
        if kind == "comments":
            for row, column, text in _comments(package.tree(target)):
                sheet.add_comment(row, column, text)
        elif kind == "drawing":
            _add_drawing(sheet, package.tree(target))


def _comments(root: Element) -> Iterator[tuple[int, int, str]]:
    for comment in all_named(root, "comment"):
        yield *split_reference(comment.get("ref", "A1")), _text(comment, "t")


def _add_drawing(sheet: Sheet, root: Element) -> None:
    for anchor in root:
        row, column = _corner(anchor)
        sheet.pictures += sum(1 for _ in all_named(anchor, "pic"))
        for shape in all_named(anchor, "sp"):
            lines = [_text(paragraph, "t") for paragraph in all_named(shape, "p")]
            sheet.add_text_box(row, column, "\n".join(lines))


def _corner(anchor: Element) -> tuple[int, int]:
    """Give row and column of a drawing's upper left corner; of one that lies anywhere, the first cell."""
    start = next(all_named(anchor, "from"), None)
    numbers = {local(element): element.text or "" for element in (start if start is not None else ())}
    row, column = numbers.get("row", ""), numbers.get("col", "")
    return (int(row) + 1, int(column) + 1) if row.isdecimal() and column.isdecimal() else (1, 1)


def _text(element: Element, name: str) -> str:
    return "".join(found.text or "" for found in all_named(element, name))
