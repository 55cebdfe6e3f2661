"""What a layout's description comes to: its labels, the columns of other years, and the names that rules may require."""

from collections.abc import Iterator, Mapping
from typing import Final

from auditor.forms.model import FUNDING_BLOCKS, FUNDING_FIELDS, TEXT_FIELDS
from auditor.forms.patterns import Pattern
from auditor.reading.description import Description
from auditor.reading.labels import Label, fold

PERIOD: Final = "period"
"""The label of a text that holds both the start and the end."""
_OUTPUTS: Final = "产出指标"
"""A layout with words of its own for the outputs does not class them as quantity, quality, time and cost."""
YEAR: Final = "year"
"""The header of a money column that names its year."""
EXECUTED: Final = ("previous_executed", "earlier_executed")
"""What columns that name their year hold: what was spent last year, and the year before."""


def add_texts(given: Description) -> tuple[str, ...]:
    """Take the labels of the text fields and of the period, which is start and end at once."""
    fields = given.add_fields("fields", "field", "{}")
    if "period" not in given.top:
        return fields
    given.add_label("period", given.top["period"], Label("field", PERIOD), PERIOD)
    for end in ("start", "end"):
        given.names.setdefault(end, given.names.get(PERIOD, end))
    return tuple(field for field in TEXT_FIELDS if field in {*fields, "start", "end"})


def add_blocks(given: Description) -> dict[str, tuple[str, ...]]:
    """Take the labels of the funding of other years; a field without one of its own is told by where it stands."""
    for block in given.section("funding.blocks"):
        for field, entry in given.section(f"funding.blocks.{block}").items():
            path = f"funding.blocks.{block}.{field}"
            name = f"other_funding.{block}.{field}"
            if given.section(path):
                given.add_label(path, entry, Label("funding", f"{block}.{field}"), name)
            else:
                given.names[name] = given.names.get(f"funding.{field}", field)
    found = given.section("funding.blocks")
    return {
        block: tuple(field for field in FUNDING_FIELDS if field in given.section(f"funding.blocks.{block}"))
        for block in FUNDING_BLOCKS
        if block in found
    }


def columns_of_other_years(money: tuple[str, ...], years: tuple[Pattern, ...]) -> tuple[str, ...]:
    """Give the columns of other years that the tables have: those named, and those that are headed by a year."""
    by_year = EXECUTED if years else ()
    return tuple(block for block in FUNDING_BLOCKS if block in {*money, *by_year})


def add_spending(given: Description) -> tuple[str, ...]:
    """Take the headers of the spending table that are no money; gives the names of its texts."""
    columns = given.add_fields("spending.columns", "amount", "spending.{}")
    others = given.texts("spending", "others")
    for label in others:
        given.add_labels((label,), Label("amount", label))
    return (*(column for column in columns if column == "basis"), *others)


def add_other_labels(given: Description) -> tuple[str, ...]:
    """Take the labels of sections and of texts without a field of their own; gives the latter."""
    given.names |= {"year": "年度", "funding": "项目资金"}
    for name in ("spending", "indicators"):
        given.names[name] = str(given.section(name).get("label", name))
    for total in given.texts("spending", "totals")[:1]:
        given.names.setdefault("funding.total", total)
    given.add_labels(given.texts("funding", "begins"), Label("section", "funding"))
    given.add_labels(given.texts("spending", "begins"), Label("section", "spending"))
    given.add_labels(given.texts("funding", "groups"), Label("group", "funding"))
    given.add_labels(given.texts("", "unit_labels"), Label("unit", "unit"))
    given.add_labels(given.texts("list", "serial"), Label("serial", "serial"))
    table = (given.names["indicators"], *given.texts("indicators", "begins"))
    given.add_labels(table if "indicators" in given.top else (), Label("table", "indicators"))
    for block in given.section("indicators.blocks"):
        given.add_labels(given.texts("indicators.blocks", block), Label("block", block))
    for field in given.section("funding.fields"):
        for part in given.texts(f"funding.fields.{field}", "parts"):
            if part not in given.section("funding.fields"):
                given.note(part, "reading.layout_unknown_word", name=part, allowed=", ".join(FUNDING_FIELDS))
    if prose := given.section("funding.prose"):
        given.add_label("funding.prose", prose, Label("prose", "prose"), "funding.prose")
    if schedule := given.section("schedule"):
        given.add_label("schedule", schedule, Label("schedule", "schedule"), "schedule")
        for step in given.texts("schedule", "columns"):
            given.add_labels((step,), Label("step", step))
    return add_others(given)


def add_others(given: Description) -> tuple[str, ...]:
    """Take the labels that have no field; a column's header may be one as well, for outside its table it is free."""
    others = given.texts("", "others")
    for label in others:
        known = given.spellings.get(fold(label))
        if known is None or known.kind not in ("column", "amount"):
            given.add_labels((label,), Label("other", label))
        given.names[f"others.{label}"] = label
    return others


def expected(given: Description) -> dict[Label, str]:
    """Give the labels of fields, amounts and columns by their meaning; those of texts without a field may be missing."""
    paths = {
        "field": "{}", "funding": "funding.{}", "amount": "{}", "column": "indicators.{}",
    }  # fmt: skip
    found = {}
    for label in given.spellings.values():
        if label.kind in paths:
            path = paths[label.kind].format(label.name)
            path = f"other_{path}" if "." in label.name else path
            found[label] = given.names.get(path) or given.names.get(f"spending.{label.name}", label.name)
    return found


def provided_beside(
    others: tuple[str, ...], other_funding: Mapping[str, tuple[str, ...]], columns: tuple[str, ...], totals_as: str
) -> Iterator[str]:
    """Give the names of what stands beside this year's money, and of texts without a field."""
    if others:
        yield "others"
    for block, fields in other_funding.items():
        yield from ("other_funding", f"other_funding.{block}", *(f"other_funding.{block}.{field}" for field in fields))
    yield from (f"spending.{column}" for column in columns)
    for column, name in (("previous_budget", "last_year.budget"), ("previous_executed", "last_year.executed")):
        if column in columns or column in other_funding:
            yield name
    if totals_as != "damage":
        yield "spending_totals"
    if totals_as == "funding":
        yield from ("funding", "funding.total")


def provided_by_words(given: Description) -> Iterator[str]:
    """Give the names of what a layout has by its words: a telephone in the cell of the manager."""
    if any(word in given.names.get("manager", "") for word in ("电话", "联系方式")):
        yield "manager.phone"


def provided(
    fields: tuple[str, ...],
    funding: tuple[str, ...],
    amounts: tuple[str, ...],
    columns: tuple[str, ...],
    level2: Mapping[str, tuple[str, ...]],
) -> Iterator[str]:
    """Give the names a rule's ``requires`` may find in a form of this layout."""
    yield from ("layout", "title", "year", "unit", "texts", *fields)
    if funding:
        yield from ("funding", "amounts", "balances", *(f"funding.{field}" for field in funding))
    if amounts:
        yield from ("spending", "amounts", "balances", "spending.name", *(f"spending.{period}" for period in amounts))
    if columns:
        yield from ("indicators", "targets", *(f"indicators.{column}" for column in columns))
    if "level2" in columns and _OUTPUTS not in level2:
        yield "indicators.output_classes"
