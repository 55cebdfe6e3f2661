"""No cell of a finding prints a whole telephone, identity card or account number, whatever rule and field it is about."""

from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.findings.evaluation import Evaluation
from auditor.findings.masking import mask
from auditor.forms.model import TEXT_FIELDS
from tests.checking.build import form, judge, rule, standard_pack

NUMBERS = ("13812345678", "0517-83612345", "320801199001011234", "32080119900101123X", "6222020200012345678")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("电话13812345678。", "电话138****5678。"),
        ("138 1234 5678", "138 **** 5678"),
        ("0517-83612345", "051*-****2345"),
        ("320801199001011234", "320***********1234"),
        ("32080119900101123X", "320***********123X"),
        ("０５１７８３６００１２３", "０５１*****０１２３"),
        ("王明 13812345678、李丽 13987654321", "王明 138****5678、李丽 139****4321"),
        ("淮政发〔2015〕95号", "淮政发〔2015〕95号"),
        ("138****5678", "138****5678"),
        ("=100%", "=100%"),
    ],
)
def test_mask(text: str, masked: str) -> None:
    """The first three and the last four digits stay, separators too; nothing else changes."""
    assert mask(text) == masked


@given(st.text(alphabet="0123456789-０１ 元号", max_size=80), st.sampled_from(NUMBERS), st.text(max_size=40))
def test_mask_any_text(before: str, number: str, after: str) -> None:
    """A masked text has the length of the text, and masking it again changes nothing."""
    text = f"{before}，{number}，{after}"
    once = mask(text)
    assert len(once) == len(text)
    assert number not in once
    assert mask(once) == once


def every_cell(number: str, where: str) -> str:
    """Give all cells of all findings of a form that holds the number in one of its texts and breaks many rules."""
    of = form(
        f"set: {{{where}: '相关方 {number} 等有关工作<br>的的', funding.total: '1', indicators.16.full_year: ≥1万元}}"
    )
    seen = []
    for profile in ("internal", "public"):
        for lang in ("zh", "en"):
            judged = Evaluation(standard_pack(), engine="plain", lang=lang, profile=profile)
            found = judged.evaluate(of).findings
            assert any(item.rule_id == "PRV-01" for item in found) or where == "manager"
            seen += [str(cell) for item in found for cell in asdict(item).values()]
    return "\n".join(seen)


@pytest.mark.parametrize("where", [*TEXT_FIELDS, "spending.0.name", "indicators.11.level3"])
@pytest.mark.parametrize("number", NUMBERS)
def test_never_a_whole_number(number: str, where: str) -> None:
    """Wherever the number stands, in both profiles and both languages, no finding of any shipped rule prints it."""
    cells = every_cell(number, where)
    assert number not in cells
    assert mask(cells) == cells


def test_a_cut_number_is_masked_before_it_is_cut() -> None:
    """A long cell is cut for the table; the cut must not hide that its end is the beginning of a number."""
    of = form(f"set: {{content: '{'甲' * 55}13812345678'}}")
    made = rule(require="{that: content, equals: 乙}", at="content")
    (finding,) = judge(made, of).findings
    assert finding.found.endswith("138**…")
    of.places["/content"] = replace(of.places["/funding/total"], text="甲" * 115 + "13812345678")
    (finding,) = judge(made, of).findings
    assert finding.excerpt.endswith("138**")


def test_identity_does_not_change() -> None:
    """The id of a finding comes from what is printed, so that masking does not join two findings into one."""
    ids = set()
    for number in ("13812345678", "13812340678", "13800005678"):
        of = form(f"set: {{indicators.11.level3: 拨打{number}次数, indicators.11.full_year: null}}")
        found = judge(
            rule(for_each="{i: indicators}", require="{that: i.full_year, filled: true}", at="i.full_year"), of
        )
        ids.add(found.findings[0].finding_id)
        assert found.findings[0].subject == f"拨打138****{number[-4:]}次数"
    assert len(ids) == 3
