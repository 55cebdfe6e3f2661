"""Walls between the places of a grid → its cells, merged or not."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

Walls = list[list[bool]]
"""Which edges are drawn, first by line, then by place along it."""


class Area(NamedTuple):
    """A cell of a grid, merged or not: 0-based row and column where it begins, and how many of each it covers.

    ``sound`` is False where a ruling is missing, so that the cell's true extent cannot be told; its rows stand apart.
    """

    row: int
    column: int
    down: int
    across: int
    sound: bool = True


def areas_between(below: Walls, beside: Walls) -> Iterator[Area]:
    """Give the cells: a rectangle where walls enclose one, else each row of the space that they leave open.

    ``below[line][column]`` and ``beside[line][row]`` tell which edges are drawn.
    """
    taken = [[False] * len(below[0]) for _ in beside[0]]
    for row, of_row in enumerate(taken):
        for column, is_taken in enumerate(of_row):
            if is_taken:
                continue
            area = _rectangle(below, beside, row, column)
            found = (
                [area] if _is_enclosed(below, beside, area) else _rows_apart(_space(below, beside, row, column), beside)
            )
            yield from found
            for area in found:
                for at in range(area.row, area.row + area.down):
                    taken[at][area.column : area.column + area.across] = [True] * area.across


def _rectangle(below: Walls, beside: Walls, row: int, column: int) -> Area:
    """Give the rectangle from a place to the next walls to the right of it and below it."""
    right, bottom = column + 1, row + 1
    while not beside[right][row]:
        right += 1
    while not below[bottom][column]:
        bottom += 1
    return Area(row, column, bottom - row, right - column)


def _is_enclosed(below: Walls, beside: Walls, area: Area) -> bool:
    """Tell whether a rectangle has walls all around and none inside."""
    rows, columns = slice(area.row, area.row + area.down), slice(area.column, area.column + area.across)
    return (
        all(beside[columns.start][rows])
        and all(beside[columns.stop][rows])
        and all(below[rows.start][columns])
        and all(below[rows.stop][columns])
        and not any(any(beside[line][rows]) for line in range(columns.start + 1, columns.stop))
        and not any(any(below[line][columns]) for line in range(rows.start + 1, rows.stop))
    )


def _space(below: Walls, beside: Walls, row: int, column: int) -> set[tuple[int, int]]:
    """Give the places that can be reached from one without crossing a wall."""
    space, waiting = {(row, column)}, [(row, column)]
    while waiting:
        row, column = waiting.pop()
        neighbours = (
            (row, column + 1, beside[column + 1][row]),
            (row, column - 1, beside[column][row]),
            (row + 1, column, below[row + 1][column]),
            (row - 1, column, below[row][column]),
        )
        for at_row, at_column, is_wall in neighbours:
            if not is_wall and (at_row, at_column) not in space:
                space.add((at_row, at_column))
                waiting.append((at_row, at_column))
    return space


def _rows_apart(space: Iterable[tuple[int, int]], beside: Walls) -> list[Area]:
    """Cut a space into the runs of each of its rows."""
    areas: list[Area] = []
    for row, column in sorted(space):
        last = areas[-1] if areas else None
        if last and last.row == row and last.column + last.across == column and not beside[column][row]:
            areas[-1] = last._replace(across=last.across + 1)
        else:
            areas.append(Area(row, column, 1, 1, sound=False))
    return areas
