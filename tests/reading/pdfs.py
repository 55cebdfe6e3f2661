"""PDFs made for the tests: tables ruled in every way, text that is or is not seen, pages that lie on their side."""

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from auditor.reading.formats import rows
from auditor.reading.grid import Row
from auditor.reading.source import DEFAULT_LIMITS, Limits, Source

FONT = "STSong-Light"
"""A font that every PDF reader knows by its name; no file is needed."""
SIZE = 10.0
HEIGHT = A4[1]

Placed = tuple[int, int, int, int, str]
"""Row, column, rows and columns covered (all 0-based), text."""
Edge = tuple[float, float, float, float]
Pen = Callable[[Canvas, Edge], None]


def stroke(canvas: Canvas, edge: Edge) -> None:
    """Rule with a stroke."""
    canvas.line(*edge)


def thick(canvas: Canvas, edge: Edge) -> None:
    """Rule with a stroke of three points."""
    canvas.setLineWidth(3)
    canvas.line(*edge)


def hair(canvas: Canvas, edge: Edge) -> None:
    """Rule with the thinnest line there is."""
    canvas.setLineWidth(0)
    canvas.line(*edge)


def grey(canvas: Canvas, edge: Edge) -> None:
    """Rule in a light grey."""
    canvas.setStrokeGray(0.8)
    canvas.line(*edge)


def fill(canvas: Canvas, edge: Edge) -> None:
    """Rule with a thin rectangle, as Word does."""
    x0, y0, x1, y1 = edge
    canvas.rect(x0, y0, max(0.48, x1 - x0), max(0.48, y1 - y0), stroke=0, fill=1)


def double(canvas: Canvas, edge: Edge) -> None:
    """Rule with two lines."""
    x0, y0, x1, y1 = edge
    for off in (-0.75, 0.75):
        canvas.line(x0 + off * (x0 == x1), y0 + off * (y0 == y1), x1 + off * (x0 == x1), y1 + off * (y0 == y1))


def dashed(canvas: Canvas, edge: Edge) -> None:
    """Rule with a stroke that is dashed."""
    canvas.setDash(3, 2)
    canvas.line(*edge)


def dotted(canvas: Canvas, edge: Edge) -> None:
    """Rule with a dot after the other, each a square of its own."""
    x0, y0, x1, y1 = edge
    steps = int(max(x1 - x0, y1 - y0) / 2)
    for step in range(steps + 1):
        canvas.rect(x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps, 0.8, 0.8, stroke=0, fill=1)


def picture(canvas: Canvas, edge: Edge) -> None:
    """Rule with a picture that is stretched to a line."""
    x0, y0, x1, y1 = edge
    canvas.drawImage(_dark(), x0, y0, max(0.6, x1 - x0), max(0.6, y1 - y0))


PENS: dict[str, Pen] = {
    "stroke": stroke,
    "thick": thick,
    "hair": hair,
    "grey": grey,
    "fill": fill,
    "double": double,
    "dashed": dashed,
    "dotted": dotted,
    "picture": picture,
}


def _dark(size: int = 1) -> Any:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    return ImageReader(Image.new("RGB", (size, size), "black"))


class Paper:
    """A PDF being made; y counts downwards from the top of the page, in points."""

    def __init__(self, size: tuple[float, float] = A4, **options: Any) -> None:
        """Begin the first page; ``options`` are those of reportlab's canvas."""
        if FONT not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self._content = BytesIO()
        self.canvas = Canvas(self._content, pagesize=size, invariant=1, **options)
        self.height = size[1]

    def text(self, x: float, y: float, text: str, size: float = SIZE) -> None:
        """Write a line whose top is at a height."""
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, self.height - y - 0.88 * size, text)

    def table(
        self,
        cells: Iterable[Placed],
        left: float = 50,
        top: float = 60,
        widths: Sequence[float] = (80, 80, 80, 80, 80),
        row_height: float = 20,
        pen: Pen = stroke,
        size: float = SIZE,
    ) -> None:
        """Draw a table; each line of a cell's text is written as it is."""
        xs = [left + sum(widths[:number]) for number in range(len(widths) + 1)]
        for row, column, down, across, text in cells:
            x0, x1 = xs[column], xs[column + across]
            y0, y1 = top + row * row_height, top + (row + down) * row_height
            lines = text.split("\n") if text else []
            start = (y0 + y1 - len(lines) * size * 1.2) / 2
            for number, line in enumerate(lines):
                self.text(x0 + 3, start + number * size * 1.2, line, size)
            self.box(x0, y0, x1, y1, pen)

    def box(self, x0: float, y0: float, x1: float, y1: float, pen: Pen = stroke) -> None:
        """Draw the four sides of a cell."""
        top, bottom = self.height - y0, self.height - y1
        self.canvas.saveState()
        for edge in ((x0, bottom, x1, bottom), (x0, top, x1, top), (x0, bottom, x0, top), (x1, bottom, x1, top)):
            pen(self.canvas, edge)
        self.canvas.restoreState()

    def turn(self) -> None:
        """End the page."""
        self.canvas.showPage()

    def finished(self) -> bytes:
        """End the document and give it."""
        self.canvas.save()
        return self._content.getvalue()


def plain(texts: Sequence[Sequence[str]]) -> list[Placed]:
    """Give the cells of a table without merged ones."""
    return [(row, column, 1, 1, text) for row, line in enumerate(texts) for column, text in enumerate(line)]


def read(folder: Path, content: bytes, limits: Limits = DEFAULT_LIMITS, labels: Iterable[str] = ()) -> list[Row]:
    """Read a PDF; ``labels`` are known to be labels."""
    path = folder / "样本.pdf"
    path.write_bytes(content)
    return list(rows(Source(path, path.name, limits=limits, is_label=frozenset(labels).__contains__)))


def texts(found: Iterable[Row]) -> list[list[str]]:
    """Give the texts of rows."""
    return [[cell.text for cell in row.cells] for row in found]


def placed(found: Iterable[Row]) -> list[Placed]:
    """Give the cells of rows in tables."""
    return [
        ((row.line or 0) - 1, cell.column - 1, cell.down, cell.across, cell.text)
        for row in found
        if row.table
        for cell in row.cells
    ]
