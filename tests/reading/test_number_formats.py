"""Number formats: the text that a spreadsheet shows for a number, and a plain "not known" for what is not understood."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.reading.spreadsheets.codes import BUILT_IN
from auditor.reading.spreadsheets.display import display, display_text
from auditor.reading.spreadsheets.numerals import in_words

CASES = [
    (1, "0%", "100%"),
    (0.955, "0.00%", "95.50%"),
    (1234567.891, "#,##0.00", "1,234,567.89"),
    (95, '"≥"0"%"', "≥95%"),
    (12.5, '0.0"万元"', "12.5万元"),
    (45292, 'yyyy"年"', "2024年"),
    (45292, 'yyyy"年"m"月"d"日";@', "2024年1月1日"),
    (45292, '[DBNum1][$-804]yyyy"年"m"月"d"日";@', "二〇二四年一月一日"),
    (45292.5, "yyyy/m/d h:mm", "2024/1/1 12:00"),
    (0.5, "# ?/?", "1/2"),
    (1.5, "# ?/?", "1 1/2"),
    (5, "# ?/?", "5"),
    (0, "# ?/?", "0"),
    (0.3333333333, "# ??/??", "1/3"),
    (1.25, "# ?/8", "1 2/8"),
    (123456, "0\\.0,", "12.3"),
    (123456, '0!.0,"万"', "12.3万"),
    (-5, "0.00;[Red](0.00)", "(5.00)"),
    (-5, "0", "-5"),
    (0, '0;-0;"无"', "无"),
    (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
    (1234.5, '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ', "¥1,234.50"),
    (1234, "[$¥-804]#,##0.00", "¥1,234.00"),
    (123.45, "[DBNum2][$-804]General", "壹佰贰拾叁.肆伍"),
    (100203, '[DBNum2]0"元"', "壹拾万零贰佰零叁元"),
    (12345, "0.00E+00", "1.23E+04"),
    (12345, "##0.0E+0", "12.3E+3"),
    (0.30000000000000004, "General", "0.3"),
    (1000000000000000.0, "General", "1000000000000000"),
    (12, 'General"元"', "12元"),
    (12, 'G/通用格式"元"', "12元"),
    (5, "000", "005"),
    (1.5, "0.##", "1.5"),
    (1, "0.##", "1."),
    (2.675, "0.00", "2.68"),
    (1.005, "0.00", "1.01"),
    (120, '[>=100]"高"0;"低"0', "高120"),
    (12, '[>=100]"高"0;"低"0', "低12"),
    (0.25, "h:mm", "6:00"),
    (1.25, "[h]:mm:ss", "30:00:00"),
    (0.75, "h:mm AM/PM", "6:00 PM"),
    (0.75, '上午/下午h"时"mm"分"', "下午6时00分"),
    (45292, "aaaa", "星期一"),
    (45292, "dddd", "星期一"),
    (45292, "[$-409]dddd, mmmm d", "Monday, January 1"),
    (45292, "[$-F800]dddd, mmmm dd, yyyy", "2024年1月1日"),
    (1, "yyyy-mm-dd", "1900-01-01"),
    (60, "yyyy-mm-dd", "1900-02-29"),
    (61, "yyyy-mm-dd", "1900-03-01"),
    (-1, "yyyy-mm-dd", None),
    (13800001111, "000-0000-0000", "138-0000-1111"),
    (-0.001, "0.00", "-0.00"),
    (1234567, "#,##0,", "1,235"),
    (1234567, '0.00,,"百万"', "1.23百万"),
    (0.5, ".00", ".50"),
    (0, "#", ""),
    (12, "@", "12"),
    (3, ";;;", ""),
    (45292, "ggge", None),
    (5, "0_);(0)", "5"),
    (0.999988, "h:mm", "23:59"),
    (0.99999, "h:mm:ss", "23:59:59"),
    (45292, "m/d/yy", "1/1/24"),
    (45292.123456, "mm:ss.0", "57:46.6"),
    (11, "[DBNum1]General", "一十一"),
    (1234.5, "#,##0.###", "1,234.5"),
    (12345, "0000000", "0012345"),
    (1234567, "0,000,000,000", "0,001,234,567"),
    (11, '[DBNum1][$-804]m"月"d"日"', "一月十一日"),
    (3, "[Red][=1]一;[=2]二;其他0", "其他3"),
    (-3, "[<0]降0;升0", "降3"),
    (-3, "[<100]0;0.0", "-3"),
    (7, "[DBNum3]0", None),
    (1, "[DBNum2]0.00", None),
    (0.000012, "General", "0.000012"),
    (1e-7, "0.0E+00", "1.0E-07"),
    (0, "0.00E+00", "0.00E+00"),
    (99999, "0.0E+0", "1.0E+5"),
    (-1.5, "# ?/?", "-1 1/2"),
    (0.99, "# ?/?", "1"),
    (1234.5678, "#,##0.00_);(#,##0.00)", "1,234.57"),
    (12.345, '"约"0.0"万元"', "约12.3万元"),
    (36526, "[$-804]mmmm", "一月"),
    (36526, "[$-409]mmm", "Jan"),
    (36526, "[$-409]ddd", "Sat"),
    (0, "yyyy-mm-dd", "1900-01-00"),
    (2958466, "yyyy", None),
    (0.5, "e年", "1900年"),
]


@pytest.mark.parametrize(("value", "code", "wanted"), CASES)
def test_a_number_is_shown_by_its_format(value: float, code: str, wanted: str | None) -> None:
    """As Excel shows it, outer white space aside, or None where the format is not understood."""
    shown = display(value, code)
    assert (shown.strip() if shown is not None else None) == wanted


@pytest.mark.parametrize(
    ("number", "value", "wanted"),
    [
        (9, 1, "100%"),
        (14, 45292, "2024/1/1"),
        (22, 45292.25, "2024/1/1 6:00"),
        (31, 45292, "2024年1月1日"),
        (44, 0, "¥-"),
        (57, 45292, "2024年1月"),
        (49, 12, "12"),
    ],
)
def test_formats_that_a_file_does_not_spell_out(number: int, value: float, wanted: str) -> None:
    """Those known by number, as a Chinese system shows them."""
    assert (display(value, BUILT_IN[number]) or "").replace(" ", "") == wanted.replace(" ", "")


def test_dates_from_1904() -> None:
    """Workbooks of old Macintosh computers count from another day."""
    assert display(43830, "yyyy-mm-dd", from_1904=True) == display(45292, "yyyy-mm-dd") == "2024-01-01"


@pytest.mark.parametrize(
    ("code", "wanted"),
    [("General", "甲"), ('@"元"', "甲元"), ('0;-0;0;"文"@', "文甲"), ("0.00", "甲"), (";;;", ""), ("0;-0", "甲")],
)
def test_a_text_is_shown_by_its_format(code: str, wanted: str) -> None:
    """Only a part of the format that is for text changes it."""
    assert display_text("甲", code) == wanted


amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=4, allow_nan=False)


@given(amounts, st.integers(0, 4))
def test_rounding_is_by_tens(value: Decimal, places: int) -> None:
    """A number is rounded as a person rounds the fifteen digits that are kept, not as its binary form would be."""
    code = "0." + "0" * places if places else "0"
    kept = Decimal(f"{float(value):.15g}")
    wanted = abs(kept).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    assert display(float(value), code) == f"{'-' if kept < 0 else ''}{wanted:f}"


@given(amounts)
def test_thousands_are_parted_as_python_parts_them(value: Decimal) -> None:
    """An independent writer of the same format agrees."""
    kept = Decimal(f"{float(value):.15g}")
    rounded = abs(kept).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    assert display(float(value), "#,##0.00") == f"{'-' if kept < 0 else ''}{rounded:,.2f}"


@given(st.floats(allow_nan=False, allow_infinity=False), st.text('0#?.,%/eE+-;@ymdhsa[]"<>=1年_*\\', max_size=12))
def test_no_format_fails(value: float, code: str) -> None:
    """Any code gives a text or None, for any number."""
    shown = display(value, code)
    assert shown is None or isinstance(shown, str)


@pytest.mark.parametrize(
    ("number", "style", "wanted"),
    [
        (0, 1, "〇"),
        (10, 1, "一十"),
        (105, 1, "一百〇五"),
        (10_500, 2, "壹万零伍佰"),
        (100_000_000, 1, "一亿"),
        (10_010_001, 2, "壹仟零壹万零壹"),
        (300_000_005, 1, "三亿〇五"),
        (10**12, 1, None),
    ],
)
def test_numbers_in_characters(number: int, style: int, wanted: str | None) -> None:
    """A gap between digits is said once."""
    assert in_words(number, style) == wanted
