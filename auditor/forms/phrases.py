"""The words around each quantity of a text: what it counts. ``慰问困难职工100人`` counts 慰问困难职工.

A phrase reaches from the quantity before, or the beginning of its clause, to the next quantity or the clause's end. An
enumeration belongs together (考察、谈心谈话6批次), and a quantity with no word beside it (，共5期) is about the clause before.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from auditor.forms.content import ContentWords
from auditor.forms.quantities import CLAUSE_ENDS, CONTEXT_LIMIT, Quantity

BEFORE_SHOWN: Final = 40
AFTER_SHOWN: Final = 20
"""Characters of a phrase that are shown on either side of its number."""
_ENUMERATION: Final = "、"
_EACH: Final = "各"
_SENTENCE_ENDS: Final = frozenset("。；;！？!?\n\r")
_LEAD: Final = re.compile(
    r"\A\s*(?:(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*[.．、)）]|[(（][^()（）]{1,3}[)）]|[①-⑳]|的)?\s*"
)
_PART: Final = re.compile("[、，,]")
_JOINING: Final = re.compile("以及|[和与及并、]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a quantity counts: ``shown`` names it in the text's own words, ``about`` is all that is said around it.

    ``words`` are the content words of ``about``; ``heads`` are the last ones of its parts: of an enumeration one each, and
    of what stands behind the number.
    """

    shown: str
    about: str
    words: frozenset[str]
    heads: frozenset[str]


def phrases(text: str, quantities: list[Quantity], content: ContentWords) -> list[Phrase]:
    """Give the phrase of each quantity of a text, in order; time grows linearly with the text."""
    ends = [0, *(quantity.start + len(quantity.raw) for quantity in quantities)]
    starts = [*(quantity.start for quantity in quantities[1:]), len(text)]
    breaks = [place for place, char in enumerate(text) if char in CLAUSE_ENDS and char != _ENUMERATION]
    return [_phrase(text, quantity, ends[at], starts[at], breaks, content) for at, quantity in enumerate(quantities)]


def _phrase(
    text: str, quantity: Quantity, previous_end: int, next_start: int, breaks: list[int], content: ContentWords
) -> Phrase:
    start, clause = quantity.start, quantity.start - len(quantity.before)
    before = text[max(clause, previous_end) : start]
    if clause < previous_end:
        before = _behind_joining(before)
    after = _own(quantity.after, start + len(quantity.raw), next_start)
    left = bisect_left(breaks, start)
    begin = max(breaks[left - 1] + 1 if left else 0, previous_end, start - CONTEXT_LIMIT)
    listed = text[begin:start] if begin < clause else before  # with the enumeration that it ends
    about = content.before_number(listed)
    parts = _parts(about, after, content)
    if not parts:
        about = content.before_number(_sentence_before(text, start))
        parts = _parts(about, after, content)
    if before.rstrip().endswith(_EACH):
        before = listed
    elif not before.strip() and not after.strip():
        before = quantity.before
    shown = (_LEAD.sub("", before, count=1)[-BEFORE_SHOWN:] + quantity.raw + after[:AFTER_SHOWN]).strip()
    words = frozenset(word for part in parts for word in part)
    return Phrase(shown, f"{about}\n{after}", words, frozenset(part[-1] for part in parts))


def _behind_joining(between: str) -> str:
    """Give what belongs to the second of two quantities: the words behind 和, 与, 及 … where there is one."""
    parts = _JOINING.split(between, maxsplit=1)
    return parts[-1]


def _own(after: str, start: int, next_start: int) -> str:
    """Give the words behind a quantity that are its own: up to the next quantity, and there up to a joining word."""
    if start + len(after) <= next_start:
        return after
    return _JOINING.split(after[: next_start - start], maxsplit=1)[0]


def _sentence_before(text: str, start: int) -> str:
    """Give the sentence up to a quantity, at most `CONTEXT_LIMIT` characters of it."""
    found = text[max(0, start - CONTEXT_LIMIT) : start]
    cut = max((at for at, char in enumerate(found) if char in _SENTENCE_ENDS), default=-1)
    return found[cut + 1 :]


def _parts(before: str, after: str, content: ContentWords) -> list[list[str]]:
    """Give the content words of each part of a phrase that has any."""
    listed = (content.listed(part) for part in (*_PART.split(before), after))
    return [words for words in listed if words]
