"""Prints a form as tab-separated text, with the harmless damage that the extraction from PDF does to real forms.

Each kind of damage below was seen in the real text (淮安市 2024); none of them changes a value.
"""

from collections.abc import Collection, Iterator
from enum import Enum
from random import Random
from typing import Final

from .data import FormData, RowData
from .words import FIELD_LABELS

Cells = list[str]
_SHIFT_SHARE: Final = 0.12
_BREAK_SHARE: Final = 0.5
_FUNDING_ROWS: Final = (
    ("财政拨款", "小计", "fiscal_subtotal"),
    ("", "一般公共预算资金", "general_public_budget"),
    ("", "政府性基金", "government_fund"),
    ("", "财政专户管理资金", "special_account"),
    ("国有资本金", "", "state_capital"),
    ("社保基金", "", "social_insurance"),
    ("上年结转资金", "", "carry_over"),
    ("其他资金", "", "other"),
)


class Damage(Enum):
    """A variation of print that a reader must not care about."""

    TRAILING_CELLS = "one to three empty cells behind the rows of a table"
    HEADER_BRACKETS = "（程） or (程), with or without the blank before 预算数"
    SHIFTED_ROWS = "a row moved one or two columns to the left"
    EXTRA_COLUMN = "an empty column through a whole table"
    PAGE_BREAKS = "a blank line inside a table, after which an extra column is gone"
    GOALS_RIGHT = "中长期目标 and 年度目标 with their text one column further right"
    LABEL_ORDER = "the second label of a row before the first"
    TOTAL_IN_HEADER = "资金总额 and its amount in the header row of the funding table"


def print_form(form: FormData, rng: Random, damage: Collection[Damage] = tuple(Damage)) -> str:
    """Print a form; each of the kinds of ``damage`` given strikes at random, the others never do."""
    return Printer(form, rng, damage).text()


