"""How commands write to their terminal, and how they end when they are terminated."""

from __future__ import annotations

import io
import signal
import sys
from typing import NoReturn

_TERMINATED = 128 + signal.SIGTERM
"""Exit status of a terminated program, as shells count."""


def behave_in_terminal() -> None:
    r"""Prepare the process of a command.

    It will write letters that the terminal's encoding lacks as `\xe9`, and clean up on SIGTERM.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    signal.signal(signal.SIGTERM, _end)


def _end(_signal: int, _frame: object) -> NoReturn:
    """Exit as after Ctrl-C, so that unfinished files are removed."""
    raise SystemExit(_TERMINATED)
