"""A form as the transcriptions made by hand have it."""

from decimal import Decimal

from auditor.forms.model import FUNDING_FIELDS, TEXT_FIELDS, Form, Target
from auditor.forms.numbers import plain


def values_of(form: Form) -> dict[str, object]:
    """Give every text, amount, spending line and indicator of a form, keyed as in a transcription."""
    return {
        "title": form.title,
        "year": form.year,
        **{field: form.texts[field] for field in TEXT_FIELDS},
        "funding": {field: _printed(form.funding[field]) for field in FUNDING_FIELDS},
        "spending": [
            {"name": line.name, "half_year": _printed(line.half_year), "full_year": _printed(line.full_year)}
            for line in form.spending
        ],
        "indicators": [
            {
                "level1": indicator.level1,
                "level2": indicator.level2,
                "level3": indicator.level3,
                "half_year": _raw(indicator.half_year),
                "full_year": _raw(indicator.full_year),
                "printed_level2": indicator.printed_level2,
            }
            for indicator in form.indicators
        ],
    }


def _printed(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _raw(target: Target | None) -> str | None:
    return None if target is None else target.raw
