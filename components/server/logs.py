"""Logs of one line per event, without visitors' data."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path
from typing import Any

from data import ROOT

_MOST_FRAMES = 6


class OneLine(logging.LogRecord):
    """A record whose text is one line; of an exception it has type and places, no message.

    The message of an exception may quote a cell of a visitor's list.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401
        """Take what a logger gives."""
        super().__init__(*arguments, **named)
        error = self.exc_info[1] if self.exc_info else None
        self._trace = f" [{trace(error)}]" if error else ""
        # Handlers would write these below the line.
        self.exc_info = self.exc_text = self.stack_info = None

    def getMessage(self) -> str:  # noqa: N802 (the name of logging)
        """Return the text."""
        return " ".join(super().getMessage().split()) + self._trace


def trace(error: BaseException) -> str:
    """Return the type of an exception and where it came from, innermost last."""
    frames = traceback.extract_tb(error.__traceback__)[-_MOST_FRAMES:]
    places = [f"{_short(frame.filename)}:{frame.lineno}" for frame in frames]
    return " ".join([type(error).__name__, *places])


def _short(name: str) -> str:
    path = Path(name)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name


def log_one_line_each() -> None:
    """Write every event of this process in one line from now on."""
    logging.setLogRecordFactory(OneLine)
