"""Reads operands and conditions out of marked YAML, checking every name and type against the scope."""

from decimal import Decimal
from typing import Final

from auditor.marked import Mapping, Sequence, Text, Value
from auditor.rulebook import names
from auditor.rulebook.expressions import (
    COMBINATORS,
    COMPARISONS,
    ORDER_COMPARISONS,
    TEXT_COMPARISONS,
    Combination,
    Comparison,
    Condition,
    Each,
    Literal,
    Operand,
    Tolerance,
)
from auditor.rulebook.leaves import LeafReader, items
from auditor.rulebook.scope import is_collection
from auditor.rulebook.spellings import nearest
from auditor.rulebook.verbs import VERBS

_EXACT: Final = Tolerance()
_MANY: Final = ("one_of", "none_of", "contains")
TOLERANT: Final = ("equals", "differs_from", "at_most", "at_least")


def kind_of(declared: str) -> str:
    """Give the comparison family of a type: words out of a closed set compare as text."""
    return "text" if declared.startswith("word:") else declared


class ConditionReader(LeafReader):
    """Reads operands and conditions; a part with a mistake reads as None."""

    def operand(
        self, value: Value, expected: str = "", *, literal: bool = False, column: bool = False
    ) -> Operand | None:
        """Read a name, a verb, or (with ``literal``) a constant; checks the type expected if one is given.

        A column (one attribute of every row) is refused unless ``column``: where one value belongs it has no meaning.
        """
        if isinstance(value, Mapping):
            found = self._verb(value)
        elif isinstance(value, Text):
            found = self.scope.resolve(value)
            if found is None and (literal or expected == "number"):
                found = self.scope.literal(value, expected)
            if found is None:
                self.scope.unknown(value, expected if literal else "")
        else:
            self.wrong(value, expected or "name")
            return None
        if found is not None and expected and kind_of(found.type) != kind_of(expected):
            self.wrong(value, expected)
            return None
        if isinstance(found, Each) and not column:
            self.wrong(value, f"1 × {found.type}")
            return None
        return found

    def _verb(self, value: Mapping) -> Operand | None:
        verb = next((key for key in value if key in VERBS), None)
        if verb is None:
            first = next(iter(value), "")
            place: Value = value.key(first) if first else value
            near = nearest(first, tuple(VERBS))
            self.reporter.at(place, "pack.unknown_verb", found=first, allowed=", ".join(VERBS), nearest=near)
            return None
        extras, build = VERBS[verb]
        if not self.closed(value, (verb, *extras)):
            return None
        return build(self, verb, value[verb], value)

    def condition(self, value: Value) -> Condition | None:
        """Read a condition: a comparison, a combination, or a list that means ``all``."""
        if isinstance(value, Sequence):
            return self._combination("all", value)
        if not isinstance(value, Mapping) or not value:
            self.wrong(value, "{that: …}")
            return None
        if "that" in value:
            return self._comparison(value)
        for name in COMBINATORS:
            if name in value:
                return self._combination(name, value[name]) if self.closed(value, (name,)) else None
        self.closed(value, ("that", *COMBINATORS))
        return None

    def _combination(self, name: str, inner: Value) -> Condition | None:
        parts = items(inner)
        if not parts:
            self.wrong(inner, "{that: …}")
        read = [self.condition(part) for part in parts]
        known = tuple(part for part in read if part is not None)
        if len(known) != len(read) or not known:
            return None
        if name == "not":
            return Combination("not", (known[0] if len(known) == 1 else Combination("all", known),))
        return known[0] if len(known) == 1 else Combination(name, known)

    def _comparison(self, value: Mapping) -> Condition | None:
        if not self.closed(value, ("that", "within", *COMPARISONS)):
            return None
        left = self.operand(value["that"])
        operators = [key for key in value if key in COMPARISONS]
        if len(operators) != 1:
            self.reporter.at(value, "pack.one_comparison", allowed=", ".join(COMPARISONS))
            return None
        if left is None:
            return None
        return self.compare(left, operators[0], value[operators[0]], value.get("within"))

    def compare(self, left: Operand, operator: str, right: Value, within: Value | None = None) -> Condition | None:
        """Read the right side of ``left <operator> right`` and check that the two fit."""
        kind = kind_of(left.type)
        if not _fits(left, operator):
            self.reporter.at(right, "pack.comparison_type", operator=operator, type=left.type)
            return None
        if operator == "filled":
            operands = self._right_side("flag", operator, right)
        elif operator in ("contains", "matches"):
            operands = self._right_side("text", operator, right)
        else:
            operands = self._right_side(left.type, operator, right)
        tolerance = self._within(within, operator, kind)
        if operands is None or tolerance is None:
            return None
        return Comparison(operator, left, operands, tolerance)

    def _right_side(self, expected: str, operator: str, right: Value) -> tuple[Operand, ...] | None:
        parts = items(right)
        if isinstance(right, Sequence) and (operator not in _MANY or not parts):
            self.wrong(right, expected)
            return None
        read = [self._right_operand(part, expected, operator) for part in parts]
        known = tuple(operand for operand in read if operand is not None)
        return known if len(known) == len(read) else None

    def _right_operand(self, item: Value, expected: str, operator: str) -> Operand | None:
        if isinstance(item, Text) and expected.startswith("word:") and (word := self.scope.literal(item, expected)):
            return word
        found = self.scope.resolve(item) if isinstance(item, Text) else None
        if found is not None and found.type == "list" and operator in _MANY and kind_of(expected) == "text":
            return found
        operand = self.operand(item, expected, literal=True, column=operator in (*_MANY, "unique"))
        if operator == "unique" and operand is not None and not isinstance(operand, Each):
            self.wrong(item, f"n × {expected}")
            return None
        if operator == "matches" and operand is not None:
            if not isinstance(operand, Literal):
                self.wrong(item, "pattern")
                return None
            self.pattern(item, str(operand.value))
        return operand

    def _within(self, value: Value | None, operator: str, kind: str) -> Tolerance | None:
        if value is None:
            return _EXACT
        if kind not in ("number", "date") or operator not in TOLERANT:
            self.reporter.at(value, "pack.within_type", type=operator if kind in ("number", "date") else kind)
            return None
        if isinstance(value, Text) and value == "rounding":
            return Tolerance(rounding=True)
        per_line = isinstance(value, Mapping)
        if isinstance(value, Mapping):
            if not self.closed(value, ("per_line",), ("per_line",)):
                return None
            value = value["per_line"]
        amount = self._tolerance(value, kind)
        return None if amount is None else Tolerance(amount, per_line=per_line)

    def _tolerance(self, value: Value, kind: str) -> Decimal | None:
        """Read a tolerance: a constant number, not below zero; dates have none but their printed rounding."""
        if isinstance(value, Text) and not self.scope.resolve(value) and not self.scope.literal(value, "number"):
            self.scope.unknown(value, "number", ("rounding",))
            return None
        amount = self.operand(value, "number", literal=True)
        if amount is None:
            return None
        number = amount.value if isinstance(amount, Literal) else None
        if not isinstance(number, Decimal) or number < 0 or kind == "date":
            self.wrong(value, "rounding" if kind == "date" else "number ≥ 0 | rounding | {per_line: number}")
            return None
        return number

    def where(self, value: Value, element_type: str | None) -> Condition | None:
        """Read a filter ``{attribute: constant or comparison}`` over the elements of a collection."""
        if not isinstance(value, Mapping) or not value or element_type is None:
            self.wrong(value, "{attribute: …}")
            return None
        inner = ConditionReader(self.scope.inside(element_type))
        parts: list[Condition] = []
        for name, wanted in value.items():
            key = value.key(name)
            if names.attribute_type(element_type, tuple(name.split("."))) is None:
                inner.scope.unknown(key)
            elif (attribute := inner.operand(key)) is not None:
                parts.extend(inner.tests(attribute, wanted))
        return Combination("all", tuple(parts)) if parts else None

    def tests(self, attribute: Operand, wanted: Value) -> list[Condition]:
        """Read what a filter asks of one attribute: a constant to equal, or ``{comparison: …}``."""
        if not isinstance(wanted, Mapping):
            found = [self.compare(attribute, "equals", wanted)]
        elif not wanted:
            self.wrong(wanted, "{" + ", ".join(COMPARISONS) + "}")
            return []
        elif not self.closed(wanted, COMPARISONS):
            return []
        else:
            found = [self.compare(attribute, operator, right) for operator, right in wanted.items()]
        return [condition for condition in found if condition is not None]


def comparisons_of(kind: str) -> tuple[str, ...]:
    """Give the comparisons that values of one family (see `kind_of`) can stand on the left of, apart from filled."""
    if kind == "number":
        return (*ORDER_COMPARISONS, "one_of", "none_of")
    if kind == "date":
        return ORDER_COMPARISONS
    if kind in ("flag", "list"):
        return ("equals" if kind == "flag" else "contains",)
    return TEXT_COMPARISONS if kind == "text" else ()


def _fits(left: Operand, operator: str) -> bool:
    """Tell whether values of the left side's type can be compared in this way."""
    if operator == "filled":
        return not is_collection(left)
    return operator in comparisons_of(kind_of(left.type))
