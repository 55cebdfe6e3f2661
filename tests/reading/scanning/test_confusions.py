"""What a recogniser makes of the signs in value cells, and what was meant."""

import pytest

from auditor.reading.scanning.confusions import confusion, hints, is_stroke


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("292%", "≥92%"),
        ("295.5%", "≥95.5%"),
        ("2180次", "≥180次"),
        ("2280次/年", "≥280次/年"),
        (">95%", "≥95%"),
        ("〉13个", "≥13个"),
        ("<10天", "≤10天"),
        ("K14个", "≮14个"),
        ("<3%0", "<3‰"),
        ("≤5%o", "≤5‰"),
        ("≥8O%", "≥80%"),
        ("≥1l0人", "≥110人"),
        ("5C", "5℃"),
        ("200m2", "200㎡"),
        ("m20", "㎡20"),
        ("≥10.0人", "≥100人"),
    ],
)
def test_a_confusion_names_what_was_meant(read: str, meant: str) -> None:
    """A text that is a known misreading is doubted, with what was probably printed."""
    doubt = confusion(read)
    assert doubt == "ocr_likely"
    assert hints(doubt, read) == {"likely": meant}


@pytest.mark.parametrize("read", ["≥217", "≥41", "H", "凶", "1½2", "1,23", "。"])
def test_a_confusion_without_a_meaning(read: str) -> None:
    """Where there is no telling what was printed the text is doubted all the same, and nothing is made up."""
    assert confusion(read) == "ocr_confusion"
    assert hints("ocr_confusion", read) == {}


@pytest.mark.parametrize(
    "read",
    [
        *("≥92%", "100%", "=100%", "220", "2700万元", "2,024.50", "2024年", "2024年12月", "1,234,567.89", "12.5", "0"),
        *(
            "≥2门",
            ">=12个",
            "及时",
            "充分",
            "5次",
            "20-30人",
            "项目完成及时性",
            "200%",
            "2000人",
            "250人以上且不少于去年同期水平，其中新进人员不少于五成",
        ),
    ],
)
def test_what_is_no_confusion(read: str) -> None:
    """Values as forms print them every day are not doubted for what they say."""
    assert confusion(read) is None


@pytest.mark.parametrize(("text", "stroke"), [("一", True), ("—", True), ("-", True), ("一级", False), ("1", False)])
def test_a_lone_stroke(text: str, stroke: bool) -> None:
    """A cell that holds one level stroke says nothing: it is a dash."""
    assert is_stroke(text) == stroke
