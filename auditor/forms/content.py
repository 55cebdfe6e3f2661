"""Content words: what a phrase is about, for telling whether two phrases speak of the same thing.

Chinese prints no spaces, so a content word is a pair of neighbouring characters (培训班 → 培训, 训班). Before pairing,
synonyms are read as the word that stands for their group, words that every project uses are cut out, and so are the
verbs a phrase opens with (组织, 举办). Numbers, punctuation and particles never pair.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from auditor.forms.grammar import any_of
from auditor.forms.memo import Memo
from auditor.forms.numbers import fold

_PARTICLES: Final = "的了与和及等各"
_PIECE: Final = re.compile(rf"[A-Za-z]{{2,}}|[^\W\dA-Za-z_{_PARTICLES}]{{2,}}")
_NOTHING: Final = re.compile(r"[\W\d]*")
_GAP: Final = " "


class ContentWords:
    """The content words of texts, by one vocabulary's word lists.

    ``stop_words``, ``opening_verbs`` and ``number_leads`` (共, 达到, before a number) are left out, ``synonyms`` maps a word
    to those read as it, ``activities`` are kinds of work of which one is never another.
    """

    def __init__(self, words: Mapping[str, tuple[str, ...]], synonyms: Mapping[str, tuple[str, ...]]) -> None:
        """Compile the word lists of a vocabulary."""
        self._stands_for = {fold(word): fold(name) for name, others in synonyms.items() for word in (name, *others)}
        self._synonym = re.compile(any_of(self._stands_for))
        self._stop = re.compile(any_of(words.get("stop_words", ())))
        self._opening = re.compile(f"(?:{any_of(words.get('opening_verbs', ()))})+")
        self._lead = re.compile(rf"(?:{any_of(words.get('number_leads', ()))}|\s)+\Z")
        self._activities = tuple(self._alike(word) for word in words.get("activities", ()))
        self._texts, self._sets, self._kinds = Memo(self._alike), Memo(self._read_set), Memo(self._read_activities)

    def listed(self, text: str) -> list[str]:
        """Give the content words of a text in order, repeats included; time grows linearly with the text."""
        pieces = _PIECE.findall(self._stop.sub(_GAP, self._without_opening(self._texts[text])))
        return [word for piece in pieces for word in _words(piece)]

    def of(self, text: str) -> frozenset[str]:
        """Give the content words of a text, each once."""
        return self._sets[text]

    def activities(self, text: str) -> frozenset[str]:
        """Give the kinds of work that a text names."""
        return self._kinds[text]

    def before_number(self, text: str) -> str:
        """Give the words before a number without those that only lead up to it: 季度考核共 → 季度考核."""
        found = self._lead.search(text)
        return text[: found.start()] if found else text

    def _alike(self, text: str) -> str:
        """Give the text with every synonym written as the word that stands for its group."""
        return self._synonym.sub(lambda match: self._stands_for[match[0]], fold(text))

    def _without_opening(self, text: str) -> str:
        start = _NOTHING.match(text)
        found = self._opening.match(text, start.end() if start else 0)
        return text[found.end() :] if found else text

    def _read_set(self, text: str) -> frozenset[str]:
        return frozenset(self.listed(text))

    def _read_activities(self, text: str) -> frozenset[str]:
        alike = self._texts[text]
        return frozenset(word for word in self._activities if word in alike)


def pairs_of(text: str) -> frozenset[str]:
    """Give every pair of neighbouring letters or digits of a text, nothing left out and nothing read as another word."""
    return frozenset(text[at : at + 2] for at in range(len(text) - 1) if text[at].isalnum() and text[at + 1].isalnum())


def _words(piece: str) -> Iterable[str]:
    """Give a Latin word whole, a Chinese piece as its pairs of neighbouring characters."""
    if piece.isascii():
        return (piece.lower(),)
    return (piece[at : at + 2] for at in range(len(piece) - 1))
