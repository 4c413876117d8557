"""Temporary folders of this process, and removal of those that killed processes left."""

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
"""Position of the start time after the process name in `/proc/PID/stat`, see proc_pid_stat(5)."""

_PREFIX = "consultation-map-"
_BEFORE_RANDOM = "_"


def process_name() -> str:
    """Return a unique name for this process: letters, digits, hyphens."""
    pid = os.getpid()
    return f"{_host()}-{pid}-{_start_of(pid)}"


def is_gone(name: str) -> bool:
    """Tell whether a process, by its `process_name`, has ended on this machine; False if unsure."""
    match = _NAME.fullmatch(name)
    if not match or match["host"] != _host():
        return False
    return not _runs(int(match["pid"]), match["start"])


def _host() -> str:
    """Return the name of this machine or container, shortened for a file name.

    A container has its own processes, but may share a folder with others.
    """
    return re.sub(r"[^0-9a-z]", "", socket.gethostname().lower())[:32]


def _runs(pid: int, start: str) -> bool:
    """Tell whether a process is running, and not a later one with the same number."""
    if os.name == "nt":
        # On Windows `os.kill` would end it.
        return True
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return _start_of(pid) == start


def _start_of(pid: int) -> str:
    """Return a process's start in ticks since the machine's; "0" without /proc."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        return stat.rpartition(")")[2].split()[_START_FIELD]
    except (OSError, IndexError):
        return "0"


def private_folder() -> TemporaryDirectory[str]:
    """Make a folder that nobody else may read; the first call removes leftovers."""
    _remove_once(tempfile.gettempdir())
    return TemporaryDirectory(
        prefix=f"{_PREFIX}{process_name()}{_BEFORE_RANDOM}", ignore_cleanup_errors=True
    )


@lru_cache(maxsize=8)
def _remove_once(folder: str) -> None:
    remove_leftovers(folder)


def remove_leftovers(folder: str | Path | None = None) -> None:
    """Remove folders of ended processes of this machine and user.

    Args:
        folder: Where to look; None means the system's folder of temporary files.
    """
    for path in Path(folder or tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        name = path.name.removeprefix(_PREFIX).partition(_BEFORE_RANDOM)[0]
        if is_gone(name) and _is_own(path):
            shutil.rmtree(path, ignore_errors=True)


def _is_own(path: Path) -> bool:
    """Tell whether a path is a folder of this user, and not a link to one."""
    try:
        owner = path.lstat().st_uid
    except OSError:
        return False
    return path.is_dir() and not path.is_symlink() and owner == _user()


def _user() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0
