"""The account of a run adds up for every choice of rules, and what a rule says does not depend on the others."""

import random

import pytest

from auditor.findings.evaluation import Evaluation
from auditor.findings.finding import OUTCOMES
from tests.checking.build import evaluation, form, real_forms, rule, standard_pack

RULE_IDS = [made.id for made in standard_pack().rules if not made.over]
"""The rules of one form; those over findings say what the others let them see."""


def run(rules: frozenset[str] | None, engine: str = "plain") -> Evaluation:
    """Judge the real forms by these rules."""
    judged = Evaluation(standard_pack(), rules=frozenset(RULE_IDS) if rules is None else rules, engine=engine)
    for of in real_forms():
        judged.evaluate(of)
    return judged


def outcomes_of(judged: Evaluation) -> dict[str, tuple[int, ...]]:
    """Give how often each rule ended in each outcome."""
    account = judged.account
    return {name: tuple(account.of_rule(name, outcome) for outcome in OUTCOMES) for name in account.rule_ids}


WHOLE = outcomes_of(run(None))


@pytest.mark.parametrize("name", RULE_IDS)
def test_each_rule_alone(name: str) -> None:
    """A rule ends alike alone and among all others."""
    judged = run(frozenset({name}))
    assert judged.account.adds_up
    assert outcomes_of(judged) == {name: WHOLE[name]}


@pytest.mark.parametrize("seed", range(20))
def test_any_choice_of_rules(seed: int) -> None:
    """Whatever rules are chosen, forms × rules × subjects is the sum of the outcomes."""
    draw = random.Random(seed)
    chosen = frozenset(draw.sample(RULE_IDS, draw.randint(0, len(RULE_IDS))))
    judged = run(chosen)
    account = judged.account
    assert account.adds_up
    assert account.forms == 13
    assert account.checks == sum(account.total(outcome) for outcome in OUTCOMES)
    assert outcomes_of(judged) == {name: WHOLE[name] for name in RULE_IDS if name in chosen}


def test_no_rules() -> None:
    """A run without rules has nothing to add up, and adds up."""
    judged = run(frozenset())
    assert (judged.account.checks, judged.account.adds_up, judged.account.without_subject()) == (0, True, [])


def test_rules_without_subject() -> None:
    """A rule that found no subject on any form is listed; one that did not apply is not."""
    never = rule(id="TEST-01", for_each="{s: spending, where: {name: 没有这一行}}")
    apart = rule(id="TEST-02", when="{that: year, equals: 1}")
    judged = evaluation(never, apart)
    judged.evaluate(form())
    assert judged.account.without_subject() == ["TEST-01"]
    assert judged.account.total("not_applicable") == 1
    assert judged.account.adds_up


def test_evaluate_and_evaluate_all_count_alike() -> None:
    """The account is the same whether forms are judged one by one, together, or with every check kept."""
    alone, together, kept = (Evaluation(standard_pack(), rules=frozenset(RULE_IDS)) for _ in range(3))
    for of in real_forms():
        alone.evaluate(of)
        kept.evaluate(of, keep_all=True)
    assert len(list(together.evaluate_all(real_forms()))) == 13
    assert outcomes_of(alone) == outcomes_of(together) == outcomes_of(kept) == WHOLE


def test_findings_are_the_failed_and_unchecked() -> None:
    """There is one finding for every check that failed or could not be made, and none for the others."""
    judged = Evaluation(standard_pack())
    found = [finding for of in real_forms() for finding in judged.evaluate(of).findings]
    for outcome in OUTCOMES:
        wanted = judged.account.total(outcome) if outcome in ("fail", "cannot_check") else 0
        assert len([finding for finding in found if finding.outcome == outcome]) == wanted


def test_joined() -> None:
    """The accounts of two parts of a run add up to that of the whole."""
    first, second = evaluation(rule(id="TEST-01")), evaluation(rule(id="TEST-02", for_each="{s: spending}"))
    first.evaluate(form())
    second.evaluate(form())
    joined = first.account.joined(second.account)
    assert joined.rule_ids == ("TEST-01", "TEST-02")
    assert (joined.forms, joined.checks, joined.total("pass")) == (2, 4, 4)
    assert joined.adds_up
    assert (first.account.checks, second.account.checks) == (1, 3), "the parts are as they were"
