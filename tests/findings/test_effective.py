"""The rule set follows the form's year."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from auditor.findings.evaluation import Evaluation
from auditor.findings.lint import lint_pack
from auditor.findings.ruletests import run_tests
from auditor.forms.model import Form
from auditor.marked import Reporter, load
from auditor.rulebook.pack import Pack, load_pack
from auditor.rulebook.periods import Years
from auditor.rulebook.sample import build, plain

FOLDER: Final = Path(__file__).parents[1] / "rulebook/packs/dated"
TODAY: Final = date(2026, 3, 1)


@pytest.fixture(scope="module")
def dated() -> Pack:
    """Give the pack in which a threshold changes with the year 2025."""
    return load_pack(str(FOLDER))


def form(pack: Pack, year: str | None) -> Form:
    """Give a form of a year whose lines miss the total by 0.3."""
    path, name = pack.form_file("forms/short.yaml", pack.layers[-1])
    mapping = load(path, name, Reporter())
    assert mapping is not None
    data = plain(mapping) | {"year": year, "funding": {"total": "10.3"}}
    return build(data, pack.layout("small"), pack.vocabulary)


@pytest.mark.parametrize(
    ("year", "as_of", "outcomes"),
    [
        ("2019", TODAY, {"LOC-01": "pass", "LOC-02": "not_applicable"}),
        ("2024", TODAY, {"LOC-01": "pass", "LOC-02": "not_applicable"}),
        ("2025", TODAY, {"LOC-01": "not_applicable", "LOC-02": "fail"}),
        ("2030", date(2020, 1, 1), {"LOC-01": "not_applicable", "LOC-02": "fail"}),
        (None, TODAY, {"LOC-01": "not_applicable", "LOC-02": "fail"}),
        (None, date(2024, 12, 31), {"LOC-01": "pass", "LOC-02": "not_applicable"}),
    ],
)
def test_year_decides(dated: Pack, year: str | None, as_of: date, outcomes: dict[str, str]) -> None:
    """Of two rules that succeed each other exactly one is asked; the other is not applicable, once, and all adds up.

    A form without a year is asked what is in force on the day of the audit, and told so.
    """
    judged = Evaluation(dated, as_of=as_of)
    result = judged.evaluate(form(dated, year))
    account = judged.account
    assert {rule: out for rule, out in outcomes.items() if account.of_rule(rule, out) == 1} == outcomes
    assert account.adds_up
    assert account.without_subject() == []
    messages = [finding.message for finding in result.findings if finding.rule_id == "LOC-02"]
    assert ["表中未写明年度" in message for message in messages] == [year is None] * len(messages)


def test_years_do_not_leak(dated: Pack) -> None:
    """Forms of several years in one run, whose rows are printed alike, are judged as each of them alone."""
    years = ["2024", "2025", None, "2024", "2026", "2023", "2025"]
    together = Evaluation(dated, as_of=TODAY)
    found = [[f.rule_id for f in r.findings] for r in together.evaluate_all(form(dated, year) for year in years)]
    alone = [[f.rule_id for f in Evaluation(dated, as_of=TODAY).evaluate(form(dated, y)).findings] for y in years]
    assert found == alone
    assert together.account.adds_up


def test_rows_of_dated_rules_are_not_shared_between_years() -> None:
    """A rule over rows is asked in its years only, though the verdict on a row printed alike is remembered."""
    pack = load_pack()
    rules = tuple(replace(rule, effective=Years(2025)) if rule.id == "VAL-11" else rule for rule in pack.rules)
    pack = replace(pack, rules=rules)
    path, name = pack.form_file("forms/good.yaml", pack.layers[-1])
    mapping = load(path, name, Reporter())
    assert mapping is not None
    forms = [
        build(plain(mapping) | {"year": year}, pack.layout("huaian"), pack.vocabulary) for year in ("2024", "2025")
    ]
    judged = Evaluation(pack)
    for _ in range(2):
        list(judged.evaluate_all(forms))
    assert judged.account.of_rule("VAL-11", "not_applicable") >= 2
    assert judged.account.of_rule("VAL-11", "pass") + judged.account.of_rule("VAL-11", "fail") > 0
    assert judged.account.adds_up


def test_the_example_pack_is_sound(dated: Pack) -> None:
    """The pack that shows how it is done has no mistake, and its tests hold."""
    assert lint_pack(FOLDER) == ([], 3)
    reporter = Reporter()
    results = list(run_tests(dated, reporter))
    assert [case.problems for tests in results for case in tests.cases if case.problems] == []
    assert sum(len(tests.cases) for tests in results) == 10
    assert [rule.id for rule in dated.retired] == ["SUM-01", "SUM-03"]


BATCH_RULE: Final = """\
id: LOC-09
title: {zh: 项目名称应填写, en: The project has a name}
severity: error
dimension: 完整性
group: LOC
status: stable
since: "1"
effective: {from: "2024"}
basis: [{doc: practice, at: 审核实务, verified: false}]
over: forms
for_each: {f: forms}
require: {that: f.project_name, filled: true}
at: f.project_name
message: {zh: 项目名称未填写。, en: The name is missing.}
fix: {zh: 请填写。, en: Fill it in.}
"""
BATCH_TEST: Final = """\
rule: LOC-09
form: forms/good.yaml
cases:
  - {name: named, expect: pass}
  - {name: of the year, forms: [{}, {set: {project_name: null}}], expect: fail, says: 项目名称未填写。}
  - {name: before it, forms: [{set: {year: "2023"}}, {set: {year: "2022", project_name: null}}], expect: not_applicable}
  - {name: one form is of the year, forms: [{set: {year: "2022", project_name: null}}, {}], expect: fail}
  - {name: no year, forms: [{set: {year: null, project_name: null}}], expect: fail, says: 表中未写明年度}
"""


def test_rules_over_the_batch(tmp_path: Path) -> None:
    """A dated rule over a batch follows the last year in it; a batch without any year is asked what is in force today."""
    (tmp_path / "rules/LOC").mkdir(parents=True)
    (tmp_path / "pack.yaml").write_text("name: a\nversion: '1'\nextends: standard\n", encoding="utf-8")
    (tmp_path / "rules/LOC/LOC-09.yaml").write_text(BATCH_RULE, encoding="utf-8")
    (tmp_path / "rules/LOC/LOC-09.test.yaml").write_text(BATCH_TEST, encoding="utf-8")
    reporter = Reporter()
    (tests,) = run_tests(load_pack(str(tmp_path)), reporter, frozenset({"LOC-09"}))
    assert reporter.problems == []
    assert [(case.case, case.problems) for case in tests.cases if case.problems] == []
    assert len(tests.cases) == 5
