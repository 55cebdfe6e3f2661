"""What does not matter: the order of rows, of lines and of forms, and how often a text is read."""

from collections import Counter
from itertools import groupby
from random import Random

from hypothesis import given, settings

from auditor.findings.evaluation import Evaluation
from auditor.findings.finding import OUTCOMES
from auditor.rulebook.pack import Pack
from tests.corpus import FormData, corpus, print_form
from tests.corpus.strategies import randoms, seeds, valid_forms
from tests.roundtrip.audit import Auditor, as_bytes, without_place

FORMS = 12


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


@settings(max_examples=8)
@given(seed=seeds, rng=randoms)
def test_order_of_forms_in_a_file(auditor: Auditor, seed: int, rng: Random) -> None:
    """A form has the same findings, ids and all, wherever it stands in the file."""
    texts = [form.text for form in corpus(FORMS, seed, fault_share=0.5)]
    order = list(range(FORMS))
    rng.shuffle(order)
    results = auditor.judge("".join(texts))
    moved = auditor.judge("".join(texts[number] for number in order))
    assert [without_place(results[number]) for number in order] == [without_place(result) for result in moved]


@settings(max_examples=8)
@given(seed=seeds)
def test_reading_again_gives_the_same_bytes(pack: Pack, auditor: Auditor, seed: int) -> None:
    """A second audit, by a judge that remembers nothing of the first, gives the same findings byte by byte."""
    text = "".join(form.text for form in corpus(FORMS, seed, fault_share=0.5))
    fresh = Auditor(pack, Evaluation(pack, engine="plain"), auditor.folder)
    assert as_bytes(auditor.judge(text)) == as_bytes(fresh.judge(text))


def test_both_engines_give_the_same_bytes(pack: Pack, auditor: Auditor) -> None:
    """The findings of durable-rules, of the plain evaluator and of both together are the same byte by byte."""
    text = "".join(form.text for form in corpus(FORMS, seed=5, fault_share=0.5))
    judged = {
        engine: as_bytes(Auditor(pack, Evaluation(pack, engine=engine), auditor.folder).judge(text))
        for engine in ("plain", "rete", "both")
    }
    assert judged["plain"] == judged["rete"] == judged["both"]


@settings(max_examples=8)
@given(seed=seeds)
def test_the_account_adds_up(pack: Pack, auditor: Auditor, seed: int) -> None:
    """Forms × rules × subjects are the sum of the five outcomes, and each is what asking every single check gives."""
    text = "".join(form.text for form in corpus(FORMS, seed, fault_share=0.5))
    fresh = Auditor(pack, Evaluation(pack, engine="plain"), auditor.folder)
    results = fresh.judge(text)
    account = fresh.evaluation.account
    assert (account.forms, account.adds_up) == (FORMS, True)
    assert account.checks == sum(account.total(outcome) for outcome in OUTCOMES)
    found = sum(len(result.findings) for result in results)
    assert found == account.total("fail") + account.total("cannot_check")
    single = Evaluation(pack, engine="plain")
    asked = Counter(
        (check.program.rule.id, check.outcome)
        for form in auditor.read(text)
        for check in single.evaluate(form, keep_all=True).checks
    )
    assert {key: count for key, count in account.outcomes.items() if count and key[0] in dict(asked)} == asked
