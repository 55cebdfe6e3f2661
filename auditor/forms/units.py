"""Units of measurement: which family a unit belongs to and how it converts."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from auditor.forms.numbers import fold

MONEY_FAMILY: Final = "money"
UNIT_COST_FAMILY: Final = "unit_cost"  # money per something: 元/人, 万元/套
MONEY_UNIT: Final = "万元"  # the unit every amount is compared in


class UnitTable:
    """The units of a vocabulary. Spellings (百分比, ％, 台(套)) are accepted everywhere."""

    def __init__(
        self,
        families: Mapping[str, tuple[str, Mapping[str, Decimal | None]]],
        others: tuple[str, ...],
        spellings: Mapping[str, str],
    ) -> None:
        """Index families (name → base and factors), units of no family, and other spellings."""
        self._family: dict[str, str] = {}
        self._factor: dict[str, Decimal | None] = {}
        for family, (base, factors) in families.items():
            for unit, factor in {base: Decimal(1), **factors}.items():
                self._family.setdefault(unit, family)
                self._factor.setdefault(unit, factor)
        known = dict.fromkeys([*self._family, *others])
        self._spelling = {fold(unit): unit for unit in known}
        self._spelling.update({fold(spelling): unit for spelling, unit in spellings.items()})
        self.known: tuple[str, ...] = tuple(sorted({*known, *spellings}, key=lambda unit: (-len(unit), unit)))

    def spelled(self, unit: str) -> str:
        """Give the unit's usual spelling: 百分比 → %, 台(套) → 台（套）; an unknown unit as it is."""
        return self._spelling.get(fold(unit), unit)

    def family(self, unit: str) -> str:
        """Give the family word (person, percent, money …); the unit itself when it belongs to none."""
        name = self.spelled(unit)
        if name in self._family:
            return self._family[name]
        head, slash, _ = fold(name).partition("/")
        if slash and self._family.get(self.spelled(head)) == MONEY_FAMILY:
            return UNIT_COST_FAMILY
        return name

    def factor(self, unit: str) -> Decimal | None:
        """Give the factor to the family's base (元 for money); None when unknown or not fixed (月, 工作日)."""
        return self._factor.get(self.spelled(unit))

    def money_factor(self, unit: str) -> Decimal | None:
        """Give the factor to 万元 of a money unit: 元 → 0.0001, 亿元 → 10000; None for any other unit."""
        if self.family(unit) != MONEY_FAMILY:
            return None
        factor, base = self.factor(unit), self.factor(MONEY_UNIT)
        return factor / base if factor is not None and base else None
