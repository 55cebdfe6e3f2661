"""In which order rules over findings or over forms are asked: each after the rules whose findings it looks at."""

from collections.abc import Iterable, Mapping

from auditor.rulebook.rule import Rule


def strata(rules: Iterable[Rule], over: str) -> list[list[Rule]]:
    """Give the rules over ``findings`` or ``forms`` in strata; a rule stands above all rules that it is ``after``.

    A rule that is not among ``rules`` (not selected, on trial) holds nothing up. Circles are found by `circle`.
    """
    chosen = {rule.id: rule for rule in rules if rule.over == over}
    heights: dict[str, int] = {}
    for rule_id in chosen:
        _height(rule_id, chosen, heights)
    found: list[list[Rule]] = [[] for _ in range(max(heights.values(), default=-1) + 1)]
    for rule_id, rule in chosen.items():
        found[heights[rule_id]].append(rule)
    return found


def _height(rule_id: str, rules: Mapping[str, Rule], heights: dict[str, int]) -> int:
    if rule_id not in heights:
        below = [_height(other, rules, heights) for other in _below(rules[rule_id], rules)]
        heights[rule_id] = max(below, default=-1) + 1
    return heights[rule_id]


def _below(rule: Rule, rules: Mapping[str, Rule]) -> list[str]:
    """Give the ids of the rules that a rule is after: those it names, and those of the groups it names."""
    return [
        other.id for other in rules.values() if other.over == rule.over and {other.id, other.group} & set(rule.after)
    ]


def circle(rules: Mapping[str, Rule], rule: Rule) -> list[str]:
    """Give the ids of a circle of ``after`` that a rule stands in, beginning and ending with it; empty for none."""
    trail: list[str] = []
    seen: set[str] = set()

    def leads_back(rule_id: str) -> bool:
        trail.append(rule_id)
        for other in _below(rules[rule_id], rules):
            if other == rule.id:
                return True
            if other not in seen:
                seen.add(other)
                if leads_back(other):
                    return True
        trail.pop()
        return False

    return [*trail, rule.id] if leads_back(rule.id) else []
