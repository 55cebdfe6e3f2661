"""Numbers that lead to a person: found in any print, and told from document numbers, codes, amounts and dates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.forms.personal import ACCOUNT, PHONE, personal_numbers


def found(text: str) -> list[tuple[str, str]]:
    """Give the kind and the printed form of every number."""
    return [(number.kind, text[number.start : number.end]) for number in personal_numbers(text)]


@pytest.mark.parametrize(
    ("text", "kind", "printed"),
    [
        ("电话13812345678。", PHONE, "13812345678"),
        ("王明 138 1234 5678", PHONE, "138 1234 5678"),
        ("138-1234-5678", PHONE, "138-1234-5678"),
        ("+86 13812345678", PHONE, "+86 13812345678"),
        ("王明13812345678人事科", PHONE, "13812345678"),
        ("0517-83600000", PHONE, "0517-83600000"),
        ("王明 051783600000", PHONE, "051783600000"),
        ("(0517)83600000", PHONE, "(0517)83600000"),
        ("（０５１７）８３６００１２３", PHONE, "（０５１７）８３６００１２３"),
        ("010-6512345", PHONE, "010-6512345"),
        ("身份证320801199001011234", ACCOUNT, "320801199001011234"),
        ("32080119900101123X号", ACCOUNT, "32080119900101123X"),
        ("32080119900101123x", ACCOUNT, "32080119900101123x"),
        ("账号：6222020200012345678", ACCOUNT, "6222020200012345678"),
        ("6222 0202 0001 2345 678", ACCOUNT, "6222 0202 0001 2345 678"),
        ("４１１２０２０２０００１２３４５", ACCOUNT, "４１１２０２０２０００１２３４５"),
    ],
)
def test_found(text: str, kind: str, printed: str) -> None:
    """Each kind is found as it is printed, half or full width, with or without separators."""
    assert found(text) == [(kind, printed)]


@pytest.mark.parametrize(
    "text",
    [
        "淮政发〔2015〕95号",
        "苏发〔2017〕3号、淮办发〔2021〕11号",
        "2024年1月1日至2024年12月31日",
        "20240101",
        "总投资13800000000元",
        "13800000000.50",
        "预算 13800000000 万元",
        "项目编码：320800202400000123",
        "预算代码 6222020200012345678",
        "统一社会信用代码12320800466001234A",
        "91320800MA1XXXXX13",
        "32080024T000000012345678",
        "123456789012345678901234",
        "23812345678",
        "1381234567",
        "3600000",
        "1,234,567,890.12",
        "",
    ],
)
def test_not_found(text: str) -> None:
    """Document numbers, dates, amounts, codes and longer or shorter runs of digits lead to nobody."""
    assert found(text) == []


def test_several() -> None:
    """Numbers come from left to right."""
    text = "王明 0517-83600000，手机13812345678，卡号6222020200012345678"
    assert [kind for kind, _ in found(text)] == [PHONE, PHONE, ACCOUNT]


@given(st.text(alphabet="0123456789０１-－ ()（）.Xx号元码A", max_size=60))
def test_any_text(text: str) -> None:
    """Whatever stands in a text, what is found lies in it, in order, and holds at least ten digits."""
    end = 0
    for number in personal_numbers(text):
        assert end <= number.start < number.end <= len(text)
        assert sum(char.isdigit() for char in text[number.start : number.end]) >= 10
        end = number.end
