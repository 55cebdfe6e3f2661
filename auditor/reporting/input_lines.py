"""What is said of the inputs beside the forms in them."""

from collections.abc import Iterator, Sequence
from typing import Final

from auditor.wording import say

_NAMED: Final = 20
"""Files named; the others are counted."""


def passed_over_lines(sources: Sequence[str], lang: str) -> Iterator[str]:
    """Tell which files were not looked into because they are no documents; nothing where there are none."""
    if sources:
        named = say(lang, "finding.list_separator").join(sources[:_NAMED])
        if len(sources) > _NAMED:
            named += say(lang, "report.more_forms", count=len(sources) - _NAMED)
        yield say(lang, "report.passed_over", count=len(sources), named=named)
