"""How a command speaks to its terminal, and how it ends when it is told to."""

from __future__ import annotations

import io
import signal
import sys
from typing import NoReturn

_TERMINATED = 128 + signal.SIGTERM
"""Exit status of a program that was terminated, as shells count."""


def behave_in_terminal() -> None:
    r"""Prepare the process of a command.

    It writes letters that the terminal's encoding lacks as `\xe9`, and tidies up when it is told
    to end.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    signal.signal(signal.SIGTERM, _end)


def _end(_signal: int, _frame: object) -> NoReturn:
    """End as after Ctrl-C: what is unfinished is removed on the way."""
    raise SystemExit(_TERMINATED)
