"""A finding of a rule over forms points at one of them: where the extraction lost something there, it is only suspected."""

import pytest

from auditor.findings.crossing import Beside, Crossing
from auditor.findings.evaluation import Evaluation
from auditor.findings.finding import Finding
from auditor.forms.model import Damage, Form
from auditor.reading.identity import Identities
from tests.checking.build import form, standard_pack

_NOTES = {
    "zh": "（该处文本在提取时有损坏或缺失，疑似提取问题，请对照原件核实。）",
    "en": " (The text was damaged or lost here in extraction: possibly not the filer's fault, please compare with the original.)",
}


def crossed(damage: Damage | None, *, selected: str = "BAT-01 CON-02", lang: str = "zh") -> dict[int, Finding]:
    """Give what rules over forms find of two forms of one name, the second damaged, by position."""
    rules = frozenset(selected.split())
    evaluation = Evaluation(standard_pack(), engine="plain", lang=lang, rules=rules)
    crossing = Crossing(evaluation.run, evaluation.rules, Beside())
    identities = Identities()
    for position in (0, 1):
        of: Form = form()
        of.position, of.form_id = position, identities.of(of)
        of.damage += [damage] if damage is not None and position else []
        crossing.add(evaluation.evaluate(of))
    found: list[Finding] = []
    crossing.finish(found.append)
    return {finding.position: finding for finding in found if finding.rule_id == "BAT-01"}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("code", ["fragment", "read_by_ocr"])
def test_near_damage(code: str, lang: str) -> None:
    """The finding about the damaged form is suspected and says why, once; that about the other stands as it is."""
    at = "/project_name" if code == "fragment" else "/"
    first, second = (crossed(Damage(code, at, doubt=True), lang=lang)[position] for position in (0, 1))
    assert (first.standing, second.standing) == ("hit", "suspected")
    assert not first.message.endswith((")", "）"))
    wanted = _NOTES[lang] if code == "fragment" else second.loss
    assert second.message.count(wanted) == 1
    assert second.message.startswith(first.message)
    assert second.finding_id != first.finding_id


@pytest.mark.parametrize(
    ("damage", "selected"),
    [
        (None, "BAT-01 CON-02"),
        (Damage("fragment", "/content", doubt=True), "BAT-01 CON-02"),
        (Damage("fragment", "/project_name", doubt=True), "BAT-01"),
    ],
    ids=["no damage", "damage elsewhere", "without CON-02"],
)
def test_stands(damage: Damage | None, selected: str) -> None:
    """Without damage there, and where the rule does not run that says so, a finding stands."""
    found = crossed(damage, selected=selected)
    assert [finding.standing for finding in found.values()] == ["hit", "hit"]
    assert len({finding.message for finding in found.values()}) == 1
