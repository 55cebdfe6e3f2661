"""YAML in which every value knows its file, line and column, and every scalar is text.

Pack files are read with this module only. ``on``, ``1.10``, ``12:30``, ``010`` and a bare ``=`` stay what they look
like; aliases, tags, duplicate keys and several documents in one file are problems, not features. Nothing of YAML that
could run code or blow up in memory is ever resolved, and files larger or nested deeper than authors write are refused.
Source: rule-format.md.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, TypeVar

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from auditor.errors import Problem

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_BYTES: Final = 1024 * 1024
MAX_DEPTH: Final = 64
_UNPRINTABLE: Final = yaml.reader.Reader.NON_PRINTABLE
_BREAK: Final = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
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
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if len(content) <= MAX_BYTES:
            place = content[: error.start].count(b"\n") + 1
            reporter.in_file(file, place, 1, "pack.unreadable", reason=f"0x{content[error.start]:02X}")
            return None
    except OSError as error:
        reporter.in_file(file, 1, 1, "pack.unreadable", reason=error.strerror or error)
        return None
    if len(content) > MAX_BYTES:
        reporter.in_file(file, 1, 1, "pack.too_large", limit=f"{MAX_BYTES // 1024} KiB")
        return None
    return parse(text, file, reporter)


def parse(text: str, file: str, reporter: Reporter) -> Mapping | None:
    """Read YAML text whose top is a mapping (see `load`)."""
    if bad := _UNPRINTABLE.search(text):
        lines = _BREAK.split(text[: bad.start()])
        code = f"U+{ord(bad[0]):04X}"
        reporter.in_file(file, len(lines), len(lines[-1]) + 1, "pack.syntax", reason=f"control character {code}")
        return None
    try:
        if problem := next(_forbidden_events(text, file), None):
            reporter.problems.append(problem)
            return None
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line, column = _place(error.problem_mark or error.context_mark)
        reporter.in_file(file, line, column, _sentence(error, text, line, column), reason=error.problem)
        return None
    except yaml.YAMLError as error:
        reporter.in_file(file, 1, 1, "pack.syntax", reason=str(error).splitlines()[0])
        return None
    if not isinstance(node, MappingNode):
        reporter.in_file(file, *_place(node.start_mark if node else None), "pack.not_a_mapping")
        return None
    value = _convert(node, file, reporter)
    return value if isinstance(value, Mapping) else None


def _place(mark: Any) -> tuple[int, int]:
    """Give the 1-based line and column of a mark, the beginning of the file without one."""
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _sentence(error: yaml.MarkedYAMLError, text: str, line: int, column: int) -> str:
    """Give the sentence for a syntax error; the two that authors make most often have words of their own."""
    rows = _BREAK.split(text)
    if line <= len(rows) and rows[line - 1][column - 1 : column] == "\t":
        return "pack.tab"
    return "pack.colon" if "mapping values are not allowed" in str(error.problem) else "pack.syntax"


def _forbidden_events(text: str, file: str) -> Iterator[Problem]:
    """Give what YAML allows and packs do not, while nothing is built yet: deep nesting would break the builder."""
    documents = depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        line, column = _place(event.start_mark)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            yield Problem(file, line, column, "pack.anchor")
        if (tag := getattr(event, "tag", None)) is not None:
            yield Problem(file, line, column, "pack.tag", (("tag", str(tag)),))
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                yield Problem(file, line, column, "pack.several_documents")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                yield Problem(file, line, column, "pack.too_deep", (("limit", str(MAX_DEPTH)),))
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _convert(node: Node, file: str, reporter: Reporter) -> Value:
    if isinstance(node, ScalarNode):
        return _text(node, file)
    if isinstance(node, SequenceNode):
        items = Sequence(_convert(child, file, reporter) for child in node.value)
        return _placed(items, node, file)
    mapping = _placed(Mapping(), node, file)
    first: dict[str, Text] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, ScalarNode):
            reporter.in_file(file, *_place(key_node.start_mark), "pack.key_not_text")
            continue
        key = _text(key_node, file)
        if first.setdefault(key, key) is not key:
            reporter.at(key, "pack.duplicate_key", name=key, line=first[key].line)
        mapping[key] = _convert(value_node, file, reporter)
    return mapping


def _text(node: ScalarNode, file: str) -> Text:
    text = _placed(Text(node.value), node, file)
    text.plain = not node.style
    return text


def _placed(value: _V, node: Node, file: str) -> _V:
    value.file = file
    value.line, value.column = _place(node.start_mark)
    return value
