"""The verbs of ``let``: what each takes and gives. Source: rule-format.md.

Each verb is a row: the keys it may carry beside its own, and the function that checks its arguments and builds the
`Call`. How a verb is computed is in `auditor.checking.verbs`.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from auditor.marked import Mapping, Sequence, Text, Value
from auditor.rulebook import names
from auditor.rulebook.expressions import Call, Derived, Each, Literal, Operand, Path

if TYPE_CHECKING:
    from auditor.rulebook.conditions import ConditionReader

_Build = Callable[["ConditionReader", str, Value, Mapping], Operand | None]


def _call(reader: "ConditionReader", given: Mapping, verb: str, kind: str, *operands: Operand | None) -> Call | None:
    """Build the call with its ``where`` (over the first collection found), None when an operand was not understood."""
    if any(operand is None for operand in operands):
        return None
    element = next((_element(operand) for operand in operands if operand is not None and _element(operand)), None)
    where = reader.where(given["where"], element) if "where" in given else None
    option = given.get("as", "")
    known = tuple(operand for operand in operands if operand is not None)
    return Call(kind, verb, known, where, str(option), verb)


def _element(operand: Operand) -> str | None:
    if isinstance(operand, Each):
        return operand.collection.type
    if isinstance(operand, Path | Derived) and operand.type in (*names.COLLECTIONS, *names.FOUND_IN_TEXT):
        return operand.type
    return None


def _aggregate(reader: "ConditionReader", verb: str, value: Value, given: Mapping) -> Operand | None:
    items = value if isinstance(value, Sequence) else [value]
    return _call(reader, given, verb, "number", *(reader.operand(item, "number") for item in items))


def _count(reader: "ConditionReader", verb: str, value: Value, given: Mapping) -> Operand | None:
    collection = reader.operand(value)
    if collection is not None and _element(collection) is None:
        reader.wrong(value, "collection")
        return None
    return _call(reader, given, verb, "number", collection)


def _named(verb_type: str, kinds: dict[str, str], *optional: str) -> _Build:
    """Build a verb whose value is a mapping with exactly these named operands, each of the type given."""

    def build(reader: "ConditionReader", verb: str, value: Value, given: Mapping) -> Operand | None:
        if not isinstance(value, Mapping) or not reader.closed(value, (*kinds, *optional), tuple(kinds)):
            reader.expect_mapping(value, tuple(kinds))
            return None
        operands = [reader.operand(value[name], kind) for name, kind in kinds.items()]
        return _call(reader, value if optional else given, verb, verb_type, *operands)

    return build


def _listed(verb_type: str, kind: str, least: int, most: int) -> _Build:
    """Build a verb whose value is one operand or a list of ``least`` to ``most`` operands of one type."""

    def build(reader: "ConditionReader", verb: str, value: Value, given: Mapping) -> Operand | None:
        items = value if isinstance(value, Sequence) else [value]
        if not least <= len(items) <= most:
            reader.wrong(value, f"{least}-{most} × {kind}")
            return None
        return _call(reader, given, verb, verb_type, *(reader.operand(item, kind) for item in items))

    return build


def _lookup(reader: "ConditionReader", verb: str, value: Value, given: Mapping) -> Operand | None:
    collection = reader.operand(value)
    if not isinstance(collection, Path) or collection.type not in names.COLLECTIONS:
        reader.wrong(value, "collection")
        return None
    taken = given.get("take")
    kind: str | None = collection.type
    if isinstance(taken, Text):
        kind = names.attribute_type(collection.type, tuple(taken.split(".")))
        if kind is None:
            reader.scope.inside(collection.type).unknown(taken)
            return None
    call = _call(reader, given, verb, kind or "", collection)
    return None if call is None else Call(call.type, verb, call.operands, call.where, str(taken or ""), verb)


def _strip(reader: "ConditionReader", verb: str, value: Value, given: Mapping) -> Operand | None:
    text, endings = reader.operand(value, "text"), reader.operand(given.get("endings", value), "list")
    return _call(reader, given, verb, "text", text, endings)


def _years(reader: "ConditionReader", verb: str, value: Value, given: Mapping) -> Operand | None:
    pattern = reader.operand(given["pattern"], "text", literal=True) if "pattern" in given else None
    if not isinstance(pattern, Literal):
        reader.wrong(given.get("pattern", value), "pattern")
        return None
    reader.pattern(given.get("pattern", value), str(pattern.value))
    return _call(reader, given, verb, "numbers", reader.operand(value, "text"), pattern)


def _quantities(reader: "ConditionReader", verb: str, value: Value, given: Mapping) -> Operand | None:
    items = value if isinstance(value, Sequence) else [value]
    texts = tuple(operand for item in items if (operand := reader.operand(item, "text")) is not None)
    if len(texts) != len(items):
        return None
    where = reader.where(given["where"], "quantities") if "where" in given else None
    return Call("quantities", verb, texts, where, "", verb)


VERBS: Final[dict[str, tuple[tuple[str, ...], _Build]]] = {
    "sum": (("where",), _aggregate),
    "min": (("where",), _aggregate),
    "max": (("where",), _aggregate),
    "mean": (("where",), _aggregate),
    "count": (("where",), _count),
    "ratio": (("as",), _named("number", {"of": "number", "to": "number"})),
    "share": ((), _named("number", {"of": "number", "in": "number"})),
    "scaled": ((), _named("number", {"of": "number", "by": "number"})),
    "minus": ((), _listed("number", "number", 2, 2)),
    "lookup": (("where", "take"), _lookup),
    "numbers_in": (("where",), _quantities),
    "years_in": (("pattern",), _years),
    "similarity": ((), _listed("number", "text", 2, 2)),
    "length": ((), _listed("number", "text", 1, 1)),
    "strip": (("endings",), _strip),
    "shared_words": ((), _named("number", {"of": "text", "with": "text"}, "where")),
}
