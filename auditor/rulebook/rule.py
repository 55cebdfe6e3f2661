"""One rule of a pack, read and checked. Source: rule-format.md."""

from dataclasses import dataclass
from typing import Final

from auditor.rulebook.expressions import Condition, Derived, Each, Literal, Operand, Path
from auditor.rulebook.periods import Years

SEVERITIES: Final = ("error", "warning", "info")
DIMENSIONS: Final = ("完整性", "相关性", "适当性", "可行性")
OVER: Final = ("findings", "forms")
STANDINGS: Final = ("hit", "suspected")
STATUSES: Final = ("trial", "stable", "retired")
LANGUAGES: Final = ("zh", "en")

Texts = dict[str, str]


@dataclass(frozen=True, slots=True)
class Basis:
    """The article a rule enforces: a document of the pack's register, a place in it, and whether it was compared."""

    document: str
    at: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Param:
    """A threshold of a rule, its unit, and who decided it; ``instead_of`` is the pack's value where a run set another."""

    value: Literal
    unit: str
    decided_by: Texts
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Subjects:
    """What a rule is asked of, one outcome each: a collection's elements, listed words, or listed fields."""

    variable: str
    kind: str
    members: tuple[str, ...] = ()
    where: Condition | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """A message: fixed text and operands in turn; ``parts`` keeps the order."""

    parts: tuple[str | Operand, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a rule does to the findings it is about: adds a note, sets their standing, marks them as told once for all.

    ``batch_note`` is for rules asked of each rule of a batch: every failure of that rule carries it.
    """

    note: dict[str, Template]
    batch_note: dict[str, Template]
    standing: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as the engine-neutral plan is made from it. Texts are by language (``zh``, ``en``).

    ``over`` is empty for rules of one form, else ``findings`` or ``forms``; a rule sees the findings of the rules it is
    ``after``. A rule with an ``effect`` requires nothing and points nowhere: it changes findings.
    """

    id: str
    name: str
    title: Texts
    severity: str
    dimension: str
    group: str
    status: str
    since: str
    effective: Years
    waivable: bool
    basis: tuple[Basis, ...]
    requires: tuple[str, ...]
    params: dict[str, Param]
    subjects: Subjects | None
    lets: tuple[tuple[str, Operand], ...]
    when: Condition | None
    require: Condition | None
    at: Path | Derived | Each | None
    see: tuple[Operand, ...]
    show: dict[str, Operand]
    message: dict[str, Template]
    fix: dict[str, Template]
    amount: Operand | None
    amount_is_difference: bool
    hints: tuple[tuple[Condition, dict[str, Template]], ...]
    severity_when: tuple[tuple[str, Condition], ...]
    file: str
    over: str = ""
    after: tuple[str, ...] = ()
    effect: Effect | None = None

    @property
    def says(self) -> dict[str, Template]:
        """What the rule says about a failure, or adds to the findings it is about."""
        if self.effect is None:
            return self.message
        return self.effect.note or self.effect.batch_note
