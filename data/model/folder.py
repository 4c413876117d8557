"""Small files in a campaign's folder, on disk or in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, Self, TypeVar
from uuid import uuid4

_Made = TypeVar("_Made")

_MOST_MADE = 128
_made_of_disks: dict[Any, Any] = {}
"""Results from files on disk: those of the server's campaign, shared by all visitors."""


class HeldFolder(str):  # noqa: SLOT000 (a text has no room for more slots)
    """A folder in memory; its files are freed with the last reference to it.

    As a text it is a unique path that exists on no system, so that nothing can be read from it.
    """

    files: dict[str, bytes]
    """Contents by their paths in the folder ("photos/dakar.jpg")."""

    made: dict[Any, Any]
    """Results of `cache_by_contents`, freed with the folder."""

    def __new__(cls, files: Mapping[str, bytes]) -> Self:
        """Store files by their paths in the folder."""
        folder = super().__new__(cls, f"/dev/null/{uuid4().hex}")
        folder.files = dict(files)
        folder.made = {}
        return folder


def small_file(folder: str, name: str, most: int) -> bytes | None:
    """Read a file of a campaign's folder.

    Args:
        folder: The campaign's folder; "" is none.
        name: Its path in the folder; from the program, never from data.
        most: The largest size in bytes.

    Returns:
        Its bytes; None if it is missing, too large, or a link to another file.
    """
    if isinstance(folder, HeldFolder):
        content = folder.files.get(name)
        return content if content is not None and len(content) <= most else None
    if not folder:
        return None
    path = Path(folder) / name
    try:
        status = path.stat()
        is_good = path.is_file() and not path.is_symlink() and status.st_size <= most
        return _read(path, status.st_mtime_ns) if is_good else None
    except OSError:
        return None


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int) -> bytes:
    return path.read_bytes()


def text_of(path: Path) -> str:
    """Return the text of a file, without a byte order mark.

    Raises:
        OSError: It is missing, can't be read, or is no file: a named pipe would never end.
        UnicodeDecodeError: It is no UTF-8.
    """
    if not path.is_file():
        raise FileNotFoundError(path)
    return path.read_text(encoding="utf-8-sig")


def cache_by_contents(folder: str, data: bytes, make: Callable[[bytes], _Made]) -> _Made:
    """Return a function's result for a file's contents, cached.

    Args:
        folder: The campaign's folder. One in memory, a visitor's own, holds its results itself.
        data: The contents.
        make: A function of the contents alone. Don't change its result: it is shared.
    """
    caches = folder.made if isinstance(folder, HeldFolder) else _made_of_disks
    cache = caches.get(make)
    if cache is None:
        cache = caches.setdefault(make, lru_cache(_MOST_MADE)(make))
    made: _Made = cache(data)
    return made


def names_in(folder: str, within: str, ending: str) -> list[str]:
    """Return the sorted names, without `ending`, of the files in a folder inside a campaign's.

    Empty if there is no such folder.
    """
    if isinstance(folder, HeldFolder):
        paths = [PurePosixPath(name) for name in folder.files]
        return sorted(
            path.stem for path in paths if str(path.parent) == within and path.suffix == ending
        )
    inner = Path(folder) / within
    if not folder or not inner.is_dir():
        return []
    return sorted(path.stem for path in inner.glob(f"*{ending}"))
