"""A form written as YAML, and the patches that a rule's test makes to it. Source: rule-format.md.

Paths are 0-based: ``spending.1.full_year``, ``indicators.12.level3``, ``funding.total``, ``manager``. A value is what
the form prints (``"≥95%"``, ``"1,200.50"``); an unquoted ``null`` is a blank cell.
"""

from copy import deepcopy
from typing import Any, Final

from auditor.forms.model import (
    FUNDING_FIELDS,
    PERIODS,
    TEXT_FIELDS,
    Damage,
    Form,
    Indicator,
    Place,
    SpendingLine,
)
from auditor.forms.numbers import parse_amount
from auditor.forms.targets import parse_target
from auditor.forms.vocabulary import Vocabulary
from auditor.marked import Mapping, Reporter, Sequence, Text, Value
from auditor.reading.layout import Layout

SOURCE: Final = "forms/sample"
_HEADS: Final = ("layout", "title", "year", "unit", "units_seen", *TEXT_FIELDS)
_ROWS: Final[dict[str, tuple[str, ...]]] = {
    "spending": ("name", *PERIODS),
    "indicators": ("level1", "level2", "level3", *PERIODS, "printed_level2", "read_level1", "read_level2"),
}
Plain = dict[str, Any]


def plain(value: Value) -> Any:
    """Give marked YAML as plain text, lists and dicts, with None for null."""
    if isinstance(value, Text):
        return None if value.is_null else str(value)
    if isinstance(value, Sequence):
        return [plain(item) for item in value]
    return {str(key): plain(item) for key, item in value.items()}


def patched(base: Plain, case: Mapping, reporter: Reporter) -> Plain:
    """Give the base form with the ``set``, ``remove`` and ``add`` of a test case; notes paths that do not exist."""
    form = deepcopy(base)
    for path, value in _mapping(case.get("set")).items():
        if not _set(form, path.split("."), plain(value)) and isinstance(path, Text):
            reporter.at(path, "pack.test_path", found=path)
    removed = [str(item).rpartition(".") for item in _items(case.get("remove"))]
    for name, _, index in sorted(removed, key=lambda parts: -int(parts[2])):
        del form[name][int(index)]
    for name, rows in _mapping(case.get("add")).items():
        form[name].extend(plain(row) for row in _items(rows))
    return form


def _mapping(value: Value | None) -> Mapping:
    return value if isinstance(value, Mapping) else Mapping()


def _items(value: Value | None) -> list[Value]:
    return list(value) if isinstance(value, Sequence) else []


def _set(form: Plain, path: list[str], value: Any) -> bool:
    head, *rest = path
    if not rest and head in _HEADS:
        form[head] = value
        return True
    if head == "funding" and len(rest) == 1 and rest[0] in FUNDING_FIELDS:
        form["funding"][rest[0]] = value
        return True
    row, _, name = ".".join(rest).partition(".")
    if head not in _ROWS or not row.isdigit() or int(row) >= len(form[head]) or name not in _ROWS[head]:
        return False
    form[head][int(row)][name] = value
    return True


def build(data: Plain, layout: Layout, vocabulary: Vocabulary, unlabelled: tuple[str, ...] = ()) -> Form:
    """Make the form that ``data`` describes, as if it had been read from a document printed in ``layout``."""
    form = Form(source=SOURCE, position=0, layout=layout.name)
    form.title = data.get("title")
    form.year = int(data["year"]) if data.get("year") else None
    form.unit = data.get("unit") or layout.unit
    units = data.get("units_seen", [data["unit"]] if data.get("unit") else [])
    form.units_seen = tuple(units)
    form.texts = {name: data.get(name) for name in TEXT_FIELDS}
    form.damage = [Damage("label_missing", f"/{name.replace('.', '/')}") for name in unlabelled]
    builder = _Builder(form, layout, vocabulary)
    for name in FUNDING_FIELDS:
        form.funding[name] = builder.amount(f"/funding/{name}", data.get("funding", {}).get(name))
    for index, row in enumerate(data.get("spending", ())):
        form.spending.append(builder.spending(index, row))
    form.indicators.extend(builder.indicator(row) for row in data.get("indicators", ()))
    form.form_id = f"{form.year}-{form.texts.get('implementing_unit')}-{form.texts.get('project_name')}"
    return form


class _Builder:
    """Reads the cells of a sample form, noting their places."""

    def __init__(self, form: Form, layout: Layout, vocabulary: Vocabulary) -> None:
        self.form, self.layout, self.vocabulary = form, layout, vocabulary

    def amount(self, pointer: str, text: str | None) -> Any:
        if text is None:
            return None
        self.form.places[pointer] = Place(SOURCE, None, None, None, text)
        if text.strip() in self.layout.zero_words:
            text = "0"
        read = parse_amount(text)
        return None if read is None else read.value

    def spending(self, index: int, row: Plain) -> SpendingLine:
        amounts = [self.amount(f"/spending/{index}/{period}", row.get(period)) for period in PERIODS]
        return SpendingLine(row.get("name"), *amounts)

    def indicator(self, row: Plain) -> Indicator:
        level3 = row.get("level3")
        half, full = (parse_target(row.get(period), self.vocabulary) for period in PERIODS)
        return Indicator(
            level1=row.get("level1"),
            level2=row.get("level2"),
            level3=level3,
            half_year=half,
            full_year=full,
            standard=self.vocabulary.standard(level3) is not None if level3 else False,
            printed_level2=row.get("printed_level2"),
            read_level1=row.get("read_level1", row.get("level1")),
            read_level2=row.get("read_level2", row.get("level2")),
        )
