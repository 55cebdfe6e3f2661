"""Versions and ranges of versions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.rulebook.versions import is_in_range, read_version

numbers = st.lists(st.integers(0, 10**9 - 1), min_size=1, max_size=4)


def dotted(parts: list[int]) -> str:
    """Write a version."""
    return ".".join(map(str, parts))


@pytest.mark.parametrize(
    ("version", "wanted", "expected"),
    [
        ("1.0.0", ">=1.0", True),
        ("1.10", ">=1.9", True),
        ("1.0", "==1", True),
        ("2.0", ">=1.0, <2", False),
        ("1.9.9", ">=1.0，<2", True),
        ("1.0", ">1", False),
        ("1.0", "<=1.0.0.0", True),
        ("1.0", "", None),
        ("1.0", "1.0", None),
        ("1.0", "~=1.0", None),
        ("1.0", ">=1.0,", None),
        ("1.0", ">=1..0", None),
        ("1.0", ">=1.0.0.0.0", None),
    ],
)
def test_range(version: str, wanted: str, expected: bool | None) -> None:
    """A version is in a range when every comparison holds; what is no range is neither in nor out."""
    assert is_in_range(version, wanted) is expected


@given(numbers, numbers)
def test_versions_are_ordered_like_their_numbers(first: list[int], second: list[int]) -> None:
    """Of two versions exactly one comparison holds, and it is that of their numbers."""
    one, two = dotted(first), dotted(second)
    signs = [sign for sign in ("<", "==", ">") if is_in_range(one, f"{sign}{two}")]
    padded = [parts + [0] * (4 - len(parts)) for parts in (first, second)]
    assert signs == ["<" if padded[0] < padded[1] else "==" if padded[0] == padded[1] else ">"]


@given(st.text(alphabet="0123456789.v-１ ", max_size=12))
def test_what_is_no_version_is_none(text: str) -> None:
    """Only numbers with dots between them are versions."""
    parts = text.split(".")
    proper = len(parts) <= 4 and all(part.isascii() and part.isdigit() and len(part) <= 9 for part in parts)
    assert (read_version(text) is not None) is proper
