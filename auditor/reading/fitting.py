"""How well cells fit the columns of an indicator table, and where they belong when a row is shifted.

A row keeps its columns unless a cell cannot be what its column holds (a word where a sign, a weight or a level label must
stand) and there is one way to share the cells out, in their order, in which every cell can.
"""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from auditor.forms.composition import is_nature
from auditor.forms.memo import Memo
from auditor.forms.numbers import Amount
from auditor.forms.targets import parse_target
from auditor.forms.vocabulary import Vocabulary
from auditor.reading.grid import Cell
from auditor.reading.head import Slot
from auditor.reading.levels import LevelWords

WRONG: Final = 100
"""Cost of a cell that cannot be what its column holds; doubts are far smaller, so that they never add up to one."""
_DOUBT: Final = 1
_STRANGE: Final = 10
"""Cost of a level 1 that is no known word: forms have few of them, and they are the same everywhere."""
_DIRECTIONS: Final = ("正向", "反向", "负向", "逆向", "适度", "中性", "双向")
_SATISFIED: Final = "满意度"
_LONGEST_UNIT: Final = 12


class Fits:
    """Tells, from 0 (fits) over doubts to `WRONG`, how a text fits a role."""

    def __init__(self, levels: LevelWords, vocabulary: Vocabulary, amounts: Memo[Amount | None]) -> None:
        """Know these level words, units and numbers."""
        self._levels = levels
        self._vocabulary = vocabulary
        self._amounts = amounts
        by_role: dict[str, Callable[[str], int]] = {
            "level1": self._level1,
            "level2": self._level2,
            "level3": self._name,
            "nature": lambda text: 0 if is_nature(text, self._vocabulary) else WRONG,
            "unit": self._unit,
            "weight": lambda text: 0 if self._is_weight(text) else WRONG,
            "declared_direction": lambda text: 0 if self._is_direction(text) else WRONG,
            "half_year": self._value,
            "full_year": self._value,
            "previous": self._value,
            "explanation": self._explanation,
        }
        self._costs = {role: Memo(cost) for role, cost in by_role.items()}

    def cost(self, slot: Slot, cell: Cell) -> int:
        """Give the cost of a cell in a column; nothing is known against a column nobody knows, or a dash."""
        if slot.role is None or self._vocabulary.is_placeholder(cell.text):
            return 0
        return self._costs[slot.role][cell.text]

    def _level1(self, text: str) -> int:
        word = self._levels.word(text)
        if word is None and not self._is_quantity(text) and not is_nature(text, self._vocabulary):
            return _STRANGE
        return 0 if word is not None and word.level1 is not None else WRONG

    def _level2(self, text: str) -> int:
        word = self._levels.word(text)
        if word is not None:
            return 0 if word.level2 is not None else WRONG
        return WRONG if self._is_quantity(text) or is_nature(text, self._vocabulary) else _DOUBT

    def _name(self, text: str) -> int:
        word = self._levels.word(text)
        if word is not None and _SATISFIED in text and word.level2 is not None and not text.endswith("指标"):
            return _DOUBT  # 服务对象满意度 is as often the indicator itself
        if is_nature(text, self._vocabulary) or self._is_direction(text) or (word is not None and word.plain):
            return WRONG
        return _DOUBT if self._is_quantity(text) else 0

    def _value(self, text: str) -> int:
        word = self._levels.word(text)
        if is_nature(text, self._vocabulary) or self._is_direction(text) or (word is not None and word.plain):
            return WRONG
        target = parse_target(text, self._vocabulary)
        return 0 if target is not None and target.kind != "unparsed" else _DOUBT

    def _unit(self, text: str) -> int:
        if text.strip("()（） ") in self._vocabulary.known_units:
            return 0
        if self._is_quantity(text) or is_nature(text, self._vocabulary) or self._is_direction(text):
            return WRONG
        return WRONG if len(text) > _LONGEST_UNIT else _DOUBT

    def _explanation(self, text: str) -> int:
        is_other = is_nature(text, self._vocabulary) or self._is_direction(text)
        return _DOUBT if is_other or self._is_quantity(text) or self._levels.word(text) is not None else 0

    def _is_quantity(self, text: str) -> bool:
        target = parse_target(text, self._vocabulary)
        return target is not None and target.kind == "quantity"

    def _is_weight(self, text: str) -> bool:
        amount = self._amounts[text.removesuffix("分").removesuffix("%").rstrip()]
        return amount is not None and amount.unit is None

    def _is_direction(self, text: str) -> bool:
        return len(text) <= _LONGEST_UNIT and any(word in text for word in _DIRECTIONS)


class _Way(NamedTuple):
    """A way to share cells out: its cost, how many cost the same, and the columns taken."""

    cost: int
    ways: int
    taken: tuple[int, ...]


def aligned(cells: Sequence[Cell], slots: Sequence[Slot], fits: Fits) -> tuple[Slot, ...] | None:
    """Give the one cheapest way to share cells out over columns in their order; None where there is none or no best one."""
    found = [_Way(0, 1, ())] * (len(slots) + 1)
    impossible = _Way(WRONG * (len(cells) + 1), 0, ())
    for cell in cells:
        row = [impossible]
        for at, slot in enumerate(slots):
            before = found[at]
            row.append(_cheaper(row[-1], _Way(before.cost + fits.cost(slot, cell), before.ways, (*before.taken, at))))
        found = row
    best = found[-1]
    return tuple(slots[at] for at in best.taken) if best.ways == 1 and best.cost < WRONG else None


def _cheaper(one: _Way, other: _Way) -> _Way:
    if one.cost != other.cost:
        return min(one, other)
    return other._replace(ways=one.ways + other.ways)
