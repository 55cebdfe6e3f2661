"""Numbers by which a person can be reached or known: telephones, identity cards, bank accounts.

One definition serves the rules that look for them and the findings that must never print them. Digits may be full width;
a number that is part of a longer one, of a code with letters, or an amount with its unit is none, nor is one that the
form itself calls a code. Source: domain catalogue PRV-01 (信息公开条例 §15, 个人信息保护法 §34).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

PHONE: Final = "phone"
ACCOUNT: Final = "account"
_WIDTHS: Final = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), 0xFF0D, 0xFF08, 0xFF09, 0xFF0B, 0xFF38, 0xFF58)
}
_MAYBE: Final = re.compile(r"[0-9０-９](?:[-－—– ()（）]?[0-9０-９]){9}")
"""No number of interest is shorter; nearly all texts are told apart by this alone."""
_FREE: Final = r"(?<![0-9A-Za-z.])"
_ENDS: Final = r"(?![0-9A-Za-z]|\.[0-9]|\s*(?:元|万|亿|%))"
_MOBILE: Final = rf"{_FREE}(?:\+?86[- ]?)?1[3-9][0-9](?:[- ]?[0-9]{{4}}){{2}}{_ENDS}"
_LANDLINE: Final = rf"{_FREE}\(?0(?:10|2[0-9]|[3-9][0-9]{{2}})\)?[-—– ]?[0-9]{{3,4}}[- ]?[0-9]{{4}}{_ENDS}"
_ACCOUNT: Final = (
    rf"{_FREE}(?:[0-9]{{17}}[0-9Xx]|[0-9]{{16,19}}|[0-9]{{4}}(?:[- ][0-9]{{4}}){{3}}(?:[- ]?[0-9]{{1,3}})?){_ENDS}"
)
_NUMBER: Final = re.compile(rf"(?P<{PHONE}>{_MOBILE}|{_LANDLINE})|(?P<{ACCOUNT}>{_ACCOUNT})")
_CALLED_A_CODE: Final = re.compile(r"(?:编码|代码|编号|文号|序号|条码|流水号)[^0-9]{0,4}\Z")


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """A number in a text: its kind (``phone`` or ``account``) and where it begins and ends."""

    kind: str
    start: int
    end: int


def personal_numbers(text: str) -> Iterator[PersonalNumber]:
    """Find the numbers of a text, from left to right."""
    if not _MAYBE.search(text):
        return
    for found in _NUMBER.finditer(text.translate(_WIDTHS)):
        if not _CALLED_A_CODE.search(text, 0, found.start()):
            yield PersonalNumber(found.lastgroup or ACCOUNT, found.start(), found.end())
