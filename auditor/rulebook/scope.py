"""Which names one rule may use, and what a written name stands for."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from auditor.forms.vocabulary import Vocabulary
from auditor.marked import Reporter, Text
from auditor.rulebook import names
from auditor.rulebook.expressions import Derived, Each, Joined, Literal, Operand, Path
from auditor.rulebook.spellings import near

SHOWN: Final = 40
"""How many allowed names a message lists; the nearest to the author's work come first."""
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z_0-9]*(\.[A-Za-z_0-9]+)*\Z")
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,30}(\.[0-9]{1,30})?\Z")
"""Constants as a person writes them: ``1e9``, ``1_000`` and full-width digits are refused."""
_NUMERIC: Final = re.compile(r"[+-]?\d")
"""What was meant as a number, though it may not be written like one."""


def looks_numeric(text: str) -> bool:
    """Tell whether an author meant a number, perhaps with a unit or a percent sign that does not belong there."""
    return _NUMERIC.match(text) is not None


@dataclass(slots=True)
class Scope:
    """The names in force at one place of a rule: form, loop variable, lets so far, params, vocabulary.

    ``roots`` are the names a path may begin with (one form's, or a batch's); ``rule_words`` the ids and groups of the pack's
    rules (``word:rule``, ``word:group``). ``broken`` are names that the rule gives but that could not be read: told once where they are given, they are
    passed over in silence where they are used.
    """

    vocabulary: Vocabulary
    reporter: Reporter
    roots: Mapping[str, str] = field(default_factory=lambda: names.FORM)
    rule_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    params: Mapping[str, Literal] = field(default_factory=dict)
    lets: dict[str, Operand] = field(default_factory=dict)
    variable: str | None = None
    variable_type: str = ""
    element_type: str | None = None
    broken: set[str] = field(default_factory=set)

    def inside(self, element_type: str) -> "Scope":
        """Give the scope of a ``where``: the attributes of the element come first."""
        return replace(self, element_type=element_type)

    def resolve(self, text: str) -> Operand | None:
        """Give what the name stands for, or None when it is no name of this scope."""
        head, *rest = text.split(".")
        attributes = tuple(rest)
        if self.element_type is not None and (found := names.attribute_type(self.element_type, (head, *attributes))):
            return Path(found, "element", self.element_type, (head, *attributes), text, self.element_type)
        if self.is_broken(text):
            return None
        if head in self.lets:
            source = self.lets[head]
            return self._of(Derived(source.type, source, (), text), attributes)
        if head == self.variable:
            return self._of(Path(self.variable_type, "item", "", (), text), attributes)
        if head == "params":
            return self.params.get(text.removeprefix("params."))
        if head == "vocab":
            return self._vocabulary(text)
        for length in range(len(attributes), -1, -1):
            name = ".".join((head, *attributes[:length]))
            if name in self.roots:
                return self._of(Path(self.roots[name], "form", name, (), text), attributes[length:])
        return None

    @staticmethod
    def _of(path: Path | Derived, attributes: tuple[str, ...]) -> Operand | None:
        if not attributes:
            return path
        found = names.attribute_type(path.type, attributes)
        if found is None:
            return None
        if is_collection(path) or path.type in names.FOUND_IN_TEXT:
            return Each(found, path, attributes, path.shown)
        if isinstance(path, Derived):
            return Derived(found, path.source, attributes, path.shown, path.type)
        return Path(found, path.root, path.name, attributes, path.shown, path.type)

    def _vocabulary(self, text: str) -> Literal | None:
        name = text.removeprefix("vocab.")
        if name.startswith("patterns."):
            pattern = self.vocabulary.patterns.get(name.removeprefix("patterns."))
            return None if pattern is None else Literal("text", pattern, text)
        if name.startswith("corrections."):
            pairs = self.vocabulary.corrections.get(name.removeprefix("corrections."), ())
            return Literal("text", "|".join(f"(?:{pair.wrong})" for pair in pairs), text) if pairs else None
        words = self.vocabulary.words.get(name)
        return None if words is None else Literal("list", words, text)

    def literal(self, text: Text, expected: str) -> Literal | None:
        """Read a constant of the type expected; None when the text cannot be one."""
        if expected == "number":
            return Literal("number", Decimal(text), text) if _NUMBER.match(text) else None
        if expected == "flag":
            return Literal("flag", text == "true", text) if text in ("true", "false") else None
        if expected.startswith("word:"):
            return Literal("text", str(text), text) if text in self._words(expected) else None
        if expected == "text" and not text.is_null and not (text.plain and _NAME.match(text)):
            return Literal("text", str(text), text)
        return None

    def _words(self, expected: str) -> tuple[str, ...]:
        """Give the closed set of words of a type such as ``word:kind``; unit families come from the vocabulary."""
        group = expected.removeprefix("word:")
        if group in self.rule_words:
            return self.rule_words[group]
        return self.vocabulary.family_words if group == "family" else names.WORDS[group]

    def is_reserved(self, name: str) -> bool:
        """Tell whether a name has a fixed meaning here, so that a rule may not give it to a value of its own."""
        return name in names.RESERVED or any(name == root.partition(".")[0] for root in self.roots)

    def is_broken(self, text: str) -> bool:
        """Tell whether a name is one whose own mistake was told already."""
        return text in self.broken or text.partition(".")[0] in self.broken

    def unknown(self, text: Text, expected: str = "", also: tuple[str, ...] = ()) -> None:
        """Note that a name (or a constant of the type expected) is unknown, with what is allowed and the nearest.

        ``also`` are words allowed at this place beside the names.
        """
        if self.is_broken(text):
            return
        allowed = [*also, *self.allowed(expected)]
        kind = expected.partition(":")[0] or "name"
        if kind == "number" and looks_numeric(text):
            self.reporter.at(text, "pack.bad_number", found=text)
            return
        close = near(text, allowed)
        self.reporter.at(
            text,
            "pack.unknown_name",
            found=text,
            expected=kind,
            nearest=close,
            allowed=", ".join(allowed[:SHOWN]),
        )

    def allowed(self, expected: str = "") -> Iterable[str]:
        """Give every name that may stand here, and the constants of a closed type."""
        if expected.startswith("word:"):
            yield from self._words(expected)
        if expected == "flag":
            yield from ("true", "false")
        if self.element_type is not None:
            yield from names.ELEMENTS[self.element_type]
        yield from self.lets
        if self.variable is not None:
            yield from self._dotted(self.variable, self.variable_type)
        yield from (f"params.{name}" for name in self.params)
        for name, kind in self.roots.items():
            yield from self._dotted(name, kind)
        yield from (f"vocab.{name}" for name in sorted(self.vocabulary.words))
        yield from (f"vocab.patterns.{name}" for name in sorted(self.vocabulary.patterns))
        yield from (f"vocab.corrections.{name}" for name in sorted(self.vocabulary.corrections))

    @staticmethod
    def _dotted(name: str, kind: str) -> Iterable[str]:
        yield name
        for attribute, inner in names.ELEMENTS.get(kind, {}).items():
            yield f"{name}.{attribute}"
            if inner == "target":
                yield from (f"{name}.{attribute}.{part}" for part in names.ELEMENTS["target"])


def is_collection(operand: Operand) -> bool:
    """Tell whether an operand is a whole table of the form; a row of it, looked up or looped over, is not."""
    if isinstance(operand, Derived):
        return isinstance(operand.source, Joined) and not operand.attributes
    return isinstance(operand, Path) and operand.root == "form" and operand.type in names.COLLECTIONS
