"""Target values of indicators: ``≥95%``, ``4个以上``, ``30—35%``, ``3万人``, ``2024年6月底前``, ``序时进度``, ``有效提升``.

The grammar follows the order that avoids the known traps: dates before numbers, operator before or behind the number,
Arabic before Chinese numerals, the longest known unit before any other, and words last. Source: contract.md §2 TARGET.
"""

import re
from typing import Final

from auditor.forms.dates import is_deadline
from auditor.forms.memo import MEMO_LIMIT, MEMO_TEXT_LIMIT
from auditor.forms.model import Target
from auditor.forms.numbers import fold, join_groups
from auditor.forms.quantities import Quantity, quantities_in
from auditor.forms.vocabulary import Vocabulary

__all__ = ["Quantity", "parse_target", "quantities_in"]

TARGET_LIMIT: Final = 200  # characters; a longer cell holds prose
RATIO_UNIT: Final = "比例"  # 1:1 is a quantity whose value no single number gives
RATIO: Final = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?:[0-9]{1,9}(?:\.[0-9]{1,9})?")
ARABIC_START: Final = frozenset("0123456789+-")


def parse_target(text: str | None, vocabulary: Vocabulary) -> Target | None:
    """Read a printed target value; None for a blank cell, kind ``unparsed`` for what the grammar does not know.

    Never raises on any text. ``raw`` is the text exactly as given; ``value`` keeps the printed digits (3万人 is 3E+4
    with unit 人, 3万元 is 3 with unit 万元); ``upper`` is the right end of a range.
    """
    if text is None:
        return None
    known = vocabulary.targets
    if text not in known:
        target = _read(text, vocabulary)
        if len(text) > MEMO_TEXT_LIMIT:
            return target
        if len(known) >= MEMO_LIMIT:
            known.clear()
        known[text] = target
    return known[text]


def _read(text: str, vocabulary: Vocabulary) -> Target | None:
    """Read a value that is not remembered yet."""
    cell = text.strip()
    if len(cell) > TARGET_LIMIT:
        return _plain(text, "unparsed")
    cell = join_groups(fold(cell).strip())
    if not cell:
        return None
    if re.search("[0-9] +[0-9]", cell):
        return _plain(text, "unparsed")
    cell = "".join(cell.split()).rstrip("。；;，,")
    sign, rest = _leading_sign(cell, vocabulary)
    if is_deadline(rest):
        return _plain(text, "date", sign)
    if vocabulary.grammar.is_schedule(rest):
        return _plain(text, "progress", sign)
    if vocabulary.grammar.is_quality_word(rest):
        return _plain(text, "quality_word", sign)
    return _quantity(text, cell, vocabulary) or _plain(text, "unparsed")


def _leading_sign(cell: str, vocabulary: Vocabulary) -> tuple[str | None, str]:
    """Split the comparison sign off the front of a cell."""
    lead = vocabulary.grammar.lead.match(cell)
    word = lead[0] if lead else ""
    return vocabulary.grammar.sign(word), cell[len(word) :]


def _quantity(text: str, cell: str, vocabulary: Vocabulary) -> Target | None:
    """Read a number, a range or a ratio; None when the cell holds none."""
    if RATIO.fullmatch(cell):
        return Target(text, None, None, None, RATIO_UNIT, "quantity")
    match = vocabulary.grammar.cell.fullmatch(cell)
    if match is None or (match["free"] and match["low"][0] not in ARABIC_START):
        return None  # 一般, 一流: a Chinese numeral needs a known unit
    parts = vocabulary.grammar.read(match)
    if parts is None:
        return None
    unit = vocabulary.units.spelled(parts.unit) if parts.unit else None
    return Target(text, parts.operator, parts.lower, parts.upper, unit, "quantity", parts.approximate)


def _plain(text: str, kind: str, sign: str | None = None) -> Target:
    """Give a target without a number."""
    return Target(text, sign, None, None, None, kind)
