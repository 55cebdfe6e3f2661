"""What the words of one document are looked up in: a layout, a vocabulary, and the answers given so far.

Forms of one municipality repeat the same words and numbers over and over; each is understood once.
"""

from typing import Final

from auditor.forms.memo import Memo
from auditor.forms.numbers import CHINESE_DIGITS, MULTIPLIERS, Amount, parse_amount
from auditor.forms.vocabulary import Vocabulary
from auditor.reading.fitting import Fits
from auditor.reading.layout import Layout
from auditor.reading.levels import LevelWords

_NUMERALS: Final = frozenset(CHINESE_DIGITS + MULTIPLIERS + "半负")


class Lexicon:
    """One layout and vocabulary with their memories; it serves all forms of a document."""

    def __init__(self, layout: Layout, vocabulary: Vocabulary) -> None:
        """Begin with nothing remembered."""
        self.layout = layout
        self.vocabulary = vocabulary
        self.levels = LevelWords(layout, vocabulary)
        self.amounts: Memo[Amount | None] = Memo(parse_amount)
        self.fits = Fits(self.levels, vocabulary, self.amounts)

    def is_amount(self, text: str) -> bool:
        """Tell whether a cell reads as an amount or as a dash that stands for one."""
        if text in self.layout.zero_words:
            return True
        # Names are many and never come again: one that begins with an ordinary character is not worth parsing.
        if "\u4e00" <= text[0] <= "\u9fff" and text[0] not in _NUMERALS:
            return False
        return self.amounts[text] is not None
