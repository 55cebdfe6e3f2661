"""A form under construction: where section readers put what they found, repaired or could not place."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from auditor.forms.model import NARRATIVE_FIELDS, Damage, Form, Place, pointer
from auditor.forms.numbers import Amount, plain
from auditor.reading.grid import Cell, Row
from auditor.reading.labels import Label
from auditor.reading.lexicon import Lexicon
from auditor.reading.scanning.confusions import hints

_MARKUP: Final = re.compile(r"</?[A-Za-z][^<>]{0,200}>|&(?:[a-z]{2,8}|#\d{1,6});")
_INSTRUCTION: Final = re.compile(
    r"[（(][^（()）]{0,10}?(?:[0-9０-９]{1,5}\s*个?字(?:符)?(?:以|之)?[内上下]|(?:限|超过|少于)[0-9０-９]{1,5}\s*个?字)[^（()）]{0,6}[)）]"
)
"""What a template asks for in a cell: （100字以内）."""
_PROSE: Final = 40
"""A longer text of no field of its own is prose and keeps its paragraphs."""
_BREAK: Final = re.compile(r"\s*\n\s*")
_TWO_NUMBERS: Final = re.compile(r"[0-9０-９]\s*\n\s*[0-9０-９]")
_QUOTED: Final = 200
"""Longest quotation of a lost text in a damage note; its line number leads to the rest."""
_CELLS_QUOTED: Final = 60
"""Most cells of a lost row in a damage note; no form is printed as wide."""


class Draft:
    """The form, with the layout and vocabulary it is read by."""

    def __init__(self, form: Form, lexicon: Lexicon) -> None:
        """Begin with an empty form."""
        self.form = form
        self.lexicon = lexicon
        self.layout = lexicon.layout
        self.vocabulary = lexicon.vocabulary
        self._source = form.source
        self._places = form.places

    def place(self, row: Row, cell: Cell) -> Place:
        """Give the place of a cell."""
        return Place(self._source, cell.page or row.page, row.line, cell.ref, cell.text, cell.box)

    def put(self, pointer: str, row: Row, cell: Cell) -> None:
        """Note where the value of ``pointer`` stands, and whether its text is in doubt."""
        self._places[pointer] = Place(self._source, cell.page or row.page, row.line, cell.ref, cell.text, cell.box)
        if cell.doubt is not None:
            details = {"text": quoted(cell.text), **hints(cell.doubt, cell.text)}
            self.form.damage.append(Damage(cell.doubt, pointer, tuple(details.items()), row.line, doubt=True))

    def put_text(self, pointer: str, row: Row, cell: Cell, *, prose: bool = False) -> str:
        """Note where a text stands and whether a web page or the template left anything in it; give the text.

        The lines of a cell are joined, except those of ``prose``.
        """
        self.put(pointer, row, cell)
        if ("<" in cell.text or "&" in cell.text) and (markup := _MARKUP.search(cell.text)):
            self.damage("markup_residue", pointer, row, text=markup[0])
        if "字" in cell.text and (instruction := _INSTRUCTION.search(cell.text)):
            self.damage("instruction_left", pointer, row, text=instruction[0])
        return cell.text if prose or "\n" not in cell.text else unbroken(cell.text)

    def put_field(self, field: str, row: Row, cell: Cell, value: str | None = None) -> bool:
        """Give a text field what the cell says, or the ``value`` read from it; False when it has one already."""
        if self.form.texts.get(field) is not None:
            return False
        text = self.put_text(f"/{field}", row, cell, prose=field in NARRATIVE_FIELDS)
        self.form.texts[field] = text if value is None else value
        return True

    def put_other(self, label: str, row: Row, cell: Cell, value: str | None = None) -> bool:
        """Keep the text of a label that has no field; False when there is one already."""
        if label in self.form.others:
            return False
        text = self.put_text(pointer(f"others.{label}"), row, cell, prose=len(cell.text) > _PROSE)
        self.form.others[label] = text if value is None else value
        return True

    def put_amount(self, pointer: str, row: Row, cell: Cell) -> Decimal | None:
        """Note where an amount stands and give it in the form's unit; None, with damage, when it is no number.

        A dash counts as 0 and a cell in another unit is converted, both with damage.
        """
        self.put(pointer, row, cell)
        if cell.text in self.layout.zero_words:
            self.damage("dash_as_zero", pointer, row, text=cell.text)
            return Decimal(0)
        amount = self.lexicon.amounts[cell.text if "\n" not in cell.text else _joined_number(cell.text)]
        if amount is None:
            self.damage("not_a_number", pointer, row, text=quoted(cell.text))
            return None
        return self.in_unit(pointer, row, cell, amount)

    def in_unit(self, pointer: str, row: Row, cell: Cell, amount: Amount) -> Decimal:
        """Give an amount in the form's unit; one that is printed in another unit is converted, with damage."""
        if amount.unit is None or amount.unit == self.unit:
            return amount.value
        value = self._converted(amount.value, amount.unit)
        self.damage("unit_converted", pointer, row, text=cell.text, value=plain(value), unit=self.unit)
        return value

    @property
    def unit(self) -> str:
        """The money unit of the form; the layout's own as long as none was printed."""
        return self.form.unit or self.layout.unit

    def see_unit(self, label: Label, row: Row, cell: Cell) -> bool:
        """Note the money unit that a header names in brackets or behind its colon; the first one is the form's."""
        unit = (label.note or label.inline or "").removeprefix("单位").strip(" :：")
        return self.see_unit_word(unit, row, cell)

    def see_unit_word(self, unit: str, row: Row, cell: Cell) -> bool:
        """Note a money unit that stands by itself; False when the word is none."""
        if self.vocabulary.money_factor(unit) is None:
            return False
        if self.form.unit is None:
            self.form.unit = unit
            self.put("/unit", row, cell)
        if unit not in self.form.units_seen:
            self.form.units_seen += (unit,)
        return True

    def damage(self, code: str, at: str, row: Row | None = None, **details: str) -> None:
        """Note one repair or loss."""
        self.form.damage.append(Damage(code, at, tuple(details.items()), row.line if row else None))

    def leave_row(self, row: Row, at: str = "") -> None:
        """Note a row that no rule of the layout could place."""
        self.damage("unassigned_row", at, row, text=quoted_cells(row.cells))

    def leave_cells(self, cells: Iterable[Cell], row: Row, at: str = "") -> None:
        """Note cells that could not be placed in a row that otherwise could."""
        for cell in cells:
            self.damage("unassigned_cell", at, row, text=quoted(cell.text), column=str(cell.ref))

    def _converted(self, value: Decimal, unit: str) -> Decimal:
        source, target = self.vocabulary.money_factor(unit), self.vocabulary.money_factor(self.unit)
        if source is None or target is None:
            return value
        # 300000元 is 30 万元, not 30.0000: the zeros of the division say nothing about what was printed.
        text = plain(value * source / target)
        return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def unbroken(text: str) -> str:
    """Give a text on one line: what a cell's lines part is joined, with a space between Latin letters and digits."""
    return _BREAK.sub(lambda found: " " if _is_latin(found) else "", text)


def _joined_number(text: str) -> str:
    """Give an amount on one line; two numbers below one another stay two."""
    return text if _TWO_NUMBERS.search(text) else unbroken(text)


def _is_latin(found: re.Match[str]) -> bool:
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    return all(char.isascii() and char.isalnum() for char in (before, after) if char) and bool(before and after)


def quoted(text: str) -> str:
    """Give a text cut to a length fit for a message."""
    return text if len(text) <= _QUOTED else text[:_QUOTED] + "…"


def quoted_cells(cells: Sequence[Cell]) -> str:
    """Give the cells of a row as a person would quote them: each is cut for itself, so that a long one hides no other."""
    shown = [quoted(cell.text) for cell in cells[:_CELLS_QUOTED]]
    return " | ".join(shown if len(cells) <= _CELLS_QUOTED else [*shown, "…"])
