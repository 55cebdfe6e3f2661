"""A form written as YAML, and the patches that a rule's test makes to it. Source: rule-format.md.

Paths are 0-based: ``spending.1.full_year``, ``indicators.12.level3``, ``funding.total``, ``manager``. A value is what
the form prints (``"≥95%"``, ``"1,200.50"``); an unquoted ``null`` is a blank cell.
"""

import re
from collections.abc import Collection, Iterable
from copy import deepcopy
from decimal import Decimal
from typing import Any, Final

from auditor.forms.model import (
    FUNDING_BLOCKS,
    FUNDING_FIELDS,
    PERIODS,
    TEXT_FIELDS,
    Damage,
    Form,
    Indicator,
    Place,
    SpendingLine,
    UnitTotal,
)
from auditor.forms.numbers import parse_amount
from auditor.forms.targets import parse_target
from auditor.forms.vocabulary import Vocabulary
from auditor.marked import Mapping, Reporter, Sequence, Text, Value
from auditor.reading.identity import Identities
from auditor.reading.layout import Layout
from auditor.rulebook.leaves import LeafReader, items
from auditor.rulebook.scope import Scope

SOURCE: Final = "forms/sample"
HEADS: Final = ("layout", "title", "year", "unit", "units_seen", *TEXT_FIELDS)
_INDICATOR: Final = ("level1", "level2", "level3", *PERIODS, "weight", "declared_direction")
ROWS: Final[dict[str, tuple[str, ...]]] = {
    "spending": ("name", *PERIODS, *FUNDING_BLOCKS),
    "indicators": (*_INDICATOR, "printed_level2", "read_level1", "read_level2"),
    "long_term_indicators": _INDICATOR,
    "unit_totals": ("name", "amount"),
}
MONEY: Final[dict[str, tuple[str, ...]]] = {
    "funding": FUNDING_FIELDS,
    **{f"other_funding.{block}": FUNDING_FIELDS for block in FUNDING_BLOCKS},
    "spending_totals": (*PERIODS, *FUNDING_BLOCKS),
}
"""The groups of amounts outside of tables."""
_GROUPS: Final = ("funding", "other_funding", "spending_totals")
_YEAR: Final = re.compile(r"[0-9]{4}\Z")
Plain = dict[str, Any]


def plain(value: Value) -> Any:
    """Give marked YAML as plain text, lists and dicts, with None for null."""
    if isinstance(value, Text):
        return None if value.is_null else str(value)
    if isinstance(value, Sequence):
        return [plain(item) for item in value]
    return {str(key): plain(item) for key, item in value.items()}


def is_sound(source: Mapping, layouts: Collection[str], reader: LeafReader) -> bool:
    """Tell whether a file is a whole form printed in one of the layouts; every mistake is noted."""
    before = len(reader.reporter.problems)
    reader.closed(source, (*HEADS, *_GROUPS, *ROWS), ("layout",))
    reader.choice(source.get("layout"), layouts)
    for name in (*HEADS, *_GROUPS, *ROWS):
        if name in source:
            _check(name, source[name], reader)
    return len(reader.reporter.problems) == before


def _check(name: str, value: Value, reader: LeafReader) -> None:
    """Check the value of one key of a form."""
    if name in ROWS:
        _check_rows(name, value, reader)
    elif name == "other_funding":
        if isinstance(value, Mapping) and reader.closed(value, FUNDING_BLOCKS):
            for block, amounts in reader.pairs(value):
                _check(f"{name}.{block}", amounts, reader)
    elif name in MONEY:
        if isinstance(value, Mapping):
            reader.closed(value, MONEY[name])
        _check_texts([amount for _, amount in reader.pairs(value)], reader)
    elif name == "units_seen":
        _check_texts(items(value), reader)
    elif name == "year" and not (isinstance(value, Text) and (value.is_null or _YEAR.match(value))):
        reader.wrong(value, "number")
    else:
        _check_texts([value], reader)


def _check_rows(name: str, value: Value, reader: LeafReader) -> None:
    for row in items(value):
        if not isinstance(row, Mapping):
            reader.expect_mapping(row, ROWS[name])
        elif reader.closed(row, ROWS[name]):
            _check_texts(row.values(), reader)


def _check_texts(values: Iterable[Value], reader: LeafReader) -> None:
    for value in values:
        reader.text(value)


def patched(base: Plain, case: Mapping, reporter: Reporter) -> Plain:
    """Give the base form with the ``set``, ``remove`` and ``add`` of a test case; notes paths that do not exist."""
    form = deepcopy(base)
    reader = LeafReader(Scope(Vocabulary.from_mappings([]), reporter))
    for path, value in reader.pairs(case.get("set")):
        if not _set(form, path.split("."), value, reader):
            _no_such_path(case["set"], path, reader)
    for name, index in sorted(_removed(form, case, reader), reverse=True):
        del form[name][index]
    for name, rows in reader.pairs(case.get("add")):
        if name not in ROWS:
            _no_such_path(case["add"], name, reader)
            continue
        _check(name, rows, reader)
        form.setdefault(name, []).extend(plain(row) for row in items(rows) if isinstance(row, Mapping))
    return form


def _no_such_path(place: Value, path: str, reader: LeafReader) -> None:
    if isinstance(place, Mapping):
        reader.reporter.at(place.key(path), "pack.test_path", found=path)


