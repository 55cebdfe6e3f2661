"""Reads one rule file into a `Rule`; every mistake is noted with its line and column. Source: rule-format.md."""

import re
from collections.abc import Collection
from typing import Final

from auditor.forms.model import TEXT_FIELDS
from auditor.forms.vocabulary import Vocabulary
from auditor.marked import Mapping, Reporter, Text, Value
from auditor.rulebook import batchnames, names
from auditor.rulebook.documents import Document
from auditor.rulebook.expressions import Call, Derived, Each, Joined, Literal, Operand, Path
from auditor.rulebook.joins import read_joins
from auditor.rulebook.leaves import LeafReader, items
from auditor.rulebook.periods import Years, read_years
from auditor.rulebook.rule import (
    DIMENSIONS,
    OVER,
    SEVERITIES,
    STATUSES,
    Basis,
    Rule,
    Subjects,
)
from auditor.rulebook.ruleparts import PartReader
from auditor.rulebook.ruleshown import read_effect, read_shown
from auditor.rulebook.scope import Scope, is_collection

KEYS: Final = (
    "id", "name", "title", "severity", "severity_when", "dimension", "group", "status", "since", "effective", "replaces",
    "waivable", "basis", "requires", "over", "after", "params", "for_each", "join", "let", "when", "require", "then", "at",
    "see", "show", "message", "fix", "hints", "amount",
)  # fmt: skip
NEEDED: Final = (
    "id", "title", "severity", "dimension", "group", "status", "since", "basis", "require", "at", "message", "fix",
)  # fmt: skip
EFFECT_NEEDS: Final = frozenset({"require", "at", "message", "fix"})
"""What a rule that changes findings has none of: it has ``then``."""
LISTS: Final = {"fields": ("fields", names.FIELD_NAMES), "numbers_in": ("quantity", TEXT_FIELDS)}
"""What a rule may be asked of beside rows and words: fields, or the quantities that fields state."""
RULE_ID: Final = re.compile(r"[A-Z]{2,8}-\d{2,3}\Z")


class RuleReader:
    """Reads the files of one pack; ``documents`` (by id) and ``capabilities`` are the closed sets they may name.

    Where a layout could not be read, what the layouts provide is not known: None, and nothing is held against it.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        documents: dict[str, Document],
        capabilities: Collection[str] | None,
        reporter: Reporter,
        rule_words: dict[str, tuple[str, ...]] | None = None,
    ) -> None:
        """Read against this vocabulary, document register and set of layout columns.

        ``rule_words`` are the ids (``rule``) and groups (``group``) of the pack's rules, for rules that look at findings.
        """
        self.vocabulary = vocabulary
        self.documents = documents
        self.capabilities = capabilities
        self.reporter = reporter
        self.rule_words = rule_words or {"rule": (), "group": ()}

    def read(self, source: Mapping, file_stem: str) -> Rule | None:
        """Give the rule, or None when it has mistakes (all of them noted)."""
        before = len(self.reporter.problems)
        over = LeafReader(Scope(self.vocabulary, self.reporter)).choice(source.get("over"), OVER)
        scope = Scope(self.vocabulary, self.reporter, roots=names.ROOTS[over], rule_words=self.rule_words)
        reader = PartReader(scope)
        changes = bool(over) and "then" in source
        needed = tuple(key for key in NEEDED if not changes or key not in EFFECT_NEEDS)
        reader.closed(source, keys_of(over, source), needed)
        head = self._head(source, reader, file_stem, over)
        params = reader.params(source.get("params"))
        reader.scope.params = {name: param.value for name, param in params.items()}
        subjects = _subjects(source.get("for_each"), reader)
        reader.scope.lets.update(_joins(source.get("join"), reader))
        lets = _lets(source.get("let"), reader)
        when = reader.condition(source["when"]) if "when" in source else None
        require = reader.condition(source["require"]) if "require" in source else None
        at = _at(source.get("at"), reader)
        effect = read_effect(source["then"], reader) if changes else None
        self._check_in_force(source, head["basis"], head["effective"])  # type: ignore[arg-type]
        rest = read_shown(source, reader)
        if len(self.reporter.problems) > before or (effect is None and (require is None or at is None)):
            return None
        return Rule(
            **head,  # type: ignore[arg-type]
            **rest,  # type: ignore[arg-type]
            params=params,
            subjects=subjects,
            lets=lets,
            when=when,
            require=require,
            at=at,
            effect=effect,
            file=source.file,
        )

    def _head(self, source: Mapping, reader: PartReader, file_stem: str, over: str) -> dict[str, object]:
        """Read what is said about the rule: nothing here depends on its names."""
        capabilities = self.capabilities
        if over == "forms" and capabilities is not None:
            capabilities = {*batchnames.CAPABILITIES, *capabilities}
        known = tuple(word for words in self.rule_words.values() for word in words)
        return {
            "over": over,
            "after": tuple(reader.choice(item, known) for item in items(source.get("after"))),
            "id": self._id(source.get("id"), file_stem),
            "name": reader.text(source.get("name")),
            "title": reader.texts(source, "title"),
            "severity": reader.choice(source.get("severity"), SEVERITIES),
            "dimension": reader.choice(source.get("dimension"), DIMENSIONS),
            "group": reader.text(source.get("group")),
            "status": reader.choice(source.get("status"), STATUSES),
            "since": reader.text(source.get("since")),
            "effective": read_years(source.get("effective"), reader),
            "waivable": reader.choice(source.get("waivable"), ("true", "false"), "true") == "true",
            "basis": reader.basis(source.get("basis"), self.documents),
            "requires": reader.requires(source.get("requires"), capabilities),
        }

    def _check_in_force(self, source: Mapping, basis: tuple[Basis, ...], effective: Years) -> None:
        """Note a rule of which no document is in force in any of its years."""
        documents = [self.documents[part.document] for part in basis if part.document in self.documents]
        if documents and not any(document.years.meets(effective) for document in documents):
            shown = ", ".join(f"{document.id} ({document.in_force})" for document in documents)
            self.reporter.at(source.key("effective"), "pack.not_in_force", documents=shown)

    def _id(self, value: Value | None, file_stem: str) -> str:
        if value is not None and not isinstance(value, Text):
            self.reporter.at(value, "pack.bad_id", found="…")
        elif isinstance(value, Text):
            if not RULE_ID.match(value):
                self.reporter.at(value, "pack.bad_id", found=value)
            elif value != file_stem:
                self.reporter.at(value, "pack.id_file", found=value, file=file_stem)
        return str(value)


def keys_of(over: str, source: Collection[str]) -> tuple[str, ...]:
    """Give the keys that a rule may have: joins belong to rules over forms, ``then`` and ``after`` to rules over either."""
    left_out = EFFECT_NEEDS if over and "then" in source else frozenset()
    if over != "forms":
        left_out |= {"join"}
    if not over:
        left_out |= {"after", "then"}
    return tuple(key for key in KEYS if key not in left_out)


def _joins(value: Value | None, reader: PartReader) -> dict[str, Joined]:
    """Read the joins of a rule over forms; their names are the rule's own, like those of its lets."""
    found = read_joins(value, reader)
    for name in list(found):
        if not isinstance(value, Mapping) or not _may_name(name, value, reader):
            reader.scope.broken.add(name)
            del found[name]
    return found


