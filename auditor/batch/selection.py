"""``--select`` and ``--ignore``: rule ids or groups, separated by commas."""

import difflib
from collections.abc import Sequence

from auditor.errors import UsageError
from auditor.rulebook.pack import Pack


def chosen_rules(packs: Sequence[Pack], select: str | None, ignore: str | None) -> frozenset[str]:
    """Give the ids of the rules to run; raises `UsageError` for an id or group that no pack has."""
    known = {rule.id: rule.group for pack in packs for rule in pack.rules}
    chosen = _ids(select, known) if select is not None else set(known)
    return frozenset(chosen - (_ids(ignore, known) if ignore is not None else set()))


def _ids(text: str, known: dict[str, str]) -> set[str]:
    found: set[str] = set()
    for name in filter(None, (part.strip().upper() for part in text.replace("，", ",").split(","))):
        matching = {rule_id for rule_id, group in known.items() if name in (rule_id, group)}
        if not matching:
            names = [*known, *dict.fromkeys(known.values())]
            near = difflib.get_close_matches(name, names, 1, 0.4)
            raise UsageError("pack.unknown_rule", found=name, nearest=near[0] if near else "—")
        found |= matching
    return found
