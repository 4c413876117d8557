"""Temporary folders of this process, and removal of those that a killed process left."""

from __future__ import annotations

import os
import re
import shutil
import socket
import tempfile
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

_NAME = re.compile(r"(?P<host>[0-9a-z]*)-(?P<pid>[0-9]{1,9})-(?P<start>[0-9]+)")
_START_FIELD = 19
"""Of what follows the name of a process in `/proc/PID/stat`, see proc_pid_stat(5)."""

_PREFIX = "consultation-map-"
_BEFORE_RANDOM = "_"


def own_name() -> str:
    """A name of this process that no other has, before or after it: letters, digits, hyphens."""
    pid = os.getpid()
    return f"{_host()}-{pid}-{_start_of(pid)}"


def is_gone(name: str) -> bool:
    """Whether the process of a name ran on this machine and does so no more; False if unsure."""
    named = _NAME.fullmatch(name)
    if not named or named["host"] != _host():
        return False
    return not _runs(int(named["pid"]), named["start"])


def _host() -> str:
    """The name of this machine or container, as far as it fits into a file name.

    A container has its own processes, but may share a folder with others.
    """
    return re.sub(r"[^0-9a-z]", "", socket.gethostname().lower())[:32]


def _runs(pid: int, start: str) -> bool:
    """Whether a process runs, and is no later one of its number."""
    if os.name == "nt":
        # There a signal would end it.
        return True
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return _start_of(pid) == start


def _start_of(pid: int) -> str:
    """When a process started, in ticks since the machine did; "0" where the system has no /proc."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        return stat.rpartition(")")[2].split()[_START_FIELD]
    except (OSError, IndexError):
        return "0"


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
