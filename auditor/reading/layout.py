"""A layout: what one municipality's form looks like, as data. The one place that knows labels.

Source: contract.md §2, domain/layouts.md §4.2.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from auditor.forms.model import FUNDING_BLOCKS, FUNDING_FIELDS, PERIODS, TEXT_FIELDS
from auditor.forms.patterns import Pattern
from auditor.reading.description import SETS, Description
from auditor.reading.labels import Label, Labels, fold

_UNITS: Final = ("元", "千元", "万元", "百万元", "亿元")
_VALUES: Final = ("half_year", "full_year", "weight")
_DIGITS: Final = {0xFF10 + digit: 0x30 + digit for digit in range(10)}
_WEIGHTS: Final = ("0", "90", "100")
"""What the weights of a form may add up to: 100, or 90 where 10 are kept for the execution rate; 0: no weights."""
_TOTALS: Final = ("damage", "read", "funding")
PERIOD: Final = "period"
"""The label of a text that holds both the start and the end."""
YEAR: Final = "year"
"""The header of a money column that names its year."""
EXECUTED: Final = ("previous_executed", "earlier_executed")
"""What columns that name their year hold: what was spent last year, and the year before."""
TITLE_LENGTH: Final = 60
"""A longer line is no title."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How one kind of form is printed.

    For rules and findings: ``provides`` holds the names a rule's ``requires`` may ask for; ``names`` maps a field path
    (``project_name``, ``funding.total``, ``spending``, ``half_year``) to its Chinese label, ``options`` a field to its
    allowed words, ``parts`` a funding field to the fields that add up to it, of which ``exhaustive`` leave nothing out;
    ``unit`` is meant where the form prints none; ``precision`` is the number of decimals allowed in an amount;
    ``weight_total`` is what the weights add up to. ``level1`` are the level-1 words of the form, ``level2`` those of level 2
    that belong to another level 1 than usual. ``printed_columns`` are ``columns`` in printed order; ``sets`` are the
    tables of indicators that stand side by side (``long_term``, ``annual``), ``blocks`` those one below the other.
    ``other_funding`` are the funding fields printed for other years or the whole project, ``other_columns`` the columns of
    such money in its tables, ``money`` all columns of money in printed order, ``others`` the labels of texts without a
    field of their own. ``is_list``: many projects stand in one table, a row for each indicator. Where ``title_decides``
    the title alone tells the layout: no other form bears it.
    The rest is for reading: ``expected`` are the labels that every form of the layout should have, as printed; ``boxes``
    are answered by ticking, ``below`` have their value in the row below, ``prose``
    finds amounts in running text, ``steps`` are the columns of a schedule, ``totals_as`` says whether the totals below
    the spending lines are reported (``damage``), read, or read as the funding too.
    """

    name: str
    title: Mapping[str, str]
    names: Mapping[str, str]
    labels: Labels
    expected: Mapping[Label, str]
    titles: tuple[Pattern, ...]
    first_field: str
    title_decides: bool
    is_list: bool
    year_line: Pattern
    year_in_title: Pattern
    page_marks: tuple[Pattern, ...]
    unit: str
    precision: int
    zero_words: frozenset[str]
    fields: tuple[str, ...]
    options: Mapping[str, tuple[str, ...]]
    others: tuple[str, ...]
    boxes: frozenset[str]
    below: frozenset[str]
    steps: tuple[str, ...]
    funding: tuple[str, ...]
    other_funding: Mapping[str, tuple[str, ...]]
    prose: Mapping[str, tuple[Pattern, ...]]
    parts: Mapping[str, tuple[str, ...]]
    exhaustive: frozenset[str]
    amounts: tuple[str, ...]
    other_columns: tuple[str, ...]
    money: tuple[str, ...]
    spending_texts: tuple[str, ...]
    totals: frozenset[str]
    totals_as: str
    catalogue: bool
    level1: tuple[str, ...]
    level2: Mapping[str, tuple[str, ...]]
    columns: tuple[str, ...]
    printed_columns: tuple[str, ...]
    sets: tuple[str, ...]
    blocks: frozenset[str]
    weight_total: int | None
    provides: frozenset[str]

    @classmethod
    def from_mapping(cls, name: str, mapping: Mapping[str, object]) -> "Layout":
        """Make the layout ``name`` from a mapping of texts, lists and mappings, as YAML gives it.

        Raises `InvalidPack` with every mistake: an unknown key, a value of the wrong kind, a label with two meanings.
        """
        given = Description(name, mapping)
        fields = _add_texts(given)
        funding = given.add_fields("funding.fields", "funding", "funding.{}")
        other_funding = _add_blocks(given)
        money = given.add_fields("amounts", "amount", "{}")
        amounts = tuple(column for column in money if column in PERIODS)
        years = given.group_patterns("", "other_years")
        other_columns = _other_columns(money, years)
        other_funding |= {column: funding for column in other_columns if funding and column not in other_funding}
        spending_texts = _add_spending(given)
        totals_as = given.word("spending", "totals_as", _TOTALS, "damage")
        columns = given.add_fields("indicators.columns", "column", "indicators.{}")
        others = _add_other_labels(given)
        sums = {field: given.texts(f"funding.fields.{field}", "parts") for field in funding}
        catalogue = given.flag("indicators", "catalogue")
        standards = {"indicators.standard"} if catalogue and columns else set()
        layout = cls(
            name=name,
            title={lang: str(text) for lang, text in given.section("title").items()},
            names=given.names,
            labels=Labels(given.spellings, [(pattern, Label("amount", YEAR)) for pattern in years]),
            expected=_expected(given),
            titles=given.patterns("begins", "titles"),
            first_field=given.word("begins", "first", fields, fields[0] if fields else ""),
            title_decides=given.flag("begins", "decides"),
            is_list="list" in mapping,
            year_line=given.year_pattern("line", r"((?:19|20)\d\d)年度?"),
            year_in_title=given.year_pattern("in_title", r"((?:19|20)\d\d)年"),
            page_marks=given.patterns("", "page_marks"),
            unit=given.word("", "unit", _UNITS, "万元"),
            precision=int(given.word("", "precision", tuple("0123456"), "2")),
            zero_words=frozenset(given.texts("", "zero_words")),
            fields=fields,
            options={field: given.texts("options", field) for field in given.section("options")},
            others=others,
            boxes=frozenset(given.texts("", "boxes")),
            below=frozenset(given.texts("", "below")),
            steps=given.texts("schedule", "columns"),
            funding=funding,
            other_funding=other_funding,
            prose={
                field: given.group_patterns("funding.prose.patterns", field)
                for field in given.section("funding.prose.patterns")
            },
            parts={field: parts for field, parts in sums.items() if parts},
            exhaustive=frozenset(field for field in funding if given.flag(f"funding.fields.{field}", "exhaustive")),
            amounts=amounts,
            other_columns=other_columns,
            money=tuple(column for column in given.section("amounts") if column in money),
            spending_texts=spending_texts,
            totals=frozenset(map(fold, given.texts("spending", "totals"))),
            totals_as=totals_as,
            catalogue=catalogue,
            level1=given.texts("indicators", "level1"),
            level2={word: given.texts("indicators.level2", word) for word in given.section("indicators.level2")},
            columns=columns,
            printed_columns=tuple(column for column in given.section("indicators.columns") if column in columns),
            sets=given.words("indicators", "sets", SETS),
            blocks=frozenset(given.section("indicators.blocks")),
            weight_total=int(given.word("indicators", "weight_total", _WEIGHTS, "0")) or None,
            provides=frozenset(standards)
            | frozenset(_provided(fields, funding, amounts, columns))
            | frozenset(
                _provided_beside(others, other_funding, (*other_columns, *spending_texts) if amounts else (), totals_as)
            ),
        )
        given.finish()
        return layout

    @property
    def has_half_year(self) -> bool:
        """Whether the indicator table has a half-year column."""
        return "half_year" in self.columns

    @property
    def values(self) -> tuple[str, ...]:
        """The columns beside an indicator's name, in printed order: its targets, and its weight where there is one."""
        return tuple(column for column in self.columns if column in _VALUES)

    @property
    def is_placed(self) -> bool:
        """Whether the indicator table has cells that may be blank, so that cells are told by their columns alone."""
        usual = {"level1", "level2", "level3", "half_year", "full_year", "weight"}
        return not usual.issuperset(self.columns) or "level1" not in self.columns or len(self.tables) > 1

    @property
    def tables(self) -> tuple[str, ...]:
        """The lists of indicators of a form: of the year, and of the medium term or the whole project where it has both."""
        return tuple(name for name in SETS if name == "annual" or name in self.sets or name in self.blocks)

    @property
    def periods(self) -> tuple[str, ...]:
        """The target columns in printed order: ``half_year``, ``full_year`` or the last alone."""
        return tuple(column for column in self.columns if column in ("half_year", "full_year"))

    def is_title(self, text: str) -> bool:
        """Tell whether a line of its own is the title of this form."""
        return len(text) <= TITLE_LENGTH and any(pattern.fullmatch(fold(text)) for pattern in self.titles)

    def year_of_line(self, text: str) -> int | None:
        """Give the year when the whole line says nothing but the year."""
        found = self.year_line.fullmatch(fold(text)) if len(text) <= TITLE_LENGTH else None
        return int(found[1]) if found else None

    def year_of_title(self, text: str) -> int | None:
        """Give the year that the title names."""
        found = self.year_in_title.search(fold(text))
        return int(found[1]) if found else None

    def is_page_mark(self, text: str) -> bool:
        """Tell whether a line of its own is a page number or the like."""
        bare = text.replace(" ", "").translate(_DIGITS)
        return len(text) <= TITLE_LENGTH and any(pattern.fullmatch(bare) for pattern in self.page_marks)


