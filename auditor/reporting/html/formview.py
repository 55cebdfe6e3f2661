"""A form as the report shows it beside a finding: sections of rows of cells, each with its field path.

Texts are as printed, cut where they are longer than anybody reads in a report, with control characters and marks that turn
the reading direction made visible.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from auditor.forms.model import FUNDING_BLOCKS, FUNDING_FIELDS, PERIODS, TEXT_FIELDS
from auditor.wording import knows, say

LONGEST: Final = 2_000
_INVISIBLE: Final = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SPENDING: Final = ("name", "basis", *(f"previous.{block}" for block in reversed(FUNDING_BLOCKS)), *PERIODS)
_TOTALS: Final = ("name", "amount")
_INDICATORS: Final = (
    "level1", "level2", "level3", "nature", *PERIODS, "previous", "declared_direction", "weight", "explanation",
)  # fmt: skip
"""The columns of the tables, as far as a form has them."""
Cell = tuple[str, str]
"""Text and field path; the path of a heading is empty."""
Section = tuple[str, list[list[Cell]]]
"""Path of the whole section, and its rows."""


def shown(text: str) -> str:
    """Give a text as the report shows it."""
    cut = text if len(text) <= LONGEST else text[:LONGEST] + "…"
    return _INVISIBLE.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", cut)


def sections(form: Mapping[str, Any], names: Mapping[str, str], lang: str) -> list[Section]:
    """Give the sections of a form; ``names`` are its layout's labels by field path."""
    view = _View(form, names, lang)
    found = [("", view.fields()), ("funding", view.funding()), ("spending", view.table("spending", _SPENDING))]
    found += [("spending_totals", view.amounts("spending_totals")), ("unit_totals", view.table("unit_totals", _TOTALS))]
    found += [(name, view.table(name, _INDICATORS)) for name in ("indicators", "long_term_indicators")]
    return [(path, rows) for path, rows in found if rows]


class _View:
    def __init__(self, form: Mapping[str, Any], names: Mapping[str, str], lang: str) -> None:
        self._form, self._names, self._lang = form, names, lang
        self._locations: Mapping[str, Mapping[str, Any]] = form["locations"]

    def fields(self) -> list[list[Cell]]:
        rows = [self._pair(field, self._form.get(field)) for field in ("year", *TEXT_FIELDS) if field in self._names]
        rows.append([(say(self._lang, "layouts.unit"), ""), (self._form.get("unit") or "", "unit")])
        return rows + [
            [(shown(label), ""), (shown(text), f"others.{label}")]
            for label, text in self._form.get("others", {}).items()
        ]

    def funding(self) -> list[list[Cell]]:
        rows = []
        for block, amounts in {"funding": self._form["funding"], **self._blocks()}.items():
            rows += [
                self._pair(f"{block}.{field}", amounts.get(field))
                for field in FUNDING_FIELDS
                if f"{block}.{field}" in self._names
            ]
        return rows

    def amounts(self, group: str) -> list[list[Cell]]:
        """Give a group of amounts by their columns, such as the totals printed below the spending lines."""
        found = self._form.get(group) or {}
        return [
            [(self._heading(group, name), ""), (self._printed(f"{group}.{name}", value), f"{group}.{name}")]
            for name, value in found.items()
        ]

    def _blocks(self) -> dict[str, Mapping[str, Any]]:
        return {f"other_funding.{name}": amounts for name, amounts in self._form.get("other_funding", {}).items()}

    def _pair(self, path: str, value: object) -> list[Cell]:
        return [(shown(self._names.get(path, path)), ""), (self._printed(path, value), path)]

    def table(self, name: str, columns: Sequence[str]) -> list[list[Cell]]:
        lines = self._form.get(name) or []
        used = [column for column in columns if any(_inner(line, column) is not None for line in lines)]
        if not lines:
            return []
        head: list[Cell] = [(self._heading(name, column), "") for column in used]
        return [head, *(self._line(f"{name}[{at}]", line, used) for at, line in enumerate(lines))]

    def _heading(self, table: str, column: str) -> str:
        of_indicators = table.endswith("indicators")
        bare = column.rpartition(".")[2]
        label = self._names.get(f"indicators.{bare}" if of_indicators else bare) or self._names.get(f"spending.{bare}")
        return shown(label or (say(self._lang, f"names.{bare}") if knows(f"names.{bare}") else bare))

    def _line(self, path: str, line: Mapping[str, Any], columns: Sequence[str]) -> list[Cell]:
        return [(self._printed(f"{path}.{column}", _inner(line, column)), f"{path}.{column}") for column in columns]

    def _printed(self, path: str, value: object) -> str:
        """Give a value as the document prints it."""
        if value is None:
            return ""
        if isinstance(value, Mapping):
            return shown(str(value["raw"]))
        pointer = "/" + path.replace("[", "/").replace("]", "").replace(".", "/")
        location = self._locations.get(pointer)
        is_amount = path.startswith(("funding", "other_funding", "spending")) and not path.endswith(".name")
        return shown(str(location["text"]) if location is not None and is_amount else str(value))


def _inner(line: Mapping[str, Any], column: str) -> object:
    """Give a cell of a row, also one of an inner mapping such as ``previous.previous_budget``."""
    found: Any = line
    for name in column.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return None if isinstance(found, Mapping) and "raw" not in found else found
