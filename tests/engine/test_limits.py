"""The engine's measured limits: proven before registration, and never reached by splitting what can be split."""

import subprocess
import sys
from typing import Any

import pytest

from auditor.engine import native
from auditor.engine.network import GROUP_SIZE, MAX_GROUPS, MAX_KINDS, MAX_PATTERNS, LimitExceeded, patterns, ruleset
from auditor.engine.rete import Rete
from auditor.rulebook.plan import Formula, Predicate
from tests.checking.build import ROOT, form, holds
from tests.checking.formulas import an_atom, predicate_of


def wide(operator: str, count: int) -> Predicate:
    """Give ``all`` or ``any`` of so many flags."""
    return predicate_of((operator, tuple(range(count))), *["flag"] * count)


_REFUSED = """
import sys
from auditor.engine.network import LimitExceeded, patterns
from tests.engine.test_limits import wide
try:
    patterns(wide(sys.argv[1], int(sys.argv[2])))
except LimitExceeded as error:
    print(error.predicate, error.limit, error.found > error.allowed, error.allowed)
"""


@pytest.mark.parametrize("operator", ["all", "any"])
@pytest.mark.parametrize("count", [12, 16, 40, 200])
def test_too_many_alternatives(operator: str, count: int) -> None:
    """A condition that needs more patterns than are safe is refused at once, however many it would need."""
    command = [sys.executable, "-c", _REFUSED, operator, str(count)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False, cwd=ROOT)
    assert run.stdout.split() == ["P:require", "patterns", "True", str(GROUP_SIZE * MAX_GROUPS)], run.stderr[-300:]


def test_nothing_is_registered_past_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits are proven before the extension sees a rule."""

    class Untouched:
        def create_ruleset(self, *_arguments: object) -> Any:
            raise AssertionError("registered")

    monkeypatch.setattr(native, "load", Untouched)
    with pytest.raises(LimitExceeded):
        Rete([wide("all", 11)])


@pytest.mark.parametrize("count", [1, 2, 5, 8])
def test_pattern_count(count: int) -> None:
    """``all`` of n atoms takes one pattern for true, n for false, and every mixture with an unknown."""
    assert len(patterns(wide("all", count))) == 1 + count + 2**count - 1


def chain(rules: dict[str, Any]) -> list[list[str]]:
    """Give each pattern of a rule set as its list of conditions, written out."""
    return [[str(condition) for condition in rule["all"][0]["m"]["$and"]] for rule in rules.values()]


def test_group_nodes() -> None:
    """Patterns begin with their kind, then a group node of at most 32 patterns; no two have the same conditions."""
    found = chain(ruleset([wide("all", 9), wide("any", 9), predicate_of(0, "flag")]))
    assert len({tuple(conditions) for conditions in found}) == len(found)
    groups: dict[tuple[str, str], int] = {}
    for kind, group, *_ in found:
        assert "kind" in kind
        assert "$neq" in group
        groups[kind, group] = groups.get((kind, group), 0) + 1
    assert max(groups.values()) <= GROUP_SIZE
    for kind in {kind for kind, _ in groups}:
        assert sum(1 for found_kind, _ in groups if found_kind == kind) <= MAX_GROUPS


def test_the_largest_predicate_works() -> None:
    """A predicate of nearly all the patterns allowed is judged right, with every pattern of its kind waiting."""
    count = 9
    engine = Rete([wide("all", count)])
    rows = [tuple(None if bits >> at & 1 else True for at in range(count)) for bits in range(2**count)]
    assert engine.decide([(0, row) for row in rows]) == [True] + [None] * (2**count - 1)
    assert engine.decide([(0, (True,) * (count - 1) + (False,))]) == [False]


def test_more_predicates_than_one_network_holds() -> None:
    """Predicates past the limit of kinds go to a second network, and a third; answers stay in order."""
    count = 2 * MAX_KINDS + 5
    rules = [Predicate(f"P-{number}", (an_atom(0, "order", "equals"),), 0) for number in range(count)]
    queries = [(number, ((number % 2, number % 2, 0, 0),)) for number in range(count)]
    assert Rete(rules).decide(queries) == [number % 2 == 0 for number in range(count)]
    assert Rete(rules).decide(queries[::-1]) == [number % 2 == 0 for number in range(count)][::-1]


def test_more_patterns_than_one_network_holds() -> None:
    """Predicates that together need more patterns than one network may hold are spread over several."""
    rules = [Predicate(f"P-{number}", wide("all", 6).atoms, wide("all", 6).formula) for number in range(80)]
    assert sum(len(patterns(rule)) for rule in rules) > MAX_PATTERNS
    queries = [(number, (True,) * 6) for number in range(80)]
    assert Rete(rules).decide(queries) == [True] * 80


@pytest.mark.parametrize("count", [MAX_KINDS + 1, MAX_KINDS * 3])
def test_kinds_of_one_rule_set(count: int) -> None:
    """One rule set refuses more kinds than are safe."""
    with pytest.raises(LimitExceeded) as caught:
        ruleset([predicate_of(0, "flag")] * count)
    assert (caught.value.limit, caught.value.found, caught.value.allowed) == ("kinds", count, MAX_KINDS)


@pytest.mark.parametrize("words", [12, 13, 500])
def test_long_word_lists(words: int) -> None:
    """A long list of words is looked up before the engine is asked, so that no list is too long for a rule."""
    listed = ", ".join(f"词{number}" for number in range(words))
    of = form(f"set: {{project_name: 词{words - 1}}}")
    assert holds(f"{{that: project_name, one_of: [{listed}]}}", of) == "pass"
    assert holds(f"{{that: project_name, none_of: [{listed}]}}", of) == "fail"
    assert holds(f"{{that: project_name, one_of: [{listed}]}}", form()) == "fail"


def test_unknown_formula_of_lists() -> None:
    """Alternatives of alternatives multiply: any of four word lists under a not is still exact."""
    lists = tuple(an_atom(number, "member", "one_of", tuple("甲乙丙丁")) for number in range(3))
    formula: Formula = ("not", (("all", (0, 1, 2)),))
    engine = Rete([Predicate("P", lists, formula)])
    assert engine.decide([(0, ("甲", "乙", "丙")), (0, ("甲", "乙", "戊")), (0, ("甲", "乙", None))]) == [
        False,
        True,
        None,
    ]
