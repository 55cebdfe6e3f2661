"""No finding ever prints a whole telephone, identity card or account number: the one place where they are masked.

The first three and the last four digits stay, so that the person who knows the form can tell which number is meant.
Names are masked in `auditor.findings.discretion`. What a finding's identity is made of is hashed before it comes here.
"""

from collections.abc import Callable
from typing import Any, Final

from auditor.findings.finding import Finding
from auditor.forms.personal import personal_numbers

_FIRST, _LAST = 3, 4
CELLS: Final = (
    "project_name", "implementing_unit", "department", "subject", "found", "expected", "message", "fix", "excerpt",
    "form_id",
)  # fmt: skip
"""The cells that hold words of the form."""


def mask(text: str) -> str:
    """Give the text with the middle digits of every personal number as asterisks; its length does not change."""
    shown = text
    for number in personal_numbers(text):
        shown = shown[: number.start] + _covered(text[number.start : number.end]) + shown[number.end :]
    return shown


def mask_finding(finding: Finding) -> None:
    """Mask every cell of a finding that holds words of the form."""
    for name in CELLS:
        text = getattr(finding, name)
        masked = mask(text)
        if masked != text:
            setattr(finding, name, masked)


def mask_json(value: Any, hide: Callable[[str], str] = mask) -> Any:
    """Give plain lists, mappings and texts with every text masked; keys stay."""
    if isinstance(value, str):
        return hide(value)
    if isinstance(value, list):
        return [mask_json(item, hide) for item in value]
    if isinstance(value, dict):
        return {key: mask_json(item, hide) for key, item in value.items()}
    return value


def _covered(number: str) -> str:
    places = [at for at, char in enumerate(number) if char.isalnum()]
    hidden = frozenset(places[_FIRST:-_LAST])
    return "".join("*" if at in hidden else char for at, char in enumerate(number))
