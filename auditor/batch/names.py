"""Names of files and of archive members as a person reads them: whole, decoded, and harmless on a terminal."""

import os
import struct
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_IS_UTF8: Final = 0x800
"""The flag bit of a member whose name is UTF-8; without it the name is in the code page of whoever packed it."""
_UNICODE_PATH: Final = 0x7075
_UNICODE_HEAD: Final = struct.Struct("<BL")
_EXTRA_HEAD: Final = struct.Struct("<HH")
_LITTER: Final = frozenset(
    {"__macosx", "thumbs.db", "ehthumbs.db", "desktop.ini", "$recycle.bin", "system volume information", "lost+found"}
)
"""What systems leave in folders; compared in lower case."""
_HIDDEN: Final = (".", "~$")
"""How the names of hidden files and of the lock files of office programs begin."""


def is_litter(name: str) -> bool:
    """Tell whether a file or folder of this name is left out of what is searched."""
    return name.startswith(_HIDDEN) or name.lower() in _LITTER


def shown_path(path: Path) -> str:
    """Give a path with forward slashes; bytes that are no UTF-8 are read as GB18030, the usual other encoding."""
    return _harmless(_decoded(os.fsencode(path)).replace(os.sep, "/"))


def member_names(members: Iterable[zipfile.ZipInfo]) -> list[str]:
    """Give the names of an archive's members in order, each once: later ones of the same name get ``#2`` and so on.

    Names are only shown: no member is ever written where its name says. So ``..``, drives and roots are just left out.
    """
    names: list[str] = []
    seen: dict[str, int] = {}
    for member in members:
        parts = _member_name(member).replace("\\", "/").split("/")
        name = _harmless("/".join(part for part in parts if part not in ("", ".", ".."))) or "?"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return names


def _member_name(member: zipfile.ZipInfo) -> str:
    """Give the name as its packer meant it: zip files made on a Chinese Windows name no encoding and mean GBK."""
    if member.flag_bits & _IS_UTF8:
        return member.orig_filename
    try:
        raw = member.orig_filename.encode("cp437")
    except UnicodeEncodeError:  # a later Python has read the name already where the member says it in UTF-8 as well
        return member.orig_filename
    return _stated_in_utf8(member.extra, raw) or _decoded(raw)


def _stated_in_utf8(extra: bytes, raw: bytes) -> str | None:
    """Give the name that a field beside the member states in UTF-8, if it was stated for this very name."""
    while len(extra) >= _EXTRA_HEAD.size:
        tag, size = _EXTRA_HEAD.unpack_from(extra)
        field, extra = extra[_EXTRA_HEAD.size :][:size], extra[_EXTRA_HEAD.size + size :]
        if tag == _UNICODE_PATH and len(field) > _UNICODE_HEAD.size:
            _, checksum = _UNICODE_HEAD.unpack_from(field)
            if checksum == zlib.crc32(raw):
                return field[_UNICODE_HEAD.size :].decode("utf-8", errors="replace")
    return None


def _decoded(raw: bytes) -> str:
    for codec in ("utf-8", "gb18030"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", errors="replace")


def _harmless(name: str) -> str:
    """Replace what would move the cursor, turn the direction of text round, or break the line."""
    return "".join(char if char.isprintable() else "\ufffd" for char in name)
