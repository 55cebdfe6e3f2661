"""The language of help and messages, known before any option is parsed."""

import sys
from typing import Final

from auditor.wording import LANGUAGES, say


def spoken(arguments: list[str]) -> str:
    """Give the language of ``--lang`` in the arguments, else Chinese."""
    for index, argument in enumerate(arguments):
        value = argument.partition("=")[2] if argument.startswith("--lang=") else ""
        if argument == "--lang" and index + 1 < len(arguments):
            value = arguments[index + 1]
        if value in LANGUAGES:
            return value
    return "zh"


LANG: Final = spoken(sys.argv)


def tell(name: str) -> str:
    """Give a help text of the command line."""
    return say(LANG, f"cli.{name}")
