"""One target out of three cells: a sign (指标性质), a value and a unit that stand in columns of their own.

The parts are read together exactly as if they were printed in one cell, so that ``＝ | 26 | 人`` is ``＝26人``. A sign or
unit that the value repeats is taken once; where the two contradict each other the value's own is taken and it is said.
"""

from dataclasses import replace
from typing import Final, NamedTuple

from auditor.forms.model import Target
from auditor.forms.targets import RATIO_UNIT, parse_target
from auditor.forms.vocabulary import Vocabulary, view

_UNITLESS: Final = ("date", "progress", "quality_word")
"""Kinds of values that take no unit, whatever stands beside them."""


class Composed(NamedTuple):
    """A target, and the codes of damage notes on how its parts fit together."""

    target: Target | None
    notes: tuple[str, ...] = ()


def is_nature(text: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a text is a comparison sign or 定性, 定量: what the column of signs may hold."""
    return _sign(text, vocabulary) is not None or _is_word(text, vocabulary, "quality_natures", "quantity_natures")


def compose_target(nature: str | None, value: str | None, unit: str | None, vocabulary: Vocabulary) -> Composed:
    """Give the target that the three cells say together; None where the value is blank.

    ``raw`` is what is printed, sign, value and unit without blanks between them; of a 定性 row it is the value. A word that
    the grammar does not know is a quality word in such a row, unless it is an untouched list of choices (好坏).
    """
    if value is None:
        return Composed(None)
    unit = None if unit is None or vocabulary.is_placeholder(unit) else unit
    alone = parse_target(value, vocabulary)
    if alone is None or vocabulary.is_placeholder(value):
        return Composed(alone)
    if nature is not None and _is_word(nature, vocabulary, "quality_natures"):
        return _quality(alone, value, unit, vocabulary)
    lead, sign_notes = _lead(nature, alone, vocabulary)
    tail, unit_notes = _tail(unit, alone, value, vocabulary)
    return Composed(_joined(lead, value, tail, alone, vocabulary), (*sign_notes, *unit_notes))


def _quality(alone: Target, value: str, unit: str | None, vocabulary: Vocabulary) -> Composed:
    if alone.kind == "quantity":
        tail, notes = _tail(unit, alone, value, vocabulary)
        return Composed(_joined("", value, tail, alone, vocabulary), notes)
    if alone.kind == "unparsed" and not _is_word(value, vocabulary, "option_lists"):
        return Composed(replace(alone, kind="quality_word"))
    return Composed(alone)


def _lead(nature: str | None, alone: Target, vocabulary: Vocabulary) -> tuple[str, tuple[str, ...]]:
    """Give the sign to print before the value, unless the value has one itself."""
    if nature is None or vocabulary.is_placeholder(nature):
        return "", ()
    sign = _sign(nature, vocabulary)
    if sign is None:
        return "", () if _is_word(nature, vocabulary, "quantity_natures") else ("nature_unknown",)
    if alone.operator is None:
        return nature, ()
    return "", ("operator_twice" if alone.operator == sign else "operator_conflict",)


def _tail(unit: str | None, alone: Target, value: str, vocabulary: Vocabulary) -> tuple[str, tuple[str, ...]]:
    """Give the unit to print behind the value, unless the value has one itself or takes none."""
    if unit is None or alone.kind in _UNITLESS:
        return "", ()
    own = alone.unit
    if own is None and not (alone.kind == "unparsed" and view(value).endswith(view(unit))):
        return unit, ()
    if own is None or own == RATIO_UNIT or vocabulary.units.spelled(own) == vocabulary.units.spelled(unit):
        return "", ()
    return "", () if view(value).endswith(view(unit)) else ("unit_conflict",)


def _joined(lead: str, value: str, tail: str, alone: Target, vocabulary: Vocabulary) -> Target:
    """Read the parts as one cell; where the whole is too much for the grammar, the parts that were understood stand."""
    raw = lead + value + tail
    whole = parse_target(raw, vocabulary)
    unit = vocabulary.units.spelled(tail.strip("()（）")) if tail else alone.unit
    if whole is None or (whole.kind == "unparsed" and alone.kind == "quantity"):
        return replace(alone, raw=raw, operator=_sign(lead, vocabulary) or alone.operator, unit=unit)
    if whole.kind == "quantity" and whole.unit is None and whole.value == alone.value:
        return replace(whole, unit=unit)  # a unit in brackets reads as a note: 1（条）
    return whole


def _sign(text: str, vocabulary: Vocabulary) -> str | None:
    return vocabulary.grammar.sign(view(text))


def _is_word(text: str, vocabulary: Vocabulary, *lists: str) -> bool:
    return any(view(text) in map(view, vocabulary.words.get(name, ())) for name in lists)
