"""One function decides what is waived: only what may be, only what was written down, only until its day."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.findings.evaluation import Evaluation
from auditor.findings.exemptions import Exemptions
from auditor.findings.finding import CANNOT_CHECK, FAIL, OUTCOMES, WAIVED, Finding
from auditor.findings.waivers import Waiver
from auditor.reporting.exemption_lines import exemption_lines
from tests.checking.build import evaluation, form, real_forms, rule, standard_pack
from tests.findings.waiving import (
    TODAY,
    TRAINING,
    baseline_of,
    entry,
    exempt,
    file_of,
    found,
    read,
    real_findings,
    waiver,
    waiver_of,
)

TOMORROW = TODAY + timedelta(days=1)
YESTERDAY = TODAY - timedelta(days=1)
RULES = [one.id for one in standard_pack().rules]


def fate(exemptions: Exemptions, finding: Finding) -> str:
    """Give the outcome of a copy of the finding."""
    copy = replace(finding)
    assert exemptions.apply(copy, "zh") == (copy.outcome == WAIVED)
    return copy.outcome


def state(exemptions: Exemptions, rules: Sequence[str] = RULES) -> str:
    """Give what became of the one waiver."""
    (use,) = exemptions.report(rules).waivers
    return use.state


(REVERSED,) = found("DIR-01")


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, WAIVED),
        ({"subject": None}, WAIVED),
        ({"subject": " 项目 完成成本"}, WAIVED),
        ({"subject": "项目完工成本"}, FAIL),
        ({"subject": "项目"}, FAIL),
        ({"rule": "DIR-02"}, FAIL),
        ({"form": "2024-恩来干部学院-维保经费"}, FAIL),
        ({"form": "培训办班经费"}, FAIL),
        ({"until": TODAY.isoformat()}, WAIVED),
        ({"until": YESTERDAY.isoformat()}, FAIL),
    ],
)
def test_what_a_waiver_covers(changes: dict[str, str | None], outcome: str) -> None:
    """A waiver holds its rule on its form for its subject, up to and on its last day."""
    assert fate(exempt(waiver(**changes)), REVERSED) == outcome


def test_a_check_that_could_not_be_made_is_never_waived() -> None:
    """What cannot be checked stays so, under a waiver and under a baseline; the waiver is told as unchecked."""
    unknown = replace(REVERSED, outcome=CANNOT_CHECK)
    exemptions = exempt(waiver(), baseline=baseline_of([REVERSED]))
    assert fate(exemptions, unknown) == CANNOT_CHECK
    assert state(exemptions) == "unchecked"
    listed = exemptions.report(RULES).baseline
    assert listed is not None
    assert listed.counts == Counter(unchecked=1)


def test_a_rule_that_may_not_be_waived() -> None:
    """A finding of a rule that may not be waived stands, even where a baseline lists it."""
    (blank,) = found("VAL-01", "2024-恩来干部学院-《干部之友》办刊经费")[:1]
    exemptions = exempt(waiver_of(blank), baseline=baseline_of([blank]))
    assert fate(exemptions, blank) == FAIL
    listed = exemptions.report(RULES).baseline
    assert listed is not None
    assert listed.counts == Counter(refused=1)


def test_waivable_is_asked_of_the_pack_of_the_finding() -> None:
    """With two packs a rule may be waivable in one of them only."""
    strict = replace(
        standard_pack(),
        name="strict",
        rules=tuple(replace(one, waivable=False) for one in standard_pack().rules if one.id == "DIR-01"),
    )
    exemptions = Exemptions([standard_pack(), strict], [waiver()], as_of=TODAY)
    assert fate(exemptions, REVERSED) == WAIVED
    assert fate(exemptions, replace(REVERSED, pack="strict")) == FAIL


@pytest.mark.parametrize(
    ("subject", "whole", "baseline", "held_by"),
    [
        (TODAY, TODAY, TODAY, "对象"),
        (YESTERDAY, TODAY, TODAY, "全表"),
        (None, TODAY, TODAY, "全表"),
        (YESTERDAY, YESTERDAY, TODAY, "基线"),
        (None, None, TODAY, "基线"),
        (TODAY, YESTERDAY, YESTERDAY, "对象"),
        (YESTERDAY, YESTERDAY, YESTERDAY, ""),
    ],
)
def test_which_wins(subject: date | None, whole: date | None, baseline: date, held_by: str) -> None:
    """The waiver of the subject wins, then that of the whole form, then the baseline; what has expired holds nothing."""
    waivers = []
    if whole is not None:
        waivers.append(replace(waiver(subject=None, approved_by="全表"), until=whole))
    if subject is not None:
        waivers.append(replace(waiver(approved_by="对象"), until=subject, line=9))
    exemptions = exempt(*waivers, baseline=baseline_of([REVERSED], baseline))
    finding = replace(REVERSED)
    assert exemptions.apply(finding, "zh") == bool(held_by)
    assert held_by in finding.message.removeprefix(REVERSED.message)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", "（已豁免：绩效管理科 批准，淮财绩〔2024〕15号，有效期至 2024-12-31；理由：培训班次由年度计划确定）"),
        (
            "en",
            " (Waived by 绩效管理科, 淮财绩〔2024〕15号, until 2024-12-31; reason: 培训班次由年度计划确定)",
        ),
    ],
)
def test_words_of_a_waiver(lang: str, words: str) -> None:
    """The message says who waived it, by which document, until when and why."""
    (finding,) = found("DIR-01", lang=lang)
    before = finding.message
    exempt(waiver()).apply(finding, lang)
    assert finding.message == before + words


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", "（已列入基线，不计入问题，有效期至 2024-06-30）"),
        ("en", " (Accepted in the baseline, not counted until 2024-06-30 is over)"),
    ],
)
def test_words_of_a_baseline(lang: str, words: str) -> None:
    """The message says that the finding is in the baseline, and until when; either language knows it again."""
    (finding,) = found("DIR-01", lang=lang)
    before = finding.message
    exempt(baseline=baseline_of([REVERSED])).apply(finding, lang)
    assert finding.message == before + words


@pytest.mark.parametrize("form_id", ["整批", " 整批 ", "whole batch"])
def test_finding_of_the_whole_batch(form_id: str, tmp_path: Path) -> None:
    """A finding that concerns no single form is waived as one of the whole batch, and accounted for like any other."""
    whole = replace(REVERSED, form_id="", subject="某部门")
    (made,), problems = read(file_of(entry(form=form_id, subject="某部门")), tmp_path)
    assert problems == []
    assert fate(exempt(made), whole) == WAIVED
    assert fate(exempt(made), REVERSED) == FAIL
    assert state(exempt(made)) == "unused"
    (_, line) = exemption_lines(exempt(made).report(RULES), "zh")
    assert "DIR-01 整批 某部门" in line
    listed = exempt(baseline=baseline_of([whole])).report(RULES).baseline
    assert listed is not None
    assert listed.counts == Counter(mended=1)


def test_unnamed_row_is_known_in_either_language() -> None:
    """A waiver of a row without a name, written from a Chinese report, holds in an English run."""
    unnamed = rule(for_each="{s: spending}", require="{that: s.full_year, at_least: 1000}", at="s.full_year")
    pack = replace(standard_pack(), rules=(unnamed,))
    nameless = form("set: {spending.1.name: null}")
    for lang in ("zh", "en"):
        made = waiver(rule=unnamed.id, form=nameless.form_id, subject="第 2 行（名称未填）")
        judged = Evaluation(pack, lang=lang, exemptions=Exemptions([pack], [made], as_of=TODAY))
        outcomes = [finding.outcome for finding in judged.evaluate(nameless).findings]
        assert outcomes == [FAIL, WAIVED, FAIL]


# What became of them ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "rules", "wanted"),
    [
        ({}, RULES, "used"),
        ({"subject": "项目完工成本"}, RULES, "unused"),
        ({"rule": "DIR-03"}, RULES, "unused"),
        ({"until": YESTERDAY.isoformat()}, RULES, "expired"),
        ({"until": YESTERDAY.isoformat(), "form": "别的表"}, RULES, "expired"),
        ({"form": "2024-恩来干部学院-培训班经费"}, RULES, "unknown_form"),
        ({}, ["FUND-01"], "not_run"),
    ],
)
def test_state(changes: dict[str, str | None], rules: list[str], wanted: str) -> None:
    """Every waiver ends in one state."""
    exemptions = exempt(waiver(**changes))
    fate(exemptions, REVERSED)
    assert state(exemptions, rules) == wanted


def test_expired_waiver_tells_what_stands() -> None:
    """An expired waiver says how many findings count again; those that something else holds do not."""
    old = waiver(until=YESTERDAY.isoformat())
    alone, held = exempt(old), exempt(old, baseline=baseline_of([REVERSED]))
    assert (fate(alone, REVERSED), fate(held, REVERSED)) == (FAIL, WAIVED)
    assert [alone.report(RULES).waivers[0].standing, held.report(RULES).waivers[0].standing] == [1, 0]
    assert held.report(RULES).waived == 1


@pytest.mark.parametrize(
    ("changes", "nearest"),
    [
        ({"form": "2024-恩来干部学院-培训班经费"}, TRAINING),
        ({"form": "培训办班经费"}, TRAINING),
        ({"form": "xyz"}, ""),
        ({"subject": "项目完工成本"}, "项目完成成本"),
        ({"subject": "出勤率"}, ""),
    ],
)
def test_nearest(changes: dict[str, str | None], nearest: str) -> None:
    """A waiver that names no form of the batch, or no subject that failed, is told what is nearest."""
    exemptions = exempt(waiver(**changes))
    fate(exemptions, REVERSED)
    assert exemptions.report(RULES).waivers[0].nearest == nearest


def test_nearest_forms_are_looked_for_only_as_far_as_they_are_shown() -> None:
    """A waiver file of a whole province over one small batch: the nearest form is sought for the first twenty only."""
    waivers = [replace(waiver(form=f"2024-恩来干部学院-培训班经费{at}"), line=at) for at in range(100)]
    uses = exempt(*waivers).report(RULES).waivers
    assert {use.state for use in uses} == {"unknown_form"}
    assert [bool(use.nearest) for use in uses] == [True] * 20 + [False] * 80


def test_every_accepted_finding_is_accounted_for() -> None:
    """The findings of a baseline end in one state each, and the counts add up to its length."""
    blank = found("VAL-01", "2024-恩来干部学院-《干部之友》办刊经费")[0]
    absent = replace(REVERSED, finding_id="1" * 16, form_id="2023-别的表")
    mended = replace(REVERSED, finding_id="2" * 16)
    retired = replace(REVERSED, finding_id="3" * 16, rule_id="OLD-01")
    listed = [REVERSED, blank, absent, mended, retired]
    for today, wanted in (
        (TODAY, Counter(held=1, refused=1, absent=1, mended=1, not_run=1)),
        (TOMORROW, Counter(standing=1, refused=1, absent=1, mended=1, not_run=1)),
    ):
        exemptions = exempt(baseline=baseline_of(listed), today=today)
        for finding in (REVERSED, blank):
            fate(exemptions, finding)
        use = exemptions.report(RULES).baseline
        assert use is not None
        assert use.counts == wanted
        assert use.counts.total() == len(listed)
        assert use.expired == (today == TOMORROW)


# Invariants ------------------------------------------------------------------------------------------------------------

some = st.lists(st.sampled_from(range(len(real_findings()))), max_size=12, unique=True)
days = st.sampled_from([YESTERDAY, TODAY, TOMORROW])


@settings(max_examples=40, deadline=None)
@given(chosen=some, until=days, data=st.data())
def test_order_of_entries_does_not_matter(chosen: list[int], until: date, data: st.DataObject) -> None:
    """Whatever the order of the waivers in the file, the same findings are waived in the same words."""
    keys: dict[tuple[str, str, str | None], Waiver] = {}
    for at in chosen:
        finding = real_findings()[at]
        keys[finding.rule_id, finding.form_id, finding.subject] = waiver_of(finding, until, line=at)
        keys[finding.rule_id, finding.form_id, None] = replace(waiver_of(finding, line=1000 + at), subject=None)
    entries = list(keys.values())
    mixed = data.draw(st.permutations(entries))
    told = []
    for waivers in (entries, mixed):
        exemptions = exempt(*waivers)
        findings = [replace(finding) for finding in real_findings()]
        told.append(([exemptions.apply(one, "zh") for one in findings], findings, exemptions.report(RULES)))
    assert told[0][1] == told[1][1]
    assert told[0][2] == told[1][2]


@settings(max_examples=40, deadline=None)
@given(chosen=some, until=days, in_baseline=st.booleans())
def test_waiving_changes_nothing_else(chosen: list[int], until: date, *, in_baseline: bool) -> None:
    """A waived finding differs in outcome and message only; a finding that nothing names does not differ at all."""
    named = [real_findings()[at] for at in chosen]
    waivers = {} if in_baseline else {(one.rule_id, one.form_id, one.subject): waiver_of(one, until) for one in named}
    exemptions = exempt(*waivers.values(), baseline=baseline_of(named, until) if in_baseline else None)
    subjects = {(one.rule_id, one.form_id, one.subject) for one in named}
    for finding in real_findings():
        after = replace(finding)
        waived = exemptions.apply(after, "zh")
        changed = {name for name, value in asdict(after).items() if value != getattr(finding, name)}
        assert changed == ({"outcome", "message"} if waived else set())
        assert after.message.startswith(finding.message)
        assert not waived or (finding.rule_id, finding.form_id, finding.subject) in subjects
        assert not waived or (finding.outcome == FAIL and until >= TODAY)


@pytest.mark.parametrize("engine", ["both", "plain"])
def test_account_adds_up(engine: str) -> None:
    """Waived checks move from fail to waived; the other outcomes, and the sum, stay as they were."""
    plainly = Evaluation(standard_pack(), engine=engine)
    waived = {("DIR-01", TRAINING), ("EXEC-03", "2024-淮安市委组织部-人才专项资金")}
    exemptions = exempt(*(replace(waiver(rule=name, form=of), subject=None) for name, of in waived))
    judged = Evaluation(standard_pack(), engine=engine, exemptions=exemptions)
    for of in real_forms():
        plainly.evaluate(of)
        result = judged.evaluate(of)
        outcomes = Counter(check.outcome for check in result.checks if check.program.rule.effect is None)
        assert outcomes == Counter(finding.outcome for finding in result.findings)
    assert judged.account.adds_up
    totals = [{name: one.account.total(name) for name in OUTCOMES} for one in (plainly, judged)]
    assert totals[1] == {**totals[0], FAIL: totals[0][FAIL] - 2, WAIVED: 2}
    assert judged.account.of_rule("DIR-01", WAIVED) == 1
    assert judged.account.checks == plainly.account.checks


def test_other_findings_of_the_form_stand() -> None:
    """Waiving one of two rules that ask the same leaves the other."""
    first, second = (rule(id=name, require="{that: year, equals: 1}", at="year") for name in ("TEST-01", "TEST-02"))
    pack = replace(standard_pack(), rules=(first, second))
    made = waiver(rule="TEST-01", form=form().form_id, subject=None)
    judged = Evaluation(pack, exemptions=Exemptions([pack], [made], as_of=TODAY))
    assert [finding.outcome for finding in judged.evaluate(form()).findings] == [WAIVED, FAIL]
    assert [finding.outcome for finding in evaluation(first, second).evaluate(form()).findings] == [FAIL, FAIL]
