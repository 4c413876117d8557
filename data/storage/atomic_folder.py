"""Folders that are written as a whole: whoever reads one sees the old files or the new, never both.

The new folder is written beside the old one and takes its place when all is there. Linux exchanges
the two in one step. Other systems, and file systems that can't, need two: the old folder is put
aside, then the new one gets its name. Whoever ends the program between the two leaves the old one
aside, where `standing` finds it, and the next writer puts it back.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import time
from contextlib import suppress
from errno import EINVAL, ENOSYS, ENOTSUP
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
_UNABLE = {EINVAL, ENOSYS, ENOTSUP}
"""What the system says where it can't exchange folders."""

_BUILDING, _BEFORE = "building-", "before"
_ABANDONED_SECONDS = 3600
_NOT_CARRIED = {Path(".cache", "consultation-map")}
"""What a server cached of the old tables is of no use with the new ones."""


def write_folder(folder: Path, fill: Callable[[Path], None], without: Collection[str] = ()) -> None:
    """Write a folder, or new files into one, whole or not at all.

    Args:
        folder: Is made if need be. What is in it besides the new files stays as it is.
        fill: Writes the new files into the folder that it is given, which is empty.
        without: Names of files that the new ones stand for, and that go.

    Raises:
        OSError: It can't be written; the folder is as it was. A mount point can't be replaced.
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
            _carry_over(folder, new, without)
        _put(new, folder)
    finally:
        # By now it has the old files, or what was written before something went wrong.
        shutil.rmtree(new, ignore_errors=True)


def standing(folder: Path) -> Path:
    """The folder, or the one that a writer who was ended put aside before it wrote the new one."""
    aside = _beside(folder.resolve(), _BEFORE)
    return aside if not folder.exists() and aside.is_dir() else folder


def _beside(folder: Path, what: str) -> Path:
    return folder.with_name(f".{folder.name}.{what}")


def _put_back(folder: Path) -> None:
    if standing(folder) != folder:
        standing(folder).rename(folder)


def _remove_abandoned(folder: Path) -> None:
    """Remove what writers left that were ended: new files of one, or old ones of another."""
    for path in folder.parent.glob(_beside(folder, f"{_BUILDING}*").name):
        if not _may_be_at_work(path):
            shutil.rmtree(path, ignore_errors=True)
    if folder.is_dir():
        shutil.rmtree(_beside(folder, _BEFORE), ignore_errors=True)


def _may_be_at_work(path: Path) -> bool:
    """Whether the process that began a folder may still be writing it."""
    pid = path.name.rpartition("-")[2]
    with suppress(OSError):
        if time.time() - path.stat().st_mtime > _ABANDONED_SECONDS:
            return False
    if os.name != "posix" or not pid.isdecimal() or int(pid) == os.getpid():
        return os.name != "posix"  # Elsewhere to ask for a process may end it.
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _flush(folder: Path) -> None:
    """Wait until the files are on the disk: they must not come after the name of their folder."""
    for path in folder.iterdir():
        with path.open("rb") as file, suppress(OSError):
            os.fsync(file.fileno())


def _carry_over(old: Path, new: Path, without: Collection[str]) -> None:
    """Give the new folder what is in the old one alone, as the same files where possible.

    The new files are there already: to write into a file that is shared would change the old one.
    """

    def not_carried(folder: str, names: list[str]) -> set[str]:
        place = Path(folder).relative_to(old)
        return {
            name
            for name in names
            if place / name in _NOT_CARRIED
            or (place == Path() and (name in without or (new / name).exists()))
        }

    shutil.copytree(
        old, new, symlinks=True, ignore=not_carried, copy_function=_linked, dirs_exist_ok=True
    )


def _linked(source: str, into: str) -> str:
    try:
        os.link(source, into, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(source, into, follow_symlinks=False)
    return into


def _put(new: Path, folder: Path) -> None:
    """Let the new folder take the place of the old one, if there is one."""
    if not folder.exists():
        new.rename(folder)
    elif not _exchanged(new, folder):
        aside = _beside(folder, _BEFORE)
        folder.rename(aside)
        new.rename(folder)
        shutil.rmtree(aside, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Let two folders change their names in one step; False where the system can't.

    Raises:
        OSError: The system could, but not these.
    """
    exchange = None
    if sys.platform == "linux":
        exchange = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if exchange is None:
        return False
    paths = (os.fsencode(one), os.fsencode(other))
    if exchange(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNABLE:
        return False
    raise OSError(number, os.strerror(number), str(other))
