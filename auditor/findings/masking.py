"""No finding ever prints a whole telephone, identity card or account number: the one place where they are masked.

The first three and the last four digits stay, so that the person who knows the form can tell which number is meant.
Names are masked in `auditor.findings.discretion`. What a finding's identity is made of is hashed before it comes here.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

from auditor.findings.finding import Finding
from auditor.forms.model import Form
from auditor.forms.personal import personal_numbers

_FIRST, _LAST = 3, 4
CELLS: Final = (
    "project_name", "implementing_unit", "department", "subject", "found", "expected", "message", "fix", "excerpt",
)  # fmt: skip
"""The cells that hold words of the form, beside its id."""
_NAMED_IN_ID: Final = ("project_name", "implementing_unit", "department")


def mask(text: str) -> str:
    """Give the text with the middle digits of every personal number as asterisks; its length does not change."""
    shown = text
    for number in personal_numbers(text):
        shown = shown[: number.start] + _covered(text[number.start : number.end]) + shown[number.end :]
    return shown


def mask_form_id(form_id: str, printed: Iterable[str | None]) -> str:
    """Give the id of a form masked; it is made of the ``printed`` names without their blanks, which parted their numbers."""
    shown = form_id
    for text in printed:
        for number in personal_numbers(text or ""):
            whole = "".join((text or "")[number.start : number.end].split())
            shown = shown.replace(whole, _covered(whole))
    return mask(shown)


def masked_id(form: Form) -> str:
    """Give the id of a form with its numbers masked, as findings about it have it."""
    return mask_form_id(form.form_id, [form.texts.get(name) for name in _NAMED_IN_ID])


def mask_finding(finding: Finding) -> None:
    """Mask every cell of a finding that holds words of the form."""
    finding.form_id = mask_form_id(finding.form_id, [getattr(finding, name) for name in _NAMED_IN_ID])
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
