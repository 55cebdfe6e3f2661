"""The rule reference: a page a rule, an index by dimension, group and basis, and no link that leads nowhere."""

import re
from dataclasses import replace
from typing import Final

import pytest

from auditor.reporting.rule_docs import INDEX, rule_docs
from auditor.rulebook.rule import Basis
from tests.checking.build import standard_pack

PACK: Final = replace(standard_pack(), rules=standard_pack().rules[::9])
LINK: Final = re.compile(r"(?<!\\)\]\(([^)]+)\)")


@pytest.fixture(scope="module", params=["zh", "en"])
def pages(request: pytest.FixtureRequest) -> dict[str, str]:
    """Give the reference of some shipped rules in each language."""
    return rule_docs(PACK, request.param)


def test_a_page_for_each_rule(pages: dict[str, str]) -> None:
    """Every rule has its page, which begins with its id; nothing else but the index is there."""
    assert set(pages) == {INDEX, *(f"{rule.id}.md" for rule in PACK.rules)}
    for rule in PACK.rules:
        assert pages[f"{rule.id}.md"].startswith(f"# {rule.id} ")


def test_every_link_leads_somewhere(pages: dict[str, str]) -> None:
    """Every target exists, and every page can be reached from the index and leads back."""
    for name, text in pages.items():
        targets = LINK.findall(text)
        assert targets, name
        assert set(targets) <= set(pages), name
    assert set(LINK.findall(pages[INDEX])) == {name for name in pages if name != INDEX}
    assert all(INDEX in LINK.findall(text) for name, text in pages.items() if name != INDEX)


def test_index_lists_what_is_not_there() -> None:
    """Documents without a rule and rules without a verified article are listed, and only those."""
    verified = PACK.rules[0]
    checked = replace(verified, basis=(Basis(verified.basis[0].document, "第一条", verified=True),))
    pack = replace(PACK, rules=(checked, *PACK.rules[1:]))
    text = rule_docs(pack, "zh")[INDEX]
    unverified = text.partition("## 依据尚未与原文核对的规则")[2]
    assert f"[{verified.id}]" not in unverified
    assert all(f"[{rule.id}]" in unverified for rule in PACK.rules[1:])
    assert "第一条（已与原文核对）：" in text
    used = {basis.document for rule in pack.rules for basis in rule.basis}
    unused = text.partition("## 没有规则引用的依据文件")[2].partition("\n## ")[0]
    for name, document in pack.documents.items():
        line = f"- {document.title['zh']} {document.number}".strip()
        assert (line in unused.splitlines()) == (name not in used)


def test_each_rule_stands_once_in_each_listing(pages: dict[str, str]) -> None:
    """By dimension and by group every rule stands exactly once."""
    sections = re.split(r"(?m)^## ", pages[INDEX])
    for section in sections[1:3]:
        assert sorted(LINK.findall(section)) == sorted(f"{rule.id}.md" for rule in PACK.rules)


def test_texts_are_printed_as_they_are() -> None:
    """What Markdown would read as markup is escaped."""
    rule = replace(PACK.rules[0], title={"zh": "甲*乙*[丙](x.md)|<b>", "en": "a"})
    pages = rule_docs(replace(PACK, rules=(rule,)), "zh")
    assert rf"# {rule.id} 甲\*乙\*\[丙\](x.md)\|\<b\>" in pages[f"{rule.id}.md"]
    assert set(LINK.findall(pages[INDEX])) == {f"{rule.id}.md"}


def test_same_pack_same_bytes() -> None:
    """Two writings of the same rules give the same bytes."""
    pack = replace(PACK, rules=PACK.rules[:3])
    assert rule_docs(pack, "zh") == rule_docs(pack, "zh")
