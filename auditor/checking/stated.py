"""Quantities that a field of the form states, as subjects of rules, and the indicators that measure them.

An indicator *answers* a quantity when its full-year value is the same number in the same family of units, both speak of
the same thing (a content word in common, no two different kinds of work), and no other quantity of the field fits it
better. A quantity fits less well and answers all the same when one of its last words stands in the name.
"""

from collections import Counter
from fractions import Fraction
from typing import Final, Protocol

from auditor.checking.rows import IndicatorView, Interval, QuantityView, TargetView, exact, quantity_view
from auditor.forms.content import ContentWords
from auditor.forms.phrases import Phrase, phrases
from auditor.forms.quantities import Quantity
from auditor.forms.vocabulary import Vocabulary
from auditor.rulebook.plan import Number

ABOUT: Final = Fraction(1, 10)
"""How far a number that is only about right (约, 多, 左右) may be off: a tenth, since it is rounded to its first digits."""
CONVERTED: Final = Fraction(1, 200)
"""How far two numbers in different units (亩, 公顷) may be off: converted figures and factors are printed rounded."""
_SIDES: Final = {"≥": "above", ">": "above", "≤": "below", "<": "below"}


class Form(Protocol):
    """What matching needs of a form's view."""

    vocabulary: Vocabulary

    def stated(self, field: str) -> "list[StatedView]":
        """Give the quantities that a field states."""


class StatedView:
    """A quantity of a field; ``phrase`` names it, ``repeat`` counts the equal phrases above it."""

    __slots__ = (
        "about", "after", "amount", "approximate", "before", "family", "field", "heads", "kinds", "operator", "phrase",
        "repeat", "unit", "upper", "value", "words",
    )  # fmt: skip

    def __init__(self, field: str, repeat: int, quantity: Quantity, phrase: Phrase, vocabulary: Vocabulary) -> None:
        """View ``quantity``, which stands in ``field``."""
        plain: QuantityView = quantity_view(quantity, vocabulary)
        self.value, self.unit, self.family, self.amount = plain.value, plain.unit, plain.family, plain.amount
        self.operator, self.before, self.after = plain.operator, plain.before, plain.after
        self.upper = None if quantity.upper is None else exact(quantity.upper)
        self.approximate = quantity.approximate
        self.field, self.repeat = field, repeat
        self.phrase, self.about, self.heads = phrase.shown, phrase.about, phrase.heads
        self.words = phrase.words
        self.kinds = vocabulary.content.activities(phrase.about)


def stated_in(field: str, text: str, found: list[Quantity], vocabulary: Vocabulary) -> list[StatedView]:
    """Give the quantities ``found`` in the text of a field, in order; time grows linearly with the text."""
    seen: Counter[str] = Counter()
    views = []
    for quantity, phrase in zip(found, phrases(text, found, vocabulary.content), strict=True):
        views.append(StatedView(field, seen[phrase.shown], quantity, phrase, vocabulary))
        seen[phrase.shown] += 1
    return views


class Matching:
    """Which of some indicators answer the quantities of a form's fields; made once a form."""

    def __init__(self, rows: list[IndicatorView], form: "Form") -> None:
        """Match these rows of ``form``."""
        self._form = form
        self._rows = [(row, *_about(row, form.vocabulary.content)) for row in rows]
        self._answers: dict[str, dict[int, set[int]]] = {}

    def measuring(self, quantity: StatedView, least: Number) -> int | None:
        """Count the rows that answer a quantity in ``least`` words or more; None when a blank row might be one."""
        answering = self._answering(quantity.field)
        found = sum(
            1
            for at, (_, words, _) in enumerate(self._rows)
            if id(quantity) in answering[at] and len(words & quantity.words) >= least
        )
        return found or (None if any(self._might(quantity, *row, least) for row in self._rows) else 0)

    def contradicting(self, quantity: StatedView, least: Number, share: Number) -> IndicatorView | None:
        """Give the row that measures the same thing by another number: the one with most words in common.

        They are at least ``least`` words and ``share`` percent of the row's own; a row that answers any quantity
        contradicts none.
        """
        answering = self._answering(quantity.field)
        best, most = None, 0
        for at, (row, words, kinds) in enumerate(self._rows):
            common = len(words & quantity.words)
            if answering[at] or common < least or common * 100 < share * len(words) or common <= most:
                continue
            if _are_apart(kinds, quantity.kinds) or self._scaled(quantity, row.full_year) is None:
                continue
            best, most = row, common
        return best

    def _answering(self, field: str) -> dict[int, set[int]]:
        """Give, by row, the quantities of a field that the row answers."""
        found = self._answers.get(field)
        if found is None:
            stated = self._form.stated(field)
            found = {at: self._answered(*row, stated) for at, row in enumerate(self._rows)}
            self._answers[field] = found
        return found

    def _answered(
        self, row: IndicatorView, words: frozenset[str], kinds: frozenset[str], stated: list[StatedView]
    ) -> set[int]:
        fitting = [
            (len(words & quantity.words), quantity)
            for quantity in stated
            if self._agrees(quantity, row.full_year)
            and words & quantity.words
            and not _are_apart(kinds, quantity.kinds)
        ]
        most = max((common for common, _ in fitting), default=0)
        return {id(quantity) for common, quantity in fitting if common == most or quantity.heads & words}

    def _might(
        self, quantity: StatedView, row: IndicatorView, words: frozenset[str], kinds: frozenset[str], least: Number
    ) -> bool:
        """Tell whether a row that lost its value or its name might answer a quantity."""
        if not row.full_year.filled:
            return len(words & quantity.words) >= least and not _are_apart(kinds, quantity.kinds)
        return row.level3 is None and self._agrees(quantity, row.full_year)

    def _scaled(self, quantity: StatedView, target: TargetView) -> tuple[Interval, Interval] | None:
        """Give both numbers as intervals in one unit; None when their units cannot stand for one another."""
        if target.value is None or quantity.family is None or quantity.family != target.family:
            return None
        slack = quantity.value * ABOUT if quantity.approximate else 0
        one = (quantity.value - slack, (quantity.value if quantity.upper is None else quantity.upper) + slack)
        other = (target.value, target.value if target.upper is None else target.upper)
        if quantity.unit == target.unit:
            return one, other
        factors = [self._form.vocabulary.factor(unit or "") for unit in (quantity.unit, target.unit)]
        if factors[0] is None or factors[1] is None:
            return None
        first, second = exact(factors[0]), exact(factors[1])
        slack = one[1] * first * CONVERTED
        return (one[0] * first - slack, one[1] * first + slack), (other[0] * second, other[1] * second)

    def _agrees(self, quantity: StatedView, target: TargetView) -> bool:
        """Tell whether two numbers are the same: their intervals meet, and they do not bound opposite sides."""
        scaled = self._scaled(quantity, target)
        if scaled is None or {_SIDES.get(sign or "") for sign in (quantity.operator, target.operator)} == {
            "below",
            "above",
        }:
            return False
        one, other = scaled
        return one[0] <= other[1] and other[0] <= one[1]


def _about(row: IndicatorView, content: ContentWords) -> tuple[frozenset[str], frozenset[str]]:
    name = row.level3 or ""
    return content.of(name), content.activities(name)


def _are_apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two phrases name different kinds of work."""
    return bool(one and other) and not one & other