class Printer:
    """Prints one form."""

    def __init__(self, form: FormData, rng: Random, damage: Collection[Damage]) -> None:
        """Settle what holds for the whole form: brackets, an extra column, label order."""
        self.form, self.rng, self.damage = form, rng, damage
        brackets = rng.random() < 0.5 and Damage.HEADER_BRACKETS in damage
        self.cheng = "（程）" if brackets else "(程)"
        self.blank = "" if self._strikes(Damage.HEADER_BRACKETS, 0.3) else " "
        self.swapped = self._strikes(Damage.LABEL_ORDER, 0.2)

    def text(self) -> str:
        """Give the lines of the form, a blank one before and behind title and year."""
        year = [] if self.form.year is None else [f"{self.form.year}年度", ""]
        tables = (self._head(), self._funding(), self._spending(), self._goals(), self._indicators())
        lines = [line for table in tables for line in table]
        return "\n".join(["", self.form.title, "", *year, *lines, ""])

    def _strikes(self, damage: Damage, share: float) -> bool:
        return damage in self.damage and self.rng.random() < share

    def _head(self) -> Iterator[str]:
        texts, extra = self.form.texts, ["" for _ in range(self._strikes(Damage.EXTRA_COLUMN, 0.4))]
        trail = self._trail()
        pairs = (
            ("project_name", "department"),
            ("project_type", "project_level"),
            ("start", "end"),
            ("implementing_unit", "manager"),
        )
        for pair in pairs:
            first, second = reversed(pair) if self.swapped else pair
            yield _line([self._label(first), texts[first], *extra, self._label(second), texts[second]], trail)
        for name in ("necessity", "feasibility", "content"):
            yield _line([FIELD_LABELS[name], *extra, texts[name], "", ""], trail)

    def _label(self, name: str) -> str:
        label = FIELD_LABELS[name]
        return label.replace("/", "/ ") if self.blank else label

    def _funding(self) -> Iterator[str]:
        form, amounts = self.form, self.form.funding
        trail = self._trail()
        unit = f"（{form.unit}）" if self.cheng == "（程）" else f"({form.unit})"
        header = f"全年{self.cheng}{self.blank}预算数"
        if self._strikes(Damage.TOTAL_IN_HEADER, 0.15) and amounts["total"]:
            yield _line([f"项目资金{self.blank}{unit}", "收入", "资金总额", "", header, amounts["total"]], trail)
        else:
            yield _line([f"项目资金{self.blank}{unit}", "收入", "", "", header, ""], trail)
            yield _line(["", "", "资金总额", "", amounts["total"], ""], trail)
        for group, label, name in _FUNDING_ROWS:
            if label:
                yield _line(["", "", group, label, "", amounts[name]], trail)
            else:
                yield _line(self._moved(["", "", group, "", amounts[name], ""]), trail)

    def _spending(self) -> Iterator[str]:
        trail = self._trail()
        unit = f"（{self.form.spending_unit}）" if self.form.spending_unit else ""
        half, full = f"半年{self.cheng}{self.blank}计划执行数{unit}", f"全年{self.cheng}{self.blank}预算数{unit}"
        yield _line(self._moved(["", "支出", "", "", half, full]), trail)
        for number, line in enumerate(self.form.spending):
            if number and self._strikes(Damage.PAGE_BREAKS, _BREAK_SHARE / len(self.form.spending)):
                yield ""
            yield _line(self._moved(["", "", line.name, "", line.half_year, line.full_year]), trail)

    def _goals(self) -> Iterator[str]:
        right = ["" for _ in range(self._strikes(Damage.GOALS_RIGHT, 0.4))]
        trail = self._trail()
        for name in ("long_term_goal", "annual_goal"):
            yield _line([FIELD_LABELS[name], *right, self.form.texts[name], "", ""], trail)

    def _indicators(self) -> Iterator[str]:
        rows = self.form.rows
        extra = self.rng.choice((2, 3)) if self._strikes(Damage.EXTRA_COLUMN, 0.3) else None
        trail = self._trail()
        half, full = f"半年{self.cheng}{self.blank}指标值", f"全年{self.cheng}{self.blank}指标值"
        yield _line(_widened(["一级指标", "二级指标", "三级指标", half, full], extra), trail)
        breaks = Damage.PAGE_BREAKS in self.damage and not self.form.keeps_columns
        before: RowData | None = None
        for row in rows:
            if before is not None and breaks and self.rng.random() < _BREAK_SHARE / len(rows):
                yield ""
                extra, trail = None, self._trail()
            cells = _widened(_indicator_cells(row, before), extra)
            yield _line(cells if row.in_place else self._moved(cells), trail)
            before = row

    def _trail(self) -> int:
        """Give the number of empty cells behind the rows of a table."""
        return self.rng.randrange(4) if Damage.TRAILING_CELLS in self.damage else 0

    def _moved(self, cells: Cells) -> Cells:
        """Move a row left by one or two columns, or only the name in it by one, where its beginning is empty."""
        free = next(index for index, cell in enumerate([*cells, "."]) if cell)
        if not 0 < free < len(cells) or not self._strikes(Damage.SHIFTED_ROWS, _SHIFT_SHARE):
            return cells
        by = self.rng.randint(1, min(free, 2))
        moved = cells[by:] + [""] * by
        if free > by and self.rng.random() < 0.3:
            moved[free - by - 1], moved[free - by] = moved[free - by], ""
        return moved


def _indicator_cells(row: RowData, before: RowData | None) -> Cells:
    """Give the cells of an indicator row; labels stand only where a block begins."""
    same1 = before is not None and before.level1 == row.level1
    same2 = before is not None and before.level2 == row.level2
    values = ("" if target is None else target.raw for target in (row.half_year, row.full_year))
    return ["" if same1 else row.level1, "" if same2 else row.level2, row.level3 or "", *values]


def _widened(cells: Cells, column: int | None) -> Cells:
    """Give the row with an empty column at that index."""
    return cells if column is None else [*cells[:column], "", *cells[column:]]


def _line(cells: Cells, trail: int) -> str:
    return "\t".join([*cells, *[""] * trail])
