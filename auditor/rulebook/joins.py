"""Reads the ``join`` of a rule over forms: which elements of the batch go with each subject. Source: rule-format.md.

::

    join:
      twins:
        of: forms
        same: [department, year]            # or {attribute of the element: value of the subject}
        alike: {project_name: params.likeness}
        where: {funding.total: {more_than: 0}}
"""

from decimal import Decimal
from typing import Final

from auditor.marked import Mapping, Text, Value
from auditor.rulebook import batchnames
from auditor.rulebook.conditions import ConditionReader, kind_of
from auditor.rulebook.expressions import Alike, Joined, Literal, Operand
from auditor.rulebook.leaves import items

KEYS: Final = ("of", "same", "alike", "where", "itself")
NEEDED: Final = ("of", "same")
KEY_KINDS: Final = ("text", "number")
ALIKE_KINDS: Final = ("text", "list")


def read_joins(value: Value | None, reader: ConditionReader) -> dict[str, Joined]:
    """Give the joins by name; a join with a mistake is noted, and its name passed over in silence where it is used."""
    found = {}
    for name, item in reader.pairs(value):
        joined = _join(name, item, reader)
        if joined is None:
            reader.scope.broken.add(name)
        else:
            found[name] = joined
    return found


def _join(name: str, item: Value, reader: ConditionReader) -> Joined | None:
    if not isinstance(item, Mapping) or not reader.closed(item, KEYS, NEEDED):
        reader.expect_mapping(item, KEYS)
        return None
    before = len(reader.reporter.problems)
    source = reader.choice(item["of"], tuple(batchnames.FORMS))
    if not source:
        return None
    kind = batchnames.FORMS[source]
    same = _same(item["same"], kind, reader)
    alike = _alike(item["alike"], kind, reader) if "alike" in item else None
    where = reader.where(item["where"], kind) if "where" in item else None
    itself = reader.choice(item.get("itself"), ("true", "false"), "false") == "true"
    if len(reader.reporter.problems) > before:
        return None
    return Joined(kind, source, same, alike, where, itself, name)


def _same(value: Value, kind: str, reader: ConditionReader) -> tuple[tuple[Operand, Operand], ...]:
    """Read the pairs that must be equal: a list of attributes both sides have, or attribute: value of the subject."""
    if isinstance(value, Mapping):
        pairs = [_pair(value.key(name), own, kind, reader) for name, own in value.items()]
    else:
        pairs = [_pair(item, None, kind, reader) for item in items(value)]
    if not pairs:
        reader.wrong(value, "[attribute, …]")
    return tuple(pair for pair in pairs if pair is not None)


def _pair(name: Value, own: Value | None, kind: str, reader: ConditionReader) -> tuple[Operand, Operand] | None:
    other = _attribute(name, kind, reader, KEY_KINDS)
    if other is None:
        return None
    mine = _own(name, reader) if own is None else reader.operand(own)
    if mine is None:
        return None
    if kind_of(mine.type) != kind_of(other.type):
        reader.wrong(own or name, other.type)
        return None
    return mine, other


def _alike(value: Value, kind: str, reader: ConditionReader) -> Alike | None:
    """Read the one attribute whose likeness counts, and above what."""
    if not isinstance(value, Mapping) or len(value) != 1:
        reader.wrong(value, "{attribute: number}")
        return None
    (name,) = value
    key = value.key(name)
    other = _attribute(key, kind, reader, ALIKE_KINDS)
    own = None if other is None else _own(key, reader)
    above = reader.operand(value[name], "number", literal=True)
    if other is None or own is None or above is None:
        return None
    number = above.value if isinstance(above, Literal) else None
    if not isinstance(number, Decimal) or not 0 < number < 1:
        reader.wrong(value[name], "0 < number < 1")
        return None
    return Alike(own, other, number)


def _attribute(key: Value, kind: str, reader: ConditionReader, kinds: tuple[str, ...]) -> Operand | None:
    """Give an attribute of the element, of one of these kinds."""
    if not isinstance(key, Text):
        reader.wrong(key, "attribute")
        return None
    inner = ConditionReader(reader.scope.inside(kind))
    found = inner.operand(key)
    if found is not None and kind_of(found.type) not in kinds:
        reader.wrong(key, " | ".join(kinds))
        return None
    return found


def _own(key: Value, reader: ConditionReader) -> Operand | None:
    """Give the subject's attribute of the same name; noted as unknown when it has none."""
    if not isinstance(key, Text):
        return None
    name = f"{reader.scope.variable}.{key}"
    found = reader.scope.resolve(name)
    if found is None and reader.scope.variable is not None:
        reader.scope.unknown(key.instead(name))
    return found
