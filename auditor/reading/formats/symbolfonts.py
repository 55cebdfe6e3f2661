"""Characters of symbol fonts (Symbol, Wingdings) → the characters they look like.

Office programs write a tick or a ≥ taken from such a font as a code of that font: as itself, or in the private use area at
U+F000 and above. Only the codes that forms use are known here; the others stay as they are and are in doubt.
Source: the code charts of the fonts, as registered with Unicode (Adobe Symbol) and in Unicode 7.0 (Wingdings).
"""

import re
from typing import Final

_AREA: Final = 0xF000
_LAST: Final = 0xFF
"""Codes of symbol fonts go from 0 to `_LAST`, in the private use area from here."""
PRIVATE: Final = re.compile(r"[\uf020-\uf0ff]")
"""Where codes of symbol fonts stand in the private use area."""

_SYMBOL: Final = {
    **{
        code: chr(code) for code in (*range(0x28, 0x2A), *range(0x2B, 0x2D), *range(0x2E, 0x40), 0x20, 0x21, 0x23, 0x25)
    },
    **{code: chr(code) for code in (0x26, 0x5B, 0x5D, 0x5F, 0x7B, 0x7C, 0x7D)},
    0x2A: "∗",
    0x2D: "−",
    0x40: "≅",
    0x7E: "∼",
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **dict(zip(range(0xA1, 0xB0), "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓", strict=True)),
    **dict(zip(range(0xB0, 0xC0), "°±″≥×∝∂•÷≠≡≈…⏐⎯↵", strict=True)),
    0xD7: "⋅",
    0xD6: "√",
    0xE5: "∑",
}
_WINGDINGS: Final = {
    0x20: " ",
    0x6C: "●",
    0x6D: "○",
    0x6E: "■",
    0x6F: "☐",
    0x70: "☐",
    0x71: "☐",
    0x72: "☐",
    0x75: "◆",
    0x9F: "•",
    0xA1: "○",
    0xA4: "◉",
    0xA7: "▪",
    0xA8: "☐",
    0xDF: "←",
    0xE0: "→",
    0xE8: "→",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
    **dict(zip(range(0x80, 0x8B), "⓪①②③④⑤⑥⑦⑧⑨⑩", strict=True)),
    **dict(zip(range(0x8B, 0x96), "⓿❶❷❸❹❺❻❼❽❾❿", strict=True)),
}
_WINGDINGS2: Final = {0x20: " ", 0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐"}
_FONTS: Final = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS2,
    "wingdings 3": {0x20: " "},
    "webdings": {0x20: " ", 0x61: "✓", 0x63: "☐", 0x67: "■", 0x6E: "●", 0x72: "✗"},
}


def is_symbol_font(font: str | None) -> bool:
    """Tell whether a font shows other characters than its codes say."""
    return font is not None and font.strip("\"' ").lower() in _FONTS


def shown(text: str, font: str | None) -> tuple[str, bool]:
    """Give what a text looks like in a font, and whether all of it is known.

    What is not known stays as it is: in these fonts any other code of theirs, elsewhere codes of the private use area.
    """
    chart = _FONTS.get((font or "").strip("\"' ").lower())
    if chart is None:
        return text, PRIVATE.search(text) is None
    known = True
    seen = []
    for char in text:
        code = ord(char) - _AREA if PRIVATE.match(char) else ord(char)
        # A program that lacks the font shows, and a person who types sees, Chinese text as itself.
        known = known and (code in chart or code > _LAST or char.isspace())
        seen.append(chart.get(code, char))
    return "".join(seen), known
