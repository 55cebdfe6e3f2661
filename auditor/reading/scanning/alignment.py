"""Pages of one document are scanned one by one, each a little off: tables of one width are laid under those before them."""

from dataclasses import replace
from itertools import pairwise
from typing import Final

from auditor.reading.pages import Page, Table

_ASIDE: Final = 36.0
"""Points by which a page may lie beside the last one."""
_STRETCHED: Final = 0.03
"""Share by which it may be larger or smaller."""
_SAME_EDGE: Final = 6.0
"""Points between edges of columns that are one."""


def last_table(page: Page | None) -> Table | None:
    """Give the last table of a page, None where it has none."""
    tables = [part for part in page.parts if isinstance(part, Table)] if page is not None else []
    return tables[-1] if tables else None


def laid_under(page: Page, last: Table | None) -> Page:
    """Give a scanned page whose tables have the edges and columns of the last one before it, where they are as wide."""
    parts = []
    for part in page.parts:
        moved = _moved(part, last) if last is not None and isinstance(part, Table) else part
        last = moved if isinstance(moved, Table) else last
        parts.append(moved)
    return page._replace(parts=tuple(parts))


def _moved(table: Table, last: Table) -> Table:
    left, right = table.grid.xs[0], table.grid.xs[-1]
    wanted_left, wanted_right = last.grid.xs[0], last.grid.xs[-1]
    scale = (wanted_right - wanted_left) / (right - left)
    if abs(scale - 1) > _STRETCHED or abs(wanted_left - left) > _ASIDE:
        return table
    moved = tuple(wanted_left + (x - left) * scale for x in table.grid.xs)
    nearest = (min(last.grid.xs, key=lambda edge: abs(edge - x)) for x in moved)
    edges = tuple(near if abs(near - x) <= _SAME_EDGE else x for x, near in zip(moved, nearest, strict=True))
    is_sound = all(before < after for before, after in pairwise(edges))
    return table._replace(grid=replace(table.grid, xs=edges if is_sound else moved))
