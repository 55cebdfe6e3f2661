"""A layout: what one municipality's form looks like, as data. The one place that knows labels.

Source: contract.md §2, domain/layouts.md §4.2.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from auditor.forms.model import PERIODS
from auditor.forms.patterns import Pattern
from auditor.reading.description import SETS, Description
from auditor.reading.labels import Label, Labels, fold
from auditor.reading.layoutparts import (
    YEAR,
    add_blocks,
    add_other_labels,
    add_spending,
    add_texts,
    columns_of_other_years,
    expected,
    provided,
    provided_beside,
    provided_by_words,
)

_UNITS: Final = ("元", "千元", "万元", "百万元", "亿元")
_VALUES: Final = ("half_year", "full_year", "weight")
_DIGITS: Final = {0xFF10 + digit: 0x30 + digit for digit in range(10)}
_WEIGHTS: Final = ("0", "90", "100")
"""What the weights of a form may add up to: 100, or 90 where 10 are kept for the execution rate; 0: no weights."""
_TOTALS: Final = ("damage", "read", "funding")
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
        fields = add_texts(given)
        funding = given.add_fields("funding.fields", "funding", "funding.{}")
        other_funding = add_blocks(given)
        money = given.add_fields("amounts", "amount", "{}")
        amounts = tuple(column for column in money if column in PERIODS)
        years = given.group_patterns("", "other_years")
        other_columns = columns_of_other_years(money, years)
        other_funding |= {column: funding for column in other_columns if funding and column not in other_funding}
        spending_texts = add_spending(given)
        totals_as = given.word("spending", "totals_as", _TOTALS, "damage")
        columns = given.add_fields("indicators.columns", "column", "indicators.{}")
        level2 = {word: given.texts("indicators.level2", word) for word in given.section("indicators.level2")}
        others = add_other_labels(given)
        sums = {field: given.texts(f"funding.fields.{field}", "parts") for field in funding}
        catalogue = given.flag("indicators", "catalogue")
        standards = {"indicators.standard"} if catalogue and columns else set()
        layout = cls(
            name=name,
            title={lang: str(text) for lang, text in given.section("title").items()},
            names=given.names,
            labels=Labels(given.spellings, [(pattern, Label("amount", YEAR)) for pattern in years]),
            expected=expected(given),
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
            level2=level2,
            columns=columns,
            printed_columns=tuple(column for column in given.section("indicators.columns") if column in columns),
            sets=given.words("indicators", "sets", SETS),
            blocks=frozenset(given.section("indicators.blocks")),
            weight_total=int(given.word("indicators", "weight_total", _WEIGHTS, "0")) or None,
            provides=frozenset(standards)
            | frozenset(provided(fields, funding, amounts, columns, level2))
            | frozenset(provided_by_words(given))
            | frozenset(
                provided_beside(others, other_funding, (*other_columns, *spending_texts) if amounts else (), totals_as)
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
