"""The writers by the suffix of what they write."""

from collections.abc import Callable, Sequence
from functools import partial
from random import Random
from typing import Final

from . import paper, plain, web, word, workbook
from .page import Page, Written

Writer = Callable[[Sequence[Page], Random], Written]

WRITERS: Final[dict[str, Writer]] = {
    "txt": plain.write,
    "xlsx": workbook.write,
    "docx": word.write,
    "html": web.write,
    "pdf": paper.write,
}

UNEDITED: Final[dict[str, Writer]] = {**WRITERS, "docx": partial(word.write, tracked=False)}
"""Writers of documents without traces of editing: beside a change not yet accepted a finding is only a suspicion."""
