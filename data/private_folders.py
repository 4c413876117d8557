"""Temporary folders of this process, and those that a killed one left behind.

What is in them may be a visitor's own list. A process that ends removes its folders; one that is
killed can't. So a folder has the process in its name, and the next one removes what is left.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import tempfile
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

_PREFIX = "consultation-map"
_NAME = re.compile(rf"{_PREFIX}-(?P<host>[0-9a-z]*)-(?P<pid>[0-9]+)-(?P<start>[0-9]+)-")
_START_FIELD = 19
"""Of what follows the name of a process in `/proc/PID/stat`, see proc_pid_stat(5)."""


def private_folder() -> TemporaryDirectory[str]:
    """Make a folder that nobody else may read; the first one removes what killed processes left."""
    _remove_once(tempfile.gettempdir())
    pid = os.getpid()
    return TemporaryDirectory(prefix=f"{_PREFIX}-{_host()}-{pid}-{_start_of(pid)}-")


@lru_cache(maxsize=8)
def _remove_once(folder: str) -> None:
    remove_leftovers(Path(folder))


def remove_leftovers(folder: Path) -> None:
    """Remove from a folder what processes of this machine and user left that no longer run."""
    for path in folder.glob(f"{_PREFIX}-*"):
        named = _NAME.match(path.name)
        if named and named["host"] == _host() and _is_own(path):
            pid, start = int(named["pid"]), named["start"]
            if not _runs(pid, start):
                shutil.rmtree(path, ignore_errors=True)


def _host() -> str:
    """The name of this machine or container, as far as it fits into a file name.

    A container has its own processes, but may share the folder of temporary files.
    """
    return re.sub(r"[^0-9a-z]", "", socket.gethostname().lower())[:32]


def _is_own(path: Path) -> bool:
    """Whether a path is a folder of this user, and no link to one."""
    if os.name == "nt":
        return path.is_dir() and not path.is_symlink()
    try:
        return path.lstat().st_uid == os.getuid() and path.is_dir() and not path.is_symlink()
    except OSError:
        return False


def _runs(pid: int, start: str) -> bool:
    """Whether the process that made a folder still runs, and is no later one of its number."""
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
