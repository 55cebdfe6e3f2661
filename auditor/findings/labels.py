"""The words that a form prints for its fields, and that rules and their tests are explained with."""

from collections.abc import Mapping, Sequence
from typing import Final

from auditor.forms.model import PERIODS
from auditor.rulebook import names
from auditor.wording import knows, say

_LISTED: Final = 6
"""How many words of a list are shown."""


class LabelWords:
    """Names fields, columns and attributes in one language; ``labels`` are a layout's names of its fields."""

    def __init__(self, labels: Mapping[str, str], lang: str) -> None:
        """Speak in ``lang``; printed labels are Chinese and serve that language only."""
        self._lang = lang
        self._labels = labels if lang == "zh" else {}

    def field(self, name: str) -> str:
        """Give the label of a field of the form, or of a column that a rule needs."""
        field = names.printed_field(name)
        known = self._labels.get(field) or self._named(field.replace(".", "_"))
        if known:
            return known
        if knows(f"spelled.table_{name}"):
            return say(self._lang, f"spelled.table_{name}")
        table, _, column = field.partition(".")
        attribute = self._attribute(column, table) if column else ""
        return self._of(attribute, self.field(table)) if attribute else name

    def _say(self, key: str, /, **details: object) -> str:
        return say(self._lang, key, **details)

    def _named(self, name: str) -> str:
        return say(self._lang, f"names.{name}") if knows(f"names.{name}") else ""

    def _join(self, texts: list[str]) -> str:
        return say(self._lang, "finding.list_separator").join(texts)

    def _of(self, part: str, whole: str) -> str:
        return self._say("spelled.of", part=part, whole=whole)

    def _listed(self, words: Sequence[str]) -> str:
        shown = self._join([self._say("spelled.quoted", text=word) for word in words[:_LISTED]])
        return shown if len(words) <= _LISTED else self._say("spelled.among", shown=shown, count=len(words))

    def _chain(self, whole: str, attributes: tuple[str, ...], owner: str) -> str:
        for name in attributes:
            if owner == "fields" and name == "value":
                continue  # what a field holds is what everybody means by the field
            label = self._attribute(name, owner)
            whole = self._of(label, whole) if whole else label
            owner = names.ELEMENTS.get(owner, {}).get(name, "")
        return whole

    def _attribute(self, name: str, owner: str) -> str:
        if name in PERIODS:
            target = owner in ("indicators", "targets")
            return self._named(f"indicator_{name}") if target else self._labels.get(name) or self._named(name)
        return self._named(name) or name
