"""YAML in which every value knows its file, line and column, and every scalar is text.

Pack files are read with this module only. ``on``, ``1.10``, ``12:30``, ``010`` and a bare ``=`` stay what they look
like; aliases, tags, duplicate keys and several documents in one file are problems, not features. Nothing of YAML that
could run code or blow up in memory is ever resolved, and files larger or nested deeper than authors write are refused.
Source: rule-format.md.
"""

import errno
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, TypeVar

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from auditor.errors import InvalidPack, Problem

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_BYTES: Final = 1024 * 1024
MAX_DEPTH: Final = 64
MAX_PROBLEMS: Final = 1000
MAX_DETAIL: Final = 2000
LONGEST: Final = {"found": 200, "name": 200}
"""Characters that a message shows of what an author wrote; of what is allowed it shows more."""
_UNPRINTABLE: Final = yaml.reader.Reader.NON_PRINTABLE
_BREAK: Final = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_WIDE_COLON: Final = re.compile(r"\s*(- )?[\w.]+：")
_WIDE_BRACKET: Final = re.compile(r"[｛｝［］【】]")
_SENTENCES: Final = {
    "mapping values are not allowed": "pack.colon",
    "could not find expected ':'": "pack.no_colon",
    "expected key": "pack.indent",
    "expected <block end>": "pack.indent",
    "expected ',' or": "pack.unclosed",
    "unexpected end of stream": "pack.unclosed",
}
_NULLS: Final = {"", "~", "null", "Null", "NULL"}


class Text(str):
    """A scalar as printed, with its 1-based line and column; ``plain`` when it stood without quotes."""

    __slots__ = ("column", "file", "line", "plain")
    file: str
    line: int
    column: int
    plain: bool

    def instead(self, text: str) -> "Text":
        """Give another text that stands in this one's place."""
        found = Text(text)
        found.file, found.line, found.column, found.plain = self.file, self.line, self.column, self.plain
        return found

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
        return next(key for key in self.keys_as_written() if key == name)

    def keys_as_written(self) -> "Iterator[Text]":
        """Give the keys with their places."""
        return (key for key in self if isinstance(key, Text))


class Sequence(list["Value"]):
    """A list with the place where it begins."""

    file: str
    line: int
    column: int


Value = Text | Mapping | Sequence
_V = TypeVar("_V", Text, Mapping, Sequence)


class Reporter:
    """Collects the problems of a pack so that all of them are told at once.

    A pack with more than `MAX_PROBLEMS` is no author's work but a file of another kind: reading it ends with `InvalidPack`.
    """

    def __init__(self) -> None:
        """Start without problems."""
        self.problems: list[Problem] = []

    def at(self, value: Value, key: str, /, **details: object) -> None:
        """Note a problem at the place of ``value``."""
        self.in_file(value.file, value.line, value.column, key, **details)

    def in_file(self, file: str, line: int, column: int, key: str, /, **details: object) -> None:
        """Note a problem at a place that no value has."""
        found = tuple((name, shortened(str(detail), LONGEST.get(name, MAX_DETAIL))) for name, detail in details.items())
        self.problems.append(Problem(file, line, column, key, found))
        if len(self.problems) >= MAX_PROBLEMS:
            self.problems.append(Problem(file, line, column, "pack.too_many", (("limit", str(MAX_PROBLEMS)),)))
            raise InvalidPack(self.problems)


def load(path: Path, file: str, reporter: Reporter) -> Mapping | None:
    """Read one YAML file whose top is a mapping; ``file`` is the name used in messages.

    Returns None after noting the problems when the file cannot be used at all.
    """
    try:
        content = _content(path)
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if len(content) <= MAX_BYTES:
            place = content[: error.start].count(b"\n") + 1
            reporter.in_file(file, place, 1, "pack.unreadable", reason=f"0x{content[error.start]:02X}")
            return None
    except (OSError, ValueError) as error:
        reporter.in_file(file, 1, 1, "pack.unreadable", reason=getattr(error, "strerror", None) or error)
        return None
    if len(content) > MAX_BYTES:
        reporter.in_file(file, 1, 1, "pack.too_large", limit=f"{MAX_BYTES // 1024} KiB")
        return None
    return parse(text, file, reporter)


def _content(path: Path) -> bytes:
    """Give what a file holds, no more than `MAX_BYTES` and one; raises `OSError`, also for what is no ordinary file.

    A pipe would be waited for, and a device has no end.
    """
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode):
        kind = "directory" if stat.S_ISDIR(mode) else "pipe or device"
        raise OSError(errno.EINVAL, f"Is a {kind}")
    with path.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


def is_file(path: Path) -> bool:
    """Tell whether there is an ordinary file at a path that an author wrote, however wrong the path."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def parse(text: str, file: str, reporter: Reporter) -> Mapping | None:
    """Read YAML text whose top is a mapping (see `load`)."""
    if bad := _UNPRINTABLE.search(text):
        lines = _BREAK.split(text[: bad.start()])
        reporter.in_file(file, len(lines), len(lines[-1]) + 1, "pack.syntax", reason=_control(bad[0]))
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
    if node is None:
        reporter.in_file(file, 1, 1, "pack.empty")
        return None
    if not isinstance(node, MappingNode):
        reporter.in_file(file, *_place(node.start_mark), "pack.not_a_mapping")
        return None
    value = _convert(node, file, reporter)
    return value if isinstance(value, Mapping) else None


def shortened(text: str, longest: int) -> str:
    """Give a text as messages show it: in one line, a long one cut."""
    line = text[: longest + 1].replace("\n", "\\n")
    return line if len(line) <= longest else line[:longest] + "…"


def _control(character: str) -> str:
    """Name a character that no text of a pack may hold, written as it is or escaped."""
    return f"control character U+{ord(character):04X}"


def _place(mark: Any) -> tuple[int, int]:
    """Give the 1-based line and column of a mark, the beginning of the file without one."""
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _sentence(error: yaml.MarkedYAMLError, text: str, line: int, column: int) -> str:
    """Give the sentence for a syntax error; those that authors make most often have words of their own."""
    rows = ["", *_BREAK.split(text)]
    here, above = (rows[number] if 0 <= number < len(rows) else "" for number in (line, line - 1))
    if here[column - 1 : column] == "\t":
        return "pack.tab"
    if any(_WIDE_COLON.match(row) or _WIDE_BRACKET.search(row) for row in (here, above)):
        return "pack.full_width"
    problem = str(error.problem)
    if "expected ',' or" in problem and "，" in here + above:
        return "pack.full_width"
    return next((key for part, key in _SENTENCES.items() if part in problem), "pack.syntax")


def _forbidden_events(text: str, file: str) -> Iterator[Problem]:
    """Give what YAML allows and packs do not, while nothing is built yet: deep nesting would break the builder."""
    documents = depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        line, column = _place(event.start_mark)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            yield Problem(file, line, column, "pack.anchor")
        if isinstance(event, yaml.ScalarEvent) and (bad := _UNPRINTABLE.search(event.value)):
            yield Problem(file, line, column, "pack.syntax", (("reason", _control(bad[0])),))
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
