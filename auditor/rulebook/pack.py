"""Packs: a folder with ``pack.yaml``, ``vocabulary/``, ``layouts/``, ``forms/`` and ``rules/<GROUP>/``.

Shipped packs lie in the wheel beside the program, in a checkout in ``rules/`` beside it; any other pack is named by its
folder. A pack that extends another takes its documents, vocabulary, layouts, sample forms and rules, and adds its own.
Loading a pack tells every mistake of every file at once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from auditor.errors import InvalidPack, Problem, UsageError
from auditor.forms.vocabulary import Vocabulary
from auditor.marked import LONGEST, Reporter, is_file, shortened
from auditor.reading.layout import Layout
from auditor.rulebook.documents import Document
from auditor.rulebook.inheritance import HEAD, Layer, note_same_name, read_chain, shipped_packs
from auditor.rulebook.overrides import TEST, RuleSource, collect_rules
from auditor.rulebook.rule import Rule, Texts
from auditor.rulebook.rulefile import RuleReader
from auditor.rulebook.strata import circle
from auditor.rulebook.thresholds import MARK, Thresholds, settings_of
from auditor.rulebook.wordfiles import read_vocabulary

DEFAULT_PACK: Final = "standard"
_PARTS: Final = {"rules": "rules/*/*.yaml", "vocabulary": "vocabulary/*.yaml", "layouts": "layouts/*.yaml"}
_SUFFIXES: Final = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack ready to audit with; ``rules`` are in the order of their ids, without the ``retired`` ones.

    ``layers`` are the packs it is made of: the base of all first, the pack itself last. ``sources`` hold, by rule id,
    what the files of all layers say.
    """

    name: str
    version: str
    title: Texts
    folder: Path
    documents: dict[str, Document]
    vocabulary: Vocabulary
    layouts: tuple[Layout, ...]
    rules: tuple[Rule, ...]
    retired: tuple[Rule, ...] = ()
    layers: tuple[Layer, ...] = ()
    sources: dict[str, RuleSource] = field(default_factory=dict)

    def layout(self, name: str) -> Layout:
        """Give the layout of that name; raises `KeyError` when the pack has none."""
        return next(layout for layout in self.layouts if layout.name == name)

    @property
    def labels(self) -> dict[str, str]:
        """Give the printed label of every field path, as the layout that prints the most of them has it."""
        ordered = sorted(self.layouts, key=lambda each: len(each.fields) + len(each.funding) + len(each.amounts))
        return {path: label for layout in ordered for path, label in layout.names.items()}

    def form_file(self, name: str, layer: Layer) -> tuple[Path, str]:
        """Give a sample form that a test in ``layer`` names, with its name in messages: there, or in a base of it."""
        below = self.layers[: self.layers.index(layer) + 1]
        home = next((each for each in reversed(below) if is_file(each.folder / name)), layer)
        return home.folder / name, home.prefix + shortened(name, LONGEST["name"])


def find_pack(name: str) -> Path:
    """Give the folder of a pack named or given by its path.

    Raises `UsageError` when there is none, `InvalidPack` when there is such a folder but no ``pack.yaml`` in it.
    """
    shipped = shipped_packs()
    given = Path(name)
    if is_file(given / HEAD):
        return given
    if name in shipped:
        return shipped[name]
    if name.strip() and given.is_dir():
        raise InvalidPack([Problem((given / HEAD).as_posix(), 1, 1, "pack.no_head")])
    raise UsageError("pack.not_found", name=name, shipped="、".join(sorted(shipped)))


def load_pack(name: str = DEFAULT_PACK, params: Mapping[str, str] | None = None) -> Pack:
    """Load a pack by name or folder; raises `UsageError`, or `InvalidPack` with all problems of all files.

    ``params`` sets thresholds by ``RULE.NAME``, such as ``{"EXEC-03.min_rate": "40"}``.
    """
    (pack,) = load_packs([name], params)
    return pack


def load_packs(names: Sequence[str], params: Mapping[str, str] | None = None, *, together: bool = True) -> list[Pack]:
    """Load several packs; raises `UsageError`, or `InvalidPack` with all problems of all files of all packs.

    Packs that are used ``together`` in one run must bear different names.
    """
    reporter, thresholds = Reporter(), Thresholds(params or {})
    found = [read_pack(find_pack(name), reporter, f"{name}/" if len(names) > 1 else "", thresholds) for name in names]
    packs = [pack for pack in found if pack is not None]
    if together:
        _note_same_names(packs, reporter)
    if reporter.problems:
        raise InvalidPack(reporter.problems)
    thresholds.check()
    return packs


