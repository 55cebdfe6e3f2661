"""What a rule says, as typed values: operands and conditions. They hold no code and know no engine.

An operand has a ``type`` (see `names`); ``shown`` is how the rule author wrote it and does not count when two operands
are compared, so that what several rules ask is computed and judged once. Conditions are comparisons joined by
all / any / not and are read in three-valued logic: true, false, or unknown where an operand is missing.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

ORDER_COMPARISONS: Final = ("equals", "differs_from", "at_most", "at_least", "less_than", "more_than")
TEXT_COMPARISONS: Final = ("equals", "differs_from", "one_of", "none_of", "contains", "matches", "unique")
COMPARISONS: Final = (*ORDER_COMPARISONS, "one_of", "none_of", "contains", "matches", "filled", "unique")
COMBINATORS: Final = ("all", "any", "not")


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant: a number, a text, a flag, or a list of words."""

    type: str
    value: Decimal | str | bool | tuple[str, ...]
    shown: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Path:
    """A value of the form (root ``form``, by ``name``), the subject (``item``) or a filtered element (``element``).

    ``owner`` is the type of the thing that the attributes are looked up on.
    """

    type: str
    root: str
    name: str
    attributes: tuple[str, ...]
    shown: str = field(compare=False)
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Derived:
    """A let, or an attribute of what a let looked up: ``source`` is what the let says."""

    type: str
    source: "Operand"
    attributes: tuple[str, ...]
    shown: str = field(compare=False)
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """What only a message can name: ``found``, ``expected`` and ``difference`` of the comparison that decided."""

    type: str
    name: str
    shown: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Each:
    """One attribute of every element of a collection, such as ``spending.full_year``."""

    type: str
    collection: "Path | Derived"
    attributes: tuple[str, ...]
    shown: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A verb applied to operands; ``where`` filters the collection it runs over, ``option`` is a word such as percent."""

    type: str
    verb: str
    operands: "tuple[Operand, ...]"
    where: "Condition | None"
    option: str
    shown: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Alike:
    """Texts (or lists of words) are alike when their likeness is more than ``above``, from 0 to 1."""

    own: "Operand"
    other: "Operand"
    above: Decimal


@dataclass(frozen=True, slots=True)
class Joined:
    """The elements of a collection of the batch that go with a subject (``over: forms``).

    ``same`` are pairs of operands, of the subject and of the element, that must be equal; ``where`` filters what is left.
    The subject itself is left out unless ``itself``.
    """

    type: str
    source: str
    same: "tuple[tuple[Operand, Operand], ...]"
    alike: Alike | None
    where: "Condition | None"
    itself: bool
    shown: str = field(compare=False)


Operand = Literal | Path | Derived | Proof | Each | Call | Joined


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far two numbers may differ: ``amount`` in their unit, per spending line, or by their printed rounding."""

    amount: Decimal = Decimal(0)
    per_line: bool = False
    rounding: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """``left <operator> right``; several right operands for one_of, none_of and contains."""

    operator: str
    left: Operand
    right: tuple[Operand, ...]
    within: Tolerance


@dataclass(frozen=True, slots=True)
class Combination:
    """``all``, ``any`` or ``not`` of conditions."""

    operator: str
    parts: "tuple[Condition, ...]"


Condition = Comparison | Combination
