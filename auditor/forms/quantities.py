"""Quantities in running text: ``培训30000多人次``, ``不少于200次``, ``4个以上``, ``150-500万元``, ``每季度1次``.

Numbers that are none are passed over: ordinals, years and dates, document numbers 〔2015〕95号, programme names
(533工程, “七一”), ratios 1:1, G20. A Chinese numeral counts only with a known unit and outside quotation marks.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from decimal import Decimal
from re import Match
from typing import Final

from auditor.forms.numbers import fold
from auditor.forms.vocabulary import Vocabulary

CONTEXT_LIMIT: Final = 120  # characters of the clause kept on either side
CLAUSE_ENDS: Final = frozenset("。；，、！？;,!?\n\r")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity of a text: ``raw`` as printed at ``start`` (0-based), its parts, and the clause around it."""

    raw: str
    value: Decimal
    upper: Decimal | None
    unit: str | None
    operator: str | None
    approximate: bool
    before: str
    after: str
    start: int


def quantities_in(text: str, vocabulary: Vocabulary) -> list[Quantity]:
    """Find the quantities of a running text, in order; time grows linearly with the text."""
    folded = fold(text.replace("，", "、"))  # a full-width comma ends a clause here and never groups digits
    ends = [place for place, char in enumerate(text) if char in CLAUSE_ENDS]
    return [
        quantity
        for match in vocabulary.grammar.running.finditer(folded)
        if match["skip"] is None and (quantity := _quantity(match, text, ends, vocabulary))
    ]


def _quantity(match: Match[str], text: str, ends: list[int], vocabulary: Vocabulary) -> Quantity | None:
    """Make the quantity of a match; None when it is a mere number or contradicts itself."""
    if match["unit"] is None and not vocabulary.grammar.stands_alone(match):
        return None
    parts = vocabulary.grammar.read(match)
    if parts is None:
        return None
    start, stop = match.span()
    left, right = bisect_right(ends, start - 1), bisect_left(ends, stop)
    clause_start = ends[left - 1] + 1 if left else 0
    clause_end = ends[right] if right < len(ends) else len(text)
    return Quantity(
        raw=text[start:stop],
        value=parts.lower,
        upper=parts.upper,
        unit=vocabulary.units.spelled(parts.unit) if parts.unit else None,
        operator=parts.operator,
        approximate=parts.approximate,
        before=text[max(clause_start, start - CONTEXT_LIMIT) : start],
        after=text[stop : min(clause_end, stop + CONTEXT_LIMIT)],
        start=start,
    )
