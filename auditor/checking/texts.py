"""The printed texts of a form as subjects: every field, spending name and indicator name, each at its own place."""

from collections.abc import Iterator
from typing import Any, Final

from auditor.forms.model import NARRATIVE_FIELDS, TEXT_FIELDS, Form
from auditor.forms.personal import ACCOUNT, PHONE, personal_numbers

_AREAS: Final = {
    **dict.fromkeys(TEXT_FIELDS, "identity"),
    **dict.fromkeys(NARRATIVE_FIELDS, "narratives"),
    "manager": "manager",
}
_CONTACT: Final = ("电话", "联系", "负责人", "填报人", "填表人", "经办人")
"""What a label of no field of its own says when a person, or how to reach one, stands beside it."""
LABELLED: Final = {"spending_name": "spending", "indicator_name": "indicators.level3"}
"""The layout's name for the cells of an area; fields go by their own label."""


class TextView:
    """One text, its label and what kind of place it stands in; ``memo`` keeps what was judged of the text alone.

    The numbers are None where the text holds none of that kind.
    """

    __slots__ = ("account_numbers", "area", "label", "memo", "phone_numbers", "value")

    def __init__(self, area: str, label: str, value: str) -> None:
        """View a text."""
        self.area, self.label, self.value = area, label, value
        self.memo: dict[object, Any] = {}
        numbers = list(personal_numbers(value))
        found = {
            kind: tuple(value[number.start : number.end] for number in numbers if number.kind == kind)
            for kind in (PHONE, ACCOUNT)
        }
        self.phone_numbers = found[PHONE] or None
        self.account_numbers = found[ACCOUNT] or None


def printed_texts(form: Form) -> Iterator[tuple[str, str, str]]:
    """Give the field path, area and value of every text that is printed, fields first, then the rows of the tables."""
    for name in TEXT_FIELDS:
        if (value := form.texts.get(name)) is not None:
            yield name, _AREAS[name], value
    for label, value in form.others.items():
        yield f"others.{label}", "manager" if any(word in label for word in _CONTACT) else "identity", value
    for index, line in enumerate(form.spending):
        if line.name is not None:
            yield f"spending[{index}].name", "spending_name", line.name
    for index, row in enumerate(form.indicators):
        if row.level3 is not None:
            yield f"indicators[{index}].level3", "indicator_name", row.level3
