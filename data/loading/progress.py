"""Progress of long work: a share and a sentence for whoever shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from data.model.errors import msgid

Progress: TypeAlias = Callable[[float, str], None]
"""Called with the share that is done, from 0 to 1, and the next step, a message id."""

READING = msgid("Reading the tables")
PLACING = msgid("Finding the places")
NAMING = msgid("Matching the organizations")
KEEPING = msgid("Saving it for next time")

STEPS = {READING: 0.0, PLACING: 0.25, NAMING: 0.6, KEEPING: 0.8}
"""About the share that is done when a step of loading a campaign begins."""


def ignore_progress(_share: float, _step: str) -> None:
    """Ignore progress (no-op callback)."""


def begin(progress: Progress, step: str) -> None:
    """Report that a step of loading begins."""
    progress(STEPS[step], step)
