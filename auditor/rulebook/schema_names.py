"""The names and constants of the rule language as JSON Schema, taken from the very tables that the reader resolves.

A schema cannot know the names that a rule gives to its own values; they are any word that no field of the form begins
with, and an attribute behind one must be an attribute of something.
"""

from collections.abc import Callable, Iterator
from typing import Any, Final

from auditor.forms.vocabulary import Vocabulary
from auditor.marked import Reporter
from auditor.rulebook import names
from auditor.rulebook.expressions import Each, Literal, Operand
from auditor.rulebook.rule import LANGUAGES
from auditor.rulebook.scope import Scope, is_collection
from auditor.wording import knows, say

Schema = dict[str, Any]
DRAFT: Final = "http://json-schema.org/draft-07/schema#"
"""The draft that editors understand best."""
TEXT: Final[Schema] = {"type": "string", "pattern": r"\S"}
SCALAR: Final[Schema] = {"type": ["string", "number", "boolean"]}
"""A scalar as authors write it: our reader takes all of them as text, other YAML tools give them types."""
NUMBER: Final[Schema] = {
    "anyOf": [
        {"type": "number", "minimum": -1e30, "maximum": 1e30},
        {"type": "string", "pattern": r"^[+-]?[0-9]{1,30}(\.[0-9]{1,30})?$"},
    ]
}
FLAG: Final[Schema] = {"enum": [True, False, "true", "false"]}
YEAR: Final[Schema] = {
    "anyOf": [{"type": "integer", "minimum": 1900, "maximum": 2099}, {"type": "string", "pattern": "^(19|20)[0-9]{2}$"}]
}
_WORD: Final = r"[A-Za-z_\u4e00-\u9fff][A-Za-z0-9_\u4e00-\u9fff]*"


def ref(name: str, description: str = "") -> Schema:
    """Refer to a named part; a description beside it is for editors."""
    found: Schema = {"$ref": f"#/definitions/{name}"}
    return {"description": description, **found} if description else found


def one_or_more(item: Schema, items: Schema | None = None) -> Schema:
    """Give a schema for one thing or a list of at least one (of ``items``, where they are more than that)."""
    return {"anyOf": [item, {"type": "array", "minItems": 1, "items": items or item}]}


def closed(properties: dict[str, Schema], *required: str) -> Schema:
    """Give a mapping with these keys and no others."""
    found: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**found, "required": list(required)} if required else found


def one_or_none(item: Schema) -> Schema:
    """Give a schema for one thing or any list of them, an empty one included."""
    return {"anyOf": [item, {"type": "array", "items": item}]}


def texts(text: Schema) -> Schema:
    """Give one text for both languages, or one each; the Chinese one is needed."""
    return {"anyOf": [text, closed(dict.fromkeys(LANGUAGES, text), "zh")]}


class NameSchemas:
    """What may stand where a rule names something, for one vocabulary and what the rule is ``over``."""

    def __init__(self, vocabulary: Vocabulary, lang: str, over: str = "") -> None:
        """Take the names in force at the top of a rule, where it has no names of its own yet."""
        self._lang, self._roots = lang, names.ROOTS[over]
        self.vocabulary = vocabulary
        scope = self.scope(Reporter())
        resolved = {name: scope.resolve(name) for name in scope.allowed()}
        self._operands: dict[str, Operand] = {name: found for name, found in resolved.items() if found is not None}
        self.families = vocabulary.family_words

    def scope(self, reporter: Reporter) -> Scope:
        """Give the scope at the top of a rule."""
        return Scope(self.vocabulary, reporter, roots=self._roots)

    def definitions(self) -> Iterator[tuple[str, Schema]]:
        """Give the named parts that the rest of the schema refers to."""
        yield "own_name", {"type": "string", "pattern": self._own(attributes=True)}
        yield "new_name", {"type": "string", "pattern": self._own(attributes=False)}
        for kind in ("number", "text", "flag", "date", "target"):
            yield f"{kind}_name", self._enum(_one_value(kind))
        yield "column_name", self._enum(lambda operand: isinstance(operand, Each))
        yield "table_name", self._enum(is_collection)
        yield "value_name", self._enum(is_value)
        yield "word_list", self._enum(lambda operand: isinstance(operand, Literal) and operand.type == "list")
        yield "pattern_name", self._enum(lambda operand: isinstance(operand, Literal) and operand.type == "text")
        yield "attribute", self._attributes()

    def named(self, keep: Callable[[Operand], bool]) -> list[str]:
        """Give the names of the operands to keep, in the order of the tables."""
        return [name for name, operand in self._operands.items() if keep(operand)]

    def of_kind(self, kind: str) -> list[str]:
        """Give the names of single values of one comparison family."""
        return self.named(_one_value(kind))

    def of_type(self, declared: str) -> list[str]:
        """Give the names of values of exactly one type, such as ``word:kind``."""
        return self.named(lambda operand: operand.type == declared)

    def enum(self, values: list[str]) -> Schema:
        """Give a choice; editors show the printed label beside each value that has one."""
        labels = [self.label(value) for value in values]
        return {"enum": values, "enumDescriptions": labels} if any(labels) else {"enum": values}

    def label(self, name: str) -> str:
        """Give the printed label of a name of the form, empty where there is none."""
        parts = name.split(".")
        for length in range(len(parts), 0, -1):
            key = f"names.{names.printed_field('.'.join(parts[:length])).replace('.', '_')}"
            if knows(key):
                rest = [f"names.{part}" for part in parts[length:]]
                return " ".join(say(self._lang, inner) for inner in (key, *filter(knows, rest)))
        return ""

    def _enum(self, keep: Callable[[Operand], bool]) -> Schema:
        return self.enum(self.named(keep))

    def _own(self, *, attributes: bool) -> str:
        """Give the pattern of a name that a rule gives: no reserved word, and behind it only attributes that exist."""
        heads = "|".join(sorted({*names.RESERVED, *(name.partition(".")[0] for name in self._roots)}))
        if not attributes:
            return f"^(?!(?:{heads})$){_WORD}$"
        return rf"^(?:params\.{_WORD}|(?!(?:{heads})(?:\.|$)){_WORD}(?:\.(?:{'|'.join(_dotted())}))?)$"

    def _attributes(self) -> Schema:
        """Give every attribute of every kind of row, as a filter or ``take`` names it."""
        attributes = [path.replace(r"\.", ".") for path in _dotted()]
        return self.enum(attributes)


def is_value(operand: Operand) -> bool:
    """Tell whether an operand is one value of the form: no constant, no column and no table."""
    return not isinstance(operand, Each | Literal) and not is_collection(operand)


def _one_value(kind: str) -> Callable[[Operand], bool]:
    """Keep single values of one comparison family that are read from the form."""

    def keep(operand: Operand) -> bool:
        family = "text" if operand.type.startswith("word:") else operand.type
        return family == kind and is_value(operand)

    return keep


def _dotted() -> list[str]:
    """Give every attribute path of every kind of row as a pattern, its dots escaped."""
    found: dict[str, None] = {}
    for element in names.ELEMENTS.values():
        for name, kind in element.items():
            found[name] = None
            for inner, deeper in names.ELEMENTS.get(kind, {}).items():
                found[rf"{name}\.{inner}"] = None
                found.update(dict.fromkeys(rf"{name}\.{inner}\.{last}" for last in names.ELEMENTS.get(deeper, {})))
    return list(found)
