"""The situations that rule tests describe, judged: one form, or a batch of forms with what is given beside it.

A case of a rule over forms lists its ``forms``, and if need be ``previous`` ones, each a patch of the sample form, and rows
of the tables ``executed`` and ``budget``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from auditor.findings.asking import Check
from auditor.findings.crossing import Beside, Crossing
from auditor.findings.evaluation import Evaluation
from auditor.findings.finding import PASS, Finding
from auditor.findings.pointing import aim_of
from auditor.forms.model import Form, Place
from auditor.marked import Mapping, Reporter, Text, Value
from auditor.reading.identity import Identities
from auditor.reading.tables import MONEY_COLUMNS, TEXT_COLUMNS, TableRow
from auditor.rulebook import names
from auditor.rulebook.leaves import LeafReader, items
from auditor.rulebook.pack import Pack
from auditor.rulebook.rule import Rule
from auditor.rulebook.sample import Plain, build, damage_of, patched

PROFILES: Final = names.WORDS["profile"]
PATCH_KEYS: Final = ("set", "remove", "add", "unlabelled", "damaged")
FORM_KEYS: Final = ("forms", "previous")
TABLE_KEYS: Final = ("executed", "budget")
TABLE_COLUMNS: Final = (*TEXT_COLUMNS, *MONEY_COLUMNS)
_TABLE: Final = "table"


@dataclass(frozen=True, slots=True)
class Judged:
    """How a rule ended in a situation: its checks that the case is about, and the findings it made or changed."""

    checks: list[Check]
    findings: list[Finding]
    messages: list[str]


class Trial:
    """Judges the situations of one rule's test cases."""

    def __init__(self, pack: Pack, rule: Rule, lang: str) -> None:
        """Prepare the rule, with all rules whose findings it may look at."""
        self._pack, self._rule = pack, rule
        seen = {rule.id} if not rule.over else {each.id for each in pack.rules if _may_be_seen(each, rule)}
        self._lang, self._seen = lang, frozenset(seen)
        self._evaluations: dict[str, Evaluation] = {}

    def judge(self, base: Plain, case: Mapping, reporter: Reporter) -> Judged:
        """Judge the situation of a case; ``base`` is the sample form that it patches."""
        self._evaluation = self._in_profile(str(case.get("profile", PROFILES[0])))
        if self._rule.over == "forms":
            return self._judge_batch(base, case, reporter)
        form = self._form(base, case, Identities(), reporter)
        result = self._evaluation.evaluate(form, keep_all=True)
        checks = [check for check in result.checks if check.program.rule.id == self._rule.id]
        wanted = case.get("subject")
        asked = [check for check in checks if wanted is None or self._evaluation.aim(check).subject == wanted]
        own = [finding for finding in result.findings if finding.rule_id == self._rule.id]
        changes = [check for check in asked if self._rule.effect is not None and check.outcome == PASS]
        said = own if self._rule.effect is None else [check.subject.item.finding for check in changes]
        return Judged(asked, own, [finding.message for finding in said])

    def _in_profile(self, profile: str) -> Evaluation:
        """Give the evaluation for a profile; nearly all tests need one only."""
        if profile not in self._evaluations:
            made = Evaluation(self._pack, lang=self._lang, rules=self._seen, profile=profile)
            self._evaluations[profile] = made
        return self._evaluations[profile]

    def _judge_batch(self, base: Plain, case: Mapping, reporter: Reporter) -> Judged:
        beside = self._beside(base, case, reporter)
        crossing = Crossing(self._evaluation.run, self._evaluation.rules, beside)
        for form in self._forms(base, items(case.get("forms")) or [Mapping()], reporter):
            crossing.add(self._evaluation.evaluate(form))
        findings: list[Finding] = []
        result = crossing.finish(findings.append, keep_all=True)
        checks = [check for check in result.checks if check.program.rule.id == self._rule.id]
        wanted = case.get("subject")
        asked = [check for check in checks if wanted is None or aim_of(check).subject == wanted]
        own = [finding for finding in findings if finding.rule_id == self._rule.id]
        return Judged(asked, own, [*(finding.message for finding in own), *result.notes.values()])

    def _beside(self, base: Plain, case: Mapping, reporter: Reporter) -> Beside:
        previous = None
        if "previous" in case:
            previous = [self._evaluation.view(form) for form in self._forms(base, items(case["previous"]), reporter)]
        tables = [
            [_row(row, at) for at, row in enumerate(items(case[key]))] if key in case else None for key in TABLE_KEYS
        ]
        return Beside(previous, *tables)

    def _forms(self, base: Plain, patches: Iterable[Value], reporter: Reporter) -> list[Form]:
        identities = Identities()
        found = []
        for position, patch in enumerate(patches):
            form = self._form(base, patch if isinstance(patch, Mapping) else Mapping(), identities, reporter)
            form.position = position
            found.append(form)
        return found

    def _form(self, base: Plain, patch: Mapping, identities: Identities, reporter: Reporter) -> Form:
        data = patched(base, patch, reporter)
        layout = self._pack.layout(data["layout"])
        return build(data, layout, self._pack.vocabulary, damage_of(patch), identities)


def _may_be_seen(other: Rule, rule: Rule) -> bool:
    """Tell whether a rule may look at what another one finds; rules on trial are seen only where they are tested."""
    if other.id == rule.id:
        return True
    if other.status == "trial":
        return False
    return not other.over or other.over != rule.over or bool({other.id, other.group} & set(rule.after))


def check_batch(case: Mapping, base: Plain, reader: LeafReader) -> bool:
    """Tell whether the forms and tables of a case can be used; every mistake is noted at its place."""
    before = len(reader.reporter.problems)
    for key in FORM_KEYS:
        for patch in items(case.get(key)):
            if not isinstance(patch, Mapping):
                reader.expect_mapping(patch, PATCH_KEYS)
            elif reader.closed(patch, PATCH_KEYS):
                patched(base, patch, reader.reporter)
    for key in TABLE_KEYS:
        for row in items(case.get(key)):
            if not isinstance(row, Mapping):
                reader.expect_mapping(row, TABLE_COLUMNS)
            elif reader.closed(row, TABLE_COLUMNS, ("project_name",)):
                _check_row(row, reader)
    return len(reader.reporter.problems) == before


def _check_row(row: Mapping, reader: LeafReader) -> None:
    for name in MONEY_COLUMNS:
        value = row.get(name)
        if isinstance(value, Text) and not value.is_null and reader.scope.literal(value, "number") is None:
            reader.wrong(value, "number")


def _row(row: Value, at: int) -> TableRow:
    """Make the row of an imported table that a case describes; money in 万元."""
    cells = row if isinstance(row, Mapping) else Mapping()
    shown = {key: str(value) for key, value in cells.items() if isinstance(value, Text) and not value.is_null}
    texts = {name: shown.get(name) for name in TEXT_COLUMNS}
    money = {name: Decimal(shown[name]) if name in shown else None for name in MONEY_COLUMNS}
    return TableRow(texts, money, Place(_TABLE, None, at + 2, 1, shown.get("project_name", "")))
