"""The rule files of a chain of packs, put together: new rules, overrides of inherited ones, and whole replacements.

A file of the extending pack with the id of an inherited rule is an override: it holds ``id`` and any of ``severity``,
``params``, ``status``, ``waivable`` and ``basis``, and changes exactly these. With ``replaces: ID`` it is a whole rule
that takes the place of the inherited one. Anything else is told as a mistake. Source: rule-format.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from auditor.forms.vocabulary import Vocabulary
from auditor.marked import Mapping, Reporter, Sequence, Text, Value
from auditor.rulebook.inheritance import Layer
from auditor.rulebook.leaves import LeafReader
from auditor.rulebook.scope import Scope, looks_numeric
from auditor.rulebook.spellings import nearest

OVERRIDABLE: Final = ("severity", "params", "status", "waivable", "basis")
PARAM_KEYS: Final = ("value", "unit", "decided_by")
TEST: Final = ".test.yaml"
_RULES: Final = "rules/*/*.yaml"


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A file that says something about a rule, and the pack it lies in."""

    path: Path
    layer: Layer

    @property
    def shown(self) -> str:
        """Give the name used in messages."""
        return self.layer.shown(self.path)

    @property
    def test(self) -> Path:
        """Give where the test beside the file is looked for."""
        return self.path.with_suffix(TEST)


@dataclass(frozen=True, slots=True)
class RuleSource:
    """What a rule's files say together; the first file states the rule, the others override parts of it."""

    mapping: Mapping
    files: tuple[RuleFile, ...]

    @property
    def stated(self) -> RuleFile:
        """Give the file that states the rule; the rule belongs to its pack."""
        return self.files[0]

    @property
    def tested(self) -> RuleFile:
        """Give the file whose test counts: the last one that has a test beside it, else the one that states the rule."""
        return next((file for file in reversed(self.files) if file.test.is_file()), self.stated)


def collect_rules(layers: Iterable[Layer], reporter: Reporter) -> tuple[dict[str, RuleSource], list[RuleSource]]:
    """Give the rules of a chain of packs (the base of all first) by id, and the files whose id was used already.

    Every mistake is noted; the latter files are given so that their other mistakes can be told as well.
    """
    found: dict[str, RuleSource] = {}
    repeated: list[RuleSource] = []
    for layer in layers:
        repeated += _LayerReader(layer, found, reporter).read()
    return found, repeated


