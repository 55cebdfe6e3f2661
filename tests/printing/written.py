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

PLAIN: Final[dict[str, Writer]] = {
    **WRITERS,
    "docx": partial(word.write, tracked=False),
    "pdf": paper.write_uncut,
}
"""Writers of documents that leave no doubt: beside a change not yet accepted, or a value joined over a page break, a
finding is only a suspicion."""
