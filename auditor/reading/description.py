"""Checked access to a layout description: every mistake is noted with its place, and all are told at once.

The description is what `auditor.marked` gives (texts, lists and mappings that know their line) or any plain mapping.
"""

import difflib
from collections.abc import Mapping, Sequence
from typing import Final

from auditor.errors import InvalidPack, Problem
from auditor.forms.model import FUNDING_BLOCKS, FUNDING_FIELDS, PERIODS, TEXT_FIELDS
from auditor.forms.patterns import BadPattern, Pattern, compiled
from auditor.reading.labels import Label, fold

COLUMNS: Final = (
    *("level1", "level2", "level3", "half_year", "full_year", "weight"),
    *("nature", "unit", "declared_direction", "previous", "explanation"),
)
"""The columns an indicator table may have, in the order of `Indicator`; ``nature`` holds the sign or 定性."""
SETS: Final = ("long_term", "annual")
"""The tables of indicators a form may have: of the medium term or whole project, and of the year."""
MONEY_COLUMNS: Final = (*PERIODS, *FUNDING_BLOCKS)
"""The columns of money that a table may have beside one another."""
_FIELD: Final = ("label", "aliases")
_KEYS: Final[dict[str, tuple[str, ...]]] = {
    "": (
        *(
            "title",
            "begins",
            "year",
            "page_marks",
            "unit",
            "unit_labels",
            "precision",
            "zero_words",
            "fields",
            "period",
            "options",
        ),
        *("others", "boxes", "below", "schedule"),
        *("list", "funding", "amounts", "other_years", "spending", "indicators"),
    ),
    "title": ("zh", "en"),
    "begins": ("titles", "first", "decides"),
    "year": ("line", "in_title"),
    "list": ("serial",),
    "fields": TEXT_FIELDS,
    "period": _FIELD,
    "options": TEXT_FIELDS,
    "schedule": (*_FIELD, "columns"),
    "funding": ("begins", "groups", "fields", "blocks", "prose"),
    "funding.fields": FUNDING_FIELDS,
    "funding.blocks": FUNDING_BLOCKS,
    "funding.prose": (*_FIELD, "patterns"),
    "funding.prose.patterns": FUNDING_FIELDS,
    "amounts": MONEY_COLUMNS,
    "spending": ("label", "begins", "columns", "others", "totals", "totals_as"),
    "spending.columns": ("name", "basis", "serial"),
    "indicators": ("label", "begins", "catalogue", "level1", "level2", "weight_total", "columns", "sets", "blocks"),
    "indicators.blocks": SETS,
    "indicators.columns": COLUMNS,
    **{f"fields.{name}": _FIELD for name in TEXT_FIELDS},
    **{f"amounts.{name}": _FIELD for name in MONEY_COLUMNS},
    **{f"spending.columns.{name}": _FIELD for name in ("name", "basis", "serial")},
    **{f"funding.blocks.{block}": FUNDING_FIELDS for block in FUNDING_BLOCKS},
    **{f"funding.blocks.{block}.{name}": _FIELD for block in FUNDING_BLOCKS for name in FUNDING_FIELDS},
    **{f"indicators.columns.{name}": _FIELD for name in COLUMNS},
    **{f"funding.fields.{name}": (*_FIELD, "parts", "exhaustive") for name in FUNDING_FIELDS},
}
"""The keys allowed at each path of a description."""

_NEEDED: Final = ("begins", "fields")


