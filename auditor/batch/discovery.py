"""INPUT… → the documents of a batch, each once, in a fixed order. Source: contract.md §1."""

import glob
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from auditor.errors import UnreadableDocument, UsageError

_MAGIC: Final = "*?["
_LEFT_OUT: Final = (".", "~$")


@dataclass(frozen=True, slots=True, order=True)
class Document:
    """A file to read; ``source`` is how findings name it: the path as given, with forward slashes."""

    source: str
    path: Path


def discover(
    inputs: Iterable[str], besides: Iterable[Path | None] = ()
) -> tuple[list[Document], list[UnreadableDocument]]:
    """Give every document of the inputs, sorted by name, and what could not even be found.

    A folder is searched recursively; hidden files and the lock files of office programs (``~$…``) in it are left out,
    and so are the files ``besides``, which steer the run. Raises `UsageError` when no input is given at all.
    """
    found: dict[Path, Document] = {}
    missing: list[UnreadableDocument] = []
    given = list(inputs)
    apart = {path.resolve() for path in besides if path is not None}
    if not given:
        raise UsageError("batch.no_input")
    for text in given:
        paths = list(_paths(text))
        if not paths:
            missing.append(UnreadableDocument("batch.not_found", source=text))
        for path in paths:
            if path.resolve() in apart:
                continue
            document = Document(path.as_posix(), path)
            known = found.setdefault(path.resolve(), document)
            found[path.resolve()] = min(known, document)
    return sorted(found.values()), missing


def _paths(text: str) -> Iterator[Path]:
    path = Path(text)
    if path.is_dir():
        yield from (inner for inner in sorted(path.rglob("*")) if inner.is_file() and _is_wanted(inner, path))
    elif path.exists() or not any(char in text for char in _MAGIC):
        if path.exists():
            yield path
    else:
        for name in sorted(glob.glob(text, recursive=True)):  # noqa: PTH207 - Path has no glob for absolute patterns
            yield from _paths(name)


def _is_wanted(path: Path, folder: Path) -> bool:
    return not any(part.startswith(_LEFT_OUT) for part in path.relative_to(folder).parts)
