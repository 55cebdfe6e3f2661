"""YAML in which every value knows its file, line and column, and every scalar is text.

Pack files are read with this module only. ``on``, ``1.10``, ``12:30``, ``010`` and a bare ``=`` stay what they look
like; aliases, tags, duplicate keys and several documents in one file are problems, not features. Nothing of YAML that
could run code or blow up in memory is ever resolved. Source: rule-format.md.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, TypeVar

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from auditor.errors import Problem

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS: Final = {"", "~", "null", "Null", "NULL"}


class Text(str):
    """A scalar as printed, with its 1-based line and column; ``plain`` when it stood without quotes."""

    __slots__ = ("column", "file", "line", "plain")
    file: str
    line: int
    column: int
    plain: bool

    @property
    def is_null(self) -> bool:
        """True for an unquoted ``null``, ``~`` or nothing at all."""
        return self.plain and self in _NULLS


class Mapping(dict[str, "Value"]):
    """A mapping with the place where it begins; its keys are `Text`."""

    file: str
    line: int
    column: int

    def key(self, name: str) -> Text:
        """Give the key as written, to point at it in a message."""
        return next(key for key in self if key == name and isinstance(key, Text))


class Sequence(list["Value"]):
    """A list with the place where it begins."""

    file: str
    line: int
    column: int


Value = Text | Mapping | Sequence
_V = TypeVar("_V", Text, Mapping, Sequence)


class Reporter:
    """Collects the problems of a pack so that all of them are told at once."""

    def __init__(self) -> None:
        """Start without problems."""
        self.problems: list[Problem] = []

    def at(self, value: Value, key: str, /, **details: object) -> None:
        """Note a problem at the place of ``value``."""
        found = tuple((name, str(detail)) for name, detail in details.items())
        self.problems.append(Problem(value.file, value.line, value.column, key, found))

    def in_file(self, file: str, line: int, column: int, key: str, /, **details: object) -> None:
        """Note a problem at a place that no value has."""
        self.problems.append(Problem(file, line, column, key, tuple((n, str(d)) for n, d in details.items())))


def load(path: Path, file: str, reporter: Reporter) -> Mapping | None:
    """Read one YAML file whose top is a mapping; ``file`` is the name used in messages.

    Returns None after noting the problems when the file cannot be used at all.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reporter.in_file(file, 1, 1, "pack.unreadable", reason=type(error).__name__)
        return None
    return parse(text, file, reporter)


def parse(text: str, file: str, reporter: Reporter) -> Mapping | None:
    """Read YAML text whose top is a mapping (see `load`)."""
    try:
        if problem := next(_forbidden_events(text, file), None):
            reporter.problems.append(problem)
            return None
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        key = "pack.tab" if "\\t" in str(error.problem) or "'\t'" in str(error.problem) else "pack.yaml"
        if "mapping values are not allowed" in str(error.problem):
            key = "pack.colon"
        reporter.in_file(file, line, column, key, reason=str(error.problem))
        return None
    except yaml.YAMLError as error:
        reporter.in_file(file, 1, 1, "pack.yaml", reason=str(error).splitlines()[0])
        return None
    if not isinstance(node, MappingNode):
        reporter.in_file(file, 1, 1, "pack.not_a_mapping")
        return None
    value = _convert(node, file, reporter)
    return value if isinstance(value, Mapping) else None


def _forbidden_events(text: str, file: str) -> Iterator[Problem]:
    documents = 0
    for event in yaml.parse(text, Loader=_Loader):
        mark = event.start_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            yield Problem(file, line, column, "pack.anchor")
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            yield Problem(file, line, column, "pack.tag", (("tag", str(tag)),))
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                yield Problem(file, line, column, "pack.several_documents")


def _convert(node: Node, file: str, reporter: Reporter) -> Value:
    if isinstance(node, ScalarNode):
        return _text(node, file)
    if isinstance(node, SequenceNode):
        items = Sequence(_convert(child, file, reporter) for child in node.value)
        return _placed(items, node, file)
    mapping = _placed(Mapping(), node, file)
    for key_node, value_node in node.value:
        if not isinstance(key_node, ScalarNode):
            reporter.in_file(file, key_node.start_mark.line + 1, key_node.start_mark.column + 1, "pack.key_not_text")
            continue
        key = _text(key_node, file)
        if key in mapping:
            reporter.at(key, "pack.duplicate_key", name=key, line=mapping.key(key).line)
        mapping[key] = _convert(value_node, file, reporter)
    return mapping


def _text(node: ScalarNode, file: str) -> Text:
    text = _placed(Text(node.value), node, file)
    text.plain = not node.style
    return text


def _placed(value: _V, node: Node, file: str) -> _V:
    value.file = file
    value.line = node.start_mark.line + 1
    value.column = node.start_mark.column + 1
    return value
