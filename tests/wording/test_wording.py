"""The sentences of the program: both languages say the same things, and say everything the code asks for."""

import ast
import json
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

import auditor
from auditor.errors import Problem, UsageError
from auditor.rulebook import names
from auditor.rulebook.pack import load_pack
from auditor.wording import LANGUAGES, say

SOURCE: Final = Path(auditor.__file__).parent
WORDING: Final = SOURCE / "wording"
FILE_ENDINGS: Final = ("yaml", "json", "csv", "html", "txt", "py")
AREAS: Final = sorted(path.stem for path in (WORDING / "zh").glob("*.json"))


def sentences(lang: str, area: str) -> dict[str, str]:
    """Give the sentences of one file, with no key written twice."""

    def once(pairs: list[tuple[str, str]]) -> dict[str, str]:
        keys = [key for key, _ in pairs]
        assert len(set(keys)) == len(keys), (
            f"{lang}/{area}: written twice: {sorted(key for key in keys if keys.count(key) > 1)}"
        )
        return dict(pairs)

    found: dict[str, str] = json.loads(
        (WORDING / lang / f"{area}.json").read_text(encoding="utf-8"), object_pairs_hook=once
    )
    return found


def placeholders(sentence: str) -> set[str]:
    """Give the names a sentence wants filled."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def every() -> list[tuple[str, str]]:
    """Give every (area, name) of the Chinese sentences."""
    return [(area, name) for area in AREAS for name in sentences("zh", area)]


def test_same_areas() -> None:
    """Every area has a file in each language, and nothing else lies there."""
    for lang in LANGUAGES:
        assert sorted(path.name for path in (WORDING / lang).iterdir()) == [f"{area}.json" for area in AREAS]


@pytest.mark.parametrize("area", AREAS)
def test_same_keys(area: str) -> None:
    """Both languages have the same sentences, in the same order."""
    assert list(sentences("zh", area)) == list(sentences("en", area))


@pytest.mark.parametrize(("area", "name"), every())
def test_same_placeholders(area: str, name: str) -> None:
    """Both languages fill the same names, plainly named, and neither is empty."""
    zh, en = sentences("zh", area)[name], sentences("en", area)[name]
    assert placeholders(zh) == placeholders(en)
    assert all(placeholder.isidentifier() for placeholder in placeholders(zh))
    assert zh.strip()
    assert en.strip()


@pytest.mark.parametrize(("area", "name"), every())
def test_each_in_its_language(area: str, name: str) -> None:
    """English sentences hold no Chinese but in examples; a sentence of words is not the same in both."""
    zh, en = sentences("zh", area)[name], sentences("en", area)[name]
    bare = zh
    for placeholder in placeholders(zh):
        bare = bare.replace(f"{{{placeholder}}}", "")
    if any("\u4e00" <= char <= "\u9fff" for char in bare):
        assert zh != en
    assert not any(char in "，。；：？！（）“”" for char in en), en


def trees() -> Iterator[tuple[Path, ast.Module]]:
    """Give the syntax tree of every module of the program."""
    for path in sorted(SOURCE.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def keys_in_code() -> tuple[set[tuple[str, str]], list[tuple[str, str]]]:
    """Give every ``area.name`` text in the code, and a pattern for every one that an f-string puts together."""
    plain: set[tuple[str, str]] = set()
    patterns: list[tuple[str, str]] = []
    for _, tree in trees():
        inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                texts = [str(part.value) if isinstance(part, ast.Constant) else "\0" for part in node.values]
                area, dot, name = "".join(texts).partition(".")
                if dot and area in AREAS and name not in ("\0", ""):
                    patterns.append((area, re.escape(name).replace("\0", r"\w+")))
                elif dot and area in AREAS:
                    patterns.append((area, r"\w+"))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
                area, dot, name = node.value.partition(".")
                if dot and area in AREAS and name.isidentifier() and name not in FILE_ENDINGS:
                    plain.add((area, name))
    return plain, patterns


PLAIN, PATTERNS = keys_in_code()


@pytest.mark.parametrize(("area", "name"), sorted(PLAIN))
def test_every_key_in_the_code_exists(area: str, name: str) -> None:
    """A sentence that the code names is there."""
    assert name in sentences("zh", area)


@pytest.mark.parametrize(("area", "pattern"), sorted(set(PATTERNS)))
def test_every_completed_key_exists(area: str, pattern: str) -> None:
    """A sentence whose key the code puts together is there at least once."""
    assert any(re.fullmatch(pattern, name) for name in sentences("zh", area))


WORDS_IN_CODE: Final = {
    word
    for _, tree in trees()
    for node in ast.walk(tree)
    if isinstance(node, ast.Constant) and isinstance(node.value, str)
    for word in [node.value]
} | {
    node.target.id
    for _, tree in trees()
    for node in ast.walk(tree)
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
}
"""Texts in the code, and the names of fields: the limits go by theirs."""


@pytest.mark.parametrize("area", AREAS)
def test_no_sentence_is_left_over(area: str) -> None:
    """Every sentence is said somewhere: the code names its key, or puts it together out of words it names."""
    left = []
    for name in () if area in ("names", "groups") else sentences("zh", area):
        groups = [re.fullmatch(pattern.replace(r"\w+", r"(\w+)"), name) for other, pattern in PATTERNS if other == area]
        composed = any(match and all(word in WORDS_IN_CODE for word in match.groups()) for match in groups)
        if (area, name) not in PLAIN and not composed:
            left.append(name)
    assert not left


def test_every_name_of_the_rule_language_has_words() -> None:
    """The area ``names`` has a label for every attribute, every field of the form and every word, and no other."""
    attributes = {name for element in names.ELEMENTS.values() for name in element}
    fields = {names.printed_field(name).replace(".", "_") for name in names.FORM}
    words = {f"word_{word}" for word in names.SPOKEN}
    cells = {"indicator_half_year", "indicator_full_year"}
    assert set(sentences("zh", "names")) == attributes | fields | words | cells


def test_every_group_of_the_shipped_rules_has_a_title() -> None:
    """The area ``groups`` has a title for every group of rules, and no other."""
    assert set(sentences("zh", "groups")) == {rule.group for rule in load_pack().rules}


def test_say() -> None:
    """A sentence is filled in the language asked for; an unknown key is a programming error."""
    assert say("zh", "finding.unnamed_row", number=3) == "第 3 行（名称未填）"
    assert say("en", "finding.unnamed_row", number=3) == "row 3 (no name)"
    with pytest.raises(KeyError):
        say("zh", "finding.no_such_sentence")


@pytest.mark.parametrize("detail", ["key", "lang", "file", "line", "column", "value"])
def test_details_of_any_name(detail: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence may fill any name: none is taken by the function that says it or the error that carries it."""
    monkeypatch.setattr("auditor.wording._area", lambda _lang, _area: {"x": f"<{{{detail}}}>"})
    assert say("zh", "any.x", **{detail: "y"}) == "<y>"
    assert Problem("f", 1, 2, "any.x", ((detail, "y"),)).render("en") == "f:1:2: <y>"
    assert UsageError("any.x", **{detail: "y"}).render("zh") == "<y>"
