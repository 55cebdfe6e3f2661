"""A finding keeps its id as long as it is about the same thing, and findings have one order."""

import itertools
import random
from dataclasses import replace

import pytest

from auditor.findings.evaluation import Evaluation
from auditor.findings.finding import COLUMNS, Finding, finding_id, order
from tests.checking.build import evaluation, form, judge, real_forms, rule, standard_pack

LINES = rule(
    for_each="{s: spending}", require="{that: s.full_year, at_least: 1000}", at="s.full_year",
    message="{zh: 低, en: low}",
)  # fmt: skip


def ids(change: str = "", lang: str = "zh") -> dict[str, str]:
    """Give the ids of the findings by subject."""
    found = judge(LINES, form(change), lang=lang).findings
    return {finding.subject: finding.finding_id for finding in found}


@pytest.mark.parametrize(
    "change",
    [
        "set: {spending.0.full_year: '51', spending.1.full_year: '999.99'}",
        "set: {manager: 别人, funding.total: '1'}",
        "remove: [spending.0]\nadd: {spending: [{name: 基层图书室新建装修费, half_year: '25.00', full_year: '50.00'}]}",
        "add: {spending: [{name: 另一行, half_year: '1', full_year: '2'}]}",
        "set: {spending.0.name: ' 基层图书室新建装修费 '}",
    ],
)
def test_id_stays(change: str) -> None:
    """A changed value, a moved or an added row leaves the ids of the others as they were."""
    before, after = ids(), ids(change)
    assert before.items() <= after.items()


def test_reworded_rule_keeps_the_id() -> None:
    """Message, title, severity and threshold of a rule may change; its findings keep their ids."""
    reworded = rule(
        for_each="{s: spending}", require="{that: s.full_year, at_least: 2000}", at="s.full_year",
        message="{zh: 支出过低, en: too low}", title="{zh: 别的, en: other}", severity="info",
    )  # fmt: skip
    assert [finding.finding_id for finding in judge(reworded, form()).findings] == list(ids().values())


def test_language_keeps_the_id() -> None:
    """The id is the same whichever language is reported, for rows without a name as well."""
    change = "set: {spending.1.name: null}"
    assert list(ids(change).values()) == list(ids(change, lang="en").values())
    zh, en = Evaluation(standard_pack(), lang="zh"), Evaluation(standard_pack(), lang="en")
    for of in real_forms():
        found = [[finding.finding_id for finding in judged.evaluate(of).findings] for judged in (zh, en)]
        assert found[0] == found[1]


def test_two_rows_of_one_name() -> None:
    """Two rows of one name have two ids, and fixing the first does not hand its id to the second."""
    twice = "spending.1.name: 基层图书室新建装修费"
    first, second, _ = [finding.finding_id for finding in judge(LINES, form(f"set: {{{twice}}}")).findings]
    assert first != second
    left = judge(LINES, form(f"set: {{{twice}, spending.0.full_year: '5000'}}")).findings
    assert left[0].finding_id == second


def test_unnamed_row_moved() -> None:
    """A row without a name keeps its id when a row before it goes."""
    change = "set: {spending.2.name: null}"
    before = judge(LINES, form(change)).findings[2].finding_id
    after = judge(LINES, form("remove: [spending.0]\n" + change)).findings[1].finding_id
    assert before == after


@pytest.mark.parametrize(
    "other",
    [("R-02", "F", "S", "a"), ("R-01", "G", "S", "a"), ("R-01", "F", "T", "a"), ("R-01", "F", "S", "b"),
     ("R-01", "FS", "", "a"), ("R-01", "F", "S\na", "")],
)  # fmt: skip
def test_id_tells_apart(other: tuple[str, str, str, str]) -> None:
    """Rule, form, subject and field each take part, and do not run into each other."""
    assert finding_id("R-01", "F", "S", "a", 0) != finding_id(*other, 0)


def test_id_form() -> None:
    """An id is sixteen hexadecimal digits; row numbers take no part."""
    found = finding_id("R-01", "F", "S", "spending[3].full_year", 0)
    assert found == finding_id("R-01", "F", "S", "spending[12].full_year", 0)
    assert found != finding_id("R-01", "F", "S", "spending[3].full_year", 1)
    assert len(found) == 16
    assert int(found, 16) >= 0


def everything() -> list[Finding]:
    """Give the findings of all real forms."""
    judged = Evaluation(standard_pack())
    return [finding for of in real_forms() for finding in judged.evaluate(of).findings]


def test_ids_are_unique() -> None:
    """No two findings of the example have one id."""
    found = [finding.finding_id for finding in everything()]
    assert len(set(found)) == len(found)


def test_same_forms_same_findings() -> None:
    """A form judged again, alone or among others, first or last, has the same findings to the last letter."""
    judged = Evaluation(standard_pack())
    first = [judged.evaluate(of).findings for of in real_forms()]
    assert [judged.evaluate(of).findings for of in real_forms()] == first
    assert [judged.evaluate(of).findings for of in reversed(real_forms())] == first[::-1]
    assert [result.findings for result in judged.evaluate_all(real_forms())] == first
    assert [Evaluation(standard_pack()).evaluate(of).findings for of in real_forms()] == first


@pytest.mark.parametrize("engine", ["rete", "plain"])
def test_same_findings_by_either_evaluator(engine: str) -> None:
    """The engine alone and the plain evaluator alone give the findings that both together give."""
    both, one = Evaluation(standard_pack()), Evaluation(standard_pack(), engine=engine)
    for of in real_forms():
        assert one.evaluate(of).findings == both.evaluate(of).findings


def test_order_is_total() -> None:
    """Sorting gives one result whatever the order before: no two findings have the same key."""
    found = everything()
    keys = [order(finding) for finding in found]
    assert len(set(keys)) == len(keys)
    mixed = random.Random(1).sample(found, len(found))
    assert sorted(found, key=order) == sorted(mixed, key=order)


def test_order_of_the_contract() -> None:
    """Findings go by source, form position, rule, subject and field."""
    (base,) = judge(rule(require="{that: year, equals: 1}", at="year"), form()).findings
    wanted = [
        replace(base, source=source, position=position, rule_id=rule_id, subject=subject, field=field)
        for source, position, rule_id, subject, field in itertools.product(
            ("a", "b"), (2, 10), ("FUND-01", "ID-01"), ("丙", "甲"), ("funding.total", "year")
        )
    ]
    assert sorted(random.Random(1).sample(wanted, len(wanted)), key=order) == wanted


def test_columns() -> None:
    """The columns are those of the contract, in its order."""
    assert COLUMNS == (
        "finding_id", "rule_id", "rule_title", "severity", "outcome", "dimension", "group", "form_id", "project_name",
        "implementing_unit", "department", "year", "subject", "field", "found", "expected", "difference",
        "amount", "message", "fix", "basis", "basis_verified", "source", "page", "line", "cell", "excerpt",
        "pack", "pack_version", "batch_note",
    )  # fmt: skip


def test_evaluation_of_two_rules_of_one_question() -> None:
    """Two rules that ask the same are judged once and found twice, each with its own id."""
    first, second = (rule(id=name, require="{that: year, equals: 1}", at="year") for name in ("TEST-01", "TEST-02"))
    found = evaluation(first, second).evaluate(form()).findings
    assert [finding.rule_id for finding in found] == ["TEST-01", "TEST-02"]
    assert len({finding.finding_id for finding in found}) == 2
