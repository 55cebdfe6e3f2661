"""Packs: a folder with ``pack.yaml``, ``vocabulary/``, ``layouts/``, ``forms/`` and ``rules/<GROUP>/``.

Shipped packs lie in the wheel beside the program, in a checkout in ``rules/`` beside it; any other pack is named by its
folder. Loading a pack tells every mistake of every file at once.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from auditor.errors import InvalidPack, UsageError
from auditor.forms.vocabulary import Vocabulary
from auditor.marked import Mapping, Reporter, Value, load
from auditor.reading.layout import Layout
from auditor.rulebook.leaves import LeafReader
from auditor.rulebook.rule import LANGUAGES, Rule, Texts
from auditor.rulebook.rulefile import RuleReader
from auditor.rulebook.scope import Scope
from auditor.rulebook.wordfiles import read_vocabulary

DEFAULT_PACK: Final = "standard"
_PACKAGE: Final = Path(__file__).parent.parent
_SHIPPED: Final = (_PACKAGE / "_packs", _PACKAGE.parent / "rules")
_KEYS: Final = ("name", "version", "title", "documents")
_PARTS: Final = {"rules": "rules/*/*.yaml", "vocabulary": "vocabulary/*.yaml", "layouts": "layouts/*.yaml"}
_TEST: Final = ".test.yaml"
_SUFFIXES: Final = (".yaml", ".yml")
_DOCUMENT_KEYS: Final = ("title", "number", "issued", "in_force", "verified")


@dataclass(frozen=True, slots=True)
class Document:
    """An entry of the pack's register of documents; dates as printed, empty where unknown."""

    id: str
    title: Texts
    number: str
    issued: str
    in_force: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack ready to audit with; ``rules`` are in the order of their ids."""

    name: str
    version: str
    title: Texts
    folder: Path
    documents: dict[str, Document]
    vocabulary: Vocabulary
    layouts: tuple[Layout, ...]
    rules: tuple[Rule, ...]

    def layout(self, name: str) -> Layout:
        """Give the layout of that name; raises `KeyError` when the pack has none."""
        return next(layout for layout in self.layouts if layout.name == name)


def shipped_packs() -> list[str]:
    """Give the names of the packs that travel with the program."""
    found = {path.parent.name for root in _SHIPPED for path in root.glob("*/pack.yaml")}
    return sorted(found)


def find_pack(name: str) -> Path:
    """Give the folder of a pack named or given by its path; raises `UsageError` when there is none."""
    given = Path(name)
    for folder in (given, *(root / name for root in _SHIPPED)):
        if (folder / "pack.yaml").is_file():
            return folder
    raise UsageError("pack.not_found", name=name, shipped="、".join(shipped_packs()))


def load_pack(name: str = DEFAULT_PACK) -> Pack:
    """Load a pack by name or folder; raises `UsageError`, or `InvalidPack` with all problems of all files."""
    reporter = Reporter()
    pack = read_pack(find_pack(name), reporter)
    if pack is None or reporter.problems:
        raise InvalidPack(reporter.problems)
    return pack


def read_pack(folder: Path, reporter: Reporter) -> Pack | None:
    """Read a pack, noting every mistake; gives what could be read, None when not even its head could."""
    head = load(folder / "pack.yaml", "pack.yaml", reporter)
    if head is None:
        return None
    reader = LeafReader(Scope(Vocabulary.from_mappings([]), reporter))
    reader.closed(head, _KEYS, ("name", "version", "documents"))
    documents = {name: _document(name, item, reader) for name, item in reader.pairs(head.get("documents"))}
    _note_strays(folder, reporter)
    vocabulary = read_vocabulary(_mappings(folder, "vocabulary/*.yaml", reporter), reporter)
    before = len(reporter.problems)
    layouts = _layouts(folder, reporter)
    provided = {name for layout in layouts for name in layout.provides}
    capabilities = provided if len(reporter.problems) == before else None
    rules = _rules(folder, RuleReader(vocabulary, documents, capabilities, reporter))
    return Pack(
        name=reader.text(head.get("name")) or folder.name,
        version=reader.text(head.get("version")),
        title=_texts(head.get("title"), reader),
        folder=folder,
        documents=documents,
        vocabulary=vocabulary,
        layouts=layouts,
        rules=rules,
    )


def _texts(value: Value | None, reader: LeafReader) -> Texts:
    if isinstance(value, Mapping) and reader.closed(value, LANGUAGES, ("zh",)):
        return {lang: reader.text(value.get(lang, value["zh"])) for lang in LANGUAGES}
    return dict.fromkeys(LANGUAGES, "" if isinstance(value, Mapping) else reader.text(value))


def _document(name: str, item: Value, reader: LeafReader) -> Document:
    """Read an entry of the register; a wrong one is noted and kept by its name, so that rules may rest on it."""
    if not isinstance(item, Mapping) or not reader.closed(item, _DOCUMENT_KEYS, ("title", "verified")):
        reader.expect_mapping(item, _DOCUMENT_KEYS)
        item = Mapping()
    texts = {key: reader.text(item.get(key)) for key in ("number", "issued", "in_force")}
    verified = reader.choice(item.get("verified"), ("true", "false")) == "true"
    return Document(name, _texts(item.get("title"), reader), **texts, verified=verified)


def _files(folder: Path, pattern: str) -> list[tuple[Path, str]]:
    """Give the files of a pack in a fixed order, with the names used in messages."""
    return [(path, path.relative_to(folder).as_posix()) for path in sorted(folder.glob(pattern))]


def _mappings(folder: Path, pattern: str, reporter: Reporter) -> list[Mapping]:
    """Give the files that can be read at all."""
    found = [load(path, name, reporter) for path, name in _files(folder, pattern)]
    return [mapping for mapping in found if mapping is not None]


def _note_strays(folder: Path, reporter: Reporter) -> None:
    """Note YAML files that no pattern reaches: an author must never believe that a rule is asked when it is not."""
    for part, pattern in _PARTS.items():
        read = {path for path in folder.glob(pattern) if path.with_name(path.name.replace(_TEST, ".yaml")).is_file()}
        for path, name in _files(folder / part, "**/*"):
            if path.suffix.lower() in _SUFFIXES and path not in read:
                reporter.in_file(f"{part}/{name}", 1, 1, "pack.stray_file", expected=pattern)


def _layouts(folder: Path, reporter: Reporter) -> tuple[Layout, ...]:
    found = []
    for path, name in _files(folder, "layouts/*.yaml"):
        mapping = load(path, name, reporter)
        if mapping is None:
            continue
        try:
            found.append(Layout.from_mapping(path.stem, mapping))
        except InvalidPack as error:
            reporter.problems.extend(error.problems)
    return tuple(found)


def _rules(folder: Path, reader: RuleReader) -> tuple[Rule, ...]:
    found: dict[str, Rule] = {}
    for path, name in _files(folder, "rules/*/*.yaml"):
        if path.name.endswith(_TEST):
            continue
        mapping = load(path, name, reader.reporter)
        rule = None if mapping is None else reader.read(mapping, path.stem)
        if mapping is None or rule is None:
            continue
        if rule.id in found:
            place = mapping["id"]
            reader.reporter.at(place, "pack.duplicate_rule", found=rule.id, other=found[rule.id].file)
        if rule.group != path.parent.name:
            reader.reporter.at(mapping["group"], "pack.group_folder", found=rule.group, folder=path.parent.name)
        if rule.status != "retired":
            found[rule.id] = rule
    return tuple(found[key] for key in sorted(found))
