"""Open ZIP archives, only if they are harmless."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from stat import S_IFLNK, S_IFMT

from data.lists.readers.limits import (
    MOST_RATIO,
    MOST_UNPACKED_BYTES,
    MOST_ZIP_ENTRIES,
    SMALL_UNPACKED_BYTES,
)
from data.lists.readers.raw_table import UnreadableError
from data.model.errors import msgid

_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_LONGEST_COMMENT = 65_535
_ENTRY_BYTES = 1_000
"""Most bytes per directory entry: its names have some hundred letters at most."""

_ENCRYPTED = 1
_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The methods that spreadsheets and systems use. Others may need gigabytes to unpack a byte."""

_PIECE = 1 << 20
_NEW_ZIP = msgid("Create the ZIP again from the original files.")


def open_zip(data: bytes, file: str) -> zipfile.ZipFile:
    """Open an archive.

    Returns:
        The archive. Its entries are within the limits, and none is encrypted, a link, a duplicate
        or has an unsafe path. Python never reads more of an entry than the size checked here.

    Raises:
        UnreadableError: The archive is damaged, or an entry breaks these rules.
    """
    _check_directory(data, file)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error) as error:
        raise _damage_error(file) from error
    entries = archive.infolist()
    _check_sizes(entries, file)
    _check_names(entries, file)
    return archive


def unpack(archive: zipfile.ZipFile, name: str, file: str) -> Iterator[bytes]:
    """Unpack an entry piece by piece.

    Raises:
        UnreadableError: The entry is damaged, or its size differs from the directory's.
    """
    size = 0
    try:
        with archive.open(name) as entry:
            while piece := entry.read(_PIECE):
                size += len(piece)
                yield piece
    except Exception as error:
        # zlib.error, BadZipFile, EOFError, NotImplementedError ...: zipfile has no common base.
        raise _damage_error(file) from error
    if size != archive.getinfo(name).file_size:
        raise _damage_error(file)


def _damage_error(file: str) -> UnreadableError:
    return UnreadableError(
        msgid("{file} is damaged or incomplete."),
        msgid("Save the file again, then try again."),
        file=file,
    )


def _check_directory(data: bytes, file: str) -> None:
    """Check the directory's size before Python makes an object of each entry."""
    end = data.rfind(_END_MARK, max(0, len(data) - _LONGEST_COMMENT - _END.size))
    if end < 0 or len(data) - end < _END.size:
        raise _damage_error(file)
    *_, count, size, _start, _comment = _END.unpack_from(data, end)
    if count > MOST_ZIP_ENTRIES or size > MOST_ZIP_ENTRIES * _ENTRY_BYTES:
        raise UnreadableError(
            msgid("Too many files in {file} (limit: {most})."),
            msgid("Keep only the files you need."),
            file=file,
            most=f"{MOST_ZIP_ENTRIES:,}",
        )


def _check_sizes(entries: list[zipfile.ZipInfo], file: str) -> None:
    total = sum(entry.file_size for entry in entries)
    packed = max(sum(entry.compress_size for entry in entries), 1)
    if total > MOST_UNPACKED_BYTES or (
        total > SMALL_UNPACKED_BYTES and total > MOST_RATIO * packed
    ):
        raise UnreadableError(
            msgid("{file} is too large when unpacked: {size} MB."),
            msgid("Delete pictures and empty rows and columns, or save the table as CSV."),
            file=file,
            size=f"{total // 1_000_000:,}",
        )
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnreadableError(
            msgid("{file} is protected by a password."),
            msgid("Save it without a password, then try again."),
            file=file,
        )
    if any(entry.compress_type not in _READABLE for entry in entries):
        raise UnreadableError(
            msgid("{file} uses an unsupported kind of compression."), _NEW_ZIP, file=file
        )


def _check_names(entries: list[zipfile.ZipInfo], file: str) -> None:
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename
        if not is_safe_path(name):
            problem = msgid("{file} contains an unsafe path: {path}.")
        elif S_IFMT(entry.external_attr >> 16) == S_IFLNK:
            problem = msgid("{file} contains a link instead of a file: {path}.")
        elif name.casefold() in seen:
            problem = msgid("{file} contains two files with the same name: {path}.")
        else:
            seen.add(name.casefold())
            continue
        raise UnreadableError(problem, _NEW_ZIP, file=file, path=safe_path(name))


def is_safe_path(name: str) -> bool:
    """Whether a path in an archive stays inside the target folder on every system."""
    parts = name.rstrip("/").split("/")
    return (
        name.isprintable()
        and not any(sign in name for sign in ':\\"<>|?*')
        and not any(part in {"", ".", ".."} or part.endswith((" ", ".")) for part in parts)
        and not PurePosixPath(name).is_absolute()
    )


def safe_path(name: str) -> str:
    """Return a path that is safe to show in a message."""
    return "".join(sign if sign.isprintable() else "?" for sign in name[:100])
