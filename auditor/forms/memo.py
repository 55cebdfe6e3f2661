"""Answers kept by text: a batch of 100,000 forms repeats the same few thousand names and values."""

from collections.abc import Callable
from typing import Final, TypeVar

T = TypeVar("T")

MEMO_LIMIT: Final = 4_000  # answers; then the memo starts anew, so memory does not grow with the batch
MEMO_TEXT_LIMIT: Final = 200  # characters; longer texts are prose and do not repeat


class Memo(dict[str, T]):
    """A dict that computes what it lacks. It belongs to one instance (no cache outlives the vocabulary it asked)."""

    def __init__(self, compute: Callable[[str], T]) -> None:
        """Keep the function that answers for a new text."""
        super().__init__()
        self._compute = compute

    def __missing__(self, text: str) -> T:
        """Compute the answer, and keep it if the text is short."""
        answer = self._compute(text)
        if len(text) <= MEMO_TEXT_LIMIT:
            if len(self) >= MEMO_LIMIT:
                self.clear()
            self[text] = answer
        return answer
