"""Reads one rule file into a `Rule`; every mistake is noted with its line and column. Source: rule-format.md."""

import re
from collections.abc import Collection
from typing import Final

from auditor.forms.vocabulary import Vocabulary
from auditor.marked import Mapping, Reporter, Sequence, Text, Value
from auditor.rulebook import names
from auditor.rulebook.conditions import ConditionReader
from auditor.rulebook.expressions import Condition, Derived, Each, Literal, Operand, Path, Proof
from auditor.rulebook.rule import (
    DIMENSIONS,
    LANGUAGES,
    SEVERITIES,
    STATUSES,
    Basis,
    Param,
    Rule,
    Subjects,
    Template,
    Texts,
)
from auditor.rulebook.scope import Scope

KEYS: Final = (
    "id", "name", "title", "severity", "severity_when", "dimension", "group", "status", "since", "waivable", "basis",
    "requires", "params", "for_each", "let", "when", "require", "at", "see", "show", "message", "fix", "hints", "amount",
)  # fmt: skip
NEEDED: Final = (
    "id", "title", "severity", "dimension", "group", "status", "since", "basis", "require", "at", "message", "fix",
)  # fmt: skip
_RULE_ID: Final = re.compile(r"[A-Z]{2,8}-\d{2,3}\Z")
_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")
_PROOF: Final = {name: Proof("text", name, name) for name in ("difference", "found", "expected")}


