"""What commands share: options, warnings, progress, and how they end."""

from __future__ import annotations

import argparse
import io
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from data import SHIPPED
from data.columnar.memory import prepare_process
from data.model.errors import CampaignError
from data.words.languages import available_languages

VARIABLE = "CONSULTATION_CAMPAIGN"
"""Names the campaign that is served."""

UNUSABLE = 2
"""Exit status of a command whose source is not readable, or whose result is not writable."""

_BAR = 24
"""Letters of a full progress bar."""

_NO_READER = 128 + 13
"""Exit status without a reader; Windows has no such signal."""
_TERMINATED = 128 + signal.SIGTERM
"""Exit status of a terminated program, as shells count."""


def behave_in_terminal() -> None:
    r"""Prepare the process of a command.

    It will write letters that the terminal's encoding lacks as `\xe9`, and clean up on SIGTERM.
    """
    prepare_process()
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


def served_campaign() -> Path:
    """Return the path of the campaign that the environment names, else of the shipped one."""
    path = os.environ.get(VARIABLE, "").strip()
    return Path(path).expanduser() if path else SHIPPED


def add_language_option(parser: argparse.ArgumentParser) -> None:
    """Add `--language`."""
    parser.add_argument("--language", choices=available_languages(), default="en")


def refuse(reason: str | CampaignError, language: str = "en") -> int:
    """Print on standard error why a command does nothing, and return its exit status."""
    words = reason if isinstance(reason, str) else reason.explain(language)
    print(words, file=sys.stderr)
    return UNUSABLE


def show_bar(words: str, count: int, every: int) -> None:
    """Show a progress bar on standard error if it is a terminal; `words` has what is done."""
    if sys.stderr.isatty():
        filled = _BAR * count // max(every, 1)
        bar = "#" * filled + "." * (_BAR - filled)
        end = "\n" if count == every else ""
        print(f"\r[{bar}] {words:<46}", end=end, file=sys.stderr, flush=True)
