"""Runs the test file beside each rule: every case patches a whole valid form and says how the rule must end."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from auditor.findings.finding import CANNOT_CHECK, FAIL, NOT_APPLICABLE, OUTCOMES, PASS, Finding
from auditor.findings.trials import FORM_KEYS, PATCH_KEYS, PROFILES, TABLE_KEYS, Judged, Trial, check_batch
from auditor.marked import Mapping, Reporter, load
from auditor.rulebook.leaves import LeafReader, items
from auditor.rulebook.pack import Pack
from auditor.rulebook.rule import Rule
from auditor.rulebook.sample import Plain, is_sound, patched, plain
from auditor.rulebook.scope import Scope

KEYS: Final = ("rule", "form", "cases")
_SAID: Final = ("name", "expect", "profile", "subject", "at", "says", "severity")
CASE_KEYS: Final = (*_SAID, *PATCH_KEYS)
BATCH_CASE_KEYS: Final = (*_SAID, *FORM_KEYS, *TABLE_KEYS)
"""The keys of a case of a rule over forms: whole forms are patched, not one."""
NEEDED_CASE_KEYS: Final = ("name", "expect")
_RANK: Final = (FAIL, CANNOT_CHECK, PASS, NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class CaseResult:
    """How one case ended: ``problems`` is empty when it went as expected, ``messages`` are what the rule really said."""

    rule_id: str
    case: str
    expected: str
    outcome: str
    problems: tuple[tuple[str, str, str], ...]
    messages: tuple[str, ...]
    file: str
    line: int


@dataclass(slots=True)
class RuleTests:
    """The results of one rule's test file, and the outcomes that no case reaches.

    ``inherited``: its cases are a base pack's. ``borrowed``: the pack changes a base pack's rule but
    has no test of its own for it; the name of the file to write.
    """

    rule: Rule
    missing_file: str = ""
    inherited: bool = False
    borrowed: str = ""
    cases: list[CaseResult] = field(default_factory=list)

    @property
    def uncovered(self) -> list[str]:
        """Give the outcomes that no case expects; not_applicable only for rules that have a ``when``.

        A rule that changes findings either applies or does not.
        """
        wanted = {PASS} if self.rule.effect is not None else {PASS, FAIL, CANNOT_CHECK}
        wanted |= {NOT_APPLICABLE} if self.rule.when is not None else set()
        return [outcome for outcome in OUTCOMES if outcome in wanted - {case.expected for case in self.cases}]


def run_tests(pack: Pack, reporter: Reporter, rule_ids: frozenset[str] | None = None) -> Iterator[RuleTests]:
    """Run the test files of a pack's rules; mistakes in the files themselves are noted."""
    for rule in pack.rules:
        if rule_ids is None or rule.id in rule_ids:
            tester = RuleTester(pack, rule, reporter)
            tests = RuleTests(rule, tester.missing_file, *_ownership(pack, rule))
            tests.cases.extend(tester.run(case) for case in tester.cases())
            yield tests


def _ownership(pack: Pack, rule: Rule) -> tuple[bool, str]:
    """Tell whether a rule is inherited as it stands, and which test of its own an override of the pack lacks."""
    source, own = pack.sources[rule.id], pack.layers[-1]
    if source.tested.layer is own:
        return False, ""
    return True, own.shown(source.files[-1].test) if source.files[-1].layer is own else ""


