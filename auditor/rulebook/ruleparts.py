"""Reads the parts of a rule that are not conditions: its texts, legal basis, parameters and required columns."""

import re
from collections.abc import Collection
from typing import Final

from auditor.marked import Mapping, Sequence, Text, Value
from auditor.rulebook.conditions import ConditionReader
from auditor.rulebook.expressions import Each, Literal, Operand, Proof
from auditor.rulebook.leaves import items
from auditor.rulebook.rule import LANGUAGES, Basis, Param, Template, Texts
from auditor.rulebook.scope import SHOWN, is_collection
from auditor.rulebook.spellings import nearest

PROOF: Final = {name: Proof("text", name, name) for name in ("difference", "found", "expected")}
"""What only a finding knows, and only a text may name."""
_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")
_BRACE: Final = re.compile(r"[{}｛｝]")
_BASIS: Final = ("doc", "at", "verified")


class PartReader(ConditionReader):
    """Reads the parts of one rule."""

    def texts(self, source: Mapping, key: str) -> Texts:
        """Read the texts under ``key``, by language; empty when they are absent or wrong."""
        return {lang: str(text) for lang, text in self._languages(source, key).items()}

    def templates(self, source: Mapping, name: str) -> dict[str, Template]:
        """Read the texts under ``name`` with their placeholders, by language."""
        texts = self._languages(source, name)
        distinct = {id(text): text for text in texts.values()}
        read = {key: self._template(text) for key, text in distinct.items()}
        return {lang: read[id(text)] for lang, text in texts.items()}

    def _languages(self, source: Mapping, key: str) -> dict[str, Text]:
        """Give the text of each language: ``{zh, en}``, or one text that serves for both."""
        value = source.get(key)
        if value is None:
            return {}
        if isinstance(value, Text):
            found: dict[str, Value] = dict.fromkeys(LANGUAGES, value)
        elif not isinstance(value, Mapping) or not self.closed(value, LANGUAGES, ("zh",)):
            self.expect_mapping(value, LANGUAGES)
            return {}
        else:
            found = {lang: value.get(lang, value["zh"]) for lang in LANGUAGES}
        texts = {lang: text for lang, text in found.items() if isinstance(text, Text)}
        if len(texts) < len(found):
            self.wrong(next(text for text in found.values() if not isinstance(text, Text)), "text")
        elif any(text.is_null or not text.strip() for text in texts.values()):
            self.reporter.at(source.key(key), "pack.missing_key", key=key)
        else:
            return texts
        return {}

    def _template(self, text: Text) -> Template:
        parts: list[str | Operand] = []
        for index, piece in enumerate(_PLACEHOLDER.split(text)):
            if index % 2 == 0:
                if brace := _BRACE.search(piece):
                    self._unknown_placeholder(text, piece[brace.start() :])
                parts.append(piece)
            elif (operand := self._filler(text, piece)) is not None:
                parts.append(operand)
        return Template(tuple(part for part in parts if part != ""))

    def _filler(self, text: Text, name: str) -> Operand | None:
        """Give what fills a placeholder: one value, never a column or a table."""
        found = PROOF.get(name) or self.scope.resolve(name)
        if found is None:
            self._unknown_placeholder(text, name)
        elif isinstance(found, Each) or is_collection(found):
            self.reporter.at(text, "pack.wrong_type", found=f"{{{name}}}", expected=f"1 × {found.type}")
        else:
            return found
        return None

    def _unknown_placeholder(self, text: Text, name: str) -> None:
        if not self.scope.is_broken(name):
            allowed = [*PROOF, *self.scope.allowed()]
            near, shown = nearest(name, allowed), ", ".join(allowed[:SHOWN])
            self.reporter.at(text, "pack.placeholder", found=name, nearest=near, allowed=shown)

    def basis(self, value: Value | None, documents: Collection[str]) -> tuple[Basis, ...]:
        """Read what the rule rests on; ``documents`` are the ids of the pack's register."""
        found = []
        for item in items(value):
            if not isinstance(item, Mapping):
                self.expect_mapping(item, _BASIS)
            elif self.closed(item, _BASIS, _BASIS):
                document = self.choice(item["doc"], documents)
                verified = self.choice(item["verified"], ("true", "false")) == "true"
                found.append(Basis(document, self.text(item["at"]), verified))
        return tuple(found)

    def requires(self, value: Value | None, capabilities: Collection[str] | None) -> tuple[str, ...]:
        """Read the columns that a layout must have for the rule to be asked."""
        found = []
        for item in items(value):
            if not isinstance(item, Text):
                self.wrong(item, "name")
            elif capabilities is None or item in capabilities:
                found.append(str(item))
            else:
                allowed, near = ", ".join(sorted(capabilities)), nearest(item, capabilities)
                self.reporter.at(item, "pack.capability", found=item, allowed=allowed, nearest=near)
        return tuple(found)

    def params(self, value: Value | None) -> dict[str, Param]:
        """Read the thresholds of the rule; the names of those that cannot be read are kept as broken."""
        found: dict[str, Param] = {}
        keys = ("value", "unit", "decided_by")
        for name, item in self.pairs(value):
            self.scope.broken.add(f"params.{name}")
            if not isinstance(item, Mapping) or not self.closed(item, keys, ("value", "decided_by")):
                self.expect_mapping(item, keys)
                continue
            literal, unit = self._constant(item["value"]), self.text(item.get("unit"))
            decided_by = self.texts(item, "decided_by")
            if literal is not None and isinstance(value, Mapping) and self.name(name, value):
                found[name] = Param(literal, unit, decided_by)
                self.scope.broken.discard(f"params.{name}")
        return found

    def _constant(self, value: Value) -> Literal | None:
        words = [str(item) for item in items(value) if isinstance(item, Text) and item.strip() and not item.is_null]
        if not words or len(words) < len(items(value)):
            self.wrong(value, "number | text | list")
            return None
        if isinstance(value, Sequence):
            return Literal("list", tuple(words), ", ".join(words))
        if isinstance(value, Text) and (number := self.scope.literal(value, "number")):
            return number
        return Literal("text", words[0], words[0])