class _LayerReader(LeafReader):
    """Adds the rules of one pack to those that it inherits."""

    def __init__(self, layer: Layer, found: dict[str, RuleSource], reporter: Reporter) -> None:
        super().__init__(Scope(Vocabulary.from_mappings([]), reporter))
        self.layer = layer
        self.found = found
        self.inherited = dict(found)
        self.own: dict[str, RuleFile] = {}

    def read(self) -> list[RuleSource]:
        """Read every rule file; gives the further files of one id, each of which is told."""
        repeated = []
        for path, mapping in self.layer.mappings(_RULES, self.reporter):
            if path.name.endswith(TEST):
                continue
            file = RuleFile(path, self.layer)
            place = mapping.get("id", mapping)
            rule_id = str(place) if isinstance(place, Text) else path.stem
            if rule_id in self.own:
                self.reporter.at(place, "pack.duplicate_rule", found=rule_id, other=self.own[rule_id].shown)
                repeated.append(RuleSource(mapping, (file,)))
                continue
            self.own[rule_id] = file
            source = self._source(rule_id, place, mapping, file)
            if source is not None:
                self.found[rule_id] = source
        return repeated

    def _source(self, rule_id: str, place: Value, mapping: Mapping, file: RuleFile) -> RuleSource | None:
        base = self.inherited.get(rule_id)
        if "replaces" in mapping:
            return self._whole(rule_id, mapping, file)
        if base is None:
            if self.inherited and set(mapping) <= {"id", *OVERRIDABLE}:
                near = nearest(rule_id, self.inherited)
                self.reporter.at(place, "pack.override_unknown", found=rule_id, nearest=near)
                return None
            return RuleSource(mapping, (file,))
        if "require" in mapping:
            self.reporter.at(place, "pack.restated", found=rule_id, other=base.stated.shown, allowed=_listed())
            return None
        return self._override(rule_id, place, mapping, base, file)

    def _whole(self, rule_id: str, mapping: Mapping, file: RuleFile) -> RuleSource | None:
        """Take a whole rule that stands for the inherited one of the same id."""
        if rule_id not in self.inherited:
            near = nearest(rule_id, self.inherited)
            self.reporter.at(mapping["replaces"], "pack.override_unknown", found=rule_id, nearest=near)
            return None
        self.choice(mapping["replaces"], (rule_id,))
        whole = copy_of(mapping)
        del whole["replaces"]
        return RuleSource(whole, (file,))

    def _override(
        self, rule_id: str, place: Value, mapping: Mapping, base: RuleSource, file: RuleFile
    ) -> RuleSource | None:
        for key in mapping:
            if key not in ("id", *OVERRIDABLE):
                self.reporter.at(mapping.key(key), "pack.override_key", found=key, allowed=_listed(), rule=rule_id)
        if base.mapping.get("status") == "retired":
            self.reporter.at(place, "pack.override_retired", found=rule_id, other=base.stated.shown)
            return None
        if len(mapping) == 1:
            self.reporter.at(place, "pack.override_nothing", allowed=_listed())
        self._check_place(place, base, file)
        merged = copy_of(base.mapping)
        for key in OVERRIDABLE:
            if key in mapping and key != "params":
                merged[mapping.key(key)] = mapping[key]
        if "params" in mapping:
            merged["params"] = self._params(mapping["params"], base.mapping.get("params"))
        return RuleSource(merged, (*base.files, file))

    def _check_place(self, place: Value, base: RuleSource, file: RuleFile) -> None:
        """Check that an override lies where its rule would: a file named by the id, in the folder of the group."""
        if isinstance(place, Text) and place != file.path.stem:
            self.reporter.at(place, "pack.id_file", found=place, file=file.path.stem)
        group, folder = base.mapping.get("group"), file.path.parent.name
        if isinstance(group, Text) and group != folder:
            self.reporter.at(place, "pack.group_folder", found=group, folder=folder)

    def _params(self, value: Value, inherited: Value | None) -> Mapping:
        """Give the thresholds of the base with the values that the override gives."""
        known = inherited if isinstance(inherited, Mapping) else Mapping()
        merged = copy_of(known)
        for name, item in self.pairs(value):
            old = known.get(name)
            if not isinstance(old, Mapping):
                if isinstance(value, Mapping):
                    near, allowed = nearest(name, known), ", ".join(known) or "—"
                    self.reporter.at(value.key(name), "pack.unknown_key", found=name, nearest=near, allowed=allowed)
            elif isinstance(item, Mapping) and self.closed(item, PARAM_KEYS, ("value",)):
                if self._is_alike(item["value"], old["value"]):
                    param = merged[name] = copy_of(old)
                    param.update(item)
            elif isinstance(item, Text):
                self.reporter.at(item, "pack.override_bare", found=item, name=name)
            else:
                self.expect_mapping(item, PARAM_KEYS)
        return merged

    def _is_alike(self, new: Value, old: Value) -> bool:
        """Tell whether a threshold's new value is of the kind of the old one; it is told where it is not."""
        expected = value_kind(old, self.scope)
        if value_kind(new, self.scope) == expected:
            return True
        if expected == "number" and isinstance(new, Text) and looks_numeric(new):
            self.reporter.at(new, "pack.bad_number", found=new)
        else:
            self.wrong(new, expected)
        return False


def value_kind(value: Value, scope: Scope) -> str:
    """Give the kind of a threshold as its author writes it: ``number``, ``text``, ``list``; a mapping is none."""
    if isinstance(value, Text):
        return "number" if scope.literal(value, "number") else "text"
    return "list" if isinstance(value, Sequence) else "{}"


def copy_of(mapping: Mapping) -> Mapping:
    """Give a mapping of its own with the same values, at the same place."""
    copied = Mapping(mapping)
    copied.file, copied.line, copied.column = mapping.file, mapping.line, mapping.column
    return copied


def _listed() -> str:
    return ", ".join(OVERRIDABLE)
