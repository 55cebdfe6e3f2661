"""A field of work that projects are about."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """One field of work. ``counts`` are "indicator unit largest-sensible-number"; the rest are names.

    ``rates`` are the higher the better, ``limits`` the lower the better, both in per cent; ``effects`` take a word.
    """

    department: str
    projects: tuple[str, ...]
    items: tuple[str, ...]
    counts: tuple[str, ...]
    rates: tuple[str, ...]
    limits: tuple[str, ...]
    effects: tuple[str, ...]
    people: str
