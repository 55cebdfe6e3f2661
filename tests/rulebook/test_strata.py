"""Rules over findings and over forms stand above those they are after; circles are told."""

from dataclasses import replace

import pytest

from auditor.rulebook.rule import Rule
from auditor.rulebook.strata import circle, strata
from tests.checking.build import standard_pack


def rules(**after: str) -> dict[str, Rule]:
    """Give rules over findings by id, each after the ids or groups named."""
    model = next(rule for rule in standard_pack().rules if rule.over == "findings")
    return {
        name.replace("_", "-"): replace(
            model, id=name.replace("_", "-"), group=name.partition("_")[0], after=tuple(below.split())
        )
        for name, below in after.items()
    }


@pytest.mark.parametrize(
    ("after", "wanted"),
    [
        ({"A_01": "", "A_02": ""}, [["A-01", "A-02"]]),
        ({"A_01": "A-02", "A_02": ""}, [["A-02"], ["A-01"]]),
        ({"A_01": "A-02", "A_02": "B-01", "B_01": ""}, [["B-01"], ["A-02"], ["A-01"]]),
        ({"A_01": "B", "B_01": "", "B_02": "B-01"}, [["B-01"], ["B-02"], ["A-01"]]),
        ({"A_01": "A-09"}, [["A-01"]]),
        ({}, []),
    ],
)
def test_strata(after: dict[str, str], wanted: list[list[str]]) -> None:
    """A rule is one stratum above the highest that it is after; one that was not selected holds nothing up."""
    made = rules(**after)
    assert [[rule.id for rule in stratum] for stratum in strata(made.values(), "findings")] == wanted
    assert strata(made.values(), "forms") == []


@pytest.mark.parametrize(
    ("after", "wanted"),
    [
        ({"A_01": ""}, []),
        ({"A_01": "A-01"}, ["A-01", "A-01"]),
        ({"A_01": "A-02", "A_02": "A-01"}, ["A-01", "A-02", "A-01"]),
        ({"A_01": "A"}, ["A-01", "A-01"]),
        ({"A_01": "A-02", "A_02": "A-03", "A_03": "A-02"}, []),
    ],
)
def test_circle(after: dict[str, str], wanted: list[str]) -> None:
    """The trail leads back to the rule; a circle that the rule does not stand in is told by those that do."""
    made = rules(**after)
    assert circle(made, made["A-01"]) == wanted
