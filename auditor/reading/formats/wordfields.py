"""Fields of a Word document: which of their texts are shown, and what those show that have no text."""

from dataclasses import dataclass

from auditor.reading.formats.wordparts import overlay

_PAGES = ("PAGE", "NUMPAGES", "SECTIONPAGES")


@dataclass(slots=True)
class Field:
    """A field: what it says, and whether its result (the part that is shown) has begun and held text.

    ``choice`` is what a form field shows where it has no result.
    """

    instruction: str = ""
    in_result: bool = False
    showed: bool = False
    choice: str = ""

    @property
    def name(self) -> str:
        """Its first word, in capitals."""
        return next(iter(self.instruction.split(maxsplit=1)), "").upper()

    @property
    def numbers_page(self) -> bool:
        """Whether it shows the number of a page or of all pages."""
        return self.name in _PAGES

    def shows(self) -> tuple[str, bool]:
        """Give what it shows beside its result, and whether that is known for sure."""
        if self.showed:
            return "", True
        return overlay(self.instruction) if self.name == "EQ" else (self.choice, True)


class Fields:
    """The fields that are open at one point, one inside the other."""

    def __init__(self) -> None:
        """Begin outside of any."""
        self._open: list[Field] = []

    @property
    def hide(self) -> bool:
        """Whether text here belongs to an instruction."""
        return any(not field.in_result for field in self._open)

    def begin(self, field: Field) -> None:
        """Open a field."""
        self._open.append(field)

    def instruct(self, text: str) -> None:
        """Take a part of the innermost field's instruction."""
        if self._open and not self._open[-1].in_result:
            self._open[-1].instruction += text

    def separate(self) -> None:
        """Begin the result of the innermost field."""
        if self._open:
            self._open[-1].in_result = True

    def show(self) -> None:
        """Note that text is shown in all open fields."""
        for field in self._open:
            field.showed = True

    def choose(self, choice: str) -> None:
        """Note what the innermost field shows where it has no result."""
        if self._open and choice:
            self._open[-1].choice = choice

    def end(self) -> Field | None:
        """Close the innermost field and give it."""
        return self._open.pop() if self._open else None
