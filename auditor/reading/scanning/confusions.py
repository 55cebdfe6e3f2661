"""What a recogniser of characters is known to confuse in the cells of these forms, and what was meant, where that is clear.

Each was seen: in the measurements of reading.md, in domain/layouts.md (``292%`` for ``≥92%``) or on the pages of the tests.
"""

import re
from typing import Final

_FOUND: Final = (
    (r"(.*\d)\s*m[2²]?", r"\1㎡"),
    (r"m\s*(\d.*)", r"㎡\1"),
    (r"2([1-9]\d{1,2}(?:\.\d+)?[%％])", r"≥\1"),  # ≥92% → 292%
    (r"2([1-9]\d+[^\d\s.,，．、%％年月日/\-~～至到—元万千百亿].*)", r"≥\1"),  # ≥180次 → 2180次
    (r"(.*\d)\s*[%％][0oO○](.*)", r"\1‰\2"),
    (r"[>〉》＞﹥]\s*(\d.*)", r"≥\1"),
    (r"[<〈《＜﹤]\s*(\d.*)", r"≤\1"),
    (r"[KkX×]\s*(\d.*)", r"≮\1"),
    (r"[≥≤><=＝＞＜〉〈]\s*\d+", None),  # 门, 个 and 人 are taken for digits: ≥217 for ≥2门
    (r"(.*\d)\s*[°º]?[Cc]", r"\1℃"),
    (r"(.*\d)[oO](.*)", r"\g<1>0\2"),
    (r"(.*)[oO](\d.*)", r"\g<1>0\2"),
    (r"(.*\d)[lI|丨\]\[](.*)", r"\g<1>1\2"),
    (r"(.*)[lI|丨\]\[](\d.*)", r"\g<1>1\2"),
    (r"(\D?)(\d+)0\.0(\D*)", r"\1\g<2>00\3"),  # １００ → 10.0
    (r"\d+,\d{1,2}(?!\d).*", None),  # a decimal point taken for a comma
    (r".*[½¼¾].*", None),
    (r"[A-Za-z曰日口□凶囗.,，。、·:：;；'‘’\"“”`|]", None),  # a sign that is not known
)
_CONFUSIONS: Final = tuple((re.compile(pattern), meant) for pattern, meant in _FOUND)
_LONGEST: Final = 24
"""A longer text is no value."""
LIKELY: Final = "ocr_likely"
"""The doubt of a text that probably stands for another, which its note names."""
_STROKE: Final = frozenset("一—–-－―‐_＿")


def confusion(text: str) -> str | None:
    """Give the code of the doubt where a text is what a recogniser makes of something else, None where it is not."""
    if len(text) > _LONGEST or not any(pattern.fullmatch(text) for pattern, _ in _CONFUSIONS):
        return None
    return "ocr_confusion" if _meant(text) is None else LIKELY


def hints(doubt: str, text: str) -> dict[str, str]:
    """Give what a damage note of a doubt says beside the text: ``likely``, what was probably printed, where that is clear."""
    meant = _meant(text) if doubt == LIKELY else None
    return {} if meant is None else {"likely": meant}


def _meant(text: str) -> str | None:
    found = ((pattern.fullmatch(text), meant) for pattern, meant in _CONFUSIONS)
    return next((match.expand(meant) for match, meant in found if match and meant), None)


def is_stroke(text: str) -> bool:
    """Tell whether a whole cell is one level stroke: a dash for nothing, which a recogniser takes for the character 一."""
    return text in _STROKE
