"""The plain evaluator: judges a predicate's inputs in three-valued logic (Kleene), in a few lines of Python.

It shares nothing with the engine below the plan, so that the two can be held against each other.
"""

from auditor.rulebook.plan import PAIR, Atom, Formula, Input, Inputs, Predicate, Truth


def judge(predicate: Predicate, inputs: Inputs) -> Truth:
    """Give True, False, or None (unknown) for one predicate and its inputs."""
    if predicate.formula == 0:
        return atom_truth(predicate.atoms[0], inputs[0])
    truths = [atom_truth(atom, value) for atom, value in zip(predicate.atoms, inputs, strict=True)]
    return _formula(predicate.formula, truths)


def leaf_truths(predicate: Predicate, inputs: Inputs) -> list[Truth]:
    """Give the truth of each atom, in the predicate's order."""
    return [atom_truth(atom, value) for atom, value in zip(predicate.atoms, inputs, strict=True)]


def _formula(formula: Formula, truths: list[Truth]) -> Truth:
    if isinstance(formula, int):
        return truths[formula]
    operator, parts = formula
    found = [_formula(part, truths) for part in parts]
    if operator == "not":
        return None if found[0] is None else not found[0]
    decisive = operator == "any"
    if decisive in found:
        return decisive
    return None if None in found else not decisive


def atom_truth(atom: Atom, value: Input) -> Truth:
    """Judge one comparison."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return value in atom.constants
    if len(value) == PAIR:
        return value[0] == value[1]
    low, high, right_low, right_high = value
    if atom.operator == "equals":
        return low <= right_high and right_low <= high
    if atom.operator == "at_most":
        return low <= right_high
    if atom.operator == "at_least":
        return high >= right_low
    if atom.operator == "less_than":
        return low < right_high
    return high > right_low
