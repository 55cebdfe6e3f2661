"""A form as ``auditor read --out forms.json`` writes it. Source: contract.md §2.

What only some layouts print (weights, other years' money, texts without a field) has a key only in a form that has it.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from auditor.forms.model import FUNDING_FIELDS, TEXT_FIELDS, Damage, Form, Indicator, Place, SpendingLine, Target
from auditor.forms.numbers import plain
from auditor.wording import say

_SPENDING_EXTRAS: Final = ("basis", "previous", "others")


def form_to_json(form: Form, lang: str = "zh") -> dict[str, object]:
    """Give the form as the contract's FORM, keys in its order, decimals as texts with exactly the printed digits."""
    return {
        "form_id": form.form_id,
        "layout": form.layout,
        "title": form.title,
        "year": form.year,
        "unit": form.unit,
        **{field: form.texts.get(field) for field in TEXT_FIELDS},
        "funding": {field: _decimal(form.funding.get(field)) for field in FUNDING_FIELDS},
        **_other_money(form),
        "spending": _spending(form.spending),
        "indicators": [_indicator(indicator, form.columns) for indicator in form.indicators],
        **_long_term(form),
        **_unit_totals(form),
        **({"others": form.others} if form.others else {}),
        "locations": {pointer: _place(place) for pointer, place in form.places.items()},
        "damage": [
            {"code": damage.code, "message": damage_message(damage, lang), "at": damage.at} for damage in form.damage
        ],
    }


def damage_message(damage: Damage, lang: str = "zh") -> str:
    """Give the sentence that tells a person what was repaired or lost, with its line where there is one."""
    sentence = say(lang, f"reading.{damage.code}", **dict(damage.details))
    return sentence if damage.line is None else say(lang, "reading.on_line", line=damage.line, sentence=sentence)


def _other_money(form: Form) -> dict[str, object]:
    """Give the money of other years or the whole project, and the totals below the spending lines."""
    found: dict[str, object] = {}
    if form.other_funding:
        found["other_funding"] = {block: _amounts(amounts) for block, amounts in form.other_funding.items()}
    if form.spending_totals:
        found["spending_totals"] = _amounts(form.spending_totals)
    return found


def _amounts(amounts: Mapping[str, Decimal | None]) -> dict[str, str | None]:
    return {name: _decimal(value) for name, value in amounts.items()}


def _spending(lines: Iterable[SpendingLine]) -> list[dict[str, object]]:
    lines = list(lines)
    extras = [name for name in _SPENDING_EXTRAS if any(getattr(line, name) for line in lines)]
    return [
        {"name": line.name, "half_year": _decimal(line.half_year), "full_year": _decimal(line.full_year)}
        | {name: _extra(getattr(line, name)) for name in extras}
        for line in lines
    ]


def _extra(value: object) -> object:
    """Give a value that only some layouts print."""
    if isinstance(value, Mapping):
        return {name: _decimal(each) if isinstance(each, Decimal) else each for name, each in value.items()}
    return value


def _long_term(form: Form) -> dict[str, object]:
    """Give the indicators of the medium term or the whole project, where the layout has such a table."""
    if "long_term" not in form.tables:
        return {}
    return {"long_term_indicators": [_indicator(indicator, form.columns) for indicator in form.long_term_indicators]}


def _unit_totals(form: Form) -> dict[str, object]:
    """Give the sums that count the project, where it stands in a list."""
    if form.unit_totals is None:
        return {}
    return {"unit_totals": [{"name": total.name, "amount": _decimal(total.amount)} for total in form.unit_totals]}


def _indicator(indicator: Indicator, columns: tuple[str, ...]) -> dict[str, object]:
    beside: dict[str, object] = {
        "weight": _decimal(indicator.weight),
        "nature": indicator.nature,
        "declared_direction": indicator.declared_direction,
        "previous": _target(indicator.previous),
        "explanation": indicator.explanation,
    }
    return {
        "level1": indicator.level1,
        "level2": indicator.level2,
        "level3": indicator.level3,
        "half_year": _target(indicator.half_year),
        "full_year": _target(indicator.full_year),
        "standard": indicator.standard,
        "printed_level2": indicator.printed_level2,
        "repaired": indicator.repaired,
        **{name: value for name, value in beside.items() if name in columns},
    }


def _target(target: Target | None) -> dict[str, object] | None:
    if target is None:
        return None
    return {
        "raw": target.raw,
        "operator": target.operator,
        "value": _decimal(target.value),
        "upper": _decimal(target.upper),
        "unit": target.unit,
        "kind": target.kind,
    }


def _place(place: Place) -> dict[str, object]:
    return {
        "source": place.source,
        "page": place.page,
        "line": place.line,
        "cell": place.cell,
        "text": place.text,
        **({} if place.box is None else {"box": list(place.box)}),
    }


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)