def _add_texts(given: Description) -> tuple[str, ...]:
    """Take the labels of the text fields and of the period, which is start and end at once."""
    fields = given.add_fields("fields", "field", "{}")
    if "period" not in given.top:
        return fields
    given.add_label("period", given.top["period"], Label("field", PERIOD), PERIOD)
    for end in ("start", "end"):
        given.names.setdefault(end, given.names.get(PERIOD, end))
    return tuple(field for field in TEXT_FIELDS if field in {*fields, "start", "end"})


def _add_blocks(given: Description) -> dict[str, tuple[str, ...]]:
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


def _other_columns(money: tuple[str, ...], years: tuple[Pattern, ...]) -> tuple[str, ...]:
    by_year = EXECUTED if years else ()
    return tuple(block for block in FUNDING_BLOCKS if block in {*money, *by_year})


def _add_spending(given: Description) -> tuple[str, ...]:
    """Take the headers of the spending table that are no money; gives the names of its texts."""
    columns = given.add_fields("spending.columns", "amount", "spending.{}")
    others = given.texts("spending", "others")
    for label in others:
        given.add_labels((label,), Label("amount", label))
    return (*(column for column in columns if column == "basis"), *others)


def _add_other_labels(given: Description) -> tuple[str, ...]:
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
    return _add_others(given)


def _add_others(given: Description) -> tuple[str, ...]:
    """Take the labels that have no field; a column's header may be one as well, for outside its table it is free."""
    others = given.texts("", "others")
    for label in others:
        known = given.spellings.get(fold(label))
        if known is None or known.kind not in ("column", "amount"):
            given.add_labels((label,), Label("other", label))
        given.names[f"others.{label}"] = label
    return others


def _expected(given: Description) -> dict[Label, str]:
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


def _provided_beside(
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


def _provided(
    fields: tuple[str, ...],
    funding: tuple[str, ...],
    amounts: tuple[str, ...],
    columns: tuple[str, ...],
) -> Iterator[str]:
    """Give the names a rule's ``requires`` may find in a form of this layout."""
    yield from ("layout", "title", "year", "unit", "texts", *fields)
    if funding:
        yield from ("funding", "amounts", "balances", *(f"funding.{field}" for field in funding))
    if amounts:
        yield from ("spending", "amounts", "balances", "spending.name", *(f"spending.{period}" for period in amounts))
    if columns:
        yield from ("indicators", "targets", *(f"indicators.{column}" for column in columns))
