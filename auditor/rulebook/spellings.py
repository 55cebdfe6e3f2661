"""The allowed spelling nearest to what an author wrote, who may write in Chinese, in capitals or in full-width letters.

Labels of the form (资金总额) lead to their fields; ``chinese_words.json`` leads from other words to those of the rule
language.
"""

import difflib
import json
import unicodedata
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Final

from auditor.errors import NOTHING_NEAR
from auditor.marked import LONGEST
from auditor.rulebook import names
from auditor.wording import knows, say

NEAR: Final = 0.5
_WORDS: Final = Path(__file__).parent / "chinese_words.json"


def nearest(found: object, allowed: Collection[str]) -> str:
    """Give the allowed spelling nearest to what was found, a dash when none is near."""
    return near(str(found), allowed) or NOTHING_NEAR


def near(found: str, allowed: Collection[str]) -> str:
    """Give the allowed spelling nearest to what was found, empty when none is near."""
    found = found[: LONGEST["found"]]
    wanted = _folded(found)
    same = next((name for name in allowed if _folded(name) == wanted), "")
    return same or _translated(wanted, allowed) or _like(found, allowed)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _translated(found: str, allowed: Collection[str]) -> str:
    """Give the allowed name that a Chinese word, or one spelled much like it, stands for."""
    words = {word: names for word, names in _meanings().items() if any(name in allowed for name in names)}
    close = found if found in words else _like(found, words)
    return next((name for name in words.get(close, ()) if name in allowed), "")


def _like(found: str, allowed: Collection[str]) -> str:
    close = difflib.get_close_matches(found, allowed, 1, NEAR)
    return close[0] if close else ""


@cache
def _meanings() -> dict[str, tuple[str, ...]]:
    """Give what each Chinese word may stand for: fields and attributes by their labels, and words of the language."""
    found: dict[str, list[str]] = {}
    attributes = [name for element in names.ELEMENTS.values() for name in element]
    for name in (*names.FORM, *attributes):
        key = f"names.{names.printed_field(name).replace('.', '_')}"
        if knows(key):
            found.setdefault(_folded(say("zh", key)), []).append(name)
    words: dict[str, str] = json.loads(_WORDS.read_text(encoding="utf-8"))
    for word, name in words.items():
        found.setdefault(_folded(word), []).append(name)
    return {word: tuple(dict.fromkeys(meanings)) for word, meanings in found.items()}
