"""Temporary folders of this process, and those that a killed one left behind.

What is in them may be a visitor's own list. A process that ends removes its folders; one that is
killed can't. So a folder has the process in its name, and the next one removes what is left.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from data.processes import is_gone, own_name

_PREFIX = "consultation-map-"
_BEFORE_RANDOM = "_"


def private_folder() -> TemporaryDirectory[str]:
    """Make a folder that nobody else may read; the first one removes what killed processes left."""
    _remove_once(tempfile.gettempdir())
    return TemporaryDirectory(
        prefix=f"{_PREFIX}{own_name()}{_BEFORE_RANDOM}", ignore_cleanup_errors=True
    )


@lru_cache(maxsize=8)
def _remove_once(folder: str) -> None:
    remove_leftovers(folder)


def remove_leftovers(folder: str | Path | None = None) -> None:
    """Remove what processes of this machine and user left that no longer run.

    Args:
        folder: Where; None is the system's folder of temporary files.
    """
    for path in Path(folder or tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        name = path.name.removeprefix(_PREFIX).partition(_BEFORE_RANDOM)[0]
        if is_gone(name) and _is_own(path):
            shutil.rmtree(path, ignore_errors=True)


def _is_own(path: Path) -> bool:
    """Whether a path is a folder of this user, and no link to one."""
    try:
        whose = path.lstat().st_uid
    except OSError:
        return False
    return path.is_dir() and not path.is_symlink() and whose == _user()


def _user() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0
