"""A pack's rules made ready to run: which subjects each asks about, and which predicates decide."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from auditor.checking.batchview import BatchView
from auditor.checking.compiler import Compiler, depends_only_on_subject
from auditor.checking.runtime import Runtime
from auditor.checking.views import FormView
from auditor.rulebook.batchnames import CAPABILITIES
from auditor.rulebook.plan import Inputs, Predicate, Truth, plan_rule
from auditor.rulebook.rule import Rule, Subjects

LONG_TERM: Final = {"indicators": "long_term_indicators", "targets": "long_term_targets"}
"""Where the long-term rows stand that are subjects after the rows of this year."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What one check is about: the element (None: the form itself) and its index in its collection."""

    index: int
    item: Any


@dataclass(frozen=True, slots=True)
class RuleProgram:
    """A rule and the indices of its predicates in the `Program`; ``number`` is its place among the rules.

    A ``local`` rule looks at nothing but its subject's own row, so rows printed alike have one verdict; ``local_when``
    are the parts of any rule's ``when`` of which that is true. ``inputs`` are what the run must have been given, or the
    layout must provide, for the rule to be asked at all; ``columns`` what, in a batch, the layout of a subject's own form
    must provide.
    """

    number: int
    rule: Rule
    when: tuple[int, ...]
    require: tuple[int, ...]
    where: Callable[[Runtime], Truth] | None
    local: bool
    local_when: tuple[int, ...]
    inputs: frozenset[str]
    columns: frozenset[str]


class Program:
    """All rules of a run. Predicates that several rules ask are held once, and so judged once per subject."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        """Compile the rules."""
        self.compiler = Compiler()
        self._index: dict[Predicate, int] = {}
        self.rules = [self._rule(number, rule) for number, rule in enumerate(rules)]
        self.predicates: tuple[Predicate, ...] = tuple(self._index)
        self.inputs: list[Callable[[Runtime], Inputs]] = [self.compiler.inputs(plan) for plan in self.predicates]
        self.groups = _grouped(self.rules)

    def _rule(self, number: int, rule: Rule) -> RuleProgram:
        plan = plan_rule(rule)
        where = rule.subjects.where if rule.subjects else None
        inputs = frozenset(rule.requires)
        columns = inputs.difference(CAPABILITIES) if rule.over == "forms" else frozenset[str]()
        when = tuple(self._index.setdefault(part, len(self._index)) for part in plan.when)
        return RuleProgram(
            number,
            rule,
            when,
            tuple(self._index.setdefault(part, len(self._index)) for part in plan.require),
            None if where is None else self.compiler.truth(where),
            local=where is None and all(depends_only_on_subject(part) for part in (*plan.when, *plan.require)),
            local_when=tuple(
                index for index, part in zip(when, plan.when, strict=True) if depends_only_on_subject(part)
            ),
            inputs=inputs - columns,
            columns=columns,
        )


def _grouped(rules: list[RuleProgram]) -> list[tuple[Subjects | None, list[RuleProgram]]]:
    """Group the rules by what they are asked of, in the order of each group's first rule."""
    groups: dict[tuple[object, ...], tuple[Subjects | None, list[RuleProgram]]] = {}
    for program in rules:
        declared = program.rule.subjects
        key = () if declared is None else (declared.kind, declared.members)
        groups.setdefault(key, (declared, []))[1].append(program)
    return list(groups.values())


def subjects(declared: Subjects | None, view: FormView | BatchView) -> list[Any]:
    """Give the items that rules of one group are asked of on a form or in a batch, in printed order.

    Of the fields of a form these are the ones that its layout has at all. A rule asked of each indicator or target is asked
    of the long-term ones too, after this year's; what it counts and looks up are this year's.
    """
    if declared is None:
        return [None]
    if declared.kind == "words":
        return list(declared.members)
    if declared.kind == "fields" and isinstance(view, FormView):
        return [view.field(name) for name in declared.members if name in view.layout.provides]
    if declared.kind == "quantity" and isinstance(view, FormView):
        return [quantity for name in declared.members for quantity in view.stated(name)]
    if declared.kind in LONG_TERM and isinstance(view, FormView):
        return [*getattr(view, declared.kind), *getattr(view, LONG_TERM[declared.kind])]
    return list(getattr(view, declared.kind))
