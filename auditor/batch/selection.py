"""Which rules run and which layouts read: ``--select``, ``--ignore`` (rule ids or groups, separated by commas) and ``--trial``.

A rule on trial is off. It runs when ``--select`` names it by its id, or with ``--trial``; the name of its group alone
does not switch it on.
"""

import difflib
from collections.abc import Sequence

from auditor.errors import UsageError
from auditor.reading.layout import Layout
from auditor.rulebook.pack import Pack
from auditor.rulebook.rule import Rule
from auditor.rulebook.spellings import nearest


def chosen_rules(
    packs: Sequence[Pack], select: str | None = None, ignore: str | None = None, *, trial: bool = False
) -> list[frozenset[str]]:
    """Give, for each pack, the ids of its rules to run.

    Raises `UsageError` for an id or group that no pack has, and where all rules that ``select`` names are on trial.
    """
    rules = [rule for pack in packs for rule in pack.rules]
    wanted = None if select is None else _named(select, packs)
    ignored = _named(ignore or "", packs)
    chosen = [
        frozenset(rule.id for rule in pack.rules if _runs(rule, wanted, trial=trial) and not _is_among(rule, ignored))
        for pack in packs
    ]
    if wanted and not trial and not any(_runs(rule, wanted, trial=False) for rule in rules):
        raise UsageError("pack.only_trial", found=select)
    return chosen


def chosen_layouts(pack: Pack, name: str | None) -> tuple[Layout, ...]:
    """Give the layout of that name, or all of the pack's; raises `UsageError` for a name that it does not have."""
    found = tuple(layout for layout in pack.layouts if name in (None, layout.name))
    if not found:
        names = sorted(layout.name for layout in pack.layouts)
        raise UsageError("cli.no_layout", found=name, nearest=nearest(name, names), allowed=", ".join(names))
    return found


def with_effects(packs: Sequence[Pack], chosen: Sequence[frozenset[str]], ignore: str | None) -> list[frozenset[str]]:
    """Add the rules that only change what others find (``then``), unless they are ignored or on trial.

    Whoever selects a few rules to look at must not miss that damage explains a finding.
    """
    kept = chosen_rules(packs, None, ignore)
    effects = [{rule.id for rule in pack.rules if rule.effect is not None} for pack in packs]
    return [rules | (kept_of & of_pack) for rules, kept_of, of_pack in zip(chosen, kept, effects, strict=True)]


def sleeping_rules(
    packs: Sequence[Pack], chosen: Sequence[frozenset[str]], select: str | None = None, ignore: str | None = None
) -> list[str]:
    """Give the ids of the rules on trial that were not chosen, and would be with ``--trial``."""
    all_on = chosen_rules(packs, select, ignore, trial=True)
    return sorted({rule_id for on, now in zip(all_on, chosen, strict=True) for rule_id in on - now})


def _runs(rule: Rule, wanted: frozenset[str] | None, *, trial: bool) -> bool:
    if rule.status == "trial" and not trial:
        return wanted is not None and rule.id in wanted
    return wanted is None or _is_among(rule, wanted)


def _is_among(rule: Rule, names: frozenset[str]) -> bool:
    return rule.id in names or rule.group in names


def _named(text: str, packs: Sequence[Pack]) -> frozenset[str]:
    """Give the ids and groups that a text lists."""
    rules = [rule for pack in packs for rule in pack.rules]
    ids, groups = [rule.id for rule in rules], [rule.group for rule in rules]
    names = list(dict.fromkeys((*ids, *groups)))
    found = [part.strip().upper() for part in text.replace("，", ",").split(",") if part.strip()]
    for name in found:
        if name not in names:
            _refuse_retired(name, packs)
            near = difflib.get_close_matches(name, names, 1, 0.4)
            raise UsageError("pack.unknown_rule", found=name, nearest=near[0] if near else "—")
    return frozenset(found)


def _refuse_retired(name: str, packs: Sequence[Pack]) -> None:
    """Raise `UsageError` that tells of the file in which a rule is switched off, if this is one."""
    for pack in packs:
        if any(rule.id == name for rule in pack.retired):
            raise UsageError("pack.rule_retired", found=name, file=pack.sources[name].files[-1].shown)
