"""``extends``: the chain of packs that one pack rests on, each with the head of its ``pack.yaml``.

A pack extends one base: a shipped pack by its name (``extends: standard``), any other by its path, relative to the
pack (``extends: ../provincial``). Messages name a file of the pack itself by its path in the pack, and a file of a base
by what ``extends`` says before it: ``standard/rules/FUND/FUND-05.yaml``.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from auditor.forms.vocabulary import Vocabulary
from auditor.marked import Mapping, Reporter, Text, Value, is_file, load
from auditor.rulebook.documents import Document, read_documents, read_title
from auditor.rulebook.leaves import LeafReader
from auditor.rulebook.rule import LANGUAGES, Texts
from auditor.rulebook.scope import Scope
from auditor.rulebook.spellings import nearest
from auditor.rulebook.versions import is_in_range, read_version
from auditor.version import VERSION

MAX_CHAIN: Final = 8
"""Packs in one chain; state, province, city, county and one's own are five."""
HEAD: Final = "pack.yaml"
KEYS: Final = ("name", "version", "title", "extends", "needs_engine", "documents")
NEEDED: Final = ("name", "version")
_PACKAGE: Final = Path(__file__).parent.parent
_SHIPPED: Final = (_PACKAGE / "_packs", _PACKAGE.parent / "rules")


@dataclass(frozen=True, slots=True)
class Layer:
    """One pack of a chain; ``prefix`` stands before the names of its files in messages."""

    name: str
    version: str
    title: Texts
    documents: dict[str, Document]
    folder: Path
    prefix: str
    head: Mapping

    def files(self, pattern: str) -> list[tuple[Path, str]]:
        """Give the files that match, in a fixed order, with the names used in messages."""
        return [(path, self.shown(path)) for path in sorted(self.folder.glob(pattern))]

    def mappings(self, pattern: str, reporter: Reporter) -> Iterator[tuple[Path, Mapping]]:
        """Give the YAML files that match and can be read at all."""
        for path, name in self.files(pattern):
            mapping = load(path, name, reporter)
            if mapping is not None:
                yield path, mapping

    def shown(self, path: Path) -> str:
        """Give the name of a file of this pack as messages write it."""
        return self.prefix + path.relative_to(self.folder).as_posix()


def shipped_packs() -> dict[str, Path]:
    """Give the packs that travel with the program by their names: in the wheel, or in ``rules/`` of a checkout."""
    return {path.parent.name: path.parent for root in reversed(_SHIPPED) for path in sorted(root.glob(f"*/{HEAD}"))}


def read_chain(folder: Path, reporter: Reporter, prefix: str = "") -> list[Layer]:
    """Give a pack and all it rests on, the base of all first; empty when one of them cannot be used at all."""
    found: list[Layer] = []
    seen: dict[Path, Layer] = {}
    while True:
        layer = _read_head(folder, prefix, reporter)
        if layer is None:
            return []
        seen[folder.resolve()] = layer
        found.insert(0, layer)
        extends = layer.head.get("extends")
        if extends is None:
            break
        base = _base(extends, layer, reporter)
        if base is None or not _may_rest_on(extends, base, seen, reporter):
            return []
        folder, prefix = base, _prefix(extends, prefix)
    return found if _have_own_names(found, reporter) else []


def _read_head(folder: Path, prefix: str, reporter: Reporter) -> Layer | None:
    """Read a pack's head; None when it cannot be read, or says that this program is not the one it was written for."""
    head = load(folder / HEAD, prefix + HEAD, reporter)
    if head is None:
        return None
    reader = LeafReader(Scope(Vocabulary.from_mappings([]), reporter))
    if not _fits_engine(head.get("needs_engine"), reader):
        return None
    reader.closed(head, KEYS, NEEDED if "extends" in head else (*NEEDED, "documents"))
    name = _name(head, reader) or folder.name
    return Layer(
        name=name,
        version=_version(head.get("version"), reader),
        title=read_title(head["title"], reader) if "title" in head else dict.fromkeys(LANGUAGES, name),
        documents=read_documents(head.get("documents"), reader),
        folder=folder,
        prefix=prefix,
        head=head,
    )


def _name(head: Mapping, reader: LeafReader) -> str:
    name = reader.text(head.get("name"))
    if "name" in head and not name.strip():
        reader.reporter.at(head.key("name"), "pack.missing_key", key="name")
    return name


def _version(value: Value | None, reader: LeafReader) -> str:
    text = reader.text(value)
    if isinstance(value, Text) and read_version(text) is None:
        reader.reporter.at(value, "pack.bad_version", found=text)
    return text


def _fits_engine(value: Value | None, reader: LeafReader) -> bool:
    """Tell whether this program is one that the pack was written for; a range that cannot be read is told as well."""
    wanted = reader.text(value)
    fits = None if value is None else is_in_range(VERSION, wanted)
    if isinstance(value, Text) and fits is None:
        reader.reporter.at(value, "pack.bad_range", found=wanted)
    elif isinstance(value, Text) and not fits:
        reader.reporter.at(value, "pack.needs_engine", wanted=wanted, version=VERSION)
        return False
    return True


def _base(extends: Value, layer: Layer, reporter: Reporter) -> Path | None:
    """Find the base of a pack; its absence is told where ``extends`` stands."""
    if not isinstance(extends, Text) or not extends.strip():
        reporter.at(extends, "pack.wrong_type", found="…", expected="shipped name | path")
        return None
    shipped = shipped_packs()
    found = layer.folder / extends.replace("\\", "/") if _is_path(extends) else shipped.get(extends)
    if found is not None and is_file(found / HEAD):
        return found
    key = "pack.base_path" if _is_path(extends) else "pack.base_name"
    reporter.at(extends, key, found=extends, nearest=nearest(extends, shipped), shipped="、".join(sorted(shipped)))
    return None


def _is_path(extends: str) -> bool:
    return extends in (".", "..") or "/" in extends or "\\" in extends


def _prefix(extends: Value, prefix: str) -> str:
    text = str(extends).replace("\\", "/")
    return (posixpath.normpath(posixpath.join(prefix, text)) if _is_path(text) else text) + "/"


def _may_rest_on(extends: Value, base: Path, seen: dict[Path, Layer], reporter: Reporter) -> bool:
    """Tell whether a chain may go on with ``base``: not in a circle, and not without end."""
    if base.resolve() in seen:
        names = [layer.name for layer in seen.values()]
        circle = names[list(seen).index(base.resolve()) :]
        reporter.at(extends, "pack.circular", chain=" → ".join((*circle, circle[0])))
        return False
    if len(seen) >= MAX_CHAIN:
        reporter.at(extends, "pack.chain_too_long", limit=MAX_CHAIN)
        return False
    return True


def _have_own_names(layers: list[Layer], reporter: Reporter) -> bool:
    """Tell whether each pack of a chain has a name of its own: findings and messages name packs by it."""
    first: dict[str, Layer] = {}
    sound = True
    for layer in layers:
        other = first.setdefault(layer.name, layer)
        if other is not layer:
            note_same_name(layer, other, reporter)
            sound = False
    return sound


def note_same_name(layer: Layer, other: Layer, reporter: Reporter) -> None:
    """Tell that a pack bears the name of another one, where it says so."""
    reporter.at(layer.head["name"], "pack.same_name", found=layer.name, other=other.shown(other.folder / HEAD))
