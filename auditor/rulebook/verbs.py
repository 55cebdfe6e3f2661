"""The verbs of ``let``: what each takes and gives. Source: rule-format.md.

Each verb is a row: the keys it may carry beside its own, and the function that checks its arguments and builds the
`Call`. How a verb is computed is in `auditor.checking.verbs`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from auditor.marked import Mapping, Text, Value
from auditor.rulebook import names
from auditor.rulebook.expressions import Call, Each, Literal, Operand
from auditor.rulebook.leaves import items
from auditor.rulebook.scope import is_collection

if TYPE_CHECKING:
    from auditor.rulebook.conditions import ConditionReader

UNITS: Final = ("percent",)
NEEDED_OPTIONS: Final[dict[str, tuple[str, ...]]] = {
    "strip": ("endings",),
    "years_in": ("pattern",),
    "matches_in": ("pattern",),
    "corrections_in": ("from",),
}
"""The keys beside a verb that it cannot do without."""
_Build = Callable[["ConditionReader", str, Value, Mapping], Operand | None]


def _call(reader: "ConditionReader", given: Mapping, verb: str, kind: str, *operands: Operand | None) -> Call | None:
    """Build the call with its ``where`` (over the first collection found), None when an operand was not understood."""
    if any(operand is None for operand in operands):
        return None
    element = next((_element(operand) for operand in operands if operand is not None and _element(operand)), None)
    where = reader.where(given["where"], element) if "where" in given else None
    option = reader.choice(given.get("as"), UNITS)
    known = tuple(operand for operand in operands if operand is not None)
    return Call(kind, verb, known, where, option, verb)


def _element(operand: Operand) -> str | None:
    if isinstance(operand, Each):
        return operand.collection.type
    if is_collection(operand) or operand.type in names.FOUND_IN_TEXT:
        return operand.type
    return None


def _aggregate(reader: "ConditionReader", verb: str, value: Value, given: Mapping) -> Operand | None:
    parts = items(value)
    if not parts:
        reader.wrong(value, "number")
        return None
    return _call(reader, given, verb, "number", *(reader.operand(part, "number", column=True) for part in parts))


def _count(reader: "ConditionReader", verb: str, value: Value, given: Mapping) -> Operand | None:
    collection = reader.operand(value, column=True)
    if collection is not None and _element(collection) is None:
        reader.wrong(value, "collection")
        return None
    return _call(reader, given, verb, "number", collection)


@dataclass(frozen=True, slots=True)
class Named:
    """Builds a verb whose value is a mapping with exactly these named operands, each of the type given.

    ``column`` names the operand that may be a column, ``divisor`` the one that must not be the constant zero;
    ``optional`` are keys that may stand beside the operands.
    """

    verb_type: str
    kinds: dict[str, str]
    optional: tuple[str, ...]
    column: str
    divisor: str

    def __call__(self, reader: "ConditionReader", verb: str, value: Value, given: Mapping) -> Operand | None:
        """Read the operands of one call."""
        kinds = self.kinds
        if not isinstance(value, Mapping) or not reader.closed(value, (*kinds, *self.optional), tuple(kinds)):
            reader.expect_mapping(value, tuple(kinds))
            return None
        operands = [reader.operand(value[name], kind, column=name == self.column) for name, kind in kinds.items()]
        divisor = dict(zip(kinds, operands, strict=True)).get(self.divisor)
        if isinstance(divisor, Literal) and divisor.value == 0:
            reader.reporter.at(value[self.divisor], "pack.divides_by_zero", verb=verb, key=self.divisor)
            return None
        return _call(reader, value if self.optional else given, verb, self.verb_type, *operands)


def _named(verb_type: str, kinds: dict[str, str], *optional: str, column: str = "", divisor: str = "") -> Named:
    return Named(verb_type, kinds, optional, column, divisor)


@dataclass(frozen=True, slots=True)
class Listed:
    """Builds a verb whose value is one operand or a list of ``least`` to ``most`` operands of one type."""

    verb_type: str
    kind: str
    least: int
    most: int

    def __call__(self, reader: "ConditionReader", verb: str, value: Value, given: Mapping) -> Operand | None:
        """Read the operands of one call."""
        parts = items(value)
        if not self.least <= len(parts) <= self.most:
            reader.wrong(value, f"{self.least}-{self.most} × {self.kind}")
            return None
        return _call(reader, given, verb, self.verb_type, *(reader.operand(part, self.kind) for part in parts))


def _listed(verb_type: str, kind: str, least: int, most: int) -> Listed:
    return Listed(verb_type, kind, least, most)


def _lookup(reader: "ConditionReader", verb: str, value: Value, given: Mapping) -> Operand | None:
    collection = reader.operand(value)
    if collection is None or not is_collection(collection):
        if collection is not None:
            reader.wrong(value, "collection")
        return None
    taken = given.get("take")
    kind = collection.type
    if taken is not None:
        found = names.attribute_type(kind, tuple(reader.text(taken).split(".")))
        if found is None:
            if isinstance(taken, Text):
                reader.scope.inside(kind).unknown(taken)
            return None
        kind = found
    call = _call(reader, given, verb, kind, collection)
    return None if call is None else Call(call.type, verb, call.operands, call.where, str(taken or ""), verb)


def _list(reader: "ConditionReader", verb: str, value: Value, given: Mapping) -> Operand | None:
    column = reader.operand(value, "text", column=True)
    if column is not None and not isinstance(column, Each):
        reader.wrong(value, "n × text")
        return None
    return _call(reader, given, verb, "list", column)


def _strip(reader: "ConditionReader", verb: str, value: Value, given: Mapping) -> Operand | None:
    text = reader.operand(value, "text")
    if not reader.closed(given, (verb, "endings"), NEEDED_OPTIONS[verb]):
        return None
    endings = reader.operand(given["endings"], "list")
    return _call(reader, given, verb, "text", text, endings)


def _patterned(verb_type: str, groups: int = 0) -> _Build:
    """Build a verb that looks into a text for a ``pattern`` with so many groups."""

    def build(reader: "ConditionReader", verb: str, value: Value, given: Mapping) -> Operand | None:
        text = reader.operand(value, "text")
        if not reader.closed(given, (verb, "pattern"), NEEDED_OPTIONS[verb]):
            return None
        pattern = reader.operand(given["pattern"], "text", literal=True)
        if pattern is None:
            return None
        if not isinstance(pattern, Literal):
            reader.wrong(given["pattern"], "pattern")
            return None
        if not reader.pattern(given["pattern"], str(pattern.value), groups=groups):
            return None
        return _call(reader, given, verb, verb_type, text, pattern)

    return build


def _corrections(reader: "ConditionReader", verb: str, value: Value, given: Mapping) -> Operand | None:
    text = reader.operand(value, "text")
    if not reader.closed(given, (verb, "from"), NEEDED_OPTIONS[verb]):
        return None
    pairs = reader.operand(given["from"], "text")
    if pairs is None or text is None:
        return None
    name = pairs.shown.removeprefix("vocab.corrections.")
    if name == pairs.shown:
        reader.wrong(given["from"], "vocab.corrections")
        return None
    return Call("list", verb, (text,), None, name, verb)


def _quantities(reader: "ConditionReader", verb: str, value: Value, given: Mapping) -> Operand | None:
    parts = items(value)
    if not parts:
        reader.wrong(value, "text")
        return None
    texts = [reader.operand(part, "text") for part in parts]
    where = reader.where(given["where"], "quantities") if "where" in given else None
    known = tuple(text for text in texts if text is not None)
    return Call("quantities", verb, known, where, "", verb) if len(known) == len(texts) else None


_CONTRADICTING: Final = {"of": "quantity", "in": "indicators", "words": "number", "share": "number"}
VERBS: Final[dict[str, tuple[tuple[str, ...], _Build]]] = {
    "sum": (("where",), _aggregate),
    "min": (("where",), _aggregate),
    "max": (("where",), _aggregate),
    "mean": (("where",), _aggregate),
    "count": (("where",), _count),
    "ratio": (("as",), _named("number", {"of": "number", "to": "number"}, divisor="to")),
    "share": ((), _named("number", {"of": "number", "in": "number"}, column="in")),
    "scaled": ((), _named("number", {"of": "number", "by": "number"})),
    "minus": ((), _listed("number", "number", 2, 2)),
    "list": (("where",), _list),
    "lookup": (("where", "take"), _lookup),
    "numbers_in": (("where",), _quantities),
    "years_in": (("pattern",), _patterned("numbers", groups=1)),
    "matches_in": (("pattern",), _patterned("list")),
    "corrections_in": (("from",), _corrections),
    "similarity": ((), _listed("number", "text", 2, 2)),
    "length": ((), _listed("number", "text", 1, 1)),
    "strip": (("endings",), _strip),
    "words_in_both": ((), _named("number", {"of": "text", "with": "text", "words": "list"})),
    "copied": ((), _named("number", {"of": "text", "from": "text", "block": "number"})),
    "words_found": ((), _named("number", {"of": "text", "in": "text", "or": "text"}, column="or")),
    "measuring": ((), _named("number", {"of": "quantity", "in": "indicators", "words": "number"}, "where")),
    "contradicting": ((), _named("indicators", _CONTRADICTING, "where")),
    "shared_words": ((), _named("number", {"of": "text", "with": "text"}, "where", column="with")),
}
