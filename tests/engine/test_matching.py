"""Subjects and groups are joined by durable-rules as a dict joins them, whatever the keys; a fault is loud."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.engine import native
from auditor.engine.matching import Matching
from auditor.errors import EngineFault
from tests.engine.fake import Fake

KEYS = st.one_of(
    st.sampled_from(['["甲"]', '["乙"]', '["甲", "2024"]', '["甲 "]', "", "0", "a" * 3000, "a" * 2999 + "b"]),
    st.text(max_size=6),
)
BOTH, RETE, PLAIN = (Matching(engine) for engine in ("both", "rete", "plain"))


@given(subjects=st.lists(KEYS, max_size=12), groups=st.lists(KEYS, max_size=8, unique=True))
def test_both_evaluators_agree(subjects: list[str], groups: list[str]) -> None:
    """The engine's join is that of a dict: equal keys meet, others stay alone."""
    wanted = [groups.index(key) if key in groups else None for key in subjects]
    assert BOTH(subjects, groups) == wanted
    assert RETE(subjects, groups) == wanted
    assert PLAIN(subjects, groups) == wanted


def test_many_keys_in_drains() -> None:
    """More keys than one drain holds are spread over several, and every subject is answered."""
    groups = [f'["{number}"]' for number in range(3_000)]
    subjects = [f'["{number % 4_000}"]' for number in range(9_000)]
    assert BOTH(subjects, groups) == [number % 4_000 if number % 4_000 < 3_000 else None for number in range(9_000)]


@pytest.mark.parametrize("fault", ["rc 2", "raises", "system error", "no end", "early stop", "lost", "not json"])
def test_fault(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A return code, exception, lost or unreadable result is an engine fault, and the state is deleted."""
    fake = Fake(fault)
    monkeypatch.setattr(native, "load", lambda: fake)
    matching = Matching("both")
    fake.armed = True
    with pytest.raises(EngineFault):
        matching(["甲", "乙"], ["甲"])
    assert fake.calls[-1] == "delete"
    fake.armed = False
    assert matching(["甲", "乙"], ["甲"]) == [0, None]


def test_disagreement(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that the dict does not give is told as a disagreement."""
    matching = Matching("both")
    monkeypatch.setattr("auditor.engine.matching._by_dict", lambda subjects, _groups: [None] * len(subjects))
    with pytest.raises(EngineFault) as caught:
        matching(["甲"], ["甲"])
    assert "join" in caught.value.render("en")
