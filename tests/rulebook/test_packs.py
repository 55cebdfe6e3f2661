"""Loading packs: from any folder, without network, every mistake of every file at once."""

import shutil
import socket
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest

from auditor.errors import InvalidPack, UsageError
from auditor.rulebook.inheritance import shipped_packs
from auditor.rulebook.pack import Pack, load_pack

PACKS: Final = Path(__file__).parent / "packs"


@pytest.fixture(scope="module")
def small() -> Pack:
    """Give the small valid pack."""
    return load_pack(str(PACKS / "small"))


def test_small_pack(small: Pack) -> None:
    """A pack is read whole: its register, vocabulary, layouts, and its rules in the order of their ids."""
    assert (small.name, small.version, small.title["en"]) == ("small", "0.1.0", "A small pack")
    assert [rule.id for rule in small.rules] == ["SUM-01", "SUM-02"], "a retired rule is not asked"
    assert small.vocabulary.words["empty_words"] == ("待定", "若干")
    assert small.vocabulary.patterns["bracketed"] == r"〔\d{4}〕"
    assert [layout.name for layout in small.layouts] == ["small"]
    assert small.layout("small").names["content"] == "项目内容"
    assert small.folder == PACKS / "small"


def test_register_of_documents(small: Pack) -> None:
    """A document keeps its number and dates as written; one title serves both languages."""
    circular = small.documents["circular"]
    assert (circular.number, circular.issued, circular.in_force) == ("测〔2024〕1号", "2024-01-31", "2024-03-01")
    assert circular.verified
    practice = small.documents["practice"]
    assert practice.title == {"zh": "审核实务", "en": "审核实务"}
    assert (practice.verified, practice.number, practice.issued) == (False, "", "")


def test_rule_of_the_small_pack(small: Pack) -> None:
    """What stands in a rule file arrives as written, numbers with their digits."""
    rule = small.rules[0]
    assert rule.params["slack"].value.value == Decimal("0.010")
    assert str(rule.params["slack"].value.value) == "0.010"
    assert (rule.params["slack"].unit, rule.params["slack"].decided_by["en"]) == ("万元", "the tests")
    assert (rule.severity, rule.status, rule.waivable) == ("error", "stable", False)
    assert rule.requires == ("funding.total", "spending")
    assert rule.amount_is_difference
    assert rule.basis[0].document == "circular"
    assert rule.file == "rules/SUM/SUM-01.yaml"
    assert small.rules[1].waivable, "waivable unless the rule says otherwise"
    assert small.rules[1].title["en"] == small.rules[1].title["zh"]


def test_shipped_pack() -> None:
    """The shipped pack loads by its name; every rule has words in both languages and a document it rests on."""
    pack = load_pack("standard")
    assert "standard" in shipped_packs()
    assert len(pack.rules) >= 66
    for rule in pack.rules:
        for texts in (rule.title, rule.says) if rule.effect else (rule.title, rule.fix, rule.says):
            assert all(texts[lang] for lang in ("zh", "en")), rule.id
        assert rule.basis, rule.id
        assert {basis.document for basis in rule.basis} <= set(pack.documents), rule.id


def test_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped pack is found wherever the command is run, and no network is asked for."""

    def no_network(*_arguments: object, **_names: object) -> None:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket, "socket", no_network)
    monkeypatch.chdir(tmp_path)
    assert load_pack("standard").name == "standard"


def test_by_relative_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder may be given relative to where the command is run."""
    shutil.copytree(PACKS / "small", tmp_path / "mine")
    monkeypatch.chdir(tmp_path)
    assert load_pack("mine").name == "small"


