"""Reads operands and conditions out of marked YAML, checking every name and type against the scope."""

import difflib
from typing import Final

import re2

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
from auditor.rulebook.scope import Scope
from auditor.rulebook.verbs import VERBS

_EXACT: Final = Tolerance()


def kind_of(declared: str) -> str:
    """Give the comparison family of a type: words out of a closed set compare as text."""
    return "text" if declared.startswith("word:") else declared


class ConditionReader:
    """Reads the parts of one rule; every mistake goes to the scope's reporter, and the part reads as None."""

    def __init__(self, scope: Scope) -> None:
        """Read within ``scope``."""
        self.scope = scope

    def wrong(self, value: Value, expected: str) -> None:
        """Note a value of the wrong kind."""
        found = value if isinstance(value, Text) else type(value).__name__.lower()
        self.scope.reporter.at(value, "pack.wrong_type", found=found, expected=expected)

    def expect_mapping(self, value: Value, keys: tuple[str, ...]) -> None:
        """Note that a mapping with these keys belongs here, unless it is one."""
        if not isinstance(value, Mapping):
            self.wrong(value, "{" + ", ".join(keys) + "}")

    def closed(self, value: Mapping, allowed: tuple[str, ...], needed: tuple[str, ...] = ()) -> bool:
        """Check a mapping's keys; notes unknown ones with the nearest allowed, and missing ones."""
        good = True
        for key in value:
            if key not in allowed and isinstance(key, Text):
                near = difflib.get_close_matches(key, allowed, 1, 0.5)
                self.scope.reporter.at(
                    key, "pack.unknown_key", found=key, allowed=", ".join(allowed), nearest=near[0] if near else "—"
                )
                good = False
        for key in needed:
            if key not in value:
                self.scope.reporter.at(value, "pack.missing_key", key=key)
                good = False
        return good

    def pattern(self, place: Value, pattern: str) -> None:
        """Check that a regular expression is one that RE2 runs in linear time."""
        try:
            re2.compile(pattern)
        except re2.error as error:
            self.scope.reporter.at(place, "pack.pattern", found=pattern, reason=error)

    def operand(self, value: Value, expected: str = "", *, literal: bool = False) -> Operand | None:
        """Read a name, a verb, or (with ``literal``) a constant; checks the type expected if one is given."""
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
        return found

    def _verb(self, value: Mapping) -> Operand | None:
        verb = next((key for key in value if key in VERBS), None)
        if verb is None:
            first = next(iter(value), None)
            near = difflib.get_close_matches(first or "", VERBS, 1, 0.5)
            place: Value = first if isinstance(first, Text) else value
            allowed = ", ".join(VERBS)
            self.scope.reporter.at(
                place, "pack.unknown_verb", found=first or "", allowed=allowed, nearest=near[0] if near else "—"
            )
            return None
        extras, build = VERBS[verb]
        if not self.closed(value, (verb, *extras)):
            return None
        return build(self, verb, value[verb], value)

    def condition(self, value: Value) -> Condition | None:
        """Read a condition: a comparison, a combination, or a list that means ``all``."""
        if isinstance(value, Sequence):
            return self._combination("all", value)
        if not isinstance(value, Mapping):
            self.wrong(value, "{that: …}")
            return None
        if "that" in value:
            return self._comparison(value)
        for name in COMBINATORS:
            if name in value and self.closed(value, (name,)):
                inner = value[name]
                parts = inner if isinstance(inner, Sequence) else Sequence([inner])
                return self._combination(name, parts)
        if not any(name in value for name in COMBINATORS):
            self.closed(value, ("that", *COMBINATORS))
            if not value:
                self.wrong(value, "{that: …}")
        return None

    def _combination(self, name: str, parts: Sequence) -> Condition | None:
        read = [self.condition(part) for part in parts]
        known = tuple(part for part in read if part is not None)
        if len(known) != len(read) or not known:
            return None
        if name == "not":
            inner = known[0] if len(known) == 1 else Combination("all", known)
            return Combination("not", (inner,))
        return known[0] if len(known) == 1 else Combination(name, known)

    def _comparison(self, value: Mapping) -> Condition | None:
        if not self.closed(value, ("that", "within", *COMPARISONS)):
            return None
        left = self.operand(value["that"])
        operators = [key for key in value if key in COMPARISONS]
        if len(operators) != 1:
            self.scope.reporter.at(value, "pack.one_comparison", allowed=", ".join(COMPARISONS))
            return None
        if left is None:
            return None
        return self.compare(left, operators[0], value[operators[0]], value.get("within"))

    def compare(self, left: Operand, operator: str, right: Value, within: Value | None = None) -> Condition | None:
        """Read the right side of ``left <operator> right`` and check that the two fit."""
        if operator == "filled":
            wanted = self.operand(right, "flag", literal=True)
            return None if wanted is None else Comparison("filled", left, (wanted,), _EXACT)
        kind = kind_of(left.type)
        fits = {"number": (*ORDER_COMPARISONS, "one_of", "none_of"), "date": ORDER_COMPARISONS, "flag": ("equals",)}
        if operator not in fits.get(kind, TEXT_COMPARISONS if kind == "text" else ()):
            self.scope.reporter.at(right, "pack.comparison_type", operator=operator, type=left.type)
            return None
        operands = self._right_side(left, operator, right)
        tolerance = self._within(within, kind)
        if operands is None or tolerance is None:
            return None
        return Comparison(operator, left, operands, tolerance)

    def _right_side(self, left: Operand, operator: str, right: Value) -> tuple[Operand, ...] | None:
        many = operator in ("one_of", "none_of", "contains")
        items = right if isinstance(right, Sequence) else Sequence([right])
        if isinstance(right, Sequence) and not many:
            self.wrong(right, left.type)
            return None
        read: list[Operand | None] = []
        for item in items:
            expected = "text" if operator in ("contains", "matches") else left.type
            read.append(self._right_operand(item, expected, operator, many=many))
        if any(operand is None for operand in read) or not read:
            return None
        return tuple(operand for operand in read if operand is not None)

    def _right_operand(self, item: Value, expected: str, operator: str, *, many: bool) -> Operand | None:
        if isinstance(item, Text) and expected.startswith("word:") and (word := self.scope.literal(item, expected)):
            return word
        found = self.scope.resolve(item) if isinstance(item, Text) else None
        if found is not None and many and found.type == "list":
            return found
        if isinstance(found, Each) and not (many or operator == "unique"):
            self.wrong(item, expected)
            return None
        operand = self.operand(item, expected, literal=True)
        if operator == "matches" and isinstance(operand, Literal):
            self.pattern(item, str(operand.value))
        return operand

    def _within(self, value: Value | None, kind: str) -> Tolerance | None:
        if value is None:
            return _EXACT
        if kind not in ("number", "date"):
            self.scope.reporter.at(value, "pack.within_type", type=kind)
            return None
        if isinstance(value, Text) and value == "rounding":
            return Tolerance(rounding=True)
        if isinstance(value, Mapping):
            if not self.closed(value, ("per_line",), ("per_line",)):
                return None
            amount = self.operand(value["per_line"], "number", literal=True)
            per_line = True
        else:
            amount, per_line = self.operand(value, "number", literal=True), False
        if not isinstance(amount, Literal) or kind == "date":
            self.wrong(value, "number | rounding | {per_line: number}")
            return None
        return Tolerance(amount.value, per_line=per_line)  # type: ignore[arg-type]

    def where(self, value: Value, element_type: str | None) -> Condition | None:
        """Read a filter ``{attribute: constant or comparison}`` over the elements of a collection."""
        if not isinstance(value, Mapping) or element_type is None:
            self.wrong(value, "{attribute: …}")
            return None
        inner = ConditionReader(self.scope.inside(element_type))
        parts: list[Condition] = []
        for name, wanted in value.items():
            kind = names.attribute_type(element_type, tuple(name.split(".")))
            if kind is None:
                if isinstance(name, Text):
                    inner.scope.unknown(name)
                continue
            attribute = inner.operand(_as_text(name, value))
            tests = wanted if isinstance(wanted, Mapping) else {"equals": wanted}
            for operator, right in tests.items():
                if operator not in COMPARISONS:
                    inner.closed(wanted if isinstance(wanted, Mapping) else value, COMPARISONS)
                elif attribute is not None and (found := inner.compare(attribute, operator, right)) is not None:
                    parts.append(found)
        return Combination("all", tuple(parts)) if parts else None


def _as_text(name: str, place: Mapping) -> Text:
    return name if isinstance(name, Text) else place.key(name)
