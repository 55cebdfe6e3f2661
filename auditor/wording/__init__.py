"""The sentences the program says, kept as data: one JSON file per area and language, ``zh/reading.json`` and so on.

A key is ``area.name``; ``say("zh", "reading.empty", source="a.txt")`` fills the placeholders of that sentence.
"""

import json
from functools import cache
from pathlib import Path

LANGUAGES = ("zh", "en")


@cache
def _area(lang: str, area: str) -> dict[str, str]:
    path = Path(__file__).parent / lang / f"{area}.json"
    sentences: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return sentences


def say(lang: str, key: str, /, **details: object) -> str:
    """Give the sentence of ``key`` in ``lang`` (``zh`` or ``en``) with its placeholders filled.

    An unknown key is a programming error and raises `KeyError`; `tests/wording` proves that both languages have
    the same keys and placeholders.
    """
    area, _, name = key.partition(".")
    return _area(lang, area)[name].format(**details)


def template(lang: str, key: str) -> str:
    """Give the sentence of ``key`` with its placeholders as they stand, for what fills them elsewhere."""
    area, _, name = key.partition(".")
    return _area(lang, area)[name]


def knows(key: str) -> bool:
    """Tell whether there is a sentence of this key, for names that may have one."""
    area, _, name = key.partition(".")
    return name in _area(LANGUAGES[0], area)