def _removed(form: Plain, case: Mapping, reader: LeafReader) -> set[tuple[str, int]]:
    """Give the rows that a case takes away, by table and index; a table's name takes away all of them."""
    found = set()
    for item in items(case.get("remove")):
        if isinstance(item, Text) and item in ROWS:
            found |= {(str(item), row) for row in range(len(form.get(item) or ()))}
            continue
        name, _, index = str(item).rpartition(".")
        if isinstance(item, Text) and _is_row(form, name, index):
            found.add((name, int(index)))
        else:
            reader.reporter.at(item, "pack.test_path", found=item if isinstance(item, Text) else "…")
    return found


def _is_row(form: Plain, name: str, index: str) -> bool:
    return name in ROWS and index.isdecimal() and int(index) < len(form.get(name) or ())


def _set(form: Plain, path: list[str], value: Value, reader: LeafReader) -> bool:
    """Set one value of the form; False when there is no such path."""
    head, *rest = path
    row, _, name = ".".join(rest).partition(".")
    if not rest and head in HEADS:
        _check(head, value, reader)
        form[head] = plain(value)
    elif path[-1] in MONEY.get(".".join(path[:-1]), ()):
        reader.text(value)
        group = form
        for name in path[:-1]:
            group = group.setdefault(name, {})
        group[path[-1]] = plain(value)
    elif _is_row(form, head, row) and name in ROWS[head]:
        reader.text(value)
        form[head][int(row)][name] = plain(value)
    else:
        return False
    return True


def damage_of(case: Mapping) -> list[Damage]:
    """Give the damage that a case describes: labels not found (``unlabelled``), values lost (``damaged``)."""
    named = [("label_missing", item) for item in items(case.get("unlabelled"))]
    named += [("value_lost", item) for item in items(case.get("damaged"))]
    return [Damage(code, "/" + str(item).replace(".", "/")) for code, item in named]


def build(
    data: Plain,
    layout: Layout,
    vocabulary: Vocabulary,
    damage: Iterable[Damage] = (),
    identities: Identities | None = None,
) -> Form:
    """Make the form that ``data`` describes, as if it had been read from a document printed in ``layout``.

    ``damage`` is what the extraction is said to have lost; ``identities`` names the forms of one batch.
    """
    form = Form(source=SOURCE, position=0, layout=layout.name)
    form.columns, form.tables = layout.columns, layout.tables
    form.title = data.get("title")
    form.year = int(data["year"]) if data.get("year") else None
    form.unit = data.get("unit") or layout.unit
    units = data.get("units_seen", [data["unit"]] if data.get("unit") else [])
    form.units_seen = tuple(units)
    form.texts = {name: data.get(name) for name in TEXT_FIELDS}
    form.damage = list(damage)
    builder = _Builder(form, layout, vocabulary)
    funding = data.get("funding", {})
    form.funding = builder.amounts("/funding", {name: funding.get(name) for name in FUNDING_FIELDS})
    for block, amounts in data.get("other_funding", {}).items():
        form.other_funding[block] = builder.amounts(f"/other_funding/{block}", amounts)
    form.spending_totals = builder.amounts("/spending_totals", data.get("spending_totals", {}))
    for index, row in enumerate(data.get("spending", ())):
        form.spending.append(builder.spending(index, row))
    for index, row in enumerate(data.get("indicators", ())):
        form.indicators.append(builder.indicator(f"/indicators/{index}", row))
    for index, row in enumerate(data.get("long_term_indicators", ())):
        form.long_term_indicators.append(builder.indicator(f"/long_term_indicators/{index}", row))
    for index, row in enumerate(data.get("unit_totals", ())):
        amount = builder.amount(f"/unit_totals/{index}/amount", row.get("amount"))
        form.unit_totals = [*(form.unit_totals or ()), UnitTotal(row.get("name") or "", amount, is_certain=True)]
    form.form_id = (identities or Identities()).of(form)
    return form


class _Builder:
    """Reads the cells of a sample form, noting their places."""

    def __init__(self, form: Form, layout: Layout, vocabulary: Vocabulary) -> None:
        self.form, self.layout, self.vocabulary = form, layout, vocabulary

    def amounts(self, pointer: str, texts: dict[str, str | None]) -> dict[str, Decimal | None]:
        return {name: self.amount(f"{pointer}/{name}", text) for name, text in texts.items()}

    def amount(self, pointer: str, text: str | None) -> Decimal | None:
        if text is None:
            return None
        self.form.places[pointer] = Place(SOURCE, None, None, None, text)
        if text.strip() in self.layout.zero_words:
            text = "0"
        read = parse_amount(text)
        return None if read is None else read.value

    def spending(self, index: int, row: Plain) -> SpendingLine:
        half, full = (self.amount(f"/spending/{index}/{period}", row.get(period)) for period in PERIODS)
        blocks: dict[str, str | None] = {block: row[block] for block in FUNDING_BLOCKS if block in row}
        return SpendingLine(row.get("name"), half, full, previous=self.amounts(f"/spending/{index}/previous", blocks))

    def indicator(self, pointer: str, row: Plain) -> Indicator:
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
            weight=self.amount(f"{pointer}/weight", row.get("weight")),
            declared_direction=row.get("declared_direction"),
        )
