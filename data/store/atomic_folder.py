"""Folders that are replaced atomically: readers see the old files or the new ones, never both.

The new folder is written beside the old one and replaces it when it is complete. Linux exchanges
the two in one step. Other systems, and file systems that can't, need two: the old folder is moved
aside, then the new one gets its name. If the program is killed between the two, `standing` finds
the old folder, and the next writer moves it back.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from errno import EINVAL, ENOSYS, ENOTSUP
from pathlib import Path

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
_UNABLE = {EINVAL, ENOSYS, ENOTSUP}
"""Errors of systems that can't exchange folders."""

_BUILDING, _BEFORE = "building-", "before"
_ABANDONED_SECONDS = 3600
_CACHE, _OF_TABLES = Path(".cache", "consultation-map"), ("loaded-", "writing-")
"""A server's cache of the old tables is useless with the new ones."""


def write_folder(folder: Path, fill: Callable[[Path], None], without: Collection[str] = ()) -> None:
    """Write new files into a folder, all or none.

    Args:
        folder: Created if missing. Its other files stay.
        fill: Called with an empty folder, into which it writes the new files.
        without: Names of old files to remove.

    Raises:
        OSError: It can't be written; the folder is unchanged. A mount point can't be replaced.
    """
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    _put_back(folder)
    _remove_abandoned(folder)
    new = _beside(folder, f"{_BUILDING}{os.getpid()}")
    new.mkdir()
    try:
        fill(new)
        _flush(new)
        if folder.is_dir():
            carry_over(folder, new, without)
        _replace(new, folder)
    finally:
        # Now it has the old files, or those written before an error.
        shutil.rmtree(new, ignore_errors=True)


def write_file(path: Path, content: bytes) -> None:
    """Write a file in one step: readers see the old contents or the new ones.

    Raises:
        OSError: It can't be written; the old file is unchanged.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def standing(folder: Path) -> Path:
    """Return the folder, or the old one if a killed writer moved it aside."""
    aside = _beside(folder.resolve(), _BEFORE)
    return aside if not folder.exists() and aside.is_dir() else folder


def _beside(folder: Path, what: str) -> Path:
    return folder.with_name(f".{folder.name}.{what}")


def _put_back(folder: Path) -> None:
    if standing(folder) != folder:
        standing(folder).rename(folder)


def _remove_abandoned(folder: Path) -> None:
    """Remove new or old folders that killed writers left."""
    for path in folder.parent.glob(_beside(folder, f"{_BUILDING}*").name):
        if not _may_be_at_work(path):
            shutil.rmtree(path, ignore_errors=True)
    if folder.is_dir():
        shutil.rmtree(_beside(folder, _BEFORE), ignore_errors=True)


def _may_be_at_work(path: Path) -> bool:
    """Tell whether the process that began a folder may still be writing it."""
    pid = path.name.rpartition("-")[2]
    with suppress(OSError):
        if time.time() - path.stat().st_mtime > _ABANDONED_SECONDS:
            return False
    if os.name != "posix" or not pid.isdecimal() or int(pid) == os.getpid():
        return os.name != "posix"  # On other systems `os.kill` may end the process.
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _flush(folder: Path) -> None:
    """Wait until the files are on disk: they must be there before the folder gets its name."""
    for path in folder.iterdir():
        with path.open("rb") as file, suppress(OSError):
            os.fsync(file.fileno())


def carry_over(old: Path, new: Path, without: Collection[str] = ()) -> None:
    """Link or copy into the new folder what only the old one has.

    Call it after the new files are written: writing into a linked file would change the old one.
    """

    def not_carried(folder: str, names: list[str]) -> set[str]:
        path = Path(folder).relative_to(old)
        return {
            name
            for name in names
            if (path == _CACHE and name.startswith(_OF_TABLES))
            or (path == Path() and (name in without or (new / name).exists()))
        }

    shutil.copytree(
        old, new, symlinks=True, ignore=not_carried, copy_function=_link_file, dirs_exist_ok=True
    )


def _link_file(source: str, into: str) -> str:
    try:
        os.link(source, into, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(source, into, follow_symlinks=False)
    return into


def _replace(new: Path, folder: Path) -> None:
    """Replace the old folder, if there is one, by the new one."""
    if not folder.exists():
        new.rename(folder)
    elif not _exchange(new, folder):
        aside = _beside(folder, _BEFORE)
        folder.rename(aside)
        new.rename(folder)
        shutil.rmtree(aside, ignore_errors=True)


def _exchange(new: Path, folder: Path) -> bool:
    """Exchange the names of two folders in one step; False if the system can't.

    Raises:
        OSError: The system can, but not with these folders.
    """
    exchange = None
    if sys.platform == "linux":
        exchange = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if exchange is None:
        return False
    paths = (os.fsencode(new), os.fsencode(folder))
    if exchange(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNABLE:
        return False
    raise OSError(number, os.strerror(number), str(folder))
