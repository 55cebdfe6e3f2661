"""Pages as a web page: rowspan and colspan, in UTF-8 or in the older encodings of government sites."""

from collections.abc import Iterator, Sequence
from html import escape
from random import Random
from typing import Final

from .page import Cell, Page, Paragraph, Spots, Table, Written

_CHARSETS: Final = (("utf-8", "utf-8"), ("utf-8", ""), ("gb18030", "gb2312"), ("gb18030", "gbk"), ("gb18030", ""))
"""The encoding, and what the page says of it: a page that says gb2312 holds more than that."""


def write(pages: Sequence[Page], rng: Random) -> Written:
    """Write the pages one below the other."""
    codec, charset = rng.choice(_CHARSETS)
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">' if charset else ""
    parts = ["<!DOCTYPE html>\n<html><head>", meta, "<title>公开</title><style>td{border:1px}</style></head>\n<body>"]
    spots = Spots()
    tables = 0
    for page in pages:
        for block in page.blocks:
            if isinstance(block, Paragraph):
                tag = rng.choice(("p", "div", "h2"))
                parts.append(f"<{tag} align=center>{_marked(block.text, rng)}</{tag}>\n")
                spots.note(block.holds, None, None)
                continue
            tables += 1
            parts += _table(block, rng)
            spots.note_table(block, tables)
        spots.turn(page)
    parts.append("<script>var 项目名称='</td>';</script></body></html>\n")
    return Written("".join(parts).encode(codec), spots.found)


def _table(table: Table, rng: Random) -> Iterator[str]:
    body = rng.random() < 0.5
    closed = rng.random() < 0.8  # the end tags of cells and rows may be left out
    yield '<table border="1">' + ("<tbody>\n" if body else "\n")
    for row in table.rows:
        yield "<tr>"
        for cell in row:
            yield _cell(cell, rng) + ("</td>" if closed else "\n")
        yield "</tr>\n" if closed else "\n"
    yield ("</tbody>" if body else "") + "</table>\n"


def _cell(cell: Cell, rng: Random) -> str:
    spans = "".join(
        f' {name}="{count}"' for name, count in (("colspan", cell.across), ("rowspan", cell.down)) if count > 1
    )
    blank = rng.choice(("", "&nbsp;", "<p>&nbsp;</p>", " \n "))
    return f"<td{spans}>{_marked(cell.text, rng) if cell.text else blank}"


def _marked(text: str, rng: Random) -> str:
    """Give a text as a web editor leaves it: in spans, with blanks and line ends around it."""
    inside = rng.choice(("<br>", "<br/>")).join(escape(line, quote=False) for line in text.split("\n"))
    style = rng.random()
    if style < 0.3:
        return f"<span style='font-size:10pt'>{inside}</span>"
    if style < 0.5:
        return f"\n  <p>{inside}</p>\n"
    cut = rng.randint(0, len(text)) if style < 0.6 and "\n" not in text else 0
    return f"<b>{escape(text[:cut], quote=False)}</b>{escape(text[cut:], quote=False)}" if cut else f" {inside}"
