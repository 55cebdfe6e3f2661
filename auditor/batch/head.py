"""How a run begins, for its outputs: what was given, which packs judge it, and the number by which the run goes."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from auditor.batch.document import Document
from auditor.findings.evaluation import Evaluation
from auditor.reporting.output import InputFile, PackRecord, RunHead
from auditor.rulebook.pack import Pack
from auditor.rulebook.thresholds import settings_of
from auditor.version import VERSION

_NUMBER_LENGTH: Final = 12
_PACK_FILES: Final = ("pack.yaml", "vocabulary/*.yaml", "layouts/*.yaml", "rules/*/*.yaml")


def run_head(
    documents: Iterable[Document],
    evaluations: Sequence[Evaluation],
    options: Mapping[str, str],
    shown: Callable[[str], str] = str,
) -> RunHead:
    """Give the head of a run; reads every document once for its hash. A document that cannot be read has none.

    ``shown`` gives the name of a document as outputs may show it; the number of the run is made of the names as given.
    """
    profile = evaluations[0].profile
    known = cache(_hash_and_size)  # many members may lie in one archive
    inputs = tuple(InputFile(document.source, *known(document.path)) for document in documents)
    packs = tuple(PackRecord(each.run.pack, pack_hash(each.run.pack), each.rules) for each in evaluations)
    settings = [setting for each in evaluations for setting in settings_of(each.run.pack.rules)]
    stated = [
        VERSION,
        profile,
        dict(options),
        [[each.source, each.sha256] for each in inputs],
        [[each.sha256, [rule.id for rule in each.rules]] for each in packs],
        [[name, param.value.shown] for name, param in settings],
    ]
    number = hashlib.sha256(json.dumps(stated, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()
    inputs = tuple(replace(each, source=shown(each.source)) for each in inputs)
    return RunHead(
        number[:_NUMBER_LENGTH], VERSION, evaluations[0].run.lang, profile, inputs, packs, settings, dict(options)
    )


def pack_hash(pack: Pack) -> str:
    """Give the SHA-256 of the files a pack and its bases are made of, whatever folder they lie in."""
    found = hashlib.sha256()
    for layer in pack.layers:
        paths = [path for pattern in _PACK_FILES for path in sorted(layer.folder.glob(pattern))]
        for path in paths:
            found.update(path.relative_to(layer.folder).as_posix().encode() + b"\0")
            found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def _hash_and_size(path: Path) -> tuple[str, int]:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size
    except OSError:
        return "", 0
