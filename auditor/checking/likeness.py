"""Finds the texts that are alike without comparing each with each.

Two measures, both from 0 to 1: for texts, twice the longest common subsequence by the length of both; for sets of words,
the words in common by all words (Jaccard). Texts more alike than a bound share most of their characters, so they share one
of their rarest: with ``share = bound / (2 - bound)`` of the characters in common at least (the bound itself for sets),
two texts must meet among the first ``n - floor(share · n)`` of their characters, the rarest first. Only texts that meet
there are compared; none that is alike is missed.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from fractions import Fraction
from math import floor
from typing import Final, TypeAlias

from rapidfuzz import process
from rapidfuzz.distance import Indel

Words: TypeAlias = frozenset[str]
Alikes: TypeAlias = str | Words
_Token: TypeAlias = tuple[Hashable, int]
_SLACK: Final = 1e-9
"""The cut-off given to the library is a float: a little lower, and then compared exactly."""


class LikenessIndex:
    """The distinct texts (or sets of words) of a collection, found again by what is alike."""

    def __init__(self, values: Iterable[Alikes], above: Fraction) -> None:
        """Index the values; alike is what has a likeness of more than ``above``."""
        self._values: list[Alikes] = list(dict.fromkeys(values))
        self._above = above
        self._counts: Counter[_Token] = Counter()
        tokens = [_tokens(value) for value in self._values]
        for each in tokens:
            self._counts.update(each)
        self._postings: dict[_Token, list[int]] = {}
        for number, each in enumerate(tokens):
            for token in self._rarest(self._values[number], each):
                self._postings.setdefault(token, []).append(number)

    def alike(self, value: Alikes) -> list[Alikes]:
        """Give the indexed values alike to ``value`` (itself too, if it is indexed), in the order indexed."""
        return self._alike_texts(value) if isinstance(value, str) else self._alike_sets(value)

    def _candidates(self, value: Alikes) -> list[Alikes]:
        postings = [self._postings.get(token, ()) for token in self._rarest(value, _tokens(value))]
        return [self._values[number] for number in sorted({number for found in postings for number in found})]

    def _rarest(self, value: Alikes, tokens: Sequence[_Token]) -> list[_Token]:
        """Give the tokens among which any two alike values meet."""
        share = self._above / (2 - self._above) if isinstance(value, str) else self._above
        length = len(tokens) - floor(share * len(tokens))
        return sorted(tokens, key=lambda token: (self._counts[token], str(token[0]), token[1]))[:length]

    def _alike_texts(self, text: str) -> list[Alikes]:
        candidates = [value for value in self._candidates(text) if isinstance(value, str)]
        cutoff = max(0.0, float(self._above) - _SLACK)
        near = process.extract(
            text, candidates, scorer=Indel.normalized_similarity, processor=None, score_cutoff=cutoff, limit=None
        )
        numbers = sorted(number for _, _, number in near)
        return [candidates[number] for number in numbers if likeness(text, candidates[number]) > self._above]

    def _alike_sets(self, words: Words) -> list[Alikes]:
        return [value for value in self._candidates(words) if likeness(words, value) > self._above]


def likeness(first: Alikes, second: Alikes) -> Fraction:
    """Give the likeness of two texts, or of two sets of words, exactly."""
    if isinstance(first, str) and isinstance(second, str):
        both = len(first) + len(second)
        return Fraction(both - Indel.distance(first, second), both) if both else Fraction(1)
    together = frozenset(first) | frozenset(second)
    return Fraction(len(frozenset(first) & frozenset(second)), len(together)) if together else Fraction(1)


def _tokens(value: Alikes) -> list[_Token]:
    """Give the characters of a text, each with the number of times it stood before, or the words of a set."""
    if not isinstance(value, str):
        return [(word, 0) for word in sorted(value)]
    seen: Counter[str] = Counter()
    tokens: list[_Token] = []
    for char in value:
        tokens.append((char, seen[char]))
        seen[char] += 1
    return tokens
