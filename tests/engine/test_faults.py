"""Whatever the engine does wrong is an engine fault of that one form: loud, cleaned up, and over with the next form."""

import importlib
import sys
from typing import Any

import pytest

from auditor.engine import native
from auditor.engine.judge import Judge
from auditor.engine.rete import Rete
from auditor.errors import EngineFault, EngineMissing
from auditor.findings.evaluation import Evaluation
from auditor.rulebook.plan import Predicate
from tests.checking.build import evaluation as evaluation_of
from tests.checking.build import form, rule
from tests.checking.formulas import an_atom
from tests.engine.fake import Fake

RULES = [Predicate(f"P-{number}", (an_atom(0, "flag", "filled"),), 0) for number in range(2)]
QUERIES = [(0, (True,)), (1, (False,)), (0, (None,))]
FAULTS = {
    "rc 1": "返回码 1",
    "rc 2": "返回码 2",
    "raises": "ValueError: boom",
    "system error": "SystemError",
    "no end": "缺少结束标记",
    "nothing": "缺少结束标记",
    "early stop": "缺少结束标记",
    "lost": "",
    "other rule": "不属于该检查的结果",
    "other fact": "",
    "negative fact": "",
    "not json": "",
    "no bar": "",
    "delete fails": "no state",
}


@pytest.fixture
def fake(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Put the fake in the place of the extension, with the fault that the test names."""
    module = Fake(request.param)
    monkeypatch.setattr(native, "load", lambda: module)
    return module


@pytest.mark.parametrize(("fake", "words"), FAULTS.items(), ids=FAULTS, indirect=["fake"])
def test_every_fault(fake: Fake, words: str) -> None:
    """A wrong return code, an exception, a lost, foreign or unreadable result: each is told with its reason."""
    engine = Rete(RULES)
    assert engine.decide(QUERIES) == [True, False, None]
    fake.armed = True
    with pytest.raises(EngineFault) as caught:
        engine.decide(QUERIES)
    assert words in caught.value.render("zh")
    assert caught.value.render("en") != caught.value.render("zh")
    assert caught.value.exit_code == 3
    assert fake.calls[-1] == "delete", "the state is deleted whatever happens"
    fake.armed = False
    assert engine.decide(QUERIES) == [True, False, None], "the next form is judged as if nothing had been"


@pytest.mark.parametrize("fake", ["other truth"], indirect=True)
def test_disagreement(fake: Fake) -> None:
    """Two evaluators that disagree are a fault that names the check, both verdicts and the inputs."""
    judge = Judge(RULES, "both")
    fake.armed = True
    with pytest.raises(EngineFault) as caught:
        judge.decide(QUERIES)
    for lang in ("zh", "en"):
        assert "P-0" in caught.value.render(lang)
        assert "durable-rules" in caught.value.render(lang)
    assert "不一致" in caught.value.render("zh")
    assert "disagree" in caught.value.render("en")
    fake.armed = False
    assert judge.decide(QUERIES) == [True, False, None], "nothing of the fault is remembered"


@pytest.mark.parametrize("fake", ["other truth", "raises", "lost", "no end"], indirect=True)
def test_nothing_unproven_is_remembered(fake: Fake) -> None:
    """After a fault the same question is put to the engine again, not answered from memory."""
    judge = Judge(RULES, "both")
    fake.armed = True
    for _ in range(2):
        with pytest.raises(EngineFault):
            judge.decide(QUERIES)


def both(engine: str) -> Evaluation:
    """Give an evaluation of two small rules, one of each form, one of each spending line."""
    first = rule(id="TEST-01", require="{that: project_name, filled: true}")
    second = rule(id="TEST-02", for_each="{s: spending}", require="{that: s.full_year, at_least: 13}", at="s.full_year")
    return evaluation_of(first, second, engine=engine)


@pytest.mark.parametrize("engine", ["both", "rete"])
@pytest.mark.parametrize("fake", ["rc 2", "raises", "lost", "no end", "other fact"], indirect=True)
def test_form_at_fault(fake: Fake, engine: str) -> None:
    """All checks of the form at fault cannot be made and say why; the forms before and after are judged."""
    evaluation = both(engine)
    before = evaluation.evaluate(form())
    fake.armed = True
    failed = evaluation.evaluate(form("set: {project_name: 别的项目, spending.0.full_year: '51'}"))
    fake.armed = False
    after = evaluation.evaluate(form())
    assert failed.fault is not None
    assert [finding.outcome for finding in failed.findings] == ["cannot_check"] * 4
    for finding in failed.findings:
        assert "本表未能判定" in finding.message
        assert (finding.found, finding.expected, finding.difference, finding.amount) == ("", "", "", "")
    assert before.fault is None
    assert after.fault is None
    assert after.findings == before.findings
    assert len(after.findings) == 1
    assert evaluation.account.adds_up
    assert evaluation.account.checks == 12
    assert evaluation.account.total("cannot_check") == 4


class Picky(Fake):
    """Refuses the facts of one value only."""

    def assert_fact(self, handle: int, fact: str) -> Any:
        """Give return code 2 for a fact that holds the number 77."""
        code, offset = self.real.assert_fact(handle, fact)
        return (2, offset) if ": 77," in fact else (code, offset)


@pytest.mark.parametrize("engine", ["both", "rete"])
def test_only_the_form_at_fault(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one form asked is not asked again with the next: a value the engine refuses spoils one form, not two."""
    picky = Picky("")
    monkeypatch.setattr(native, "load", lambda: picky)
    evaluation = both(engine)
    faults = [
        evaluation.evaluate(form(f"set: {{spending.0.full_year: '{amount}'}}")).fault is not None
        for amount in ("50", "77", "51", "77", "52")
    ]
    assert faults == [False, True, False, True, False]


def test_missing_extension(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the C extension there is one sentence with the command that builds it, in both languages."""

    def absent(name: str) -> Any:
        raise ImportError(f"No module named {name!r}")

    native.load.cache_clear()
    monkeypatch.setattr(importlib, "import_module", absent)
    try:
        with pytest.raises(EngineMissing) as caught:
            Rete(RULES)
    finally:
        native.load.cache_clear()
    for lang, word in (("zh", "缺少规则引擎"), ("en", "is missing")):
        told = caught.value.render(lang)
        assert word in told
        assert native.BUILD_COMMAND in told
        assert "durable_rules_engine" in told
    assert caught.value.exit_code == 2


def test_plain_needs_no_extension(monkeypatch: pytest.MonkeyPatch) -> None:
    """The plain evaluator works without the C extension."""

    def absent() -> Any:
        raise EngineMissing("engine.missing", command="", reason="")

    monkeypatch.setattr(native, "load", absent)
    assert Judge(RULES, "plain").decide(QUERIES) == [True, False, None]


def test_only_one_importer() -> None:
    """Nothing but the engine's native module has imported the extension, and only when asked to."""
    native.load()
    assert "durable_rules_engine" in sys.modules
    assert "durable" not in sys.modules


@pytest.mark.parametrize("engine", ["both", "rete"])
def test_fault_in_a_batch(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forms are settled together, but a fault costs one form; the others come out in order, as if judged alone."""
    picky = Picky("")
    monkeypatch.setattr(native, "load", lambda: picky)
    amounts = ["50", "51", "77", "52", "12", "77", *[str(number) for number in range(100, 140)], "77"]
    forms = [form(f"set: {{spending.0.full_year: '{amount}'}}") for amount in amounts]
    together = both(engine)
    results = list(together.evaluate_all(forms))
    assert [result.form for result in results] == forms
    assert [result.fault is not None for result in results] == [amount == "77" for amount in amounts]
    alone = both(engine)
    assert [result.findings for result in results] == [alone.evaluate(of).findings for of in forms]
    assert together.account.adds_up
    assert together.account.checks == alone.account.checks == 4 * len(forms)
    assert together.account.total("cannot_check") == alone.account.total("cannot_check") == 4 * 3