class RuleTester:
    """Runs the cases of one rule's test file, in the language asked for (``says`` is about the Chinese message)."""

    def __init__(self, pack: Pack, rule: Rule, reporter: Reporter, lang: str = "zh") -> None:
        """Open the test file of ``rule``; its mistakes are noted."""
        self.pack, self.rule, self.reporter = pack, rule, reporter
        self.reader = LeafReader(Scope(pack.vocabulary, reporter))
        self._tested = pack.sources[rule.id].tested
        path = self._tested.test
        self.file = self._tested.layer.shown(path)
        self.missing_file = "" if path.is_file() else self.file
        self._trial = Trial(pack, rule, lang)
        self._source = None if self.missing_file else load(path, self.file, reporter)
        self.base: Plain | None = None
        if self._source is not None and self._is_sound(self._source):
            self.base = self._read_base(self._source)

    def cases(self) -> Iterator[Mapping]:
        """Give the cases that can be run as written."""
        if self.base is None or self._source is None:
            return
        for case in items(self._source["cases"]):
            if isinstance(case, Mapping) and self._is_case(case):
                if self._fits(case, self.base):
                    yield case
            elif not isinstance(case, Mapping):
                self.reader.expect_mapping(case, self._case_keys)

    @property
    def _case_keys(self) -> tuple[str, ...]:
        return BATCH_CASE_KEYS if self.rule.over == "forms" else CASE_KEYS

    def _fits(self, case: Mapping, base: Plain) -> bool:
        """Tell whether what a case changes is there to be changed."""
        if self.rule.over == "forms":
            return check_batch(case, base, self.reader)
        before = len(self.reporter.problems)
        patched(base, case, self.reporter)
        return len(self.reporter.problems) == before

    def run(self, case: Mapping) -> CaseResult:
        """Run one of the `cases`."""
        judged = self.evaluate(case)
        outcome = next((wanted for wanted in _RANK if wanted in {check.outcome for check in judged.checks}), "")
        findings = [finding for finding in judged.findings if finding.outcome == outcome]
        said = judged.messages if self.rule.effect is not None else [finding.message for finding in findings]
        place = case["name"]
        return CaseResult(
            self.rule.id,
            str(place),
            str(case["expect"]),
            outcome or NOT_APPLICABLE,
            tuple(_problems(case, outcome, findings, said)),
            tuple(said),
            self.file,
            place.line,
        )

    def evaluate(self, case: Mapping) -> Judged:
        """Judge the form, or the batch of forms, that a case describes."""
        return self._trial.judge(self.base or {}, case, self.reporter)

    def _is_sound(self, source: Mapping) -> bool:
        if not self.reader.closed(source, KEYS, KEYS):
            return False
        if source["rule"] != self.rule.id:
            self.reporter.at(source["rule"], "pack.test_rule", found=source["rule"], expected=self.rule.id)
            return False
        return True

    def _is_case(self, case: Mapping) -> bool:
        """Tell whether a case can be run; its mistakes are noted."""
        if not self.reader.closed(case, self._case_keys, NEEDED_CASE_KEYS):
            return False
        texts = [case[key] for key in ("name", "subject", "at", "says", "severity") if key in case]
        before = len(self.reporter.problems)
        for text in (*texts, *items(case.get("unlabelled")), *items(case.get("damaged"))):
            self.reader.text(text)
        self.reader.choice(case["expect"], OUTCOMES)
        self.reader.choice(case.get("profile"), PROFILES)
        return len(self.reporter.problems) == before

    def _read_base(self, source: Mapping) -> Plain | None:
        name = self.reader.text(source["form"])
        mapping = load(*self.pack.form_file(name, self._tested.layer), self.reporter) if name else None
        layouts = [layout.name for layout in self.pack.layouts]
        if mapping is None or not is_sound(mapping, layouts, self.reader):
            return None
        found: Plain = plain(mapping)
        return found


def _problems(case: Mapping, outcome: str, findings: list[Finding], said: list[str]) -> Iterator[tuple[str, str, str]]:
    """Give ``(what, expected, found)`` for everything that went otherwise."""
    expected = str(case["expect"])
    if (outcome or NOT_APPLICABLE) != expected:
        yield "expect", expected, outcome or NOT_APPLICABLE
        return
    for key, attribute in (("at", "field"), ("severity", "severity")):
        if key in case and case[key] not in [getattr(finding, attribute) for finding in findings]:
            yield key, str(case[key]), ", ".join(sorted({getattr(finding, attribute) for finding in findings}))
    if "says" in case and not any(str(case["says"]) in message for message in said):
        yield "says", str(case["says"]), ""