class Description:
    """One layout description; a wrong value is noted and read as empty, so that the walk goes on."""

    def __init__(self, name: str, top: Mapping[str, object]) -> None:
        """Begin with the whole mapping; ``name`` stands for the file where the mapping knows none."""
        self.name = name
        self.top = top
        self.problems: list[Problem] = []
        self.spellings: dict[str, Label] = {}
        self.names: dict[str, str] = {}
        self._check_keys("", top)
        for key in _NEEDED:
            if key not in top:
                self.note(top, "reading.layout_missing", name=key)

    def finish(self) -> None:
        """Raise `InvalidPack` when anything was noted."""
        if self.problems:
            raise InvalidPack(self.problems)

    def section(self, path: str) -> Mapping[str, object]:
        """Give the mapping at a dotted path, empty when it is absent."""
        value: object = self.top
        walked: list[str] = []
        for key in path.split("."):
            walked.append(key)
            value = value.get(key, {}) if isinstance(value, Mapping) else {}
            if not isinstance(value, Mapping):
                self.note(value, "reading.layout_wrong_kind", name=".".join(walked), expected="{}")
                return {}
        self._check_keys(path, value)  # type: ignore[arg-type]  # the loop left a mapping
        return value  # type: ignore[return-value]

    def texts(self, path: str, key: str) -> tuple[str, ...]:
        """Give the list of texts under ``key`` of the mapping at ``path``."""
        value = self._value(path, key, ())
        if isinstance(value, str) or not isinstance(value, Sequence) or not all(isinstance(v, str) for v in value):
            self.note(value, "reading.layout_wrong_kind", name=key, expected="[]")
            return ()
        return tuple(value)

    def word(self, path: str, key: str, allowed: tuple[str, ...], default: str) -> str:
        """Give one word out of ``allowed``."""
        value = self._value(path, key, default)
        if value in allowed:
            return str(value)
        self.note(value, "reading.layout_unknown_word", name=value, allowed=", ".join(allowed))
        return default

    def words(self, path: str, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        """Give a list of words out of ``allowed``."""
        found = self.texts(path, key)
        for word in found:
            if word not in allowed:
                self.note(word, "reading.layout_unknown_word", name=word, allowed=", ".join(allowed))
        return found

    def flag(self, path: str, key: str) -> bool:
        """Give a yes or no, no when absent."""
        return self.word(path, key, ("true", "false"), "false") == "true"

    def patterns(self, path: str, key: str) -> tuple[Pattern, ...]:
        """Give a list of regular expressions."""
        return tuple(self._compiled(text, key) for text in self.texts(path, key))

    def group_patterns(self, path: str, key: str) -> tuple[Pattern, ...]:
        """Give a list of regular expressions of one group each."""
        return tuple(self._one_group(text, key) for text in self.texts(path, key))

    def year_pattern(self, key: str, default: str) -> Pattern:
        """Give a regular expression whose one group is a year."""
        return self._one_group(self._value("year", key, default), key)

    def add_fields(self, path: str, kind: str, name: str, optional: str | None = None) -> tuple[str, ...]:
        """Take the labels of every field at ``path``; ``name`` is its field path with ``{}``. Gives the field names.

        A field without a label goes by the one that ``optional`` (a field path with ``{}``) has, where that is given.
        """
        for field, entry in self.section(path).items():
            inner = f"{path}.{field}"
            if inner not in _KEYS:
                continue
            if optional is not None and not self.section(inner):
                self.names[name.format(field)] = self.names.get(optional.format(field), field)
            else:
                self.add_label(inner, entry, Label(kind, field), name.format(field))
        return tuple(field for field in _KEYS[path] if field in self.section(path))

    def add_label(self, path: str, entry: object, meaning: Label, name: str) -> None:
        """Take the ``label`` and the ``aliases`` at ``path``; ``name`` is the field path that findings call it by."""
        label = self.section(path).get("label")
        if not isinstance(label, str):
            self.note(entry, "reading.layout_no_label", name=path.rpartition(".")[2])
            return
        self.names[name] = label
        self.add_labels((label, *self.texts(path, "aliases")), meaning)

    def add_labels(self, texts: Sequence[str], label: Label) -> None:
        """Take further spellings of one label; a spelling with two meanings is a mistake."""
        for text in texts:
            known = self.spellings.setdefault(fold(text), label)
            if known != label:
                self.note(text, "reading.layout_two_meanings", text=text, first=known.name, second=label.name)

    def note(self, value: object, key: str, **details: object) -> None:
        """Note a mistake at the place of ``value``."""
        place = (getattr(value, "file", self.name), getattr(value, "line", 1), getattr(value, "column", 1))
        problem = Problem(*place, key, tuple((name, str(detail)) for name, detail in details.items()))
        if problem not in self.problems:
            self.problems.append(problem)

    def _value(self, path: str, key: str, default: object) -> object:
        return (self.section(path) if path else self.top).get(key, default)

    def _one_group(self, text: object, key: str) -> Pattern:
        pattern = self._compiled(text, key)
        if pattern.groups != 1:
            self.note(text, "reading.layout_one_group", name=key)
        return pattern

    def _compiled(self, text: object, key: str) -> Pattern:
        try:
            return compiled(str(text))
        except BadPattern as error:
            self.note(text, "reading.layout_bad_pattern", name=key, reason=error)
            return compiled("()")

    def _check_keys(self, path: str, mapping: Mapping[str, object]) -> None:
        allowed = _KEYS.get(path, ())
        for key in mapping:
            if allowed and key not in allowed:
                near = difflib.get_close_matches(key, allowed, 1)
                where = key if hasattr(key, "line") else mapping
                self.note(where, "reading.layout_unknown_key", name=key, near=", ".join(near or allowed))
