"""Holds a form that was read against the data it was printed from."""

from collections.abc import Iterator

from auditor.forms.model import Form, Indicator, Place, Target
from tests.corpus import FormData, TargetData, amount
from tests.corpus.data import RowData


def differences(data: FormData, form: Form) -> Iterator[str]:
    """Tell every value that is not what was printed; nothing for a form read right."""
    yield from _unequal("year", data.year, form.year)
    yield from _unequal("title", data.title, form.title)
    yield from _unequal("unit", data.unit, form.unit)
    for name, text in data.texts.items():
        yield from _unequal(name, text or None, form.texts[name])
    for name, printed in data.funding.items():
        yield from _unequal(f"funding.{name}", _digits(printed), _shown(form.funding[name]))
    yield from _unequal("number of spending lines", len(data.spending), len(form.spending))
    for index, (line, read) in enumerate(zip(data.spending, form.spending, strict=False)):
        yield from _unequal(f"spending[{index}].name", line.name or None, read.name)
        yield from _unequal(f"spending[{index}].half_year", _digits(line.half_year), _shown(read.half_year))
        yield from _unequal(f"spending[{index}].full_year", _digits(line.full_year), _shown(read.full_year))
    yield from _unequal("number of indicators", len(data.rows), len(form.indicators))
    before: RowData | None = None
    for index, (row, indicator) in enumerate(zip(data.rows, form.indicators, strict=False)):
        label = None if before is not None and before.level2 == row.level2 else row.level2
        yield from _indicator(f"indicators[{index}]", row, label, indicator)
        before = row


def _indicator(at: str, row: RowData, label: str | None, read: Indicator) -> Iterator[str]:
    yield from _unequal(f"{at}.level1", row.level1, read.level1)
    yield from _unequal(f"{at}.level2", row.level2, read.level2)
    yield from _unequal(f"{at}.level3", row.level3, read.level3)
    yield from _unequal(f"{at}.standard", row.standard, read.standard)
    yield from _unequal(f"{at}.printed_level2", label, read.printed_level2)
    yield from _unequal(f"{at}.repaired", False, read.repaired)
    yield from _unequal(f"{at}.read_level1", row.level1, read.read_level1)
    yield from _unequal(f"{at}.read_level2", row.level2, read.read_level2)
    yield from _unequal(f"{at}.half_year", _parts(row.half_year), _parts(read.half_year))
    yield from _unequal(f"{at}.full_year", _parts(row.full_year), _parts(read.full_year))


def _parts(target: Target | TargetData | None) -> tuple[object, ...] | None:
    if target is None:
        return None
    return target.raw, target.kind, target.operator, _shown(target.value), _shown(target.upper), target.unit


def _digits(printed: str) -> str | None:
    return _shown(amount(printed))


def _shown(value: object) -> str | None:
    """Show a number with exactly its digits: 100.0 and 100 are different."""
    return None if value is None else str(value)


def _unequal(name: str, printed: object, read: object) -> Iterator[str]:
    if printed != read:
        yield f"{name}: printed {printed!r}, read {read!r}"


def misplaced(text: str, form: Form) -> Iterator[str]:
    """Tell every place that does not stand in the text where it says, and every value without a place."""
    lines = text.split("\n")
    for pointer, place in form.places.items():
        cell = _cell(lines, place)
        if cell is None or cell.strip() != place.text:
            yield f"{pointer}: {place} is {cell!r}"
    for pointer, printed in _values(form):
        if pointer not in form.places:
            yield f"{pointer}: no place"
        elif printed is not None and form.places[pointer].text != printed:
            yield f"{pointer}: the place holds {form.places[pointer].text!r}, the form {printed!r}"


def _cell(lines: list[str], place: Place) -> str | None:
    if place.line is None or not isinstance(place.cell, int):
        return None
    cells = lines[place.line - 1].split("\t") if place.line <= len(lines) else []
    return cells[place.cell - 1] if place.cell <= len(cells) else None


def _values(form: Form) -> Iterator[tuple[str, str | None]]:
    """Give the pointer of every value that is not null, and its text where the form keeps it as printed."""
    for name, value in (("title", form.title), ("year", form.year), ("unit", form.unit), *form.texts.items()):
        if value is not None:
            yield f"/{name}", value if isinstance(value, str) and name != "unit" else None
    yield from _money(form)
    for index, row in enumerate(form.indicators):
        named = {"level1": None, "level2": None, "level3": row.level3, "printed_level2": row.printed_level2}
        for name, text in named.items():
            if getattr(row, name) is not None:
                yield f"/indicators/{index}/{name}", text
        for name, target in (("half_year", row.half_year), ("full_year", row.full_year)):
            if target is not None:
                yield f"/indicators/{index}/{name}", target.raw


def _money(form: Form) -> Iterator[tuple[str, str | None]]:
    for name, number in form.funding.items():
        if number is not None:
            yield f"/funding/{name}", None
    for index, line in enumerate(form.spending):
        if line.name is not None:
            yield f"/spending/{index}/name", line.name
        for period, number in (("half_year", line.half_year), ("full_year", line.full_year)):
            if number is not None:
                yield f"/spending/{index}/{period}", None
