"""How commands write to their terminal, and how they end when they are terminated."""

from __future__ import annotations

import io
import os
import signal
import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable

_NO_READER = 128 + 13
"""Exit status without a reader; Windows has no such signal."""
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


def run_command(main: Callable[[], int]) -> NoReturn:
    """Run a command and exit with its status.

    If the reader of its output is gone (`... | head`), it ends quietly, with the status of a
    program that SIGPIPE ended.
    """
    behave_in_terminal()
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would flush again at the end, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = _NO_READER
    sys.exit(status)


def _end(_signal: int, _frame: object) -> NoReturn:
    """Exit as after Ctrl-C, so that unfinished files are removed."""
    raise SystemExit(_TERMINATED)
