"""Folders searched: every file in them once, and what of them could not be searched."""

import os
from collections.abc import Iterator
from pathlib import Path

from auditor.batch.names import is_litter, shown_path
from auditor.errors import UnreadableDocument

Identity = tuple[int, int] | Path
"""What tells one file on disk from all others, whatever names lead to it."""


def identity(path: Path) -> Identity:
    """Give the device and number of a file or folder; its resolved path where the system has none, or it is gone."""
    try:
        state = path.stat()
    except OSError:
        return path.absolute()
    return (state.st_dev, state.st_ino) if state.st_ino else path.resolve()


def files_in(folder: Path) -> Iterator[Path | UnreadableDocument]:
    """Give every file of a folder and its subfolders, litter left out, and a refusal for what cannot be looked into.

    A link to a folder is followed only inside the folder given, where it leads to nothing new: so nobody who sends a
    folder can have the whole disk searched, and links in a ring end. One that leads elsewhere is refused.
    """
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        try:
            with os.scandir(current) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            yield UnreadableDocument(
                "batch.folder_unreadable", source=shown_path(current), reason=error.strerror or error
            )
            continue
        for entry in entries:
            path = current / entry.name
            if is_litter(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            elif (refusal := _refusal(path, folder)) is not None:
                yield refusal
            elif not path.is_dir():
                yield path


def _refusal(path: Path, folder: Path) -> UnreadableDocument | None:
    """Tell what is wrong with a link; None for a file, a link to one, and a link into the folder itself."""
    if not path.is_symlink():
        return None
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):  # until Python 3.13 a link in a ring is a RuntimeError
        return UnreadableDocument("batch.broken_link", source=shown_path(path))
    if target.is_dir() and not target.is_relative_to(folder.resolve()):
        return UnreadableDocument("batch.link_outside", source=shown_path(path), target=shown_path(target))
    return None
