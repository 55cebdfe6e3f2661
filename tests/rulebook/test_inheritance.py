"""``extends``: what a pack takes from its base, what it may change, and every mistake that can be made with it."""

import re
import shutil
from pathlib import Path
from typing import Final

import pytest

from auditor.errors import InvalidPack
from auditor.findings.lint import lint_pack
from auditor.findings.ruletests import run_tests
from auditor.marked import Reporter
from auditor.rulebook.inheritance import MAX_CHAIN
from auditor.rulebook.pack import Pack, load_pack, load_packs
from auditor.version import VERSION

PACKS: Final = Path(__file__).parent / "packs"
RULE: Final = (PACKS / "local/rules/LOC/LOC-01.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def local() -> Pack:
    """Give the pack that extends the small one."""
    return load_pack(str(PACKS / "local"))


@pytest.fixture(scope="module")
def cityward() -> Pack:
    """Give the pack that extends the local one."""
    return load_pack(str(PACKS / "cityward"))


def test_what_is_taken(local: Pack) -> None:
    """Rules, documents, layouts and words of the base are there, and the pack's own beside them."""
    assert [rule.id for rule in local.rules] == ["LOC-01", "SUM-01", "SUM-02"]
    assert list(local.documents) == ["circular", "practice", "own-circular"]
    assert [layout.name for layout in local.layouts] == ["small"]
    assert local.vocabulary.words["empty_words"] == ("待定", "若干", "视情况"), "lists of one name are joined"
    assert (local.name, local.version, local.folder) == ("local", "2024.1", PACKS / "local")
    assert [layer.name for layer in local.layers] == ["small", "local"]


def test_override(local: Pack) -> None:
    """An override changes what it holds and nothing else; the rule stays the base's, and its words come from all."""
    base, rule = load_pack(str(PACKS / "small")).rules[0], local.rules[1]
    assert (rule.severity, rule.waivable, rule.status) == ("warning", True, base.status)
    assert (rule.params["slack"].value.shown, rule.params["slack"].unit) == ("0.5", "万元")
    assert rule.params["slack"].decided_by == {"zh": "本局预算科", "en": "our budget section"}
    assert (rule.title, rule.basis, rule.file) == (base.title, base.basis, "../small/rules/SUM/SUM-01.yaml")
    source = local.sources["SUM-01"]
    assert source.stated.layer.name == "small"
    assert [file.shown for file in source.files] == ["../small/rules/SUM/SUM-01.yaml", "rules/SUM/SUM-01.yaml"]
    assert local.rules[2].status == "stable", "a local pack may turn on what the base has on trial"
    assert local.rules[2].basis[0].document == "own-circular"


def test_replaced_rule_and_list(cityward: Pack) -> None:
    """``replaces`` and ``replace_words`` take the place of what the packs below say; overrides below are gone."""
    rule = next(rule for rule in cityward.rules if rule.id == "SUM-01")
    assert (rule.title["en"], rule.severity, rule.params) == ("The total covers the lines", "info", {})
    assert cityward.sources["SUM-01"].stated.layer.name == "cityward"
    assert cityward.vocabulary.words["empty_words"] == ("另行通知",)
    assert [layer.name for layer in cityward.layers] == ["small", "local", "cityward"]


@pytest.mark.parametrize(("name", "failing"), [("local", []), ("cityward", ["SUM-02"])])
def test_rule_tests(name: str, failing: list[str]) -> None:
    """Rules are tested by the nearest test file, on the base's sample form.

    The third pack replaced the word list that the second pack's test of SUM-02 relies on: that is seen.
    """
    reporter = Reporter()
    results = list(run_tests(load_pack(str(PACKS / name)), reporter))
    assert reporter.problems == []
    assert sorted({case.rule_id for tests in results for case in tests.cases if case.problems}) == failing
    assert {tests.rule.id: len(tests.cases) for tests in results} == {"LOC-01": 2, "SUM-01": 4, "SUM-02": 4}


def test_lint_covers_the_base() -> None:
    """The local pack has no mistake; a mistake of its base is told with the base's name before the file."""
    assert lint_pack(PACKS / "local") == ([], 3)


def test_without_a_test_of_its_own_the_base_tests_the_override(tmp_path: Path) -> None:
    """An override without a test beside it is tested by the base's test, which shows what it changed."""
    shutil.copytree(PACKS / "small", tmp_path / "small")
    shutil.copytree(PACKS / "local", tmp_path / "local")
    (tmp_path / "local/rules/SUM/SUM-01.test.yaml").unlink()
    results = run_tests(load_pack(str(tmp_path / "local")), Reporter(), frozenset({"SUM-01"}))
    (failed,) = [case for tests in results for case in tests.cases if case.problems]
    assert (failed.case, failed.outcome, failed.file) == ("not quite", "pass", "../small/rules/SUM/SUM-01.test.yaml")


def test_shipped_base(tmp_path: Path) -> None:
    """A pack of one file extends the shipped pack, and has all its rules and layouts."""
    write(tmp_path / "mine", {"pack.yaml": "name: mine\nversion: '1'\nextends: standard\n"})
    mine, standard = load_pack(str(tmp_path / "mine")), load_pack()
    assert [rule.id for rule in mine.rules] == [rule.id for rule in standard.rules]
    assert [layout.name for layout in mine.layouts] == [layout.name for layout in standard.layouts]
    assert {source.stated.layer.name for source in mine.sources.values()} == {"standard"}
    assert (mine.name, mine.version, mine.title["zh"]) == ("mine", "1", "mine")


def write(folder: Path, files: dict[str, str]) -> None:
    """Write the files of a pack."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def told(folder: Path, *others: Path) -> list[str]:
    """Load packs that have mistakes, and give each mistake as ``file:line:column key``."""
    with pytest.raises(InvalidPack) as caught:
        load_packs([str(folder), *map(str, others)])
    for problem in caught.value.problems:
        assert problem.render("zh") != problem.render("en")
        assert not re.search(r"\{\w+\}", problem.render("zh"))
    return [f"{each.file}:{each.line}:{each.column} {each.key.partition('.')[2]}" for each in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id: SUM-09\nseverity: info\n", ["1:5 override_unknown"]),
        ("id: SUM-01\ntitle: x\nfix: y\n", ["2:1 override_key", "3:1 override_key"]),
        ("id: SUM-01\n", ["1:5 override_nothing"]),
        ("id: SUM-03\nstatus: stable\n", ["1:5 override_retired"]),
        ("id: SUM-01\nseverity: fatal\nstatus: on\nwaivable: never\n", ["2:11 choice", "3:9 choice", "4:11 choice"]),
        ("id: SUM-01\nbasis: [{doc: nowhere, at: x, verified: false}]\n", ["2:15 choice"]),
        ("id: SUM-01\nparams: {slak: {value: 1}}\n", ["2:10 unknown_key"]),
        ("id: SUM-01\nparams: {slack: 1}\n", ["2:17 override_bare"]),
        ("id: SUM-01\nparams: {slack: {value: 多}}\n", ["2:25 wrong_type"]),
        ("id: SUM-01\nparams: {slack: {value: [1]}}\n", ["2:25 wrong_type"]),
        ("id: SUM-01\nparams: {slack: {valu: 1}}\n", ["2:17 missing_key", "2:18 unknown_key"]),
        ("id: SUM-01\nparams: [slack]\n", ["2:9 wrong_type"]),
        (RULE.replace("LOC", "SUM"), ["1:5 restated"]),
        (RULE.replace("LOC", "SUM") + "replaces: SUM-02\n", ["13:11 choice"]),
        (RULE.replace("LOC-01", "SUM-08").replace("LOC", "SUM") + "replaces: SUM-08\n", ["13:11 override_unknown"]),
    ],
)
def test_mistakes_of_an_override(text: str, expected: list[str], tmp_path: Path) -> None:
    """Each mistake is told once, where it stands in the extending pack."""
    shutil.copytree(PACKS / "small", tmp_path / "small")
    rule_id = text.splitlines()[0].removeprefix("id: ")
    head = (PACKS / "local/pack.yaml").read_text(encoding="utf-8")
    write(tmp_path / "mine", {"pack.yaml": head, f"rules/SUM/{rule_id}.yaml": text})
    assert told(tmp_path / "mine") == [f"rules/SUM/{rule_id}.yaml:{place}" for place in expected]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("rules/SUM/SUM-02.yaml", "1:5 id_file"), ("rules/OTHER/SUM-01.yaml", "1:5 group_folder")],
)
def test_an_override_lies_where_its_rule_would(name: str, expected: str, tmp_path: Path) -> None:
    """An override in a file or folder of another name is told."""
    shutil.copytree(PACKS / "small", tmp_path / "small")
    head = "name: mine\nversion: '1'\nextends: ../small\n"
    write(tmp_path / "mine", {"pack.yaml": head, name: "id: SUM-01\nseverity: info\n"})
    assert told(tmp_path / "mine") == [f"{name}:{expected}"]


def head(name: str, more: str = "") -> dict[str, str]:
    """Give the only file of a pack."""
    return {"pack.yaml": f"name: {name}\nversion: '1'\n{more}"}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("extends: .\n", "pack.yaml:3:10 circular"),
        ("extends: ../b\n", "../b/pack.yaml:3:10 circular"),
        ("extends: standrad\n", "pack.yaml:3:10 base_name"),
        ("extends: ../nowhere\n", "pack.yaml:3:10 base_path"),
        ("extends: [standard]\n", "pack.yaml:3:10 wrong_type"),
        ("extends:\n", "pack.yaml:3:9 wrong_type"),
        ("extends: ../same\n", "pack.yaml:1:7 same_name"),
        ("extends: standard\nversion: '2'\n", "pack.yaml:4:1 duplicate_key"),
        ("extends: standard\nneeds_engine: '>=99'\n", "pack.yaml:4:15 needs_engine"),
        ("extends: standard\nneeds_engine: newest\n", "pack.yaml:4:15 bad_range"),
    ],
)
def test_mistakes_of_the_head(more: str, expected: str, tmp_path: Path) -> None:
    """Each mistake of the head is told once, at its place, and draws no others after it."""
    write(tmp_path / "a", head("a", more))
    write(tmp_path / "b", head("b", "extends: ../a\n"))
    write(tmp_path / "same", head("a", "documents: {}\n"))
    assert told(tmp_path / "a") == [expected]


@pytest.mark.parametrize("version", ["1.x", "v1", "", "1.2.3.4.5", "１.０", "-1"])
def test_bad_version(version: str, tmp_path: Path) -> None:
    """A version is numbers with dots."""
    write(tmp_path, {"pack.yaml": f"name: a\nversion: '{version}'\ndocuments: {{}}\n"})
    assert told(tmp_path) == ["pack.yaml:2:10 bad_version"]


def test_a_pack_for_a_newer_engine_says_only_that(tmp_path: Path) -> None:
    """What an older program does not understand is not held against a pack for a newer one."""
    more = "needs_engine: '>=77'\nnew_key: 1\ndocuments: {}\n"
    write(tmp_path, head("a", more) | {"rules/A/A-01.yaml": "new: verb\n"})
    with pytest.raises(InvalidPack) as caught:
        load_pack(str(tmp_path))
    assert caught.value.render("zh").count("\n") == 0
    assert f">=77 的 auditor，当前是 {VERSION}" in caught.value.render("zh")
    assert f">=77, and this is {VERSION}" in caught.value.render("en")


def test_a_circle_is_drawn(tmp_path: Path) -> None:
    """The message shows the circle."""
    for name, base in (("a", "b"), ("b", "c"), ("c", "b")):
        write(tmp_path / name, head(name, f"extends: ../{base}\n"))
    with pytest.raises(InvalidPack) as caught:
        load_pack(str(tmp_path / "a"))
    assert caught.value.render("en").endswith("b → c → b")
    assert caught.value.render("zh").startswith("../c/pack.yaml:3:10: extends 形成循环")


def test_a_chain_ends(tmp_path: Path) -> None:
    """As many packs in a chain as allowed are read, one more is told."""
    for number in range(MAX_CHAIN + 1):
        below = f"extends: ../p{number - 1}\n" if number else "documents: {}\n"
        write(tmp_path / f"p{number}", head(f"p{number}", below))
    assert len(load_pack(str(tmp_path / f"p{MAX_CHAIN - 1}")).layers) == MAX_CHAIN
    assert told(tmp_path / f"p{MAX_CHAIN}") == ["../p1/pack.yaml:3:10 chain_too_long"]


def test_mistakes_of_the_base_are_named_by_it(tmp_path: Path) -> None:
    """A file of the base and a file of the pack of one name are told apart."""
    shutil.copytree(PACKS / "small", tmp_path / "small")
    rule = tmp_path / "small/rules/SUM/SUM-01.yaml"
    rule.write_text(rule.read_text(encoding="utf-8").replace("at: funding.total", "at: funding.totl"), "utf-8")
    override = {"rules/SUM/SUM-01.yaml": "id: SUM-01\nseverity: fatal\n"}
    write(tmp_path / "mine", head("mine", "extends: ../small\n") | override)
    assert told(tmp_path / "mine") == [
        "../small/rules/SUM/SUM-01.yaml:16:5 unknown_name",
        "rules/SUM/SUM-01.yaml:2:11 choice",
    ]


def test_two_packs_of_one_name(tmp_path: Path) -> None:
    """Packs of one run have names of their own; a pack and its base in one run would ask every rule twice."""
    small, local = PACKS / "small", PACKS / "local"
    copy = tmp_path / "copy"
    shutil.copytree(small, copy)
    assert told(small, copy) == [f"{copy}/pack.yaml:2:7 same_name"]
    assert told(small, small) == [f"{small}/pack.yaml:2:7 same_name"]
    assert told(local, small) == [f"{small}/pack.yaml:2:7 same_name"]
    assert told(small, local) == [f"{small}/pack.yaml:2:7 same_name"]


def test_mistakes_of_several_packs_are_told_together(tmp_path: Path) -> None:
    """The mistakes of two packs of a run are told at once, each under the name it was given by."""
    for name in ("a", "b"):
        write(tmp_path / name, {"pack.yaml": f"name: {name}\nversion: x\ndocuments: {{}}\n"})
    first, second = told(tmp_path / "a", tmp_path / "b")
    assert first == f"{tmp_path}/a/pack.yaml:2:10 bad_version"
    assert second == f"{tmp_path}/b/pack.yaml:2:10 bad_version"


def test_words_that_no_base_has(tmp_path: Path) -> None:
    """A list that is to be replaced must be there."""
    shutil.copytree(PACKS / "small", tmp_path / "small")
    words = {"vocabulary/w.yaml": "replace_words: {empty_word: [甲]}\n"}
    write(tmp_path / "mine", head("mine", "extends: ../small\n") | words)
    assert told(tmp_path / "mine") == ["vocabulary/w.yaml:1:17 unknown_key"]


def test_a_layout_takes_the_place_of_the_base_one(tmp_path: Path) -> None:
    """A layout of the name of an inherited one is used instead; the rules of the base are still read."""
    shutil.copytree(PACKS / "small", tmp_path / "small")
    layout = {"layouts/small.yaml": "begins: {titles: [简]}\nfields: {project_name: {label: 名称}}\n"}
    write(tmp_path / "mine", head("mine", "extends: ../small\n") | layout)
    (found,) = load_pack(str(tmp_path / "mine")).layouts
    assert found.names["project_name"] == "名称"


def test_no_pack_in_the_folder(tmp_path: Path) -> None:
    """A folder without pack.yaml is told as such, an empty pack.yaml as empty."""
    assert told(tmp_path) == [f"{tmp_path.as_posix()}/pack.yaml:1:1 no_head"]
    (tmp_path / "pack.yaml").touch()
    assert told(tmp_path) == ["pack.yaml:1:1 empty"]


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("[甲, 乙]", "丙，丁 ,戊", ("丙", "丁", "戊")),
        ("[甲]", "丙", ("丙",)),
        ("甲", "丙, 丁", "丙, 丁"),
        ('"1.50"', "2.00", "2.00"),
    ],
)
def test_kinds_of_thresholds(kind: str, text: str, value: object, tmp_path: Path) -> None:
    """A threshold set for a run is read as what the pack has: a list of words, a text, a number with its digits."""
    shutil.copytree(PACKS / "small", tmp_path / "small")
    params = f"params: {{p: {{value: {kind}, decided_by: 测试}}}}\n"
    write(tmp_path / "small", {"rules/LOC/LOC-01.yaml": RULE.replace("own-circular", "practice") + params})
    (rule, *_) = load_pack(str(tmp_path / "small"), {"LOC-01.p": text}).rules
    found = rule.params["p"].value.value
    assert (str(found) if kind.startswith('"') else found) == value
