"""Names of processes, so that files of those that no longer run can be told from those in use."""

from __future__ import annotations

import os
import re
import socket
from pathlib import Path

_NAME = re.compile(r"(?P<host>[0-9a-z]*)-(?P<pid>[0-9]{1,9})-(?P<start>[0-9]+)")
_START_FIELD = 19
"""Of what follows the name of a process in `/proc/PID/stat`, see proc_pid_stat(5)."""


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