@pytest.mark.parametrize("name", ["nowhere", "", "../small"])
def test_no_such_pack(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pack that is not there is one sentence that names the shipped packs."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError) as caught:
        load_pack(name)
    assert f"“{name}”" in caught.value.render("zh")
    assert "standard" in caught.value.render("zh")
    assert f'"{name}"' in caught.value.render("en")
    assert "standard" in caught.value.render("en")


def broken() -> InvalidPack:
    """Load the broken pack and give its error."""
    with pytest.raises(InvalidPack) as caught:
        load_pack(str(PACKS / "broken"))
    return caught.value


@pytest.mark.parametrize(
    ("place", "key"),
    [
        ("layouts/layout.yaml:1:1", "reading.layout_unknown_key"),
        ("pack.yaml:2:1", "pack.missing_key"),
        ("pack.yaml:3:1", "pack.unknown_key"),
        ("pack.yaml:5:13", "pack.missing_key"),
        ("rules/OTHER/SUM-01.yaml:5:8", "pack.group_folder"),
        ("rules/SUM/OTHER-01.yaml:5:8", "pack.group_folder"),
        ("rules/SUM/SUM-01.yaml:9:17", "pack.unknown_name"),
        ("rules/SUM/SUM-02.yaml:12:7", "pack.colon"),
        ("rules/SUM/SUM-03.yaml:1:1", "pack.not_a_mapping"),
        ("rules/SUM/SUM-04.yaml:1:1", "pack.empty"),
        ("rules/SUM/SUM-05.yaml:1:1", "pack.unreadable"),
        ("vocabulary/a-section.yaml:1:1", "pack.unknown_key"),
        ("vocabulary/b-shape.yaml:2:10", "pack.wrong_type"),
        ("vocabulary/c-pattern.yaml:2:10", "pack.pattern"),
    ],
)
def test_every_mistake_of_every_file(place: str, key: str) -> None:
    """The mistakes of head, vocabulary, layout and rules are told together, each with its file, line and column."""
    told = [(f"{problem.file}:{problem.line}:{problem.column}", problem.key) for problem in broken().problems]
    assert (place, key) in told


def test_one_line_each() -> None:
    """An invalid pack is told in the language asked for, one line per mistake, in the order of the files."""
    error = broken()
    for lang in ("zh", "en"):
        lines = error.render(lang).splitlines()
        assert len(lines) == len(error.problems)
        assert [line.split(":")[0] for line in lines] == sorted(line.split(":")[0] for line in lines)
    assert error.exit_code == 4


def test_same_id_twice(tmp_path: Path) -> None:
    """An id is used once: the second file is told, with the file of the first."""
    folder = tmp_path / "twice"
    shutil.copytree(PACKS / "small", folder)
    (folder / "rules" / "SAME").mkdir()
    shutil.copy(folder / "rules/SUM/SUM-01.yaml", folder / "rules/SAME/SUM-01.yaml")
    with pytest.raises(InvalidPack) as caught:
        load_pack(str(folder))
    assert "rules/SUM/SUM-01.yaml:1:5" in caught.value.render("en")
    assert "already used in rules/SAME/SUM-01.yaml" in caught.value.render("en")
    assert "与 rules/SAME/SUM-01.yaml 重复" in caught.value.render("zh")


@pytest.mark.parametrize("name", ["SUM-09.yml", "../SUM-09.yaml", "SUM-09.test.yaml"])
def test_a_rule_file_is_never_passed_over(name: str, tmp_path: Path) -> None:
    """A rule file with another suffix or one folder too high, or a test without its rule, is told, not left out."""
    folder = tmp_path / "stray"
    shutil.copytree(PACKS / "small", folder)
    text = (folder / "rules/SUM/SUM-01.yaml").read_text(encoding="utf-8")
    (folder / "rules/SUM" / name).write_text(text.replace("SUM-01", "SUM-09"), encoding="utf-8")
    with pytest.raises(InvalidPack) as caught:
        load_pack(str(folder))
    assert "SUM-09" in caught.value.render("zh")


@pytest.mark.parametrize(
    "text", ["name: x\nversion: '1'\ndocuments: [a]\n", "name: x\nversion: '1'\ndocuments: none\n"]
)
def test_register_of_the_wrong_kind(text: str, tmp_path: Path) -> None:
    """A register that is no mapping is told where it stands."""
    (tmp_path / "pack.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidPack) as caught:
        load_pack(str(tmp_path))
    assert "pack.yaml:3:12" in caught.value.render("zh")
    assert "pack.yaml:3:12" in caught.value.render("en")
