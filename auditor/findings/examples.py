"""A form that breaks a rule and one that keeps it, out of the rule's own tests, with what the rule really says.

The cases are run, not quoted: an example whose case does not end as its author expects is none.
"""

from collections.abc import Mapping as Names
from dataclasses import dataclass

from auditor.findings.finding import FAIL, PASS
from auditor.findings.labels import LabelWords
from auditor.findings.ruletests import RuleTester
from auditor.marked import Mapping, Reporter, Text, Value
from auditor.rulebook.leaves import items
from auditor.rulebook.pack import Pack
from auditor.rulebook.rule import Rule
from auditor.rulebook.sample import Plain
from auditor.wording import say


@dataclass(frozen=True, slots=True)
class Example:
    """One case: its name, what it changes in the sample form (in words), and the messages it produces."""

    case: str
    changes: tuple[str, ...]
    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Examples:
    """An example that fails and one that passes; None where the rule's tests have none."""

    failing: Example | None
    passing: Example | None


def examples_of(rule: Rule, pack: Pack, lang: str) -> Examples:
    """Give the first failing and the first passing case that end as expected; a case that changes something first."""
    tester = RuleTester(pack, rule, Reporter(), lang)
    cases = list(tester.cases())
    labels = pack.labels
    words = _PatchWords(tester.base or {}, labels, lang)
    return Examples(_first(cases, FAIL, tester, words), _first(cases, PASS, tester, words))


def _first(cases: list[Mapping], outcome: str, tester: RuleTester, words: "_PatchWords") -> Example | None:
    wanted = [case for case in cases if case["expect"] == outcome]
    for case in sorted(wanted, key=lambda case: not _changes_anything(case)):
        result = tester.run(case)
        if result.outcome == outcome:
            return Example(result.case, tuple(words.changes(case)), result.messages)
    return None


def _changes_anything(case: Mapping) -> bool:
    return any(
        key in case
        for key in ("set", "remove", "add", "unlabelled", "damaged", "forms", "previous", "executed", "budget")
    )


class _PatchWords(LabelWords):
    """Says what a case changes in the sample form: ``资金总额：99.99``."""

    def __init__(self, base: Plain, labels: Names[str, str], lang: str) -> None:
        super().__init__(labels, lang)
        self._base = base

    def changes(self, case: Mapping) -> list[str]:
        changed = [
            self._say("spelled.example_set", label=self._cell(path), value=self._value(value))
            for path, value in _pairs(case.get("set"))
        ]
        removed = [
            self._say("spelled.example_remove", row=self._removed(str(item))) for item in items(case.get("remove"))
        ]
        added = [
            self._say("spelled.example_add", table=self.field(table), row=self._cells(table, row))
            for table, rows in _pairs(case.get("add"))
            for row in items(rows)
        ]
        unlabelled = [
            self._say("spelled.example_unlabelled", label=self.field(str(item)))
            for item in items(case.get("unlabelled"))
        ]
        damaged = [
            self._say("spelled.example_damaged", label=self._cell(str(item))) for item in items(case.get("damaged"))
        ]
        return [*changed, *removed, *added, *unlabelled, *damaged, *self._batch(case)]

    def _batch(self, case: Mapping) -> list[str]:
        """Say what each form and each row of a table is, of a rule over the forms of a batch."""
        separator, as_is = say(self._lang, "finding.citation_separator"), self._say("spelled.example_as_is")
        forms = [
            self._say(f"spelled.example_{kind}", number=number, changes=separator.join(self.changes(patch)) or as_is)
            for key, kind in (("forms", "form"), ("previous", "previous"))
            for number, patch in enumerate(items(case.get(key)), 1)
            if isinstance(patch, Mapping)
        ]
        rows = [
            self._say(f"spelled.example_{key}", number=number, changes=self._cells(key, row))
            for key in ("executed", "budget")
            for number, row in enumerate(items(case.get(key)), 1)
        ]
        return [*forms, *rows]

    def _cells(self, table: str, row: Value) -> str:
        cells = [
            self._say("spelled.example_set", label=self._attribute(name, table), value=self._value(cell))
            for name, cell in _pairs(row)
        ]
        return say(self._lang, "finding.citation_separator").join(cells)

    def _cell(self, path: str) -> str:
        table, _, rest = path.partition(".")
        number, _, column = rest.partition(".")
        if table == "other_funding":
            block = self.field(number)
            return self._say("spelled.of", part=self.field(f"funding.{column}"), whole=block)
        if not column:
            return self.field(path)
        return self._say("spelled.of", part=self._attribute(column, table), whole=self._row(table, number))

    def _removed(self, path: str) -> str:
        """Name a row, or a whole table, that a case takes away."""
        table, dot, number = path.rpartition(".")
        return self._row(table, number) if dot else self._say("spelled.example_table", table=self.field(path))

    def _row(self, table: str, number: str) -> str:
        """Name a row of the sample form by its table, its number and what it is called there."""
        rows = self._base.get(table) or []
        index = int(number)
        name = (rows[index].get("name") or rows[index].get("level3")) if index < len(rows) else None
        return self._say("spelled.example_row", table=self.field(table), number=index + 1, name=name or "—")

    def _value(self, value: Value) -> str:
        if not isinstance(value, Text):
            return "…"
        return say(self._lang, "finding.blank") if value.is_null else str(value)


def _pairs(value: Value | None) -> list[tuple[str, Value]]:
    return list(value.items()) if isinstance(value, Mapping) else []
