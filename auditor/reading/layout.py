"""A layout: what one municipality's form looks like, as data. The one place that knows labels.

Source: contract.md §2, domain/layouts.md §4.2.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from auditor.forms.model import FUNDING_FIELDS
from auditor.forms.patterns import Pattern
from auditor.reading.description import SETS, Description
from auditor.reading.labels import Label, Labels, fold

_UNITS: Final = ("元", "千元", "万元", "百万元", "亿元")
_VALUES: Final = ("half_year", "full_year", "weight")
_DIGITS: Final = {0xFF10 + digit: 0x30 + digit for digit in range(10)}
_WEIGHTS: Final = ("0", "90", "100")
"""What the weights of a form may add up to: 100, or 90 where 10 are kept for the execution rate; 0: no weights."""
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
    tables of indicators that stand side by side (``long_term``, ``annual``), ``blocks`` those one below the other. Under a layout with ``title_needed`` rows are a form only below its
    title: its labels are those of many others.
    The rest is for reading.
    """

    name: str
    title: Mapping[str, str]
    names: Mapping[str, str]
    labels: Labels
    titles: tuple[Pattern, ...]
    first_field: str
    title_needed: bool
    year_line: Pattern
    year_in_title: Pattern
    page_marks: tuple[Pattern, ...]
    unit: str
    precision: int
    zero_words: frozenset[str]
    fields: tuple[str, ...]
    options: Mapping[str, tuple[str, ...]]
    funding: tuple[str, ...]
    parts: Mapping[str, tuple[str, ...]]
    exhaustive: frozenset[str]
    amounts: tuple[str, ...]
    totals: frozenset[str]
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
        fields = given.add_fields("fields", "field", "{}")
        funding = given.add_fields("funding.fields", "funding", "funding.{}")
        amounts = given.add_fields("amounts", "amount", "{}")
        columns = given.add_fields("indicators.columns", "column", "indicators.{}")
        _add_other_labels(given)
        sums = {field: given.texts(f"funding.fields.{field}", "parts") for field in funding}
        catalogue = given.flag("indicators", "catalogue")
        standards = {"indicators.standard"} if catalogue and columns else set()
        layout = cls(
            name=name,
            title={lang: str(text) for lang, text in given.section("title").items()},
            names=given.names,
            labels=Labels(given.spellings),
            titles=given.patterns("begins", "titles"),
            first_field=given.word("begins", "first", fields, fields[0] if fields else ""),
            title_needed=given.flag("begins", "title_needed"),
            year_line=given.year_pattern("line", r"((?:19|20)\d\d)年度?"),
            year_in_title=given.year_pattern("in_title", r"((?:19|20)\d\d)年"),
            page_marks=given.patterns("", "page_marks"),
            unit=given.word("", "unit", _UNITS, "万元"),
            precision=int(given.word("", "precision", tuple("0123456"), "2")),
            zero_words=frozenset(given.texts("", "zero_words")),
            fields=fields,
            options={field: given.texts("options", field) for field in given.section("options")},
            funding=funding,
            parts={field: parts for field, parts in sums.items() if parts},
            exhaustive=frozenset(field for field in funding if given.flag(f"funding.fields.{field}", "exhaustive")),
            amounts=amounts,
            totals=frozenset(map(fold, given.texts("spending", "totals"))),
            catalogue=catalogue,
            level1=given.texts("indicators", "level1"),
            level2={word: given.texts("indicators.level2", word) for word in given.section("indicators.level2")},
            columns=columns,
            printed_columns=tuple(column for column in given.section("indicators.columns") if column in columns),
            sets=given.words("indicators", "sets", SETS),
            blocks=frozenset(given.section("indicators.blocks")),
            weight_total=int(given.word("indicators", "weight_total", _WEIGHTS, "0")) or None,
            provides=frozenset(_provided(fields, funding, amounts, columns)) | standards,
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


def _add_other_labels(given: Description) -> None:
    given.names |= {"year": "年度", "funding": "项目资金"}
    for name in ("spending", "indicators"):
        given.names[name] = str(given.section(name).get("label", name))
    given.add_labels(given.texts("funding", "begins"), Label("section", "funding"))
    given.add_labels(given.texts("spending", "begins"), Label("section", "spending"))
    given.add_labels(given.texts("funding", "groups"), Label("group", "funding"))
    given.add_labels(given.texts("", "unit_labels"), Label("unit", "unit"))
    table = (given.names["indicators"], *given.texts("indicators", "begins"))
    given.add_labels(table if "indicators" in given.top else (), Label("table", "indicators"))
    for block in given.section("indicators.blocks"):
        given.add_labels(given.texts("indicators.blocks", block), Label("block", block))
    for field in given.section("funding.fields"):
        for part in given.texts(f"funding.fields.{field}", "parts"):
            if part not in given.section("funding.fields"):
                given.note(part, "reading.layout_unknown_word", name=part, allowed=", ".join(FUNDING_FIELDS))


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
