"""Sign, value and unit in cells of their own make one target, read as if they stood in one cell."""

import pytest

from auditor.forms.composition import compose_target, is_nature
from auditor.forms.vocabulary import Vocabulary

Parts = tuple[str | None, str | None, str | None]


@pytest.mark.parametrize(
    ("parts", "raw", "read", "notes"),
    [
        (("＝", "26", "人"), "＝26人", ("=", "26", "人", "quantity"), ()),
        (("≥", "95", "%"), "≥95%", ("≥", "95", "%", "quantity"), ()),
        (("≤", "240", "元/吨"), "≤240元/吨", ("≤", "240", "元/吨", "quantity"), ()),
        (("大于等于", "5", "人（户）"), "大于等于5人（户）", ("≥", "5", "人", "quantity"), ()),
        ((">=", "3", "万人"), ">=3万人", ("≥", "3E+4", "人", "quantity"), ()),
        (("≤", "164", "万元"), "≤164万元", ("≤", "164", "万元", "quantity"), ()),
        (("≥", "90—95", "%"), "≥90—95%", ("≥", "90", "%", "quantity"), ()),
        ((None, "5", "套"), "5套", (None, "5", "套", "quantity"), ()),
        (("定量", "5", "套"), "5套", (None, "5", "套", "quantity"), ()),
        (("＝", "26", None), "＝26", ("=", "26", None, "quantity"), ()),
        (("≥", "26", "/"), "≥26", ("≥", "26", None, "quantity"), ()),
        (("≥", "1", "（条）"), "≥1（条）", ("≥", "1", "条", "quantity"), ()),
        (("≥", "1:1", "比例"), "≥1:1", ("≥", None, "比例", "quantity"), ()),
        (("≤", "12月底前", "月"), "≤12月底前", ("≤", None, None, "date"), ()),
        (("＝", "26人", "人"), "＝26人", ("=", "26", "人", "quantity"), ()),
        (("≥", "95％", "%"), "≥95％", ("≥", "95", "%", "quantity"), ()),
        (("＝", "26人", "个"), "＝26人", ("=", "26", "人", "quantity"), ("unit_conflict",)),
        (("≥", "≥95", "%"), "≥95%", ("≥", "95", "%", "quantity"), ("operator_twice",)),
        (("≤", "≥95", "%"), "≥95%", ("≥", "95", "%", "quantity"), ("operator_conflict",)),
        (("≥", "95%以上", "%"), "95%以上", ("≥", "95", "%", "quantity"), ("operator_twice",)),
        (("左右", "5", "个"), "5个", (None, "5", "个", "quantity"), ("nature_unknown",)),
        (("定性", "健全", None), "健全", (None, None, None, "quality_word"), ()),
        (("定性", "长期坚持", None), "长期坚持", (None, None, None, "quality_word"), ()),
        (("定性", "好坏", None), "好坏", (None, None, None, "unparsed"), ()),
        (("定性", "优良中低差", "级"), "优良中低差", (None, None, None, "unparsed"), ()),
        (("定性", "100", "%"), "100%", (None, "100", "%", "quantity"), ()),
        (("＝", "合规", None), "＝合规", ("=", None, None, "quality_word"), ()),
        (("≥", "按时发放", "/"), "≥按时发放", (None, None, None, "unparsed"), ()),
        (("≥", "/", "人"), "/", (None, None, None, "unparsed"), ()),
    ],
)
def test_three_cells(
    parts: Parts, raw: str, read: tuple[str | None, ...], notes: tuple[str, ...], vocabulary: Vocabulary
) -> None:
    """What the parts say together; what is said twice counts once, and a contradiction is told."""
    composed = compose_target(*parts, vocabulary)
    target = composed.target
    assert target is not None
    value = None if target.value is None else str(target.value)
    assert (target.raw, (target.operator, value, target.unit, target.kind), composed.notes) == (raw, read, notes)


def test_a_blank_value_is_no_target(vocabulary: Vocabulary) -> None:
    """Sign and unit alone say nothing."""
    assert compose_target("≥", None, "%", vocabulary) == (None, ())


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("≥", True),
        ("＝", True),
        ("大于等于", True),
        ("定性", True),
        ("定量指标", True),
        ("26", False),
        ("正向指标", False),
    ],
)
def test_what_the_column_of_signs_may_hold(text: str, known: bool, vocabulary: Vocabulary) -> None:
    """A sign in any spelling, or the word that there is none."""
    assert is_nature(text, vocabulary) is known
