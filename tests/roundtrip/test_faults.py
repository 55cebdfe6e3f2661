"""One fault in a valid form raises its findings, and nothing else of error severity."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given

from auditor.findings.evaluation import Evaluation, Result
from auditor.rulebook.pack import Pack
from tests.corpus import ERROR_FAULTS, FAULTS, WARNING_FAULTS, Expected, Fault, FormData, corpus, print_form, valid_form
from tests.corpus.strategies import randoms, valid_forms
from tests.roundtrip.audit import Auditor, Key, failed, unknown

SEEDS = 5
PUBLIC_ONLY = {"PRV-01"}
MOST_TRIES = 60


@given(data=valid_forms(), rng=randoms)
def test_a_valid_form_has_no_error(auditor: Auditor, data: FormData, rng: Random) -> None:
    """No rule of error severity fails on a generated valid form, and none lacks a value."""
    result = auditor.judge_one(print_form(data, rng))
    assert (failed(result, "error"), unknown(result, "error")) == (Counter(), set())


@pytest.mark.parametrize("fault", ERROR_FAULTS, ids=lambda fault: fault.name)
def test_an_error_is_found_and_no_other(auditor: Auditor, fault: Fault) -> None:
    """The errors of the faulty form are those of the valid one and exactly the expected rule, subject and field."""
    for seed in range(SEEDS):
        before, after, expected = _around(auditor, fault, seed)
        new = failed(after, "error") - failed(before, "error")
        gone = failed(before, "error") - failed(after, "error")
        assert gone == Counter()
        _assert_exactly(new, expected)
        assert unknown(after, "error") - unknown(before, "error") <= fault.blinds


@pytest.mark.parametrize("fault", WARNING_FAULTS, ids=lambda fault: fault.name)
def test_a_warning_is_found_and_raises_no_error(auditor: Auditor, fault: Fault) -> None:
    """The expected warning or note is among the findings; the errors are as they were."""
    for seed in range(SEEDS):
        before, after, expected = _around(auditor, fault, seed)
        found = failed(after, "warning", "info")
        for wanted in expected:
            assert any(wanted.fits(*key) for key in found), f"{wanted} is not among {sorted(found)}"
        assert failed(after, "error") == failed(before, "error")
        assert fault.severity in {item.severity for item in after.findings if item.rule_id == expected[0].rule}


def _around(auditor: Auditor, fault: Fault, seed: int) -> tuple[Result, Result, list[Expected]]:
    """Judge a valid form and the same form, printed alike, with the fault."""
    for number in range(MOST_TRIES):
        name = f"{fault.name}/{seed}/{number}"
        data = valid_form(Random(name))
        faulty, expected = fault.into(data, Random(name))
        if expected:
            before, after = (auditor.judge_one(print_form(form, Random(seed))) for form in (data, faulty))
            return before, after, expected
    raise AssertionError(f"no occasion for {fault.name} in {MOST_TRIES} forms")


def _assert_exactly(new: Counter[Key], expected: list[Expected]) -> None:
    """Hold the new errors against the expected ones, one to one."""
    left = list(new.elements())
    for wanted in expected:
        fitting = [key for key in left if wanted.fits(*key)]
        assert len(fitting) == 1, f"{wanted} should be found once, among {sorted(new)}"
        left.remove(fitting[0])
    assert left == [], "stray errors"


def test_every_rule_of_error_severity_has_a_fault(auditor: Auditor, pack: Pack) -> None:
    """The table of faults leaves out no rule of one form that can fail as an error on an internal form of this layout."""
    layout = pack.layout("huaian")
    can_fail = {
        rule.id
        for rule in pack.rules
        if not rule.over
        if rule.severity == "error" or any(word == "error" for word, _ in rule.severity_when)
        if layout.provides.issuperset(rule.requires)
    } - PUBLIC_ONLY
    covered = set()
    for fault in ERROR_FAULTS:
        covered |= {wanted.rule for wanted in _around(auditor, fault, 0)[2]}
    assert can_fail - covered == set()


def test_errors_of_a_public_form(auditor: Auditor, pack: Pack) -> None:
    """A telephone number is no error in an internal form and is one, and the only new one, in a public form."""
    for seed in range(SEEDS):
        data = valid_form(Random(seed))
        data.texts["manager"] = "王明"
        faulty = data.copy()
        faulty.texts["content"] += "联系电话13812345678。"
        texts = [print_form(form, Random(seed)) for form in (data, faulty)]
        public = Auditor(pack, Evaluation(pack, profile="public"), auditor.folder)
        before, after = (failed(public.judge_one(text), "error") for text in texts)
        assert list((after - before).elements()) == [("PRV-01", "项目实施内容", "content")]
        before, after = (failed(auditor.judge_one(text), "error") for text in texts)
        assert after == before


def test_names_of_faults_are_unique() -> None:
    """A fault is named once, so that an expected finding leads to it."""
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)


def test_a_corpus_finds_all_that_was_expected(auditor: Auditor) -> None:
    """In one big file, the forms with a fault have their findings and the others have no error."""
    forms = list(corpus(150, seed=2, fault_share=0.5))
    results = auditor.judge("".join(form.text for form in forms))
    assert len(results) == len(forms)
    for form, result in zip(forms, results, strict=True):
        found = failed(result, "error", "warning", "info")
        for wanted in form.expected:
            assert any(wanted.fits(*key) for key in found), f"form {form.number}: {wanted}"
        if not form.expected:
            assert failed(result, "error") == Counter(), f"form {form.number}"
