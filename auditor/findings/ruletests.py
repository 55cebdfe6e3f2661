"""Runs the test file beside each rule: every case patches a whole valid form and says how the rule must end."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from auditor.findings.asking import Check
from auditor.findings.evaluation import Evaluation, Result
from auditor.findings.finding import CANNOT_CHECK, FAIL, NOT_APPLICABLE, OUTCOMES, PASS, Finding
from auditor.marked import Mapping, Reporter, Value, load
from auditor.rulebook.leaves import LeafReader, items
from auditor.rulebook.pack import Pack
from auditor.rulebook.rule import Rule
from auditor.rulebook.sample import Plain, build, is_sound, patched, plain
from auditor.rulebook.scope import Scope

_KEYS: Final = ("rule", "form", "cases")
_CASE_KEYS: Final = ("name", "expect", "set", "remove", "add", "unlabelled", "subject", "at", "says", "severity")
_RANK: Final = (FAIL, CANNOT_CHECK, PASS, NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class CaseResult:
    """How one case ended: ``problems`` is empty when it went as expected."""

    rule_id: str
    case: str
    expected: str
    outcome: str
    problems: tuple[tuple[str, str, str], ...]
    file: str
    line: int


@dataclass(slots=True)
class RuleTests:
    """The results of one rule's test file, and the outcomes that no case reaches."""

    rule: Rule
    cases: list[CaseResult] = field(default_factory=list)
    missing_file: str = ""

    @property
    def uncovered(self) -> list[str]:
        """Give the outcomes that no case expects; not_applicable only for rules that have a ``when``."""
        wanted = {PASS, FAIL, CANNOT_CHECK} | ({NOT_APPLICABLE} if self.rule.when is not None else set())
        return [outcome for outcome in OUTCOMES if outcome in wanted - {case.expected for case in self.cases}]


def run_tests(pack: Pack, reporter: Reporter, rule_ids: frozenset[str] | None = None) -> Iterator[RuleTests]:
    """Run the test files of a pack's rules; mistakes in the files themselves are noted."""
    for rule in pack.rules:
        if rule_ids is None or rule.id in rule_ids:
            yield _RuleTester(pack, rule, reporter).run()


class _RuleTester:
    def __init__(self, pack: Pack, rule: Rule, reporter: Reporter) -> None:
        self.pack, self.rule, self.reporter = pack, rule, reporter
        self.reader = LeafReader(Scope(pack.vocabulary, reporter))
        self.path = (pack.folder / rule.file).with_suffix(".test.yaml")
        self.file = self.path.relative_to(pack.folder).as_posix()

    def run(self) -> RuleTests:
        tests = RuleTests(self.rule)
        if not self.path.is_file():
            tests.missing_file = self.file
            return tests
        source = load(self.path, self.file, self.reporter)
        if source is None or not self._is_sound(source):
            return tests
        base = self._base(source)
        evaluation = Evaluation(self.pack, rules=frozenset({self.rule.id}))
        for case in items(source["cases"]) if base is not None else ():
            if self._is_case(case) and isinstance(case, Mapping):
                before = len(self.reporter.problems)
                data = patched(base or {}, case, self.reporter)
                if len(self.reporter.problems) == before:
                    tests.cases.append(self._run_case(case, data, evaluation))
        return tests

    def _is_sound(self, source: Mapping) -> bool:
        if not self.reader.closed(source, _KEYS, _KEYS):
            return False
        if source["rule"] != self.rule.id:
            self.reporter.at(source["rule"], "pack.test_rule", found=source["rule"], expected=self.rule.id)
            return False
        return True

    def _is_case(self, case: Value) -> bool:
        """Tell whether a case can be run; its mistakes are noted."""
        if not isinstance(case, Mapping) or not self.reader.closed(case, _CASE_KEYS, ("name", "expect")):
            self.reader.expect_mapping(case, _CASE_KEYS)
            return False
        texts = [case[key] for key in ("name", "subject", "at", "says", "severity") if key in case]
        before = len(self.reporter.problems)
        for text in (*texts, *items(case.get("unlabelled"))):
            self.reader.text(text)
        self.reader.choice(case["expect"], OUTCOMES)
        return len(self.reporter.problems) == before

    def _base(self, source: Mapping) -> Plain | None:
        name = self.reader.text(source["form"])
        mapping = load(self.pack.folder / name, name, self.reporter) if name else None
        layouts = [layout.name for layout in self.pack.layouts]
        if mapping is None or not is_sound(mapping, layouts, self.reader):
            return None
        found: Plain = plain(mapping)
        return found

    def _run_case(self, case: Mapping, data: Plain, evaluation: Evaluation) -> CaseResult:
        layout = self.pack.layout(data["layout"])
        names = tuple(str(name) for name in items(case.get("unlabelled")))
        result = evaluation.evaluate(build(data, layout, self.pack.vocabulary, names), keep_all=True)
        checks = self._asked(case, result, evaluation)
        outcome = next((wanted for wanted in _RANK if wanted in {check.outcome for check in checks}), "")
        findings = [finding for finding in result.findings if finding.outcome == outcome]
        problems = tuple(self._problems(case, outcome, findings))
        place = case["name"]
        return CaseResult(
            self.rule.id, str(place), str(case["expect"]), outcome or NOT_APPLICABLE, problems, self.file, place.line
        )

    def _asked(self, case: Mapping, result: Result, evaluation: Evaluation) -> list[Check]:
        """Give the checks a case is about: those of its ``subject``, or all."""
        wanted = case.get("subject")
        if wanted is None:
            return result.checks
        return [check for check in result.checks if evaluation.locator.spot(check).subject == wanted]

    @staticmethod
    def _problems(case: Mapping, outcome: str, findings: list[Finding]) -> Iterator[tuple[str, str, str]]:
        """Give ``(what, expected, found)`` for everything that went otherwise."""
        expected = str(case["expect"])
        if (outcome or NOT_APPLICABLE) != expected:
            yield "expect", expected, outcome or NOT_APPLICABLE
            return
        for key, attribute in (("at", "field"), ("severity", "severity")):
            if key in case and case[key] not in [getattr(finding, attribute) for finding in findings]:
                yield key, str(case[key]), ", ".join(sorted({getattr(finding, attribute) for finding in findings}))
        if "says" in case and not any(str(case["says"]) in finding.message for finding in findings):
            yield "says", str(case["says"]), " | ".join(finding.message for finding in findings)
