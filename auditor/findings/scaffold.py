"""Begins a rule and its test, and a pack to hold them where there is none: files that work as they are, to be edited.

The texts are the files of ``templates/``; ``rule`` rests on the shipped pack's form, ``plain`` on no more than a name.
"""

import errno
import json
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from auditor.errors import InvalidPack, OutputError, UsageError
from auditor.findings.schemas import schemas
from auditor.marked import Reporter
from auditor.rulebook.inheritance import HEAD, shipped_packs
from auditor.rulebook.overrides import TEST
from auditor.rulebook.pack import DEFAULT_PACK, Pack, read_pack
from auditor.rulebook.rulefile import RULE_ID

_TEMPLATES: Final = Path(__file__).parent / "templates"
_GOOD_FORM: Final = "good.yaml"


def new_rule(rule_id: str, pack_name: str | None) -> list[Path]:
    """Write a rule, its test, and what the pack lacks; gives the files written, none where anything is refused.

    Raises `UsageError` for an id that is none or is taken, and for a folder where no rule may be added; `InvalidPack`
    when the pack there cannot be read.
    """
    if not RULE_ID.match(rule_id):
        raise UsageError("pack.bad_id", found=rule_id)
    folder = _own_folder(pack_name)
    begun = {} if (folder / HEAD).is_file() else {folder / HEAD: _filled(HEAD, {"NAME": _name(folder)})}
    pack = _read(folder, begun)
    if rule_id in pack.sources:
        raise UsageError("rules.id_taken", rule=rule_id, file=pack.sources[rule_id].stated.shown)
    group = folder / "rules" / rule_id.partition("-")[0]
    rule, test = group / f"{rule_id}.yaml", group / f"{rule_id}{TEST}"
    for path in (rule, test):
        if path.exists():
            raise UsageError("rules.id_taken", rule=rule_id, file=path.as_posix())
    marks = {"ID": rule_id, "GROUP": group.name, "FORM": _form(pack), "DOC": _document(pack)}
    marks["VERSION"] = json.dumps(pack.version)
    template = "rule" if any(layer.name == DEFAULT_PACK for layer in pack.layers) else "plain"
    named = {folder / name: text for name, text in schemas(pack).items()}
    files = {**begun, rule: _filled(f"{template}.yaml", marks), test: _filled(f"{template}{TEST}", marks), **named}
    _write(files)
    return list(files)


def _own_folder(name: str | None) -> Path:
    """Give the folder of the author's pack: the one named, or the current one if it is a pack; never a shipped one."""
    shipped = shipped_packs()
    folder = Path(name) if name else Path()
    if not name and not (folder / HEAD).is_file():
        raise UsageError("rules.no_pack_here")
    is_shipped = folder.resolve() in {path.resolve() for path in shipped.values()}
    if is_shipped or (name in shipped and not folder.is_dir()):
        raise UsageError("rules.shipped_pack", name=name or folder.resolve().name)
    if folder.exists() and not folder.is_dir():
        raise OutputError("output.not_writable", path=folder, reason=os.strerror(errno.ENOTDIR))
    return folder


def _name(folder: Path) -> str:
    """Give a new pack the name of its folder, in quotes."""
    name = folder.resolve().name
    if name in shipped_packs():
        raise UsageError("rules.shipped_pack", name=name)
    return json.dumps(name, ensure_ascii=False)


def _read(folder: Path, begun: dict[Path, str]) -> Pack:
    """Read the author's pack, or one that is about to be begun; its rules may have mistakes, its head may not."""
    reporter = Reporter()
    with TemporaryDirectory() as place:
        for path, text in begun.items():
            (Path(place) / path.name).write_text(text, encoding="utf-8")
        pack = read_pack(Path(place) if begun else folder, reporter)
    if pack is None:
        raise InvalidPack(reporter.problems)
    return pack


def _form(pack: Pack) -> str:
    """Give the sample form that tests of the pack may change."""
    found = sorted(path.name for layer in pack.layers for path, _ in layer.files("forms/*.yaml"))
    if not found:
        raise UsageError("rules.no_form", pack=pack.name)
    return f"forms/{_GOOD_FORM if _GOOD_FORM in found else found[0]}"


def _document(pack: Pack) -> str:
    """Give a document that the rule may name: one of the pack's own register, else an inherited one."""
    documents = [*pack.layers[-1].documents, *pack.documents]
    if not documents:
        raise UsageError("rules.no_document", pack=pack.name)
    return documents[0]


def _filled(template: str, marks: dict[str, str]) -> str:
    text = (_TEMPLATES / template).read_text(encoding="utf-8")
    for mark, value in marks.items():
        text = text.replace(f"@{mark}@", value)
    return text


def _write(files: dict[Path, str]) -> None:
    """Write all files or none; raises `OutputError`."""
    before = {path: path.read_bytes() for path in files if path.is_file()}
    done: list[Path] = []
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            done.append(path)
            path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        for written in done:
            written.unlink(missing_ok=True)
            if written in before:
                written.write_bytes(before[written])
        raise OutputError("output.not_writable", path=path, reason=error.strerror) from error
