"""Thresholds set for one run: ``--param RULE.NAME=VALUE`` changes the value of a rule's parameter.

The rule must have the parameter, and the value be of its kind. Findings of such a run are recognisable: the pack's
version ends in ``+param``, and every finding of a rule whose threshold was set says so.
"""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from auditor.errors import UsageError
from auditor.forms.vocabulary import Vocabulary
from auditor.marked import Mapping as Marked
from auditor.marked import Reporter, Sequence, Text, Value
from auditor.rulebook.overrides import RuleSource, copy_of, value_kind
from auditor.rulebook.rule import Param, Rule
from auditor.rulebook.scope import Scope

MARK: Final = "+param"
_OPTION: Final = "--param"
_NEAR: Final = 0.4


def split_params(texts: Iterable[str]) -> dict[str, str]:
    """Give the settings that ``RULE.NAME=VALUE`` texts make; raises `UsageError` for another shape, or one twice."""
    found: dict[str, str] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        rule_id, dot, param = name.strip().partition(".")
        if not (rule_id and dot and param and equals and value.strip()):
            raise UsageError("pack.param_shape", found=text)
        key = f"{rule_id.upper()}.{param}"
        if key in found:
            raise UsageError("pack.param_twice", found=key)
        found[key] = value.strip()
    return found


class Thresholds:
    """The settings of a run, applied to one pack after another."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        """Take the values by ``RULE.NAME``."""
        self._settings = settings
        self._used: set[str] = set()
        self._known: list[str] = []
        self._error: UsageError | None = None

    def apply(self, sources: dict[str, RuleSource]) -> dict[str, RuleSource]:
        """Give a pack's rules with the settings made; what does not fit is kept for `check`."""
        found = dict(sources)
        for rule_id, source in sources.items():
            params = source.mapping.get("params")
            for name, old in params.items() if isinstance(params, Marked) else ():
                key = f"{rule_id}.{name}"
                self._known.append(key)
                if key in self._settings and isinstance(old, Marked) and "value" in old:
                    self._used.add(key)
                    value = self._value(key, old["value"])
                    found[rule_id] = _with_value(found[rule_id], name, value)
        return found

    def mark(self, rule: Rule, sources: dict[str, RuleSource]) -> Rule:
        """Give a rule whose parameters know that they were set for this run, and what the pack says."""
        params = dict(rule.params)
        for name, param in rule.params.items():
            if f"{rule.id}.{name}" in self._used:
                params[name] = replace(param, instead_of=_shown(sources[rule.id].mapping, name))
        return rule if params == rule.params else replace(rule, params=params)

    def check(self) -> None:
        """Raise `UsageError` for a setting that fits no rule of any pack of the run, or a value of the wrong kind."""
        for key in self._settings:
            if key not in self._used:
                near = difflib.get_close_matches(key, self._known, 1, _NEAR)
                raise UsageError("pack.param_unknown", found=key, nearest=near[0] if near else "—")
        if self._error is not None:
            raise self._error

    def _value(self, key: str, old: Value) -> Value:
        """Read a value as the kind of the old one; a wrong one is kept for `check`."""
        text = self._settings[key]
        scope = Scope(Vocabulary.from_mappings([]), Reporter())
        kind = value_kind(old, scope)
        words = [_text(word.strip()) for word in text.replace("，", ",").split(",") if word.strip()]
        value: Value = _list(words) if kind == "list" else _text(text)
        if value_kind(value, scope) == kind and words:
            return value
        self._error = self._error or UsageError("pack.param_kind", found=text, name=key, kind=kind)
        return old


def _with_value(source: RuleSource, name: str, value: Value) -> RuleSource:
    """Give what a rule's files say with another value of one parameter."""
    mapping = copy_of(source.mapping)
    params = mapping["params"] = copy_of(mapping["params"])  # type: ignore[arg-type]  # the caller saw both mappings
    param = params[name] = copy_of(params[name])  # type: ignore[arg-type]
    param["value"] = value
    return replace(source, mapping=mapping)


def _shown(mapping: Marked, name: str) -> str:
    """Give the value of a parameter as its author wrote it."""
    params = mapping["params"]
    param = params[name] if isinstance(params, Marked) else None
    value = param["value"] if isinstance(param, Marked) else ""
    return ", ".join(map(str, value)) if isinstance(value, Sequence) else str(value)


def _text(value: str) -> Text:
    """Give a value of the command line as a scalar that stood in quotes."""
    text = Text(value)
    text.file, text.line, text.column, text.plain = _OPTION, 1, 1, False
    return text


def _list(words: Iterable[Text]) -> Sequence:
    found = Sequence(words)
    found.file, found.line, found.column = _OPTION, 1, 1
    return found


def settings_of(rules: Iterable[Rule]) -> list[tuple[str, Param]]:
    """Give the parameters that were set for this run, by ``RULE.NAME``."""
    return [(f"{rule.id}.{name}", param) for rule in rules for name, param in rule.params.items() if param.instead_of]
