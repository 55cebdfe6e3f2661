"""Years in which rules are in force, dates of documents, and what is wrong with them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import InvalidPack
from auditor.marked import Reporter, parse
from auditor.rulebook.documents import read_documents
from auditor.rulebook.leaves import LeafReader
from auditor.rulebook.pack import load_pack
from auditor.rulebook.periods import Years, read_years
from auditor.rulebook.scope import Scope
from tests.checking.build import standard_pack
from tests.findings.test_effective import FOLDER

ends = st.none() | st.integers(1995, 2005)


def reader() -> LeafReader:
    """Give a reader with a reporter of its own."""
    return LeafReader(Scope(standard_pack().vocabulary, Reporter()))


def places(of: LeafReader) -> list[str]:
    """Give the problems as ``line:column key``."""
    return [f"{each.line}:{each.column} {each.key.removeprefix('pack.')}" for each in of.reporter.problems]


@pytest.mark.parametrize(
    ("text", "expected", "problems"),
    [
        ('{from: "2024", until: "2026"}', Years(2024, 2026), []),
        ("{from: 2024}", Years(2024), []),
        ("{until: 2024}", Years(None, 2024), []),
        ("{from: 2024, until: 2024}", Years(2024, 2024), []),
        ("{from: 2025, until: 2024}", Years(), ["1:24 backward"]),
        ("{from: 24}", Years(), ["1:11 wrong_type"]),
        ("{from: 2024-01-01}", Years(), ["1:11 wrong_type"]),
        ("{from: ２０２４}", Years(), ["1:11 wrong_type"]),
        ("{from: }", Years(), ["1:11 wrong_type"]),
        ("{from: [2024]}", Years(), ["1:11 wrong_type"]),
        ("{frm: 2024}", Years(), ["1:5 unknown_key"]),
        ("{}", Years(), ["1:4 wrong_type"]),
        ("2024", Years(), ["1:4 wrong_type"]),
    ],
)
def test_effective(text: str, expected: Years, problems: list[str]) -> None:
    """The years of a rule, or what is wrong with them and where."""
    source = parse(f"e: {text}", "rule.yaml", Reporter())
    assert source is not None
    of = reader()
    assert read_years(source["e"], of) == expected
    assert places(of) == problems


@pytest.mark.parametrize(
    ("text", "shown", "years", "problems"),
    [
        ("in_force: 2024-03-01", "2024-03-01", Years(2024), []),
        ("in_force: 2024-03", "2024-03", Years(2024), []),
        ("in_force: {from: 2024-03-01, until: 2027-02-28}", "2024-03-01 – 2027-02-28", Years(2024, 2027), []),
        ("in_force: {until: 2027}", " – 2027", Years(None, 2027), []),
        ("in_force: {from: 2024-03-01, until: 2024}", "2024-03-01 – 2024", Years(2024, 2024), []),
        ("in_force: 2024-02-30", "", Years(), ["1:15 bad_date"]),
        ("in_force: 2024年3月", "", Years(), ["1:15 bad_date"]),
        ("in_force: {from: 2024-13}", "", Years(), ["1:22 bad_date"]),
        ("in_force: {from: 2024-03-02, until: 2024-03-01}", "", Years(), ["1:41 backward"]),
        ("in_force: [2024]", "", Years(), ["1:15 wrong_type"]),
        ("in_force: {since: 2024}", "", Years(), ["1:16 unknown_key"]),
        ("issued: 2024-3-1", "", Years(), ["1:13 bad_date"]),
    ],
)
def test_dates_of_documents(text: str, shown: str, years: Years, problems: list[str]) -> None:
    """The dates of a document are dates of the calendar, in order."""
    source = parse(f"d: {{{text}, title: 甲, verified: 'true'}}", "pack.yaml", Reporter())
    assert source is not None
    of = reader()
    found = read_documents(source, of)["d"]
    assert (found.in_force, found.years) == (shown, years)
    assert places(of) == problems


@given(ends, ends, ends, ends)
def test_periods_meet_when_they_share_a_year(a: int | None, b: int | None, c: int | None, d: int | None) -> None:
    """`Years.meets` is what looking at every year says (both periods not backward)."""
    one, two = (Years(*sorted(pair) if None not in pair else pair) for pair in ((a, b), (c, d)))  # type: ignore[type-var]
    shared = any(year in one and year in two for year in range(1990, 2011))
    assert one.meets(two) is two.meets(one) is shared


@pytest.mark.parametrize(
    ("document", "effective", "wrong"),
    [
        ("{from: 2019, until: 2024-12-31}", '{from: "2025"}', True),
        ("{from: 2019, until: 2025-01-01}", '{from: "2025"}', False),
        ("2025-01-01", '{until: "2024"}', True),
        ("2024-12-31", '{until: "2024"}', False),
    ],
)
def test_a_rule_outside_all_its_documents(document: str, effective: str, wrong: bool, tmp_path: Path) -> None:
    """A rule none of whose documents is in force in any of its years is told at its ``effective``."""
    rule = (FOLDER / "rules/LOC/LOC-02.yaml").read_text(encoding="utf-8")
    folder = tmp_path / "rules/LOC"
    folder.mkdir(parents=True)
    (folder / "LOC-02.yaml").write_text(rule.replace('{from: "2025"}', effective), encoding="utf-8")
    head = f"name: a\nversion: '1'\nextends: standard\ndocuments: {{new-rules: {{title: 办法, in_force: {document}, "
    (tmp_path / "pack.yaml").write_text(head + "verified: 'true'}}\n", encoding="utf-8")
    if not wrong:
        assert "LOC-02" in {rule.id for rule in load_pack(str(tmp_path)).rules}
        return
    with pytest.raises(InvalidPack) as caught:
        load_pack(str(tmp_path))
    assert caught.value.render("zh").startswith("rules/LOC/LOC-02.yaml:8:1: 规则生效的年度里")
    assert "new-rules (" in caught.value.render("en")