class RuleReader:
    """Reads the files of one pack; ``documents`` and ``capabilities`` are the closed sets they may name."""

    def __init__(
        self, vocabulary: Vocabulary, documents: Collection[str], capabilities: Collection[str], reporter: Reporter
    ) -> None:
        """Read against this vocabulary, document register and set of layout columns."""
        self.vocabulary = vocabulary
        self.documents = documents
        self.capabilities = capabilities
        self.reporter = reporter

    def read(self, source: Mapping, file_stem: str) -> Rule | None:
        """Give the rule, or None when it has mistakes (all of them noted)."""
        before = len(self.reporter.problems)
        scope = Scope(self.vocabulary, self.reporter)
        reader = ConditionReader(scope)
        reader.closed(source, KEYS, NEEDED)
        params = self._params(source.get("params"), reader)
        scope.params = {name: param.value for name, param in params.items()}
        subjects = self._subjects(source.get("for_each"), reader)
        lets = self._lets(source.get("let"), reader)
        when = reader.condition(source["when"]) if "when" in source else None
        require = reader.condition(source["require"]) if "require" in source else None
        at = reader.operand(source["at"]) if "at" in source else None
        if at is not None and not isinstance(at, Path | Derived | Each):
            reader.wrong(source["at"], "field")
        show = self._show(source.get("show"), reader)
        amount, is_difference = self._amount(source.get("amount"), reader)
        scope.lets.update(_PROOF)
        message = self._templates(source.get("message"), reader)
        hints = self._hints(source.get("hints"), reader)
        severities = self._severity_when(source.get("severity_when"), reader)
        rule_id = self._id(source.get("id"), file_stem)
        head = self._head(source, reader)
        if len(self.reporter.problems) > before or require is None or not isinstance(at, Path | Derived | Each):
            return None
        return Rule(
            id=rule_id,
            **head,  # type: ignore[arg-type]
            params=params,
            subjects=subjects,
            lets=lets,
            when=when,
            require=require,
            at=at,
            see=self._operands(source.get("see"), reader),
            show=show,
            message=message,
            amount=amount,
            amount_is_difference=is_difference,
            hints=hints,
            severity_when=severities,
            file=source.file,
        )

    def _head(self, source: Mapping, reader: ConditionReader) -> dict[str, object]:
        return {
            "name": str(source.get("name", "")),
            "title": self._texts(source.get("title"), reader),
            "severity": self._choice(source.get("severity"), SEVERITIES),
            "dimension": self._choice(source.get("dimension"), DIMENSIONS),
            "group": str(source.get("group", "")),
            "status": self._choice(source.get("status"), STATUSES),
            "since": str(source.get("since", "")),
            "waivable": self._choice(source.get("waivable"), ("true", "false"), "true") == "true",
            "basis": self._basis(source.get("basis"), reader),
            "requires": self._requires(source.get("requires"), reader),
            "fix": self._templates(source.get("fix"), reader),
        }

    def _id(self, value: Value | None, file_stem: str) -> str:
        if isinstance(value, Text):
            if not _RULE_ID.match(value):
                self.reporter.at(value, "pack.bad_id", found=value)
            elif value != file_stem:
                self.reporter.at(value, "pack.id_file", found=value, file=file_stem)
        return str(value)

    def _choice(self, value: Value | None, allowed: tuple[str, ...], default: str = "") -> str:
        if value is None:
            return default
        if not isinstance(value, Text) or value not in allowed:
            self.reporter.at(value, "pack.choice", found=value, allowed=", ".join(allowed))
            return default
        return str(value)

    def _texts(self, value: Value | None, reader: ConditionReader) -> Texts:
        """Read ``{zh, en}`` or one string that serves for both."""
        if value is None:
            return {}
        if isinstance(value, Text):
            return dict.fromkeys(LANGUAGES, str(value))
        if not isinstance(value, Mapping) or not reader.closed(value, LANGUAGES, ("zh",)):
            reader.expect_mapping(value, LANGUAGES)
            return {}
        return {lang: str(value.get(lang, value["zh"])) for lang in LANGUAGES}

    def _templates(self, value: Value | None, reader: ConditionReader) -> dict[str, Template]:
        texts = self._texts(value, reader)
        if value is None:
            return {}
        return {lang: self._template(text, value, reader) for lang, text in texts.items()}

    def _template(self, text: str, place: Value, reader: ConditionReader) -> Template:
        parts: list[str | Operand] = []
        for index, piece in enumerate(_PLACEHOLDER.split(text)):
            if index % 2 == 0:
                parts.append(piece)
            elif (operand := reader.scope.resolve(piece)) is not None:
                parts.append(operand)
            else:
                self.reporter.at(place, "pack.placeholder", found=piece)
        return Template(tuple(part for part in parts if part != ""))

    def _basis(self, value: Value | None, reader: ConditionReader) -> tuple[Basis, ...]:
        found = []
        for item in self._items(value):
            if not isinstance(item, Mapping):
                reader.expect_mapping(item, ("doc", "at", "verified"))
            elif reader.closed(item, ("doc", "at", "verified"), ("doc", "at", "verified")):
                document = self._choice(item["doc"], tuple(self.documents))
                verified = self._choice(item["verified"], ("true", "false")) == "true"
                found.append(Basis(document, str(item["at"]), verified))
        return tuple(found)

    def _requires(self, value: Value | None, reader: ConditionReader) -> tuple[str, ...]:
        found = []
        for item in self._items(value):
            if isinstance(item, Text) and item in self.capabilities:
                found.append(str(item))
            elif isinstance(item, Text):
                self.reporter.at(item, "pack.capability", found=item, allowed=", ".join(sorted(self.capabilities)))
            else:
                reader.wrong(item, "name")
        return tuple(found)

    def _params(self, value: Value | None, reader: ConditionReader) -> dict[str, Param]:
        found: dict[str, Param] = {}
        for name, item in self._pairs(value, reader):
            keys = ("value", "unit", "decided_by")
            if not isinstance(item, Mapping) or not reader.closed(item, keys, ("value", "decided_by")):
                reader.expect_mapping(item, keys)
                continue
            if (literal := self._constant(item["value"], reader)) is not None:
                unit = str(item.get("unit", ""))
                found[name] = Param(literal, unit, self._texts(item["decided_by"], reader))
        return found

    def _constant(self, value: Value, reader: ConditionReader) -> Literal | None:
        if isinstance(value, Sequence):
            return Literal("list", tuple(str(item) for item in value), ", ".join(map(str, value)))
        if not isinstance(value, Text):
            reader.wrong(value, "number | text | list")
            return None
        return reader.scope.literal(value, "number") or Literal("text", str(value), value)

    def _subjects(self, value: Value | None, reader: ConditionReader) -> Subjects | None:
        if value is None:
            return None
        variables = [key for key in value if key != "where"] if isinstance(value, Mapping) else []
        if not isinstance(value, Mapping) or len(variables) != 1:
            reader.wrong(value, "{name: collection}")
            return None
        variable, source = variables[0], value[variables[0]]
        kind, members = self._members(source, reader)
        if variable in names.FORM or variable in _PROOF:
            self.reporter.at(value, "pack.reserved_name", found=variable)
        reader.scope.variable = variable
        reader.scope.variable_type = "text" if kind == "words" else kind
        where = reader.where(value["where"], kind) if "where" in value else None
        return Subjects(variable, kind, members, where) if kind else None

    def _members(self, source: Value, reader: ConditionReader) -> tuple[str, tuple[str, ...]]:
        if isinstance(source, Mapping):
            if not reader.closed(source, ("fields",), ("fields",)):
                return "", ()
            chosen = (self._choice(item, names.FIELD_NAMES) for item in self._items(source["fields"]))
            return "fields", tuple(chosen)
        operand = reader.operand(source)
        if isinstance(operand, Literal) and isinstance(operand.value, tuple):
            return "words", operand.value
        if isinstance(operand, Path) and operand.type in names.COLLECTIONS:
            return operand.type, ()
        if operand is not None:
            reader.wrong(source, "collection")
        return "", ()

    def _lets(self, value: Value | None, reader: ConditionReader) -> tuple[tuple[str, Operand], ...]:
        found = []
        for name, item in self._pairs(value, reader):
            operand = reader.operand(item)
            if name in _PROOF or name in names.FORM or name == reader.scope.variable:
                self.reporter.at(item, "pack.reserved_name", found=name)
            elif operand is not None:
                reader.scope.lets[name] = operand
                found.append((name, operand))
        return tuple(found)

    def _amount(self, value: Value | None, reader: ConditionReader) -> tuple[Operand | None, bool]:
        if value is None:
            return None, False
        if isinstance(value, Text) and value == "difference":
            return None, True
        return reader.operand(value, "number"), False

    def _show(self, value: Value | None, reader: ConditionReader) -> dict[str, Operand]:
        """Read which values stand in a finding's found and expected cells, where the comparison itself says too little."""
        found: dict[str, Operand] = {}
        if isinstance(value, Mapping):
            reader.closed(value, ("found", "expected"))
        for name, item in self._pairs(value, reader):
            if (operand := reader.operand(item)) is not None:
                found[name] = operand
        return found

    def _hints(self, value: Value | None, reader: ConditionReader) -> tuple[tuple[Condition, dict[str, Template]], ...]:
        found = []
        for item in self._items(value):
            if not isinstance(item, Mapping) or not reader.closed(item, ("when", "text"), ("when", "text")):
                reader.expect_mapping(item, ("when", "text"))
            elif (condition := reader.condition(item["when"])) is not None:
                found.append((condition, self._templates(item["text"], reader)))
        return tuple(found)

    def _severity_when(self, value: Value | None, reader: ConditionReader) -> tuple[tuple[str, Condition], ...]:
        found = []
        for item in self._items(value):
            if not isinstance(item, Mapping) or not reader.closed(item, ("severity", "when"), ("severity", "when")):
                reader.expect_mapping(item, ("severity", "when"))
            elif (condition := reader.condition(item["when"])) is not None:
                found.append((self._choice(item["severity"], SEVERITIES), condition))
        return tuple(found)

    def _operands(self, value: Value | None, reader: ConditionReader) -> tuple[Operand, ...]:
        return tuple(operand for item in self._items(value) if (operand := reader.operand(item)) is not None)

    @staticmethod
    def _items(value: Value | None) -> list[Value]:
        if value is None:
            return []
        return list(value) if isinstance(value, Sequence) else [value]

    @staticmethod
    def _pairs(value: Value | None, reader: ConditionReader) -> list[tuple[str, Value]]:
        if value is None:
            return []
        if not isinstance(value, Mapping):
            reader.wrong(value, "{name: …}")
            return []
        return [(str(name), item) for name, item in value.items()]
