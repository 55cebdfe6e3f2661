"""What the words of one document are looked up in: a layout, a vocabulary, and the answers given so far.

Forms of one municipality repeat the same words and numbers over and over; each is understood once.
"""

from auditor.forms.memo import Memo
from auditor.forms.numbers import Amount, parse_amount
from auditor.forms.vocabulary import Vocabulary
from auditor.reading.layout import Layout
from auditor.reading.levels import LevelWords


class Lexicon:
    """One layout and vocabulary with their memories; it serves all forms of a document."""

    def __init__(self, layout: Layout, vocabulary: Vocabulary) -> None:
        """Begin with nothing remembered."""
        self.layout = layout
        self.vocabulary = vocabulary
        self.levels = LevelWords(layout, vocabulary)
        self.amounts: Memo[Amount | None] = Memo(parse_amount)

    def is_amount(self, text: str) -> bool:
        """Tell whether a cell reads as an amount or as a dash that stands for one."""
        return self.amounts[text] is not None or text in self.layout.zero_words
