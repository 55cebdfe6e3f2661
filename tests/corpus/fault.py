"""What a fault is: a change to a valid form, and the findings that the change must raise."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from .data import FormData, LineData, RowData


@dataclass(frozen=True, slots=True)
class Expected:
    """A finding a fault must raise; ``field`` without row numbers, ``subject`` None where the row has no name."""

    rule: str
    subject: str | None
    field: str

    def fits(self, rule: str, subject: str, field: str) -> bool:
        """Tell whether a finding with this rule, subject and field (without row numbers) is the one expected."""
        return (rule, field) == (self.rule, self.field) and self.subject in (None, subject)


Inject = Callable[[FormData, Random], list[Expected]]


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of fault. ``severity`` is that of its findings; ``blinds`` are rules that then may lack a value.

    ``inject`` changes the form it is given and tells what must be found; an empty list means that this form offers no
    occasion (and may have been changed).
    """

    name: str
    severity: str
    inject: Inject
    blinds: frozenset[str] = frozenset()

    def into(self, form: FormData, rng: Random) -> tuple[FormData, list[Expected]]:
        """Give a changed copy of the form and the findings it must raise, none where there is no occasion."""
        changed = form.copy()
        return changed, self.inject(changed, rng)


def own_row(form: FormData, rng: Random) -> RowData:
    """Choose one of the filer's own rows."""
    return rng.choice([row for row in form.rows if row.own])


def some_line(form: FormData, rng: Random) -> LineData:
    """Choose a spending line."""
    return rng.choice(form.spending)


def error(name: str, inject: Inject, *blinds: str) -> Fault:
    """Name a fault of error severity."""
    return Fault(name, "error", inject, frozenset(blinds))
