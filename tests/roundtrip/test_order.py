"""What does not matter: the order of rows, of lines and of forms, and how often a text is read."""

from collections import Counter
from itertools import groupby
from random import Random

from hypothesis import Phase, given, settings

from auditor.findings.evaluation import Evaluation
from auditor.findings.finding import OUTCOMES
from tests.corpus import FAULTS, FormData, corpus, print_form, valid_form
from tests.corpus.strategies import randoms, seeds, valid_forms
from tests.roundtrip.audit import Auditor, as_bytes, messages, without_place

FORMS = 12
# A corpus has nothing to shrink but its seed.
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)


def fresh(auditor: Auditor, engine: str = "plain") -> Auditor:
    """Give an auditor that has judged nothing yet."""
    return Auditor(auditor.pack, Evaluation(auditor.pack, engine=engine), auditor.folder)


@given(data=valid_forms(), rng=randoms)
def test_order_of_rows_within_their_block(auditor: Auditor, data: FormData, rng: Random) -> None:
    """Shuffling the indicators of each second-level block changes no outcome of any rule and subject."""
    shuffled = data.copy()
    shuffled.rows = []
    for _, block in groupby(data.rows, key=lambda row: row.level2):
        rows = list(block)
        rng.shuffle(rows)
        shuffled.rows += rows
    before, after = (auditor.outcomes(print_form(form, rng, ())) for form in (data, shuffled))
    assert before == after


@given(data=valid_forms(), rng=randoms)
def test_order_of_spending_lines(auditor: Auditor, data: FormData, rng: Random) -> None:
    """Shuffling the spending lines changes no outcome of any rule and subject."""
    shuffled = data.copy()
    rng.shuffle(shuffled.spending)
    before, after = (auditor.outcomes(print_form(form, rng, ())) for form in (data, shuffled))
    assert before == after


@given(data=valid_forms(), rng=randoms, other=randoms)
def test_print_does_not_change_outcomes(auditor: Auditor, data: FormData, rng: Random, other: Random) -> None:
    """The same form with and without harmless damage has the same outcomes."""
    assert auditor.outcomes(print_form(data, rng, ())) == auditor.outcomes(print_form(data, other))


@settings(max_examples=8, phases=UNSHRUNK)
@given(seed=seeds, rng=randoms)
def test_order_of_forms_in_a_file(auditor: Auditor, seed: int, rng: Random) -> None:
    """A form has the same findings, ids and all, wherever it stands in the file.

    A form without a project name is left out: it has nothing but its place to be known by.
    """
    texts = [form.text for form in corpus(FORMS, seed, fault_share=0.5) if form.data.texts["project_name"]]
    order = list(range(len(texts)))
    rng.shuffle(order)
    results = fresh(auditor).judge("".join(texts))
    moved = fresh(auditor).judge("".join(texts[number] for number in order))
    assert [without_place(results[number]) for number in order] == [without_place(result) for result in moved]


@settings(max_examples=8, phases=UNSHRUNK)
@given(seed=seeds)
def test_reading_again_gives_the_same_bytes(auditor: Auditor, seed: int) -> None:
    """A second audit, by a judge that remembers nothing of the first, gives the same findings byte by byte."""
    text = "".join(form.text for form in corpus(FORMS, seed, fault_share=0.5))
    assert as_bytes(auditor.judge(text)) == as_bytes(fresh(auditor).judge(text))


def test_a_row_met_before_is_explained_alike(auditor: Auditor) -> None:
    """The second of two forms that differ in their name alone has the messages of the first."""
    form = valid_form(Random(3))
    text = print_form(form, Random(0), ())
    for fault in FAULTS:
        faulty, expected = fault.into(form, Random(0))
        texts = [print_form(faulty, Random(0), ()), text] * 2
        first, _, second, _ = fresh(auditor).judge("".join(texts))
        if expected:
            assert messages(first) == messages(second), fault.name


def test_both_engines_give_the_same_bytes(auditor: Auditor) -> None:
    """The findings of durable-rules, of the plain evaluator and of both together are the same byte by byte."""
    text = "".join(form.text for form in corpus(FORMS, seed=5, fault_share=0.5))
    plain, rete, both = (as_bytes(fresh(auditor, engine).judge(text)) for engine in ("plain", "rete", "both"))
    assert plain == rete == both


@settings(max_examples=8, phases=UNSHRUNK)
@given(seed=seeds)
def test_the_account_adds_up(auditor: Auditor, seed: int) -> None:
    """Forms × rules × subjects are the sum of the five outcomes, and each is what asking every single check gives."""
    text = "".join(form.text for form in corpus(FORMS, seed, fault_share=0.5))
    judge = fresh(auditor)
    results = judge.judge(text)
    account = judge.evaluation.account
    assert (account.forms, account.adds_up) == (FORMS, True)
    assert account.checks == sum(account.total(outcome) for outcome in OUTCOMES)
    found = sum(len(result.findings) for result in results)
    assert found == account.total("fail") + account.total("cannot_check")
    single = fresh(auditor).evaluation
    alone = [single.evaluate(form, keep_all=True) for form in auditor.read(text)]
    asked = Counter(
        (check.program.rule.id, check.outcome)
        for result in alone
        for check in result.checks
        if check.program.rule.effect is None
    )
    # A rule whose columns the layout lacks is not asked, and counted as not applicable.
    asked.update((rule_id, "not_applicable") for result in alone for rule_id in result.lacking)
    assert {key: account.of_rule(*key) for key in asked} == asked
    assert account.checks == asked.total()