def _note_same_names(packs: Iterable[Pack], reporter: Reporter) -> None:
    """Note a pack whose name another pack of the run bears, or that another one extends: its rules would run twice."""
    run: list[Pack] = []
    for pack in packs:
        for other in run:
            clash = next((layer for layer in other.layers if layer.name == pack.name), None)
            below = next((layer for layer in pack.layers if layer.name == other.name), None)
            if clash is not None:
                note_same_name(pack.layers[-1], clash, reporter)
            elif below is not None:
                note_same_name(other.layers[-1], below, reporter)
        run.append(pack)


def read_pack(folder: Path, reporter: Reporter, prefix: str = "", thresholds: Thresholds | None = None) -> Pack | None:
    """Read a pack, noting every mistake; gives what could be read, None when not even its head could.

    ``prefix`` stands before the names of its files in messages; ``thresholds`` are those set for one run.
    """
    layers = read_chain(folder, reporter, prefix)
    if not layers:
        return None
    top = layers[-1]
    documents = {name: document for layer in layers for name, document in layer.documents.items()}
    for layer in layers:
        _note_strays(layer, reporter)
    words = [mapping for layer in layers for _, mapping in layer.mappings(_PARTS["vocabulary"], reporter)]
    vocabulary = read_vocabulary(words, reporter)
    before = len(reporter.problems)
    layouts = list(_layouts(layers, reporter))
    provided = {name for layout in layouts for name in layout.provides}
    capabilities = provided if len(reporter.problems) == before else None
    sources, repeated = collect_rules(layers, reporter)
    words_of_rules = {
        "rule": tuple(sorted(sources)),
        "group": tuple(dict.fromkeys(source.stated.path.parent.name for _, source in sorted(sources.items()))),
    }
    reader = RuleReader(vocabulary, documents, capabilities, reporter, words_of_rules)
    thresholds = thresholds or Thresholds({})
    applied = thresholds.apply(sources)
    rules = [thresholds.mark(rule, sources) for rule in _rules([applied[name] for name in sorted(applied)], reader)]
    _note_circles(rules, reporter)
    list(_rules(repeated, reader))
    return Pack(
        name=top.name,
        version=top.version + (MARK if settings_of(rules) else ""),
        title=top.title,
        folder=folder,
        documents=documents,
        vocabulary=vocabulary,
        layouts=tuple({layout.name: layout for layout in layouts}.values()),
        rules=tuple(rule for rule in rules if rule.status != "retired"),
        retired=tuple(rule for rule in rules if rule.status == "retired"),
        layers=tuple(layers),
        sources=sources,
    )


def _note_strays(layer: Layer, reporter: Reporter) -> None:
    """Note YAML files that no pattern reaches: an author must never believe that a rule is asked when it is not."""
    for part, pattern in _PARTS.items():
        read = {path for path, _ in layer.files(pattern) if not path.name.endswith(TEST) or _has_rule(path)}
        for path, name in layer.files(f"{part}/**/*"):
            if path.suffix.lower() in _SUFFIXES and path not in read:
                reporter.in_file(name, 1, 1, "pack.stray_file", expected=pattern)


def _has_rule(test: Path) -> bool:
    return test.with_name(test.name.removesuffix(TEST) + ".yaml").is_file()


def _layouts(layers: Iterable[Layer], reporter: Reporter) -> Iterator[Layout]:
    """Give the layouts of all packs; one of the name of an inherited layout takes its place."""
    for layer in layers:
        for path, mapping in layer.mappings(_PARTS["layouts"], reporter):
            try:
                yield Layout.from_mapping(path.stem, mapping)
            except InvalidPack as error:
                reporter.problems.extend(error.problems)


def _note_circles(rules: Sequence[Rule], reporter: Reporter) -> None:
    """Note rules that are after one another: none of them could be asked first."""
    known = {rule.id: rule for rule in rules}
    for rule in rules:
        if trail := circle(known, rule):
            reporter.in_file(rule.file, 1, 1, "pack.circle", trail=" → ".join(trail))


def _rules(sources: Iterable[RuleSource], reader: RuleReader) -> Iterator[Rule]:
    """Give the rules that have no mistake."""
    for source in sources:
        path = source.stated.path
        rule = reader.read(source.mapping, path.stem)
        if rule is None:
            continue
        if rule.group != path.parent.name:
            reader.reporter.at(source.mapping["group"], "pack.group_folder", found=rule.group, folder=path.parent.name)
        yield rule
