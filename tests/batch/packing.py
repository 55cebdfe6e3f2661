"""Zip archives as senders make them, good and bad ones."""

import io
import stat
import zipfile
from collections.abc import Sequence
from typing import Final

Member = tuple[str | bytes | zipfile.ZipInfo, bytes]
LINK: Final = stat.S_IFLNK | 0o777


def packed(*members: Member) -> bytes:
    """Pack members; a name of bytes is stored as it is, without saying in which encoding."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(_RawName.of(name) if isinstance(name, bytes) else name, content)
    return stream.getvalue()


class _RawName(zipfile.ZipInfo):
    """A member whose name goes into the archive byte by byte."""

    @classmethod
    def of(cls, raw: bytes) -> zipfile.ZipInfo:
        info = cls(raw.decode("cp437"))
        info.filename = raw.decode("cp437")
        info.compress_type = zipfile.ZIP_DEFLATED
        return info

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - the name zipfile asks for
        return self.filename.encode("cp437"), self.flag_bits


def linked(name: str) -> zipfile.ZipInfo:
    """Give a member that is a symbolic link."""
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, LINK << 16
    return info


def nested(depth: int, innermost: Sequence[Member]) -> bytes:
    """Pack archives in archives: ``depth`` of them around the innermost members."""
    content = packed(*innermost)
    for level in range(depth - 1):
        content = packed((f"{level}.zip", content))
    return content


def marked_encrypted(content: bytes) -> bytes:
    """Set the flag of encryption in every entry of the directory."""
    parts = content.split(b"PK\x01\x02")
    return b"PK\x01\x02".join([parts[0], *(part[:4] + bytes([part[4] | 1]) + part[5:] for part in parts[1:])])
