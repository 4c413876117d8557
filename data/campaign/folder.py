"""Small files in a campaign's folder, whether that is on a disk or in memory."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Self, TypeVar
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_Made = TypeVar("_Made")

_MOST_MADE = 128
_made_of_disks: dict[Any, Any] = {}
"""What was made of files on disks: those of the server's campaign, which all visitors share."""


class HeldFolder(str):  # noqa: SLOT000 (a text has no room for more slots)
    """A folder that is on no disk: its files are in memory, for as long as somebody holds it.

    As a text it is a path that no system has, and that no other folder has, so that nothing is
    ever read by it or taken for it.
    """

    files: dict[str, bytes]
    """Contents by their paths in the folder ("photos/dakar.jpg")."""

    made: dict[Any, Any]
    """What `made_of` made of them: it goes when the folder goes."""

    def __new__(cls, files: Mapping[str, bytes]) -> Self:
        """Hold files by their paths in the folder."""
        folder = super().__new__(cls, f"/dev/null/{uuid4().hex}")
        folder.files = dict(files)
        folder.made = {}
        return folder


def small_file(folder: str, name: str, most: int) -> bytes | None:
    """Read a file of a campaign's folder.

    Args:
        folder: The campaign's folder; "" is none.
        name: Its path in the folder, as the program says it, never as data do.
        most: The size in bytes up to which it is read.

    Returns:
        Its bytes; None if it is missing, too large, or a link to another file.
    """
    if isinstance(folder, HeldFolder):
        held = folder.files.get(name)
        return held if held is not None and len(held) <= most else None
    if not folder:
        return None
    path = Path(folder) / name
    try:
        status = path.stat()
        good = path.is_file() and not path.is_symlink() and status.st_size <= most
        return _read(path, status.st_mtime_ns) if good else None
    except OSError:
        return None


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int) -> bytes:
    return path.read_bytes()


def made_of(folder: str, data: bytes, make: Callable[[bytes], _Made]) -> _Made:
    """Give what a function makes of a file's contents, made once.

    Args:
        folder: The campaign's folder. What is made of one in memory, a visitor's own, is held by
            that folder alone.
        data: The contents.
        make: Takes nothing else. Don't change what it gives: it is shared.
    """
    caches = folder.made if isinstance(folder, HeldFolder) else _made_of_disks
    cache = caches.get(make)
    if cache is None:
        cache = caches.setdefault(make, lru_cache(_MOST_MADE)(make))
    made: _Made = cache(data)
    return made


def names_in(folder: str, within: str, ending: str) -> list[str]:
    """The names, without their ending, of the files in a folder of a campaign's folder, sorted.

    None if there is no such folder.
    """
    if isinstance(folder, HeldFolder):
        paths = [PurePosixPath(name) for name in folder.files]
        return sorted(
            path.stem for path in paths if str(path.parent) == within and path.suffix == ending
        )
    place = Path(folder) / within
    if not folder or not place.is_dir():
        return []
    return sorted(path.stem for path in place.glob(f"*{ending}"))
