"""A weakness that most forms of a batch share, told once: what is said, and which forms have it."""

from dataclasses import dataclass, field
from typing import Final

MOST_NAMED: Final = 50
"""Forms kept by name; the others are counted."""


@dataclass(slots=True)
class BatchNote:
    """One note of a batch: the rule that so many forms failed, and the forms, by their project names."""

    rule_id: str
    title: str
    severity: str
    text: str
    forms: list[str] = field(default_factory=list)
    count: int = 0
    _last: str = ""

    def add(self, form_id: str, project: str) -> None:
        """Note a form; the findings of one form come one after another."""
        if form_id == self._last:
            return
        self._last = form_id
        self.count += 1
        if len(self.forms) < MOST_NAMED:
            self.forms.append(project or form_id)
