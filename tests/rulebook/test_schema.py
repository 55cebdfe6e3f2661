"""The JSON Schema: it accepts every shipped file and rejects every mistake that a schema can see.

check-jsonschema is what authors run; it is asked once for all files, for it starts slowly.
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import pytest

from auditor.findings.schemas import RULE_SCHEMA, schemas
from auditor.rulebook import batchnames, names, rulefile, verbs
from auditor.rulebook.expressions import COMPARISONS
from auditor.rulebook.pack import load_pack
from tests.checking.build import standard_pack

ROOT: Final = Path(__file__).parents[2]
MISTAKES: Final = sorted((Path(__file__).parent / "mistakes").glob("*.yaml"))
RULES: Final = sorted(
    path for path in standard_pack().folder.glob("rules/*/*.yaml") if not path.name.endswith(".test.yaml")
)
BEYOND: Final = {
    # What a name of the rule's own stands for is known only when the rule is read.
    "at-a-computed-let": "a let that is no field",
    "at-a-word": "a loop variable that is a word",
    "count-of-a-quantity": "a loop variable that is a quantity",
    "count-of-a-row": "a loop variable that is a row",
    "form-name-over-forms": "funding could be a name of the rule's own",
    "join-by-a-target": "what kind of value an attribute of several kinds of row is",
    "join-attribute-of-one-side": "what the loop variable has",
    "join-compared": "a name that is a join",
    "join-of-two-types": "types of both sides of a join",
    "list-of-one-value": "an attribute of a loop variable, not of a join",
    "then-without-a-finding": "what the loop variable is",
    "unknown-group-in-where": "a word could be a let",
    "flag-typo": "ture could be a let",
    "later-let": "order of the lets",
    "let-named-as-variable": "a let named like the loop variable",
    "number-compared-with-text": "a let compared with a text",
    "number-contains": "a let that is a number",
    "placeholder-in-fix": "names of the rule within a sentence",
    "placeholder-of-a-column": "names within a sentence",
    "placeholder-typo": "names of the rule within a sentence",
    "unknown-param": "params of the rule",
    # A text that is no name may be a constant.
    "field-name-typo": "a word could be a let",
    "text-typo": "a word could be a let or a constant",
    # Other things that are not in the values.
    "id-of-another-file": "the name of the file",
    "number-underscore": "YAML reads 2_024 as a number before any schema sees it",
    "where-without-collection": "what a filter runs over",
    "years-without-group": "the groups of a regular expression",
}
"""Mistakes that no schema can see, and why."""


def checked(schema: str, files: Iterable[Path], folder: Path) -> set[str]:
    """Give the names of the files that check-jsonschema rejects or cannot parse."""
    path = folder / "checked.schema.json"
    path.write_text(schema, encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "-o", "json", "--schemafile", str(path), *map(str, files)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode in (0, 1), ran.stderr
    told: dict[str, Any] = json.loads(ran.stdout)
    return {Path(error["filename"]).name for error in (*told["errors"], *told.get("parse_errors", []))}


@pytest.fixture(scope="module")
def shipped() -> dict[str, str]:
    """Give the schemas of the shipped pack."""
    return schemas(standard_pack())


def test_every_shipped_rule_is_accepted(shipped: dict[str, str], tmp_path: Path) -> None:
    """No shipped rule is rejected."""
    assert len(RULES) >= len(standard_pack().rules)
    assert checked(shipped[RULE_SCHEMA], RULES, tmp_path) == set()


def test_every_mistake_is_rejected(shipped: dict[str, str], tmp_path: Path) -> None:
    """Every example of a mistake is rejected, but for those that are told to be beyond a schema, and no more of those."""
    rejected = checked(shipped[RULE_SCHEMA], MISTAKES, tmp_path)
    assert {path.stem for path in MISTAKES if path.name not in rejected} == set(BEYOND)


def test_tests_packs_and_vocabularies_are_accepted(shipped: dict[str, str], tmp_path: Path) -> None:
    """The shipped tests, pack and vocabulary files are accepted by the schemas of their kinds."""
    folder = standard_pack().folder
    for name, pattern in (
        ("test.schema.json", "rules/*/*.test.yaml"),
        ("pack.schema.json", "pack.yaml"),
        ("vocabulary.schema.json", "vocabulary/*.yaml"),
    ):
        files = sorted(folder.glob(pattern))
        assert files
        assert checked(shipped[name], files, tmp_path) == set()


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ("test.schema.json", "rule: A-01\nform: f\ncases: [{name: a, expect: passes}]\n"),
        ("test.schema.json", "rule: A-01\nform: f\ncases: [{name: a, expect: pass, set: {funding.totl: 1}}]\n"),
        ("test.schema.json", "rule: A-01\nform: f\ncases: [{name: a, expect: pass, remove: [indicator]}]\n"),
        ("test.schema.json", "rule: A-01\ncases: []\n"),
        ("pack.schema.json", "name: a\nversion: '1'\n"),
        ("pack.schema.json", "name: a\nverison: '1'\nextends: standard\n"),
        ("pack.schema.json", "name: a\nversion: '1'\ndocuments: {a: {title: b}}\n"),
        ("vocabulary.schema.json", "wrods: {vague: [若干]}\n"),
        ("vocabulary.schema.json", "words: {vague: 若干}\n"),
        ("vocabulary.schema.json", "operators: {'~': {before: [不是]}}\n"),
    ],
)
def test_other_files_with_a_mistake(shipped: dict[str, str], schema: str, text: str, tmp_path: Path) -> None:
    """Tests, packs and vocabulary files with a mistake are rejected."""
    path = tmp_path / "wrong.yaml"
    path.write_text(text, encoding="utf-8")
    assert checked(shipped[schema], [path], tmp_path) == {"wrong.yaml"}


def test_everything_of_the_tables_is_in_it(shipped: dict[str, str]) -> None:
    """Every key, verb, comparison, name, word list, document and column can be completed, and keys have a help text."""
    schema = json.loads(shipped[RULE_SCHEMA])
    assert list(schema["properties"]) == list(rulefile.KEYS)
    assert schema["allOf"][0]["else"]["required"] == list(rulefile.NEEDED)
    assert [key for key, inner in schema["properties"].items() if not inner["description"]] == []
    parts = schema["definitions"]
    assert {f"verb_{verb}" for verb in verbs.VERBS} <= set(parts)
    assert {"that", "within", *COMPARISONS} == set(parts["comparison"]["properties"])
    singles, tables = parts["value_name"]["enum"], parts["table_name"]["enum"]
    assert {name for name in names.FORM if name not in (*singles, *tables)} == set()
    assert set(parts["word_list"]["enum"]) == {f"vocab.{name}" for name in standard_pack().vocabulary.words}
    assert schema["properties"]["severity"]["enum"] == ["error", "warning", "info"]
    assert parts["value_name"]["enumDescriptions"][singles.index("funding.total")] == "资金总额"


def test_what_a_verb_takes_is_what_its_reader_takes(shipped: dict[str, str]) -> None:
    """A verb of its own shape offers the names that its reader accepts: tables for lookup, numbers for sum."""
    parts = json.loads(shipped[RULE_SCHEMA])["definitions"]
    assert parts["taken_by_lookup"]["enum"] == [name for name, kind in names.FORM.items() if kind in names.COLLECTIONS]
    assert "filed" not in parts["taken_by_lookup"]["enum"]
    assert set(parts["forms_table_name"]["enum"]) == set(batchnames.FORMS)
    summed = parts["taken_by_sum"]["enum"]
    assert "spending.full_year" in summed
    assert "funding.total" in summed
    assert "project_name" not in summed
    assert "spending" not in summed


@pytest.mark.parametrize(
    "change",
    [
        ("waivable: false", 'waivable: "false"'),
        ("within: 0}", 'within: "0.00"}'),
        ('since: "1.0.0"', "since: 1.0"),
        ("see: [spending.full_year]", "see: spending.full_year"),
        ("verified: false", 'verified: "false"'),
        ("require: {that: lines, equals: funding.total, within: 0}", "require: [{that: lines, equals: 100}]"),
    ],
    ids=lambda change: change[1],
)
def test_written_naturally(change: tuple[str, str], shipped: dict[str, str], tmp_path: Path) -> None:
    """What authors write with or without quotes, as one thing or as a list, is accepted either way."""
    text = (standard_pack().folder / "rules/FUND/FUND-05.yaml").read_text(encoding="utf-8")
    assert change[0] in text
    path = tmp_path / "FUND-05.yaml"
    path.write_text(text.replace(change[0], change[1], 1), encoding="utf-8")
    assert checked(shipped[RULE_SCHEMA], [path], tmp_path) == set()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("over: forms", "over: form"),
        ("of: forms", "of: form"),
        ("same: [office]", "same: [offcie]"),
        ("same: [office]", "sane: [office]"),
        ("for_each: {d: offices}", "for_each: {d: office}"),
        ("requires: [budget]", "requires: [bugdet]"),
        ("over: forms\n", ""),
        ("at: d.office\n", ""),
        ("at: d.office\n", "at: d.office\nthen: {note: 甲}\n"),
    ],
)
def test_a_rule_over_forms_with_a_mistake(before: str, after: str, shipped: dict[str, str], tmp_path: Path) -> None:
    """A rule over the forms of a batch has its own names and keys; joins belong to no other rule."""
    text = (standard_pack().folder / "rules/BAT/BAT-05.yaml").read_text(encoding="utf-8")
    assert before in text
    path = tmp_path / "BAT-05.yaml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    assert checked(shipped[RULE_SCHEMA], [path], tmp_path) == {"BAT-05.yaml"}


def test_an_extending_pack(tmp_path: Path) -> None:
    """In a pack that extends another, a file may override an inherited rule; in the base it may not."""
    local = Path(__file__).parent / "packs" / "local"
    overrides = sorted(path for path in local.glob("rules/*/*.yaml") if not path.name.endswith(".test.yaml"))
    assert checked(schemas(load_pack(str(local)))[RULE_SCHEMA], overrides, tmp_path) == set()
    wrong = tmp_path / "SUM-02.yaml"
    wrong.write_text("id: SUM-02\ntitle: 甲\n", encoding="utf-8")
    assert checked(schemas(load_pack(str(local)))[RULE_SCHEMA], [wrong], tmp_path) == {"SUM-02.yaml"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_same_pack_same_bytes(lang: str) -> None:
    """The schemas are the same whenever they are made, and valid JSON of draft 7."""
    first, second = schemas(standard_pack(), lang), schemas(load_pack(), lang)
    assert first == second
    for text in first.values():
        assert json.loads(text)["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_the_schemas_beside_the_shipped_pack_are_today_s(shipped: dict[str, str]) -> None:
    """The schemas lie beside pack.yaml as they are generated today; `auditor rules schema --out FOLDER` writes them."""
    for name, text in shipped.items():
        message = f"{name}: run auditor rules schema --out rules/standard"
        assert (ROOT / "rules/standard" / name).read_text(encoding="utf-8") == text, message


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_every_shipped_rule_leads_to_the_schema(path: Path) -> None:
    """The line for editors at the top of a rule leads to the schema beside pack.yaml."""
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema=")
    assert (path.parent / first.partition("=")[2]).resolve() == (standard_pack().folder / RULE_SCHEMA).resolve()
