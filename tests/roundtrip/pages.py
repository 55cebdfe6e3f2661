"""Holds a form that was read against the page it was printed on: every value, no other, and each where it stands."""

from collections.abc import Iterator, Mapping
from typing import Final

import pypdfium2

from auditor.forms.model import Form, Indicator, Place, Target
from tests.corpus import TargetData
from tests.printing.page import Printed, Spot
from tests.printing.readers import bare

HARMLESS: Final = frozenset({"dash_as_zero", "tracked_change", "joined_over_pages"})
"""Damage that tells how a value was read, and claims no loss."""
_AS_PRINTED: Final = ("level1", "level2", "level3", "printed_level2", "weight", "nature", "declared_direction")


def read_values(form: Form) -> dict[str, object]:
    """Give every value of a form that is not null, by pointer; a unit that is assumed is none of the document."""
    return {pointer: value for pointer, value in _values(form) if value is not None}


def _values(form: Form) -> Iterator[tuple[str, object]]:
    yield "/title", form.title
    yield "/year", form.year
    yield "/unit", form.unit if "/unit" in form.places else None
    yield from _all("", form.texts)
    yield from _all("/others", form.others)
    yield from _all("/funding", form.funding)
    for block, amounts in form.other_funding.items():
        yield from _all(f"/other_funding/{block}", amounts)
    for number, line in enumerate(form.spending):
        at = f"/spending/{number}"
        named = {"name": line.name, "half_year": line.half_year, "full_year": line.full_year, "basis": line.basis}
        yield from _all(at, named)
        yield from _all(f"{at}/previous", line.previous)
    yield from _all("/spending_totals", form.spending_totals)
    for number, indicator in enumerate(form.indicators):
        yield from _indicator(f"/indicators/{number}", indicator)
    for number, indicator in enumerate(form.long_term_indicators):
        yield from _indicator(f"/long_term_indicators/{number}", indicator)


def _indicator(at: str, indicator: Indicator) -> Iterator[tuple[str, object]]:
    names = (*_AS_PRINTED, "explanation", "half_year", "full_year", "previous")
    yield from _all(at, {name: getattr(indicator, name) for name in names})


def _all(at: str, values: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    yield from ((f"{at}/{name}", value) for name, value in values.items())


def unlike(printed: Printed, form: Form, *, spaces: bool = True) -> list[str]:
    """Tell every value that is not what was printed; without ``spaces`` texts may differ in white space."""
    wanted = {pointer: _comparable(value, spaces=spaces) for pointer, value in printed.values.items()}
    read = {pointer: _comparable(value, spaces=spaces) for pointer, value in read_values(form).items()}
    found = [] if form.layout == printed.layout else [f"layout: printed {printed.layout}, read {form.layout}"]
    return found + [
        f"{pointer}: printed {wanted.get(pointer)!r}, read {read.get(pointer)!r}"
        for pointer in sorted(wanted.keys() | read.keys())
        if wanted.get(pointer) != read.get(pointer)
    ]


def _comparable(value: object, *, spaces: bool) -> object:
    """Show a value so that 100.0 and 100 are different, and a target by its parts."""
    if isinstance(value, Target | TargetData):
        bounds = tuple(None if bound is None else str(bound) for bound in (value.value, value.upper))
        return _spaced(value.raw, spaces=spaces), value.kind, value.operator, *bounds, value.unit
    return _spaced(str(value), spaces=spaces)


def _spaced(text: str, *, spaces: bool) -> str:
    return text if spaces else bare(text)


def losses(form: Form) -> list[str]:
    """Tell every damage but the harmless."""
    return [f"{item.code} {item.at} {item.details}" for item in form.damage if item.code not in HARMLESS]


def astray(printed: Printed, number: int, spots: Mapping[tuple[int, str], Spot], form: Form) -> list[str]:
    """Tell every value without a place, and every place that does not lead to the cell the value was printed in.

    ``number`` is that of the form in its document, from 0.
    """
    found = []
    for pointer, text in printed.texts.items():
        place = form.places.get(pointer)
        told = "no place" if place is None else _differs(place, spots[number, pointer], text)
        if told is not None:
            found.append(f"{pointer}: {place} {told}")
    return found


def _differs(place: Place, spot: Spot, text: str) -> str | None:
    if spot.ref is not None and (place.cell, place.line) != (spot.ref, spot.line):
        return f"stands in {spot.ref}, line {spot.line}"
    if bare(place.text) not in bare(text):
        return f"is a part of {text!r}"
    return None


def unboxed(content: bytes, form: Form) -> Iterator[str]:
    """Tell every place in a PDF whose box on its page holds other text; of a cell cut by a page break a part is enough.

    A cell that stands on a later page than its row begins on has no box: then its text must be on such a page.
    """
    with pypdfium2.PdfDocument(content) as document:
        pages = [(page.get_height(), page.get_textpage()) for page in document]
        for pointer, place in form.places.items():
            text = bare(place.text)
            if place.page is None:
                yield f"{pointer}: {place} has no page"
            elif place.box is None:
                if not any(text in bare(page.get_text_range()) for _, page in pages[place.page :]):
                    yield f"{pointer}: {place} has no box and is on no later page"
            else:
                height, page = pages[place.page - 1]
                left, top, right, bottom = place.box
                found = bare(page.get_text_bounded(left, height - bottom, right, height - top))
                if not found or (found not in text and text not in found):
                    yield f"{pointer}: the box of {place} holds {found!r}"
