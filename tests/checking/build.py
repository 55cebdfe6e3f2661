"""Rules and forms for the tests of the upper floors, written as YAML and read by the program's own readers."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from auditor.checking.compiler import Compiler
from auditor.checking.program import subjects
from auditor.checking.runtime import Runtime
from auditor.checking.views import FormView, ViewMaker
from auditor.errors import InvalidPack
from auditor.findings.evaluation import Evaluation, Result
from auditor.forms.model import Damage, Form
from auditor.marked import Mapping, Reporter, load, parse
from auditor.reading.document import read_document
from auditor.reading.layout import Layout
from auditor.rulebook.pack import Pack, load_pack
from auditor.rulebook.rule import Rule
from auditor.rulebook.rulefile import RuleReader
from auditor.rulebook.sample import Plain, build, patched, plain

ROOT: Final = Path(__file__).parents[2]
EXAMPLE: Final = ROOT / "examples" / "huaian-2024.txt"
_KEYS: Final[dict[str, str]] = {
    "id": "TEST-01",
    "title": "{zh: 测试规则, en: A rule of the tests}",
    "severity": "error",
    "dimension": "适当性",
    "group": "TEST",
    "status": "stable",
    "since": '"1.0.0"',
    "basis": "[{doc: practice, at: 审核实务, verified: false}]",
    "require": "{that: project_name, filled: true}",
    "at": "project_name",
    "message": "{zh: 不符合, en: does not hold}",
    "fix": "{zh: 请核对, en: please check}",
}


@cache
def standard_pack() -> Pack:
    """Give the shipped pack, loaded once."""
    return load_pack()


@cache
def base_form() -> Plain:
    """Give the shipped pack's good form, as plain data."""
    mapping = load(standard_pack().folder / "forms" / "good.yaml", "good.yaml", Reporter())
    assert mapping is not None
    found: Plain = plain(mapping)
    return found


def form(case: str = "", *, unlabelled: tuple[str, ...] = ()) -> Form:
    """Give the good form changed as the YAML of a rule test says: ``set: {manager: null}``, ``remove``, ``add``."""
    reporter = Reporter()
    change = parse(case, "case", reporter) if case else Mapping()
    assert change is not None
    data = patched(base_form(), change, reporter)
    assert not reporter.problems, [problem.render("en") for problem in reporter.problems]
    pack = standard_pack()
    damage = [Damage("label_missing", "/" + name.replace(".", "/")) for name in unlabelled]
    return build(data, pack.layout(data["layout"]), pack.vocabulary, damage)


@cache
def real_forms() -> tuple[Form, ...]:
    """Give the thirteen forms of the example, read once."""
    pack = standard_pack()
    return tuple(read_document(EXAMPLE, EXAMPLE.name, pack.layouts, pack.vocabulary))


def view(of: Form, layout: Layout | None = None) -> FormView:
    """Give a form as rules see it."""
    pack = standard_pack()
    return ViewMaker(pack.vocabulary).view(of, layout or pack.layout(of.layout))


def read_rule(text: str, reporter: Reporter, stem: str = "TEST-01") -> Rule | None:
    """Read the YAML text of one rule against the shipped vocabulary, documents and layouts."""
    pack = standard_pack()
    mapping = parse(text, f"{stem}.yaml", reporter)
    if mapping is None:
        return None
    provided = {name for layout in pack.layouts for name in layout.provides}
    rules = {
        "rule": tuple(made.id for made in pack.rules),
        "group": tuple(dict.fromkeys(made.group for made in pack.rules)),
    }
    return RuleReader(pack.vocabulary, pack.documents, provided, reporter, rules).read(mapping, stem)


def rule(**keys: str) -> Rule:
    """Give a rule made of these keys (as YAML text) and of harmless ones for the rest; None of them may be wrong."""
    merged = {**_KEYS, **{name.rstrip("_"): text for name, text in keys.items()}}
    reporter = Reporter()
    text = "\n".join(f"{name}: {value}" for name, value in merged.items())
    found = read_rule(text, reporter, merged["id"])
    if found is None:
        raise InvalidPack(reporter.problems)
    return found


def let(value: str, of: Form, *before: str, item: int = 0, for_each: str = "") -> Any:
    """Compute one ``let`` on a form; ``before`` are the lets it may name, ``item`` the index of the subject."""
    lets = "{" + ", ".join([*before, f"tested: {value}"]) + "}"
    made = rule(let=lets, for_each=for_each) if for_each else rule(let=lets)
    seen = view(of)
    runtime = Runtime(seen, subjects(made.subjects, seen)[item], {})
    return Compiler().getter(dict(made.lets)["tested"])(runtime)


def evaluation(*rules: Rule, engine: str = "both", lang: str = "zh") -> Evaluation:
    """Give an evaluation of just these rules, in the shipped pack's clothes."""
    return Evaluation(replace(standard_pack(), rules=rules), engine=engine, lang=lang)


def judge(made: Rule, of: Form, *, lang: str = "zh", engine: str = "both") -> Result:
    """Judge one form by one rule."""
    return evaluation(made, engine=engine, lang=lang).evaluate(of)


def outcomes(made: Rule, of: Form) -> list[str]:
    """Give how one rule ends on each of its subjects, in printed order."""
    return [check.outcome for check in evaluation(made).evaluate(of, keep_all=True).checks]


def holds(condition: str, of: Form, **keys: str) -> str:
    """Give how a rule that requires ``condition`` ends on a form (it must have one subject)."""
    (outcome,) = outcomes(rule(require=condition, **keys), of)
    return outcome
