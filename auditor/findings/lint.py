"""Everything that can be wrong with a pack before a form is seen: its files, its tests, and the engine's limits."""

from pathlib import Path
from typing import Final

from auditor.engine.network import LimitExceeded, patterns
from auditor.errors import Problem
from auditor.findings.finding import FAIL, PASS
from auditor.findings.ruletests import RuleTests, run_tests
from auditor.marked import Reporter, Text
from auditor.rulebook.pack import Pack, read_pack
from auditor.rulebook.plan import plan_rule
from auditor.rulebook.rule import Rule

_NEEDED: Final = (PASS, FAIL)


def lint_pack(folder: Path) -> tuple[list[Problem], int]:
    """Give all problems of a pack in file order, and the number of its rules; tests are run only when files are sound."""
    reporter = Reporter()
    pack = read_pack(folder, reporter)
    if pack is None:
        return sorted(set(reporter.problems)), 0
    _prove_limits(pack, reporter)
    if not reporter.problems:
        for tests in run_tests(pack, reporter):
            _check_cases(tests, pack, reporter)
    return sorted(set(reporter.problems)), len(pack.rules)


def _prove_limits(pack: Pack, reporter: Reporter) -> None:
    for rule in pack.rules:
        plan = plan_rule(rule)
        for key, predicates in (("when", plan.when), ("require", plan.require)):
            for predicate in predicates:
                try:
                    patterns(predicate)
                except LimitExceeded as error:
                    limit, found, allowed = error.limit, error.found, error.allowed
                    place = _place(pack, rule, key)
                    reporter.at(place, "pack.limit", limit=limit, found=found, allowed=allowed)


def _check_cases(tests: RuleTests, pack: Pack, reporter: Reporter) -> None:
    """Note a missing test file, and a stable rule without a passing and a failing case."""
    rule = tests.rule
    if tests.missing_file:
        reporter.at(_place(pack, rule, "id"), "pack.no_test", rule=rule.id, file=tests.missing_file)
    elif rule.status == "stable" and (missing := [name for name in tests.uncovered if name in _NEEDED]):
        reporter.at(_place(pack, rule, "status"), "pack.test_cases", rule=rule.id, missing=", ".join(missing))


def _place(pack: Pack, rule: Rule, key: str) -> Text:
    """Give the key of a rule's file that a mistake is about, to point at."""
    return pack.sources[rule.id].mapping.key(key)