def _subjects(value: Value | None, reader: PartReader) -> Subjects | None:
    if value is None:
        return None
    variables = [key for key in value if key != "where"] if isinstance(value, Mapping) else []
    if not isinstance(value, Mapping) or len(variables) != 1:
        reader.wrong(value, "{name: collection}")
        reader.scope.broken.update(variables)
        return None
    variable = variables[0]
    kind, members = _members(value[variable], reader)
    where = reader.where(value["where"], kind) if "where" in value and kind else None
    if not kind or not _may_name(variable, value, reader):
        reader.scope.broken.add(variable)
        return None
    reader.scope.variable = variable
    reader.scope.variable_type = "text" if kind == "words" else kind
    return Subjects(variable, kind, members, where)


def _may_name(name: str, place: Mapping, reader: PartReader) -> bool:
    """Check a name that the rule gives to a value: one word, and none that is read as something else."""
    if reader.scope.is_reserved(name) or name == reader.scope.variable:
        reader.reporter.at(place.key(name), "pack.reserved_name", found=name)
        return False
    return reader.name(name, place)


def _members(source: Value, reader: PartReader) -> tuple[str, tuple[str, ...]]:
    """Give the kind of what a rule is asked of, and the words or fields where it lists them."""
    if isinstance(source, Mapping):
        return _listed_members(source, reader)
    operand = reader.operand(source, column=True)
    if isinstance(operand, Literal) and isinstance(operand.value, tuple):
        return "words", operand.value
    if operand is not None and is_collection(operand):
        return operand.type, ()
    if operand is not None:
        reader.wrong(source, "collection")
    return "", ()


def _listed_members(source: Mapping, reader: PartReader) -> tuple[str, tuple[str, ...]]:
    """Read ``{fields: [...]}``, or ``{numbers_in: [...]}``: the quantities that these fields state."""
    key = next((name for name in LISTS if name in source), None)
    if not reader.closed(source, tuple(LISTS) if key is None else (key,)) or key is None:
        if not source:
            reader.wrong(source, " | ".join(f"{{{name}: […]}}" for name in LISTS))
        return "", ()
    kind, allowed = LISTS[key]
    chosen = tuple(reader.choice(item, allowed) for item in items(source[key]))
    if not chosen:
        reader.wrong(source[key], "[" + ", ".join(allowed) + "]")
    return kind, chosen


def _lets(value: Value | None, reader: PartReader) -> tuple[tuple[str, Operand], ...]:
    """Read the values that the rule names; each may use those above it."""
    found = []
    for name, item in reader.pairs(value):
        operand = reader.operand(item)
        if operand is not None and is_collection(operand):
            reader.wrong(item, f"1 × {operand.type}")
            operand = None
        if not isinstance(value, Mapping) or not _may_name(name, value, reader) or operand is None:
            reader.scope.broken.add(name)
            continue
        reader.scope.lets[name] = operand
        found.append((name, operand))
    return tuple(found)


def _at(value: Value | None, reader: PartReader) -> Path | Derived | Each | None:
    """Read the field that findings point at: of the form, of the subject, or of a row that a let looked up."""
    operand = None if value is None else reader.operand(value, column=True)
    if value is None or operand is None:
        return None
    looked_up = isinstance(operand, Derived) and isinstance(operand.source, Call) and operand.source.verb == "lookup"
    column = isinstance(operand, Each) and isinstance(operand.collection, Path)
    # A loop over words goes over the pack's vocabulary, of which nothing stands in the form.
    in_form = isinstance(operand, Path) and (operand.root == "form" or reader.scope.variable_type != "text")
    if in_form or looked_up or column:
        return operand  # type: ignore[return-value]  # the flags say so
    reader.wrong(value, "field")
    return None
